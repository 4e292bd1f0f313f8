/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_MERGE_H
#define ARCHIVE_MERGE_H

/*
 * Several sealed segments become one that holds what of them is still true. Rows and documents keep their numbers: in
 * the place of what is dead or stale something stands that is nothing.
 */

#include <glib.h>

#include "archive/segment.h"

/*
 * What is to be merged, as it is at one moment: bits may be set later, while a thread works on this. Segments are
 * borrowed; they follow one another without a gap.
 */
struct merge {
	GPtrArray *segments; /* of struct segment */
	GPtrArray *dead;     /* of uint64_t *: bits of each segment; NULL: none */
	GPtrArray *stale;    /* the same */
};

/* Of no segments yet. */
struct merge *merge_new(void);
void merge_free(struct merge *merge); /* NULL is allowed */

/* Adds one, with a copy of its bits. */
void merge_add(struct merge *merge, struct segment *segment);

/* A sealed segment, for segment_free(); NULL where `*stop` is not 0, or what is merged is not sound. Any thread. */
struct segment *merge_all(const struct merge *merge, const int *stop);

#endif
