/* SPDX-License-Identifier: MIT */
#ifndef FIND_GRAM_KEY_H
#define FIND_GRAM_KEY_H

/* What a gram (find/grams.h) is called: its kind above bit 42, and two numbers of 21 bits, mostly code points. */

#include <stdint.h>

/* Kinds of grams; those of titles are found among the others, too. Words and runs come last. */
enum gram_kind { GRAM_ONE, GRAM_TWO, GRAM_TITLE_ONE, GRAM_TITLE_TWO, GRAM_ODD, GRAM_LONG, GRAM_WORD, GRAM_RUN };

enum { GRAM_CODE_BITS = 21, GRAM_KIND_SHIFT = 2 * GRAM_CODE_BITS };

static inline uint64_t gram_key(enum gram_kind kind, uint32_t first, uint32_t second)
{
	return (uint64_t)kind << GRAM_KIND_SHIFT | (uint64_t)first << GRAM_CODE_BITS | second;
}

static inline enum gram_kind gram_kind_of(uint64_t key)
{
	return (enum gram_kind)(key >> GRAM_KIND_SHIFT);
}

static inline uint32_t gram_first_of(uint64_t key)
{
	return (uint32_t)(key >> GRAM_CODE_BITS) & ((1u << GRAM_CODE_BITS) - 1);
}

static inline uint32_t gram_second_of(uint64_t key)
{
	return (uint32_t)key & ((1u << GRAM_CODE_BITS) - 1);
}

/*
 * A run is the one without its first character, by its number, and that character. The number is one among frequent
 * grams (find/runs.h) while an index is built, and one among its grams afterwards.
 */
static inline uint64_t gram_run_key(uint32_t rest, uint32_t first)
{
	return gram_key(GRAM_RUN, rest, first);
}

#endif
