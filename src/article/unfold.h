/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_UNFOLD_H
#define ARTICLE_UNFOLD_H

#include <stdint.h>

#include "article/article.h"

/*
 * A copy of an article in which all that was set aside stands at its place again, each piece a quoted paragraph; never
 * between the cells of a table. The first of several pieces for one reason begins with its label, "[label] ", as
 * `label_of` gives it. It has no asides; its links, images and blocks come in the same order. For article_free().
 */
struct article *article_unfold(const struct article *article, const char *(*label_of)(enum aside_reason reason));

/*
 * Where byte `byte` of the article's text stands in the unfolded text, and where a byte of that stands in the article's
 * (what was set aside: where the next block begins). Both cost time in the number of blocks.
 */
uint32_t unfold_place(const struct article *article, const struct article *unfolded, uint32_t byte);
uint32_t unfold_place_back(const struct article *article, const struct article *unfolded, uint32_t byte);

#endif
