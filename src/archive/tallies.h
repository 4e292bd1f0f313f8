/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_TALLIES_H
#define ARCHIVE_TALLIES_H

/* Of how many pages something is known, by a key of 64 bits that is never 0. No key is ever taken out. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tally {
	uint64_t key;         /* 0: free */
	uint32_t pages, last; /* of the last page it was counted for: its number + 1 */
};

/* Open addressing over a power of two of slots. All zero: there are none. */
struct tallies {
	struct tally *slots;
	size_t size, used;
	bool borrowed; /* the slots lie in a file */
};

/* Makes room for `least` keys. */
void tallies_grow(struct tallies *tallies, size_t least);
void tallies_clear(struct tallies *tallies);

/* Counts page `number` for the key, unless it was the last one that was. */
void tallies_count(struct tallies *tallies, uint64_t key, uint32_t number);

/* The key will be counted soon: memory is told. */
void tallies_expect(const struct tallies *tallies, uint64_t key);

/* 0 for a key that was never counted. */
uint32_t tallies_pages(const struct tallies *tallies, uint64_t key);

/* Adds the tallies of `least` pages or more to those of other keys; then there are slots, also where there is none. */
void tallies_sift(const struct tallies *tallies, uint32_t least, struct tallies *kept);

#endif
