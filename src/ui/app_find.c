/* SPDX-License-Identifier: MIT */
/*
 * Searching the archive: the finder stands in the place of the list, and what was read before is remembered until it is
 * closed. Also the limit of the list. Both are typed into the prompt and hold at every letter.
 */
#include <glib/gi18n.h>

#include "ui/app_shelf.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"
#include "ui/pane_reader.h"

__attribute__((hot))
bool app_finding(const struct app *app)
{
	return app->panes[PANE_LIST] == app->finder;
}

/* The finder ------------------------------------------------------------------------------------------------------- */

static void open_finder(struct app *app)
{
	const struct visit *visit = trail_here(&app->trail);
	struct finding *finding = &app->finding;
	if (app_finding(app))
		return;
	finding->focus = app->focus;
	finding->visit = visit ? *visit : (struct visit){ENTRY_NONE, READER_TOP};
	if (visit && !app->sheet)
		finding->visit.byte = reader_pane_place(app->panes[PANE_READER]);
	app->panes[PANE_LIST] = app->finder;
}

void app_close_finder(struct app *app)
{
	const struct visit *here = trail_here(&app->trail);
	struct finding *finding = &app->finding;
	app->panes[PANE_LIST] = app->list;
	if (reader_pane_is_marked(app->panes[PANE_READER]))
		app->panes[PANE_READER]->ops->search(app->panes[PANE_READER], SEARCH_DROP, SPAN(""));
	if (finding->visit.entry != ENTRY_NONE && here && here->entry != finding->visit.entry) {
		app_open(app, finding->visit.entry);
		reader_pane_go(app->panes[PANE_READER], finding->visit.byte);
	}
	app_focus(app, finding->focus);
}

/* The shelf keeps the last query last, and each one once. */
static void remember(struct app *app, struct span query)
{
	char *text = span_dup(query);
	shelf_put(app->standing.shelf, SHELF_HISTORY, &(struct shelf_item){.key = text});
	g_free(text);
}

static void leave_prompt(struct app *app, bool keep)
{
	struct finding *finding = &app->finding;
	bool blank = keep ? prompt_text(app->prompt).len == 0 : *finding->before == '\0';
	if (keep && !blank)
		remember(app, prompt_text(app->prompt));
	if (!keep)
		finder_pane_query(app->finder, span_of(finding->before));
	app_close_prompt(app);
	if (blank)
		app_close_finder(app);
}

/* A prompt for a query opens. What was searched for and what limited the list is one history: both are queries. */
static void begin_query(struct app *app, const char *label, const char *before, const char *text,
                        void (*take)(struct app *app, enum prompt_result result, uint32_t key))
{
	struct finding *finding = &app->finding;
	char *kept = g_strdup(before);
	g_free(finding->before);
	finding->before = kept;
	finding->at = shelf_items(app->standing.shelf, SHELF_HISTORY)->len;
	app_show_prompt(app, label, span_of(text), take);
}

/* Puts another query of those before into the prompt; false where there is none. */
static bool recall(struct app *app, int by)
{
	struct finding *finding = &app->finding;
	const GPtrArray *history = shelf_items(app->standing.shelf, SHELF_HISTORY);
	long at = (long)finding->at + by, last = (long)history->len;
	if (at < 0 || at > last)
		return false;
	finding->at = (guint)at;
	const char *text = at < last ? ((struct shelf_item *)g_ptr_array_index(history, at))->key : "";
	prompt_replace(app->prompt, 0, prompt_text(app->prompt).len, span_of(text));
	return true;
}

/* What a key made of the query: Tab completes it, Up and Down bring back another one. */
static enum prompt_result edited(struct app *app, enum prompt_result result, uint32_t key)
{
	if (app_complete(app, result, key, app_complete_query))
		return PROMPT_CHANGED;
	bool up = key == KEY_CODE_UP, down = key == KEY_CODE_DOWN;
	return result == PROMPT_IGNORED && (up || down) && recall(app, up ? -1 : 1) ? PROMPT_CHANGED : result;
}

static void take_find(struct app *app, enum prompt_result result, uint32_t key)
{
	switch (edited(app, result, key)) {
	case PROMPT_CHANGED:
		finder_pane_query(app->finder, prompt_text(app->prompt));
		break;
	case PROMPT_ACCEPTED:
	case PROMPT_CANCELLED:
		leave_prompt(app, result == PROMPT_ACCEPTED);
		break;
	case PROMPT_IGNORED:
	case PROMPT_MOVED:
		break;
	}
}

