/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_LISTING_H
#define ARCHIVE_LISTING_H

/*
 * All rows of an archive's list as they stood at one time. Whoever holds it keeps it, whatever comes or goes meanwhile,
 * and all who ask between two changes hold the same one. Belongs to the thread that owns the archive.
 */

#include <stddef.h>
#include <stdint.h>

#include "archive/order.h"

/* An entry that has no row. */
#define LISTING_NONE UINT32_MAX

struct listing;

/* A copy of the order; of entries below `known`: a number that is none of them, as a file may hold, becomes 0. */
struct listing *listing_new(const struct order *order, uint32_t known);
struct listing *listing_ref(struct listing *listing);
void listing_unref(struct listing *listing); /* NULL is allowed */

/* The entries by row, `count` of them. */
const uint32_t *listing_entries(const struct listing *listing, size_t *count);

/* The rows by entry, of all that were `known`. Made when somebody asks for the first time. */
const uint32_t *listing_rows(struct listing *listing, uint32_t *known);

#endif
