/* SPDX-License-Identifier: MIT */
#ifndef UI_COMPLETION_H
#define UI_COMPLETION_H

/*
 * What Tab makes of what was typed: first as much as all words have in common, then one word after the other. Whoever
 * knows what may stand there fills it; the text itself is the prompt's.
 */

#include <glib.h>
#include <stdbool.h>

#include "ui/canvas.h"

/* So many words are listed. */
#define COMPLETION_MOST 200u

struct completion {
	GPtrArray *words; /* of char *: what may stand from byte `from` on; empty: nothing is being completed */
	char *common;     /* what all begin with, as it may stand there, where that is more than was typed; NULL */
	size_t from;      /* where the word begins */
	size_t to;        /* and ends, now */
	size_t total;     /* how many there are, listed or not */
	bool began;       /* what they have in common stands there */
	bool more;        /* not everything has been looked through yet */
	guint shown;      /* the word that stands there now; as many as there are for none */
};

/* Nothing is being completed. completion_clear() frees what it holds. */
void completion_init(struct completion *completion);
void completion_clear(struct completion *completion);

/* Nothing is being completed any more. */
void completion_drop(struct completion *completion);

/* One more word, which is copied. */
void completion_add(struct completion *completion, const char *word);

/* All words are there: finds what they have in common beyond the first `typed` bytes. */
void completion_settle(struct completion *completion, size_t typed);

/* As many bytes as all of the strings begin with, whole characters; letters of ASCII count as the same in any case. */
size_t completion_common(const GPtrArray *strings);

/*
 * What to put in place of the bytes from `from` to `to`: NULL where there is nothing. `by`: 1 or -1. Valid until the
 * next call.
 */
const char *completion_step(struct completion *completion, int by);

/* One row: the words around the one that stands there, and how many there are. */
void completion_draw(const struct completion *completion, struct canvas *canvas, struct rect row);

#endif
