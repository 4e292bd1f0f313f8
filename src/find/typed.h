/* SPDX-License-Identifier: MIT */
#ifndef FIND_TYPED_H
#define FIND_TYPED_H

/*
 * What was typed into a search prompt, and every place where it stands in one text. Terms are parted by |, each found
 * on its own: `岸田|拜登`. A term is folded; behind = it is looked for exactly as it is; between slashes it is a
 * regular expression (the second slash may be missing). A = before the first term holds for all. A backslash takes the
 * meaning from | everywhere, and from / and = at the beginning of a term.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "find/regex.h"

struct typed;

struct hit {
	uint32_t from, to; /* bytes of the text */
	uint32_t term;     /* which one it is of, from 0 */
};

/*
 * NULL for what holds nothing to look for. Then error->message is not NULL where an expression is wrong, and error->at
 * the number of the character of the line before which it is, from 1; else the message is NULL.
 */
struct typed *typed_new(struct span line, struct regex_error *error);
void typed_free(struct typed *typed); /* NULL is allowed */

/* The first hit of any term at or after byte `from`; false where there is none. */
bool typed_find(const struct typed *typed, struct span text, size_t from, struct hit *hit);

struct typed_walk;

/* `typed` and `text` are borrowed until the walk is freed. */
struct typed_walk *typed_walk_new(const struct typed *typed, struct span text);
void typed_walk_free(struct typed_walk *walk); /* NULL is allowed */

/*
 * Looks at about `bytes` more of the text and puts what is found into `hits` (struct hit), where all stand in order and
 * none overlap: of two that would, the one found first stays. False when all of the text has been looked at.
 */
bool typed_walk_on(struct typed_walk *walk, size_t bytes, GArray *hits);

/* Whether an expression reached its limits somewhere, so that hits may be missing. */
bool typed_walk_gave_up(const struct typed_walk *walk);

#endif
