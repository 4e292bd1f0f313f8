/* SPDX-License-Identifier: MIT */
#ifndef FIND_VECTORS_H
#define FIND_VECTORS_H

/*
 * What the articles of one segment are about, as bytes that can be kept: for each term that tells something, in which
 * rows it is among the best and how much it weighs there; and which articles the rows link to. Built at once, read
 * where it lies. What is read may have been written by somebody: every number in it is checked when it is used.
 *
 *   head | buckets | keys | frequencies | ends | places of links | links | days | postings
 *
 * The terms are sorted by the first bits of their keys, the bucket; where a bucket begins is told by `buckets`. The
 * postings of a term are runs, one for each block of 65,536 rows that has any: what tells of the run, then a row within
 * the block and a weight each. They take 3 bytes and are read without decoding, and a row can be looked for by halving.
 * The days of all rows stand together, for a question asks for those of thousands.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "find/tally.h"
#include "find/vectors_source.h"

/*
 * So many terms of an article count for others. Where articles are few there is room for nearly all their terms, and
 * what they have in common is hardly ever among the best.
 */
#define VECTOR_TERMS 80
#define VECTOR_TERMS_FEW 384
#define VECTOR_FEW 4096 /* articles */

/* A term of the title counts as so many of the text. */
#define VECTOR_TITLE_TIMES 3

/* So many bytes of an article are looked at. */
#define VECTOR_BYTES 65536

/* To raise when the same article gives other terms or weights. */
#define VECTORS_VERSION 9

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

/* A view of what was built; `bytes` are borrowed and aligned to 8. */
struct vectors_view {
	const uint32_t *buckets, *keys, *ends, *link_ends;
	const struct vectors_link *links;
	const struct vectors_posting *postings;
	const int32_t *days; /* by row */
	const uint8_t *frequencies;
	uint32_t documents, rows, terms, link_count;
	uint32_t elsewhere; /* articles besides that terms were weighed by */
	size_t posting_count;
	unsigned shift; /* of a key, to its bucket */
};

/* False where it is not what was built for so many rows. */
bool vectors_open(struct vectors_view *view, struct span bytes, uint32_t rows);

/* The number of a term, or UINT32_MAX. */
uint32_t vectors_find(const struct vectors_view *view, uint64_t key);

/* In how many articles it stands, about. */
uint64_t vectors_frequency(const struct vectors_view *view, uint32_t term);

/* The same, of a term by its key; 0 where it has none. */
static inline uint64_t vectors_frequency_of(const struct vectors_view *view, uint64_t key)
{
	uint32_t term = vectors_find(view, key);
	return term == UINT32_MAX ? 0 : vectors_frequency(view, term);
}

/* A row of a block, and the term's part of its vector, whose length is at most 1: for vectors_weight_of(). */
struct vectors_posting {
	uint16_t row;
	uint8_t weight;
} __attribute__((packed));

/* Rows within a block. What is read may name some that the segment does not have: of its last block. */
#define VECTORS_BLOCK 65536u

/* The postings of a term within one block, by row. */
struct vectors_run {
	uint32_t first; /* row of the block, of those that the segment has */
	uint32_t count;
	const struct vectors_posting *postings;
};

/* Goes over the postings of a term. */
struct vectors_cursor {
	const struct vectors_posting *at, *end;
	uint32_t rows;
};

/* Begins with a term that vectors_find() gave; what does not fit the bytes has no postings. */
void vectors_begin(const struct vectors_view *view, uint32_t term, struct vectors_cursor *cursor);

/* How many postings are left, about. */
static inline size_t vectors_left(const struct vectors_cursor *cursor)
{
	return (size_t)(cursor->end - cursor->at);
}

/* A byte stands for a square root: small weights are the many. */
static inline float vectors_weight_of(uint8_t byte)
{
	return (float)byte * (float)byte * (1.0f / (255 * 255));
}

/* The next run; at the end one of none, behind all rows. */
struct vectors_run vectors_next(struct vectors_cursor *cursor);

/* The weight of a row of the block in a run; 0 where it has none. */
uint8_t vectors_look(const struct vectors_run *run, uint32_t row);

/*
 * A run of links in which all rows are that link to the article with this id, and others too: `to` must be compared
 * with vectors_link_key(), and then what the row really links to.
 */
const struct vectors_link *vectors_linking(const struct vectors_view *view, struct span id, size_t *count);

#endif
