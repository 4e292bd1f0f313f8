/* SPDX-License-Identifier: MIT */
#ifndef FIND_QUERY_H
#define FIND_QUERY_H

/*
 * The query language (jianbao-query(7)): what was typed becomes a flat tree. It is meant to be read at every letter that
 * is typed: what is only unfinished gives a query of what is there so far, and an error that says what is still missing.
 *
 *   美国 (岸田 OR 拜登) -title:视频     AND( WORDS, OR( WORDS, WORDS ), NOT( WORDS ) )
 *
 * Nodes stand in the order in which they are looked at: a node, then all below it. What costs less comes first.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "find/needle.h"
#include "find/period.h"

enum query_kind {
	QUERY_AND,   /* of all below it; of none: everything */
	QUERY_OR,
	QUERY_NOT,   /* of the one below it */
	QUERY_TEXT,  /* `needle` occurs in `field` */
	QUERY_DATE,  /* `period` */
	QUERY_LANG,  /* `value`: a language, or the beginning of a longer tag */
	QUERY_IS,    /* `which`: enum query_is */
	QUERY_HAS,   /* `which`: enum query_has */
	QUERY_LINKS, /* `value`: the id of an article that is linked to */
};

enum query_field { FIELD_ANY, FIELD_TITLE, FIELD_AUTHOR, FIELD_SOURCE, FIELD_TAG, FIELD_URL, FIELD_TEXT, FIELD_COUNT };

enum query_is { IS_EMPTY, IS_UNREAD, IS_STARRED };

enum query_has { HAS_IMAGE, HAS_LINK, HAS_DATE };

#define QUERY_NO_NODE UINT32_MAX

struct query_node {
	enum query_kind kind;
	uint32_t end;           /* the index behind all that is below it */
	uint32_t parent;        /* QUERY_NO_NODE for the first */
	uint32_t from, to;      /* bytes of the query that say it */
	bool denied;            /* below an odd number of QUERY_NOT */
	enum query_field field;
	struct needle *needle;
	struct span value;
	unsigned which;
	struct period period;
};

struct query;

struct query_error {
	size_t from, to;  /* bytes of the query that are wrong; equal where something is missing */
	unsigned column;  /* of `from`, in characters from 1 */
	bool unfinished;  /* it may become right by typing on */
	char *message;    /* translated, without the place; NULL: nothing is wrong; for g_free() */
};

/* What is known besides the articles: bits. Without it is:unread and is:starred are errors. */
enum query_known { QUERY_KNOWS_READ = 1, QUERY_KNOWS_STARS = 2 };

/*
 * Reads a query; `known` as above. NULL for a wrong one. What is wrong or unfinished is told in `error`, which is always
 * filled and which the caller clears.
 */
struct query *query_parse(struct span text, unsigned known, struct query_error *error);
void query_free(struct query *query); /* NULL is allowed */

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
