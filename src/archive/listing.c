/* SPDX-License-Identifier: MIT */
/*
 * Two tables, each the other one read backwards. Who looks for a few of very many entries wants to know their rows
 * without going over the whole list, at every key.
 */
#include "archive/listing.h"

#include <glib.h>
#include <string.h>

struct listing {
	unsigned holders;
	uint32_t known;
	size_t count;
	uint32_t *entries; /* by row */
	uint32_t *rows;    /* by entry; NULL: not yet made */
};

struct listing *listing_new(const struct order *order, uint32_t known)
{
	struct listing *listing = g_new0(struct listing, 1);
	listing->holders = 1;
	listing->known = known;
	listing->count = order_count(order);
	listing->entries = g_new(uint32_t, MAX(listing->count, 1));
	order_copy(order, listing->entries);
	for (size_t i = 0; i < listing->count; i++)
		listing->entries[i] = listing->entries[i] < known ? listing->entries[i] : 0;
	return listing;
}

struct listing *listing_ref(struct listing *listing)
{
	listing->holders++;
	return listing;
}

void listing_unref(struct listing *listing)
{
	if (!listing || --listing->holders > 0)
		return;
	g_free(listing->entries);
	g_free(listing->rows);
	g_free(listing);
}

const uint32_t *listing_entries(const struct listing *listing, size_t *count)
{
	*count = listing->count;
	return listing->entries;
}

const uint32_t *listing_rows(struct listing *listing, uint32_t *known)
{
	*known = listing->known;
	if (listing->rows)
		return listing->rows;
	listing->rows = g_new(uint32_t, MAX(listing->known, 1));
	memset(listing->rows, 0xFF, listing->known * sizeof(*listing->rows)); /* LISTING_NONE */
	for (size_t i = 0; i < listing->count && listing->known > 0; i++)
		listing->rows[listing->entries[i]] = (uint32_t)i;
	return listing->rows;
}
