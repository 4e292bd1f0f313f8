/* SPDX-License-Identifier: MIT */
/*
 * Three arrays of numbers, all ascending but the entries: what a line shows and in which group a place lies is found by
 * halving. Where an entry stands is looked for from the beginning, which is quick over numbers that lie side by side.
 * They are made in portions, each phase going over rows, groups or places once: no key waits for a million of them.
 */
#include "ui/grouping.h"

#include "find/tally.h"

enum { BATCH = 256 }; /* rows, groups or places between two looks at the clock */

/* Rows find their groups, groups their first places, rows their places in them, and places their lines. */
enum phase { GATHER, MEASURE, PLACE, SHOW, PHASES };

struct grouping_making {
	const struct archive *archive;
	uint32_t (*entry_at)(const void *data, size_t row);
	const void *data;
	size_t rows;
	bool versions;
	enum phase phase;
	size_t next;         /* what this phase comes to next */
	struct tally groups; /* by story, numbered as groups: how many there are, then where the next goes */
	GArray *entries;     /* uint32_t: of the rows, and older versions behind their newest one */
	GArray *numbers;     /* uint32_t: by those, their groups */
	size_t group;        /* SHOW: the next one, */
	bool open;           /* and whether the one before it is unfolded */
	GArray *all, *firsts, *lines; /* as they will be in the grouping */
};

void grouping_init(struct grouping *grouping, const struct stories *stories)
{
	*grouping = (struct grouping){.stories = stories, .open = g_hash_table_new(NULL, NULL)};
}

static void drop_making(struct grouping *grouping)
{
	struct grouping_making *making = grouping->making;
	if (!making)
		return;
	tally_clear(&making->groups);
	g_array_unref(making->entries);
	g_array_unref(making->numbers);
	g_array_unref(making->all);
	g_array_unref(making->firsts);
	g_array_unref(making->lines);
	g_clear_pointer(&grouping->making, g_free);
}

static void drop_groups(struct grouping *grouping)
{
	g_clear_pointer(&grouping->all, g_array_unref);
	g_clear_pointer(&grouping->firsts, g_array_unref);
	g_clear_pointer(&grouping->lines, g_array_unref);
}

void grouping_drop(struct grouping *grouping)
{
	drop_making(grouping);
	drop_groups(grouping);
}

void grouping_clear(struct grouping *grouping)
{
	grouping_drop(grouping);
	g_hash_table_unref(grouping->open);
}

static uint32_t number_at(const GArray *numbers, size_t index)
{
	return g_array_index(numbers, uint32_t, index);
}

static GArray *numbers_for(size_t count)
{
	return g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count);
}

/* Making ----------------------------------------------------------------------------------------------------------- */

static void add(struct grouping_making *making, uint32_t entry, uint32_t story)
{
	uint32_t group = tally_add(&making->groups, story, 1);
	g_array_append_val(making->entries, entry);
	g_array_append_val(making->numbers, group);
}

static void add_versions(struct grouping_making *making, uint32_t entry, uint32_t story)
{
	size_t count = archive_versions(making->archive, entry, NULL, 0);
	uint32_t *versions = g_new(uint32_t, count + 1);
	archive_versions(making->archive, entry, versions, count);
	for (size_t i = 0; i < count; i++)
		if (versions[i] != entry)
			add(making, versions[i], story);
	g_free(versions);
}

static void gather(const struct grouping *grouping, size_t row)
{
	struct grouping_making *making = grouping->making;
	uint32_t entry = making->entry_at(making->data, row), story = stories_of(grouping->stories, entry);
	if (entry == ENTRY_NONE)
		return;
	add(making, entry, story);
	if (making->versions && stories_has_versions(grouping->stories, entry))
		add_versions(making, entry, story);
}

/* The places of a group begin where those of the one before end. */
static void measure(const struct grouping *grouping, size_t group)
{
	struct grouping_making *making = grouping->making;
	struct count *count = &making->groups.counts[group];
	uint32_t first = making->all->len;
	g_array_append_val(making->firsts, first);
	g_array_set_size(making->all, first + count->n);
	count->n = first;
}

static void place(const struct grouping *grouping, size_t index)
{
	struct grouping_making *making = grouping->making;
	uint32_t to = making->groups.counts[number_at(making->numbers, index)].n++;
	g_array_index(making->all, uint32_t, to) = number_at(making->entries, index);
}

static void *key_of(uint32_t story)
{
	return GUINT_TO_POINTER(story + 1);
}

/* The first place of a group has a line, the others where it is unfolded. */
static void show(const struct grouping *grouping, size_t index)
{
	struct grouping_making *making = grouping->making;
	uint32_t at = (uint32_t)index;
	bool first = making->group < making->firsts->len && number_at(making->firsts, making->group) == at;
	if (first)
		making->open = g_hash_table_contains(grouping->open,
		                                     key_of((uint32_t)making->groups.counts[making->group++].key));
	if (first || making->open)
		g_array_append_val(making->lines, at);
}

/* How much a phase goes over. */
static size_t phase_size(const struct grouping_making *making)
{
	if (making->phase == GATHER)
		return making->rows;
	return making->phase == MEASURE ? making->groups.used : making->entries->len;
}

static void begin_phase(struct grouping_making *making, enum phase phase)
{
	making->phase = phase;
	making->next = making->group = 0;
	g_array_set_size(making->lines, 0);
}

