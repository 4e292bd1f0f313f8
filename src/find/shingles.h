/* SPDX-License-Identifier: MIT */
#ifndef FIND_SHINGLES_H
#define FIND_SHINGLES_H

/*
 * Whether two texts are copies: by the runs of eight letters in them, folded as for search, with nothing between the
 * letters. A signature of fixed size tells which texts may be alike without looking at them again (MinHash with one
 * permutation: Li, Owen and Zhang 2012; densified by rotation: Shrivastava and Li 2014).
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

#define SIGNATURE_BANDS 16

/* From here on two texts are near copies; below they have some sentences in common. */
#define SHINGLES_ALIKE 0.6

struct signature {
	uint64_t text;                   /* of all letters; 0: there are none */
	uint32_t bands[SIGNATURE_BANDS]; /* 0: too short for that. One is the same in most that are alike */
};

/* At most this many bytes of a text are looked at. */
#define SHINGLES_BYTES (1u << 18)

/* The signature of a text; costs what the text is long, up to SHINGLES_BYTES. */
struct signature shingles_sign(struct span text);

/* True where one may be a near copy of the other. */
bool signatures_meet(const struct signature *one, const struct signature *other);

/* How many of the runs of both stand in both: 0 to 1. */
double shingles_likeness(struct span one, struct span other);

/*
 * The runs of a text, to be compared with those of several others; for shingles_free(). The text is not needed later.
 */
struct shingles *shingles_new(struct span text);
void shingles_free(struct shingles *shingles); /* NULL is allowed */

/* As shingles_likeness(); 0 where it would be less than `least`, which may be known before all is looked at. */
double shingles_compare(const struct shingles *shingles, struct span other, double least);

#endif
