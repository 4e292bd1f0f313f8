/* SPDX-License-Identifier: MIT */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

/*
 * Folding for search: what a reader takes for the same becomes the same code points. The fold never makes a copy of a
 * text: it is an iterator over the original that says which bytes each folded code point stands for, so a hit is always
 * a range of the original.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum fold_kind {
	FOLD_EXACT, /* every code point is itself */
	FOLD_WIDTH, /* full-width and half-width forms are one, invisible characters are none; case counts */
	FOLD_ALL    /* width and case */
};

/* Begin with { .text = …, .at = …, .kind = … }: the rest is the iterator's own. */
struct fold {
	struct span text;
	size_t at; /* the next byte to read */
	enum fold_kind kind;
};

/*
 * Offsets only grow, but one folded code point may stand for several of the text, several may stand for the same bytes,
 * and some bytes have none.
 */
struct folded {
	uint32_t code;
	size_t from, to; /* bytes of the text that it stands for */
};

/* The next folded code point; false at the end. */
bool fold_next(struct fold *fold, struct folded *folded);

/* Smart case: FOLD_ALL for a query without upper-case letters, else FOLD_WIDTH. */
enum fold_kind fold_smart(struct span query);

#endif
