/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_REPAIR_H
#define ARTICLE_REPAIR_H

#include <stdbool.h>

#include "article/standin.h"
#include "base/arena.h"
#include "base/span.h"

/*
 * HTML as archives hold it, made such that a parser of HTML 4 neither loses text nor takes more than linear time:
 *
 *   - what is no tag becomes text (<3, <word@host>), what stands for an address becomes that address (<https://...>);
 *   - comments, CDATA marks and processing instructions go; an unclosed one takes nothing with it;
 *   - a quotation mark that an attribute forgot to close ends its tag;
 *   - attributes beyond the hundredth go;
 *   - outside <code> and <pre>, text that was escaped once too often is unescaped once, and the escaped source of
 *     another page in it (&lt;script...) goes;
 *   - signs stand in for the longer texts: `standins` has them; NULL: no signs.
 *
 * `html` itself where nothing had to change, else in `arena`. `html` must live as long as `standins`.
 */
struct span repair_html(struct arena *arena, struct span html, struct standins *standins);

/* Whether repair_html() leaves the reference as it is whose & stands at `at` of `html`, in text that ends at `to`. */
bool repair_leaves_reference(struct span html, size_t at, size_t to);

/*
 * Whether repair_html() leaves the start tag as it is whose name ends at `at` of `html`, and finds its end where the
 * parser has found it, at `end`.
 */
bool repair_leaves_tag(struct span html, size_t at, size_t end);

/* Whether repair_html() takes out what stands in the script or style that `tag` begins, which has lost its >. */
bool repair_drops_raw(struct span tag);

/* Behind the declaration at `at` of `html` (<!doctype html>), which repair_html() takes out; `at` where none is. */
size_t repair_behind_declaration(struct span html, size_t at);

#endif
