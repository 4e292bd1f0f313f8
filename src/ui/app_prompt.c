/* SPDX-License-Identifier: MIT */
/* The prompt: one at a time. What is typed belongs to whoever opened it, until they close it. */
#include "ui/app_state.h"

void app_show_prompt(struct app *app, const char *label, struct span text,
                     void (*take)(struct app *app, enum prompt_result result, uint32_t key))
{
	prompt_free(app->prompt);
	app->prompt = prompt_new(label, app->widths);
	app->take_prompt = take;
	prompt_replace(app->prompt, 0, 0, text);
}

void app_close_prompt(struct app *app)
{
	g_clear_pointer(&app->prompt, prompt_free);
}

void app_prompt_key(struct app *app, uint32_t key)
{
	key = app_command_key(app, key);
	app->take_prompt(app, prompt_key(app->prompt, key), key);
}

void app_prompt_paste(struct app *app, struct span text)
{
	app->take_prompt(app, prompt_paste(app->prompt, text), 0);
}

bool app_recall(struct app *app, struct recall *lines, uint32_t key)
{
	bool up = key == KEY_CODE_UP;
	const char *line = up || key == KEY_CODE_DOWN ? recall_step(lines, up ? -1 : 1) : NULL;
	if (line)
		prompt_replace(app->prompt, 0, prompt_text(app->prompt).len, span_of(line));
	return line != NULL;
}
