/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_PARSE_H
#define ARTICLE_PARSE_H

#include "article/article.h"
#include "base/arena.h"
#include "base/span.h"

/*
 * Raised whenever a file may come out as another article than before: what was kept of older versions is then read
 * anew.
 */
#define PARSE_VERSION 10

enum verdict {
	VERDICT_ARTICLE,
	VERDICT_EMPTY,   /* an article without text: title and address are listed */
	VERDICT_LEFT_OUT /* not an article: README, layout, list of links, script, image, data */
};

struct parsed {
	enum verdict verdict;
	const char *reason; /* why it was left out, a stable word ("list-of-links"); NULL otherwise */
	struct article article; /* always filled: a file that is named is shown whatever the verdict */
};

/*
 * Reads the bytes of one file as an article. `path` is where it lies in its archive: its name may date it, name it at
 * the last, and hint that it is no article; it never decides the format. Everything in `parsed` lives in `scratch`.
 * Never fails.
 */
void article_parse(struct arena *scratch, struct span bytes, struct span path, struct parsed *parsed);

/* What is known of a page before it is read. */
struct known_page {
	struct span url;     /* where it was found; {NULL, 0} */
	struct span charset; /* what it was said to be in; {NULL, 0} */
};

/* As article_parse(), for a page in a document that holds many, at `path`. */
void article_parse_page(struct arena *scratch, struct span bytes, const struct known_page *page, struct span path,
                        struct parsed *parsed);

struct fields;

/* What an item of a document that holds many consists of. */
enum part_kind {
	PART_HTML,    /* `text`: markup */
	PART_PLAIN,   /* `text`: as it is to be read */
	PART_HEADING, /* `text`: of what follows */
	PART_FILE     /* a file that came along: `url` or {NULL, 0}; `text`: its name, type and size */
};

struct part {
	enum part_kind kind;
	struct span text; /* UTF-8 */
	struct span url;
};

/*
 * Makes an article of what a document that holds many says of one: `fields` were offered to already, the parts follow
 * each other. `path` is the document's. It is never left out; where nothing else names it, its own beginning does.
 */
void article_parse_parts(struct arena *scratch, struct fields *fields, const struct part *parts, size_t count,
                         struct span path, struct parsed *parsed);

#endif
