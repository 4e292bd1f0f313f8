/* SPDX-License-Identifier: MIT */
/*
 * Opening archives and closing them. Each is a volume; volume 0 is for files that were named one by one. What a
 * snapshot knows of a volume is there at once; nothing else is looked at before somebody polls.
 */
#include "archive/archive_state.h"

#include <glib.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "archive/kept.h"
#include "source/files.h"
#include "source/sources.h"

/* Opening ---------------------------------------------------------------------------------------------------------- */

static void clear_origin(void *data)
{
	struct origin *origin = data;
	source_close(origin->source);
	g_free(origin->root);
}

static void free_volume(void *volume)
{
	volume_free(volume);
}

static void free_mapping(void *mapping)
{
	mapping_free(mapping);
}

static void open_news(struct archive *archive)
{
	GError *error = NULL;
	if (!g_unix_open_pipe(archive->news, FD_CLOEXEC, &error) ||
	    !g_unix_set_fd_nonblocking(archive->news[0], TRUE, &error) ||
	    !g_unix_set_fd_nonblocking(archive->news[1], TRUE, &error))
		g_error("%s", error->message);
}

void archive_call_source(const struct origin *origin)
{
	const char *name = origin->said ? origin->said->name : NULL;
	if (!name)
		return;
	g_free(origin->source->name);
	g_free(origin->source->identity);
	origin->source->name = g_strdup(name);
	origin->source->identity = g_strdup(name);
}

static void open_sources(struct archive *archive, const char *const *paths, size_t count,
                         const struct archive_saying *sayings)
{
	struct origin files = {0};
	archive->origins = g_array_new(FALSE, FALSE, sizeof(struct origin));
	g_array_set_clear_func(archive->origins, clear_origin);
	g_array_append_val(archive->origins, files);
	archive->files = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < count; i++) {
		struct origin origin = {.source = source_of(paths[i], archive->nested)};
		if (!origin.source) {
			g_ptr_array_add(archive->files, g_strdup(paths[i]));
			continue;
		}
		origin.root = g_strdup(paths[i]);
		origin.said = sayings ? &sayings[i] : NULL;
		archive_call_source(&origin);
		g_array_append_val(archive->origins, origin);
	}
	g_array_index(archive->origins, struct origin, 0).source =
		files_open((const char *const *)archive->files->pdata, archive->files->len);
}

/* How many of the same name were named before: their ids differ from what they would be alone. */
static unsigned rank_of(const struct archive *archive, uint32_t number)
{
	unsigned rank = 0;
	for (uint32_t i = 1; i < number; i++)
		rank += strcmp(source_identity(origin_of(archive, i)->source),
		               source_identity(origin_of(archive, number)->source)) == 0;
	return rank;
}

/* What a snapshot depends on besides the archive: its ids on how it is called, its entries on what is kept. */
static unsigned seed_of(const struct archive *archive, uint32_t number)
{
	const struct archive_saying *said = origin_of(archive, number)->said;
	unsigned seed = rank_of(archive, number);
	if (said && said->name)
		seed += g_str_hash(said->name) * 31;
	if (said && said->key)
		seed += g_str_hash(said->key) * 17 + 1;
	if (archive->nested && !origin_of(archive, number)->source->ops->read)
		seed += 2147483647; /* a stream holds other articles then */
	return seed;
}

/* The folder of an archive below `base`; NULL where there is none for it. */
static struct cache *place_for(const struct archive *archive, uint32_t number, const char *base, bool lasting)
{
	const char *root = origin_of(archive, number)->root;
	return base && root ? cache_new(base, root, seed_of(archive, number), lasting) : NULL;
}

/* Where nothing is in the order yet, and the volume's numbers are the catalog's, it is taken as it lies in the file. */
static void open_volume(struct archive *archive, uint32_t number, const struct archive_options *options)
{
	const struct origin *origin = origin_of(archive, number);
	struct volume *volume = volume_new(archive->catalog, number, origin->source->name,
	                                   place_for(archive, number, options->cache, false));
	bool first = store_count(catalog_store(archive->catalog)) == 0, due = number > 0 || archive->files->len > 0;
	bool looked = false;
	struct showing showing = {.volume = volume};
	volume->kept = place_for(archive, number, options->kept, true);
	g_ptr_array_add(archive->volumes, volume);
	g_array_append_val(archive->due, due);
	g_array_append_val(archive->looked, looked);
	if (volume_open(volume, &showing.order, &showing.count)) {
		archive->verify = true;
		if (first)
			catalog_begin(archive->catalog, showing.order, showing.count);
		else
			g_array_append_val(archive->showing, showing);
	}
	kept_open(volume);
}

struct archive *archive_open_with(const char *const *paths, size_t count, const struct archive_options *options)
{
	struct archive *archive = g_new0(struct archive, 1);
	archive->nested = options->nested;
	open_sources(archive, paths, count, options->sayings);
	archive->closed = options->closed;
	archive->closed_data = options->data;
	archive->catalog = catalog_new();
	archive->volumes = g_ptr_array_new_with_free_func(free_volume);
	archive->due = g_array_new(FALSE, FALSE, sizeof(bool));
	archive->looked = g_array_new(FALSE, FALSE, sizeof(bool));
	archive->showing = g_array_new(FALSE, FALSE, sizeof(struct showing));
	archive->sections = g_ptr_array_new_with_free_func(free_mapping);
	archive->scratch = arena_new();
	archive->following = options->follow;
	open_news(archive);
	for (uint32_t i = 0; i < archive->origins->len; i++)
		open_volume(archive, i, options);
	archive->reports = reports_new(archive->catalog, archive->origins);
	if (store_count(catalog_store(archive->catalog)) == 0)
		archive_begin_look(archive); /* there is nothing to show first */
	archive_remind(archive);
	return archive;
}

struct archive *archive_open(const char *const *paths, size_t count)
{
	static const struct archive_options nothing_kept;
	return archive_open_with(paths, count, &nothing_kept);
}

void archive_guard(void)
{
	mapping_guard();
}

void archive_close(struct archive *archive)
{
	if (!archive)
		return;
	loader_free(archive->loader);
	repeat_free(archive->repeat);
	keeper_free(archive->keeper, archive->waited);
	if (archive->settling)
		task_job_free(archive->settling);
	follow_free(archive->follow);
	close(archive->news[0]);
	close(archive->news[1]);
	reports_free(archive->reports);
	g_ptr_array_unref(archive->volumes);
	catalog_free(archive->catalog);
	arena_free(archive->scratch);
	g_array_free(archive->due, TRUE);
	g_array_free(archive->looked, TRUE);
	g_array_free(archive->showing, TRUE);
	g_ptr_array_unref(archive->sections);
	g_ptr_array_unref(archive->files);
	g_array_free(archive->origins, TRUE);
	if (archive->closed)
		archive->closed(archive->closed_data);
	g_free(archive);
}
