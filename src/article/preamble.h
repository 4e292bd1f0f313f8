/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_PREAMBLE_H
#define ARTICLE_PREAMBLE_H

/*
 * What stands above the body: YAML or TOML front matter, the comment with the milliseconds, the link line with its line
 * of dashes, header lines such as 日期：. Each part is optional.
 */

#include <stdbool.h>

#include "article/fields.h"
#include "base/arena.h"
#include "base/span.h"

/* Three or more - or = and nothing else but blanks around: what underlines a title. */
bool preamble_is_rule(struct span line);

/* Offers what the preamble of `text` says to `fields` and gives the body that follows it. Never fails. */
struct span preamble_read(struct arena *scratch, struct fields *fields, struct span text);

/*
 * Front matter alone: where `*text` begins with a closed block, offers its fields and moves `*text` behind it; true.
 * `key: value` lines are text first, never typed; libyaml reads what is structured (lists, blocks, multi-line values).
 * What YAML refuses still gives title, date, author, address and tags, with a warning. An unclosed block is body.
 */
bool front_matter_read(struct arena *scratch, struct fields *fields, struct span *text);

#endif
