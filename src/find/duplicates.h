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
#include "text/fold.h"

/* What one is of the other; the first that is true. */
enum copy_kind { COPY_ADDRESS, COPY_TEXT, COPY_NEAR };

struct copy {
	uint32_t entry;
	enum copy_kind kind;
	double likeness; /* 0 to 1: how many of the runs of letters of both stand in both */
};

/* Of what is kept beside a segment: to raise when the same article gets another signature. */
#define DUPLICATES_VERSION (200 + FOLD_VERSION)

struct duplicates;

/* Over an archive that it borrows. */
struct duplicates *duplicates_new(struct archive *archive);
void duplicates_free(struct duplicates *duplicates); /* NULL is allowed */

/* Signs articles for about `budget_us` microseconds (0: all of them). True when all are signed. */
bool duplicates_update(struct duplicates *duplicates, unsigned budget_us);

/*
 * Begins to look for the copies of an entry, at most `max`, without itself, among what is signed. Goes on for about
 * `budget_us` microseconds (0: to the end); true when all was looked at. duplicates_end() frees it and gives what was
 * found until then: a new array of struct copy for g_array_free(), by kind, the most alike first.
 */
struct duplicates_search;
struct duplicates_search *duplicates_begin(const struct duplicates *duplicates, uint32_t entry, size_t max);
bool duplicates_go_on(struct duplicates_search *search, unsigned budget_us);
GArray *duplicates_end(struct duplicates_search *search);

/* How many entries are signed, from the first one on; and the signature of one of them, until the next update. */
struct signature;
size_t duplicates_signed(const struct duplicates *duplicates);
const struct signature *duplicates_signature(const struct duplicates *duplicates, uint32_t entry);

/* What `other` is of `entry`, by their texts, both signed; false where they are no copies. */
bool duplicates_compare(const struct duplicates *duplicates, uint32_t entry, uint32_t other, struct copy *copy);

#endif
