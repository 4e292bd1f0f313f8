/* SPDX-License-Identifier: MIT */
#ifndef FIND_REGEX_H
#define FIND_REGEX_H

/*
 * Regular expressions of PCRE2, held within limits: no expression takes long over a text, whatever both are. Without an
 * upper-case letter case does not count; ^ and $ stand at the ends of lines; an empty match is none.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "find/match.h"

struct regex;

struct regex_error {
	size_t at;     /* the byte of the expression where it is wrong */
	char *message; /* in the words of the library; for g_free() */
};

/* NULL for what is no expression: then `error` is filled. */
struct regex *regex_new(struct span expression, struct regex_error *error);
void regex_free(struct regex *regex); /* NULL is allowed */

/*
 * The first match at or after byte `from`. `given_up` (may be NULL) becomes true where a limit was reached before one
 * was found, and stays as it is otherwise.
 */
bool regex_find(const struct regex *regex, struct span text, size_t from, struct match *match, bool *given_up);

/* How far regex_find_on() is: begins as {from, from}, and is that function's own. */
struct regex_place {
	size_t from, to; /* no match begins before `from`; what was looked at last ended at `to` */
};

/*
 * The same, looking at about `bytes` bytes: WALK_MORE where there may be a match further on. The match is not told,
 * only that there is one.
 */
enum walk_result regex_find_on(const struct regex *regex, struct span text, size_t bytes, struct regex_place *place,
                               bool *given_up);

/* As literals_find() (find/literals.h) has it. */
void regex_literals(const struct regex *regex, void (*take)(void *data, unsigned branch, struct span literal),
                    void *data);

#endif
