/* SPDX-License-Identifier: MIT */
#ifndef BENCH_PROSE_H
#define BENCH_PROSE_H

/*
 * Made-up news: sentences, titles and names in five writings, from a grammar of words, from made-up words of common
 * characters, and from what real articles say. The same dice give the same text.
 */

#include <glib.h>
#include <stdint.h>

enum writing_kind {
	WRITING_SIMPLIFIED,
	WRITING_TRADITIONAL,
	WRITING_JAPANESE,
	WRITING_KOREAN,
	WRITING_ENGLISH,
	WRITING_COUNT
};

/* A stream of random numbers. (Steele, Lea and Flood 2014: SplitMix.) */
struct dice {
	uint64_t state;
};

uint64_t dice_roll(struct dice *dice);
uint32_t dice_below(struct dice *dice, uint32_t limit); /* 0 to limit - 1 */
double dice_unit(struct dice *dice);                    /* 0 to below 1 */

struct prose;

/* `seeds` is a folder of articles whose sentences are used too; NULL: none. */
struct prose *prose_new(const char *seeds);
void prose_free(struct prose *prose);

void prose_sentence(const struct prose *prose, enum writing_kind writing, struct dice *dice, GString *out);
void prose_title(const struct prose *prose, enum writing_kind writing, struct dice *dice, GString *out);
void prose_person(const struct prose *prose, enum writing_kind writing, struct dice *dice, GString *out);

/* One of the words that name things: for tags and names of sources. */
void prose_word(const struct prose *prose, enum writing_kind writing, struct dice *dice, GString *out);

#endif
