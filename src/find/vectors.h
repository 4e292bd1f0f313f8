/* SPDX-License-Identifier: MIT */
#ifndef FIND_VECTORS_H
#define FIND_VECTORS_H

/*
 * What the articles of one segment are about, as bytes that can be kept: for each term that tells something, in which
 * rows it is among the best and how much it weighs there; and which articles the rows link to. Built in steps, read
 * where it lies. What is read may have been written by somebody: every number in it is checked when it is used.
 *
 *   head | buckets | keys | frequencies | ends | places of links | links | postings
 *
 * The terms are sorted by the first bits of their keys, the bucket; where a bucket begins is told by `buckets`. The
 * postings of a term are (row - row before) as a number of 7 bits a byte, low ones first, and a byte of weight.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"
#include "find/tally.h"

/*
 * So many terms of an article count for others. Where articles are few there is room for nearly all their terms, and
 * what they have in common is hardly ever among the best.
 */
#define VECTOR_TERMS 80
#define VECTOR_TERMS_FEW 384
#define VECTOR_FEW 4096 /* articles */

/* So many links of an article are followed: what has more is no article, and following them takes its time. */
#define VECTOR_LINKS 1000

/* A term of the title counts as so many of the text. */
#define VECTOR_TITLE_TIMES 3

/* So many bytes of an article are looked at. */
#define VECTOR_BYTES 65536

/* To raise when the same article gives other terms or weights. */
#define VECTORS_VERSION 6

/* Terms, or pieces of them, counted in one article; a term of the title counts as three of the text. */
void vectors_fill_bag(struct tally *bag, const struct article *article);

/* What a term weighs that stands `times` in an article and in `frequency` of so many. 0: it tells nothing. */
double vectors_weight(uint32_t times, uint64_t frequency, uint64_t documents);

/* In how many articles elsewhere a term stands. */
typedef uint64_t vectors_elsewhere(void *data, uint64_t key);

/* Building --------------------------------------------------------------------------------------------------------- */

struct vectors;

/*
 * Begins with `count` entries from `first` on of an archive, which is borrowed. `elsewhere` tells of `documents`
 * articles besides, for the weights of terms in them are worth more than what a few articles tell; it may be NULL.
 */
struct vectors *vectors_new(const struct archive *archive, uint32_t first, uint32_t count,
                            vectors_elsewhere *elsewhere, void *data, uint64_t documents);
void vectors_free(struct vectors *vectors); /* NULL is allowed */

/* Works on until about `end` (monotonic time, in microseconds; 0: to the end). True once all is done. */
bool vectors_step(struct vectors *vectors, int64_t end);

/* About what part of it is done, 0 to 100. */
unsigned vectors_percent(const struct vectors *vectors);

/* What was built, once all is done; it is the caller's, for g_bytes_unref(). */
GBytes *vectors_take(struct vectors *vectors);

/* Reading ---------------------------------------------------------------------------------------------------------- */

/* A view of what was built; `bytes` are borrowed and aligned to 8. */
struct vectors_view {
	const uint32_t *buckets, *keys, *ends, *link_ends;
	const struct vectors_link *links;
	const uint8_t *frequencies, *postings;
	uint32_t documents, rows, terms, link_count;
	size_t posting_bytes;
	unsigned shift; /* of a key, to its bucket */
};

/* The row links to an article whose id begins with these 32 bits. */
struct vectors_link {
	uint32_t to, row;
};

/* False where it is not what was built for so many rows. */
bool vectors_open(struct vectors_view *view, struct span bytes, uint32_t rows);

/* The number of a term, or UINT32_MAX. */
uint32_t vectors_find(const struct vectors_view *view, uint64_t key);

/* In how many articles it stands, about. */
uint64_t vectors_frequency(const struct vectors_view *view, uint32_t term);

/* Goes over the postings of a term. */
struct vectors_cursor {
	const uint8_t *at, *end;
	uint32_t next, rows;
};

/* Begins with a term that vectors_find() gave; what does not fit the bytes has no postings. */
void vectors_begin(const struct vectors_view *view, uint32_t term, struct vectors_cursor *cursor);

/* How many bytes of postings are left. */
static inline size_t vectors_left(const struct vectors_cursor *cursor)
{
	return (size_t)(cursor->end - cursor->at);
}

/* A byte stands for a square root: small weights are the many. */
static inline float vectors_weight_of(uint8_t byte)
{
	return (float)byte * (float)byte * (1.0f / (255 * 255));
}

#define VECTORS_BLOCK 128

/* Some of the postings of a term: rows, ascending, and its part of their vectors, whose length is at most 1. */
struct vectors_block {
	uint32_t rows[VECTORS_BLOCK];
	uint8_t weights[VECTORS_BLOCK]; /* for vectors_weight_of() */
};

/* The next ones: how many; 0 at the end. */
size_t vectors_read(struct vectors_cursor *cursor, struct vectors_block *block);

/*
 * A run of links in which all rows are that link to the article with this id, and others too: `to` must be compared
 * with vectors_link_key(), and then what the row really links to.
 */
uint32_t vectors_link_key(struct span id);
const struct vectors_link *vectors_linking(const struct vectors_view *view, struct span id, size_t *count);

#endif
