/* SPDX-License-Identifier: MIT */
#ifndef FIND_QUERY_NODE_H
#define FIND_QUERY_NODE_H

/* The nodes of a query, and what may be wrong with one. */

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

enum query_field { IN_ANY, IN_TITLE, IN_AUTHOR, IN_SOURCE, IN_TAG, IN_URL, IN_TEXT, IN_ARCHIVE, IN_COUNT };

enum query_is { IS_EMPTY, IS_UNREAD, IS_STARRED };

enum query_has {
	HAS_IMAGE, HAS_LINK, HAS_DATE, HAS_AUTHOR, HAS_SOURCE, HAS_TAG, HAS_LANG, HAS_ARCHIVE, HAS_COUNT
};

#define QUERY_NO_NODE UINT32_MAX

struct query_node {
	enum query_kind kind;
	uint32_t end;           /* the index behind all that is below it */
	uint32_t parent;        /* QUERY_NO_NODE for the first */
	uint32_t from, to;      /* bytes of the query that say it */
	bool denied;            /* below an odd number of QUERY_NOT */
	enum query_field field;
	bool whole;             /* QUERY_TEXT, QUERY_LANG: nothing else stands there */
	struct needle *needle;
	struct span value;
	unsigned which;
	struct period period;
};

struct query_error {
	size_t from, to;  /* bytes of the query that are wrong; equal where something is missing */
	unsigned column;  /* of `from`, in characters from 1 */
	bool unfinished;  /* it may become right by typing on */
	char *message;    /* translated, without the place; NULL: nothing is wrong; for g_free() */
};

/* What is known besides the articles: bits. Without it is:unread and is:starred are errors. */
enum query_known { QUERY_KNOWS_READ = 1, QUERY_KNOWS_STARS = 2 };

#endif
