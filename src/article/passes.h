/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_PASSES_H
#define ARTICLE_PASSES_H

/*
 * What happens to a draft between the last event and the finished article. Each pass is a loop or two over the draft's
 * arrays and decides one thing; passes.c says in which order they run, and why.
 */

#include <stdbool.h>

#include "article/article.h"
#include "article/draft.h"
#include "article/fields.h"

/*
 * All of them. `whole_page`: the body is a page with what surrounds an article, and not the article alone. What passes
 * learn of the article is offered to `fields`.
 */
void passes_run(struct draft *draft, struct fields *fields, bool whole_page);

/* main_content.c: sets aside what stands outside the article of a whole page. Never all of it. */
void main_content_find(struct draft *draft);

/* tables.c: tells tables of data from tables of layout (node.data) and numbers the rows of the former. */
void tables_settle(struct draft *draft);

/* captions.c: gives images the captions that stand beside them. */
void captions_find(struct draft *draft);

/*
 * notices.c: sets aside what says itself what it is: share, cookie and subscription lines; offers the source's address.
 */
void notices_find(struct draft *draft, struct fields *fields);

/* references.c: makes the article's own lists of related articles references and sets them aside. */
void references_find(struct draft *draft);

/* headline.c: offers the first heading as title; drops the headings that say the title again. */
void headline_find(struct draft *draft, struct fields *fields, bool whole_page);

/* chrome.c: sets navigation, promotion, comments and the like aside, by structure; less is spared on a whole page. */
void chrome_remove(struct draft *draft, bool whole_page);

/* filed.c: offers the words that the article was filed under as tags, where it has none. */
void filed_find(const struct draft *draft, struct fields *fields);

/* lines.c: which lines of one paragraph stay together (verse, addresses) and which are paragraphs of their own. */
void lines_join(struct draft *draft);

/* finish.c: the article that the kept blocks make, in the draft's arena. */
void finish_article(const struct draft *draft, const struct fields *fields, struct article *article);

#endif
