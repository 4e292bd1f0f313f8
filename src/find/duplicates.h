/* SPDX-License-Identifier: MIT */
#ifndef FIND_DUPLICATES_H
#define FIND_DUPLICATES_H

/*
 * The copies of articles: those with the same address (versions), with the same text, and with nearly the same text
 * (reprints). Signatures say what may be alike (find/shingles.h); what is said to be alike was compared.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

/* What one is of the other; the first that is true. */
enum copy_kind { COPY_ADDRESS, COPY_TEXT, COPY_NEAR };

struct copy {
	uint32_t entry;
	enum copy_kind kind;
	double likeness; /* 0 to 1: how many of the runs of letters of both stand in both */
};

struct copies {
	enum copy_kind kind;
	GArray *entries; /* of uint32_t: two or more */
};

struct duplicates;

/* Over an archive that it borrows. */
struct duplicates *duplicates_new(struct archive *archive);
void duplicates_free(struct duplicates *duplicates); /* NULL is allowed */

/* Signs articles for about `budget_us` microseconds (0: all of them). True when all are signed. */
bool duplicates_update(struct duplicates *duplicates, unsigned budget_us);

/*
 * The copies of an entry, at most `max`, without itself: a new array of struct copy for g_array_free(), by kind, the most
 * alike first. Knows what is signed.
 */
GArray *duplicates_find(const struct duplicates *duplicates, uint32_t entry, size_t max);

/*
 * All groups of copies, a new array of struct copies for g_array_unref(): by kind, then as the list shows them. Versions
 * are a group by their address; of those only the newest is in groups by text.
 */
GArray *duplicates_groups(const struct duplicates *duplicates);

#endif
