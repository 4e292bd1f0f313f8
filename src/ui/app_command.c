/* SPDX-License-Identifier: MIT */
/*
 * The command line: ":" and what follows, with its history and completion; and "." which does the last action again. A
 * wrong command is told beside what was typed and stays there to be put right.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "text/utf8.h"
#include "ui/app_state.h"
#include "ui/command_line.h"

/* Commands that are remembered. */
#define HISTORY_MOST 100

static void take(struct app *app, enum prompt_result result, uint32_t key);

static void show(struct app *app, struct span text)
{
	prompt_free(app->prompt);
	app->prompt = prompt_new(":", app->widths);
	app->take_prompt = take;
	for (size_t at = 0; at < text.len;)
		prompt_key(app->prompt, utf8_next(text, &at));
}

static void close_prompt(struct app *app)
{
	prompt_free(app->prompt);
	app->prompt = NULL;
}

static void remember(struct app *app, struct span text)
{
	GPtrArray *history = app->commands.history;
	for (guint i = 0; i < history->len; i++) {
		if (span_equal(text, span_of(g_ptr_array_index(history, i)))) {
			g_ptr_array_remove_index(history, i);
			break;
		}
	}
	if (history->len == HISTORY_MOST)
		g_ptr_array_remove_index(history, 0);
	g_ptr_array_add(history, span_dup(text));
}

static void recall(struct app *app, int by)
{
	struct commands *commands = &app->commands;
	long at = (long)commands->at + by, last = (long)commands->history->len;
	if (at < 0 || at > last)
		return;
	commands->at = (guint)at;
	show(app, span_of(at < last ? g_ptr_array_index(commands->history, at) : ""));
}

/* As much as all candidates have in common goes in; with nothing more in common, Tab goes through them. */
static void complete(struct app *app, int by)
{
	struct commands *commands = &app->commands;
	struct span text = prompt_text(app->prompt);
	if (commands->offered->len == 0) {
		commands->from = command_complete(text, commands->offered);
		commands->shown = by > 0 ? commands->offered->len - 1 : 0;
	}
	GPtrArray *offered = commands->offered;
	if (offered->len == 0)
		return;
	size_t common = command_common(offered);
	const char *word = g_ptr_array_index(offered, 0);
	GString *line = g_string_new_len(text.at, (gssize)commands->from);
	bool grows = common > text.len - MIN(commands->from, text.len);
	if (!grows && offered->len > 1) {
		commands->shown = (commands->shown + (guint)((int)offered->len + by)) % offered->len;
		word = g_ptr_array_index(offered, commands->shown);
		common = strlen(word);
	}
	g_string_append_len(line, word, (gssize)common);
	show(app, (struct span){line->str, line->len});
	g_string_free(line, TRUE);
	if (offered->len == 1)
		g_ptr_array_set_size(offered, 0);
}

/* Settings --------------------------------------------------------------------------------------------------------- */

static void tell_setting(struct app *app, struct span name)
{
	GString *said = g_string_new_len(name.at, (gssize)name.len);
	g_string_append_c(said, '=');
	settings_get(app->settings, name, said);
	app_say(app, said->str);
	g_string_free(said, TRUE);
}

/* Whether the setting of this name is the one called `id`: it may be said without its section. */
static bool means(struct span name, const char *id)
{
	const char *dot = strchr(id, '.');
	return span_equal(name, span_of(id)) || (dot && span_equal(name, span_of(dot + 1)));
}

static void set(struct app *app, const struct command *command)
{
	static const char *const at_start[] = {"width.ambiguous", "width.emoji", "width.quotes", "mouse"};
	for (size_t i = 0; i < G_N_ELEMENTS(at_start); i++) {
		if (means(command->name, at_start[i])) {
			app_fail(app, _("This is settled when jianbao starts: set it in the config file"));
			return;
		}
	}
	char *value = span_dup(command->value);
	bool no_theme = means(command->name, "theme") && !palette_is_known(app->settings, value);
	g_free(value);
	if (no_theme) {
		app_fail(app, _("There is no theme of this name"));
		return;
	}
	struct settings before;
	settings_copy(&before, app->settings);
	settings_set(&app->own_settings, command->name, command->value);
	app_apply_settings(app, &before);
	settings_clear(&before);
	tell_setting(app, command->name);
}

