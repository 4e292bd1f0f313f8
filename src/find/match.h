/* SPDX-License-Identifier: MIT */
#ifndef FIND_MATCH_H
#define FIND_MATCH_H

/* Every occurrence of what was typed, in one text: the search inside an article and in titles. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "text/fold.h"

struct match {
	uint32_t from, to; /* bytes of the text */
};

struct pattern;

/* Compiles a query; NULL for one in which nothing can be seen. Case and width as fold_smart() says. */
struct pattern *pattern_new(struct span query);
void pattern_free(struct pattern *pattern); /* NULL is allowed */

/*
 * The first match at or after byte `from`; false where there is none. White space in the query equals any run of white
 * space without a blank line: no match goes beyond its paragraph. Time is linear in the text, whatever the query.
 */
bool pattern_find(const struct pattern *pattern, struct span text, size_t from, struct match *match);

/* All matches, none overlapping, in order: a new array for g_free(), `count` of them; NULL where there are none. */
struct match *pattern_find_all(const struct pattern *pattern, struct span text, size_t *count);

#endif
