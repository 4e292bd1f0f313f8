/* SPDX-License-Identifier: MIT */
#ifndef FIND_RANKING_H
#define FIND_RANKING_H

/*
 * Numbers in ascending order of their keys, of which only the first few are mostly asked for: no more is sorted than
 * that. The order of equal keys is that of the numbers.
 */

#include <stddef.h>
#include <stdint.h>

struct ranked {
	uint64_t key;
	uint32_t number;
};

struct ranking {
	struct ranked *ranked; /* `count` of them, borrowed */
	size_t count;
	size_t sorted;         /* so many stand where they belong, and nothing behind them belongs before */
};

/* Which of two stands first: <0, >0, or 0 for the same. */
int ranking_compare(const void *a, const void *b);

/* Sorts until the one at `index`, which must be below the count, stands where it belongs. */
const struct ranked *ranking_at(struct ranking *ranking, size_t index);

#endif
