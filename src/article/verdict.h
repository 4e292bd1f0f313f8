/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_VERDICT_H
#define ARTICLE_VERDICT_H

/*
 * Which files are articles. What stands in a file decides; its name and folder only hint at what a project keeps beside
 * its articles, and never against a file that says when or from where it was published. Every reason is a stable word.
 */

#include <stdbool.h>

#include "article/article.h"
#include "article/fields.h"
#include "base/span.h"

/*
 * "image" or "binary" for bytes that are no text in any charset; NULL otherwise. `controls` (may be NULL) gets whether
 * there are control characters among those that were looked at.
 */
const char *verdict_bytes(struct span bytes, bool *controls);

/*
 * Why a text is no article: "binary", "readme", "project-file", "layout", "template", "script", "style", "data",
 * "feed", "site-page", "list-of-links", "empty-file"; NULL where it is one. `text` is the whole file, `body` what
 * follows its preamble; `controls`: there may be control characters in it that are no white space.
 */
const char *verdict_text(struct span text, struct span body, bool controls, struct span path,
                         const struct fields *fields, const struct article *article);

#endif
