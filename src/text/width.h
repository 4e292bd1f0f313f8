/* SPDX-License-Identifier: MIT */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

/*
 * How many cells a terminal gives to a character. This folder alone decides it: libunistring's widths, a table of the
 * East Asian ambiguous characters, and what the terminal was found to do. Columns and cells are the same unit.
 *
 * A glyph is what one cell (or two neighbouring ones) shows: one spacing code point and the combining marks on it. Text
 * becomes glyphs through glyph_next(), which also cleans for the screen: what no terminal draws sanely (controls,
 * format characters, variation selectors, what a joiner joins, lone marks, more than four marks) is dropped or replaced
 * there, and a base and mark that compose become one.
 * The source text is never changed; each glyph says which bytes it stands for, and together they cover all of them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/*
 * Characters that terminals disagree on, beside the ambiguous ones: a closed list of classes, in each of which one
 * terminal treats all alike. (Found by measuring thirteen terminals.)
 */
enum width_class {
	WIDTH_CIRCLED,   /* U+3248-324F, numbers in circles on squares */
	WIDTH_HEXAGRAM,  /* U+4DC0-4DFF, of the Yijing */
	WIDTH_SQUARE,    /* a few squared words and the wavy dash, U+3297... */
	WIDTH_NEW_HAN,   /* ideographs newer than Unicode 14 */
	WIDTH_EMOJI_13,  /* emoji by the version of Unicode that brought them */
	WIDTH_EMOJI_14,
	WIDTH_EMOJI_15,
	WIDTH_EMOJI_16,
	WIDTH_CLASS_COUNT
};

/* Cells of a class: 1, 2 or one of these. */
enum { WIDTH_UNKNOWN = 0, WIDTH_UNDRAWABLE = 255 };

/* How “ ” ‘ ’ are shown. */
enum width_quotes {
	QUOTES_AUTO,   /* as the terminal draws them */
	QUOTES_NARROW, /* in one cell: as " and ' where the terminal gives them two */
	QUOTES_PADDED, /* where the terminal gives them one cell, pages set a blank between them and CJK outside them */
};

/* What is known of the terminal; all zero but `ambiguous` where nothing is. Filled at the start, passed const. */
struct widths {
	uint8_t ambiguous;                 /* cells of an East Asian ambiguous character: 1 or 2 */
	uint8_t classes[WIDTH_CLASS_COUNT]; /* cells; WIDTH_UNKNOWN: as most terminals do; or WIDTH_UNDRAWABLE */
	uint8_t emoji;                     /* cells of emoji that are so without a selector: 1 or 2; 0: as above */
	uint8_t quotes;                    /* enum width_quotes */
	uint8_t lines;                     /* 1: box-drawing characters are known to take one cell */
};

/* Whether every terminal gives the same cells to a code point: ASCII, and what CJK text is mostly made of. */
bool width_certain(uint32_t code);

/* What to draw to learn a class's cells: one character of it. `class` below WIDTH_CLASS_COUNT. */
uint32_t width_sample(enum width_class class);

/* What holds for a terminal that nothing is known of. */
extern const struct widths widths_default;

#define GLYPH_MARKS 4

struct glyph {
	size_t from, to;                 /* bytes of the text that it stands for */
	uint32_t code[1 + GLYPH_MARKS];  /* the spacing code point, then its marks */
	uint8_t count;                   /* code points in `code`; 0 for what shows nothing (then columns is 0) */
	uint8_t columns;                 /* 0, 1 or 2 */
};

/* Cells of one code point by itself: 0 for marks and format characters, -1 for what must never reach a terminal. */
int width_of(const struct widths *widths, uint32_t code);

/*
 * The glyph at byte `*at` of `text` and moves `*at` behind it. False at the end. What is dropped is covered by the
 * glyph before it; only at the beginning of `text` and of a line it is a glyph that shows nothing, as every line feed
 * is. A tab is one blank; half a flag without the other is a letter; what terminals disagree on is U+3013, two cells
 * wide.
 */
static inline bool glyph_next(const struct widths *widths, struct span text, size_t *at, struct glyph *glyph);

/* The same for any glyph; glyph_next() is faster where it is a plain one. */
bool glyph_next_any(const struct widths *widths, struct span text, size_t *at, struct glyph *glyph);

/*
 * Bytes of a glyph that is ASCII or one of U+4E00-9FFF, told by the bytes alone, and that nothing behind it belongs to;
 * 0 where it may be another. Nearly all text is that, and these take one cell a byte of ASCII, else two, on any
 * terminal.
 */
static inline size_t glyph_plain(struct span text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.at + at;
	size_t left = text.len - at, len = 0;
	if (p[0] >= 0x20 && p[0] <= 0x7E)
		len = 1;
	else if (left >= 3 && p[0] >= 0xE4 && p[0] <= 0xE9 && p[1] >= (p[0] == 0xE4 ? 0xB8 : 0x80) && p[1] <= 0xBF &&
	         (p[2] & 0xC0) == 0x80)
		len = 3;
	if (len == 0 || len == left)
		return len;
	unsigned char next = p[len];
	return (next >= 0x20 && next <= 0x7E) || next == '\n' || (next >= 0xE4 && next <= 0xE9) ? len : 0;
}

static inline bool glyph_next(const struct widths *widths, struct span text, size_t *at, struct glyph *glyph)
{
	size_t len = *at < text.len ? glyph_plain(text, *at) : 0;
	if (len == 0)
		return glyph_next_any(widths, text, at, glyph);
	const unsigned char *p = (const unsigned char *)text.at + *at;
	glyph->from = *at;
	glyph->to = *at += len;
	glyph->code[0] = len == 1 ? p[0] : (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
	glyph->columns = len == 1 ? 1 : 2;
	glyph->count = 1;
	return true;
}

/* Cells that `text` takes on one row. */
size_t width_text(const struct widths *widths, struct span text);

/*
 * The longest beginning of `text` that fits into `columns`: its length in bytes, and in `used` (may be NULL) the
 * cells it takes. A wide character that would stand half outside is left out.
 */
size_t width_fit(const struct widths *widths, struct span text, size_t columns, size_t *used);

#endif
