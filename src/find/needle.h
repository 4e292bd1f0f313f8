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

/* Looking for it in a long text, portion by portion; begin with all zero and the text, end with needle_look_end(). */
struct needle_look {
	struct span text;
	bool begun, given_up;
	size_t at; /* what has been looked at */
	struct walk walk;
	struct regex_place place;
};

/* WALK_MORE after about `bytes` bytes (above 0) without it. */
enum walk_result needle_look_on(const struct needle *needle, struct needle_look *look, size_t bytes);
void needle_look_end(struct needle_look *look);

/* Appends (struct match) the first `most` of its matches, none overlapping, in order; gives how many. */
size_t needle_find_all(const struct needle *needle, struct span text, size_t most, GArray *matches);

/* As it was typed; {NULL, 0} where spelling says nothing. Borrowed. */
struct span needle_spelling(const struct needle *needle);

/*
 * Calls `take` with pieces of text; in every text that it occurs in stand, folded, all those of one branch. True where
 * there is only one piece, and it occurs wherever that stands.
 */
bool needle_literals(const struct needle *needle, void (*take)(void *data, unsigned branch, struct span literal),
                     void *data);

#endif
