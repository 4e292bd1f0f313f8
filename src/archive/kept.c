/* SPDX-License-Identifier: MIT */
/*
 * What is kept is never changed, only added to: that something came back is seen when it is opened again, by its path.
 * Of several copies of one path the last is shown.
 */
#include "archive/kept.h"

#include <string.h>

static bool is_there(const struct volume *volume, struct span path)
{
	uint32_t number = catalog_find_path(volume->catalog, volume->origin, path), row;
	for (guint i = 0; i < volume->segments->len; i++) {
		if (segment_find_path(g_ptr_array_index(volume->segments, i), path) != ROW_NONE)
			return true;
	}
	return number != UINT32_MAX && store_segment_of(catalog_store(volume->catalog), number, &row)->kept;
}

/* All rows are hidden before. */
static void show_segment(struct volume *volume, const struct segment *segment)
{
	for (uint32_t row = segment_rows(segment); row-- > 0;) {
		struct span path = segment_path(segment, row);
		if (is_there(volume, path))
			continue;
		__atomic_fetch_and(&segment->dead[row / 64], ~(UINT64_C(1) << row % 64), __ATOMIC_RELAXED);
		catalog_show(volume->catalog, segment->first + row);
	}
}

static void hide(struct segment *segment)
{
	size_t words = segment_rows(segment) / 64 + 1;
	segment->dead = bits_new(segment_rows(segment));
	memset(segment->dead, 0xFF, words * sizeof(*segment->dead));
}

void kept_open(struct volume *volume)
{
	GPtrArray *segments = g_ptr_array_new();
	GArray *sides = g_array_new(FALSE, FALSE, sizeof(struct snapshot_sides));
	if (volume->kept && cache_read(volume->kept, segments, sides)) {
		for (guint i = 0; i < segments->len; i++) {
			struct segment *segment = g_ptr_array_index(segments, i);
			segment->origin = volume->origin;
			segment->kept = true;
			hide(segment);
			if (!store_attach(catalog_store(volume->catalog), segment))
				segment_free(g_steal_pointer(&segments->pdata[i]));
		}
		for (guint i = segments->len; i-- > 0;) {
			struct segment *segment = g_ptr_array_index(segments, i);
			if (segment)
				show_segment(volume, segment);
		}
	}
	g_ptr_array_unref(segments);
	g_array_unref(sides);
}

/* Whether what left the archive is in it still, under another path. */
static bool has_moved(const struct volume *volume, const struct leaving *leaving, struct span id)
{
	return g_hash_table_contains(volume->arrived, GSIZE_TO_POINTER((gsize)leaving->content)) ||
	       catalog_find_id(volume->catalog, id) != UINT32_MAX;
}

static void keep(struct volume *volume, const struct leaving *leaving)
{
	struct store *store = catalog_store(volume->catalog);
	struct label label = {.path = store_path(store, leaving->number), .origin = volume->origin};
	struct article article;
	memcpy(label.id, store_row(store, leaving->number)->id, ID_SIZE);
	if (has_moved(volume, leaving, (struct span){label.id, ID_SIZE}))
		return;
	store_article(store, leaving->number, &article);
	store_growing(store, volume->origin)->kept = true;
	catalog_add(volume->catalog, &label, &article);
}

struct task_job *kept_end(struct volume *volume)
{
	struct segment *segment = NULL;
	struct task_job *job;
	for (guint i = 0; i < volume->leaving->len; i++)
		keep(volume, &g_array_index(volume->leaving, struct leaving, i));
	if (volume->leaving->len > 0)
		segment = store_seal(catalog_store(volume->catalog));
	if (!segment)
		return NULL;
	job = g_new0(struct task_job, 1);
	job->task = TASK_WRITE;
	job->origin = volume->origin;
	job->segment = segment;
	job->cache = volume->kept;
	job->keep = SIZE_MAX;
	job->order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	job->dead = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	job->stale = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	return job;
}
