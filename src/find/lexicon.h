/* SPDX-License-Identifier: MIT */
#ifndef FIND_LEXICON_H
#define FIND_LEXICON_H

/* Where a piece of a word stands in a list of words, each between line feeds. */

#include <stddef.h>

#include "base/span.h"

/* A piece that is looked for; it is borrowed. */
struct lexicon_piece {
	struct span bytes; /* not empty */
	size_t pair;       /* the two bytes of it, or the one, by which it is looked for */
};

/* Chooses the pair that is rarest in words. The bytes, at least one, are borrowed. */
struct lexicon_piece lexicon_piece(struct span bytes);

/* The first byte at or behind `from` where the piece stands, or SPAN_NONE. */
size_t lexicon_find(const struct lexicon_piece *piece, struct span words, size_t from);

/* The place of the line feed behind byte `at`, or SPAN_NONE. */
size_t lexicon_end(struct span words, size_t at);

/* How many line feeds stand in [from, to). */
size_t lexicon_count(struct span words, size_t from, size_t to);

#endif
