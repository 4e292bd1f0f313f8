/* SPDX-License-Identifier: MIT */
/*
 * The state machine: an event changes the state, app_draw() paints it, effects wait in a queue until they are taken. A
 * key goes to the question, else to the prompt, else to the pane that asks for letters, else it becomes an action.
 */
#include "ui/app.h"

#include <glib/gi18n.h>

#include "find/duplicates.h"
#include "find/index.h"
#include "find/stories.h"
#include "ui/app_state.h"
#include "ui/frame.h"
#include "ui/keymap_config.h"
#include "ui/pane_facets.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"
#include "ui/pane_reader.h"
#include "ui/pane_related.h"
#include "ui/pane_timeline.h"
#include "ui/sheets.h"
#include "ui/status.h"

/* How long one event may take entries in. Microseconds. */
#define POLL_US 1500

/* And the index be worked on; how long to rest while its thread works. */
#define INDEX_US 2000
#define INDEX_MS 50

/* A count is no larger than this. */
#define COUNT_MOST 9999999

struct pane *app_pane(const struct app *app)
{
	return app->panes[app->focus];
}

enum key_context app_context(const struct app *app)
{
	static const enum key_context contexts[PANE_COUNT] = {
		[PANE_LIST] = KEYS_LIST, [PANE_READER] = KEYS_READER, [PANE_RELATED] = KEYS_RELATED,
		[PANE_FACETS] = KEYS_FACETS, [PANE_TIMELINE] = KEYS_FACETS,
	};
	if (app->focus == PANE_READER && reader_pane_selects(app->panes[PANE_READER]))
		return KEYS_SELECT;
	return app->focus == PANE_LIST && app_finding(app) ? KEYS_FOUND : contexts[app->focus];
}

static void set_message(struct app *app, const char *message, bool error)
{
	g_free(app->message);
	app->message = g_strdup(message);
	app->error = error;
}

void app_say(struct app *app, const char *message)
{
	set_message(app, message, false);
}

void app_fail(struct app *app, const char *message)
{
	set_message(app, message, true);
}

void app_effect(struct app *app, enum effect_kind kind, struct span text)
{
	struct effect *effect = g_new0(struct effect, 1);
	effect->kind = kind;
	effect->text = text.at ? span_dup(text) : NULL;
	g_queue_push_tail(&app->effects, effect);
}

struct effect app_take_effect(struct app *app)
{
	struct effect none = {.kind = EFFECT_NONE};
	struct effect *first = g_queue_pop_head(&app->effects);
	if (!first)
		return none;
	struct effect effect = *first;
	g_free(first);
	return effect;
}

void effect_clear(struct effect *effect)
{
	g_clear_pointer(&effect->text, g_free);
	g_clear_pointer(&effect->entries, g_array_unref);
	g_clear_pointer(&effect->bytes, g_bytes_unref);
}

static void drop_question(struct app *app)
{
	question_free(app->question);
	app->question = NULL;
}

void app_ask(struct app *app, const char *ask, struct span about, void (*on_yes)(struct app *, struct span))
{
	drop_question(app);
	app->question = question_new(ask, about);
	app->on_yes = on_yes;
}

/* Loading ---------------------------------------------------------------------------------------------------------- */

/* A single article needs no list: it is what the person came for. */
static void open_single(struct app *app)
{
	if (archive_shown(app->archive) == 1 && !trail_here(&app->trail))
		app_open(app, archive_at(app->archive, 0));
}

static void notice_loaded(struct app *app)
{
	bool loading = archive_progress(app->archive).loading;
	if (!app->loading || loading)
		return;
	app->loading = false;
	list_pane_renew(app->list);
	finder_pane_refresh(app->finder, true);
	app_refresh_counting(app);
	app_renew(app);
	if (app->focus != PANE_RELATED)
		app->following.stale = true;
	open_single(app);
}

/* What was asked for with ACTION_RELOAD. */
static void notice_looked(struct app *app)
{
	struct archive_changes changes;
	if (!app->looking || archive_progress(app->archive).checking)
		return;
	app->looking = false;
	changes = archive_changes(app->archive);
	char *text = g_strdup_printf(_("%zu added, %zu changed, %zu gone"), changes.added, changes.changed, changes.gone);
	bool any = changes.added + changes.changed + changes.gone > 0;
	app_say(app, any ? text : _("Nothing has changed"));
	g_free(text);
}

