/* SPDX-License-Identifier: MIT */
#ifndef FIND_RELATED_H
#define FIND_RELATED_H

/*
 * Articles near an article: by the terms they share, weighed by how rare these are (Salton and Buckley 1988, as
 * Lucene's MoreLikeThis applies it), by the links between them, and by how near in time they are. What terms there are
 * is known from an index that is kept beside each segment of the archive (find/vectors.h).
 */

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

#define NEAR_TERMS 4

/* An article of the same days is about the same story; an older one is background, a younger one follows up. */
enum near_kind { NEAR_STORY, NEAR_FOLLOWS, NEAR_BACKGROUND, NEAR_UNDATED };

#define NEAR_STORY_DAYS 14

struct near {
	uint32_t entry;
	enum near_kind kind;   /* NEAR_UNDATED: one of the two has no date */
	double score;          /* 0 to 1 */
	bool links_here;       /* it links to the article asked about */
	bool linked_from_here; /* the article asked about links to it */
};

struct related;

/* Over an archive that it borrows. */
struct related *related_new(struct archive *archive);
void related_free(struct related *related); /* NULL is allowed */

/*
 * Works on the index for about `budget_us` microseconds, or keeps a thread busy with it (0: to its end, and without
 * one); true when it is up to date. While an archive loads, an index over half of it counts as that.
 */
bool related_update(struct related *related, unsigned budget_us);

/* Whether only the thread works on it: related_update() has nothing to do for some milliseconds. */
bool related_rests(const struct related *related);

/* Gives up what the thread is at, which related_update() will begin again. */
void related_cancel(struct related *related);

/* About what part of the index there is, 0 to 100. */
unsigned related_percent(const struct related *related);

/* What is near one article. */
struct nearby;

/*
 * The entries nearest to `entry`, at most `max`, for nearby_free(); `related` is borrowed until then. Best first; what
 * is linked counts for more. The article itself, its other versions and its copies are never among them, nor older
 * versions of any. Asks what there is of the index: see related_update().
 */
struct nearby *related_find(struct related *related, uint32_t entry, size_t max);
void nearby_free(struct nearby *nearby); /* NULL is allowed */

/* How many there are, and one of them, best first: `index` below the count; valid until nearby_free(). */
size_t nearby_count(const struct nearby *nearby);
const struct near *nearby_at(const struct nearby *nearby, size_t index);

/*
 * The shared terms that weigh most, as they stand in the text: at most NEAR_TERMS, then NULL. They are found when they
 * are first asked for, which costs more than finding the article did: ask for those that are shown.
 */
char *const *nearby_terms(struct nearby *nearby, size_t index);

#endif
