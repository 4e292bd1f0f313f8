/* SPDX-License-Identifier: MIT */
#ifndef FIND_QUERY_DRAFT_H
#define FIND_QUERY_DRAFT_H

/* What the parser of queries hands over: the tree as it was typed. Nobody but query.c and the parser includes it. */

#include <glib.h>

#include "base/arena.h"
#include "find/query_node.h"

struct draft_node {
	struct query_node node;     /* `end` and `denied` are not known yet */
	uint32_t first, last, next; /* below it, and beside it; QUERY_NO_NODE */
};

struct draft {
	GArray *nodes;       /* struct draft_node; the first one is above all, each stands behind the one above it */
	struct arena *arena; /* of the values */
};

/* A node by its number; valid until one is added. */
struct draft_node *draft_node_at(const struct draft *draft, uint32_t at);

/* Adds a node as the last one below another, or above all (QUERY_NO_NODE). Its number. */
uint32_t draft_add(struct draft *draft, uint32_t parent, struct query_node node);

/* Whether nothing stands below a node. */
bool draft_is_blank(const struct draft *draft, uint32_t at);

/*
 * An AND in which nothing stands because the query is not finished would hold for everything: it goes from below `any`.
 */
void draft_drop_blank(struct draft *draft, uint32_t any);

/* True for an OR of nothing but a blank AND. */
bool draft_holds_nothing(const struct draft *draft, uint32_t any);

/* Takes the last node below another away. */
void draft_drop_last(struct draft *draft, uint32_t parent);

/*
 * False for a wrong query. `error` is filled for that and for an unfinished one. The draft has to be cleared either
 * way.
 */
bool draft_parse(struct draft *draft, struct span text, unsigned known, struct query_error *error);

/* Frees what is still the draft's: needles, arena. */
void draft_clear(struct draft *draft);

#endif
