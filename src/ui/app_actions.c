/* SPDX-License-Identifier: MIT */
/*
 * What actions do that are not a pane's own, as a table from action to function. An action goes to the pane in focus
 * first; what that ignores is looked up here. What leaves the program becomes an effect.
 */
#include <glib/gi18n.h>

#include "ui/app_shelf.h"
#include "ui/pane_reader.h"
#include "ui/pane_related.h"
#include "ui/sheets.h"

enum { MEASURE_LEAST = 20, MEASURE_MOST = 200, MEASURE_STEP = 4, RESIZE_STEP = 2, RESIZE_MOST = 1000 };

static struct target target_of(const struct app *app)
{
	return app_pane(app)->ops->target(app_pane(app));
}

/* The version of a file that the related pane lists. */
static void open_version(struct app *app, uint32_t number)
{
	const char *why;
	char *name;
	struct article *version = related_pane_read(app->panes[PANE_RELATED], number, &name, &why);
	if (!version) {
		app_fail(app, why);
		return;
	}
	app_show_sheet(app, sheet_version(version, name));
	article_free(version);
	g_free(name);
}

__attribute__((hot))
void app_react(struct app *app, struct reaction reaction)
{
	switch (reaction.kind) {
	case REACTION_IGNORED:
	case REACTION_DONE:
		break;
	case REACTION_OPEN:
		app_open(app, reaction.target.entry);
		break;
	case REACTION_FOLLOW:
		app_follow(app, reaction.target);
		break;
	case REACTION_PLACE:
		app_open_at(app, reaction.target.entry, reaction.place);
		break;
	case REACTION_VERSION:
		open_version(app, reaction.place);
		break;
	case REACTION_PREVIEW:
		app_preview(app, reaction.target.entry);
		break;
	case REACTION_COPY:
	case REACTION_QUOTE:
		app_copy_text(app, reaction.text, reaction.kind == REACTION_QUOTE);
		break;
	case REACTION_NARROW:
		app_narrow(app, reaction.text);
		break;
	case REACTION_LIST:
		app_narrow(app, reaction.text);
		app_focus(app, PANE_LIST);
		break;
	case REACTION_FIND:
		app_find_query(app, reaction.text);
		break;
	case REACTION_SAY:
		app_tell(app, reaction.say);
		break;
	}
}

/* Panes ------------------------------------------------------------------------------------------------------------ */

static void go_back(struct app *app, unsigned count)
{
	(void)count;
	if (app->focus == PANE_RELATED) {
		if (related_pane_is_asked(app->panes[PANE_RELATED]))
			app->following = (struct following){.entry = app->following.entry, .stale = true};
		app_focus(app, app->before_related);
	} else if (app->focus > PANE_BESIDE) {
		app_close_counting(app);
	} else if (app->focus == PANE_READER && app->sheet) {
		app_close_sheet(app);
	} else if (app->focus == PANE_LIST && app_finding(app)) {
		app_close_finder(app);
	} else {
		app_focus(app, PANE_LIST);
	}
}

static void quit(struct app *app, unsigned count)
{
	(void)count;
	app->running = false;
}

static void quit_now(struct app *app, struct span about)
{
	(void)about;
	app->running = false;
}

static void close_pane(struct app *app, unsigned count)
{
	if (app->focus == PANE_LIST && !app_finding(app))
		app_ask(app, _("Leave jianbao? (y/n)"), SPAN(""), quit_now);
	else
		go_back(app, count);
}

static void cancel(struct app *app, unsigned count)
{
	struct search_state state;
	struct pane *pane = app_pane(app);
	if (app_stop_bulk(app) || app_stop_unread(app))
		return;
	if (pane->ops->matches(pane, &state))
		pane->ops->search(pane, SEARCH_DROP, SPAN(""));
	else if (app_drop_chosen(app) || app_stop_work(app))
		return;
	else if (app->focus == PANE_LIST && !app_finding(app)) /* who presses ^C here wants out */
		app_tell(app, _("There is nothing to leave here; {close} quits"));
	else
		go_back(app, count);
}

