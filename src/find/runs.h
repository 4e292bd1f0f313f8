/* SPDX-License-Identifier: MIT */
#ifndef FIND_RUNS_H
#define FIND_RUNS_H

/*
 * Which pairs of letters and runs of characters of CJK are frequent, by a sample, before the index is built. A run of
 * three to eight is kept wherever both of the two that are one character shorter are frequent, however rare it is
 * itself: otherwise each article that has both would be read when somebody looks for it. So a run of frequent ones that
 * is not kept is in no article, and one that has a rare part is in few.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum { RUN_LEAST = 3, RUN_MOST = 8 };

/* No frequent one. */
#define RUNS_NONE UINT32_MAX

struct runs;

/* The sample is empty. The seed is one that nobody knows who writes articles. */
struct runs *runs_new(uint64_t seed);
void runs_free(struct runs *runs); /* NULL is allowed */

/* A text of the sample's next article, or one more of the last one. */
void runs_add(struct runs *runs, struct span text, bool next);

/* Nothing is added any more: what a fair share of the articles has is frequent. */
void runs_choose(struct runs *runs);

/* What is frequent has a number, in the order of keys (find/gram_key.h): pairs first, each run behind its parts. */
struct runs_frequent {
	uint64_t key;
	uint32_t front; /* of a run: the number of the one without its last character */
};

/* All of them, borrowed, by number. */
const struct runs_frequent *runs_frequent(const struct runs *runs, size_t *count);

/* The number of a key, or RUNS_NONE. */
uint32_t runs_find(const struct runs *runs, uint64_t key);

/* What is common has a place, a small number: a character below this has its own, what is frequent stands behind. */
#define RUNS_CODES 0x10000u

/*
 * A window over a text: folded letters, and 0 for all other characters. The last ones of a portion stand before the
 * next one, for runs go on from them.
 */
enum { RUNS_BEFORE = RUN_MOST - 1, RUNS_PORTION = 256 };

struct runs_window {
	uint32_t codes[RUNS_BEFORE + RUNS_PORTION];
	size_t count; /* with those before */
};

/* What ends in a portion, with repetitions. There is room for RUN_MOST of both for each character. */
struct runs_found {
	uint32_t *places; /* of what is frequent */
	uint64_t *keys;   /* of other pairs, and of the other runs that are to be kept */
	size_t place_count, key_count;
};

/* Appends what ends behind the first RUNS_BEFORE characters. Then moves the last characters to the beginning. */
void runs_take(const struct runs *runs, struct runs_window *window, struct runs_found *found);

#endif
