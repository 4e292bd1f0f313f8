/* SPDX-License-Identifier: MIT */
#ifndef FIND_INDEX_FORMAT_H
#define FIND_INDEX_FORMAT_H

/*
 * The bytes of a part of the index, for those who write and read them (index_build.c, index_part.c):
 *
 *   header | blocks | places of words | grams | postings | words
 *
 * A block is 64 grams: the first one's key and where they begin. Grams stand by key, in bits, lowest first: in front of
 * a block, what its keys mostly differ by (bits of it); of each gram, the difference to the key before but for one
 * (not of the first), how many articles have it but for one, then the article where it is a single one, else whether it
 * is frequent and how long its postings are (bytes). These are numbers that take few bits where they are below a usual
 * one, and twice as many as are more where they are not. A block begins with a byte. Postings are a bitmap where that
 * is shorter, else differences in Golomb's code with Rice's parameter, which follows from how many there are. The words
 * stand in the order of their grams, a line feed before and behind each, and of every 64th it is told where it begins.
 *
 * The grams of runs (find/runs.h) are the last ones. Wherever two frequent ones, pairs or runs, overlap in all but a
 * character each, the run of both has a gram, unless no article has it. Its key has the number of the gram without the
 * first character, and that character. Its postings are no articles but numbers among the articles of that gram, of
 * which it has nearly all most of the time: of those that have the run, or of those that have not where they are fewer.
 */

#include <stdbool.h>
#include <stdint.h>

#include "find/gram_key.h"

#define INDEX_MAGIC 0x58424A34u /* "4JBX" */

enum {
	INDEX_BLOCK = 64,      /* grams, and words */
	INDEX_RARE_MOST = 40,  /* ones of a code: more are no code */
	INDEX_STEP_BITS = 6,   /* of what keys mostly differ by */
	INDEX_USUAL_LENGTH = 2, /* bits: of postings, in bytes, */
	INDEX_USUAL_RUN = 4,   /* and of the article of a run that is a single one */
};

struct index_header {
	uint32_t magic, first, count, gram_count;
	uint64_t text, grams, postings, words; /* bytes: of texts; of each of the three */
	uint32_t word_count, first_word;       /* the number of the first one's gram */
};

struct index_block {
	uint64_t key;
	uint32_t grams, postings; /* where they begin */
};

/* Grams of which runs may be made have smaller numbers. */
#define INDEX_RESTS (1u << GRAM_CODE_BITS)

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

/* Bits that the article of a gram mostly takes which is its only one. */
static inline unsigned index_usual_single(uint64_t key, uint32_t count)
{
	return gram_kind_of(key) == GRAM_RUN ? INDEX_USUAL_RUN : index_parameter(1, count);
}

#endif
