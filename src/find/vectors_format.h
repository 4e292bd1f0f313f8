/* SPDX-License-Identifier: MIT */
#ifndef FIND_VECTORS_FORMAT_H
#define FIND_VECTORS_FORMAT_H

/* What vectors.c builds and vectors_read.c reads: how it lies in memory and in files. Nobody else includes this. */

#include <stddef.h>
#include <stdint.h>

#define VECTORS_LEAST_BITS 4
#define VECTORS_MOST_BITS 24
#define VECTORS_FREQUENCY_STEPS 8.0 /* to an octave: a byte reaches to 2^31 */
#define VECTORS_LAID_OUT 5          /* arrays before the postings */
#define VECTORS_LINK_BITS 12        /* at most so many first bits are what links are sorted by */
#define VECTORS_BLOCKS 256          /* rows of more are left out */
#define VECTORS_LEAST_WEIGHT_BITS 4
#define VECTORS_SLACK 2             /* bytes behind the postings, for vectors_posting() */

struct vectors_head {
	uint32_t version, documents, rows, terms, links, bits, elsewhere;
	uint64_t postings; /* how many, with those that tell of a run: how many more than one it has, and its block */
};

/* Where the terms of a bucket begin, and the postings of the first of them. */
struct vectors_bucket {
	uint32_t term, posting;
};

/* A term. The postings of the next one of the bucket stand behind its own. */
struct vectors_term {
	uint16_t key; /* the last bits; the bucket has the first ones */
	uint8_t frequency;
	uint8_t size[3]; /* postings, with those that tell of runs; the lowest byte first */
} __attribute__((packed));

/* A term has fewer postings than so many. */
#define VECTORS_SIZES ((uint32_t)1 << 24)

static inline uint32_t vectors_size(const struct vectors_term *term)
{
	return term->size[0] | (uint32_t)term->size[1] << 8 | (uint32_t)term->size[2] << 16;
}

struct vectors_shape;

/* How the postings of so many rows are packed. */
struct vectors_shape vectors_shape_of(uint32_t rows);

/* Links are looked for among those that begin alike: how many bits do. */
unsigned vectors_link_bits(uint32_t links);

/* Where everything but the postings stands; gives where these do. Each array begins at a multiple of 8. */
size_t vectors_lay_out(const struct vectors_head *head, size_t offsets[VECTORS_LAID_OUT]);

/* Well mixed: its first bits are the bucket, the last ones the key that is kept. */
static inline uint64_t vectors_mix(uint64_t key)
{
	key = (key ^ key >> 32) * 0xD6E8FEB86659FD93u;
	key = (key ^ key >> 32) * 0xD6E8FEB86659FD93u;
	return key ^ key >> 32;
}

/* The run of links that one to `to` is in. */
static inline size_t vectors_run_of(uint32_t to, unsigned link_bits)
{
	return to >> (32 - link_bits);
}

#endif
