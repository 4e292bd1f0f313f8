/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_SCALAR_H
#define ARTICLE_SCALAR_H

/*
 * Values of front matter on one line, read as the text that they show: `On`, `4.15`, `… #tag` and `a: b` stay what they
 * are. Where the strict grammar of YAML or TOML would refuse, the most natural reading is taken and `repaired` is set.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"

/*
 * The text of a value: without its quotation marks, unescaped; plain text as it is. Unknown escapes are kept. In
 * quotation marks with others inside, the outermost ones count; a value that only begins with quoted words is plain.
 * `repaired` may be NULL; it is never cleared here.
 */
struct span scalar_text(struct arena *arena, struct span value, bool *repaired);

/*
 * Takes the next item off a list `[a, "b, c"]` or `a, b`: `rest` begins as the whole value. False at the end. Items may
 * be empty.
 */
bool scalar_item(struct arena *arena, struct span *rest, struct span *item, bool *repaired);

/* True where `value` begins with a quotation mark that nothing closes. */
bool scalar_is_open(struct span value);

/* True for what stands for nothing: an empty text, `~`, `null`. */
bool scalar_is_null(struct span value);

#endif
