/* SPDX-License-Identifier: MIT */
#ifndef FIND_NEEDLE_H
#define FIND_NEEDLE_H

/* What one term of a query looks for in a text: words, exactly these bytes, a regular expression, words near others. */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "find/match.h"
#include "find/regex.h"

struct needle;

/* NULL where nothing of it can be seen. */
struct needle *needle_words(struct span words);
struct needle *needle_exact(struct span bytes);

/* NULL for what is no expression: then `error` is filled. */
struct needle *needle_regex(struct span expression, struct regex_error *error);

/*
 * All of these words, in any order, in one paragraph and no more than `distance` characters between one and the next.
 * The words are copied; NULL where one of them cannot be seen, or where there are none.
 */
struct needle *needle_near(const struct span *words, size_t count, unsigned distance);

void needle_free(struct needle *needle); /* NULL is allowed */

/* True where it occurs. `given_up`: as regex_find() has it; may be NULL. */
bool needle_occurs(const struct needle *needle, struct span text, bool *given_up);

/* Appends (struct match) the first `most` of its matches, none overlapping, in order; gives how many. */
size_t needle_find_all(const struct needle *needle, struct span text, size_t most, GArray *matches);

/* As it was typed; {NULL, 0} where spelling says nothing. Borrowed. */
struct span needle_spelling(const struct needle *needle);

/*
 * Calls `take` with pieces of text all of which stand, folded, in every text that it occurs in. True where there is only
 * one, and it occurs wherever that stands.
 */
bool needle_literals(const struct needle *needle, void (*take)(void *data, struct span literal), void *data);

#endif
