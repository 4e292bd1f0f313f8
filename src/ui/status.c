/* SPDX-License-Identifier: MIT */
/* The status line. Keys are shown as they are bound, the most needed first; what does not fit whole is left out. */
#include "ui/status.h"

#include <glib.h>
#include <glib/gi18n.h>

#define HINTS_MOST 8

/* Translators: each "hint" stands behind its key in the last row of the screen, and wants to be short. */
static const struct {
	enum action action;
	const char *word;
} hints[STATUS_COUNT][HINTS_MOST] = {
	[PANE_LIST] =
		{
			{ACTION_OPEN, NC_("hint", "read")},
			{ACTION_FIND, NC_("hint", "search")},
			{ACTION_HELP, NC_("hint", "help")},
			{ACTION_CLOSE, NC_("hint", "quit")},
			{ACTION_SEARCH, NC_("hint", "titles")},
			{ACTION_NEXT_PANE, NC_("hint", "next pane")},
			{ACTION_OPEN_ADDRESS, NC_("hint", "web page")},
			{ACTION_INFO, NC_("hint", "details")},
		},
	[PANE_READER] =
		{
			{ACTION_PAGE_DOWN, NC_("hint", "page")},
			{ACTION_SEARCH, NC_("hint", "search")},
			{ACTION_HELP, NC_("hint", "help")},
			{ACTION_CLOSE, NC_("hint", "back")},
			{ACTION_NEXT_PANE, NC_("hint", "next pane")},
			{ACTION_HINTS, NC_("hint", "links")},
			{ACTION_NEXT_ARTICLE, NC_("hint", "next article")},
			{ACTION_OPEN_ADDRESS, NC_("hint", "web page")},
		},
	[PANE_RELATED] =
		{
			{ACTION_OPEN, NC_("hint", "read")},
			{ACTION_SEARCH, NC_("hint", "search")},
			{ACTION_HELP, NC_("hint", "help")},
			{ACTION_CLOSE, NC_("hint", "back")},
			{ACTION_NEXT_PANE, NC_("hint", "next pane")},
			{ACTION_RELATED, NC_("hint", "hide")},
			{ACTION_OPEN_ADDRESS, NC_("hint", "web page")},
			{ACTION_COPY_ADDRESS, NC_("hint", "copy address")},
		},
	[STATUS_COPIES] =
		{
			{ACTION_OPEN, NC_("hint", "read")},
			{ACTION_VERSIONS, NC_("hint", "compare")},
			{ACTION_CHOOSE, NC_("hint", "choose")},
			{ACTION_CLOSE, NC_("hint", "back")},
			{ACTION_HELP, NC_("hint", "help")},
			{ACTION_SEARCH, NC_("hint", "search")},
			{ACTION_NEXT_PANE, NC_("hint", "next pane")},
			{ACTION_OPEN_ADDRESS, NC_("hint", "web page")},
		},
	[PANE_FACETS] =
		{
			{ACTION_OPEN, NC_("hint", "list")},
			{ACTION_CHOOSE, NC_("hint", "limit")},
			{ACTION_EXCLUDE, NC_("hint", "exclude")},
			{ACTION_CLOSE, NC_("hint", "back")},
			{ACTION_NEXT_ARTICLE, NC_("hint", "next facet")},
			{ACTION_SEARCH, NC_("hint", "search")},
			{ACTION_SORT, NC_("hint", "sort")},
			{ACTION_HELP, NC_("hint", "help")},
		},
	[PANE_TIMELINE] =
		{
			{ACTION_OPEN, NC_("hint", "go in")},
			{ACTION_BACK, NC_("hint", "go out")},
			{ACTION_CHOOSE, NC_("hint", "limit")},
			{ACTION_CLOSE, NC_("hint", "back")},
			{ACTION_NEXT_ARTICLE, NC_("hint", "next year")},
			{ACTION_THIS_DAY, NC_("hint", "other years")},
			{ACTION_EXCLUDE, NC_("hint", "exclude")},
			{ACTION_HELP, NC_("hint", "help")},
		},
	[STATUS_FOUND] =
		{
			{ACTION_OPEN, NC_("hint", "read")},
			{ACTION_FIND, NC_("hint", "change the search")},
			{ACTION_SORT, NC_("hint", "sort")},
			{ACTION_CLOSE, NC_("hint", "back")},
			{ACTION_PAGE_DOWN, NC_("hint", "preview")},
			{ACTION_HELP, NC_("hint", "help")},
			{ACTION_NEXT_PANE, NC_("hint", "next pane")},
			{ACTION_INFO, NC_("hint", "details")},
		},
	[STATUS_RAW] =
		{
			{ACTION_PAGE_DOWN, NC_("hint", "page")},
			{ACTION_SEARCH, NC_("hint", "search")},
			{ACTION_SCRIPT, NC_("hint", "text or bytes")},
			{ACTION_CLOSE, NC_("hint", "back")},
			{ACTION_HELP, NC_("hint", "help")},
			{ACTION_NEXT_PANE, NC_("hint", "next pane")},
			{ACTION_COPY_ADDRESS, NC_("hint", "copy address")},
			{ACTION_INFO, NC_("hint", "details")},
		},
	[STATUS_SELECT] =
		{
			{ACTION_SELECT_BEGIN, NC_("hint", "begin")},
			{ACTION_SELECT_COPY, NC_("hint", "copy")},
			{ACTION_CANCEL, NC_("hint", "leave")},
			{ACTION_SELECT_WORD, NC_("hint", "word")},
			{ACTION_SELECT_PARAGRAPH, NC_("hint", "paragraph")},
			{ACTION_SELECT_QUOTE, NC_("hint", "quote")},
			{ACTION_SELECT_SWAP, NC_("hint", "other end")},
			{ACTION_SEARCH, NC_("hint", "search")},
		},
	[STATUS_PICTURES] =
		{
			{ACTION_NEXT_MATCH, NC_("hint", "next picture")},
			{ACTION_PREVIOUS_MATCH, NC_("hint", "previous picture")},
			{ACTION_CLOSE, NC_("hint", "back")},
			{ACTION_OPEN_ADDRESS, NC_("hint", "web page")},
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
	for (unsigned i = 0; i < HINTS_MOST && hints[pane][i].word; i++) {
		g_string_truncate(key, 0);
		keymap_keys(keymap, status->context, hints[pane][i].action, 1, key);
		if (key->len == 0)
			continue;
		if (!draw_hint(canvas, &line, (struct span){key->str, key->len},
		               span_of(g_dpgettext2(NULL, "hint", hints[pane][i].word))))
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

static bool same_texts(const struct status *status, const GString *texts)
{
	return texts->len == status->message.len + status->right.len &&
	       span_equal(status->message, (struct span){texts->str, status->message.len}) &&
	       span_equal(status->right, (struct span){texts->str + status->message.len, status->right.len});
}

static bool is_drawn(const struct status *status, const struct status_drawn *drawn, uint32_t stamp)
{
	const struct status *before = &drawn->status;
	return drawn->texts && drawn->stamp == stamp && before->pane == status->pane &&
	       before->context == status->context && before->error == status->error &&
	       before->message.len == status->message.len && same_texts(status, drawn->texts);
}

__attribute__((hot))
void status_draw(struct canvas *canvas, struct rect area, const struct status *status, const struct keymap *keymap,
                 struct status_drawn *drawn)
{
	if (area.rows == 0 || is_drawn(status, drawn, canvas->stamps[area.row]))
		return;
	draw(canvas, area, status, keymap);
	status_drawn_clear(drawn);
	drawn->status = *status;
	drawn->texts = g_string_new_len(status->message.at, (gssize)status->message.len);
	g_string_append_len(drawn->texts, status->right.at, (gssize)status->right.len);
	drawn->stamp = canvas->stamps[area.row];
}

void status_drawn_clear(struct status_drawn *drawn)
{
	if (drawn->texts)
		g_string_free(drawn->texts, TRUE);
	*drawn = (struct status_drawn){0};
}
