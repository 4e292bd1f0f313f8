/* SPDX-License-Identifier: MIT */
#ifndef UI_RAW_TEXT_H
#define UI_RAW_TEXT_H

/*
 * Bytes as lines on a screen: made visible portion by portion (text/visible.h), numbered, and cut into rows wherever
 * one is asked for. A line of many megabytes is cut into parts, so that no row costs more than a few thousand bytes.
 * Offsets are bytes of the visible text.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "text/visible.h"
#include "text/width.h"

/* A line, or a piece of one. */
struct raw_part {
	size_t from;
	uint32_t line; /* from 1 */
	bool goes_on;  /* not the first piece of its line */
};

struct raw_text {
	struct span input;  /* borrowed */
	enum visible_kind kind;
	size_t taken;       /* bytes of the input that are visible already */
	GString *shown;
	GByteArray *signs;  /* a bit for each byte of it: it is not there, but stands for what is */
	GArray *parts;      /* of struct raw_part; at least one */
	size_t scanned;     /* bytes of `shown` that were looked through for parts */
};

/* What rows are cut for. */
struct raw_room {
	const struct widths *widths;
	unsigned columns; /* at least 1 */
};

struct raw_row {
	guint part;
	size_t from, to; /* without the line feed */
};

/* Without text. raw_text_clear() frees what it holds, but not the input. */
void raw_text_init(struct raw_text *text);
void raw_text_clear(struct raw_text *text);

/* Begins anew; the input is borrowed until raw_text_clear() or the next call. */
void raw_text_begin(struct raw_text *text, struct span input, enum visible_kind kind);

/* Goes on for about so many microseconds; true while there is more. */
bool raw_text_work(struct raw_text *text, unsigned budget_us);
bool raw_text_is_done(const struct raw_text *text);

/* All that is visible so far. */
struct span raw_text_shown(const struct raw_text *text);

/* Whether a byte of what is shown stands for something that cannot be seen; false behind the end. */
bool raw_text_is_sign(const struct raw_text *text, size_t byte);

/* The row on which a byte stands; the last one for what lies behind the end. */
struct raw_row raw_text_row_at(const struct raw_text *text, const struct raw_room *room, size_t byte);

/* Goes up (negative) or down by so many rows, as far as there are any; gives how many it were, without the sign. */
size_t raw_text_move(const struct raw_text *text, const struct raw_room *room, struct raw_row *row, long rows);

/* A part, which must be there; valid until raw_text_work(). */
const struct raw_part *raw_text_part(const struct raw_text *text, guint part);

/* The first byte of a line, counted from 1; of the last one, where there is none of this number. */
size_t raw_text_line(const struct raw_text *text, uint32_t line);

/* Cells from the beginning of a row to behind a glyph that begins in column `column`. */
unsigned raw_text_after(struct span text, const struct glyph *glyph, unsigned column);

#endif
