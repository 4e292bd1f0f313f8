/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_PARSE_H
#define ARTICLE_PARSE_H

#include "article/article.h"
#include "base/arena.h"
#include "base/span.h"

/*
 * Raised whenever a file may come out as another article than before: what was kept of older versions is then read anew.
 */
#define PARSE_VERSION 1

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
 * the last, and hint that it is no article; it never decides the format. Everything in `parsed` lives in `scratch`. Never fails.
 */
void article_parse(struct arena *scratch, struct span bytes, struct span path, struct parsed *parsed);

#endif
