/* SPDX-License-Identifier: MIT */
/*
 * From postings to lists: of each bundle, the grams are counted in a table, room is taken for each one's articles, and
 * the postings, which stand by article, are dealt out; what has a place was counted before. So much for one batch of
 * articles; in the end, the lists that the batches gave for a gram are put side by side.
 */
#include <string.h>

#include "find/index_builder.h"

enum {
	FIRST_BITS = 12, /* of the table, when it is new */
	DIGIT = 12,      /* bits of a key that are sorted by at a time */
	DIGITS = (GRAM_KIND_SHIFT + 4 + DIGIT - 1) / DIGIT,
};

/* A gram of a bundle. */
struct cell {
	uint64_t last;  /* posting */
	uint32_t count; /* of its articles; 0: nothing is here */
	uint32_t next;  /* where in the builder's the next one goes */
};

struct group {
	const struct builder *builder;
	struct cell *cells;
	unsigned bits;
	size_t used;
};

static inline struct cell *cell_of(const struct group *group, uint64_t key)
{
	size_t mask = ((size_t)1 << group->bits) - 1;
	size_t at = (size_t)(builder_hash(group->builder, key) << BUNDLES_BITS >> (64 - group->bits));
	while (group->cells[at].count && group->cells[at].last >> POSTING_BITS != key)
		at = (at + 1) & mask;
	return &group->cells[at];
}

static void grow(struct group *group)
{
	struct cell *before = group->cells;
	size_t count = (size_t)1 << group->bits++;
	group->cells = g_new0(struct cell, 2 * count);
	for (size_t i = 0; i < count; i++)
		if (before[i].count)
			*cell_of(group, before[i].last >> POSTING_BITS) = before[i];
	g_free(before);
}

/* Counts the articles of each gram; of what was put down more than once for an article, one posting stays. */
static void count_postings(struct group *group, struct bundle *bundle)
{
	size_t kept = 0;
	memset(group->cells, 0, sizeof(*group->cells) << group->bits);
	group->used = 0;
	for (size_t i = 0; i < bundle->count; i++) {
		uint64_t posting = bundle->postings[i];
		struct cell *cell = cell_of(group, posting >> POSTING_BITS);
		if (cell->count && cell->last == posting)
			continue;
		cell->last = posting;
		bundle->postings[kept++] = posting;
		if (cell->count++ == 0 && ++group->used * 2 > (size_t)1 << group->bits)
			grow(group);
	}
	bundle->count = kept;
}

static void make_lists(struct group *group, const struct bundle *bundle, GArray *lists, GArray *articles)
{
	uint32_t next = articles->len;
	g_array_set_size(articles, articles->len + (guint)bundle->count);
	for (size_t i = 0; i < (size_t)1 << group->bits; i++) {
		struct cell *cell = &group->cells[i];
		struct listed listed = {.key = cell->last >> POSTING_BITS, .first = next};
		if (cell->count == 0)
			continue;
		listed.count = cell->count & INT32_MAX;
		g_array_append_val(lists, listed);
		cell->next = next;
		next += cell->count;
	}
	uint16_t *list = (uint16_t *)(void *)articles->data;
	for (size_t i = 0; i < bundle->count; i++)
		list[cell_of(group, bundle->postings[i] >> POSTING_BITS)->next++] = (uint16_t)bundle->postings[i];
}

/* Takes room for what has a place. */
static void list_placed(struct builder *builder)
{
	uint32_t next = builder->articles->len;
	size_t count;
	const struct runs_frequent *frequent = runs_frequent(builder->runs, &count);
	for (uint32_t i = 0; i < builder->place_count; i++) {
		struct place *place = &builder->places[i];
		struct listed listed = {.first = next, .count = place->count & INT32_MAX};
		if (place->count == 0)
			continue;
		listed.key = i < RUNS_CODES ? gram_key(GRAM_ONE, i, 0) : frequent[i - RUNS_CODES].key;
		g_array_append_val(builder->batches, listed);
		place->count = next;
		next += listed.count;
	}
	g_array_set_size(builder->articles, next);
}

static void deal_placed(struct builder *builder)
{
	uint16_t *list = (uint16_t *)(void *)builder->articles->data, article = 0;
	for (guint i = 0; i < builder->placed->len; i++) {
		uint32_t place = g_array_index(builder->placed, uint32_t, i);
		if (place & PLACED_ARTICLE)
			article = (uint16_t)place;
		else
			list[builder->places[place].count++] = article;
	}
	for (size_t i = 0; i < builder->place_count; i++)
		builder->places[i].count = 0;
	g_array_set_size(builder->placed, 0);
}

/* Moves what has smaller digits before what has larger ones. */
static void sort_by_digit(const struct listed *from, struct listed *to, size_t count, unsigned shift)
{
	const uint64_t mask = (1u << DIGIT) - 1;
	uint32_t places[1 << DIGIT] = {0}, place = 0;
	for (size_t i = 0; i < count; i++)
		places[from[i].key >> shift & mask]++;
	for (size_t i = 0; i <= mask; i++) {
		uint32_t here = places[i];
		places[i] = place;
		place += here;
	}
	for (size_t i = 0; i < count; i++)
		to[places[from[i].key >> shift & mask]++] = from[i];
}

static void sort_lists(GArray *lists)
{
	struct listed *from = (struct listed *)(void *)lists->data, *to = g_new(struct listed, MAX(lists->len, 1));
	struct listed *const other = to;
	for (unsigned i = 0; i < DIGITS; i++) {
		struct listed *sorted = to;
		sort_by_digit(from, to, lists->len, i * DIGIT);
		to = from;
		from = sorted;
	}
	G_STATIC_ASSERT(DIGITS % 2 == 0); /* so that they are where they were */
	g_free(other);
}

void builder_group(struct builder *builder)
{
	struct group group = {.builder = builder, .bits = FIRST_BITS};
	group.cells = g_new(struct cell, (size_t)1 << FIRST_BITS);
	for (size_t i = 0; i < BUNDLES && !g_atomic_int_get(builder->stop); i++) {
		struct bundle *bundle = &builder->bundles[i];
		count_postings(&group, bundle);
		make_lists(&group, bundle, builder->batches, builder->articles);
		bundle->count = 0;
	}
	g_free(group.cells);
	list_placed(builder);
	deal_placed(builder);
	builder->put = 0;
}

void builder_join(struct builder *builder)
{
	struct listed *last = NULL;
	sort_lists(builder->batches);
	for (guint i = 0; i < builder->batches->len; i++) {
		struct listed list = g_array_index(builder->batches, struct listed, i);
		if (last && last->key == list.key) {
			last->count += list.count;
			continue;
		}
		list.first = i;
		g_array_append_val(builder->lists, list);
		last = &g_array_index(builder->lists, struct listed, builder->lists->len - 1);
	}
}
