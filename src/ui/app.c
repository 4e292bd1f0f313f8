/* SPDX-License-Identifier: MIT */
/*
 * The state of the app, made and freed: an event changes it (app_events.c), app_draw() paints it, and effects wait in a
 * queue until they are taken.
 */
#include "ui/app.h"

#include <glib/gi18n.h>

#include "find/duplicates.h"
#include "find/index.h"
#include "find/stories.h"
#include "ui/app_shelf.h"
#include "ui/keymap_config.h"
#include "ui/pane_facets.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"
#include "ui/pane_reader.h"
#include "ui/pane_related.h"
#include "ui/pane_timeline.h"
#include "ui/sheets.h"
#include "ui/status.h"

__attribute__((hot))
struct pane *app_pane(const struct app *app)
{
	return app->panes[app->focus];
}

__attribute__((hot))
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
	if (!message && !app->message)
		return;
	g_free(app->message);
	app->message = g_strdup(message);
	app->error = error;
}

__attribute__((hot))
void app_say(struct app *app, const char *message)
{
	set_message(app, message, false);
}

void app_say_kept(struct app *app, const char *message)
{
	const char *trouble = shelf_trouble(app->standing.shelf);
	char *text = trouble ? g_strdup_printf(_("Only until you quit (%s): %s"), trouble, message) : NULL;
	app_say(app, text ? text : message);
	g_free(text);
}

void app_fail(struct app *app, const char *message)
{
	set_message(app, message, true);
}

static void tell(struct app *app, const char *text, bool error)
{
	GString *message = g_string_new(NULL);
	keymap_tell(app->keymap, app_context(app), text, message);
	set_message(app, message->str, error);
	g_string_free(message, TRUE);
}

void app_tell(struct app *app, const char *text)
{
	tell(app, text, false);
}

void app_tell_failure(struct app *app, const char *text)
{
	tell(app, text, true);
}

void app_effect(struct app *app, enum effect_kind kind, struct span text)
{
	struct effect *effect = g_new0(struct effect, 1);
	effect->kind = kind;
	effect->text = text.at ? span_dup(text) : NULL;
	g_queue_push_tail(&app->effects, effect);
}

__attribute__((hot))
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

/* Life ------------------------------------------------------------------------------------------------------------- */

/* What is wrong with the config file was printed where nobody sees it any more. */
static void say_config(struct app *app)
{
	size_t count = problems_count(app->config_problems);
	if (count == 0)
		return;
	char *text = g_strdup_printf(ngettext("The config file has %zu problem; {problems} shows it",
	                                      "The config file has %zu problems; {problems} shows them", count),
	                             count);
	app_tell_failure(app, text);
	g_free(text);
}

/* What the panes stand on: the archive, what was kept of it, and what is made of it. */
static void begin_state(struct app *app, struct archive *archive, const struct app_host *host)
{
	app->archive = archive;
	settings_copy(&app->own_settings, host->settings);
	app->settings = &app->own_settings;
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
	app->values = values_new(archive);
	app->duplicates = duplicates_new(archive);
	app->standing = (struct standing){
		.archive = archive,
		.shelf = host->shelf,
		.index = app->index,
		.stories = stories_new(archive, app->duplicates),
	};
	app->session = g_strdup(host->session);
	app->resuming = host->session && !host->settings->fresh;
	app->subjects = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	app->chosen_from = app->reading.entry = app->jumped_from.entry = app->following.entry = ENTRY_NONE;
	app->rows = 24;
	app->columns = 80;
	app->related_shown = app->running = app->loading = true;
	app->going_since_ms = app->now_ms(app->clock);
	app->lettering = (struct lettering){g_string_new(NULL), g_string_new(NULL), g_string_new(NULL)};
}

static void begin_panes(struct app *app)
{
	struct archive *archive = app->archive;
	struct page_style style = app_reader_style(app);
	app->panes[PANE_LIST] = app->list = list_pane_new(archive, &app->writing, &app->standing);
	app->finder = finder_pane_new(archive, &app->writing, &app->standing);
	list_pane_sound(app->list, app->settings->pinyin);
	list_pane_group(app->list, app->settings->group);
	finder_pane_group(app->finder, app->settings->group);
	list_pane_columns(app->list, &app->settings->columns);
	app->panes[PANE_READER] = reader_pane_new(&style);
	app->panes[PANE_RELATED] = related_pane_new(archive, &app->writing, app->duplicates);
	app->panes[PANE_FACETS] = facets_pane_new(archive, app->values, &app->standing);
	app->panes[PANE_TIMELINE] = timeline_pane_new(archive, app->values, &app->standing);
	app->beside = PANE_RELATED;
	for (enum pane_id id = 0; id < PANE_COUNT; id++)
		app->panes[id]->keymap = &app->keymap;
	app->finder->keymap = &app->keymap;
}

struct app *app_new(struct archive *archive, const struct app_host *host)
{
	struct app *app = g_new0(struct app, 1);
	begin_state(app, archive, host);
	app_commands_init(app);
	completion_init(&app->completing.completion);
	app->completing.vocabulary = vocabulary_new(archive);
	g_queue_init(&app->effects);
	app->noting = g_ptr_array_new_with_free_func(g_free);
	trail_init(&app->trail);
	app->told_changed = ENTRY_NONE;
	begin_panes(app);
	app_notice_progress(app);
	app_place(app);
	say_config(app);
	reader_pane_show_sheet(app->panes[PANE_READER], sheet_welcome(app->keymap));
	if (!shelf_is_busy(host->shelf))
		app_notice_shelf(app);
	app_notice_loaded(app);
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
	app_keep_sizes(app);
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
	g_string_free(app->lettering.title, TRUE);
	g_string_free(app->lettering.position, TRUE);
	g_string_free(app->lettering.right, TRUE);
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
	entry_set_clear(&app->standing.chosen);
	g_array_unref(app->subjects);
	g_ptr_array_unref(app->noting);
	g_free(app->session);
	g_free(app->shelf_problem);
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

__attribute__((hot))
bool app_running(const struct app *app)
{
	return app->running;
}
