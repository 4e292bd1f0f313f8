/* SPDX-License-Identifier: MIT */
/*
 * What is chosen, or read, taken out of the program: into a file, to a command, into a pager. All of it is an effect,
 * and none of it happens under JIANBAO_SECURE.
 */
#include <glib/gi18n.h>

#include "export/export.h"
#include "ui/app_shelf.h"

static bool is_refused(struct app *app)
{
	if (!app->settings->secure)
		return false;
	app_fail(app, _("Writing, piping and editing are turned off (JIANBAO_SECURE)"));
	return true;
}

/* The effect with its articles. */
static void hand_out(struct app *app, enum effect_kind kind, struct span text)
{
	GArray *entries = g_array_copy(app->subjects);
	app_effect(app, kind, text);
	((struct effect *)g_queue_peek_tail(&app->effects))->entries = entries;
}

/* Files ------------------------------------------------------------------------------------------------------------ */

static void replace(struct app *app, struct span path)
{
	hand_out(app, EFFECT_REPLACE, path);
}

char *app_path(struct span typed)
{
	typed = span_trim(typed);
	if (!span_starts(typed, SPAN("~/")))
		return span_dup(typed);
	char *rest = span_dup(span_from(typed, 2)), *path = g_build_filename(g_get_home_dir(), rest, NULL);
	g_free(rest);
	return path;
}

static void tell_ending(GString *out)
{
	char *names = export_format_names();
	g_string_append_printf(out, _("The ending tells the format: %s"), names);
	g_free(names);
}

static void save(struct app *app, const char *path)
{
	if (!*path)
		app_say(app, _("Nothing was written"));
	else if (g_file_test(path, G_FILE_TEST_EXISTS))
		app_ask(app, _("Replace this file? (y/n)"), span_of(path), replace);
	else
		hand_out(app, EFFECT_SAVE, span_of(path));
}

static bool has_format(const char *path)
{
	return !*path || export_format_of(path) != EXPORT_FORMATS;
}

/* A name that tells no format stays to be put right. */
static void take_path(struct app *app, enum prompt_result result, uint32_t key)
{
	app->path_refused = false;
	if (app_complete(app, result, key, app_complete_path))
		return;
	if (result == PROMPT_ACCEPTED) {
		char *path = app_path(prompt_text(app->prompt));
		app->path_refused = !has_format(path);
		if (!app->path_refused) {
			app_close_prompt(app);
			save(app, path);
		}
		g_free(path);
	} else if (result == PROMPT_CANCELLED) {
		app_close_prompt(app);
	}
}

bool app_write_path(const struct app *app, GString *out)
{
	if (app->take_prompt != take_path)
		return false;
	if (app->path_refused)
		tell_ending(out);
	return true;
}

void app_save(struct app *app, unsigned count)
{
	(void)count;
	if (is_refused(app) || !app_find_subjects(app))
		return;
	struct article article;
	archive_article(app->archive, g_array_index(app->subjects, uint32_t, 0), &article);
	char *name = app->subjects->len == 1 ? export_file_name(&article, EXPORT_MD) : g_strdup("articles.epub");
	app_show_prompt(app, _("Write to: "), SPAN(""), take_path);
	prompt_suggest(app->prompt, span_of(name));
	app->path_refused = false;
	g_free(name);
}

void app_save_to(struct app *app, struct span path)
{
	if (is_refused(app) || !app_find_subjects(app))
		return;
	char *name = app_path(path);
	GString *wrong = g_string_new(NULL);
	if (!has_format(name)) {
		tell_ending(wrong);
		app_fail(app, wrong->str);
	} else {
		save(app, name);
	}
	g_string_free(wrong, TRUE);
	g_free(name);
}

/* Commands --------------------------------------------------------------------------------------------------------- */

static void pipe_to(struct app *app, struct span command)
{
	if (span_is_blank(command))
		return;
	recall_add(&app->pipes, command);
	hand_out(app, EFFECT_PIPE, command);
}

static void take_command(struct app *app, enum prompt_result result, uint32_t key)
{
	if (result == PROMPT_ACCEPTED)
		pipe_to(app, prompt_text(app->prompt));
	if (result == PROMPT_ACCEPTED || result == PROMPT_CANCELLED)
		app_close_prompt(app);
	else
		app_recall(app, &app->pipes, key);
}

void app_pipe(struct app *app, unsigned count)
{
	(void)count;
	if (is_refused(app) || !app_find_subjects(app))
		return;
	recall_begin(&app->pipes);
	app_show_prompt(app, _("Pipe the text to: "), SPAN(""), take_command);
}

void app_pipe_to(struct app *app, struct span command)
{
	if (!is_refused(app) && app_find_subjects(app))
		pipe_to(app, command);
}

void app_view(struct app *app, unsigned count)
{
	(void)count;
	if (!is_refused(app) && app_find_subjects(app))
		hand_out(app, EFFECT_VIEW, (struct span){NULL, 0});
}