void app_find(struct app *app)
{
	open_finder(app);
	app_focus(app, PANE_LIST);
	char *text = span_dup(finder_pane_text(app->finder));
	begin_query(app, _("Search: "), text, text, take_find);
	g_free(text);
}

void app_find_query(struct app *app, struct span query)
{
	open_finder(app);
	app_focus(app, PANE_LIST);
	finder_pane_query(app->finder, query);
}

/* What was found in an article ------------------------------------------------------------------------------------- */

bool app_mark_found(struct app *app, uint32_t entry)
{
	size_t count;
	if (!app_finding(app) || !finder_pane_has(app->finder, entry))
		return false;
	struct match *matches = finder_pane_matches(app->finder, entry, &count);
	reader_pane_mark(app->panes[PANE_READER], matches, count);
	return count > 0;
}

void app_step_beyond(struct app *app, long by)
{
	const struct visit *here = trail_here(&app->trail);
	size_t number = 0, count = 0;
	uint32_t entry = ENTRY_NONE;
	if (here && app_finding(app))
		entry = finder_pane_beside(app->finder, here->entry, by > 0 ? 1 : -1, &number, &count);
	if (entry == ENTRY_NONE) {
		app_say(app, by > 0 ? _("No more matches: this is the last article found")
		                    : _("No more matches: this is the first article found"));
		return;
	}
	app_open(app, entry);
	reader_pane_go_mark(app->panes[PANE_READER], by < 0);
	char *text = g_strdup_printf(by > 0 ? _("Went on into the next article found (%zu of %zu)")
	                                    : _("Went back into the article found before (%zu of %zu)"),
	                             number, count);
	app_say(app, text);
	g_free(text);
}

void app_preview(struct app *app, uint32_t entry)
{
	const struct visit *here = trail_here(&app->trail);
	struct pane *reader = app->panes[PANE_READER];
	bool beside = app->layout.panes[PANE_READER].shown && app->focus != PANE_READER;
	if (beside && here && here->entry == entry && !app->sheet && reader_pane_is_marked(reader)) {
		reader->ops->act(reader, ACTION_PAGE_DOWN, 0);
		return;
	}
	enum pane_id focus = app->focus;
	app_open(app, entry);
	if (beside)
		app_focus(app, focus);
}

/* The limit of the list -------------------------------------------------------------------------------------------- */

/* What is wrong with it is said once more where no prompt says it any longer. */
static void limit_list(struct app *app, struct span query)
{
	GString *wrong = g_string_new(NULL);
	list_pane_limit(app->list, query);
	if (list_pane_tell_wrong(app->list, wrong))
		app_fail(app, wrong->str);
	g_string_free(wrong, TRUE);
}

static void take_limit(struct app *app, enum prompt_result result, uint32_t key)
{
	switch (edited(app, result, key)) {
	case PROMPT_CHANGED:
		list_pane_limit(app->list, prompt_text(app->prompt));
		break;
	case PROMPT_ACCEPTED:
		limit_list(app, prompt_text(app->prompt));
		if (prompt_text(app->prompt).len > 0)
			remember(app, prompt_text(app->prompt));
		app_close_prompt(app);
		break;
	case PROMPT_CANCELLED:
		list_pane_limit(app->list, span_of(app->finding.before));
		app_close_prompt(app);
		break;
	case PROMPT_IGNORED:
	case PROMPT_MOVED:
		break;
	}
}

void app_limit(struct app *app)
{
	if (app_finding(app)) {
		app_tell(app, _("What was found is limited by its query: {find} changes it"));
		return;
	}
	if (app->focus <= PANE_BESIDE) /* what counts the list can be seen to do so */
		app_focus(app, PANE_LIST);
	char *limit = span_dup(list_pane_limited(app->list));
	begin_query(app, "&", limit, "", take_limit);
	g_free(limit);
}

void app_act_on_query(struct app *app, enum action action, struct span query)
{
	remember(app, query);
	if (action == ACTION_FIND) {
		app_find_query(app, query);
		return;
	}
	if (app_finding(app))
		app_close_finder(app);
	app_focus(app, PANE_LIST);
	limit_list(app, query);
}

void app_write_note(const struct app *app, GString *out)
{
	if (app_write_saved(app, out) || app_write_command(app, out) || app_write_path(app, out))
		return;
	if (app->take_prompt == take_limit)
		list_pane_tell_limit(app->list, out);
	else if (app->take_prompt == take_find)
		finder_pane_tell_error(app->finder, out);
	else if (!app_write_wrong(app_pane(app), out))
		app_write_matches(app_pane(app), false, out);
}
