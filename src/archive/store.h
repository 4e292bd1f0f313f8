/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_STORE_H
#define ARCHIVE_STORE_H

/*
 * All articles of all archives that are open: a list of segments. The number of an entry is that of its segment's first
 * and its row in it. Articles are added to the last segment, and one may take the place of another; a view of one costs
 * no copy and stays valid and what it was while the store lives.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/segment.h"
#include "article/article.h"
#include "base/span.h"

struct store;

/* Without a segment. */
struct store *store_new(void);
void store_free(struct store *store); /* NULL is allowed */

/*
 * Copies an article in and gives its number, counted from 0; UINT32_MAX where the store is full. It goes to the segment
 * that grows; where there is none of its origin, one begins, and the last one is sealed.
 */
uint32_t store_add(struct store *store, const struct label *label, const struct article *article);

/*
 * Shows another article under a number from now on; id and path stay. Arrays and a pool that still are (the beginning
 * of) the present one's are not copied. False, and nothing changed, where the store is full or the segment sealed.
 */
bool store_replace(struct store *store, uint32_t number, const struct article *article);

/* One more than the highest number: of all segments, with what the catalog has removed. */
uint32_t store_count(const struct store *store);

/* `number` must be below the count for all of these. What they give is borrowed from the store. */
const struct row *store_row(const struct store *store, uint32_t number);
uint32_t store_origin(const struct store *store, uint32_t number);
struct span store_path(const struct store *store, uint32_t number);
void store_article(const struct store *store, uint32_t number, struct article *article);
void store_facts(const struct store *store, uint32_t number, struct article *article);

/* The segment of an entry, and its row in it. */
struct segment *store_segment_of(const struct store *store, uint32_t number, uint32_t *row);

/* Segments in the order of their numbers. */
size_t store_segments(const struct store *store);
struct segment *store_segment(const struct store *store, size_t index);

/* The segment of this origin that grows, made where there is none. */
struct segment *store_growing(struct store *store, uint32_t origin);

/* Seals the last segment; one without any row or document goes. Gives it, or NULL. */
struct segment *store_seal(struct store *store);

/* Takes over a sealed segment: its entries follow all others. False where their numbers do not suffice. */
bool store_attach(struct store *store, struct segment *segment);

#endif