/* Events ----------------------------------------------------------------------------------------------------------- */

static void answer_key(struct app *app, uint32_t key)
{
	enum answer answer = question_key(app->question, key);
	if (answer == ANSWER_NONE)
		return;
	struct question *question = app->question;
	app->question = NULL;
	if (answer == ANSWER_YES)
		app->on_yes(app, question_about(question));
	question_free(question);
}

static bool take_digit(struct app *app, uint32_t key)
{
	if (app->typed.count > 0 || key < '0' || key > '9' || (key == '0' && app->count == 0))
		return false;
	app->count = MIN(app->count * 10 + (key - '0'), COUNT_MOST);
	return true;
}

static void refuse_keys(struct app *app)
{
	GString *name = g_string_new(NULL), *help = g_string_new(NULL);
	keys_write(&app->typed, name);
	keymap_keys(app->keymap, app_context(app), ACTION_HELP, 1, help);
	char *text = g_strdup_printf(_("%s does nothing; %s shows the keys"), name->str, help->str);
	app_say(app, text);
	g_free(text);
	g_string_free(name, TRUE);
	g_string_free(help, TRUE);
}

/* One more key of a sequence, which no binding lets grow longer than KEYS_LONGEST. */
static void take_key(struct app *app, uint32_t key)
{
	enum action action;
	bool began = app->typed.count > 0;
	app->typed.at[app->typed.count++] = key;
	enum keys_found found = keymap_find(app->keymap, app_context(app), &app->typed, &action);
	if (found == KEYS_BEGUN)
		return;
	unsigned count = app->count;
	bool dropped = key == KEY_ESCAPE && (began || count > 0);
	if (found == KEYS_UNKNOWN && !dropped)
		refuse_keys(app);
	app->count = 0;
	app->typed.count = 0;
	if (found == KEYS_COMPLETE && !(action == ACTION_CANCEL && count > 0))
		app_do(app, action, count);
}

static void command_key(struct app *app, uint32_t key)
{
	struct reaction reaction;
	const struct pane_ops *ops = app_pane(app)->ops;
	if (app_take_letter(app, key_plain(key)))
		return;
	if (app->typed.count == 0 && ops->key && ops->key(app_pane(app), key, &reaction)) {
		app_react(app, reaction);
		return;
	}
	key = key_plain(key);
	if (!take_digit(app, key))
		take_key(app, key);
}

static void on_key(struct app *app, const struct event *event)
{
	set_message(app, NULL, false);
	app->resuming = false;
	if (app->question)
		answer_key(app, event->key);
	else if (app->prompt)
		app_prompt_key(app, event->key);
	else
		command_key(app, event->key);
}

static void on_paste(struct app *app, const struct event *event)
{
	if (app->prompt)
		app_prompt_paste(app, event->text);
	else
		app_say(app, _("What was pasted is not taken as keys; search with / first"));
}

static void on_resize(struct app *app, const struct event *event)
{
	app->rows = event->rows;
	app->columns = event->columns;
	app_place(app);
}

/* A pane lays out anew when its width changes, so each is made as small as can be before it gets its size again. */
static void on_widths(struct app *app, const struct event *event)
{
	(void)event;
	for (enum pane_id id = 0; id < PANE_COUNT; id++)
		app->panes[id]->ops->resize(app->panes[id], 1, 1);
	app_place(app);
}

static void on_ground(struct app *app, const struct event *event)
{
	app->own_settings.ground = event->light ? GROUND_LIGHT : GROUND_DARK;
	palette_load(&app->palette, app->settings, NULL);
	app_effect(app, EFFECT_DRESS, (struct span){NULL, 0});
}

static void on_tick(struct app *app, const struct event *event)
{
	(void)event;
	app_work_bulk(app);
	app_gather(app);
	app_pictures_work(app);
	if (!app->loading && !app->index_stopped)
		index_work(app->index, INDEX_US);
	for (enum pane_id id = 0; id < PANE_COUNT; id++)
		if (app->panes[id]->ops->work)
			app->panes[id]->ops->work(app->panes[id]);
}

static void on_news(struct app *app, const struct event *event)
{
	if (archive_poll(app->archive, POLL_US)) {
		list_pane_refresh(app->list);
		finder_pane_refresh(app->finder, false);
		app_refresh_counting(app);
	}
	on_tick(app, event); /* news may come without a rest: whoever looks for something goes on meanwhile */
}

