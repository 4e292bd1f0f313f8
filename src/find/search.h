/* SPDX-License-Identifier: MIT */
#ifndef FIND_SEARCH_H
#define FIND_SEARCH_H

/*
 * The articles of an archive that a query means, found in portions: what is found so far can be shown while the rest is
 * looked at, and articles that arrive while the archive loads are looked at as they come. What is found is exactly what
 * looking through every article finds (find/filter.h).
 *
 * Ranked by BM25F (Robertson, Zaragoza, Taylor 2004): titles weigh more than text, words spelled as they were typed
 * more than what is merely folded to the same; newer first among equals. Older versions of an article are never found.
 * Of more than 20,000 articles that are found, the newest are ranked, and where the index found them by itself those
 * with a term in the title; the others follow by date, unless somebody waits for the end (search_work(search, 0)).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"
#include "find/filter.h"
#include "find/match.h"
#include "find/query.h"

enum search_order { SEARCH_BY_RELEVANCE, SEARCH_BY_DATE };

struct search;

struct search_progress {
	size_t found;    /* so far */
	size_t looked;   /* articles of which it is known whether they are found */
	size_t articles; /* in the archive, of each the newest version */
	size_t given_up; /* articles in which a regular expression reached its limit */
	unsigned percent; /* of what is to be looked at and weighed */
	bool counted;    /* nothing is left to look at for now: no more will be found */
	bool done;       /* and the order is the last one */
};

/*
 * The query becomes the search's; archive, asking.index and asking.data are borrowed. What the index knows is found at
 * once.
 */
struct search *search_new(const struct archive *archive, struct query *query, struct asking asking,
                          enum search_order order);
void search_free(struct search *search); /* NULL is allowed; free to call at any time: that cancels it */

/*
 * Goes on looking for about `budget_us` microseconds (0: to the end). True where anything was looked at, so that rows
 * may stand elsewhere than before.
 */
bool search_work(struct search *search, unsigned budget_us);

/* The same, but goes on to where search_work(search, 0) ends. */
bool search_work_to_end(struct search *search, unsigned budget_us);

/* How far it is: see the struct. */
struct search_progress search_progress(struct search *search);

/*
 * The same, without putting in order what was found, which takes milliseconds where that is very much: `counted`, and
 * `looked`.
 */
bool search_is_counted(const struct search *search);
size_t search_looked(const struct search *search);

/* The archive has more articles, or some of them other places in its order: they are looked at by what comes next. */
void search_refresh(struct search *search);

/* Texts may be others than before: begins anew. */
void search_restart(struct search *search);

/* Another order from now on. What was found stays found; where order decides what is looked at, it begins anew. */
void search_sort(struct search *search, enum search_order order);

/* Borrowed until search_free(). */
const struct query *search_query(const struct search *search);

/* The entry in a row of what is found so far; ENTRY_NONE behind the last one. */
uint32_t search_at(struct search *search, size_t row);

/* How much is found so far, also what is not shown any more, and the entry of each, in no order. Nothing is sorted. */
size_t search_found(const struct search *search);
uint32_t search_found_at(const struct search *search, size_t number);

/* Its score: above 0, comparable inside one search alone. */
double search_score(struct search *search, size_t row);

/* The row of an entry; `found` where it is none of them. */
size_t search_row(struct search *search, uint32_t entry);

/*
 * Where the terms that are looked for stand in the text of an entry, in order, none overlapping: a new array for
 * g_free(), `count` of them; NULL where there are none. `most`: of each term.
 */
struct match *search_matches(const struct search *search, uint32_t entry, enum query_field field, size_t most,
                             size_t *count);

#endif
