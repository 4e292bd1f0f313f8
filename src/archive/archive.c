/* SPDX-License-Identifier: MIT */
/*
 * The owner's side of an archive: it names the sources, takes from the loader what is finished, and keeps the catalog,
 * the problems and what was left out. Source 0 is for files that were named one by one; each archive is one of its own.
 */
#include "archive/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib-unix.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/catalog.h"
#include "archive/files.h"
#include "archive/loader.h"
#include "archive/repeat.h"
#include "archive/resolve.h"
#include "archive/sources.h"
#include "base/arena.h"

_Static_assert(ENTRY_NONE == UINT32_MAX, "the store's word for no entry is the archive's");

struct passed_over {
	uint32_t origin;
	char *path;
	const char *reason;
};

struct archive {
	GArray *origins;  /* of struct origin; never changes while the archive is open */
	GPtrArray *files; /* char *: files that were named one by one */
	struct catalog *catalog;
	struct loader *loader; /* NULL once all is read */
	struct repeat *repeat; /* after that, until what repeats is set aside */
	int news[2];           /* the pipe that archive_fd() is one end of */
	size_t found, done;    /* for archive_progress() */
	size_t refused;
	struct problems *problems;
	GArray *left_out; /* of struct passed_over */
	struct arena *scratch;
};

/* Opening and closing ---------------------------------------------------------------------------------------------- */

static void clear_origin(void *data)
{
	struct origin *origin = data;

	source_close(origin->source);
	g_free(origin->root);
}

static void clear_passed_over(void *data)
{
	g_free(((struct passed_over *)data)->path);
}

static void open_news(struct archive *archive)
{
	GError *error = NULL;

	if (!g_unix_open_pipe(archive->news, FD_CLOEXEC, &error) ||
	    !g_unix_set_fd_nonblocking(archive->news[0], TRUE, &error))
		g_error("%s", error->message);
}

static void open_sources(struct archive *archive, const char *const *paths, size_t count)
{
	struct origin files = {0};

	archive->origins = g_array_new(FALSE, FALSE, sizeof(struct origin));
	g_array_set_clear_func(archive->origins, clear_origin);
	g_array_append_val(archive->origins, files);
	archive->files = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < count; i++) {
		struct origin origin = {.source = source_of(paths[i])};

		if (!origin.source) {
			g_ptr_array_add(archive->files, g_strdup(paths[i]));
			continue;
		}
		origin.root = g_strdup(paths[i]);
		g_array_append_val(archive->origins, origin);
	}
	g_array_index(archive->origins, struct origin, 0).source =
		files_open((const char *const *)archive->files->pdata, archive->files->len);
}

struct archive *archive_open(const char *const *paths, size_t count)
{
	struct archive *archive = g_new0(struct archive, 1);

	open_sources(archive, paths, count);
	archive->catalog = catalog_new();
	archive->problems = problems_new();
	archive->left_out = g_array_new(FALSE, FALSE, sizeof(struct passed_over));
	g_array_set_clear_func(archive->left_out, clear_passed_over);
	archive->scratch = arena_new();
	open_news(archive);
	archive->loader = loader_new((const struct origin *)(const void *)archive->origins->data, archive->origins->len,
				     NULL, NULL, archive->news[1]);
	return archive;
}

void archive_close(struct archive *archive)
{
	if (!archive)
		return;
	loader_free(archive->loader);
	repeat_free(archive->repeat);
	close(archive->news[0]);
	close(archive->news[1]);
	catalog_free(archive->catalog);
	problems_free(archive->problems);
	arena_free(archive->scratch);
	g_array_free(archive->left_out, TRUE);
	g_ptr_array_unref(archive->files);
	g_array_free(archive->origins, TRUE);
	g_free(archive);
}

/* Taking what the loader finished ---------------------------------------------------------------------------------- */

static const struct origin *origin_of(const struct archive *archive, uint32_t number)
{
	return &g_array_index(archive->origins, struct origin, number);
}

/* The path by which a person finds the file again; for g_free(). */
static char *full_path(const struct archive *archive, const struct loaded *loaded)
{
	const char *root = origin_of(archive, loaded->origin)->root;

	if (!root)
		return g_strdup(loaded->path);
	return *loaded->path ? g_build_filename(root, loaded->path, NULL) : g_strdup(root);
}

static void absorb_article(struct archive *archive, struct loaded *loaded)
{
	struct label label = {.path = span_of(loaded->path), .origin = loaded->origin};

	memcpy(label.id, loaded->id, ID_SIZE);
	if (catalog_add(archive->catalog, &label, loaded->article) != ENTRY_NONE)
		return;
	problems_add(archive->problems, "full", loaded->path, 0, 0, "%s", g_strerror(EOVERFLOW));
}

static void absorb_left_out(struct archive *archive, struct loaded *loaded)
{
	struct passed_over passed_over = {loaded->origin, g_steal_pointer(&loaded->path), loaded->code};

	g_array_append_val(archive->left_out, passed_over);
}

static void absorb_problem(struct archive *archive, struct loaded *loaded)
{
	char *path = full_path(archive, loaded);

	problems_add(archive->problems, loaded->code, path, 0, 0, "%s", loaded->message);
	archive->refused += loaded->named;
	g_free(path);
}