void grouping_take(struct grouping *grouping, const struct archive *archive,
                   uint32_t (*entry_at)(const void *data, size_t row), const void *data, size_t count, bool versions)
{
	drop_making(grouping);
	grouping->making = g_new(struct grouping_making, 1);
	*grouping->making = (struct grouping_making){
		.archive = archive,
		.entry_at = entry_at,
		.data = data,
		.rows = count,
		.versions = versions,
		.entries = numbers_for(count),
		.numbers = numbers_for(count),
		.all = numbers_for(count),
		.firsts = numbers_for(count),
		.lines = numbers_for(count),
	};
	tally_init_for(&grouping->making->groups, count);
}

static void put_in_force(struct grouping *grouping)
{
	struct grouping_making *making = grouping->making;
	drop_groups(grouping);
	grouping->all = g_array_ref(making->all);
	grouping->firsts = g_array_ref(making->firsts);
	grouping->lines = g_array_ref(making->lines);
	drop_making(grouping);
}

bool grouping_work(struct grouping *grouping, unsigned budget_us)
{
	static void (*const phases[PHASES])(const struct grouping *grouping, size_t index) = {
		[GATHER] = gather, [MEASURE] = measure, [PLACE] = place, [SHOW] = show};
	struct grouping_making *making = grouping->making;
	int64_t end_us = g_get_monotonic_time() + budget_us;
	while (making) {
		size_t size = phase_size(making);
		for (size_t to = MIN(making->next + BATCH, size); making->next < to; making->next++)
			phases[making->phase](grouping, making->next);
		if (making->next == size && making->phase == SHOW) {
			put_in_force(grouping);
			return true;
		}
		if (making->next == size)
			begin_phase(making, making->phase + 1);
		if (g_get_monotonic_time() >= end_us)
			break;
	}
	return false;
}

bool grouping_is_busy(const struct grouping *grouping)
{
	return grouping->making != NULL;
}

unsigned grouping_percent(const struct grouping *grouping)
{
	const struct grouping_making *making = grouping->making;
	size_t size = making ? MAX(phase_size(making), 1) : 1;
	return making ? (unsigned)((making->phase * size + making->next) * 100 / (PHASES * size)) : 100;
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

static size_t group_end(const struct grouping *grouping, size_t group)
{
	return group + 1 < grouping->firsts->len ? number_at(grouping->firsts, group + 1) : grouping->all->len;
}

static void *story_at(const struct grouping *grouping, size_t place)
{
	return key_of(stories_of(grouping->stories, number_at(grouping->all, place)));
}

size_t grouping_lines(const struct grouping *grouping)
{
	return grouping->lines->len;
}

size_t grouping_places(const struct grouping *grouping)
{
	return grouping->all->len;
}

uint32_t grouping_entry(const struct grouping *grouping, size_t place)
{
	return place < grouping->all->len ? number_at(grouping->all, place) : ENTRY_NONE;
}

size_t grouping_place_of(const struct grouping *grouping, size_t line)
{
	return line < grouping->lines->len ? number_at(grouping->lines, line) : grouping->all->len;
}

uint32_t grouping_line_entry(const struct grouping *grouping, size_t line)
{
	return grouping_entry(grouping, grouping_place_of(grouping, line));
}

size_t grouping_place(const struct grouping *grouping, uint32_t entry)
{
	const uint32_t *all = (const uint32_t *)(const void *)grouping->all->data;
	size_t place = 0;
	while (place < grouping->all->len && all[place] != entry)
		place++;
	return place;
}

/* The last index whose number is no more than `number`; there is one. */
static size_t last_below(const GArray *numbers, size_t number)
{
	size_t low = 0, high = numbers->len;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;
		if (number_at(numbers, middle) <= number)
			low = middle;
		else
			high = middle;
	}
	return low;
}

size_t grouping_line(const struct grouping *grouping, size_t place)
{
	return place < grouping->all->len ? last_below(grouping->lines, place) : grouping->lines->len;
}

static bool shows(const struct grouping *grouping, size_t line, size_t place)
{
	return line < grouping->lines->len && number_at(grouping->lines, line) == place;
}

struct group_sign grouping_sign(const struct grouping *grouping, size_t line)
{
	if (line >= grouping->lines->len)
		return (struct group_sign){0, false, false};
	size_t place = number_at(grouping->lines, line), group = last_below(grouping->firsts, place);
	if (number_at(grouping->firsts, group) != place)
		return (struct group_sign){.member = true};
	return (struct group_sign){
		.more = (unsigned)(group_end(grouping, group) - place - 1),
		.open = shows(grouping, line + 1, place + 1) && group_end(grouping, group) > place + 1,
	};
}

size_t grouping_unfold(struct grouping *grouping, size_t line, bool open, size_t *first)
{
	*first = line;
	if (line >= grouping->lines->len)
		return 0;
	size_t group = last_below(grouping->firsts, number_at(grouping->lines, line));
	uint32_t place = number_at(grouping->firsts, group);
	*first = grouping_line(grouping, place);
	struct group_sign sign = grouping_sign(grouping, *first);
	if (sign.more == 0 || sign.open == open)
		return 0;
	if (open) {
		GArray *more = numbers_for(sign.more);
		for (uint32_t at = place + 1; at <= place + sign.more; at++)
			g_array_append_val(more, at);
		g_array_insert_vals(grouping->lines, (guint)*first + 1, more->data, sign.more);
		g_hash_table_add(grouping->open, story_at(grouping, place));
		g_array_unref(more);
	} else {
		g_array_remove_range(grouping->lines, (guint)*first + 1, sign.more);
		g_hash_table_remove(grouping->open, story_at(grouping, place));
	}
	if (grouping->making && grouping->making->phase == SHOW)
		begin_phase(grouping->making, SHOW);
	return sign.more;
}
