/* SPDX-License-Identifier: MIT */
#ifndef TEXT_FOLD_H
#define TEXT_FOLD_H

/*
 * Folding for search: what a reader takes for the same becomes the same code points. The fold never makes a copy of a
 * text: it is an iterator over the original that says which bytes each folded code point stands for, so a hit is always
 * a range of the original. doc/FINDING.md says what becomes what, and why.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* Another number for another fold: an index that was made with another one has to be made anew. */
#define FOLD_VERSION 2

enum fold_kind {
	FOLD_EXACT, /* every code point is itself */
	FOLD_CASED, /* all but case */
	FOLD_ALL    /* width, compatibility, kana, Latin accents, Han variants, case; what is invisible is gone */
};

/* Begin with { .text = …, .at = …, .kind = … }: the rest is the iterator's own. */
struct fold {
	struct span text;
	size_t at; /* the next byte to read */
	enum fold_kind kind;
	uint16_t more, more_end; /* what is left to give of the character read last, in the table of sequences */
	size_t more_from;        /* where that character begins */
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

/*
 * The next ones, up to `room`, without saying where they stand, for FOLD_CASED and FOLD_ALL: how many there were, fewer
 * than `room` only at the end. `odd` becomes true where one stands for other than one whole character, or where
 * something vanished.
 */
size_t fold_codes(struct fold *fold, uint32_t *codes, size_t room, bool *odd);

/* What a code point alone folds to, where that is exactly one; else FOLD_NOT_ONE. */
#define FOLD_NOT_ONE UINT32_MAX
uint32_t fold_code(enum fold_kind kind, uint32_t code);

/* True for a folded code point that may vanish into the character before it, or make another one together with it. */
bool fold_joins(uint32_t code);

/*
 * Every code point with which something may begin that folds to `code`, alone, in a sequence, or together with what
 * joins it: a new array of uint32_t, each once, in no order. A fraction of a millisecond.
 */
GArray *fold_sources(enum fold_kind kind, uint32_t code);

/* Smart case: FOLD_ALL for a query without upper-case letters, else FOLD_CASED. */
enum fold_kind fold_smart(struct span query);

#endif
