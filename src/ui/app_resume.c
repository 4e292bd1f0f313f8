/* SPDX-License-Identifier: MIT */
/*
 * Where one was: in each article, in the archive when one left, and at places that were marked. A place is a byte of
 * the text with what stood there, so it is found again in a text that has changed. Byte 0 is the top.
 */
#include <glib/gi18n.h>

#include "shelf/context.h"
#include "ui/app_shelf.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"
#include "ui/pane_reader.h"

/* While the shelf is read or written, how often to ask how that goes. Milliseconds. */
#define ASK_MS 50

/* The same before it has been read: until then one does not see what is unread, nor where one was. */
#define ASK_SOON_MS 10

/* Where one is is kept so long after a key, for whoever cannot leave: the power fails, the terminal is killed. */
#define KEEP_MS 5000

/* Articles ------------------------------------------------------------------------------------------------------ */

static struct span text_of(const struct app *app, uint32_t entry)
{
	struct article article;
	archive_article(app->archive, entry, &article);
	return article_text(&article);
}

/* What stands at a place, for g_free(). */
static char *context_at(const struct app *app, uint32_t entry, uint32_t byte)
{
	return span_dup(byte == READER_TOP ? SPAN("") : context_of(text_of(app, entry), byte));
}

static int64_t number_of(uint32_t byte)
{
	return byte == READER_TOP ? 0 : byte;
}

static uint32_t place_of(const struct app *app, uint32_t entry, int64_t number, const char *context)
{
	if (number <= 0 || number >= READER_TOP)
		return READER_TOP;
	return context_find(text_of(app, entry), (uint32_t)number, span_of(context));
}

void app_keep_reading_place(struct app *app, const struct visit *visit)
{
	bool through = reader_pane_is_through(app->panes[PANE_READER]);
	uint32_t byte = through ? READER_TOP : visit->byte;
	char *context = context_at(app, visit->entry, byte);
	shelf_set(app->standing.shelf, standing_id(&app->standing, visit->entry), SHELF_PLACE, number_of(byte),
	          context);
	g_free(context);
}

