/* SPDX-License-Identifier: MIT */
#ifndef UI_STYLE_H
#define UI_STYLE_H

/* What a cell means, never what colour it has: the theme decides that. One list makes the enum and the names. */

#include <stdint.h>

#define STYLE_LIST(X) \
	X(TEXT, "text") \
	X(TITLE, "title") \
	X(HEADING, "heading") \
	X(BYLINE, "byline") \
	X(DATE, "date") \
	X(SOURCE, "source") \
	X(ADDRESS, "address") \
	X(LINK, "link") \
	X(LINK_NUMBER, "link-number") \
	X(HINT, "hint") \
	X(QUOTE, "quote") \
	X(CAPTION, "caption") \
	X(CODE, "code") \
	X(MARKER, "marker") \
	X(GROUP, "group") \
	X(REASON, "reason") \
	X(BORDER, "border") \
	X(PANE_TITLE, "pane-title") \
	X(PANE_TITLE_ACTIVE, "pane-title-active") \
	X(SELECTED, "selected") \
	X(SELECTED_INACTIVE, "selected-inactive") \
	X(MATCH, "match") \
	X(MATCH_CURRENT, "match-current") \
	X(STATUS, "status") \
	X(KEY, "key") \
	X(PROMPT, "prompt") \
	X(ERROR, "error")

enum style {
#define STYLE_ENUM(id, name) STYLE_##id,
	STYLE_LIST(STYLE_ENUM)
#undef STYLE_ENUM
	STYLE_COUNT
};

/* Beside the role: bits. */
enum style_attribute { STYLE_BOLD = 1, STYLE_ITALIC = 2, STYLE_UNDERLINE = 4 };

#endif
