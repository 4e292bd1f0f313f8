/* SPDX-License-Identifier: MIT */
#ifndef PAGE_LINES_H
#define PAGE_LINES_H

/*
 * One paragraph of text and a width become lines: the smallest piece of layout, which `jianbao layout` shows by itself.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "text/breaks.h"
#include "text/width.h"

struct line {
	uint32_t from; /* bytes of the text */
	uint32_t len;  /* with trailing white space: lines joined give back the text */
	uint32_t shown; /* without it: what to draw */
};

/* The room of a paragraph: cells of its first and of every further line, both at least 1. */
struct line_room {
	unsigned first, rest;
	bool hanging; /* as in struct break_room: two cells more are free behind each line */
};

/* Appends the lines of `text` to `lines` (a GArray of struct line). An empty text gives one empty line. */
void lines_lay(GArray *lines, struct span text, const struct line_room *room, const struct break_rules *rules,
               const struct widths *widths);

/* The same where the breaks of `text` were found before. */
void lines_fill(GArray *lines, struct span text, const uint8_t *chances, const struct line_room *room,
                const struct widths *widths);

#endif
