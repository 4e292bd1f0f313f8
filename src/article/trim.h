/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_TRIM_H
#define ARTICLE_TRIM_H

#include <stdbool.h>
#include <stdint.h>

#include "article/article.h"
#include "base/arena.h"

/*
 * Sets the first `head` and the last `tail` blocks of an article aside, a piece each, for `reason`. What of `trimmed`
 * is new lies in `arena`; all else still is the article's own: where `head` is 0 the pool is, and whichever arrays only
 * lost their end. False, and nothing trimmed, where no block would stay or the article is not in order. Boundaries must
 * not part the cells of a table.
 */
bool article_trim(const struct article *article, uint32_t head, uint32_t tail, enum aside_reason reason,
                  struct arena *arena, struct article *trimmed);

#endif
