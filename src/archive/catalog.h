/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_CATALOG_H
#define ARCHIVE_CATALOG_H

/*
 * The store and what is known across its articles: which are versions of one another, where an id or a path leads, in
 * which order they are shown. Numbers are those of the store. An entry that is removed keeps its number and its
 * article, and is found by nobody any more. One thread only.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/listing.h"
#include "archive/store.h"
#include "base/span.h"

struct catalog;

/* With a store of its own, and nothing in it. */
struct catalog *catalog_new(void);
void catalog_free(struct catalog *catalog); /* NULL is allowed */

/* Adds an article as store_add() does. */
uint32_t catalog_add(struct catalog *catalog, const struct label *label, const struct article *article);

/* As store_replace(); address, id, date and path must be the same. */
bool catalog_replace(struct catalog *catalog, uint32_t number, const struct article *article);

/*
 * An entry of a sealed segment is gone, or another one took its place; nothing happens where it was removed before.
 * Where an older version of it is there, that shows instead.
 */
void catalog_remove(struct catalog *catalog, uint32_t number);

/* Whether the entry is gone, or another one took its place: see catalog_remove(). */
bool catalog_is_removed(const struct catalog *catalog, uint32_t number);

/* Makes the order anew, from all entries that are not removed: what stood in it may not be comparable any more. */
void catalog_sort(struct catalog *catalog);

/*
 * Puts entries that were attached to the store into the order, where nothing is in it yet: `numbers` are all that are
 * shown, sorted, and are borrowed.
 */
void catalog_begin(struct catalog *catalog, const uint32_t *numbers, size_t count);

/* Puts one entry that was attached into the order, unless a newer version shows. */
void catalog_show(struct catalog *catalog, uint32_t number);

/* Where the articles are, by the same numbers; the catalog's. Nothing is added to it but through the catalog. */
struct store *catalog_store(const struct catalog *catalog);

/* How many entries are shown: the newest version of each. */
size_t catalog_shown(const struct catalog *catalog);

/*
 * The number at a row of the order: newest date first, without a date last, then by path. `row` is below the count; and
 * back: the row of an entry, or of what stands where it would.
 */
uint32_t catalog_at(const struct catalog *catalog, size_t row);
size_t catalog_row(const struct catalog *catalog, uint32_t number);

/* All of the order at once: costs what it is long where something has changed. Borrowed until the next change. */
struct listing *catalog_listing(struct catalog *catalog);

/* All entries with the id of `number`, newest first: writes at most `max`, gives how many there are. */
size_t catalog_versions(const struct catalog *catalog, uint32_t number, uint32_t *versions, size_t max);

/* The newest version with this id, or UINT32_MAX. */
uint32_t catalog_find_id(const struct catalog *catalog, struct span id);

/* The entry of this source with this path, or UINT32_MAX. */
uint32_t catalog_find_path(const struct catalog *catalog, uint32_t origin, struct span path);

/* As catalog_find_path; where no path is the same, one that is but for its white space, which addresses lose. */
uint32_t catalog_find_path_like(const struct catalog *catalog, uint32_t origin, struct span path);

#endif
