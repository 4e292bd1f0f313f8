/* SPDX-License-Identifier: MIT */
/*
 * What is written down of a volume: the segment that a look brought, and one segment made of many; with each the order
 * of all that is shown, in numbers of the volume.
 */
#include "archive/volume_parts.h"

/* So many segments become fewer. */
#define MOST_FILES 8

/* The entries that are shown of the volume alone: an entry may be the newest here and not among all archives. */
static bool is_newest_here(const struct volume *volume, uint32_t number)
{
	uint32_t count, versions[64];
	if (catalog_is_removed(volume->catalog, number))
		return false;
	count = (uint32_t)catalog_versions(volume->catalog, number, versions, G_N_ELEMENTS(versions));
	for (uint32_t i = 0; i < MIN(count, G_N_ELEMENTS(versions)); i++) {
		if (store_origin(catalog_store(volume->catalog), versions[i]) == volume->origin)
			return versions[i] == number;
	}
	return true;
}

static uint32_t local_of(const struct volume *volume, uint32_t number)
{
	uint32_t row;
	const struct segment *segment = store_segment_of(catalog_store(volume->catalog), number, &row);
	return segment->origin == volume->origin && !segment->kept ? segment->local + row : NONE;
}

static int compare_rows(const void *a, const void *b, void *catalog)
{
	size_t one = catalog_row(catalog, *(const uint32_t *)a), other = catalog_row(catalog, *(const uint32_t *)b);
	return (one > other) - (one < other);
}

/* Entries that another archive has a newer version of: few. Sorted as they would stand in the order. */
static GArray *overshadowed(const struct volume *volume)
{
	GArray *numbers = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	for (guint i = 0; i < volume->segments->len; i++) {
		const struct segment *segment = segment_at(volume, i);
		for (uint32_t row = 0; row < segment_rows(segment); row++) {
			uint32_t number = segment->first + row, at = 0;
			at = (uint32_t)catalog_row(volume->catalog, number);
			if (at < catalog_shown(volume->catalog) && catalog_at(volume->catalog, at) == number)
				continue;
			if (is_newest_here(volume, number))
				g_array_append_val(numbers, number);
		}
	}
	g_array_sort_with_data(numbers, compare_rows, volume->catalog);
	return numbers;
}

/* All that is shown of the volume, in numbers of the volume. */
static GArray *write_order(const struct volume *volume, bool alone)
{
	GArray *order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	GArray *also = alone ? g_array_new(FALSE, FALSE, sizeof(uint32_t)) : overshadowed(volume);
	size_t shown = catalog_shown(volume->catalog), count;
	const uint32_t *all = listing_entries(catalog_listing(volume->catalog), &count);
	guint next = 0;
	for (size_t i = 0; i <= shown; i++) {
		uint32_t local = i < shown ? local_of(volume, all[i]) : NONE;
		for (; next < also->len; next++) {
			uint32_t number = g_array_index(also, uint32_t, next), its = local_of(volume, number);
			if (catalog_row(volume->catalog, number) > i)
				break;
			g_array_append_val(order, its);
		}
		if (local != NONE)
			g_array_append_val(order, local);
	}
	g_array_unref(also);
	return order;
}

/* What every job that writes needs; `dead` and `stale` become the job's. */
static struct task_job *make_job(const struct volume *volume, enum task task, GArray *dead, GArray *stale)
{
	struct task_job *job = g_new0(struct task_job, 1);
	bool alone = true;
	for (size_t i = 0; i < store_segments(catalog_store(volume->catalog)); i++)
		alone &= store_segment(catalog_store(volume->catalog), i)->origin == volume->origin;
	job->task = task;
	job->origin = volume->origin;
	job->cache = volume->cache;
	job->order = write_order(volume, alone);
	job->dead = dead;
	job->stale = stale;
	if (volume->learned) {
		job->learned = g_byte_array_new();
		repeat_write(volume->learned, job->learned);
	}
	return job;
}

struct task_job *volume_write(struct volume *volume, struct segment *segment, bool base)
{
	struct task_job *job = make_job(volume, TASK_WRITE, volume->dead, volume->stale);
	volume->dead = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	volume->stale = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	job->segment = segment;
	job->keep = base ? 0 : SIZE_MAX;
	volume->files = base ? 1 : volume->files + 1;
	return job;
}

/* Merging ---------------------------------------------------------------------------------------------------------- */

static void append_bits(GArray *out, const uint64_t *bits, uint32_t first, uint32_t count)
{
	for (uint32_t i = 0; bits && i < count; i++) {
		uint32_t local = first + i;
		if (bits_test(bits, i))
			g_array_append_val(out, local);
	}
}

static bool all_are_trusted(const struct volume *volume)
{
	for (guint i = 0; i < volume->segments->len; i++) {
		if (!segment_at(volume, i)->trusted || mapping_is_broken(segment_at(volume, i)->mapping))
			return false;
	}
	return true;
}

/* A base that is small beside what came later, or mostly dead, is merged too. */
static guint first_to_merge(const struct volume *volume, const GArray *dead)
{
	uint32_t base = segment_rows(segment_at(volume, 0)), later = volume->rows - base;
	return later + dead->len >= base / 2 ? 0 : 1;
}

struct task_job *volume_merge(struct volume *volume)
{
	struct task_job *job;
	guint first;
	if (!volume->cache || volume->merged || volume->files <= MOST_FILES || !all_are_trusted(volume))
		return NULL;
	job = make_job(volume, TASK_MERGE, g_array_new(FALSE, FALSE, sizeof(uint32_t)),
	               g_array_new(FALSE, FALSE, sizeof(uint32_t)));
	for (guint i = 0; i < volume->segments->len; i++) {
		const struct segment *segment = segment_at(volume, i);
		append_bits(job->dead, segment->dead, segment->local, segment_rows(segment));
		append_bits(job->stale, segment->stale, segment->local_document, segment_documents(segment));
	}
	first = first_to_merge(volume, job->dead);
	job->merge = merge_new();
	for (guint i = first; i < volume->segments->len; i++)
		merge_add(job->merge, segment_at(volume, i));
	job->keep = first;
	volume->merged = first == 0;
	volume->files = first + 1;
	return job;
}
