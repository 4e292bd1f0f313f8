/* SPDX-License-Identifier: MIT */
/* What is asked of archives that are open: their entries, what is no entry and why, their segments. Nothing changes. */
#include "archive/archive_state.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "archive/history.h"
#include "archive/raw.h"
#include "archive/resolve.h"
#include "source/fetch.h"

_Static_assert(ENTRY_NONE == UINT32_MAX, "the store's word for no entry is the archive's");

enum { CACHE_LINE = 64 };

/* Entries ---------------------------------------------------------------------------------------------------------- */

size_t archive_archives(const struct archive *archive)
{
	return archive->origins->len - (archive->files->len > 0 ? 0 : 1);
}

size_t archive_count(const struct archive *archive)
{
	return store_count(catalog_store(archive->catalog));
}

__attribute__((hot))
size_t archive_shown(const struct archive *archive)
{
	return catalog_shown(archive->catalog);
}

__attribute__((hot))
uint32_t archive_at(const struct archive *archive, size_t row)
{
	return catalog_at(archive->catalog, row);
}

size_t archive_row(const struct archive *archive, uint32_t number)
{
	return catalog_row(archive->catalog, number);
}

bool archive_is_shown(const struct archive *archive, uint32_t number)
{
	return !catalog_is_removed(archive->catalog, number) && archive_newest(archive, number) == number;
}

const uint32_t *archive_order(const struct archive *archive, size_t *count)
{
	return listing_entries(catalog_listing(archive->catalog), count);
}

struct listing *archive_listing(const struct archive *archive)
{
	return listing_ref(catalog_listing(archive->catalog));
}

static bool is_kept(const struct store *store, uint32_t number)
{
	uint32_t row;
	return store_segment_of(store, number, &row)->kept;
}

void archive_entry(const struct archive *archive, uint32_t number, struct entry *entry)
{
	const struct store *store = catalog_store(archive->catalog);
	const struct row *row = store_row(store, number);
	const struct volume *volume = volume_of(archive, store_origin(store, number));
	*entry = (struct entry){
		.id = {row->id, ID_SIZE},
		.archive = span_of(volume->name),
		.path = store_path(store, number),
		.empty = row->empty,
		.gone = catalog_is_removed(archive->catalog, number),
		.kept = is_kept(store, number),
		.added = g_hash_table_contains(volume->added, GSIZE_TO_POINTER((gsize)number + 1)),
	};
}

void archive_article(const struct archive *archive, uint32_t number, struct article *article)
{
	store_article(catalog_store(archive->catalog), number, article);
}

void archive_facts(const struct archive *archive, uint32_t number, struct article *article)
{
	store_facts(catalog_store(archive->catalog), number, article);
}

void archive_want(const struct archive *archive, const uint32_t *numbers, size_t count)
{
	const struct store *store = catalog_store(archive->catalog);
	for (enum segment_want want = 0; want < WANTS; want++) {
		for (size_t i = 0; i < count; i++) {
			uint32_t row;
			const struct segment *segment = store_segment_of(store, numbers[i], &row);
			segment_want(segment, row, want);
		}
	}
}

struct span archive_name(const struct archive *archive, uint32_t number)
{
	return span_of(volume_of(archive, store_origin(catalog_store(archive->catalog), number))->name);
}

struct date archive_date(const struct archive *archive, uint32_t number)
{
	return row_date(store_row(catalog_store(archive->catalog), number));
}

void archive_expect(const struct archive *archive, uint32_t number)
{
	const char *row = (const char *)store_row(catalog_store(archive->catalog), number);
	for (size_t at = 0; row && at < sizeof(struct row); at += CACHE_LINE)
		__builtin_prefetch(row + at);
}

size_t archive_versions(const struct archive *archive, uint32_t number, uint32_t *versions, size_t max)
{
	return catalog_versions(archive->catalog, number, versions, max);
}

struct history *archive_history(const struct archive *archive, uint32_t number)
{
	const struct store *store = catalog_store(archive->catalog);
	return history_new(origin_of(archive, store_origin(store, number))->root, store_path(store, number));
}

struct raw *archive_raw(const struct archive *archive, uint32_t number)
{
	const struct store *store = catalog_store(archive->catalog);
	return raw_begin(origin_of(archive, store_origin(store, number))->root, store_path(store, number),
	                 archive->nested);
}

