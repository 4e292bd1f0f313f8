/* SPDX-License-Identifier: MIT */
/*
 * Archives are loaded whole before a command answers: the newest article may be the last file of a walk. Only the
 * question whether the current folder holds articles at all is answered by the first few files.
 */
#include "command/library.h"

#include <glib/gi18n.h>
#include <poll.h>
#include <string.h>

#include "command/opening.h"
#include "command/output.h"
#include "command/progress.h"

/* So many files of a folder without any article among them: it is no archive. */
#define FILES_TRIED 2000

#define ID_DIGITS 16

static bool holds_articles(const char *folder)
{
	struct archive *archive = archive_open(&folder, 1);
	struct pollfd polled = {archive_fd(archive), POLLIN, 0};
	struct archive_progress progress = archive_progress(archive);
	bool found;
	while (progress.loading && progress.done < FILES_TRIED && archive_count(archive) == 0) {
		if (poll(&polled, 1, -1) > 0)
			archive_poll(archive, 1000);
		progress = archive_progress(archive);
	}
	found = archive_count(archive) > 0;
	archive_close(archive);
	return found;
}

char **library_sample(void)
{
	const char *const paths[] = {JIANBAO_SAMPLEDIR, NULL};
	return g_strdupv((char **)paths);
}

static char **configured(const struct settings *settings)
{
	char **paths = g_new0(char *, settings->archive_count + 1);
	for (size_t i = 0; i < settings->archive_count; i++)
		paths[i] = g_strdup(settings->archives[i].path);
	return paths;
}

char **library_default(const struct settings *settings)
{
	static const char *const here[] = {".", NULL}, *const nothing[] = {NULL};
	if (settings->archive_count > 0)
		return configured(settings);
	if (holds_articles("."))
		return g_strdupv((char **)here);
	if (g_file_test(JIANBAO_SAMPLEDIR, G_FILE_TEST_IS_DIR))
		return library_sample();
	return g_strdupv((char **)nothing);
}

static void tell_loading(void *data, const struct archive *archive)
{
	struct progress *progress = data;
	struct archive_progress far = archive_progress(archive);
	unsigned long files = (unsigned long)far.found, seconds = progress_seconds(progress);
	char *text;
	if (!progress_is_due(progress))
		return;
	if (far.loading)
		text = g_strdup_printf(_("%lu articles, %lu of %lu files, %lu s"), (unsigned long)archive_count(archive),
		                       (unsigned long)far.done, files, seconds);
	else
		text = g_strdup_printf(ngettext("looking for changes: %lu file, %lu s",
		                                "looking for changes: %lu files, %lu s", files),
		                       files, seconds);
	progress_tell(progress, text);
	g_free(text);
}

static struct archive *load(const struct request *request, const char *const *paths)
{
	bool warns = !request->quiet && !request->asks_problems;
	struct archive *archive = opening_begin(request->settings, paths, warns ? 0 : OPENING_QUIET);
	struct progress progress;
	progress_begin(&progress, request->quiet);
	archive_wait_telling(archive, progress.on ? PROGRESS_MS : -1, progress.on ? tell_loading : NULL, &progress);
	progress_end(&progress);
	if (warns)
		output_problems(archive_problems(archive));
	return archive;
}

static void tell_keeping(void *data, const struct archive *archive)
{
	struct progress *progress = data;
	char *text;
	if (!progress_is_due(progress))
		return;
	text = g_strdup_printf(_("writing the snapshot, %u %%, %u s"), archive_kept_percent(archive),
	                       progress_seconds(progress));
	progress_tell(progress, text);
	g_free(text);
}

bool library_close(struct archive *archive, const struct request *request)
{
	struct progress progress;
	bool kept;
	if (!archive)
		return true;
	progress_begin(&progress, request->quiet);
	kept = archive_wait_kept(archive, progress.on ? PROGRESS_MS : -1, progress.on ? tell_keeping : NULL, &progress);
	progress_end(&progress);
	archive_close(archive);
	return kept;
}

