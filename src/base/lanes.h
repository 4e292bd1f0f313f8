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

#endif