static void (*const absorbers[])(struct archive *, struct loaded *) = {
	[OUTCOME_ARTICLE] = absorb_article,
	[OUTCOME_LEFT_OUT] = absorb_left_out,
	[OUTCOME_PROBLEM] = absorb_problem,
};

/* Gives whether anything was taken; `*more` where time ran out before the queue did. */
static bool take_results(struct archive *archive, unsigned budget_us, bool *more)
{
	int64_t end = g_get_monotonic_time() + budget_us;
	struct loaded *loaded;
	bool taken = false;

	*more = false;
	while ((loaded = loader_take(archive->loader))) {
		absorbers[loaded->outcome](archive, loaded);
		loaded_free(loaded);
		archive->done++;
		taken = true;
		*more = budget_us && g_get_monotonic_time() >= end;
		if (*more)
			break;
	}
	archive->found = loader_found(archive->loader);
	return taken;
}

static void empty_news(const struct archive *archive)
{
	char bytes[16];

	while (read(archive->news[0], bytes, sizeof(bytes)) > 0)
		;
}

static int compare_passed_over(const void *a, const void *b)
{
	const struct passed_over *one = a, *other = b;
	int paths = strcmp(one->path, other->path);

	return paths ? paths : (one->origin > other->origin) - (one->origin < other->origin);
}

/* The owner has work left that no thread will remind it of. */
static void remind(const struct archive *archive)
{
	ssize_t written;

	do
		written = write(archive->news[1], "", 1);
	while (written < 0 && errno == EINTR);
}

static void finish_reading(struct archive *archive)
{
	loader_free(g_steal_pointer(&archive->loader));
	empty_news(archive);
	g_array_sort(archive->left_out, compare_passed_over);
	problems_sort(archive->problems);
	archive->repeat = repeat_new(archive->catalog);
	remind(archive);
}

static bool poll_loader(struct archive *archive, unsigned budget_us)
{
	bool done, more, changed;

	empty_news(archive);
	loader_rearm(archive->loader);
	done = loader_is_done(archive->loader); /* asked first: what is left now is all that is left */
	changed = take_results(archive, budget_us, &more);
	if (more) {
		loader_signal(archive->loader);
	} else if (done) {
		finish_reading(archive);
		changed = true;
	}
	return changed;
}

static bool poll_repeat(struct archive *archive, unsigned budget_us)
{
	empty_news(archive);
	if (!repeat_work(archive->repeat, budget_us)) {
		remind(archive);
		return false;
	}
	repeat_free(g_steal_pointer(&archive->repeat));
	return true;
}

bool archive_poll(struct archive *archive, unsigned budget_us)
{
	if (archive->loader)
		return poll_loader(archive, budget_us);
	return archive->repeat && poll_repeat(archive, budget_us);
}

static bool is_loading(const struct archive *archive)
{
	return archive->loader || archive->repeat;
}

void archive_wait(struct archive *archive)
{
	struct pollfd polled = {archive->news[0], POLLIN, 0};

	while (is_loading(archive)) {
		if (poll(&polled, 1, -1) > 0)
			archive_poll(archive, 0);
	}
}

int archive_fd(const struct archive *archive)
{
	return archive->news[0];
}

struct archive_progress archive_progress(const struct archive *archive)
{
	return (struct archive_progress){archive->found, archive->done, is_loading(archive)};
}

/* Entries ---------------------------------------------------------------------------------------------------------- */

size_t archive_count(const struct archive *archive)
{
	return store_count(catalog_store(archive->catalog));
}

size_t archive_shown(const struct archive *archive)
{
	return catalog_shown(archive->catalog);
}

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
	return catalog_order(archive->catalog, count);
}

void archive_entry(const struct archive *archive, uint32_t number, struct entry *entry)
{
	const struct store *store = catalog_store(archive->catalog);
	const struct row *row = store_row(store, number);

	*entry = (struct entry){
		.id = {row->id, ID_SIZE},
		.archive = span_of(origin_of(archive, store_origin(store, number))->source->name),
		.path = store_path(store, number),
		.empty = row->empty,
	};
}

void archive_article(const struct archive *archive, uint32_t number, struct article *article)
{
	store_article(catalog_store(archive->catalog), number, article);
}

size_t archive_versions(const struct archive *archive, uint32_t number, uint32_t *versions, size_t max)
{
	return catalog_versions(archive->catalog, number, versions, max);
}

uint32_t archive_newest(const struct archive *archive, uint32_t number)
{
	const struct row *row = store_row(catalog_store(archive->catalog), number);

	return catalog_find_id(archive->catalog, (struct span){row->id, ID_SIZE});
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

const struct problems *archive_problems(const struct archive *archive)
{
	return archive->problems;
}

size_t archive_refused(const struct archive *archive)
{
	return archive->refused;
}

size_t archive_left_out_count(const struct archive *archive)
{
	return archive->left_out->len;
}

struct left_out archive_left_out(const struct archive *archive, size_t index)
{
	const struct passed_over *passed_over = &g_array_index(archive->left_out, struct passed_over, index);

	return (struct left_out){
		.archive = span_of(origin_of(archive, passed_over->origin)->source->name),
		.path = span_of(passed_over->path),
		.reason = passed_over->reason,
	};
}