/* Orders other than the archive's own ------------------------------------------------------------------------------ */

static int compare_slices(const struct article *a, struct slice one, const struct article *b, struct slice other)
{
	if ((one.len == 0) != (other.len == 0))
		return one.len == 0 ? 1 : -1; /* what is not known comes last */
	return span_compare(article_span(a, one), article_span(b, other));
}

static int by_title(const struct article *a, const struct article *b)
{
	return compare_slices(a, a->title, b, b->title);
}

static int by_source(const struct article *a, const struct article *b)
{
	return compare_slices(a, a->source, b, b->source);
}

static int by_author(const struct article *a, const struct article *b)
{
	return compare_slices(a, a->author, b, b->author);
}

/* A field to sort by; equal ones stay in the archive's order, newest first. */
static const struct order {
	const char *name;
	int (*compare)(const struct article *a, const struct article *b); /* NULL: the archive's own */
} orders[] = {
	{"date", NULL},
	{"title", by_title},
	{"source", by_source},
	{"author", by_author},
};

struct sorting {
	const struct archive *archive;
	const struct order *order;
};

static int compare_entries(const void *a, const void *b, void *data)
{
	const struct sorting *sorting = data;
	struct article one, other;
	archive_article(sorting->archive, *(const uint32_t *)a, &one);
	archive_article(sorting->archive, *(const uint32_t *)b, &other);
	return sorting->order->compare(&one, &other);
}

static const struct order *order_named(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
		if (!name || strcmp(name, orders[i].name) == 0)
			return &orders[i];
	}
	return NULL;
}

GArray *library_sorted(const struct archive *archive, const char *sort)
{
	struct sorting sorting = {archive, order_named(sort)};
	size_t count;
	const uint32_t *order = archive_order(archive, &count);
	GArray *sorted = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	g_array_append_vals(sorted, order, (guint)count);
	if (sorting.order->compare)
		g_array_sort_with_data(sorted, compare_entries, &sorting);
	return sorted;
}

/* Opening and asking ----------------------------------------------------------------------------------------------- */

struct archive *library_open(const struct request *request)
{
	struct archive *archive = NULL;
	char **paths;
	if (!order_named(request->sort)) {
		output_warn(_("--sort takes date, title, source or author"));
		return NULL;
	}
	if (request->archives)
		return load(request, request->archives);
	paths = library_default(request->settings);
	if (*paths)
		archive = load(request, (const char *const *)paths);
	else
		output_warn(_("no articles here: name an archive"));
	g_strfreev(paths);
	return archive;
}

enum status library_status(const struct archive *archive, enum status status)
{
	return archive_refused(archive) > 0 ? STATUS_FAILED : status;
}

char *library_file_of(const char *argument)
{
	const char *sign = strrchr(argument, '#');
	char *file = sign ? g_strndup(argument, (gsize)(sign - argument)) : NULL;
	if (file && !g_file_test(argument, G_FILE_TEST_EXISTS) && g_file_test(file, G_FILE_TEST_IS_REGULAR))
		return file;
	g_free(file);
	return NULL;
}

uint32_t library_find(const struct archive *archive, const char *argument)
{
	uint32_t found = ENTRY_NONE;
	char *file = library_file_of(argument);
	if (file || g_file_test(argument, G_FILE_TEST_EXISTS))
		found = archive_find_file(archive, argument);
	if (found == ENTRY_NONE)
		found = archive_find_id(archive, span_of(argument));
	if (found == ENTRY_NONE)
		found = archive_find_path(archive, span_of(argument));
	g_free(file);
	return found;
}

bool library_is_id(const char *argument)
{
	return strlen(argument) == ID_DIGITS && strspn(argument, "0123456789abcdef") == ID_DIGITS;
}

enum status library_missed(const char *argument)
{
	char *name = output_name(argument);
	if (library_is_id(argument))
		output_warn(_("%s: no such article"), name);
	else
		output_warn(_("%s: no such file or article"), name);
	g_free(name);
	return library_is_id(argument) ? STATUS_NOTHING : STATUS_FAILED;
}
