/* SPDX-License-Identifier: MIT */
/* The status line. Keys are shown as they are bound, the most needed first; what does not fit whole is left out. */
#include "ui/status.h"

#include <glib.h>
#include <glib/gi18n.h>

#define HINTS_MOST 8

static const struct {
	enum action action;
	const char *word;
} hints[PANE_COUNT + 1][HINTS_MOST] = {
	[PANE_LIST] =
		{
			{ACTION_OPEN, N_("read")},
			{ACTION_FIND, N_("search")},
			{ACTION_HELP, N_("help")},
			{ACTION_CLOSE, N_("quit")},
			{ACTION_SEARCH, N_("titles")},
			{ACTION_NEXT_PANE, N_("next pane")},
			{ACTION_OPEN_ADDRESS, N_("web page")},
			{ACTION_INFO, N_("details")},
		},
	[PANE_READER] =
		{
			{ACTION_PAGE_DOWN, N_("page")},
			{ACTION_SEARCH, N_("search")},
			{ACTION_HELP, N_("help")},
			{ACTION_CLOSE, N_("back")},
			{ACTION_NEXT_PANE, N_("next pane")},
			{ACTION_HINTS, N_("links")},
			{ACTION_NEXT_ARTICLE, N_("next article")},
			{ACTION_OPEN_ADDRESS, N_("web page")},
		},
	[PANE_RELATED] =
		{
			{ACTION_OPEN, N_("read")},
			{ACTION_SEARCH, N_("search")},
			{ACTION_HELP, N_("help")},
			{ACTION_CLOSE, N_("back")},
			{ACTION_NEXT_PANE, N_("next pane")},
			{ACTION_RELATED, N_("hide")},
			{ACTION_OPEN_ADDRESS, N_("web page")},
			{ACTION_COPY_ADDRESS, N_("copy address")},
		},
	[STATUS_FOUND] =
		{
			{ACTION_OPEN, N_("read")},
			{ACTION_FIND, N_("change the search")},
			{ACTION_SORT, N_("sort")},
			{ACTION_CLOSE, N_("back")},
			{ACTION_PAGE_DOWN, N_("preview")},
			{ACTION_HELP, N_("help")},
			{ACTION_NEXT_PANE, N_("next pane")},
			{ACTION_INFO, N_("details")},
		},
};

/* Draws "key word" if that fits into what is left of `line`, and takes it off. */
static bool draw_hint(struct canvas *canvas, struct rect *line, struct span key, struct span word)
{
	size_t wanted = width_text(canvas->widths, key) + 1 + width_text(canvas->widths, word);
	if (wanted > line->columns)
		return false;
	unsigned used = canvas_text(canvas, line->row, line->column, line->columns, key, STYLE_KEY, STYLE_BOLD);
	canvas_text(canvas, line->row, line->column + used + 1, line->columns - used - 1, word, STYLE_STATUS, 0);
	unsigned taken = MIN((unsigned)wanted + 2, line->columns);
	line->column += taken;
	line->columns -= taken;
	return true;
}

static void draw_hints(struct canvas *canvas, struct rect line, const struct status *status,
                       const struct keymap *keymap)
{
	unsigned pane = status->pane;
	GString *key = g_string_new(NULL);
	for (unsigned i = 0; i < HINTS_MOST; i++) {
		g_string_truncate(key, 0);
		keymap_keys(keymap, status->context, hints[pane][i].action, 1, key);
		if (key->len == 0)
			continue;
		if (!draw_hint(canvas, &line, (struct span){key->str, key->len}, span_of(_(hints[pane][i].word))))
			break;
	}
	g_string_free(key, TRUE);
}

static void draw(struct canvas *canvas, struct rect area, const struct status *status, const struct keymap *keymap)
{
	canvas_fill(canvas, area, STYLE_STATUS);
	size_t wanted = width_text(canvas->widths, status->right);
	if (wanted > 0 && wanted < area.columns) {
		area.columns -= (unsigned)wanted;
		unsigned column = area.column + area.columns;
		canvas_text(canvas, area.row, column, (unsigned)wanted, status->right, STYLE_STATUS, 0);
		area.columns -= MIN(area.columns, 2);
	}
	if (status->message.len > 0)
		canvas_field(canvas, area.row, area.column, area.columns, status->message,
		             status->error ? STYLE_ERROR : STYLE_STATUS, 0);
	else
		draw_hints(canvas, area, status, keymap);
}

void status_draw(struct canvas *canvas, struct rect area, const struct status *status, const struct keymap *keymap,
		 struct status_drawn *drawn)
{
	if (area.rows == 0)
		return;
	GString *from = g_string_new(NULL);
	g_string_append_printf(from, "%u %u %d %zu ", status->pane, (unsigned)status->context, status->error,
			       status->message.len);
	g_string_append_len(from, status->message.at, (gssize)status->message.len);
	g_string_append_len(from, status->right.at, (gssize)status->right.len);
	bool same = drawn->from && drawn->stamp == canvas->stamps[area.row] && g_string_equal(drawn->from, from);
	status_drawn_clear(drawn);
	drawn->from = from;
	if (!same)
		draw(canvas, area, status, keymap);
	drawn->stamp = canvas->stamps[area.row];
}

void status_drawn_clear(struct status_drawn *drawn)
{
	if (drawn->from)
		g_string_free(drawn->from, TRUE);
	*drawn = (struct status_drawn){0};
}
