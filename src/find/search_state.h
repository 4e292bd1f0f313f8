/* SPDX-License-Identifier: MIT */
#ifndef FIND_SEARCH_STATE_H
#define FIND_SEARCH_STATE_H

/* What a search knows. Nobody but search.c and search_rank.c, which puts in order what was found, includes it. */

#include <glib.h>

#include "archive/archive.h"
#include "find/filter.h"
#include "find/query.h"
#include "find/ranking.h"

enum {
	TERMS_MOST = 8,   /* so many terms of a query count for the score */
	COUNT_MOST = 8,   /* occurrences of one: more say no more */
	SPELLED = 5,      /* what one spelled as typed counts, */
	FOLDED = 4,       /* and one that is only folded to it */
	AHEAD = 8,        /* articles that are asked for before they are looked at, */
	AHEAD_ROWS = 16,  /* and so many more before that what tells where they lie */
	AHEAD_BYTES = 1024, /* of each text: the processor goes on by itself */
	LINE = 64,        /* bytes that come from memory at once */
	WEIGHED_BYTES = 128 << 10, /* of a text */
	PAGE = 64,        /* rows that are weighed before anything else */
	WEIGHED_MOST = 20000, /* unless somebody waits for all */
	SURE_ROW = 1u << 30,  /* a number from here on is that of one that is sure, not of a hit */
};

/* How often a term occurs, in fifths; each at most COUNT_MOST * SPELLED. */
struct tf {
	uint8_t title, text, beside;
};

struct hit {
	uint32_t entry, text_len, position;
	struct tf terms[TERMS_MOST];
};

struct search {
	const struct archive *archive;
	struct query *query;
	struct filter filter;
	unsigned order; /* enum search_order */
	const struct query_node *terms[TERMS_MOST]; /* what the score is made from */
	unsigned term_count;
	bool facts;            /* nothing of the query is asked of texts */

	struct listing *listing; /* the archive's order at the beginning: */
	const uint32_t *first; /* its entries by position */
	size_t first_count;
	uint32_t *sure;        /* positions of what is found, as the index knows, or that is to be weighed later */
	size_t sure_count, sure_next; /* the next to be weighed */
	uint32_t *maybe;       /* positions of what is to be looked at; NULL: all */
	struct article ahead[AHEAD]; /* of that list, the next ones by number: their texts are on the way from memory */
	size_t ahead_next;     /* the next one that is not there yet, */
	size_t expected;       /* and the next one that was not announced */
	bool later;            /* nothing is sure but what is found from now on, and that is weighed later */
	size_t maybe_count, maybe_next;
	size_t indexed;        /* articles of which the index knows, */
	uint64_t indexed_text; /* and the bytes of their texts */
	bool shown;            /* the first page is ready */
	uint32_t known, next;  /* entries of the archive at the beginning; the next of those that came since */
	uint64_t *met;         /* a bit for each entry that is or was to be looked at; NULL: not yet made */
	GArray *late;          /* of uint32_t: entries that were known, but not shown before */
	guint late_next;
	bool moved;            /* the archive's order may be another one than at the beginning */
	size_t looked, given_up;
	uint64_t text_total;   /* bytes of what was looked at */
	GArray *hits;          /* struct hit */
	size_t having[TERMS_MOST]; /* hits in which each term occurs */

	bool stale;            /* the ranking is not that of the hits, */
	bool wrong;            /* and must not be used */
	bool ascending;        /* hits stand in the ranking as they were found, for by date they were found so */
	guint ranked_hits;     /* so many hits were there when it was made, */
	bool ranked_counted;   /* and all were known, */
	size_t ranked_sure;    /* and so many that are sure had been weighed: all others follow */
	GArray *matches;       /* struct match: scratch */
	GArray *ranked;        /* struct ranked: index of a hit; those that the list shows */
	struct ranking ranking;
};

/* Whether of those that are sure, of which `most` are to be weighed, some are left. */
bool search_is_to_weigh(const struct search *search, size_t most);

/* Counts the terms in an article that is found. */
struct hit search_weigh(const struct search *search, uint32_t entry, const struct article *article);

#endif