/* Doing ------------------------------------------------------------------------------------------------------------ */

static void carry_out(struct app *app, const struct command *command)
{
	switch (command->kind) {
	case COMMAND_NOTHING:
		break;
	case COMMAND_ACTION:
		app_do(app, command->action, command->count);
		break;
	case COMMAND_SET:
		set(app, command);
		break;
	case COMMAND_ASK:
		tell_setting(app, command->name);
		break;
	}
}

/* Enter. What is wrong stays in the prompt. */
static void accept(struct app *app)
{
	struct command command;
	size_t at;
	char *text = span_dup(prompt_text(app->prompt));
	bool wrong = command_parse(span_of(text), app->settings, &command, &at) != NULL;
	app->commands.refused = wrong;
	if (!wrong) {
		close_prompt(app);
		if (command.kind != COMMAND_NOTHING)
			remember(app, span_of(text));
		carry_out(app, &command);
	}
	g_free(text);
}

static void take(struct app *app, enum prompt_result result, uint32_t key)
{
	struct commands *commands = &app->commands;
	commands->refused = false;
	bool completing = result == PROMPT_IGNORED && (key == KEY_TAB || key == KEY_CODE_BACKTAB);
	if (!completing)
		g_ptr_array_set_size(commands->offered, 0);
	if (completing)
		complete(app, key == KEY_TAB ? 1 : -1);
	else if (result == PROMPT_ACCEPTED)
		accept(app);
	else if (result == PROMPT_CANCELLED)
		close_prompt(app);
	else if (key == KEY_CODE_UP || key == KEY_CODE_DOWN)
		recall(app, key == KEY_CODE_UP ? -1 : 1);
}

void app_command(struct app *app)
{
	app->commands.at = app->commands.history->len;
	app->commands.refused = false;
	g_ptr_array_set_size(app->commands.offered, 0);
	show(app, SPAN(""));
}

/* The candidates while there are several, else what is wrong: an unfinished word only once Enter refused it. */
bool app_write_command(const struct app *app, GString *out)
{
	struct command command;
	const struct commands *commands = &app->commands;
	size_t at;
	if (app->take_prompt != take)
		return false;
	for (guint i = 0; i < commands->offered->len && commands->offered->len > 1 && out->len < 60; i++)
		g_string_append_printf(out, "%s%s", i > 0 ? " " : "",
		                       (const char *)g_ptr_array_index(commands->offered, i));
	const char *wrong = command_parse(prompt_text(app->prompt), app->settings, &command, &at);
	if (commands->offered->len == 0 && commands->refused && wrong) {
		size_t number = utf8_length(span_cut(prompt_text(app->prompt), 0, at)) + 1;
		g_string_append_printf(out, _("at character %zu: %s"), number, wrong);
	}
	return true;
}

void app_commands_init(struct app *app)
{
	app->commands.history = g_ptr_array_new_with_free_func(g_free);
	app->commands.offered = g_ptr_array_new_with_free_func(g_free);
}

void app_commands_clear(struct app *app)
{
	g_ptr_array_unref(app->commands.history);
	g_ptr_array_unref(app->commands.offered);
}

/* Doing again ------------------------------------------------------------------------------------------------------ */

/* Actions that do nothing to what is read; doing them again is pressing the key again. */
static bool is_worth_repeating(enum action action)
{
	return action != ACTION_REPEAT && action != ACTION_COMMAND && action != ACTION_CANCEL;
}

void app_do(struct app *app, enum action action, unsigned count)
{
	if (is_worth_repeating(action)) {
		app->commands.last = action;
		app->commands.last_count = count;
	}
	app_act(app, action, count);
}

void app_repeat(struct app *app, unsigned count)
{
	enum action last = app->commands.last;
	if (last == ACTION_NONE)
		app_say(app, _("Nothing was done yet that could be done again"));
	else
		app_act(app, last, count > 0 ? count : app->commands.last_count);
}
