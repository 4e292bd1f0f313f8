/* SPDX-License-Identifier: MIT */
/*
 * Learning first finds the pages that teach, and counts them by group. Then it goes inwards from either end: the few
 * outermost blocks of all pages are counted; then the next one of those pages in which these are repeated, and so on.
 * Most pages are done after the first round. At last all articles are judged.
 *
 *   pages, groups -> head inwards -> judging one half
 *                 \> tail inwards /> judging the other
 *
 * A thread of its own begins with that, and takes another for the right-hand side. It reads the catalog, which nobody
 * changes meanwhile, and tells the owner when all is done.
 */
#include "archive/repeat_parts.h"

#include <glib.h>

#include "base/thread.h"

/*
 * So many pages are looked at together: their sights and tallies lie all over the memory, which takes long to come, so
 * it is told of all of them first.
 */
#define PAGES_AT_ONCE 16

/* Of the blocks that a run can have, so many are counted in every page: one may end differently here and there. */
#define OUTERMOST_BLOCKS SIGHT_DEPTH

/* Whether block `i` from an end is counted whatever stands outside it: not from the end that is farther away. */
static bool is_outermost(uint32_t blocks, uint32_t i)
{
	return i < OUTERMOST_BLOCKS && 2 * (uint64_t)i < blocks;
}

static bool is_stopping(const struct repeat *repeat)
{
	return g_atomic_int_get(&repeat->stopping);
}

/* What is to be counted of one page: its groups, or blocks by both of them. */
struct keys {
	uint64_t at[2 * SIGHT_DEPTH];
	size_t count;
};

static void add_key(struct keys *keys, uint64_t key)
{
	keys->at[keys->count++] = key;
}

static void expect_keys(const struct tallies *tallies, const struct keys *keys)
{
	for (size_t i = 0; i < keys->count; i++)
		tallies_expect(tallies, keys->at[i]);
}

static void count_keys(struct tallies *tallies, const struct keys *keys, uint32_t number)
{
	for (size_t i = 0; i < keys->count; i++)
		tallies_count(tallies, keys->at[i], number);
}

static uint32_t number_at(const GArray *pages, uint32_t at)
{
	return g_array_index(pages, uint32_t, at);
}

/* Pages and groups ------------------------------------------------------------------------------------------------- */

/* A page that may teach. Nothing is to be seen of it where `copy` is 0. */
struct pupil {
	uint32_t number;
	uint64_t copy;
	struct keys groups;
};

static void prepare(struct repeat *repeat, struct looker *looker, struct pupil *pupil)
{
	struct subject subject;
	bool known = sights_at(repeat->sights, pupil->number);
	if (repeat_take_up(repeat, pupil->number, looker, &subject)) {
		pupil->copy = repeat_copy_key(&subject.groups, &subject.sight.most);
		add_key(&pupil->groups, subject.groups.archive);
		if (subject.groups.host)
			add_key(&pupil->groups, subject.groups.host);
		tallies_expect(&repeat->groups, pupil->copy);
		expect_keys(&repeat->groups, &pupil->groups);
	}
	if (!known)
		sights_put(repeat->sights, pupil->number, &subject.sight);
	looker_forget(looker);
}

/* A page counts unless a copy of it was there before. */
static void count(struct repeat *repeat, const struct pupil *pupil)
{
	if (pupil->copy == 0)
		return;
	tallies_count(&repeat->groups, pupil->copy, pupil->number);
	if (tallies_pages(&repeat->groups, pupil->copy) > 1)
		return;
	count_keys(&repeat->groups, &pupil->groups, pupil->number);
	g_array_append_val(repeat->pages, pupil->number);
}

/*
 * The newest versions teach, in the archive's order, so that the outcome does not depend on which file was read first.
 */
static void find_pages(struct repeat *repeat, struct looker *looker)
{
	struct pupil pupils[PAGES_AT_ONCE];
	size_t shown;
	const uint32_t *numbers = listing_entries(repeat->listing, &shown);
	tallies_grow(&repeat->groups, shown);
	for (size_t at = 0; at < shown && !is_stopping(repeat);) {
		size_t own = 0;
		for (; at < shown && own < PAGES_AT_ONCE; at++) {
			if (repeat_is_foreign(repeat, numbers[at]))
				continue;
			sights_expect(repeat->sights, numbers[at]);
			pupils[own++] = (struct pupil){.number = numbers[at]};
		}
		for (size_t i = 0; i < own; i++)
			prepare(repeat, looker, &pupils[i]);
		for (size_t i = 0; i < own; i++)
			count(repeat, &pupils[i]);
	}
}

/* An end ----------------------------------------------------------------------------------------------------------- */

/* The keys of block `i` from the end. */
static void add_block(const struct end *end, struct subject *subject, uint32_t i, struct keys *keys)
{
	const struct groups *groups = &subject->groups;
	struct shown shown;
	if (!repeat_look_at(end->repeat, subject, end->position, i, &shown) || shown.nothing)
		return;
	add_key(keys, repeat_block_key(groups->archive, end->position, &shown));
	if (groups->host)
		add_key(keys, repeat_block_key(groups->host, end->position, &shown));
}

/* So many pages from `at` on as are looked at together; memory is told of their sights. */
static uint32_t expect_pages(const struct repeat *repeat, const GArray *pages, uint32_t at)
{
	uint32_t several = MIN(pages->len - at, PAGES_AT_ONCE);
	for (uint32_t i = 0; i < several; i++)
		sights_expect(repeat->sights, number_at(pages, at + i));
	return several;
}

