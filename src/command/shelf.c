/* SPDX-License-Identifier: MIT */
/* `jianbao shelf export` and `import`: what the reader did, as JSON Lines, out of the shelf and into it. */
#include <errno.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command/command.h"
#include "command/output.h"
#include "command/progress.h"
#include "shelf/exchange.h"
#include "shelf/shelf.h"

/* Says what went wrong with the shelf; false where nothing did. Frees it. */
static bool say_problem(char *problem)
{
	bool any = problem != NULL;
	if (any)
		output_warn("%s", problem);
	g_free(problem);
	return any;
}

static enum status export_lines(struct shelf *shelf, const struct request *request)
{
	GPtrArray *lines = exchange_lines(shelf);
	GString *out = g_string_new(NULL);
	enum status status = lines->len > 0 ? STATUS_DONE : STATUS_NOTHING;
	(void)request;
	for (guint i = 0; i < lines->len; i++) {
		g_string_append_printf(out, "%s\n", (const char *)g_ptr_array_index(lines, i));
		if (!output_write(out))
			break;
	}
	g_string_free(out, TRUE);
	g_ptr_array_unref(lines);
	return status;
}

static void tell_lines(struct progress *progress, unsigned lines)
{
	char *text;
	if (!progress_is_due(progress))
		return;
	text = g_strdup_printf(ngettext("%u line, %u s", "%u lines, %u s", lines), lines, progress_seconds(progress));
	progress_tell(progress, text);
	g_free(text);
}

/* Takes in what a stream holds; false where it could not be read or some line of it is wrong. */
static bool import_stream(struct shelf *shelf, FILE *stream, const char *path, bool quiet)
{
	struct problems *problems = problems_new();
	struct progress progress;
	char *line = NULL;
	size_t size = 0, wrong;
	ssize_t len;
	int failure;
	progress_begin(&progress, quiet);
	for (unsigned number = 1; (len = getline(&line, &size, stream)) >= 0; number++) {
		struct span text = span_trim((struct span){line, (size_t)len});
		if (text.len > 0)
			exchange_take(shelf, text, number, path, problems);
		tell_lines(&progress, number);
	}
	failure = ferror(stream) ? errno : 0;
	progress_end(&progress);
	free(line);
	if (failure)
		problems_add(problems, "unreadable", path, 0, 0, "%s", g_strerror(failure));
	wrong = problems_count(problems);
	output_problems(problems);
	problems_free(problems);
	return wrong == 0;
}

static bool import_file(struct shelf *shelf, const char *path, bool quiet)
{
	bool standard = strcmp(path, "-") == 0, taken;
	FILE *stream = standard ? stdin : fopen(path, "re");
	char *name = output_name(path);
	if (!stream)
		output_warn("%s: %s", name, g_strerror(errno));
	g_free(name);
	taken = stream && import_stream(shelf, stream, path, quiet);
	if (stream && !standard)
		fclose(stream);
	return taken;
}

/* The files stand behind the name of the action. */
static enum status import_lines(struct shelf *shelf, const struct request *request)
{
	static const char *const standard[] = {"-", NULL};
	const char *const *files = request->arguments + 1;
	enum status status = STATUS_DONE;
	for (const char *const *file = *files ? files : standard; *file; file++)
		if (!import_file(shelf, *file, request->quiet))
			status = STATUS_FAILED;
	return status;
}

static const struct {
	const char *name;
	enum status (*run)(struct shelf *shelf, const struct request *request);
	bool takes_files, exports;
} actions[] = {
	{"export", export_lines, false, true},
	{"import", import_lines, true, false},
};

static enum status act(size_t action, const struct request *request)
{
	char *path = shelf_path();
	struct shelf *shelf = shelf_open(path);
	enum status status;
	bool failed;
	g_free(path);
	shelf_ready(shelf, -1);
	status = actions[action].run(shelf, request);
	shelf_wait(shelf);
	failed = say_problem(shelf_take_problem(shelf));
	failed = say_problem(shelf_close(shelf)) || failed;
	return failed ? STATUS_FAILED : status;
}

enum status command_shelf(const struct request *request)
{
	const char *const *arguments = request->arguments;
	for (size_t i = 0; *arguments && i < G_N_ELEMENTS(actions); i++)
		if (strcmp(*arguments, actions[i].name) == 0 && (actions[i].takes_files || !arguments[1]))
			return actions[i].exports && output_export_is_off(request->settings->secure)
			               ? STATUS_FAILED
			               : act(i, request);
	output_warn(_("shelf takes export, or import and the files to take in"));
	return STATUS_FAILED;
}
