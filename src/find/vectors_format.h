/* SPDX-License-Identifier: MIT */
#ifndef FIND_VECTORS_FORMAT_H
#define FIND_VECTORS_FORMAT_H

/* What vectors.c builds and vectors_read.c reads: how it lies in memory and in files. Nobody else includes this. */

#include <stddef.h>
#include <stdint.h>

#define VECTORS_LEAST_BITS 4
#define VECTORS_MOST_BITS 24
#define VECTORS_FREQUENCY_STEPS 8.0 /* to an octave: a byte reaches to 2^31 */
#define VECTORS_LAID_OUT 7          /* arrays before the postings */
#define VECTORS_LINK_BITS 12        /* links are sorted by so many first bits, and looked for among those alike */
#define VECTORS_BLOCKS 256          /* rows of more are left out */

struct vectors_head {
	uint32_t version, documents, rows, terms, links, bits, elsewhere;
	uint64_t postings; /* how many, with those that tell of a run: how many more than one it has, and its block */
};

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
static inline size_t vectors_run_of(uint32_t to)
{
	return to >> (32 - VECTORS_LINK_BITS);
}

#endif
