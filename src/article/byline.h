/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_BYLINE_H
#define ARTICLE_BYLINE_H

#include "article/fields.h"
#include "base/span.h"

/*
 * Looks for the bylines of CJK and English news in one block of text and offers author, editor and date: （记者X报导）,
 * 【某报2023年01月06日讯】, 文／X, 記者X, By X, 編輯：X (who stays an editor). `first` and `last`: the block is among
 * the first or the last three of the article; elsewhere nothing is a byline.
 */
void byline_scan(struct fields *fields, struct span block, bool first, bool last);

/*
 * Offers the author that an element of a page says it names (rel=author, class="byline"): `text` is all that it shows,
 * on one line. `more`: nothing but a comma parts it from the one before, so both have written it. What is no name is
 * none.
 */
void byline_declared(struct fields *fields, struct span text, bool more);

#endif
