/* SPDX-License-Identifier: MIT */
/*
 * What is on the screen: panes with their bars and borders, the status line or a prompt, and a question over all of it.
 * Nothing here changes what the app knows but its size.
 */
#include "ui/app.h"

#include <glib/gi18n.h>

#include "ui/app_state.h"
#include "ui/frame.h"
#include "ui/pane_list.h"
#include "ui/pane_reader.h"
#include "ui/pane_related.h"

/* What borders are drawn of. */
static enum frame_lines draws_lines(const struct app *app)
{
	if (app->settings->plain)
		return FRAME_PLAIN;
	int borders = app->settings->borders;
	bool boxes = borders == BORDERS_LINES || (borders == BORDERS_AUTO && app->widths->lines);
	return boxes ? FRAME_BOXES : FRAME_ASCII;
}

/* What stands between the facts of a bar. */
static const char gap[] = "  ";

static void write_matches(const struct pane *pane, GString *out)
{
	app_write_matches(pane, true, out);
	if (out->len > 0)
		g_string_append(out, gap);
}

static void draw_pane(struct app *app, struct canvas *canvas, enum pane_id id)
{
	struct pane *pane = app->panes[id];
	const struct layout_pane *place = &app->layout.panes[id];
	GString *title = g_string_truncate(app->lettering.title, 0);
	GString *position = g_string_truncate(app->lettering.position, 0);
	bool active = id == app->focus;
	pane->ops->draw(pane, canvas, place->body, active);
	pane->ops->title(pane, title);
	write_matches(pane, position);
	pane->ops->position(pane, position);
	frame_bar(canvas, place->bar, span_of(title->str), span_of(position->str), active,
	          draws_lines(app));
}

/* What goes on: a count being typed, loading, problems. */
static void write_right(const struct app *app, GString *out)
{
	struct archive_progress progress = archive_progress(app->archive);
	size_t problems = problems_count(archive_problems(app->archive)) + problems_count(app->config_problems) +
	                  (app->shelf_problem ? 1 : 0);
	if (app->count > 0)
		g_string_append_printf(out, "%u ", app->count);
	if (app->typed.count > 0) {
		keys_write(&app->typed, out);
		g_string_append(out, "...  ");
	}
	size_t before = out->len;
	app_write_progress(app, out);
	if (out->len > before)
		g_string_append(out, gap);
	struct span limited = app_finding(app) ? (struct span){NULL, 0} : list_pane_limited(app->list);
	if (limited.len > 0) {
		g_string_append_printf(out, _("limited by %.*s"), (int)limited.len, limited.at);
		g_string_append(out, gap);
	}
	if (problems > 0 && (!progress.loading || progress.stopped)) {
		GString *key = g_string_new(NULL);
		keymap_tell(app->keymap, app_context(app), "{problems}", key);
		g_string_append_printf(out, ngettext("%lu problem (%s)", "%lu problems (%s)", problems),
		                       (unsigned long)problems, key->str);
		g_string_free(key, TRUE);
	}
}

/* Whose keys the status line names. */
static unsigned status_pane(const struct app *app)
{
	struct related_item item;
	if (app->gallery)
		return STATUS_PICTURES;
	if (app->focus == PANE_LIST && app_finding(app))
		return STATUS_FOUND;
	if (app_context(app) == KEYS_SELECT)
		return STATUS_SELECT;
	if (app->focus == PANE_RELATED && related_pane_item(app->panes[PANE_RELATED], &item))
		return STATUS_COPIES;
	return app->focus == PANE_READER && reader_pane_over(app->panes[PANE_READER]) ? STATUS_RAW : app->focus;
}

static void draw_status(struct app *app, struct canvas *canvas)
{
	GString *right = g_string_truncate(app->lettering.right, 0);
	write_right(app, right);
	struct status status = {
		.message = span_of(app->message),
		.error = app->error,
		.right = {right->str, right->len},
		.pane = status_pane(app),
		.context = app_context(app),
	};
	status_draw(canvas, app->layout.status, &status, app->keymap, &app->status);
}

static void draw_prompt(struct app *app, struct canvas *canvas)
{
	GString *note = g_string_new(NULL);
	app_write_note(app, note);
	bool shown = prompt_draw(app->prompt, canvas, app->layout.status, (struct span){note->str, note->len});
	app_draw_completion(app, canvas, (struct span){note->str, shown ? 0 : note->len});
	g_string_free(note, TRUE);
}

static void draw_panes(struct app *app, struct canvas *canvas)
{
	for (enum pane_id id = 0; id < PANE_COUNT; id++)
		if (app->layout.panes[id].shown)
			draw_pane(app, canvas, id);
	frame_borders(canvas, &app->layout, draws_lines(app));
}

__attribute__((hot))
void app_draw(struct app *app, struct canvas *canvas)
{
	if (canvas->rows != app->rows || canvas->columns != app->columns) {
		app->rows = canvas->rows;
		app->columns = canvas->columns;
		app_place(app);
	}
	struct rect screen = {0, 0, canvas->rows, canvas->columns};
	canvas->cursor_visible = false;
	/* Panes, borders and the status line cover all of the screen, where there is room for them. */
	if (!app->layout.panes[app->focus].shown)
		canvas_fill(canvas, screen, STYLE_TEXT);
	if (!app_draw_pictures(app, canvas, draws_lines(app)))
		draw_panes(app, canvas);
	if (app->prompt)
		draw_prompt(app, canvas);
	else
		draw_status(app, canvas);
	if (app->question)
		question_draw(app->question, canvas, screen, !app->settings->plain);
}