struct fetch *archive_picture(const struct archive *archive, uint32_t number, struct span url)
{
	const struct store *store = catalog_store(archive->catalog);
	const struct origin *origin = origin_of(archive, store_origin(store, number));
	return fetch_new(origin->root, archive->nested, store_path(store, number), url);
}

uint32_t archive_newest(const struct archive *archive, uint32_t number)
{
	const struct row *row = store_row(catalog_store(archive->catalog), number);
	uint32_t newest = catalog_find_id(archive->catalog, (struct span){row->id, ID_SIZE});
	return newest == ENTRY_NONE ? number : newest;
}

uint32_t archive_find_id(const struct archive *archive, struct span id)
{
	return catalog_find_id(archive->catalog, id);
}

uint32_t archive_find_path(const struct archive *archive, struct span path)
{
	uint32_t found = ENTRY_NONE;
	for (uint32_t i = 0; found == ENTRY_NONE && i < archive->origins->len; i++)
		found = catalog_find_path(archive->catalog, i, path);
	return found;
}

/* The file without links in its folder's path; its own name stays, for a link is not what it leads to. */
static char *real_file(const char *file)
{
	char *folder = g_path_get_dirname(file), *name = g_path_get_basename(file);
	char *real = realpath(folder, NULL);
	char *path = real ? g_build_filename(real, name, NULL) : NULL;
	free(real);
	g_free(folder);
	g_free(name);
	return path;
}

static uint32_t find_file_below(const struct archive *archive, uint32_t origin, const char *file)
{
	char *root = realpath(origin_of(archive, origin)->root, NULL);
	size_t len = root ? strlen(root) : 0;
	uint32_t found = ENTRY_NONE;
	while (len > 0 && root[len - 1] == '/')
		len--; /* of "/" nothing is left */
	if (root && strncmp(file, root, len) == 0 && file[len] == '/')
		found = catalog_find_path(archive->catalog, origin, span_of(file + len + 1));
	free(root);
	return found;
}

uint32_t archive_find_file(const struct archive *archive, const char *file)
{
	uint32_t found = catalog_find_path(archive->catalog, 0, span_of(file));
	char *real = real_file(file);
	for (uint32_t i = 1; real && found == ENTRY_NONE && i < archive->origins->len; i++)
		found = find_file_below(archive, i, real);
	g_free(real);
	return found;
}

uint32_t archive_resolve(const struct archive *archive, uint32_t from, struct span url)
{
	return resolve_address(archive->catalog, archive->scratch, from, url);
}

/* What is no entry ------------------------------------------------------------------------------------------------- */

__attribute__((hot))
const struct problems *archive_problems(const struct archive *archive)
{
	return reports_problems(archive->reports);
}

size_t archive_refused(const struct archive *archive)
{
	return reports_refused(archive->reports);
}

size_t archive_left_out_count(const struct archive *archive)
{
	return reports_left_out_count(archive->reports);
}

struct left_out archive_left_out(const struct archive *archive, size_t index)
{
	struct passed_over passed_over = reports_left_out(archive->reports, index);
	return (struct left_out){
		span_of(volume_of(archive, passed_over.origin)->name),
		passed_over.path,
		passed_over.reason,
	};
}

/* Segments --------------------------------------------------------------------------------------------------------- */

size_t archive_segments(const struct archive *archive, struct archive_segment *segments, size_t max)
{
	const struct store *store = catalog_store(archive->catalog);
	size_t count = store_segments(store);
	for (size_t i = 0; i < MIN(count, max); i++) {
		const struct segment *segment = store_segment(store, i);
		segments[i] = (struct archive_segment){
			.first = segment->first,
			.count = segment_rows(segment),
			.key = segment->kept || mapping_is_broken(segment->mapping) ? 0 : segment->key,
			.sealed = segment->sealed,
		};
	}
	return count;
}

const struct cache *archive_section_place(const struct archive *archive, uint64_t key)
{
	const struct store *store = catalog_store(archive->catalog);
	for (size_t i = 0; key != 0 && i < store_segments(store); i++) {
		const struct segment *segment = store_segment(store, i);
		if (segment->key == key)
			return volume_of(archive, segment->origin)->cache;
	}
	return NULL;
}

struct span archive_section(struct archive *archive, uint64_t key, const char *name, uint32_t version)
{
	const struct cache *cache = archive_section_place(archive, key);
	struct span bytes = {NULL, 0};
	struct mapping *mapping = cache ? cache_section(cache, key, name, version, &bytes) : NULL;
	if (mapping)
		g_ptr_array_add(archive->sections, mapping);
	return bytes;
}
