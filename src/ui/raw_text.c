/* SPDX-License-Identifier: MIT */
/*
 * Parts are found as the text grows: a line feed ends one, and so does PART_MOST. All that is asked about a row is
 * found out from the beginning of its part, so it costs no more than that is long.
 */
#include "ui/raw_text.h"

#include <string.h>

/* Bytes of a part, and of the input that is made visible in one go. */
#define PART_MOST ((size_t)4096)
#define PORTION ((size_t)65536)

#define TAB_CELLS 8u

void raw_text_init(struct raw_text *text)
{
	*text = (struct raw_text){
		.shown = g_string_new(NULL),
		.signs = g_byte_array_new(),
		.parts = g_array_new(FALSE, FALSE, sizeof(struct raw_part)),
	};
	raw_text_begin(text, (struct span){NULL, 0}, VISIBLE_TEXT);
}

void raw_text_clear(struct raw_text *text)
{
	g_string_free(text->shown, TRUE);
	g_byte_array_unref(text->signs);
	g_array_unref(text->parts);
}

static void add_part(struct raw_text *text, size_t from, uint32_t line, bool goes_on)
{
	struct raw_part part = {from, line, goes_on};
	g_array_append_val(text->parts, part);
}

void raw_text_begin(struct raw_text *text, struct span input, enum visible_kind kind)
{
	text->input = input;
	text->kind = kind;
	text->taken = text->scanned = 0;
	g_string_truncate(text->shown, 0);
	g_byte_array_set_size(text->signs, 0);
	g_array_set_size(text->parts, 0);
	add_part(text, 0, 1, false);
}

const struct raw_part *raw_text_part(const struct raw_text *text, guint part)
{
	return &g_array_index(text->parts, struct raw_part, part);
}

static const struct raw_part *last_part(const struct raw_text *text)
{
	return raw_text_part(text, text->parts->len - 1);
}

struct span raw_text_shown(const struct raw_text *text)
{
	return (struct span){text->shown->str, text->shown->len};
}

bool raw_text_is_done(const struct raw_text *text)
{
	return text->taken == text->input.len;
}

bool raw_text_is_sign(const struct raw_text *text, size_t byte)
{
	return byte / 8 < text->signs->len && (text->signs->data[byte / 8] & 1u << byte % 8);
}

/* Where a piece that would be too long is cut: before the character there. */
static size_t cut_at(struct span shown, size_t at)
{
	while (((unsigned char)shown.at[at] & 0xC0) == 0x80)
		at--;
	return at;
}

static void find_parts(struct raw_text *text)
{
	struct span shown = raw_text_shown(text);
	while (text->scanned < shown.len) {
		struct raw_part last = *last_part(text);
		size_t limit = last.from + PART_MOST, end = MIN(shown.len, limit);
		const char *feed = memchr(shown.at + text->scanned, '\n', end - text->scanned);
		if (feed) {
			text->scanned = (size_t)(feed - shown.at) + 1;
			add_part(text, text->scanned, last.line + 1, false);
		} else if (shown.len > limit) {
			text->scanned = cut_at(shown, limit);
			add_part(text, text->scanned, last.line, true);
		} else {
			text->scanned = shown.len;
		}
	}
	if (raw_text_is_done(text) && text->parts->len > 1 && last_part(text)->from == shown.len)
		g_array_set_size(text->parts, text->parts->len - 1); /* the last line feed begins no line */
}

bool raw_text_work(struct raw_text *text, unsigned budget_us)
{
	gint64 end = g_get_monotonic_time() + budget_us;
	while (!raw_text_is_done(text)) {
		text->taken = visible_write(text->input, text->taken, PORTION, text->kind, text->shown, text->signs);
		find_parts(text);
		if (g_get_monotonic_time() >= end)
			break;
	}
	return !raw_text_is_done(text);
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

/* The end of a part, without its line feed. */
static size_t end_of(const struct raw_text *text, guint part)
{
	bool last = part + 1 >= text->parts->len;
	size_t end = last ? text->shown->len : raw_text_part(text, part + 1)->from;
	return end > raw_text_part(text, part)->from && text->shown->str[end - 1] == '\n' ? end - 1 : end;
}

unsigned raw_text_after(struct span text, const struct glyph *glyph, unsigned column)
{
	bool tab = text.at[glyph->from] == '\t';
	return tab ? column + TAB_CELLS - column % TAB_CELLS : column + glyph->columns;
}

/* The row that begins at `from`: at least one glyph. */
static struct raw_row row_from(const struct raw_text *text, const struct raw_room *room, guint part, size_t from)
{
	struct span shown = span_cut(raw_text_shown(text), 0, end_of(text, part));
	struct raw_row row = {part, from, from};
	unsigned column = 0;
	struct glyph glyph;
	for (size_t at = from; at < shown.len && glyph_next(room->widths, shown, &at, &glyph);) {
		column = raw_text_after(shown, &glyph, column);
		if (column > room->columns && row.to > from)
			break;
		row.to = at;
	}
	return row;
}

static guint part_at(const struct raw_text *text, size_t byte)
{
	guint low = 0, high = text->parts->len;
	while (low + 1 < high) {
		guint middle = low + (high - low) / 2;
		if (raw_text_part(text, middle)->from <= byte)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static bool ends_part(const struct raw_text *text, const struct raw_row *row)
{
	return row->to >= end_of(text, row->part);
}

struct raw_row raw_text_row_at(const struct raw_text *text, const struct raw_room *room, size_t byte)
{
	guint part = part_at(text, byte);
	struct raw_row row = row_from(text, room, part, raw_text_part(text, part)->from);
	while (row.to <= byte && !ends_part(text, &row))
		row = row_from(text, room, part, row.to);
	return row;
}

static bool move_down(const struct raw_text *text, const struct raw_room *room, struct raw_row *row)
{
	if (!ends_part(text, row))
		*row = row_from(text, room, row->part, row->to);
	else if (row->part + 1 < text->parts->len)
		*row = row_from(text, room, row->part + 1, raw_text_part(text, row->part + 1)->from);
	else
		return false;
	return true;
}

static bool move_up(const struct raw_text *text, const struct raw_room *room, struct raw_row *row)
{
	size_t begin = raw_text_part(text, row->part)->from;
	if (row->from == begin && row->part == 0)
		return false;
	if (row->from == begin) {
		size_t above = raw_text_part(text, row->part - 1)->from, end = end_of(text, row->part - 1);
		*row = raw_text_row_at(text, room, end > above ? end - 1 : above);
	} else {
		*row = raw_text_row_at(text, room, row->from - 1);
	}
	return true;
}

size_t raw_text_move(const struct raw_text *text, const struct raw_room *room, struct raw_row *row, long rows)
{
	size_t wanted = rows < 0 ? 0 - (size_t)rows : (size_t)rows, moved = 0;
	while (moved < wanted && (rows < 0 ? move_up(text, room, row) : move_down(text, room, row)))
		moved++;
	return moved;
}

size_t raw_text_line(const struct raw_text *text, uint32_t line)
{
	guint low = 0, high = text->parts->len - 1;
	line = MIN(line, last_part(text)->line);
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (raw_text_part(text, middle)->line < line)
			low = middle + 1;
		else
			high = middle;
	}
	return raw_text_part(text, low)->from;
}
