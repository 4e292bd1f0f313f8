/* SPDX-License-Identifier: MIT */
#ifndef FIND_SKETCH_H
#define FIND_SKETCH_H

/*
 * In how many articles each term stands, about: never too few, hardly ever many too many, in memory that is fixed from
 * the start (a count-min sketch: Cormode and Muthukrishnan 2005). The same articles always give the same counts: who
 * prepares collisions only makes terms seem to be commoner.
 */

#include <stddef.h>
#include <stdint.h>

/* So many, or more. */
#define SKETCH_MOST UINT16_MAX

struct sketch {
	uint16_t *counts; /* two rows; each stops at SKETCH_MOST */
	size_t mask;      /* of a row */
};

/* For `documents` articles. */
void sketch_init(struct sketch *sketch, size_t documents);
void sketch_clear(struct sketch *sketch);

/* Counts the key once more; its count, which is never too small but may be too large, at most SKETCH_MOST. */
void sketch_add(struct sketch *sketch, uint64_t key);
uint32_t sketch_count(const struct sketch *sketch, uint64_t key);

#endif
