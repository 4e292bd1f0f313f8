/* SPDX-License-Identifier: MIT */
/*
 * `jianbao export`: articles as a file. What follows are files, each read by itself unless -a is given; or ids and
 * paths of the archive; or else a query, of which none means everything.
 */
#include <glib.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/progress.h"
#include "command/query.h"
#include "export/export.h"
#include "find/filter.h"

static bool is_standard_output(const struct request *request)
{
	return !request->output || strcmp(request->output, "-") == 0;
}

/* The format that was named, else the one that the ending tells; EXPORT_FORMATS for a wrong one, which was said. */
static enum export_format choose_format(const struct request *request)
{
	enum export_format format = EXPORT_FORMATS;
	char *names = export_format_names();
	if (request->format_name)
		format = export_format_named(request->format_name);
	else if (!is_standard_output(request))
		format = export_format_of(request->output);
	if (format == EXPORT_FORMATS && request->format_name)
		output_warn(_("--format takes %s"), names);
	else if (format == EXPORT_FORMATS)
		output_warn(_("name a format: --format takes %s"), names);
	g_free(names);
	return format;
}

/* Whether the request can be carried out at all; what hinders it is said before anything is read. */
static bool is_possible(const struct request *request, enum export_format format)
{
	char *name;
	if (output_export_is_off(request->settings->secure))
		return false;
	if (is_standard_output(request)) {
		if (!export_is_binary(format) || !isatty(STDOUT_FILENO))
			return true;
		output_warn(_("an epub is not written to a terminal; name a file with -o"));
		return false;
	}
	if (request->force || !g_file_test(request->output, G_FILE_TEST_IS_REGULAR))
		return true;
	name = output_name(request->output);
	output_warn(_("%s: there is such a file; --force replaces it"), name);
	g_free(name);
	return false;
}

/* Whether the arguments are files that are read by themselves. */
static bool are_files(const struct request *request)
{
	const char *const *argument = request->arguments;
	if (request->archives || !*argument)
		return false;
	while (*argument && (strcmp(*argument, "-") == 0 || g_file_test(*argument, G_FILE_TEST_EXISTS)))
		argument++;
	return !*argument;
}

/* The entries that the arguments name, each of them one; false where any of them is none. */
static bool find_named(const struct request *request, const struct archive *archive, GArray *entries)
{
	for (const char *const *argument = request->arguments; *argument; argument++) {
		uint32_t entry = library_find(archive, *argument);
		if (entry == ENTRY_NONE)
			break;
		g_array_append_val(entries, entry);
	}
	if (entries->len > 0 && entries->len == g_strv_length((char **)request->arguments))
		return true;
	g_array_set_size(entries, 0);
	return false;
}

static void find_meant(const struct request *request, const struct archive *archive, const struct query *query,
                       GArray *entries)
{
	struct command_kept kept;
	struct filter filter = {
		.archive = archive, .query = query, .asking = command_kept_open(&kept, request, archive, query)};
	GArray *sorted = library_sorted(archive, request->sort);
	struct progress progress;
	progress_begin(&progress, request->quiet);
	for (guint i = 0; i < sorted->len && entries->len < request->limit; i++) {
		uint32_t entry = g_array_index(sorted, uint32_t, i);
		progress_tell_search(&progress, i, sorted->len);
		if (filter_accepts(&filter, entry))
			g_array_append_val(entries, entry);
	}
	progress_end(&progress);
	command_kept_close(&kept);
	g_array_free(sorted, TRUE);
}

/* What ends the program ends writing first, so that nothing is left beside the file; also where a pipe is not read. */
static const int ends[] = {SIGHUP, SIGINT, SIGTERM};
static volatile sig_atomic_t ended; /* by this signal; 0 */

static void on_end(int number)
{
	ended = number;
}

static void catch_ends(struct sigaction before[G_N_ELEMENTS(ends)])
{
	struct sigaction action = {.sa_handler = on_end};
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++) {
		sigaction(ends[i], NULL, &before[i]);
		if (before[i].sa_handler != SIG_IGN)
			sigaction(ends[i], &action, NULL);
	}
}

/* What came meanwhile has its way now. */
static void release_ends(const struct sigaction before[G_N_ELEMENTS(ends)])
{
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		sigaction(ends[i], &before[i], NULL);
	if (ended)
		raise(ended);
}

/* What writing has come to, for whoever waits. */
struct telling {
	struct progress progress;
	size_t count; /* of articles */
};

static bool tell_writing(void *data, size_t done)
{
	struct telling *telling = data;
	progress_tell_writing(&telling->progress, done, telling->count);
	return !ended;
}

/* What goes to a terminal tells by itself how far it is. */
static bool write_set(const struct request *request, struct export_set *set, enum export_format format)
{
	struct telling telling = {.count = set->count};
	char *message, *safe;
	bool standard = is_standard_output(request), written;
	struct sigaction before[G_N_ELEMENTS(ends)];
	catch_ends(before);
	progress_begin(&telling.progress, request->quiet || (standard && isatty(STDOUT_FILENO)));
	set->goes_on = tell_writing;
	set->data = &telling;
	written = standard ? export_write(set, format, stdout, &message)
	                   : export_save(set, format, request->output, request->force, &message);
	progress_end(&telling.progress);
	release_ends(before);
	if (!written) {
		safe = output_name(message);
		output_warn("%s", safe);
		g_free(safe);
		g_free(message);
	}
	return written;
}

/* The archive is loaded, and `query` understood or not needed. */
static enum status export_from(const struct request *request, struct archive *archive, const struct query *query,
                               enum export_format format)
{
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	enum status status = STATUS_NOTHING;
	struct export_set set;
	if (are_files(request) || !find_named(request, archive, entries))
		find_meant(request, archive, query, entries);
	if (entries->len > 0) {
		export_set_init(&set, archive, (const uint32_t *)(void *)entries->data, entries->len,
		                request->with_chrome);
		status = write_set(request, &set, format) ? STATUS_DONE : STATUS_FAILED;
		export_set_clear(&set);
	} else if (!request->quiet) {
		output_warn(_("nothing to export"));
	}
	g_array_free(entries, TRUE);
	return library_status(archive, status);
}

enum status command_export(const struct request *request)
{
	static const char *const nothing[] = {NULL};
	enum export_format format = choose_format(request);
	struct request asked = *request;
	enum status status = STATUS_FAILED;
	struct archive *archive;
	struct query *query;
	if (format == EXPORT_FORMATS || !is_possible(request, format))
		return STATUS_FAILED;
	if (are_files(request))
		asked.archives = request->arguments;
	query = command_query(are_files(request) ? nothing : request->arguments);
	archive = query ? library_open(&asked) : NULL;
	if (archive)
		status = export_from(request, archive, query, format);
	library_close(archive, request);
	query_free(query);
	return status;
}
