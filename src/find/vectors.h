/* SPDX-License-Identifier: MIT */
#ifndef FIND_VECTORS_H
#define FIND_VECTORS_H

/*
 * What an archive's articles are about, as weighted terms: of each article its best ones, of each such term the
 * articles that have it, and of each article those that link to it. Built in steps for the entries that were there at
 * the beginning; once built it never changes.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"

/* So many terms of an article count for others; its length as a vector comes from all of them. */
#define VECTOR_TERMS 48

/* So many links of an article are followed: what has more is no article, and following them takes its time. */
#define VECTOR_LINKS 1000

struct weight {
	uint64_t key; /* of the term (find/terms.h) */
	float weight; /* the sum of the squares of all of an article's weights is at most 1 */
};

struct posting {
	uint32_t entry;
	float weight;
};

struct vectors;

/* Begins an index over the first `count` entries of an archive, which is borrowed. */
struct vectors *vectors_new(const struct archive *archive, uint32_t count);
void vectors_free(struct vectors *vectors); /* NULL is allowed */

/* Works on until about `end` (monotonic time, in microseconds; 0: to the end). True once all is done. */
bool vectors_step(struct vectors *vectors, int64_t end);

/* How many entries it covers. */
uint32_t vectors_count(const struct vectors *vectors);

/*
 * Only when all is done: --------------------------------------------------------------------------------------------
 */

/* The best terms of an entry, covered or not, by key: writes and counts them. */
size_t vectors_weigh(struct vectors *vectors, uint32_t entry, struct weight weights[VECTOR_TERMS]);

/* The entries for which a term counts; of several versions of an article only the newest. */
const struct posting *vectors_postings(const struct vectors *vectors, uint64_t key, size_t *count);

/* The entries that link to `entry`, ascending. */
const uint32_t *vectors_linking(const struct vectors *vectors, uint32_t entry, size_t *count);

#endif
