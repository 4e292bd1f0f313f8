/* SPDX-License-Identifier: MIT */
#ifndef FIND_TERMS_H
#define FIND_TERMS_H

/*
 * The terms of a text, by which articles are compared: words of scripts that write spaces, pairs of neighbouring
 * characters of those that do not. Folded as for search. What says nothing about a topic is passed over: function
 * words and characters, pairs of hiragana, numbers, single letters.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "text/fold.h"

struct term {
	uint64_t key;    /* equal for equal terms; of different ones it (almost certainly) differs */
	size_t from, to; /* bytes of the text */
};

struct terms {
	struct fold fold;
	struct folded ahead; /* read, not yet used */
	bool is_ahead;
	uint32_t previous;      /* the character before, where it can begin a pair; else 0 */
	size_t previous_from;
};

/* Begins with a text, which is borrowed. */
void terms_begin(struct terms *terms, struct span text);

/* The next term; false at the end. Pairs overlap: the second character of one begins the next. */
bool terms_next(struct terms *terms, struct term *term);

#endif
