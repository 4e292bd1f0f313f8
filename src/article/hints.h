/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_HINTS_H
#define ARTICLE_HINTS_H

/*
 * What the class names and ids of an element tell of its use: words that page makers everywhere choose. A hint is never
 * enough by itself; the passes weigh it against what stands in the element.
 */

#include <stdint.h>

#include "base/span.h"

enum hint {
	HINT_CONTENT = 1 << 0,    /* the body of the article: articleBody, entry-content */
	HINT_ARTICLE = 1 << 1,    /* something about the article or its text: post, story, content */
	HINT_NAVIGATION = 1 << 2, /* menus, bars, breadcrumbs, side columns */
	HINT_SHARE = 1 << 3,
	HINT_PROMOTION = 1 << 4, /* advertisements, newsletters, paywalls */
	HINT_COOKIE = 1 << 5,
	HINT_RELATED = 1 << 6,
	HINT_COMMENT = 1 << 7,
	HINT_META = 1 << 8, /* the line with author, date, categories; tags */
	HINT_CAPTION = 1 << 9,
	HINT_TITLE = 1 << 10,
	HINT_HIDDEN = 1 << 11,   /* for screen readers or for nobody */
	HINT_FOOTNOTE = 1 << 12, /* notes that belong to the article */
	HINT_MEDIA = 1 << 13,    /* holds a picture, a video, a player */
	HINT_FORM = 1 << 14,     /* is there to be filled in */
	HINT_AUTHOR = 1 << 15    /* names the author, or tells about him */
};

/* What stands beside an article, not in it. */
#define HINTS_BESIDE (HINT_NAVIGATION | HINT_SHARE | HINT_PROMOTION | HINT_COOKIE | HINT_RELATED | HINT_COMMENT)

/*
 * The hints (HINT_* joined by |) in `classes`: the names of class, id, role and itemprop, parted by blanks. Names are
 * cut into words at punctuation and where a capital follows a small letter; a word counts by itself and joined to the
 * one before. Names that file the article under something (category-..., tag-...) tell nothing.
 */
uint32_t hints_of(struct span classes);

#endif
