/* SPDX-License-Identifier: MIT */
#ifndef FIND_NARROW_H
#define FIND_NARROW_H

/*
 * Values of facets as terms of a query, and a query with such a term put in or taken out. Only what must hold for all
 * of the query is looked at: a term inside a group, or beside an OR, is the person's own and stays.
 */

#include <glib.h>

#include "base/span.h"
#include "find/query.h"
#include "find/values.h"

/* How a query stands to a value. */
enum narrowed { NARROWED_NOT, NARROWED_TO, NARROWED_OUT };

/* Appends the term that means exactly the articles of a value: source:=="a b", and -has:source for an empty one. */
void narrow_term(enum facet facet, struct span value, GString *out);

/* The same for a day, a month or a year: date:2022-11, and -has:date for 0. */
void narrow_period_term(facet_period period, GString *out);

/*
 * How a query stands to a term, as the two above write it: whether it has that very term, alone or denied, among those
 * that all must hold. What it means otherwise is not looked at.
 */
enum narrowed narrow_state(const struct query *query, struct span term);

/*
 * The text of `query` so that it stands to a term as `wanted`, for g_free(). NULL where that cannot be: the query is
 * not finished.
 */
char *narrow_query(const struct query *query, struct span term, enum narrowed wanted);

/* The text of `query` without what it asks of dates, for g_free(). */
char *narrow_undated(const struct query *query);

/* Calls `take` with each text that the query has to be, or not to be, the whole value of the facet. */
void narrow_each(const struct query *query, enum facet facet, void (*take)(void *data, struct span value), void *data);

#endif
