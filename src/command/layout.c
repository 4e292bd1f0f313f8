/* SPDX-License-Identifier: MIT */
/*
 * `jianbao layout`: each line of standard input is a paragraph; it comes out as the lines that the reader would show,
 * one screen row a line, none wider than asked for, and joined they are the paragraph again. What no terminal must see
 * is dropped before. White space at the end of a line, which the reader swallows, is kept as far as it fits there; what
 * does not fit begins the next line, or stands on lines of its own where that is full too.
 */
#include "page/lines.h"

#include <errno.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>

#include "command/command.h"
#include "command/output.h"
#include "text/utf8.h"

/* Cells that are kept free for what may hang behind a line. */
#define HANG 2u

struct layout {
	unsigned columns;      /* no row is wider */
	struct line_room room; /* of the lines, without what may hang behind them */
	struct break_rules rules;
	struct widths widths;
	GArray *lines;      /* scratch, of struct line */
	GString *paragraph; /* scratch */
	GString *row;       /* what is not yet written of the row under way */
	GString *out;
};

/* The paragraph as it can be laid out: valid UTF-8 without controls, a tab being one blank. */
static void clean(struct layout *layout, struct span input)
{
	g_string_truncate(layout->paragraph, 0);
	for (size_t at = 0; at < input.len;) {
		uint32_t code = utf8_next(input, &at);
		if (code == '\t')
			g_string_append_c(layout->paragraph, ' ');
		else if (!code_is_control(code))
			utf8_append(layout->paragraph, code);
	}
}

static size_t cells(const struct layout *layout)
{
	return width_text(&layout->widths, (struct span){layout->row->str, layout->row->len});
}

static void end_row(struct layout *layout)
{
	g_string_append_len(layout->out, layout->row->str, (gssize)layout->row->len);
	g_string_append_c(layout->out, '\n');
	g_string_truncate(layout->row, 0);
}

/* Adds white space to the row, and begins as many others as it takes. */
static void put_white(struct layout *layout, struct span white)
{
	while (white.len > 0) {
		size_t used = cells(layout), room = layout->columns;
		size_t fits = used < room ? width_fit(&layout->widths, white, room - used, NULL) : 0;
		if (fits == 0 && layout->row->len > 0) {
			end_row(layout);
			continue;
		}
		fits = MAX(fits, 1); /* a wide blank in a single column */
		while (fits < white.len && ((unsigned char)white.at[fits] & 0xC0) == 0x80)
			fits++;
		g_string_append_len(layout->row, white.at, (gssize)fits);
		white = span_from(white, fits);
	}
}

/* What is left on the row is white space that did not fit on the line before. */
static void put_line(struct layout *layout, struct span text, const struct line *line)
{
	struct span shown = span_cut(text, line->from, line->from + line->shown);
	size_t before = layout->row->len;
	g_string_append_len(layout->row, shown.at, (gssize)shown.len);
	if (before > 0 && shown.len > 0 && cells(layout) > layout->columns) {
		g_string_truncate(layout->row, before);
		end_row(layout);
		g_string_append_len(layout->row, shown.at, (gssize)shown.len);
	}
	before = layout->out->len;
	put_white(layout, span_cut(text, line->from + line->shown, line->from + line->len));
	if (layout->out->len == before)
		end_row(layout);
}

static bool lay_out(struct layout *layout, struct span input)
{
	struct span text;
	clean(layout, input);
	text = (struct span){layout->paragraph->str, layout->paragraph->len};
	g_array_set_size(layout->lines, 0);
	lines_lay(layout->lines, text, &layout->room, &layout->rules, &layout->widths);
	for (guint i = 0; i < layout->lines->len; i++)
		put_line(layout, text, &g_array_index(layout->lines, struct line, i));
	if (layout->row->len > 0)
		end_row(layout);
	return output_write(layout->out);
}

/* False where not all of it could be read, which was said. */
static bool lay_out_input(struct layout *layout)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	bool more = true;
	while (more && (len = getline(&line, &size, stdin)) >= 0) {
		struct span paragraph = {line, (size_t)len};
		if (span_ends(paragraph, SPAN("\n")))
			paragraph = span_cut(paragraph, 0, paragraph.len - 1);
		more = lay_out(layout, paragraph);
	}
	int failure = errno;
	free(line);
	if (ferror(stdin))
		output_warn("-: %s", g_strerror(failure));
	return !ferror(stdin);
}

static bool fill_rules(const struct request *request, struct break_rules *rules)
{
	const struct settings *settings = request->settings;
	rules->korean_anywhere = settings->korean_anywhere;
	rules->level = (enum break_level)settings->break_level;
	if (rules->level == BREAK_LEVEL_AUTO)
		rules->level = break_level_for(request->language ? request->language : "");
	if (!request->level || break_level_parse(span_of(request->level), &rules->level))
		return true;
	output_warn(_("--level takes none, basic, gb or strict"));
	return false;
}

enum status command_layout(const struct request *request)
{
	unsigned columns = (unsigned)request->width;
	bool hanging = request->settings->hanging && columns > HANG;
	unsigned room = hanging ? columns - HANG : columns;
	struct layout layout = {.columns = columns, .room = {room, room, hanging}, .widths = widths_default};
	int ambiguous = request->ambiguous ? request->ambiguous : request->settings->width_ambiguous;
	if (!fill_rules(request, &layout.rules))
		return STATUS_FAILED;
	if (ambiguous)
		layout.widths.ambiguous = (uint8_t)ambiguous;
	layout.lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	layout.paragraph = g_string_new(NULL);
	layout.row = g_string_new(NULL);
	layout.out = g_string_new(NULL);
	bool read = lay_out_input(&layout);
	g_array_free(layout.lines, TRUE);
	g_string_free(layout.paragraph, TRUE);
	g_string_free(layout.row, TRUE);
	g_string_free(layout.out, TRUE);
	return read ? STATUS_DONE : STATUS_FAILED;
}
