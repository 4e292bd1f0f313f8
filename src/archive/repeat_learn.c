/* SPDX-License-Identifier: MIT */
/*
 * Learning goes inwards: first the few outermost blocks of all pages are counted; then the next one of those pages in
 * which these are repeated, and so on. Most pages are done after the first round.
 */
#include "archive/repeat_parts.h"

#include <glib.h>

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

/* What is to be counted of one page: its groups and its outermost blocks by both of them, or one block. */
struct keys {
	uint64_t at[2 + 4 * SIGHT_DEPTH];
	size_t count;
};

static void add_key(struct keys *keys, uint64_t key)
{
	keys->at[keys->count++] = key;
}

/* Those of block `i` from an end. */
static void add_block(struct repeat *repeat, struct subject *subject, enum position position, uint32_t i,
		      struct keys *keys)
{
	const struct groups *groups = &subject->groups;
	struct shown shown;
	if (!repeat_look_at(repeat, subject, position, i, &shown) || shown.nothing)
		return;
	add_key(keys, repeat_block_key(groups->archive, position, &shown));
	if (groups->host)
		add_key(keys, repeat_block_key(groups->host, position, &shown));
}

static void add_page(struct repeat *repeat, struct subject *subject, struct keys *keys)
{
	add_key(keys, subject->groups.archive);
	if (subject->groups.host)
		add_key(keys, subject->groups.host);
	for (uint32_t i = 0; is_outermost(subject->sight.blocks, i); i++) {
		add_block(repeat, subject, HEAD, i, keys);
		add_block(repeat, subject, TAIL, i, keys);
	}
}

static void expect_keys(const struct repeat *repeat, const struct keys *keys)
{
	for (size_t i = 0; i < keys->count; i++)
		tallies_expect(&repeat->tallies, keys->at[i]);
}

static void count_keys(struct repeat *repeat, const struct keys *keys, uint32_t number)
{
	for (size_t i = 0; i < keys->count; i++)
		tallies_count(&repeat->tallies, keys->at[i], number);
}

/* Whether there is a block `i` from an end that is repeated, or shows nothing. */
static bool is_of_run(const struct repeat *repeat, struct subject *subject, enum position position, uint32_t i)
{
	struct shown shown;
	return repeat_look_at(repeat, subject, position, i, &shown) &&
	       (shown.nothing || repeat_is_repeated(repeat, &subject->groups, position, &shown));
}

/* What is to be learned of a page; nothing of it (copy is 0) where there is nothing to be seen. */
struct lesson {
	uint32_t number;
	uint64_t copy;
	struct keys keys;
};

static void prepare(struct repeat *repeat, uint32_t number, struct lesson *lesson)
{
	struct subject subject;
	*lesson = (struct lesson){.number = number};
	if (!repeat_take_up(repeat, number, &subject))
		return;
	lesson->copy = repeat_copy_key(&subject.groups, &subject.sight.most);
	add_page(repeat, &subject, &lesson->keys);
	tallies_expect(&repeat->tallies, lesson->copy);
	expect_keys(repeat, &lesson->keys);
}

/* The outermost blocks of a page, unless a copy of it was there before. */
static void learn(struct repeat *repeat, const struct lesson *lesson)
{
	struct page page = {lesson->number, {true, true}};
	if (lesson->copy == 0)
		return;
	tallies_count(&repeat->tallies, lesson->copy, lesson->number);
	if (tallies_pages(&repeat->tallies, lesson->copy) > 1)
		return;
	count_keys(repeat, &lesson->keys, lesson->number);
	g_array_append_val(repeat->pages, page);
}

/* Whether a page stays alive in this round; then its next block inwards is counted, if it was not at first. */
static bool learn_end(struct repeat *repeat, const struct page *page, struct subject *subject, enum position position)
{
	struct keys keys = {.count = 0};
	if (!page->alive[position] || !is_of_run(repeat, subject, position, repeat->round - 1))
		return false;
	if (!is_outermost(subject->sight.blocks, repeat->round))
		add_block(repeat, subject, position, repeat->round, &keys);
	count_keys(repeat, &keys, subject->number);
	return true;
}

/* The tallies that the page is asked about in this round, of blocks that need not be looked up. */
static void expect_inwards(struct repeat *repeat, const struct page *page)
{
	struct keys keys = {.count = 0};
	struct subject subject;
	if (repeat->round > SIGHT_DEPTH)
		return;
	repeat_take_up(repeat, page->number, &subject);
	for (enum position end = HEAD; end <= TAIL; end++)
		add_block(repeat, &subject, end, repeat->round - 1, &keys);
	expect_keys(repeat, &keys);
}

static void learn_inwards(struct repeat *repeat, struct page *page)
{
	struct subject subject;
	repeat_take_up(repeat, page->number, &subject);
	for (enum position end = HEAD; end <= TAIL; end++)
		page->alive[end] = learn_end(repeat, page, &subject, end);
}

/* The passes ------------------------------------------------------------------------------------------------------- */

static void expect_sight(const struct repeat *repeat, uint32_t number)
{
	if (repeat->sights)
		sights_expect(repeat->sights, number);
}

/*
 * The newest versions teach, in the archive's order, so that the outcome does not depend on which file was read first.
 */
uint32_t repeat_learn_outermost(struct repeat *repeat)
{
	struct lesson lessons[PAGES_AT_ONCE];
	uint32_t numbers[PAGES_AT_ONCE], shown = (uint32_t)catalog_shown(repeat->catalog), own = 0;
	uint32_t count = repeat->at < shown ? MIN(shown - repeat->at, PAGES_AT_ONCE) : 0;
	for (uint32_t i = 0; i < count; i++) {
		numbers[own] = catalog_at(repeat->catalog, repeat->at + i);
		if (repeat_is_foreign(repeat, numbers[own]))
			continue;
		expect_sight(repeat, numbers[own]);
		own++;
	}
	for (uint32_t i = 0; i < own; i++) {
		prepare(repeat, numbers[i], &lessons[i]);
		repeat_next_article(repeat);
	}
	for (uint32_t i = 0; i < own; i++)
		learn(repeat, &lessons[i]);
	return count;
}

/* Round after round over the pages, which become fewer. */
static void begin_round(struct repeat *repeat)
{
	if (repeat->round > 0)
		g_array_set_size(repeat->pages, repeat->kept);
	repeat->round++;
	repeat->at = repeat->kept = 0;
}

uint32_t repeat_learn_inwards(struct repeat *repeat)
{
	uint32_t count;
	struct page *pages;
	if (repeat->round == 0 || repeat->at >= repeat->pages->len)
		begin_round(repeat);
	count = MIN(repeat->pages->len - repeat->at, PAGES_AT_ONCE);
	pages = &g_array_index(repeat->pages, struct page, repeat->at);
	for (uint32_t i = 0; i < count; i++)
		expect_sight(repeat, pages[i].number);
	for (uint32_t i = 0; i < count; i++) {
		expect_inwards(repeat, &pages[i]);
		repeat_next_article(repeat);
	}
	for (uint32_t i = 0; i < count; i++) {
		learn_inwards(repeat, &pages[i]);
		if (pages[i].alive[HEAD] || pages[i].alive[TAIL])
			g_array_index(repeat->pages, struct page, repeat->kept++) = pages[i];
		repeat_next_article(repeat);
	}
	return count;
}