/* The pane that comes `by` after the one in focus, leaving out the one beside them while it is hidden. */
static void cycle(struct app *app, int by)
{
	int count = app->related_shown ? PANE_BESIDE + 1 : PANE_BESIDE;
	int next = ((int)MIN(app->focus, PANE_BESIDE) + by + count) % count;
	app_focus(app, next == PANE_BESIDE ? app->beside : (enum pane_id)next);
}

static void next_pane(struct app *app, unsigned count)
{
	(void)count;
	cycle(app, 1);
}

static void previous_pane(struct app *app, unsigned count)
{
	(void)count;
	cycle(app, -1);
}

static void larger(struct app *app, unsigned count)
{
	app_resize(app, RESIZE_STEP * (int)MIN(MAX(count, 1), RESIZE_MOST));
}

static void smaller(struct app *app, unsigned count)
{
	app_resize(app, -RESIZE_STEP * (int)MIN(MAX(count, 1), RESIZE_MOST));
}

static void reader_alone(struct app *app, unsigned count)
{
	(void)count;
	app->alone = !app->alone;
	if (app->alone)
		app->before_alone = app->focus;
	bool lost = app->before_alone >= PANE_BESIDE && !app->related_shown; /* it was hidden meanwhile */
	app_focus(app, app->alone || lost ? PANE_READER : app->before_alone);
}

/* Where one pane shows at a time, showing the related one means going there. */
static void toggle_related(struct app *app, unsigned count)
{
	bool one = app->layout.one;
	if (app->beside != PANE_RELATED) {
		app_close_counting(app);
		app->related_shown = false;
	}
	if (app->focus == PANE_RELATED)
		go_back(app, count);
	app->related_shown = one || !app->related_shown;
	app_place(app);
	if (one && app->focus != PANE_RELATED)
		app_focus(app, PANE_RELATED);
}

uint32_t app_entry_to_list(struct app *app)
{
	uint32_t entry = app->focus == PANE_RELATED ? app->following.entry : target_of(app).entry;
	if (entry == ENTRY_NONE)
		app_fail(app, _("No article is selected"));
	else
		app->following = (struct following){.entry = entry};
	return entry;
}

static void list_links(struct app *app, unsigned count)
{
	(void)count;
	uint32_t entry = app_entry_to_list(app);
	if (entry == ENTRY_NONE)
		return;
	app->related_shown = true;
	related_pane_show_links(app->panes[PANE_RELATED], entry);
	app_focus(app, PANE_RELATED);
}

static void list_copies(struct app *app, unsigned count)
{
	(void)count;
	uint32_t entry = app_entry_to_list(app);
	if (entry == ENTRY_NONE)
		return;
	app->related_shown = true;
	related_pane_show_copies(app->panes[PANE_RELATED], entry);
	app_focus(app, PANE_RELATED);
}

static void list_headings(struct app *app, unsigned count)
{
	(void)count;
	uint32_t entry = app_entry_to_list(app);
	if (entry == ENTRY_NONE)
		return;
	const struct visit *visit = trail_here(&app->trail);
	bool read = visit && visit->entry == entry && !app->sheet;
	uint32_t place = read ? reader_pane_place(app->panes[PANE_READER]) : READER_TOP;
	app->related_shown = true;
	related_pane_show_outline(app->panes[PANE_RELATED], entry, place == READER_TOP ? 0 : place);
	app_focus(app, PANE_RELATED);
}

static void set_measure(struct app *app, long by)
{
	app->measure = (unsigned)CLAMP((long)app->measure + by, MEASURE_LEAST, MEASURE_MOST);
	reader_pane_measure(app->panes[PANE_READER], app->measure);
	app_place(app);
	char *text = g_strdup_printf(_("Text is %u columns wide"), app->measure);
	app_say(app, text);
	g_free(text);
}

static void narrower(struct app *app, unsigned count)
{
	set_measure(app, -(long)MEASURE_STEP * MAX(count, 1));
}

static void wider(struct app *app, unsigned count)
{
	set_measure(app, (long)MEASURE_STEP * MAX(count, 1));
}

