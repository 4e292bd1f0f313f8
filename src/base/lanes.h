/* SPDX-License-Identifier: MIT */
#ifndef BASE_LANES_H
#define BASE_LANES_H

/*
 * Sixteen bytes at a time, in a register: for passes over every byte of a text, which mostly find nothing special.
 * Comparing gives 0xFF in each lane where it holds, and 0 elsewhere.
 */

#include <string.h>

enum { LANE = 16 }; /* bytes */

/* A vector, as GCC and Clang have it: it is compared, added and shifted lane by lane. */
typedef unsigned char lanes __attribute__((vector_size(LANE)));

/* The sixteen bytes from `at` on, which need not be aligned. */
static inline lanes lanes_load(const char *at)
{
	lanes bytes;
	memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

/* The lanes that hold `byte`. */
static inline lanes lanes_equal(lanes bytes, unsigned char byte)
{
	return (lanes)(bytes == byte);
}

/* The lanes that hold a byte from `first` to `last`. */
static inline lanes lanes_within(lanes bytes, unsigned char first, unsigned char last)
{
	return (lanes)(bytes - first <= (unsigned char)(last - first));
}

/* A bit for each lane that is not 0, the first lowest; the lanes are 0 or 0xFF. */
static inline unsigned lanes_bits(lanes bytes)
{
#ifdef __SSE2__
	typedef char signed_bytes __attribute__((vector_size(LANE)));
	return (unsigned)__builtin_ia32_pmovmskb128((signed_bytes)bytes);
#else
	unsigned mask = 0;
	for (unsigned i = 0; i < LANE; i++)
		mask |= (unsigned)(bytes[i] & 1) << i;
	return mask;
#endif
}

/*
 * How many of the `len` bytes from `at` on, a multiple of LANE, are passed over until `doubt` gives lanes that are not
 * all 0 for sixteen, or fewer than sixteen are left. It is asked for four times sixteen at once, for none is the rule.
 */
__attribute__((always_inline))
static inline size_t lanes_pass(const char *at, size_t len, lanes (*doubt)(const char *bytes))
{
	size_t passed = 0;
	for (; len - passed >= 4 * LANE; passed += 4 * LANE) {
		const char *here = at + passed;
		if (lanes_bits(doubt(here) | doubt(here + LANE) | doubt(here + 2 * LANE) | doubt(here + 3 * LANE)))
			break;
	}
	while (len - passed >= LANE && !lanes_bits(doubt(at + passed)))
		passed += LANE;
	return passed;
}

#endif
