/* SPDX-License-Identifier: MIT */
#ifndef FIND_RUNS_H
#define FIND_RUNS_H

/*
 * Which runs of three to eight characters of CJK many articles have: those are worth a place in the index, for
 * otherwise each of these articles is read when somebody looks for one. They are chosen by a sample, before the index
 * is built.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum { RUN_LEAST = 3, RUN_MOST = 8, RUNS_TAIL = 64 };

struct runs;

/* Nothing is counted yet. */
struct runs *runs_new(void);
void runs_free(struct runs *runs); /* NULL is allowed */

/* One look at the sample after the other: what each counts is known once it has ended. */
enum runs_look { RUNS_PAIRS, RUNS_SHORT, RUNS_LONG, RUNS_LOOKS };

/* A text of the sample. `article`: from 1 on, never less than the one before in this look. */
void runs_count(struct runs *runs, enum runs_look look, struct span text, uint16_t article);

/* What the sample was, and what it stands for. */
struct runs_sample {
	uint16_t articles; /* that were looked at */
	double times;      /* so many times as much there is in all */
	size_t bytes;      /* that all runs of this look together may take */
};

/* Ends a look: what a fair share of the articles has is chosen, runs only as far as there is room for them. */
void runs_choose(struct runs *runs, enum runs_look look, struct runs_sample sample);

/* The last characters of a text, as far as runs may end with the next one. */
struct runs_tail {
	uint32_t codes[RUNS_TAIL]; /* written from the end to the beginning: the last one first, */
	unsigned at;               /* which stands here */
	unsigned count;
	unsigned chosen; /* bits 1 << length of those that ended with the last one: no longer one goes on from
	                    another */
	unsigned fours;  /* so many of the last ones ended a chosen run of four: counted in RUNS_LONG */
};

/* The last characters, the very last one first: `count` of them. */
static inline const uint32_t *runs_last(const struct runs_tail *tail)
{
	return tail->codes + tail->at;
}

/*
 * One more character (letters_is_run()). Gives how long the runs are that end with it and are chosen: bits 1 <<
 * RUN_LEAST to 1 << RUN_MOST, without gaps between.
 */
unsigned runs_take(const struct runs *runs, struct runs_tail *tail, uint32_t code);

#endif
