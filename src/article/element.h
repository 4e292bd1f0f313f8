/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_ELEMENT_H
#define ARTICLE_ELEMENT_H

/* The elements that parsers push into the builder, and that a draft remembers. */

#include <stdbool.h>
#include <stdint.h>

/* What an element is to the reader; the tags that become one stand in the parser's table. */
enum role {
	ROLE_GROUP, /* div, section, body...: it only holds others */
	ROLE_ARTICLE,
	ROLE_NAVIGATION, /* nav, header, footer, aside, form...: what is beside the text by its very tag */
	ROLE_PARAGRAPH,
	ROLE_HEADING,
	ROLE_QUOTE,
	ROLE_LIST,
	ROLE_ITEM,
	ROLE_TABLE,
	ROLE_ROW,
	ROLE_CELL,
	ROLE_PREFORMATTED,
	ROLE_FIGURE,
	ROLE_CAPTION,
	ROLE_TERM,
	ROLE_DEFINITION,
	ROLE_COUNT
};

struct element {
	enum role role;
	unsigned level; /* ROLE_HEADING: 1 to 6 */
	unsigned start; /* ROLE_LIST: number of its first item; 0 for bullets */
	bool header;    /* ROLE_CELL: a heading */
	uint8_t wide, tall; /* ROLE_CELL: over how many columns and rows it stands; 0: one */
	uint32_t hints; /* what its names tell: HINT_* of hints.h */
};

#endif
