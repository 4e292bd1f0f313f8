/* SPDX-License-Identifier: MIT */
#ifndef TEXT_ROLES_H
#define TEXT_ROLES_H

/*
 * The part that a character plays in line breaking, as far as Chinese and Japanese rules go beyond UAX #14. Only
 * breaks.c needs this. A few roles depend on what stands around; breaks.c decides those and ends with one of the last
 * group.
 */

#include <stdbool.h>
#include <stdint.h>

enum role {
	ROLE_OTHER, /* no rule of ours: UAX #14 alone */
	ROLE_SPACE, /* white space that may hang over the end of a line */
	ROLE_LINE,  /* ends a line */
	ROLE_ALPHA, /* letters and numbers but those below */
	ROLE_DIGIT, /* 0-9 */
	ROLE_HAN,   /* ideographs, kana, full-width letters and signs */
	ROLE_HANGUL,
	ROLE_OPEN,  /* CJK brackets and quotation marks that open */
	ROLE_CLOSE, /* ... that close */
	ROLE_PAUSE, /* CJK stops, commas, exclamation and question marks */
	ROLE_LATIN_OPEN,
	ROLE_LATIN_CLOSE,
	ROLE_LATIN_PAUSE,
	ROLE_DASH,    /* a dash of two or more */
	ROLE_DOTS,    /* ellipses */
	ROLE_LINK,    /* connectors: from here to there */
	ROLE_MIDDLE,  /* interpuncts */
	ROLE_SLASH,   /* between CJK */
	ROLE_HYPHEN,
	ROLE_REPEAT,  /* iteration marks */
	ROLE_SMALL,   /* small kana, the prolonged sound mark */
	ROLE_PREFIX,  /* signs before a number: currencies, numero */
	ROLE_POSTFIX, /* signs after a number: per cent, degrees */
	ROLE_UNIT,    /* units in one square */
	ROLE_WIDE_DIGIT,
	ROLE_SOFT, /* the soft hyphen */
	/* Undecided: what stands around tells. */
	ROLE_QUOTE_OPEN,
	ROLE_QUOTE_CLOSE,
	ROLE_QUOTE_STRAIGHT,
	ROLE_BULLET,
	ROLE_PLUS,
	ROLE_TILDE,
	/* Decided, and in no table. */
	ROLE_JOINED,   /* a sign inside a word: no break on either side */
	ROLE_POINT,    /* the point that a word begins with */
	ROLE_SUFFIX,   /* a sign that a word ends with: C++ */
	ROLE_URL,      /* inside an address */
	ROLE_URL_STOP, /* ... where a line may end */
	ROLE_URL_TAIL, /* ... which may not begin a line */
	ROLE_COUNT
};

/* The role of a code point by itself. */
enum role role_of(uint32_t code);

/* White space that belongs to the line before it and is not drawn there. No-break spaces are none. */
bool code_is_blank(uint32_t code);

#endif