static void on_edited(struct app *app, const struct event *event)
{
	app_take_note(app, event->text);
}

static void on_result(struct app *app, const struct event *event)
{
	if (event->message)
		app_say(app, event->message);
}

static void (*const on_event[])(struct app *app, const struct event *event) = {
	[EVENT_KEY] = on_key,   [EVENT_PASTE] = on_paste, [EVENT_RESIZE] = on_resize, [EVENT_TICK] = on_tick,
	[EVENT_NEWS] = on_news, [EVENT_RESULT] = on_result, [EVENT_WIDTHS] = on_widths,
	[EVENT_EDITED] = on_edited,
	[EVENT_MOUSE] = app_mouse,
	[EVENT_PICTURE] = app_take_picture,
	[EVENT_GRAPHICS] = app_take_graphics,
	[EVENT_GROUND] = on_ground,
	[EVENT_REDRAW] = NULL, /* every drawing is a whole one */
};

void app_handle(struct app *app, const struct event *event)
{
	if (on_event[event->kind])
		on_event[event->kind](app, event);
	notice_loaded(app);
	notice_looked(app);
	app_notice_shelf(app);
	app_notice_reading(app);
	app_notice_counting(app);
	app_follow_selection(app);
	app_notice_progress(app);
}

static bool is_busy(const struct pane *pane)
{
	struct search_state state;
	return (pane->ops->matches(pane, &state) && state.more) || (pane->ops->busy && pane->ops->busy(pane));
}

/* Until the related pane wants to follow; -1 for never. */
static int rest_timeout(const struct app *app)
{
	const struct following *following = &app->following;
	if (!following->stale || !app->layout.panes[PANE_RELATED].shown)
		return -1;
	int64_t left = following->due_ms - app->now_ms(app->clock);
	return (int)CLAMP(left, 0, G_MAXINT);
}

/* The index is worked on behind everything else. */
static int index_timeout(const struct app *app, int other)
{
	bool later;
	if (app->loading || app->index_stopped)
		return other;
	if (index_is_busy(app->index, &later))
		return 0;
	return later && (other < 0 || other > INDEX_MS) ? INDEX_MS : other;
}

