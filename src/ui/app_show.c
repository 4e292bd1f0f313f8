/* SPDX-License-Identifier: MIT */
/*
 * What the panes show, and which one has the focus. The reader shows the visit of the trail that is going on, or the
 * welcome before the first one; a sheet lies over that for a while. The related pane follows the selection after a
 * rest.
 */
#include <glib/gi18n.h>

#include "export/plain.h"
#include "ui/app_shelf.h"
#include "ui/pane_reader.h"
#include "ui/pane_related.h"
#include "ui/sheets.h"

/*
 * The selection rests when it has not moved for so long: a frame, so that a key that moves it is not kept.
 * Milliseconds.
 */
#define REST_MS 16

/* How long one event may work on the index of what is related. Microseconds. */
#define PREPARE_US 1500

void app_place(struct app *app)
{
	struct layout_wish wish = {
		.rows = app->rows,
		.columns = app->columns,
		.focus = app->focus,
		.alone = app->alone,
		.related = app->related_shown,
		.beside = app->beside,
		.measure = app->measure,
		.arrangement = app->settings->plain ? ARRANGE_SINGLE : app->arrangement,
		.list_columns = app->list_columns,
		.list_rows = app->list_rows,
		.related_size = app->related_size,
	};
	layout_make(&wish, &app->layout);
	for (enum pane_id id = 0; id < PANE_COUNT; id++) {
		const struct layout_pane *place = &app->layout.panes[id];
		if (place->shown)
			app->panes[id]->ops->resize(app->panes[id], place->body.rows, place->body.columns);
	}
}

void app_focus(struct app *app, enum pane_id pane)
{
	if (pane >= PANE_BESIDE && app->focus < PANE_BESIDE)
		app->before_related = app->focus;
	if (pane >= PANE_BESIDE)
		app->beside = pane;
	app->focus = pane;
	app->alone = app->alone && pane == PANE_READER;
	app_place(app);
}

void app_keep_place(struct app *app)
{
	struct visit *visit = trail_here(&app->trail);
	if (!visit || app->sheet)
		return;
	visit->byte = reader_pane_place(app->panes[PANE_READER]);
	app_keep_reading_place(app, visit);
}

static void show_article(struct app *app, const struct visit *visit)
{
	struct article article;
	archive_article(app->archive, visit->entry, &article);
	char *byline = plain_byline(&article, true);
	app->sheet = false;
	reader_pane_show(app->panes[PANE_READER], visit->entry, &article, byline);
	bool marked = app_mark_found(app, visit->entry);
	if (marked && visit->byte == READER_TOP)
		reader_pane_go_mark(app->panes[PANE_READER], false);
	else
		reader_pane_go(app->panes[PANE_READER], visit->byte);
	if (article_is_empty(&article) && article.image_count == 0)
		app_tell(app, _("There is no text to read in this file; {raw} shows what it holds"));
	g_free(byline);
}

void app_show(struct app *app, const struct visit *visit)
{
	app->panes[PANE_LIST]->ops->choose(app->panes[PANE_LIST], visit->entry);
	app_focus(app, PANE_READER);
	show_article(app, visit);
}

void app_open(struct app *app, uint32_t entry)
{
	app_keep_place(app);
	const struct visit *here = trail_here(&app->trail);
	bool new = !here || here->entry != entry;
	if (new)
		trail_push(&app->trail, entry, app_finding(app) ? READER_TOP : app_reading_place(app, entry));
	app_show(app, trail_here(&app->trail));
	if (new)
		app_begin_reading(app, entry);
}

void app_open_at(struct app *app, uint32_t entry, uint32_t byte)
{
	const struct visit *here = trail_here(&app->trail);
	if (!here || here->entry != entry || app->sheet)
		app_open(app, entry);
	else
		app_focus(app, PANE_READER);
	reader_pane_go(app->panes[PANE_READER], byte);
}

void app_renew(struct app *app)
{
	const struct visit *visit = trail_here(&app->trail);
	struct article article;
	if (!visit || app->sheet)
		return;
	archive_article(app->archive, visit->entry, &article);
	reader_pane_renew(app->panes[PANE_READER], &article);
	app_mark_found(app, visit->entry);
}

void app_show_sheet(struct app *app, struct article *sheet)
{
	app_keep_place(app);
	if (!app->sheet)
		app->before_sheet = app->focus;
	app->sheet = true;
	app->helping = false;
	app_focus(app, PANE_READER);
	reader_pane_show_sheet(app->panes[PANE_READER], sheet);
}

void app_show_help(struct app *app)
{
	app_show_sheet(app, sheet_help(app->keymap));
	app->helping = true;
}

void app_renew_help(struct app *app)
{
	struct pane *reader = app->panes[PANE_READER];
	uint32_t byte = reader_pane_place(reader);
	if (app->sheet && app->helping)
		reader_pane_show_sheet(reader, sheet_help(app->keymap));
	else if (!app->sheet && !trail_here(&app->trail))
		reader_pane_show_sheet(reader, sheet_welcome(app->keymap));
	else
		return;
	reader_pane_go(reader, byte);
}

void app_show_over(struct app *app, struct pane *over)
{
	over->keymap = &app->keymap;
	app_keep_place(app);
	if (!app->sheet)
		app->before_sheet = app->focus;
	app->sheet = true;
	app->helping = false;
	reader_pane_show_over(app->panes[PANE_READER], over);
	app_focus(app, PANE_READER);
}

void app_close_sheet(struct app *app)
{
	app->sheet = false;
	const struct visit *visit = trail_here(&app->trail);
	if (visit)
		show_article(app, visit);
	else
		reader_pane_show_sheet(app->panes[PANE_READER], sheet_welcome(app->keymap));
	app_focus(app, app->before_sheet);
}

static uint32_t entry_of(const struct pane *pane)
{
	return pane->ops->entry ? pane->ops->entry(pane) : pane->ops->target(pane).entry;
}

/*
 * The entry that the related pane shall be about: what is read while the reader has the focus, else what is selected.
 */
static uint32_t subject_of(const struct app *app)
{
	if (app->focus == PANE_RELATED || app->sheet)
		return app->following.entry;
	uint32_t entry = entry_of(app_pane(app));
	return entry != ENTRY_NONE ? entry : entry_of(app->panes[PANE_LIST]);
}

__attribute__((hot))
void app_follow_selection(struct app *app)
{
	struct following *following = &app->following;
	int64_t now = app->now_ms(app->clock);
	uint32_t entry = subject_of(app);
	if (entry != following->entry)
		*following = (struct following){.entry = entry, .stale = true, .due_ms = now + REST_MS};
	following->preparing = false;
	if (!following->stale || now < following->due_ms || !app->layout.panes[PANE_RELATED].shown)
		return;
	following->preparing = !app->index_stopped && !related_pane_prepare(app->panes[PANE_RELATED], PREPARE_US);
	if (following->preparing) {
		related_pane_wait(app->panes[PANE_RELATED], entry);
		return;
	}
	following->stale = false;
	related_pane_show(app->panes[PANE_RELATED], entry);
}
