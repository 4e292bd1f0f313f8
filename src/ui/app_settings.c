/* SPDX-License-Identifier: MIT */
/* What the settings mean to the panes, when the app begins and when :set has changed one. */
#include <glib/gi18n.h>

#include "ui/app_state.h"
#include "ui/keymap_config.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"
#include "ui/pane_reader.h"

/* How the settings want articles to be shown. */
struct page_style app_reader_style(const struct app *app)
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
	struct page_style style = app_reader_style(app);
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
		app_renew_help(app);
	}
}