int app_timeout(const struct app *app)
{
	if (app->bulk.on)
		return app_bulk_timeout(app);
	if (app_gathers(app))
		return 0;
	for (enum pane_id id = 0; id < PANE_COUNT; id++)
		if (is_busy(app->panes[id]))
			return 0;
	int timeout = app_raw_timeout(app, app_shelf_timeout(app, rest_timeout(app)));
	return index_timeout(app, app_pictures_timeout(app, timeout));
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

/* What borders are drawn of. */
static enum frame_lines draws_lines(const struct app *app)
{
	if (app->settings->plain)
		return FRAME_PLAIN;
	int borders = app->settings->borders;
	bool boxes = borders == BORDERS_LINES || (borders == BORDERS_AUTO && app->widths->lines);
	return boxes ? FRAME_BOXES : FRAME_ASCII;
}

static void draw_pane(struct app *app, struct canvas *canvas, enum pane_id id)
{
	struct pane *pane = app->panes[id];
	const struct layout_pane *place = &app->layout.panes[id];
	GString *title = g_string_new(NULL), *position = g_string_new(NULL), *matches = g_string_new(NULL);
	bool active = id == app->focus;
	pane->ops->draw(pane, canvas, place->body, active);
	pane->ops->title(pane, title);
	app_write_matches(pane, matches);
	if (matches->len > 0)
		g_string_printf(position, _("match %s  "), matches->str);
	pane->ops->position(pane, position);
	frame_bar(canvas, place->bar, span_of(title->str), span_of(position->str), active,
		  draws_lines(app));
	g_string_free(title, TRUE);
	g_string_free(position, TRUE);
	g_string_free(matches, TRUE);
}

/* What goes on: a count being typed, loading, problems. */
static void write_right(const struct app *app, GString *out)
{
	struct archive_progress progress = archive_progress(app->archive);
	size_t problems = problems_count(archive_problems(app->archive)) + problems_count(app->config_problems);
	if (app->count > 0)
		g_string_append_printf(out, "%u ", app->count);
	if (app->typed.count > 0) {
		keys_write(&app->typed, out);
		g_string_append(out, "...  ");
	}
	app_write_progress(app, out);
	struct span limited = app_finding(app) ? (struct span){NULL, 0} : list_pane_limited(app->list);
	if (limited.len > 0)
		g_string_append_printf(out, _("limited by %.*s  "), (int)limited.len, limited.at);
	if (problems > 0 && (!progress.loading || progress.stopped)) {
		GString *key = g_string_new(NULL);
		keymap_keys(app->keymap, app_context(app), ACTION_PROBLEMS, 1, key);
		g_string_append_printf(out, ngettext("%lu problem (%s)", "%lu problems (%s)", problems),
		                       (unsigned long)problems, key->str);
		g_string_free(key, TRUE);
	}
}

/* Whose keys the status line names. */
static unsigned status_pane(const struct app *app)
{
	if (app->gallery)
		return STATUS_PICTURES;
	if (app->focus == PANE_LIST && app_finding(app))
		return STATUS_FOUND;
	if (app_context(app) == KEYS_SELECT)
		return STATUS_SELECT;
	return app->focus == PANE_READER && reader_pane_over(app->panes[PANE_READER]) ? STATUS_RAW : app->focus;
}

static void draw_status(struct app *app, struct canvas *canvas)
{
	GString *right = g_string_new(NULL);
	write_right(app, right);
	struct status status = {
		.message = span_of(app->message),
		.error = app->error,
		.right = {right->str, right->len},
		.pane = status_pane(app),
		.context = app_context(app),
	};
	status_draw(canvas, app->layout.status, &status, app->keymap, &app->status);
	g_string_free(right, TRUE);
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

/* Life ------------------------------------------------------------------------------------------------------------- */

/* How the settings want articles to be shown. */
static struct page_style reader_style(const struct app *app)
{
	const struct settings *settings = app->settings;
	return (struct page_style){
		.measure = app->measure,
		.centred = !settings->plain,
		.plain = settings->plain,
		.numbers = true,
		.indented = settings->indented,
		.hanging = settings->hanging,
		.spaced = settings->spaced,
		.rules = {(enum break_level)settings->break_level, settings->korean_anywhere},
		.widths = app->widths,
		.image_label = _("[图]"),
		.writing = app->writing,
	};
}

void app_apply_settings(struct app *app, const struct settings *before)
{
	const struct settings *now = app->settings;
	if (now->measure != before->measure)
		app->measure = (unsigned)MAX(now->measure, 1);
	if (now->split != before->split)
		app->arrangement = (enum arrangement)now->split;
	struct page_style style = reader_style(app);
	reader_pane_restyle(app->panes[PANE_READER], &style);
	list_pane_sound(app->list, now->pinyin);
	list_pane_group(app->list, now->group);
	finder_pane_group(app->finder, now->group);
	list_pane_columns(app->list, &now->columns);
	app_place(app);
	bool taiwan = app->writing.script == SCRIPT_TAIWAN || app->writing.script == SCRIPT_TAIWAN_WORDS;
	if (now->script != before->script)
		app_write(app, (enum script)now->script);
	else if (now->taiwan_words != before->taiwan_words && taiwan)
		app_write(app, SCRIPT_TAIWAN);
	if (now->mouse != before->mouse || now->width_ambiguous != before->width_ambiguous ||
	    now->width_emoji != before->width_emoji || now->width_quotes != before->width_quotes)
		app_effect(app, EFFECT_SETTLE, (struct span){NULL, 0});
	if (g_strcmp0(now->theme, before->theme) != 0 || now->plain != before->plain) {
		palette_load(&app->palette, now, NULL);
		app_effect(app, EFFECT_DRESS, (struct span){NULL, 0});
	}
	if (now->preset != before->preset) {
		keymap_free(app->keymap);
		status_drawn_clear(&app->status);
		app->keymap = keymap_load(now, NULL);
	}
}

/* What is wrong with the config file was printed where nobody sees it any more. */
static void say_config(struct app *app)
{
	size_t count = problems_count(app->config_problems);
	if (count == 0)
		return;
	GString *key = g_string_new(NULL);
	keymap_keys(app->keymap, KEYS_LIST, ACTION_PROBLEMS, 1, key);
	char *text = g_strdup_printf(ngettext("The config file has %zu problem; %s shows it",
					      "The config file has %zu problems; %s shows them", count),
				     count, key->str);
	app_fail(app, text);
	g_free(text);
	g_string_free(key, TRUE);
}

struct app *app_new(struct archive *archive, const struct app_host *host)
{
	struct app *app = g_new0(struct app, 1);
	app->archive = archive;
	settings_copy(&app->own_settings, host->settings);
	app->settings = &app->own_settings;
	app_commands_init(app);
	palette_load(&app->palette, app->settings, NULL);
	app->widths = host->widths;
	app->config_problems = host->problems;
	app->now_ms = host->now_ms;
	app->clock = host->data;
	app->keymap = keymap_load(host->settings, NULL);
	app->measure = (unsigned)MAX(host->settings->measure, 1);
	app->arrangement = (enum arrangement)host->settings->split;
	app->writing.scripts = scripts_new();
	app->index = index_new(archive);
	app->duplicates = duplicates_new(archive);
	app->standing = (struct standing){
		.archive = archive,
		.shelf = host->shelf,
		.index = app->index,
		.stories = stories_new(archive, app->duplicates),
		.chosen = g_hash_table_new(NULL, NULL),
	};
	app->session = g_strdup(host->session);
	app->resuming = host->session && !host->settings->fresh;
	completion_init(&app->completing.completion);
	app->completing.vocabulary = vocabulary_new(archive);
	app->subjects = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	app->chosen_from = app->reading.entry = app->jumped_from.entry = ENTRY_NONE;
	struct page_style style = reader_style(app);
	app->panes[PANE_LIST] = app->list = list_pane_new(archive, &app->writing, &app->standing);
	app->finder = finder_pane_new(archive, &app->writing, &app->standing);
	list_pane_sound(app->panes[PANE_LIST], app->settings->pinyin);
	list_pane_group(app->list, app->settings->group);
	finder_pane_group(app->finder, app->settings->group);
	list_pane_columns(app->list, &app->settings->columns);
	app->panes[PANE_READER] = reader_pane_new(&style);
	app->panes[PANE_RELATED] = related_pane_new(archive, &app->writing, app->duplicates);
	app->values = values_new(archive);
	app->panes[PANE_FACETS] = facets_pane_new(archive, app->values, &app->standing);
	app->panes[PANE_TIMELINE] = timeline_pane_new(archive, app->values, &app->standing);
	app->beside = PANE_RELATED;
	app->rows = 24;
	app->columns = 80;
	app->related_shown = true;
	app->running = true;
	app->loading = true;
	app->going_since_ms = app->now_ms(app->clock);
	app_notice_progress(app);
	app->following.entry = ENTRY_NONE;
	g_queue_init(&app->effects);
	trail_init(&app->trail);
	app_place(app);
	say_config(app);
	reader_pane_show_sheet(app->panes[PANE_READER], sheet_welcome(app->keymap));
	if (!shelf_is_busy(host->shelf))
		app_notice_shelf(app);
	notice_loaded(app);
	app_follow_selection(app);
	if (app->settings->script != SCRIPT_ORIGINAL)
		app_write(app, (enum script)app->settings->script);
	return app;
}

void app_free(struct app *app)
{
	if (!app)
		return;
	app_keep_place(app);
	app_keep_session(app);
	app->panes[PANE_LIST] = app->list;
	for (enum pane_id id = 0; id < PANE_COUNT; id++)
		app->panes[id]->ops->free(app->panes[id]);
	app->finder->ops->free(app->finder);
	values_free(app->values);
	g_free(app->finding.before);
	for (struct effect effect = app_take_effect(app); effect.kind != EFFECT_NONE; effect = app_take_effect(app))
		effect_clear(&effect);
	scripts_free(app->writing.scripts);
	trail_clear(&app->trail);
	keymap_free(app->keymap);
	status_drawn_clear(&app->status);
	app_commands_clear(app);
	completion_clear(&app->completing.completion);
	vocabulary_free(app->completing.vocabulary);
	settings_clear(&app->own_settings);
	app_pictures_clear(app);
	prompt_free(app->prompt);
	question_free(app->question);
	index_free(app->index);
	stories_free(app->standing.stories);
	duplicates_free(app->duplicates);
	g_hash_table_unref(app->standing.chosen);
	g_array_unref(app->subjects);
	g_free(app->noting);
	g_free(app->session);
	g_free(app->message);
	g_free(app->query);
	g_free(app);
}

const struct settings *app_settings(const struct app *app)
{
	return app->settings;
}

const struct palette *app_palette(const struct app *app)
{
	return &app->palette;
}

bool app_running(const struct app *app)
{
	return app->running;
}
