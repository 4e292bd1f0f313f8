/* SPDX-License-Identifier: MIT */
/*
 * Notes: what an editor brings back. That of one article is edited; to the notes of several it is added, behind a blank
 * line. Who it is for is kept by id, for the archive may change while the editor runs.
 */
#include <glib/gi18n.h>

#include "ui/app_shelf.h"

void app_edit_note(struct app *app, unsigned count)
{
	(void)count;
	if (app->settings->secure) {
		app_fail(app, _("Writing notes is turned off (JIANBAO_SECURE)"));
		return;
	}
	if (!app_find_subjects(app))
		return;
	g_ptr_array_set_size(app->noting, 0);
	for (guint i = 0; i < app->subjects->len; i++) {
		struct span id = standing_id(&app->standing, g_array_index(app->subjects, uint32_t, i));
		g_ptr_array_add(app->noting, span_dup(id));
	}
	bool one = app->noting->len == 1;
	const char *first = g_ptr_array_index(app->noting, 0);
	app_effect(app, EFFECT_EDIT,
	           span_of(one ? shelf_text(app->standing.shelf, span_of(first), SHELF_NOTE) : ""));
}

static void set_note(struct app *app, const char *id, const char *note)
{
	if (!shelf_set(app->standing.shelf, span_of(id), SHELF_NOTE, 0, note))
		app_say(app, _("The note is as it was"));
	else
		app_say_kept(app, *note ? _("The note is kept") : _("The note is gone"));
}

static void add_note(struct app *app, const char *id, const char *more)
{
	const char *note = shelf_text(app->standing.shelf, span_of(id), SHELF_NOTE);
	char *longer = *note ? g_strconcat(note, "\n\n", more, NULL) : g_strdup(more);
	shelf_set(app->standing.shelf, span_of(id), SHELF_NOTE, 0, longer);
	g_free(longer);
}

static void add_notes(struct app *app, const char *more)
{
	guint count = app->noting->len;
	for (guint i = 0; *more && i < count; i++)
		add_note(app, g_ptr_array_index(app->noting, i), more);
	char *text = g_strdup_printf(ngettext("Noted on %u article", "Noted on %u articles", count), count);
	if (*more)
		app_say_kept(app, text);
	else
		app_say(app, _("The notes are as they were"));
	g_free(text);
}

void app_take_note(struct app *app, struct span text)
{
	if (app->noting->len == 0)
		return;
	char *note = span_dup(span_trim(text));
	shelf_begin(app->standing.shelf);
	if (app->noting->len == 1)
		set_note(app, g_ptr_array_index(app->noting, 0), note);
	else
		add_notes(app, note);
	g_free(note);
	g_ptr_array_set_size(app->noting, 0);
}
