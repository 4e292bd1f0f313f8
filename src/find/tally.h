/* SPDX-License-Identifier: MIT */
#ifndef FIND_TALLY_H
#define FIND_TALLY_H

/*
 * Counts keys of 64 bits. Each key has a number, from 0 in the order in which the keys first came; numbers are good for
 * parallel arrays.
 */

#include <stddef.h>
#include <stdint.h>

#define TALLY_NONE UINT32_MAX

struct count {
	uint64_t key;
	uint32_t n;
};

struct tally {
	struct count *counts; /* by number; `used` of them */
	uint32_t *slots;      /* open addressing: number + 1, 0 for a free slot; a power of two of them */
	size_t used, size;    /* `size`: of the slots; three quarters of it is the room for counts */
	uint64_t seed;        /* another one each run, so that nobody can prepare collisions */
};

/* Without keys. */
void tally_init(struct tally *tally);

/* With room for so many keys from the start: until there are more, nothing is ever moved. */
void tally_init_for(struct tally *tally, size_t keys);

/* Frees all; to be used again it has to be made anew. */
void tally_clear(struct tally *tally);

/* Forgets all keys, in time linear in how many there are, and keeps the memory. */
void tally_reset(struct tally *tally);

/* Adds `n` to the count of `key`; gives its number. */
uint32_t tally_add(struct tally *tally, uint64_t key, uint32_t n);

/* The number of `key`, or TALLY_NONE. */
uint32_t tally_find(const struct tally *tally, uint64_t key);

#endif
