/* SPDX-License-Identifier: MIT */
#ifndef FIND_QUERY_H
#define FIND_QUERY_H

/*
 * The query language (jianbao-query(7)): what was typed becomes a flat tree. It is meant to be read at every letter
 * that is typed: what is only unfinished gives a query of what is there so far, and an error that says what is still
 * missing.
 *
 *   美国 (岸田 OR 拜登) -title:视频     AND( WORDS, OR( WORDS, WORDS ), NOT( WORDS ) )
 *
 * Nodes stand in the order in which they are looked at: a node, then all below it. What costs less comes first.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "find/query_node.h"

struct query;

/*
 * Reads a query; `known`: of enum query_known. NULL for a wrong one. What is wrong or unfinished is told in `error`,
 * which is always filled and which the caller clears.
 */
struct query *query_parse(struct span text, unsigned known, struct query_error *error);
void query_free(struct query *query); /* NULL is allowed */

/* Frees the message. */
void query_error_clear(struct query_error *error);

/* "column 7: expected a date", for g_free(). */
char *query_error_text(const struct query_error *error);

/* All nodes; the first one is the whole query. Never empty. */
const struct query_node *query_nodes(const struct query *query, uint32_t *count);

/* What was typed. */
struct span query_text(const struct query *query);

/* True for a query that everything answers. */
bool query_is_empty(const struct query *query);

/*
 * Takes those terms off a query that filter (is:, has:, date:, lang:, links:) and must hold for all of it. What is left
 * is appended to `rest`, the filters to `filters`. False where there are none, or where nothing would be left.
 */
bool query_loosen(const struct query *query, GString *rest, GString *filters);

#endif
