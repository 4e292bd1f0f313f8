/* SPDX-License-Identifier: MIT */
#ifndef FIND_FILTER_H
#define FIND_FILTER_H

/* Whether an article answers a query: looked up in the article itself, term by term, as few of them as decide it. */

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "find/query.h"

struct index;

/* Who knows what was read and starred, and what the texts hold. */
struct asking {
	bool (*is)(void *data, enum query_is what, uint32_t entry); /* not for IS_EMPTY; NULL: nobody, nothing is */
	struct span (*tags)(void *data, uint32_t entry); /* the reader's own, one a line; NULL: there are none */
	void *data;
	const struct index *index; /* NULL: there is none, and everything is looked through */
};

struct filter {
	const struct archive *archive; /* borrowed, as are query and asking.data */
	const struct query *query;
	struct asking asking;
	bool given_up; /* a limit of a regular expression was reached in the last article */
	struct filter_text *text; /* what is known of a long text: see filter_look_on() */
};

/* Whether the query means the entry. */
bool filter_accepts(struct filter *filter, uint32_t entry);

/* The same for an article that one has. */
bool filter_accepts_article(struct filter *filter, uint32_t entry, const struct article *article);

/* Bytes of a text that is looked at in portions. */
#define FILTER_LONG (256u << 10)

/*
 * Looks at a portion of a text that is longer than that; to be repeated, with nothing else between, until it gives
 * true: then the next filter_accepts_article() takes no time, and must be for this article. filter_forget() gives up
 * between.
 */
bool filter_look_on(struct filter *filter, const struct article *article);
void filter_forget(struct filter *filter);

/* One field of an article; {NULL, 0} where nothing is known. Not IN_ANY and IN_TAG, which are several texts. */
struct span filter_field(const struct article *article, enum query_field field);

#endif
