/* SPDX-License-Identifier: MIT */
/*
 * An event changes the state. A key goes to the question, else to the prompt, else to the pane that asks for letters,
 * else it becomes an action.
 */
#include "ui/app.h"

#include <glib/gi18n.h>

#include "ui/app_shelf.h"

/* A count is no larger than this. */
#define COUNT_MOST 9999999

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
	keymap_tell(app->keymap, app_context(app), "{help}", help);
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

/* ^Z and ^L do what they always do, whatever is being asked: no control is text. */
static bool take_control(struct app *app, uint32_t key)
{
	struct keys typed = {.at = {key}, .count = 1};
	enum action action;
	if ((!app->question && !app->prompt) || key >= ' ')
		return false;
	if (keymap_find(app->keymap, app_context(app), &typed, &action) != KEYS_COMPLETE ||
	    (action != ACTION_SUSPEND && action != ACTION_REDRAW))
		return false;
	app_act(app, action, 0);
	return true;
}

__attribute__((hot))
static void on_key(struct app *app, const struct event *event)
{
	if (take_control(app, event->key))
		return;
	app_say(app, NULL);
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
	[EVENT_KEY] = on_key,   [EVENT_PASTE] = on_paste, [EVENT_RESIZE] = on_resize, [EVENT_TICK] = app_on_tick,
	[EVENT_NEWS] = app_on_news, [EVENT_RESULT] = on_result, [EVENT_WIDTHS] = on_widths,
	[EVENT_EDITED] = on_edited,
	[EVENT_MOUSE] = app_mouse,
	[EVENT_PICTURE] = app_take_picture,
	[EVENT_GRAPHICS] = app_take_graphics,
	[EVENT_GROUND] = on_ground,
	[EVENT_REDRAW] = NULL, /* every drawing is a whole one */
};

__attribute__((hot))
void app_handle(struct app *app, const struct event *event)
{
	if (on_event[event->kind])
		on_event[event->kind](app, event);
	app_notice_loaded(app);
	app_notice_looked(app);
	app_notice_shelf(app);
	app_notice_reading(app);
	app_notice_place(app, event->kind == EVENT_KEY || event->kind == EVENT_MOUSE);
	app_notice_counting(app);
	app_follow_selection(app);
	app_notice_progress(app);
}
