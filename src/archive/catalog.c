/* SPDX-License-Identifier: MIT */
/*
 * Versions of one article in a segment are a chain: the segment's lookup of ids leads to the newest, from there on the
 * order is any. So adding the thousandth version costs what adding the second did; who asks for all of them gets them
 * sorted. Across segments the newest of the newest is taken: there are few segments.
 * What a chain's head is when the head itself was removed is looked for once and remembered.
 */
#include "archive/catalog.h"

#include <glib.h>
#include <string.h>

#include "archive/order.h"

#define NONE UINT32_MAX

struct catalog {
	struct store *store;
	struct order *order;     /* of the entries that are shown */
	struct listing *listing; /* all of it; NULL where the order has changed since */
	GHashTable *heads;       /* number of a removed head -> newest of its chain that is not, or NONE; both + 1 */
};

/*
 * <0 where `a` is shown before `b`. No two entries are equal, so the order does not depend on which was loaded first.
 * Numbers may come from a file: what there is not comes last.
 */
static int compare(const struct catalog *catalog, uint32_t a, uint32_t b)
{
	uint32_t count = store_count(catalog->store), from, from_other;
	int compared;
	if (a >= count || b >= count)
		return a < b ? -1 : a > b;
	compared = row_compare_dates(store_row(catalog->store, a), store_row(catalog->store, b));
	if (!compared)
		compared = span_compare(store_path(catalog->store, a), store_path(catalog->store, b));
	if (compared)
		return compared;
	from = store_origin(catalog->store, a);
	from_other = store_origin(catalog->store, b);
	if (from != from_other)
		return from < from_other ? -1 : 1;
	return a < b ? -1 : a > b;
}

static int compare_in_order(const void *catalog, uint32_t a, uint32_t b)
{
	return compare(catalog, a, b);
}

/* The newest first, what has no date last. */
static uint64_t key_in_order(const void *data, uint32_t number)
{
	const struct catalog *catalog = data;
	const struct row *row = number < store_count(catalog->store) ? store_row(catalog->store, number) : NULL;
	if (!row || row->date_precision == DATE_NONE)
		return UINT64_MAX;
	return ~((uint64_t)row->seconds ^ UINT64_C(1) << 63); /* the sign's bit: as numbers without one are ordered */
}

static int compare_numbers(const void *a, const void *b, void *catalog)
{
	return compare(catalog, *(const uint32_t *)a, *(const uint32_t *)b);
}

struct catalog *catalog_new(void)
{
	struct catalog *catalog = g_new0(struct catalog, 1);
	catalog->store = store_new();
	catalog->order = order_new(compare_in_order, key_in_order, catalog);
	catalog->heads = g_hash_table_new(NULL, NULL);
	return catalog;
}

void catalog_free(struct catalog *catalog)
{
	if (!catalog)
		return;
	order_free(catalog->order);
	store_free(catalog->store);
	listing_unref(catalog->listing);
	g_hash_table_destroy(catalog->heads);
	g_free(catalog);
}

struct store *catalog_store(const struct catalog *catalog)
{
	return catalog->store;
}

/* One segment ------------------------------------------------------------------------------------------------------ */

static bool is_dead(const struct segment *segment, uint32_t row)
{
	return bits_test(segment->dead, row);
}

/* The newest row of a chain that was not removed, as a number of the store. */
static uint32_t newest_left(const struct catalog *catalog, const struct segment *segment, uint32_t head)
{
	uint32_t left = segment_rows(segment), newest = NONE;
	for (uint32_t row = head; row != ROW_NONE; row = segment_next(segment, row, &left)) {
		uint32_t number = segment->first + row;
		if (!is_dead(segment, row) && (newest == NONE || compare(catalog, number, newest) < 0))
			newest = number;
	}
	return newest;
}

static uint32_t find_id_in(const struct catalog *catalog, const struct segment *segment, struct span id)
{
	uint32_t head = segment_find_id(segment, id), newest;
	gpointer key, known;
	if (head == ROW_NONE)
		return NONE;
	if (!is_dead(segment, head))
		return segment->first + head;
	key = GSIZE_TO_POINTER((gsize)segment->first + head + 1);
	if (g_hash_table_lookup_extended(catalog->heads, key, NULL, &known))
		return (uint32_t)(GPOINTER_TO_SIZE(known) - 1);
	newest = newest_left(catalog, segment, head);
	g_hash_table_insert(catalog->heads, key, GSIZE_TO_POINTER((gsize)newest + 1));
	return newest;
}

/* Adding and removing ---------------------------------------------------------------------------------------------- */

static void order_changed(struct catalog *catalog)
{
	g_clear_pointer(&catalog->listing, listing_unref);
}

/* `number` comes to the other versions of its id, of which `newest` (or NONE) has been shown so far. */
static void show_among(struct catalog *catalog, uint32_t number, uint32_t newest)
{
	if (newest != NONE && compare(catalog, newest, number) < 0)
		return;
	if (newest != NONE)
		order_remove(catalog->order, newest);
	order_insert(catalog->order, number);
	order_changed(catalog);
}

uint32_t catalog_add(struct catalog *catalog, const struct label *label, const struct article *article)
{
	struct span id = {label->id, ID_SIZE};
	uint32_t newest = catalog_find_id(catalog, id);
	uint32_t number = store_add(catalog->store, label, article), row;
	struct segment *segment;
	if (number == NONE)
		return NONE;
	segment = store_segment_of(catalog->store, number, &row);
	segment_link(segment, row);
	show_among(catalog, number, newest);
	return number;
}