static void learn_outermost(struct end *end, struct looker *looker)
{
	const struct repeat *repeat = end->repeat;
	struct keys keys[PAGES_AT_ONCE];
	for (uint32_t at = 0, several; at < repeat->pages->len && !is_stopping(repeat); at += several) {
		several = expect_pages(repeat, repeat->pages, at);
		for (uint32_t i = 0; i < several; i++) {
			struct subject subject;
			keys[i].count = 0;
			repeat_take_up(repeat, number_at(repeat->pages, at + i), looker, &subject);
			for (uint32_t block = 0; is_outermost(subject.sight.blocks, block); block++)
				add_block(end, &subject, block, &keys[i]);
			expect_keys(&end->blocks, &keys[i]);
			looker_forget(looker);
		}
		for (uint32_t i = 0; i < several; i++)
			count_keys(&end->blocks, &keys[i], number_at(repeat->pages, at + i));
	}
}

/* Whether there is a block `i` from the end that is repeated, or shows nothing. */
static bool is_of_run(const struct end *end, struct subject *subject, uint32_t i)
{
	struct shown shown;
	return repeat_look_at(end->repeat, subject, end->position, i, &shown) &&
	       (shown.nothing || repeat_is_repeated(end->repeat, &subject->groups, end->position, &shown));
}

/* The tallies that a page is asked about in this round, of a block that need not be looked up. */
static void expect_inwards(const struct end *end, uint32_t number, uint32_t round, struct looker *looker)
{
	struct keys keys = {.count = 0};
	struct subject subject;
	if (round > SIGHT_DEPTH)
		return;
	repeat_take_up(end->repeat, number, looker, &subject);
	add_block(end, &subject, round - 1, &keys);
	expect_keys(&end->blocks, &keys);
	looker_forget(looker);
}

/* Whether a page goes on after this round; then its next block inwards is counted, if it was not at first. */
static bool learn_inwards(struct end *end, uint32_t number, uint32_t round, struct looker *looker)
{
	struct keys keys = {.count = 0};
	struct subject subject;
	bool goes_on;
	repeat_take_up(end->repeat, number, looker, &subject);
	goes_on = is_of_run(end, &subject, round - 1);
	if (goes_on && !is_outermost(subject.sight.blocks, round))
		add_block(end, &subject, round, &keys);
	count_keys(&end->blocks, &keys, number);
	looker_forget(looker);
	return goes_on;
}

/* One block further; gives how many pages go on. */
static uint32_t learn_round(struct end *end, uint32_t round, struct looker *looker)
{
	uint32_t kept = 0;
	for (uint32_t at = 0, several; at < end->pages->len && !is_stopping(end->repeat); at += several) {
		several = expect_pages(end->repeat, end->pages, at);
		for (uint32_t i = 0; i < several; i++)
			expect_inwards(end, number_at(end->pages, at + i), round, looker);
		for (uint32_t i = 0; i < several; i++) {
			uint32_t number = number_at(end->pages, at + i);
			if (learn_inwards(end, number, round, looker))
				g_array_index(end->pages, uint32_t, kept++) = number;
		}
	}
	return kept;
}

static void *learn_end(void *data)
{
	struct end *end = data;
	const struct repeat *repeat = end->repeat;
	struct looker *looker = looker_new(repeat->seed);
	tallies_grow(&end->blocks, sights_keys(repeat->sights) / 8 * 3); /* one of two ends; what repeats has one key */
	learn_outermost(end, looker);
	end->pages = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), repeat->pages->len);
	g_array_append_vals(end->pages, repeat->pages->data, repeat->pages->len);
	for (uint32_t round = 1; end->pages->len > 0 && !is_stopping(repeat); round++)
		g_array_set_size(end->pages, learn_round(end, round, looker));
	g_clear_pointer(&end->pages, g_array_unref);
	looker_free(looker);
	return NULL;
}

/* Judging ---------------------------------------------------------------------------------------------------------- */

/* All is counted: what is left is few enough to lie close together. */
static void forget_what_is_rare(struct repeat *repeat)
{
	struct tallies *all[] = {&repeat->groups, &repeat->ends[HEAD].blocks, &repeat->ends[TAIL].blocks};
	struct tallies kept = {0};
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++) {
		tallies_sift(all[i], repeat_least_pages(), &kept);
		tallies_clear(all[i]);
	}
	repeat_keep(repeat, kept);
}

struct half {
	const struct repeat *repeat;
	uint32_t from, to; /* entries */
	GArray *losses;
};

static void *judge(void *data)
{
	const struct half *half = data;
	struct looker *looker = looker_new(half->repeat->seed);
	for (uint32_t number = half->from; number < half->to && !is_stopping(half->repeat); number++) {
		struct subject subject;
		struct loss loss;
		if (repeat_is_foreign(half->repeat, number))
			continue;
		if (repeat_take_up(half->repeat, number, looker, &subject) &&
		    repeat_judge(half->repeat, &subject, &loss))
			g_array_append_val(half->losses, loss);
		looker_forget(looker);
	}
	looker_free(looker);
	return NULL;
}

/* All of it -------------------------------------------------------------------------------------------------------- */

/* Both at once. */
static void do_both(void *(*function)(void *), void *one, void *other)
{
	GThread *thread = g_thread_new("learn", function, other);
	function(one);
	g_thread_join(thread);
}

void repeat_learn(struct repeat *repeat)
{
	struct looker *looker = looker_new(repeat->seed);
	uint32_t count = store_count(catalog_store(repeat->catalog));
	struct half halves[] = {
		{repeat, 0, count / 2, repeat->losses[0]},
		{repeat, count / 2, count, repeat->losses[1]},
	};
	thread_step_back(THREAD_READS); /* the other inherits that */
	find_pages(repeat, looker);
	looker_free(looker);
	do_both(learn_end, &repeat->ends[HEAD], &repeat->ends[TAIL]);
	forget_what_is_rare(repeat);
	do_both(judge, &halves[0], &halves[1]);
}
