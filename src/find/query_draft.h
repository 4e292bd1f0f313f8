/* SPDX-License-Identifier: MIT */
#ifndef FIND_QUERY_DRAFT_H
#define FIND_QUERY_DRAFT_H

/* What the parser of queries hands over: the tree as it was typed. Nobody but query.c includes it. */

#include <glib.h>

#include "base/arena.h"
#include "find/query_node.h"

struct draft_node {
	struct query_node node;     /* `end` and `denied` are not known yet */
	uint32_t first, last, next; /* below it, and beside it; QUERY_NO_NODE */
};

struct draft {
	GArray *nodes;       /* struct draft_node; the first one is above all others, each stands behind the one above it */
	struct arena *arena; /* of the values */
};

/* False for a wrong query. `error` is filled for that and for an unfinished one. The draft has to be cleared either way. */
bool draft_parse(struct draft *draft, struct span text, unsigned known, struct query_error *error);

/* Frees what is still the draft's: needles, arena. */
void draft_clear(struct draft *draft);

#endif
