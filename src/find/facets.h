/* SPDX-License-Identifier: MIT */
#ifndef FIND_FACETS_H
#define FIND_FACETS_H

/*
 * How many of the articles that a query means have each value of each facet. Counted in portions: what was counted last
 * stays to be shown until the new counts are complete, or are stopped. Tags are the article's and the reader's own,
 * each once an article. A day is that of the local zone, as in queries.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"
#include "find/kept.h"
#include "find/values.h"

struct facets;

struct facets_progress {
	size_t articles; /* that were counted, for what is shown */
	size_t of;       /* the query means so many; more where counting was stopped */
	bool busy;       /* counting goes on */
	unsigned percent;
};

/* One row of a facet. */
struct facet_row {
	uint32_t number;     /* of values.h; 0 for what is not known, and for all periods */
	facet_period period; /* of the last three facets; 0: no date */
	uint32_t count;
};

enum facet_order { FACETS_BY_COUNT, FACETS_BY_NAME };

/* All borrowed; kept->shelf may be NULL: then nobody has tags of his own. */
struct facets *facets_new(const struct archive *archive, struct values *values, const struct kept *kept);
void facets_free(struct facets *facets); /* NULL is allowed */

/* Counts what a query means, beginning with the next work. A wrong query changes nothing: false. */
bool facets_ask(struct facets *facets, struct span query);

/* The query that was asked last; {NULL, 0} before. */
struct span facets_query(const struct facets *facets);

/* The archive, or the shelf, may have changed: counts again what was asked last, while it loads not at every change. */
void facets_refresh(struct facets *facets);

/* Counts for about `budget_us` microseconds (0: to the end). True where what is shown is other than before. */
bool facets_work(struct facets *facets, unsigned budget_us);

/* Stops counting and shows what was counted so far; false where nothing is counted. */
bool facets_stop(struct facets *facets);

/* How far counting is; costs nothing. */
struct facets_progress facets_progress(const struct facets *facets);

/*
 * How many values a facet has that were counted, and one of them: the commonest first, or by name; periods the newest
 * first, what has no date last.
 */
size_t facets_rows(const struct facets *facets, enum facet facet);
struct facet_row facets_row(struct facets *facets, enum facet facet, size_t row);

/* The largest count of a value that is known; 0 where there is none. */
uint32_t facets_most(const struct facets *facets, enum facet facet);

/* How many articles a day, a month or a year has. */
uint32_t facets_in_period(const struct facets *facets, enum facet facet, facet_period period);

/* The number of a text that some article has; 0 where none has it. */
uint32_t facets_number(const struct facets *facets, enum facet facet, struct span text);

/* The order of the values of all facets, from now on. */
void facets_sort(struct facets *facets, enum facet_order order);
enum facet_order facets_order(const struct facets *facets);

/* "2022-11", the text of a value, or "" for what is not known; into `out`. */
void facets_write(const struct facets *facets, enum facet facet, const struct facet_row *row, GString *out);

/* The term that means a row (narrow.h). */
void facets_term(const struct facets *facets, enum facet facet, const struct facet_row *row, GString *out);

#endif
