/* SPDX-License-Identifier: MIT */
#ifndef FIND_RELATED_H
#define FIND_RELATED_H

/*
 * Articles near an article by the terms they share: TF-IDF over bigrams of CJK characters and words of other scripts,
 * title terms weighing three times, compared by cosine. (Salton and Buckley 1988, as Lucene's MoreLikeThis applies it.)
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

#define NEAR_TERMS 4

struct near {
	uint32_t entry;
	double score;            /* 0 to 1 */
	bool links_here;         /* it links to the article asked about */
	bool linked_from_here;   /* the article asked about links to it */
	char *terms[NEAR_TERMS]; /* the shared terms that weigh most, as they stand in the text; then NULL */
};

struct related;

/* An index over an archive that it borrows. */
struct related *related_new(const struct archive *archive);
void related_free(struct related *related); /* NULL is allowed */

/*
 * Works on the index for about `budget_us` microseconds (0: to its end); true when it is up to date. While an archive
 * loads, an index over half of it counts as that.
 */
bool related_update(struct related *related, unsigned budget_us);

/*
 * The entries nearest to `entry`, at most `max`: a new array of struct near for g_array_unref(), which frees the terms.
 * Those linked with it come first, then the best. The article itself and its other versions are never among them, nor
 * older versions of any. Brings the index up to date first: who cannot wait calls related_update() before.
 */
GArray *related_find(struct related *related, uint32_t entry, size_t max);

#endif
