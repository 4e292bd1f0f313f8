/* SPDX-License-Identifier: MIT */
/*
 * What is chosen, or read, taken out of the program: into a file, to a command, into a pager. All of it is an effect,
 * and none of it happens under JIANBAO_SECURE.
 */
#include <glib/gi18n.h>

#include "export/export.h"
#include "ui/app_state.h"

static bool is_refused(struct app *app)
{
	if (!app->settings->secure)
		return false;
	app_fail(app, _("Writing, piping and editing are turned off (JIANBAO_SECURE)"));
	return true;
}

static int by_row(const void *a, const void *b, void *data)
{
	const struct app *app = data;
	size_t one = archive_row(app->archive, *(const uint32_t *)a);
	size_t other = archive_row(app->archive, *(const uint32_t *)b);
	return one < other ? -1 : one > other;
}

/* The effect with its articles, in the order of the archive. */
static void hand_out(struct app *app, enum effect_kind kind, struct span text)
{
	GArray *entries = g_array_copy(app->subjects);
	g_array_sort_with_data(entries, by_row, app);
	app_effect(app, kind, text);
	((struct effect *)g_queue_peek_tail(&app->effects))->entries = entries;
}

static void close_prompt(struct app *app)
{
	prompt_free(app->prompt);
	app->prompt = NULL;
}

/* Files ------------------------------------------------------------------------------------------------------------ */

static void replace(struct app *app, struct span path)
{
	hand_out(app, EFFECT_REPLACE, path);
}

/* What stands in the prompt, ~ as a shell takes it; for g_free(). */
static char *typed_path(const struct app *app)
{
	struct span typed = span_trim(prompt_text(app->prompt));
	if (!span_starts(typed, SPAN("~/")))
		return span_dup(typed);
	char *rest = span_dup(span_from(typed, 2)), *path = g_build_filename(g_get_home_dir(), rest, NULL);
	g_free(rest);
	return path;
}

static void save(struct app *app, const char *path)
{
	char *names = export_format_names();
	if (!*path)
		app_say(app, _("Nothing was written"));
	else if (export_format_of(path) == EXPORT_FORMATS) {
		char *text = g_strdup_printf(_("The ending tells the format: %s"), names);
		app_fail(app, text);
		g_free(text);
	} else if (g_file_test(path, G_FILE_TEST_EXISTS)) {
		app_ask(app, _("Replace this file? (y/n)"), span_of(path), replace);
	} else {
		hand_out(app, EFFECT_SAVE, span_of(path));
	}
	g_free(names);
}

static void take_path(struct app *app, enum prompt_result result, uint32_t key)
{
	(void)key;
	if (result == PROMPT_ACCEPTED) {
		char *path = typed_path(app);
		close_prompt(app);
		save(app, path);
		g_free(path);
	} else if (result == PROMPT_CANCELLED) {
		close_prompt(app);
	}
}

void app_save(struct app *app, unsigned count)
{
	(void)count;
	if (is_refused(app) || !app_find_subjects(app))
		return;
	struct article article;
	archive_article(app->archive, g_array_index(app->subjects, uint32_t, 0), &article);
	char *name = app->subjects->len == 1 ? export_file_name(&article, EXPORT_MD) : g_strdup("articles.epub");
	app_show_prompt(app, _("Write to: "), span_of(name), take_path);
	g_free(name);
}

/* Commands --------------------------------------------------------------------------------------------------------- */

static void take_command(struct app *app, enum prompt_result result, uint32_t key)
{
	(void)key;
	if (result == PROMPT_ACCEPTED && span_trim(prompt_text(app->prompt)).len > 0)
		hand_out(app, EFFECT_PIPE, prompt_text(app->prompt));
	if (result == PROMPT_ACCEPTED || result == PROMPT_CANCELLED)
		close_prompt(app);
}

void app_pipe(struct app *app, unsigned count)
{
	(void)count;
	if (!is_refused(app) && app_find_subjects(app))
		app_show_prompt(app, _("Pipe the text to: "), SPAN(""), take_command);
}

void app_view(struct app *app, unsigned count)
{
	(void)count;
	if (!is_refused(app) && app_find_subjects(app))
		hand_out(app, EFFECT_VIEW, (struct span){NULL, 0});
}
