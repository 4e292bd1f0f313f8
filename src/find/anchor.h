/* SPDX-License-Identifier: MIT */
#ifndef FIND_ANCHOR_H
#define FIND_ANCHOR_H

/*
 * The one character of a pattern by which a text is scanned: the rarest. All forms in which it can stand in a text are
 * looked for at once, by two bytes each, sixteen bytes at a time.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lanes.h"
#include "base/span.h"
#include "text/fold.h"

enum { ANCHOR_PAIRS = 24 };

struct anchor {
	size_t index;                      /* of the character in the pattern */
	unsigned pair_count;
	lanes letter, letter_mask;         /* a byte of ASCII: equal once the bits of the mask are set */
	lanes first[ANCHOR_PAIRS];         /* two bytes of a form that follow each other */
	lanes second[ANCHOR_PAIRS];
	lanes loose[ANCHOR_PAIRS];         /* bits set before comparing with `second`: all where it may be any */
};

/* Chooses one of `codes`, which are folded; 0 and what may join another are never chosen. False where there is none. */
bool anchor_choose(struct anchor *anchor, enum fold_kind kind, const uint32_t *codes, size_t count);

/* What is known of the part of a text looked at last. Begin with ANCHOR_HITS_NONE. */
struct anchor_hits {
	size_t from;   /* the byte where 64 begin */
	uint64_t mask; /* which of them may be part of the character, the lowest first */
};

#define ANCHOR_HITS_NONE ((struct anchor_hits){SIZE_MAX / 2, 0})

/* The first byte at or after `from`, before `to`, where a character begins that may be it; `to` where there is none. */
size_t anchor_find(const struct anchor *anchor, struct anchor_hits *hits, struct span text, size_t from, size_t to);

#endif