void app_write(struct app *app, enum script script)
{
	if (script == SCRIPT_TAIWAN && app->settings->taiwan_words)
		script = SCRIPT_TAIWAN_WORDS;
	const char *missing = scripts_missing(app->writing.scripts, script);
	if (missing) {
		app_fail(app, missing);
		return;
	}
	app->writing.script = script;
	reader_pane_write(app->panes[PANE_READER], script);
}

static void next_script(struct app *app, unsigned count)
{
	static const char *const names[SCRIPT_COUNT] = {
		[SCRIPT_ORIGINAL] = N_("Chinese as it is written"),
		[SCRIPT_SIMPLIFIED] = N_("Simplified Chinese"),
		[SCRIPT_TAIWAN] = N_("Traditional Chinese, as in Taiwan"),
		[SCRIPT_HONG_KONG] = N_("Traditional Chinese, as in Hong Kong"),
		[SCRIPT_TAIWAN_WORDS] = N_("Traditional Chinese, in the words of Taiwan"),
	};
	(void)count;
	enum script script = app->writing.script, before = script;
	if (script == SCRIPT_TAIWAN_WORDS)
		script = SCRIPT_TAIWAN;
	app_write(app, script == SCRIPT_HONG_KONG ? SCRIPT_ORIGINAL : script + 1);
	if (app->writing.script != before)
		app_say(app, _(names[app->writing.script]));
}

/* Articles --------------------------------------------------------------------------------------------------------- */

/* From the article that is read, or else from the selected row, along the list. */
static void open_neighbour(struct app *app, enum action direction, unsigned count)
{
	struct pane *list = app->panes[PANE_LIST];
	const struct visit *visit = trail_here(&app->trail);
	if (visit && app->focus != PANE_LIST)
		list->ops->choose(list, visit->entry);
	uint32_t before = list->ops->target(list).entry;
	list->ops->act(list, direction, count);
	uint32_t entry = list->ops->target(list).entry;
	if (entry == ENTRY_NONE || entry == before)
		app_say(app, direction == ACTION_DOWN ? _("This is the last article") : _("This is the first article"));
	else
		app_open(app, entry);
}

static void next_article(struct app *app, unsigned count)
{
	open_neighbour(app, ACTION_DOWN, count);
}

static void previous_article(struct app *app, unsigned count)
{
	open_neighbour(app, ACTION_UP, count);
}

static void go_in_history(struct app *app, long by)
{
	struct visit *here = trail_here(&app->trail);
	guint at = app->trail.at;
	if (here && !app->sheet)
		here->byte = reader_pane_place(app->panes[PANE_READER]);
	const struct visit *visit = trail_go(&app->trail, by);
	if (!visit || app->trail.at == at)
		app_say(app, by < 0 ? _("No article was read before this") : _("No article was read after this"));
	else
		app_show(app, visit);
}

static void history_back(struct app *app, unsigned count)
{
	go_in_history(app, -(long)MAX(count, 1));
}

static void history_forward(struct app *app, unsigned count)
{
	go_in_history(app, (long)MAX(count, 1));
}

/* Everything else -------------------------------------------------------------------------------------------------- */

static void search(struct app *app, unsigned count)
{
	(void)count;
	app_search(app);
}

static void find(struct app *app, unsigned count)
{
	(void)count;
	app_find(app);
}

static void limit(struct app *app, unsigned count)
{
	(void)count;
	app_limit(app);
}

static void next_match(struct app *app, unsigned count)
{
	app_step(app, (long)MAX(count, 1));
}

static void previous_match(struct app *app, unsigned count)
{
	app_step(app, -(long)MAX(count, 1));
}

static void info(struct app *app, unsigned count)
{
	(void)count;
	struct target target = target_of(app);
	if (target.entry == ENTRY_NONE)
		app_fail(app, _("No article is selected"));
	else
		app_show_sheet(app, sheet_info(app->archive, target.entry, app->standing.shelf));
}

static void problems(struct app *app, unsigned count)
{
	(void)count;
	app_show_sheet(app, sheet_problems(app->archive, app->config_problems, app->shelf_problem));
}

static void help(struct app *app, unsigned count)
{
	(void)count;
	app_show_help(app);
}

static void look_for_changes(struct app *app, unsigned count)
{
	(void)count;
	app_resume_work(app);
}