uint32_t app_reading_place(const struct app *app, uint32_t entry)
{
	struct span id = standing_id(&app->standing, entry);
	return place_of(app, entry, shelf_number(app->standing.shelf, id, SHELF_PLACE),
	                shelf_text(app->standing.shelf, id, SHELF_PLACE));
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

void app_begin_reading(struct app *app, uint32_t entry)
{
	struct span id = standing_id(&app->standing, entry);
	shelf_set(app->standing.shelf, id, SHELF_OPENED, 0, NULL);
	app->reading = (struct reading){
		.entry = entry,
		.due_ms = app->now_ms(app->clock) + (int64_t)app->settings->read_after * 1000,
		.settled = shelf_number(app->standing.shelf, id, SHELF_READ) != 0,
	};
	app_keep_session(app);
}

/* The article in the reader, as long as it is not known yet whether it is read; ENTRY_NONE otherwise. */
static uint32_t unsettled(const struct app *app)
{
	const struct visit *visit = trail_here(&app->trail);
	bool shows = visit && !app->sheet && visit->entry == app->reading.entry && app->layout.panes[PANE_READER].shown;
	return shows && !app->reading.settled ? visit->entry : ENTRY_NONE;
}

__attribute__((hot))
void app_notice_reading(struct app *app)
{
	uint32_t entry = unsettled(app);
	if (entry == ENTRY_NONE)
		return;
	if (app->now_ms(app->clock) < app->reading.due_ms && !reader_pane_is_through(app->panes[PANE_READER]))
		return;
	app->reading.settled = true;
	shelf_begin(app->standing.shelf);
	shelf_set(app->standing.shelf, standing_id(&app->standing, entry), SHELF_READ, 1, NULL);
}

/* The session ------------------------------------------------------------------------------------------------------ */

/* What is read; NULL where nothing is, or where one has gone back to a list that hides it. */
static const struct visit *visit_kept(const struct app *app)
{
	bool listing = app->focus == PANE_LIST && !app->layout.panes[PANE_READER].shown;
	return listing ? NULL : trail_here(&app->trail);
}

void app_keep_session(struct app *app)
{
	const struct visit *visit = visit_kept(app);
	struct pane *list = app->panes[PANE_LIST];
	if (!app->session || app->resuming)
		return;
	uint32_t entry = visit ? visit->entry : list->ops->target(list).entry;
	uint32_t byte = visit ? visit->byte : READER_TOP;
	char *id = entry == ENTRY_NONE ? NULL : span_dup(standing_id(&app->standing, entry));
	char *context = visit ? context_at(app, entry, byte) : NULL, *limit = span_dup(list_pane_limited(app->list));
	char *query = app_finding(app) ? span_dup(finder_pane_text(app->finder)) : NULL;
	/* Without a visit the list is where one was: the number says so. */
	shelf_put(app->standing.shelf, SHELF_SESSION,
	          &(struct shelf_item){.key = app->session,
	                               .number = visit ? number_of(byte) : -1,
	                               .text = id,
	                               .more = context,
	                               .extra = limit,
	                               .query = query});
	g_free(id);
	g_free(context);
	g_free(limit);
	g_free(query);
}

__attribute__((hot))
void app_notice_place(struct app *app, bool acted)
{
	if (acted && app->session && app->keep_due_ms == 0)
		app->keep_due_ms = app->now_ms(app->clock) + KEEP_MS;
	if (app->keep_due_ms == 0 || app->now_ms(app->clock) < app->keep_due_ms)
		return;
	app->keep_due_ms = 0;
	app_keep_place(app);
	app_keep_session(app);
}

/* Goes where one left as soon as that is loaded; until somebody does something else. */
static void resume(struct app *app)
{
	const struct shelf_item *item = shelf_item(app->standing.shelf, SHELF_SESSION, app->session);
	uint32_t entry = item && item->text ? archive_find_id(app->archive, span_of(item->text)) : ENTRY_NONE;
	if (entry != ENTRY_NONE && !archive_is_shown(app->archive, entry))
		entry = archive_newest(app->archive, entry);
	if (item && entry == ENTRY_NONE && archive_progress(app->archive).loading)
		return;
	struct pane *list = app->panes[PANE_LIST];
	if (entry != ENTRY_NONE && item->number >= 0 && !trail_here(&app->trail))
		app_open_at(app, entry, place_of(app, entry, item->number, item->more ? item->more : ""));
	/* A search that goes on may find it yet. */
	bool listed = entry == ENTRY_NONE || list->ops->choose(list, entry);
	app->resuming = !listed && app_finding(app);
}

/* What was listed, before what was read is there. */
static void resume_lists(struct app *app)
{
	const struct shelf_item *item = shelf_item(app->standing.shelf, SHELF_SESSION, app->session);
	if (item && item->extra && *item->extra)
		list_pane_limit(app->list, span_of(item->extra));
	if (item && item->query && *item->query)
		app_find_query(app, span_of(item->query));
}

/* What is wrong with the shelf is told once, and then by the page of problems for as long as it lasts. */
static void take_problem(struct app *app)
{
	char *problem = shelf_take_problem(app->standing.shelf);
	if (problem) {
		app_fail(app, problem);
		g_free(app->shelf_problem);
		app->shelf_problem = problem;
	}
	if (!app->shelf_problem || shelf_trouble(app->standing.shelf))
		return;
	g_clear_pointer(&app->shelf_problem, g_free);
	app_say(app, _("What you did is kept again"));
}

__attribute__((hot))
void app_notice_shelf(struct app *app)
{
	bool was_ready = app->shelf_ready;
	app->shelf_ready = shelf_ready(app->standing.shelf, 0);
	shelf_take_news(app->standing.shelf);
	take_problem(app);
	if (!app->shelf_ready)
		return;
	if (!was_ready)
		app_take_sizes(app);
	if (!was_ready && app->resuming)
		resume_lists(app);
	if (app->resuming)
		resume(app);
}

static int sooner(int a, int64_t b)
{
	int64_t other = CLAMP(b, 0, G_MAXINT);
	return a < 0 || other < a ? (int)other : a;
}

int app_shelf_timeout(const struct app *app, int timeout)
{
	if (unsettled(app) != ENTRY_NONE)
		timeout = sooner(timeout, app->reading.due_ms - app->now_ms(app->clock));
	if (app->keep_due_ms != 0)
		timeout = sooner(timeout, app->keep_due_ms - app->now_ms(app->clock));
	int look = shelf_look_ms(app->standing.shelf);
	if (!shelf_is_busy(app->standing.shelf))
		return look < 0 ? timeout : sooner(timeout, look);
	return sooner(timeout, app->shelf_ready ? ASK_MS : ASK_SOON_MS);
}

/* Marks ------------------------------------------------------------------------------------------------------------ */

static struct visit here(const struct app *app)
{
	const struct visit *visit = trail_here(&app->trail);
	if (!visit)
		return (struct visit){ENTRY_NONE, READER_TOP};
	return (struct visit){visit->entry, app->sheet ? visit->byte : reader_pane_place(app->panes[PANE_READER])};
}

static void set_mark(struct app *app, const char *letter)
{
	struct visit visit = here(app);
	if (app->focus == PANE_LIST)
		visit = (struct visit){app_pane(app)->ops->target(app_pane(app)).entry, READER_TOP};
	if (visit.entry == ENTRY_NONE) {
		app_fail(app, _("No article is selected"));
		return;
	}
	char *id = span_dup(standing_id(&app->standing, visit.entry)),
	     *context = context_at(app, visit.entry, visit.byte);
	shelf_begin(app->standing.shelf);
	shelf_put(app->standing.shelf, SHELF_MARK,
	          &(struct shelf_item){
			  .key = (char *)letter, .number = number_of(visit.byte), .text = id, .more = context});
	char *text = g_strdup_printf(_("Mark %s is set"), letter);
	app_say_kept(app, text);
	g_free(text);
	g_free(context);
	g_free(id);
}

static void jump(struct app *app, struct visit to)
{
	app->jumped_from = here(app);
	app_open_at(app, to.entry, to.byte);
}

static void go_mark(struct app *app, const char *letter)
{
	const struct shelf_item *mark = shelf_item(app->standing.shelf, SHELF_MARK, letter);
	uint32_t entry = mark ? archive_find_id(app->archive, span_of(mark->text)) : ENTRY_NONE;
	if (entry == ENTRY_NONE) {
		char *text = g_strdup_printf(
			mark ? _("The article of mark %s is not in this archive") : _("There is no mark %s"), letter);
		app_fail(app, text);
		g_free(text);
		return;
	}
	jump(app, (struct visit){entry, place_of(app, entry, mark->number, mark->more ? mark->more : "")});
}

static void go_back(struct app *app)
{
	if (app->jumped_from.entry == ENTRY_NONE)
		app_say(app, _("There was no jump yet"));
	else
		jump(app, app->jumped_from);
}

void app_mark(struct app *app, unsigned count)
{
	(void)count;
	app->awaiting = 'm';
	app_say(app, _("Mark this place: a letter"));
}

void app_go_mark(struct app *app, unsigned count)
{
	(void)count;
	app->awaiting = '\'';
	app_say(app, _("Go to the mark: its letter; ' goes back to the last place"));
}

__attribute__((hot))
bool app_take_letter(struct app *app, uint32_t key)
{
	char what = app->awaiting, letter[] = {(char)key, '\0'};
	app->awaiting = '\0';
	if (what == '\0')
		return false;
	if (what == '\'' && key == '\'')
		go_back(app);
	else if (key < 'a' || key > 'z')
		app_say(app, _("Marks are letters from a to z"));
	else if (what == 'm')
		set_mark(app, letter);
	else
		go_mark(app, letter);
	return true;
}
