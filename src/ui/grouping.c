/* SPDX-License-Identifier: MIT */
/*
 * Three arrays of numbers, all ascending but the entries: what a line shows and in which group a place lies is found by
 * halving. Where an entry stands is looked for from the beginning, which is quick over numbers that lie side by side.
 */
#include "ui/grouping.h"

void grouping_init(struct grouping *grouping, const struct stories *stories)
{
	*grouping = (struct grouping){.stories = stories, .open = g_hash_table_new(NULL, NULL)};
}

void grouping_drop(struct grouping *grouping)
{
	g_clear_pointer(&grouping->all, g_array_unref);
	g_clear_pointer(&grouping->firsts, g_array_unref);
	g_clear_pointer(&grouping->lines, g_array_unref);
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

static GArray *numbers_new(size_t count)
{
	GArray *numbers = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count);
	return g_array_set_size(numbers, (guint)count);
}

/* Making ----------------------------------------------------------------------------------------------------------- */

/* Rows that are to be grouped: how many there are of each group, in the order in which groups come. */
struct making {
	const struct stories *stories;
	GArray *entries; /* of uint32_t: the rows, and older versions behind their newest one */
	GArray *groups;  /* uint32_t: by row, its group */
	GArray *sizes;   /* uint32_t: by group */
	GHashTable *known; /* story -> 1 + its group; only those of several */
};

static void add(struct making *making, uint32_t entry, uint32_t group)
{
	g_array_append_val(making->entries, entry);
	g_array_append_val(making->groups, group);
	g_array_index(making->sizes, uint32_t, group)++;
}

static uint32_t group_of(struct making *making, uint32_t entry)
{
	uint32_t none = 0;
	bool several = stories_has_copies(making->stories, entry);
	void *story = GUINT_TO_POINTER(stories_of(making->stories, entry) + 1);
	guint known = several ? GPOINTER_TO_UINT(g_hash_table_lookup(making->known, story)) : 0;
	if (known > 0)
		return known - 1;
	g_array_append_val(making->sizes, none);
	if (several)
		g_hash_table_insert(making->known, story, GUINT_TO_POINTER(making->sizes->len));
	return making->sizes->len - 1;
}

static void add_versions(struct making *making, const struct archive *archive, uint32_t entry, uint32_t group)
{
	size_t count = archive_versions(archive, entry, NULL, 0);
	uint32_t *versions = g_new(uint32_t, count + 1);
	archive_versions(archive, entry, versions, count);
	for (size_t i = 0; i < count; i++)
		if (versions[i] != entry)
			add(making, versions[i], group);
	g_free(versions);
}

/* Each row goes to where its group is: the places of a group begin where those before end. */
static void lay_out(struct grouping *grouping, const struct making *making)
{
	uint32_t next = 0;
	grouping->all = numbers_new(making->entries->len);
	grouping->firsts = numbers_new(making->sizes->len);
	for (guint i = 0; i < making->sizes->len; i++) {
		g_array_index(grouping->firsts, uint32_t, i) = next;
		next += number_at(making->sizes, i);
		g_array_index(making->sizes, uint32_t, i) = number_at(grouping->firsts, i);
	}
	for (guint i = 0; i < making->entries->len; i++) {
		uint32_t place = g_array_index(making->sizes, uint32_t, number_at(making->groups, i))++;
		g_array_index(grouping->all, uint32_t, place) = number_at(making->entries, i);
	}
}

static size_t group_end(const struct grouping *grouping, size_t group)
{
	return group + 1 < grouping->firsts->len ? number_at(grouping->firsts, group + 1) : grouping->all->len;
}

static void *story_at(const struct grouping *grouping, size_t place)
{
	return GUINT_TO_POINTER(stories_of(grouping->stories, number_at(grouping->all, place)) + 1);
}

static void make_lines(struct grouping *grouping)
{
	bool any = g_hash_table_size(grouping->open) > 0;
	grouping->lines = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), grouping->firsts->len);
	for (guint i = 0; i < grouping->firsts->len; i++) {
		uint32_t place = number_at(grouping->firsts, i), end = place + 1;
		if (any && g_hash_table_contains(grouping->open, story_at(grouping, place)))
			end = (uint32_t)group_end(grouping, i);
		for (; place < end; place++)
			g_array_append_val(grouping->lines, place);
	}
}

void grouping_take(struct grouping *grouping, const struct archive *archive,
                   uint32_t (*entry_at)(const void *data, size_t row), const void *data, size_t count, bool versions)
{
	struct making making = {
		.stories = grouping->stories,
		.entries = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count),
		.groups = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count),
		.sizes = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count),
		.known = g_hash_table_new(NULL, NULL),
	};
	grouping_drop(grouping);
	for (size_t row = 0; row < count; row++) {
		uint32_t entry = entry_at(data, row), group;
		if (entry == ENTRY_NONE)
			continue;
		group = group_of(&making, entry);
		add(&making, entry, group);
		if (versions && stories_has_versions(grouping->stories, entry))
			add_versions(&making, archive, entry, group);
	}
	lay_out(grouping, &making);
	make_lines(grouping);
	g_array_unref(making.entries);
	g_array_unref(making.groups);
	g_array_unref(making.sizes);
	g_hash_table_unref(making.known);
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

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
		GArray *more = numbers_new(sign.more);
		for (guint i = 0; i < sign.more; i++)
			g_array_index(more, uint32_t, i) = place + 1 + i;
		g_array_insert_vals(grouping->lines, (guint)*first + 1, more->data, sign.more);
		g_hash_table_add(grouping->open, story_at(grouping, place));
		g_array_unref(more);
	} else {
		g_array_remove_range(grouping->lines, (guint)*first + 1, sign.more);
		g_hash_table_remove(grouping->open, story_at(grouping, place));
	}
	return sign.more;
}
