/* SPDX-License-Identifier: MIT */
#ifndef FIND_SNIPPET_H
#define FIND_SNIPPET_H

/* The piece of a text that shows best why it was found. */

#include <stddef.h>

#include "base/span.h"
#include "find/match.h"
#include "text/width.h"

struct snippet {
	size_t from, to; /* bytes of the text, inside one line, at borders of what shows as one character */
};

/*
 * About `columns` cells of `text` around the place where most of its matches (of which there is one at least, in order)
 * stand together; from the beginning of a sentence where one is near.
 */
struct snippet snippet_cut(struct span text, const struct match *matches, size_t count, size_t columns,
                           const struct widths *widths);

#endif
