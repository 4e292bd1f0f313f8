/* SPDX-License-Identifier: MIT */
#ifndef FIND_VECTORS_H
#define FIND_VECTORS_H

/*
 * What the articles of one segment are about, as bytes that can be kept: for each term that tells something, in which
 * rows it is among the best and how much it weighs there; and which articles the rows link to. Built at once, read
 * where it lies. What is read may have been written by somebody: every number in it is checked when it is used.
 *
 *   head | buckets | terms | places of links | links | days | postings
 *
 * The terms are sorted by the first bits of their keys, the bucket; where the terms of a bucket and their postings
 * begin is told by `buckets`. A posting is a number of two or three bytes, a row and in the lower bits its weight
 * (struct vectors_shape), so that it is read without decoding and a row can be looked for by halving. Where there are
 * more rows than 65,536, the postings of a term are runs, one for each block of so many that has any, and before each
 * run one more posting tells of it. The days of all rows stand together, for a question asks for those of thousands.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "find/tally.h"
#include "find/vectors_source.h"

/*
 * So many terms of an article count for others. Where articles are few, what they have in common is hardly ever among
 * the best: more are kept, and rather such as others have, too.
 */
#define VECTOR_TERMS 80
#define VECTOR_TERMS_FEW 128
#define VECTOR_FEW 4096 /* articles */

/* A term of the title counts as so many of the text. */
#define VECTOR_TITLE_TIMES 3

/* So many bytes of an article are looked at. */
#define VECTOR_BYTES 65536

/* To raise when the same article gives other terms or weights. */
#define VECTORS_VERSION 10

/* Terms, or pieces of them, counted in one article; a term of the title counts as three of the text. */
void vectors_fill_bag(struct tally *bag, const struct article *article);

/* What a term weighs that stands `times` in an article and in `frequency` of so many. 0: it tells nothing. */
double vectors_weight(uint32_t times, uint64_t frequency, uint64_t documents);

/* In how many articles elsewhere a term stands. Called on the thread that builds. */
typedef uint64_t vectors_elsewhere(const void *data, uint64_t key);

/* Building --------------------------------------------------------------------------------------------------------- */

/* How a build goes on, for other threads: both by g_atomic_int_ only. */
struct vectors_going {
	gint stop;    /* not 0: it gives up soon */
	gint percent; /* about what part of it is done */
};

/*
 * Builds of all that was gathered. `elsewhere` tells of `documents` articles besides, for the weights of terms in them
 * are worth more than what a few articles tell; it may be NULL. For g_bytes_unref(); NULL where it was stopped.
 */
GBytes *vectors_build(const struct vectors_source *source, vectors_elsewhere *elsewhere, const void *data,
                      uint64_t documents, struct vectors_going *going);

/* Reading ---------------------------------------------------------------------------------------------------------- */

/* How a posting is packed: a row of a block, and below it the term's part of the row's vector. */
struct vectors_shape {
	unsigned width;       /* bytes */
	unsigned weight_bits; /* the lowest of it */
	float unit;           /* the square of a weight is worth so much: small ones are the many. All are 1 at most */
};

/* Of many rows; those of few have two bytes. */
#define VECTORS_WIDE 3
#define VECTORS_WIDE_WEIGHT 8

/* A view of what was built; `bytes` are borrowed and aligned to 8. */
struct vectors_view {
	const struct vectors_bucket *buckets;
	const struct vectors_term *terms;
	const uint32_t *link_ends;
	const struct vectors_link *links;
	const uint8_t *postings;
	const int32_t *days; /* by row */
	struct vectors_shape shape;
	uint32_t documents, rows, term_count, link_count;
	uint32_t elsewhere; /* articles besides that terms were weighed by */
	size_t posting_count;
	unsigned bits, link_bits; /* of a key, its bucket; of a link, its run */
	uint32_t frequencies[256]; /* what the byte of a term stands for */
};

/* False where it is not what was built for so many rows. */
bool vectors_open(struct vectors_view *view, struct span bytes, uint32_t rows);

/* In how many articles a term stands, about; 0 where it is not known. */
uint64_t vectors_frequency(const struct vectors_view *view, uint64_t key);

/* Rows within a block. What is read may name some that the segment does not have: of its last block. */
#define VECTORS_BLOCK 65536u

/* The postings of a term within one block, by row. */
struct vectors_run {
	uint32_t first; /* row of the block, of those that the segment has */
	uint32_t count;
	const uint8_t *postings; /* for vectors_posting() */
};

/* Goes over the postings of a term. */
struct vectors_cursor {
	const struct vectors_view *view;
	const uint8_t *at;
	size_t left; /* postings, with those that tell of runs */
};

/* Begins with a term; false where it is not known. What does not fit the bytes has no postings. */
bool vectors_begin(const struct vectors_view *view, uint64_t key, struct vectors_cursor *cursor);

/* The next run; at the end one of none, behind all rows. */
struct vectors_run vectors_next(struct vectors_cursor *cursor);

/* A posting as a number: what is read reaches behind it, where there are always bytes to read. */
static inline uint32_t vectors_posting(const struct vectors_shape *shape, const uint8_t *postings, size_t index)
{
	uint32_t value;
	memcpy(&value, postings + index * shape->width, sizeof(value));
	return GUINT32_FROM_LE(value) & (UINT32_MAX >> (32 - 8 * shape->width));
}

static inline uint32_t vectors_row(const struct vectors_shape *shape, uint32_t posting)
{
	return posting >> shape->weight_bits;
}

/* The weight in a posting, of the term's own `times`. */
static inline float vectors_weigh(const struct vectors_shape *shape, uint32_t posting, float times)
{
	uint32_t root = posting & (((uint32_t)1 << shape->weight_bits) - 1);
	return (float)(root * root) * (shape->unit * times);
}

/* The posting of a row of the block in a run, whose weight may be asked for; 0 where it has none. */
uint32_t vectors_look(const struct vectors_shape *shape, const struct vectors_run *run, uint32_t row);

/*
 * A run of links in which all rows are that link to the article with this id, and others too: `to` must be compared
 * with vectors_link_key(), and then what the row really links to.
 */
const struct vectors_link *vectors_linking(const struct vectors_view *view, struct span id, size_t *count);

#endif
