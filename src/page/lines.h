/* SPDX-License-Identifier: MIT */
#ifndef PAGE_LINES_H
#define PAGE_LINES_H

/* One paragraph of text and a width become lines: the smallest piece of layout, which `jianbao layout` shows by itself. */

#include <glib.h>
#include <stdint.h>

#include "base/span.h"
#include "text/breaks.h"
#include "text/width.h"

struct line {
	uint32_t from; /* bytes of the text */
	uint32_t len;  /* with trailing white space: lines joined give back the text */
	uint32_t shown; /* without it: what to draw */
};

/*
 * Appends the lines of `text` to `lines` (a GArray of struct line); `first` and `rest` are the columns of the first and of
 * every further line, both at least 1. An empty text gives one empty line.
 */
void lines_lay(GArray *lines, struct span text, unsigned first, unsigned rest, const struct break_rules *rules,
               const struct widths *widths);

#endif
