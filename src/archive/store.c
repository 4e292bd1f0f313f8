/* SPDX-License-Identifier: MIT */
/* There are a handful of segments, seldom some dozens: the one of a number is found by halving. */
#include "archive/store.h"

#include <glib.h>

struct store {
	GPtrArray *segments; /* the last one may grow */
	uint32_t count;
};

static void free_segment(void *segment)
{
	segment_free(segment);
}

struct store *store_new(void)
{
	struct store *store = g_new0(struct store, 1);
	store->segments = g_ptr_array_new_with_free_func(free_segment);
	return store;
}

void store_free(struct store *store)
{
	if (!store)
		return;
	g_ptr_array_unref(store->segments);
	g_free(store);
}

size_t store_segments(const struct store *store)
{
	return store->segments->len;
}

struct segment *store_segment(const struct store *store, size_t index)
{
	return g_ptr_array_index(store->segments, index);
}

static struct segment *last_of(const struct store *store)
{
	return store->segments->len > 0 ? store_segment(store, store->segments->len - 1) : NULL;
}

struct segment *store_growing(struct store *store, uint32_t origin)
{
	struct segment *last = last_of(store);
	if (last && !last->sealed && last->origin == origin)
		return last;
	store_seal(store);
	last = segment_new(origin, store->count);
	g_ptr_array_add(store->segments, last);
	return last;
}

struct segment *store_seal(struct store *store)
{
	struct segment *last = last_of(store);
	if (!last || last->sealed)
		return NULL;
	if (segment_rows(last) > 0 || segment_documents(last) > 0) {
		segment_seal(last);
		return last;
	}
	g_ptr_array_set_size(store->segments, (gint)store->segments->len - 1);
	return NULL;
}

bool store_attach(struct store *store, struct segment *segment)
{
	store_seal(store);
	if (segment_rows(segment) >= UINT32_MAX - store->count)
		return false;
	segment->first = store->count;
	store->count += segment_rows(segment);
	g_ptr_array_add(store->segments, segment);
	return true;
}

uint32_t store_add(struct store *store, const struct label *label, const struct article *article)
{
	struct segment *segment = store_growing(store, label->origin);
	uint32_t row = segment_add(segment, label, article);
	if (row == ROW_NONE)
		return UINT32_MAX;
	store->count = segment->first + row + 1;
	return segment->first + row;
}

struct segment *store_segment_of(const struct store *store, uint32_t number, uint32_t *row)
{
	guint low = 0, high = store->segments->len;
	while (high - low > 1) {
		guint middle = low + (high - low) / 2;
		if (store_segment(store, middle)->first <= number)
			low = middle;
		else
			high = middle;
	}
	*row = number - store_segment(store, low)->first;
	return store_segment(store, low);
}

bool store_replace(struct store *store, uint32_t number, const struct article *article)
{
	uint32_t row;
	struct segment *segment = store_segment_of(store, number, &row);
	return segment_replace(segment, row, article);
}

__attribute__((hot))
uint32_t store_count(const struct store *store)
{
	return store->count;
}

const struct row *store_row(const struct store *store, uint32_t number)
{
	uint32_t row;
	const struct segment *segment = store_segment_of(store, number, &row);
	return segment_row(segment, row);
}

uint32_t store_origin(const struct store *store, uint32_t number)
{
	uint32_t row;
	return store_segment_of(store, number, &row)->origin;
}

struct span store_path(const struct store *store, uint32_t number)
{
	uint32_t row;
	const struct segment *segment = store_segment_of(store, number, &row);
	return segment_path(segment, row);
}

void store_article(const struct store *store, uint32_t number, struct article *article)
{
	uint32_t row;
	const struct segment *segment = store_segment_of(store, number, &row);
	segment_article(segment, row, article);
}

void store_facts(const struct store *store, uint32_t number, struct article *article)
{
	uint32_t row;
	const struct segment *segment = store_segment_of(store, number, &row);
	segment_facts(segment, row, article);
}
