/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_LOOKUP_H
#define ARCHIVE_LOOKUP_H

/*
 * From a hash to entry numbers: open addressing over slots without pointers, 8 bytes each, or 4 where nothing is put in
 * any more. The lookup knows no keys; whoever asks compares what it is given. Numbers are never taken out, but one may
 * take the place of another.
 */

#include <stddef.h>
#include <stdint.h>

struct lookup_slot {
	uint32_t hash; /* never 0 for a slot that is taken */
	uint32_t number;
};

struct lookup {
	struct lookup_slot *slots; /* a power of two of them; NULL: none, or they are packed */
	size_t size, used;
	const uint32_t *packed; /* borrowed: the highest bits of the hash, and in the lowest `bits` the number + 1 */
	unsigned bits;
};

/* Walks over the numbers that were put in with one hash. */
struct lookup_walk {
	const struct lookup *lookup;
	uint32_t hash;
	size_t at, left; /* slots still to be looked at: what was read from a file may have no end */
};

/* Without slots. lookup_clear() frees those that are its own, and leaves it as it was at first. */
void lookup_init(struct lookup *lookup);
void lookup_clear(struct lookup *lookup);

/* How many bits a packed slot needs for numbers below `count`. */
unsigned lookup_bits(uint64_t count);

/* Packs all slots, for numbers of so many bits: `size` of them, 0 for an empty lookup; for g_free(). */
uint32_t *lookup_pack(const struct lookup *lookup, unsigned bits, size_t *size);

/* Packed slots that stay the caller's; `size` is a power of two. What was in it is freed. */
void lookup_borrow(struct lookup *lookup, const uint32_t *packed, size_t size, unsigned bits);

/* Puts one in, for borrowed slots never; the same number may be in it more than once. */
void lookup_put(struct lookup *lookup, uint64_t hash, uint32_t number);

/* Puts `number` where `old` stands with this hash; nothing where it does not. */
void lookup_replace(struct lookup *lookup, uint64_t hash, uint32_t old, uint32_t number);

/* A hash will be asked for soon: memory is told. Of no use where the slots are packed. */
void lookup_expect(const struct lookup *lookup, uint64_t hash);

/* Begins at the first number of a hash; see lookup_next(). Until something is put in. */
struct lookup_walk lookup_walk(const struct lookup *lookup, uint64_t hash);

/* The next number whose hash is (almost certainly) the same; UINT32_MAX at the end. */
uint32_t lookup_next(struct lookup_walk *walk);

#endif