static void command(struct app *app, unsigned count)
{
	(void)count;
	app_command(app);
}

static void redraw(struct app *app, unsigned count)
{
	(void)count;
	app_effect(app, EFFECT_REDRAW, (struct span){NULL, 0});
}

static void suspend(struct app *app, unsigned count)
{
	(void)count;
	app_effect(app, EFFECT_SUSPEND, (struct span){NULL, 0});
}

static void (*const acts[ACTION_COUNT])(struct app *app, unsigned count) = {
	[ACTION_NEXT_ARTICLE] = next_article,
	[ACTION_PREVIOUS_ARTICLE] = previous_article,
	[ACTION_CLOSE] = close_pane,
	[ACTION_BACK] = go_back,
	[ACTION_CANCEL] = cancel,
	[ACTION_NEXT_PANE] = next_pane,
	[ACTION_PREVIOUS_PANE] = previous_pane,
	[ACTION_READER_ALONE] = reader_alone,
	[ACTION_ARRANGE] = app_arrange,
	[ACTION_LARGER] = larger,
	[ACTION_SMALLER] = smaller,
	[ACTION_RELATED] = toggle_related,
	[ACTION_FACETS] = app_facets,
	[ACTION_TIMELINE] = app_timeline,
	[ACTION_THIS_DAY] = app_this_day,
	[ACTION_LINKS] = list_links,
	[ACTION_OUTLINE] = list_headings,
	[ACTION_DUPLICATES] = list_copies,
	[ACTION_VERSIONS] = app_compare,
	[ACTION_PICTURES] = app_pictures,
	[ACTION_NARROWER] = narrower,
	[ACTION_WIDER] = wider,
	[ACTION_SCRIPT] = next_script,
	[ACTION_HISTORY_BACK] = history_back,
	[ACTION_HISTORY_FORWARD] = history_forward,
	[ACTION_SEARCH] = search,
	[ACTION_FIND] = find,
	[ACTION_LIMIT] = limit,
	[ACTION_SAVED] = app_saved,
	[ACTION_NEXT_MATCH] = next_match,
	[ACTION_PREVIOUS_MATCH] = previous_match,
	[ACTION_OPEN_ADDRESS] = app_open_address,
	[ACTION_OPEN_COPY] = app_open_copy,
	[ACTION_COPY_ADDRESS] = app_copy_address,
	[ACTION_COPY_CITATION] = app_copy_citation,
	[ACTION_TOGGLE_READ] = app_toggle_read,
	[ACTION_STAR] = app_toggle_star,
	[ACTION_TAGS] = app_edit_tags,
	[ACTION_NOTE] = app_edit_note,
	[ACTION_NEXT_UNREAD] = app_next_unread,
	[ACTION_PREVIOUS_UNREAD] = app_previous_unread,
	[ACTION_READ_ALL] = app_read_all,
	[ACTION_MARK] = app_mark,
	[ACTION_GO_MARK] = app_go_mark,
	[ACTION_CHOOSE] = app_choose,
	[ACTION_CHOOSE_RANGE] = app_choose_range,
	[ACTION_UNDO] = app_undo,
	[ACTION_INFO] = info,
	[ACTION_PROBLEMS] = problems,
	[ACTION_RAW] = app_raw,
	[ACTION_HELP] = help,
	[ACTION_COMMAND] = command,
	[ACTION_REPEAT] = app_repeat,
	[ACTION_RELOAD] = look_for_changes,
	[ACTION_SAVE] = app_save,
	[ACTION_PIPE] = app_pipe,
	[ACTION_VIEW] = app_view,
	[ACTION_REDRAW] = redraw,
	[ACTION_SUSPEND] = suspend,
	[ACTION_QUIT] = quit,
};

__attribute__((hot))
void app_act(struct app *app, enum action action, unsigned count)
{
	struct pane *pane = app_pane(app);
	if (app_pictures_act(app, action, count))
		return;
	struct reaction reaction = pane->ops->act(pane, action, count);
	if (reaction.kind != REACTION_IGNORED)
		app_react(app, reaction);
	else if (acts[action])
		acts[action](app, count);
	else
		app_say(app, _("This key does nothing in this pane"));
}
