/* SPDX-License-Identifier: MIT */
/*
 * Making a volume, out of its snapshot where there is one, and forgetting what it holds. An entry of the volume has a
 * number of its own, counted through its segments: it is the same in every run, whatever else is open.
 */
#include "archive/volume_parts.h"

#include <string.h>

struct volume *volume_new(struct catalog *catalog, uint32_t origin, const char *name, struct cache *cache)
{
	struct volume *volume = g_new0(struct volume, 1);
	volume->catalog = catalog;
	volume->origin = origin;
	volume->name = g_strdup(name);
	volume->cache = cache;
	volume->segments = g_ptr_array_new();
	volume->hidden = g_ptr_array_new_with_free_func(g_free);
	volume->dead = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	volume->stale = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	volume->leaving = g_array_new(FALSE, FALSE, sizeof(struct leaving));
	volume->arrived = g_hash_table_new(NULL, NULL);
	volume->added = g_hash_table_new(NULL, NULL);
	return volume;
}

void volume_free(struct volume *volume)
{
	if (!volume)
		return;
	repeat_free(volume->learned);
	sights_free(volume->sights);
	met_free(volume->met);
	cache_free(volume->cache);
	cache_free(volume->kept);
	g_array_unref(volume->leaving);
	g_hash_table_destroy(volume->arrived);
	g_ptr_array_unref(volume->segments);
	g_ptr_array_unref(volume->hidden);
	g_array_unref(volume->dead);
	g_array_unref(volume->stale);
	g_hash_table_destroy(volume->added);
	g_free(volume->name);
	g_free(volume);
}

void volume_append(struct volume *volume, struct segment *segment)
{
	segment->origin = volume->origin;
	segment->local = volume->rows;
	segment->local_document = volume->documents;
	volume->rows += segment_rows(segment);
	volume->documents += segment_documents(segment);
	g_ptr_array_add(volume->segments, segment);
}

/* Opening ---------------------------------------------------------------------------------------------------------- */

/* The segment of a number of the volume, and the row in it; NULL where there is none. */
static struct segment *segment_of(const struct volume *volume, uint32_t local, uint32_t *row)
{
	for (size_t i = volume->segments->len; i-- > 0;) {
		struct segment *segment = segment_at(volume, i);
		*row = local - segment->local;
		if (local >= segment->local)
			return *row < segment_rows(segment) ? segment : NULL;
	}
	return NULL;
}

static struct segment *segment_of_document(const struct volume *volume, uint32_t local, uint32_t *number)
{
	for (size_t i = volume->segments->len; i-- > 0;) {
		struct segment *segment = segment_at(volume, i);
		*number = local - segment->local_document;
		if (local >= segment->local_document)
			return *number < segment_documents(segment) ? segment : NULL;
	}
	return NULL;
}

uint32_t volume_entry(const struct volume *volume, uint32_t local)
{
	uint32_t row;
	const struct segment *segment = segment_of(volume, local, &row);
	return segment ? segment->first + row : NONE;
}

static void mark_dead(struct segment *segment, uint32_t row)
{
	if (!segment->dead)
		segment->dead = bits_new(segment_rows(segment));
	bits_set(segment->dead, row);
}

void volume_mark_stale(struct segment *segment, uint32_t number)
{
	if (!segment->stale)
		segment->stale = bits_new(segment_documents(segment));
	bits_set(segment->stale, number);
}

/* What a segment says of those before it. */
static void apply_sides(const struct volume *volume, const struct snapshot_sides *sides)
{
	uint32_t at;
	for (size_t i = 0; i < sides->dead_count; i++) {
		struct segment *segment = segment_of(volume, sides->dead[i], &at);
		if (segment)
			mark_dead(segment, at);
	}
	for (size_t i = 0; i < sides->stale_count; i++) {
		struct segment *segment = segment_of_document(volume, sides->stale[i], &at);
		if (segment)
			volume_mark_stale(segment, at);
	}
}

/* False where the store has no numbers left; then all is freed. */
static bool attach(struct volume *volume, GPtrArray *segments, const GArray *sides)
{
	uint64_t rows = store_count(catalog_store(volume->catalog));
	for (guint i = 0; i < segments->len; i++)
		rows += segment_rows(g_ptr_array_index(segments, i));
	for (guint i = 0; i < segments->len; i++) {
		struct segment *segment = g_ptr_array_index(segments, i);
		if (rows >= NONE) {
			segment_free(segment);
			continue;
		}
		volume_append(volume, segment);
		store_attach(catalog_store(volume->catalog), segment);
		apply_sides(volume, &g_array_index(sides, struct snapshot_sides, i));
	}
	return rows < NONE;
}

bool volume_open(struct volume *volume, const uint32_t **order, size_t *count)
{
	GPtrArray *segments = g_ptr_array_new();
	GArray *sides = g_array_new(FALSE, FALSE, sizeof(struct snapshot_sides));
	const struct snapshot_sides *last;
	volume->sealed = volume->cache && cache_read(volume->cache, segments, sides) && attach(volume, segments, sides);
	if (volume->sealed) {
		last = &g_array_index(sides, struct snapshot_sides, sides->len - 1);
		*order = last->order;
		*count = MIN(last->order_count, volume->rows);
		volume->learned = repeat_open(volume->catalog, volume->origin, last->learned);
		volume->files = segments->len;
	}
	g_ptr_array_unref(segments);
	g_array_unref(sides);
	return volume->sealed;
}

static void set_all(uint64_t **bits, uint32_t count)
{
	if (!*bits)
		*bits = bits_new(count);
	memset(*bits, 0xFF, (count / 64 + 1) * sizeof(**bits));
}

void volume_forget(struct volume *volume)
{
	for (guint i = 0; i < volume->segments->len; i++) {
		struct segment *segment = segment_at(volume, i);
		set_all(&segment->dead, segment_rows(segment));
		set_all(&segment->stale, segment_documents(segment));
	}
	g_ptr_array_set_size(volume->segments, 0);
	volume->rows = volume->documents = 0;
	repeat_free(g_steal_pointer(&volume->learned));
	volume->sealed = volume->stopped = false;
}
