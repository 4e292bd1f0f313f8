/* SPDX-License-Identifier: MIT */
#ifndef FIND_CANDIDATES_H
#define FIND_CANDIDATES_H

/* What an index knows about a query without looking at any article. */

#include <stddef.h>
#include <stdint.h>

#include "find/index.h"
#include "find/query.h"

/* A bit of each for every entry. */
struct candidates {
	uint64_t *may;    /* 0: it does not answer the query; all that the index does not hold may */
	uint64_t *must;   /* 1: it answers the query */
	uint64_t *titles; /* 1: a term of the query stands in its title; only for what must */
	size_t known;     /* articles in the index, */
	uint64_t text;    /* and the bytes of their texts */
};

/* For the first `entries` of the archive; `index` may be NULL. */
struct candidates candidates_find(const struct index *index, const struct query *query, uint32_t entries);
void candidates_clear(struct candidates *candidates);

#endif
