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
	X(UNREAD, "unread") \
	X(ADDRESS, "address") \
	X(LINK, "link") \
	X(LINK_NUMBER, "link-number") \
	X(HINT, "hint") \
	X(QUOTE, "quote") \
	X(CAPTION, "caption") \
	X(CODE, "code") \
	X(MARKER, "marker") \
	X(ADDED, "added") \
	X(REMOVED, "removed") \
	X(GROUP, "group") \
	X(REASON, "reason") \
	X(BORDER, "border") \
	X(PANE_TITLE, "pane-title") \
	X(PANE_TITLE_ACTIVE, "pane-title-active") \
	X(SELECTED, "selected") \
	X(SELECTED_INACTIVE, "selected-inactive") \
	X(SELECTION, "selection") \
	X(MATCH, "match") \
	X(MATCH_CURRENT, "match-current") \
	X(MATCH_SECOND, "match-second") \
	X(MATCH_THIRD, "match-third") \
	X(MATCH_FOURTH, "match-fourth") \
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

/* What the matches of a search term look like: four are told apart, then they come round again. */
static inline enum style style_of_term(uint32_t term)
{
	static const enum style styles[] = {STYLE_MATCH, STYLE_MATCH_SECOND, STYLE_MATCH_THIRD, STYLE_MATCH_FOURTH};
	return styles[term % 4];
}

/* Beside the role: bits. */
enum style_attribute { STYLE_BOLD = 1, STYLE_ITALIC = 2, STYLE_UNDERLINE = 4 };

#endif
