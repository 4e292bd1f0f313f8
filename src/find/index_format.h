/* SPDX-License-Identifier: MIT */
#ifndef FIND_INDEX_FORMAT_H
#define FIND_INDEX_FORMAT_H

/*
 * The bytes of a part of the index, for those who write and read them (index_build.c, index_part.c):
 *
 *   header | blocks | places of words | grams | postings | words
 *
 * A block is 64 grams: the first one's key and where they begin. Grams stand by key, each as twice the difference to
 * the one before, how many articles have it, and how long its postings are (one more than twice, and the article, where
 * it is a single one). Postings are a bitmap where that is shorter, else differences in Golomb's code with Rice's
 * parameter, which follows from how many there are. The grams of words are the last ones; the words themselves stand in
 * the same order, a line feed before and behind each, runs (find/runs.h) behind all others and by their bytes, and of
 * every 64th it is told where it begins.
 */

#include <stdbool.h>
#include <stdint.h>

#define INDEX_MAGIC 0x58424A33u /* "3JBX" */

enum {
	INDEX_BLOCK = 64,      /* grams, and words */
	INDEX_RARE_MOST = 40,  /* ones of a code: more are no code */
};

struct index_header {
	uint32_t magic, first, count, blocks;
	uint64_t text, grams, postings, words; /* bytes: of texts; of each of the three */
	uint32_t word_count, first_word;       /* runs among them; the number of the first one's gram */
	uint32_t first_run, reserved;          /* the number of the first run among the words */
	uint64_t runs;                         /* where the line feed before the first run stands among the words */
};

struct index_block {
	uint64_t key;
	uint32_t grams, postings; /* where they begin */
};

/* A bitmap takes no more than codes would. */
static inline bool index_is_bitmap(uint32_t articles, uint32_t count)
{
	return articles >= count / 4 && articles > 1;
}

/* Low bits of a code: about the logarithm of 0.69 times the mean difference. */
static inline unsigned index_parameter(uint32_t articles, uint32_t count)
{
	unsigned bits = 0;
	for (uint64_t mean = (uint64_t)count * 69 / 100 / articles; mean > 1; mean >>= 1)
		bits++;
	return bits;
}

#endif
