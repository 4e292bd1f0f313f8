/* SPDX-License-Identifier: MIT */
#ifndef FIND_SKETCH_H
#define FIND_SKETCH_H

/*
 * In how many articles each term stands, about: never too few, hardly ever many too many, in memory that is fixed from
 * the start (a count-min sketch: Cormode and Muthukrishnan 2005).
 */

#include <stddef.h>
#include <stdint.h>

struct sketch {
	uint16_t *counts; /* two rows; each stops at UINT16_MAX */
	size_t mask;      /* of a row */
	uint64_t seed;    /* another one each run, so that nobody can prepare collisions */
};

/* For `documents` articles. */
void sketch_init(struct sketch *sketch, size_t documents);
void sketch_clear(struct sketch *sketch);

/* Counts the key once more; its count, which is never too small but may be too large, at most UINT16_MAX. */
void sketch_add(struct sketch *sketch, uint64_t key);
uint32_t sketch_count(const struct sketch *sketch, uint64_t key);

#endif
