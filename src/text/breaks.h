/* SPDX-License-Identifier: MIT */
#ifndef TEXT_BREAKS_H
#define TEXT_BREAKS_H

/*
 * Where a line may end. The base is UAX #14 as libunistring does it, followed by one table-driven pass of overrides
 * that Chinese and Japanese need (clreq, jlreq): which way a quotation mark faces, what may not begin or end a line,
 * dots inside Latin words, numbers with units, dashes and ellipses that are one sign.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

enum break_level {
	BREAK_LEVEL_AUTO, /* as the language asks; where none is known as BREAK_LEVEL_GB */
	BREAK_LEVEL_NONE,
	BREAK_LEVEL_BASIC,
	BREAK_LEVEL_GB,
	BREAK_LEVEL_STRICT
};

struct break_rules {
	enum break_level level;
	bool korean_anywhere; /* Hangul breaks between syllables too, not at spaces alone */
};

enum break_chance {
	BREAK_NO,        /* a line may not end before this byte */
	BREAK_MAY,       /* it may */
	BREAK_URL,       /* it may, inside an address, which is one word to all that surrounds it */
	BREAK_MUST,      /* it must: a line feed stands before it (or another sign that ends a line) */
	BREAK_EMERGENCY, /* it may where nothing else fits: a cluster begins, and no rule is broken */
	BREAK_LAST       /* a cluster begins here too, but a rule would be broken: for when even those run out */
};

/* The names of the levels but the first, as options and the config spell them: "none", "basic", "gb", "strict". */
bool break_level_parse(struct span name, enum break_level *level);

/* The level that a language (BCP 47, may be "") is set with by default: strict for Japanese, else gb. */
enum break_level break_level_for(const char *lang);

/*
 * Fills `chances` (text.len bytes, each an enum break_chance) for a paragraph of UTF-8: chances[i] tells whether a line
 * may end before byte i. chances[0] is BREAK_NO, and so is every byte inside a code point or a grapheme cluster, every
 * byte where white space begins: that hangs over the end of a line and never begins one, and every byte of a control
 * that shows nothing. Bytes that are no UTF-8 count as letters.
 */
void breaks_find(struct span text, const struct break_rules *rules, uint8_t *chances);

/* The room that a line is cut for. */
struct break_room {
	size_t columns; /* cells of this line, at least 1 */
	size_t rest;    /* cells of the lines that follow */
	bool hanging;   /* one of 、。，． may stand behind the end of the line, in two cells more */
};

/*
 * Cuts lines: the length in bytes of the line that begins at byte `from`, no wider than its room without its trailing
 * white space, which still belongs to it (so that lines joined give back the text). Falls back to BREAK_EMERGENCY, to
 * BREAK_LAST, then to any glyph, where a single cluster is wider than the line; at least one glyph is taken, whatever
 * its width. A word or an address that is longer than a whole line, so that it has to be cut anyway, fills the line
 * that it begins on where more than a quarter of that would stay empty. `text` and `chances` are those of
 * breaks_find. `shown` gets the bytes to draw: the line without trailing white space and line feed.
 */
struct widths;
size_t breaks_fill(struct span text, const uint8_t *chances, size_t from, const struct break_room *room,
                   const struct widths *widths, size_t *shown);

#endif
