/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MARKUP_BYTES_H
#define ARTICLE_MARKUP_BYTES_H

/* What the bytes of HTML may be. Nobody but markup.c and markup_reference.c includes this. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

#define NAME_MOST 64 /* bytes of a name; libxml2 cuts names of 100 */

/* Classes of bytes; a byte may be in several. */
enum {
	BYTE_WHITE = 1,
	BYTE_LETTER = 2,
	BYTE_NAME_START = 4,
	BYTE_NAME = 8,
	BYTE_UPPER = 16,
	BYTE_DOT = 32,
};

/* By byte. */
extern const uint8_t markup_classes[256];

static inline bool markup_is_in(uint8_t class, char c)
{
	return (markup_classes[(unsigned char)c] & class) != 0;
}

/* The end of the name that begins at byte `at`; `met` gets the classes of all its bytes. */
static inline size_t markup_skip_name(struct span html, size_t at, uint8_t *met)
{
	uint8_t class;
	for (*met = 0; at < html.len && (class = markup_classes[(unsigned char)html.at[at]]) & BYTE_NAME; at++)
		*met |= class;
	return at;
}

/*
 * Whether `html`, which is valid UTF-8, holds no control characters but tabs and line feeds, no noncharacters U+FFFE
 * and U+FFFF, no mark of UTF-8 at its beginning, and no more bytes than an int counts.
 */
bool markup_is_tame(struct span html);

#endif