bool catalog_replace(struct catalog *catalog, uint32_t number, const struct article *article)
{
	return store_replace(catalog->store, number, article);
}

void catalog_remove(struct catalog *catalog, uint32_t number)
{
	uint32_t row, next;
	struct segment *segment = store_segment_of(catalog->store, number, &row);
	struct span id = {segment_row(segment, row)->id, ID_SIZE};
	bool shown = catalog_find_id(catalog, id) == number;
	if (!segment->dead)
		segment->dead = bits_new(segment_rows(segment));
	if (!bits_set(segment->dead, row))
		return;
	g_hash_table_remove_all(catalog->heads);
	if (!shown)
		return;
	order_remove(catalog->order, number);
	order_changed(catalog);
	next = catalog_find_id(catalog, id);
	if (next != NONE)
		order_insert(catalog->order, next);
}

bool catalog_is_removed(const struct catalog *catalog, uint32_t number)
{
	uint32_t row;
	const struct segment *segment = store_segment_of(catalog->store, number, &row);
	return is_dead(segment, row);
}

void catalog_begin(struct catalog *catalog, const uint32_t *numbers, size_t count)
{
	order_begin(catalog->order, numbers, count);
	order_changed(catalog);
}

/* Of the versions that are in the order already none may be newer, so each segment's newest is compared. */
void catalog_show(struct catalog *catalog, uint32_t number)
{
	struct span id = {store_row(catalog->store, number)->id, ID_SIZE};
	uint32_t newest = catalog_find_id(catalog, id);
	if (newest != number)
		return;
	for (size_t i = 0; i < store_segments(catalog->store); i++) {
		uint32_t other = find_id_in(catalog, store_segment(catalog->store, i), id);
		if (other != NONE && other != number)
			order_remove(catalog->order, other);
	}
	order_insert(catalog->order, number);
	order_changed(catalog);
}

void catalog_sort(struct catalog *catalog)
{
	order_free(catalog->order);
	catalog->order = order_new(compare_in_order, key_in_order, catalog);
	g_hash_table_remove_all(catalog->heads);
	order_changed(catalog);
	for (uint32_t number = 0; number < store_count(catalog->store); number++) {
		if (!catalog_is_removed(catalog, number))
			catalog_show(catalog, number);
	}
}

/* The order -------------------------------------------------------------------------------------------------------- */

__attribute__((hot))
size_t catalog_shown(const struct catalog *catalog)
{
	return order_count(catalog->order);
}

__attribute__((hot))
uint32_t catalog_at(const struct catalog *catalog, size_t row)
{
	uint32_t number = order_at(catalog->order, row);
	return number < store_count(catalog->store) ? number : 0; /* a file may hold anything */
}

size_t catalog_row(const struct catalog *catalog, uint32_t number)
{
	return order_row(catalog->order, number);
}

struct listing *catalog_listing(struct catalog *catalog)
{
	if (!catalog->listing)
		catalog->listing = listing_new(catalog->order, store_count(catalog->store));
	return catalog->listing;
}

/* Finding ---------------------------------------------------------------------------------------------------------- */

static void append_versions(const struct segment *segment, struct span id, GArray *out)
{
	uint32_t left = segment_rows(segment);
	for (uint32_t row = segment_find_id(segment, id); row != ROW_NONE; row = segment_next(segment, row, &left)) {
		uint32_t number = segment->first + row;
		if (!is_dead(segment, row))
			g_array_append_val(out, number);
	}
}

size_t catalog_versions(const struct catalog *catalog, uint32_t number, uint32_t *versions, size_t max)
{
	struct span id = {store_row(catalog->store, number)->id, ID_SIZE};
	GArray *all = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	size_t count;
	for (size_t i = 0; i < store_segments(catalog->store); i++)
		append_versions(store_segment(catalog->store, i), id, all);
	if (all->len == 0)
		g_array_append_val(all, number); /* it is gone, and still itself */
	g_array_sort_with_data(all, compare_numbers, (void *)catalog);
	count = all->len;
	if (max > 0)
		memcpy(versions, all->data, MIN(count, max) * sizeof(*versions));
	g_array_free(all, TRUE);
	return count;
}

uint32_t catalog_find_id(const struct catalog *catalog, struct span id)
{
	uint32_t newest = NONE;
	if (id.len != ID_SIZE)
		return NONE;
	for (size_t i = 0; i < store_segments(catalog->store); i++) {
		uint32_t number = find_id_in(catalog, store_segment(catalog->store, i), id);
		if (number != NONE && (newest == NONE || compare(catalog, number, newest) < 0))
			newest = number;
	}
	return newest;
}

typedef uint32_t find_in(const struct segment *segment, struct span key);

/* The latest segment of the source that knows the key. */
static uint32_t find_from_last(const struct catalog *catalog, uint32_t origin, struct span key, find_in *find)
{
	for (size_t i = store_segments(catalog->store); i-- > 0;) {
		const struct segment *segment = store_segment(catalog->store, i);
		uint32_t row = segment->origin == origin ? find(segment, key) : ROW_NONE;
		if (row != ROW_NONE)
			return segment->first + row;
	}
	return NONE;
}

uint32_t catalog_find_path(const struct catalog *catalog, uint32_t origin, struct span path)
{
	return find_from_last(catalog, origin, path, segment_find_path);
}

uint32_t catalog_find_path_like(const struct catalog *catalog, uint32_t origin, struct span path)
{
	uint32_t found = catalog_find_path(catalog, origin, path);
	return found != NONE ? found : find_from_last(catalog, origin, path, segment_find_squeezed);
}
