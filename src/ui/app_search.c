/* SPDX-License-Identifier: MIT */
/* Searching in the pane that has the focus: the prompt, letter by letter, and going from match to match afterwards. */
#include <glib/gi18n.h>

#include "ui/app_state.h"
#include "ui/pane_reader.h"

static void search_pane(struct app *app, enum search_phase phase, struct span query)
{
	app_pane(app)->ops->search(app_pane(app), phase, query);
}

/* True where the search of the pane has ended without a match. */
static bool found_nothing(const struct app *app)
{
	struct search_state state;
	return !app_pane(app)->ops->matches(app_pane(app), &state) || (state.count == 0 && !state.more);
}

/* Searches for the last query again, where no search is on. */
static void search_again(struct app *app)
{
	search_pane(app, SEARCH_BEGIN, SPAN(""));
	search_pane(app, SEARCH_TYPE, span_of(app->query));
	search_pane(app, SEARCH_KEEP, SPAN(""));
}

/* Says why nothing is marked, and goes back. */
static void fail_not_found(struct app *app)
{
	struct search_state state;
	bool wrong = app_pane(app)->ops->matches(app_pane(app), &state) && state.wrong;
	bool gave_up = !wrong && app_pane(app)->ops->matches(app_pane(app), &state) && state.gave_up;
	char *text = wrong ? g_strdup_printf(_("At character %zu: %s"), state.wrong_at, state.wrong)
	                   : g_strdup_printf(gave_up ? _("Not found, but given up in places: %s") : _("Not found: %s"),
	                                     app->query);
	search_pane(app, SEARCH_CANCEL, SPAN(""));
	app_fail(app, text);
	g_free(text);
}

/* Enter: an empty line means the last query again. */
static void keep(struct app *app)
{
	struct span typed = prompt_text(app->prompt);
	if (typed.len > 0) {
		g_free(app->query);
		app->query = span_dup(typed);
		recall_add(&app->queries, typed);
		search_pane(app, SEARCH_KEEP, SPAN(""));
	} else if (app->query) {
		search_again(app);
	}
	app_close_prompt(app);
	if (app->query && found_nothing(app))
		fail_not_found(app);
}

/* ^T: exactly what is typed, or no longer. */
#define KEY_EXACTLY ('T' & 0x1F)

static void take(struct app *app, enum prompt_result result, uint32_t key)
{
	switch (result) {
	case PROMPT_IGNORED:
		if (key == KEY_EXACTLY)
			prompt_toggle(app->prompt, '=');
		else if (!app_recall(app, &app->queries, key))
			break;
		search_pane(app, SEARCH_TYPE, prompt_text(app->prompt));
		break;
	case PROMPT_MOVED:
		break;
	case PROMPT_CHANGED:
		search_pane(app, SEARCH_TYPE, prompt_text(app->prompt));
		break;
	case PROMPT_ACCEPTED:
		keep(app);
		break;
	case PROMPT_CANCELLED:
		search_pane(app, SEARCH_CANCEL, SPAN(""));
		app_close_prompt(app);
		break;
	}
}

void app_search(struct app *app)
{
	app_show_prompt(app, "/", SPAN(""), take);
	recall_begin(&app->queries);
	search_pane(app, SEARCH_BEGIN, SPAN(""));
}

void app_search_for(struct app *app, struct span text)
{
	g_free(app->query);
	app->query = span_dup(text);
	recall_add(&app->queries, text);
	search_again(app);
	if (found_nothing(app))
		fail_not_found(app);
}

void app_step(struct app *app, long by)
{
	struct search_state state;
	struct pane *pane = app_pane(app);
	if (app->focus == PANE_READER && reader_pane_is_marked(pane)) {
		if (pane->ops->step(pane, by) == SEARCH_BEYOND)
			app_step_beyond(app, by);
		return;
	}
	bool searching = pane->ops->matches(pane, &state);
	if (!searching && !app->query) {
		app_say(app, _("Nothing to search for yet"));
		return;
	}
	if (!searching) {
		search_again(app);
		by += by > 0 ? -1 : 0;
	}
	if (found_nothing(app)) {
		fail_not_found(app);
		return;
	}
	enum search_result result = by ? pane->ops->step(pane, by) : SEARCH_FOUND;
	if (result == SEARCH_WRAPPED)
		app_say(app, by > 0 ? _("Went on from the top") : _("Went on from the bottom"));
	if (result == SEARCH_NOTHING)
		app_say(app, _("Still searching"));
}

__attribute__((hot))
void app_write_matches(const struct pane *pane, bool named, GString *out)
{
	static const char *const formats[2][2] = {
		/* The match's number, how many there are, and a plus where there are more. */
		{"%zu/%zu%s", N_("%zu/%zu%s, given up in places")},
		{N_("match %zu/%zu%s"), N_("match %zu/%zu%s, given up in places")},
	};
	struct search_state state;
	if (pane->ops->matches(pane, &state) && !state.wrong)
		g_string_append_printf(out, _(formats[named][state.gave_up]), state.number, state.count,
		                       state.more ? "+" : "");
}

bool app_write_wrong(const struct pane *pane, GString *out)
{
	struct search_state state;
	if (!pane->ops->matches(pane, &state) || !state.wrong)
		return false;
	g_string_append_printf(out, _("at character %zu: %s"), state.wrong_at, state.wrong);
	return true;
}
