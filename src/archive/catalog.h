/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_CATALOG_H
#define ARCHIVE_CATALOG_H

/*
 * The store and what is known across its articles: which are versions of one another, where an id or a path leads, in
 * which order they are shown. Numbers are those of the store. One thread only.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/store.h"
#include "base/span.h"

struct catalog;

struct catalog *catalog_new(void);
void catalog_free(struct catalog *catalog); /* NULL is allowed */

/* Adds an article as store_add() does. */
uint32_t catalog_add(struct catalog *catalog, const struct label *label, const struct article *article);

/* As store_replace(); address, id, date and path must be the same. */
bool catalog_replace(struct catalog *catalog, uint32_t number, const struct article *article);

const struct store *catalog_store(const struct catalog *catalog);

/* The newest version of each entry; newest date first, without a date last, then by path. Valid until the next add. */
const uint32_t *catalog_order(struct catalog *catalog, size_t *count);

/* All entries with the id of `number`, newest first: writes at most `max`, gives how many there are. */
size_t catalog_versions(const struct catalog *catalog, uint32_t number, uint32_t *versions, size_t max);

/* The newest version with this id, or UINT32_MAX. */
uint32_t catalog_find_id(const struct catalog *catalog, struct span id);

/* The entry of this source with this path, or UINT32_MAX. */
uint32_t catalog_find_path(const struct catalog *catalog, uint32_t origin, struct span path);

/* As catalog_find_path; where no path is the same, one that is but for its white space, which addresses lose. */
uint32_t catalog_find_path_like(const struct catalog *catalog, uint32_t origin, struct span path);

#endif
