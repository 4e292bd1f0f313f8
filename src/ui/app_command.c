/* SPDX-License-Identifier: MIT */
/*
 * The command line: ":" and what follows, with its history and completion; and "." which does the last action again. A
 * wrong command is told beside what was typed and stays there to be put right.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "find/kept.h"
#include "text/utf8.h"
#include "ui/app_shelf.h"
#include "ui/command_line.h"
#include "ui/sheets.h"

/* Queries and files are completed as in the prompts where they are typed. */
static void complete(struct app *app, struct span text, struct completion *completion)
{
	size_t from;
	if (command_has_query(text, &from)) {
		app_complete_query(app, span_from(text, from), completion);
		completion->from += from;
		return;
	}
	if (command_has_path(text, &from)) {
		app_complete_path(app, span_from(text, from), completion);
		completion->from += from;
		return;
	}
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
	completion->from = command_complete(text, app->settings, words);
	for (guint i = 0; i < words->len; i++)
		completion_add(completion, g_ptr_array_index(words, i));
	completion_settle(completion, text.len - completion->from);
	g_ptr_array_unref(words);
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

/* What archives are read with is settled before the first of them is opened. */
static bool is_settled(struct span name)
{
	static const char *const at_start[] = {"keep_deleted", "nested"};
	for (size_t i = 0; i < G_N_ELEMENTS(at_start); i++)
		if (means(name, at_start[i]))
			return true;
	return false;
}

static void set(struct app *app, const struct command *command)
{
	if (is_settled(command->name)) {
		app_fail(app, _("This is settled when jianbao starts: set it in the config file"));
		return;
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
	if (!app->error)
		tell_setting(app, command->name);
}

/* Doing ------------------------------------------------------------------------------------------------------------ */

static void act_on_text(struct app *app, const struct command *command)
{
	static const struct {
		enum action action;
		void (*act)(struct app *app, struct span text);
	} acts[] = {{ACTION_SEARCH, app_search_for}, {ACTION_SAVE, app_save_to}, {ACTION_PIPE, app_pipe_to},
		  {ACTION_SAVED, app_saved_named}};
	for (size_t i = 0; i < G_N_ELEMENTS(acts); i++)
		if (acts[i].action == command->action)
			acts[i].act(app, command->value);
}

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
	case COMMAND_QUERY:
		app_act_on_query(app, command->action, command->value);
		break;
	case COMMAND_TEXT:
		act_on_text(app, command);
		break;
	case COMMAND_ASK:
		tell_setting(app, command->name);
		break;
	case COMMAND_LIST:
		app_show_sheet(app, sheet_settings(app->settings));
		break;
	}
}

/* What is wrong with the text, for g_free(), and the byte where; NULL where nothing is. */
static char *find_fault(const struct app *app, struct span text, struct command *command, size_t *at)
{
	const char *wrong = command_parse(text, app->settings, command, at);
	if (wrong || command->kind != COMMAND_QUERY)
		return g_strdup(wrong);
	struct query_error error;
	struct query *query = query_parse(command->value, KEPT_KNOWN, &error);
	char *said = query ? NULL : g_strdup(error.message);
	*at = (size_t)(command->value.at - text.at);
	for (unsigned i = 1; i < error.column && *at < text.len; i++)
		utf8_next(text, at);
	query_error_clear(&error);
	query_free(query);
	return said;
}

/* Enter. What is wrong stays in the prompt. */
static void accept(struct app *app)
{
	struct command command;
	size_t at;
	char *text = span_dup(prompt_text(app->prompt)), *fault = find_fault(app, span_of(text), &command, &at);
	app->commands.refused = fault != NULL;
	if (!fault) {
		app_close_prompt(app);
		if (command.kind != COMMAND_NOTHING)
			recall_add(&app->commands.typed, span_of(text));
		carry_out(app, &command);
	}
	g_free(fault);
	g_free(text);
}

static void take(struct app *app, enum prompt_result result, uint32_t key)
{
	app->commands.refused = false;
	if (app_complete(app, result, key, complete))
		return;
	if (result == PROMPT_ACCEPTED)
		accept(app);
	else if (result == PROMPT_CANCELLED)
		app_close_prompt(app);
	else
		app_recall(app, &app->commands.typed, key);
}

uint32_t app_command_key(const struct app *app, uint32_t key)
{
	bool name = app->take_prompt == take && !command_has_words(prompt_text(app->prompt));
	return name ? key_plain(key) : key;
}

void app_command(struct app *app)
{
	recall_begin(&app->commands.typed);
	app->commands.refused = false;
	app_show_prompt(app, ":", SPAN(""), take);
}

/* What is wrong, once Enter refused it: until then a word may be unfinished. */
bool app_write_command(const struct app *app, GString *out)
{
	struct command command;
	size_t at;
	if (app->take_prompt != take)
		return false;
	char *fault = app->commands.refused ? find_fault(app, prompt_text(app->prompt), &command, &at) : NULL;
	if (fault) {
		size_t number = utf8_length(span_cut(prompt_text(app->prompt), 0, at)) + 1;
		g_string_append_printf(out, _("at character %zu: %s"), number, fault);
	}
	g_free(fault);
	return true;
}

void app_commands_init(struct app *app)
{
	recall_init(&app->commands.typed);
	recall_init(&app->queries);
	recall_init(&app->pipes);
}

void app_commands_clear(struct app *app)
{
	recall_clear(&app->commands.typed);
	recall_clear(&app->queries);
	recall_clear(&app->pipes);
}

/* Doing again ------------------------------------------------------------------------------------------------------ */

/*
 * Going somewhere is not what is wanted again: after a star and a step down, the next row is to be starred. The order
 * is that of actions.def.
 */
static bool is_worth_repeating(enum action action)
{
	static const enum action others[] = {ACTION_CLOSE, ACTION_BACK, ACTION_CANCEL, ACTION_NEXT_PANE,
	                                     ACTION_PREVIOUS_PANE, ACTION_HELP, ACTION_COMMAND, ACTION_REPEAT};
	for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
		if (others[i] == action)
			return false;
	return action < ACTION_DOWN || action > ACTION_PREVIOUS_ARTICLE;
}

__attribute__((hot))
void app_do(struct app *app, enum action action, unsigned count)
{
	if (action != ACTION_CANCEL)
		app_stop_unread(app);
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
