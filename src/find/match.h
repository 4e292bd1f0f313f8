/* SPDX-License-Identifier: MIT */
#ifndef FIND_MATCH_H
#define FIND_MATCH_H

/* Every occurrence of what was typed, in one text: a word, a phrase, any run of characters. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "find/anchor.h"
#include "text/fold.h"

struct match {
	uint32_t from, to; /* bytes of the text */
};

struct pattern;

/*
 * Compiles a query; NULL for one in which nothing can be seen. pattern_new() folds as fold_smart() says. What was typed
 * keeps no pattern waiting: making one costs a fraction of a millisecond.
 */
struct pattern *pattern_new(struct span query);
struct pattern *pattern_new_folded(struct span query, enum fold_kind kind);
void pattern_free(struct pattern *pattern); /* NULL is allowed */

/*
 * The first match at or after byte `from`, the beginning of a character; false where there is none. White space in the
 * query equals any run of white space without a blank line: no match goes beyond its paragraph. A match begins and ends
 * at whole characters of the text, one that stands for several (㍿) too. Time is linear in the text, whatever the
 * query; mostly it is that of reading it from memory. A pattern may be used in several threads at once.
 */
bool pattern_find(const struct pattern *pattern, struct span text, size_t from, struct match *match);

/* All matches, none overlapping, in order: a new array for g_free(), `count` of them; NULL where there are none. */
struct match *pattern_find_all(const struct pattern *pattern, struct span text, size_t *count);

/* A search through one text, match by match, in portions where that is wanted. Its members are its own. */
struct walk {
	const struct pattern *pattern;
	struct span text;
	size_t begun, from; /* where it began; no match begins before `from` now */
	size_t at;   /* what has been looked at */
	struct anchor_hits hits;
	size_t work; /* bytes looked at more than once */
	bool plodding;
	struct fold fold; /* while plodding: see match.c */
	size_t state, oldest;
	size_t *starts;
};

enum walk_result { WALK_FOUND, WALK_MORE, WALK_END };

/* `pattern` and `text` are borrowed until walk_end(). */
struct walk walk_begin(const struct pattern *pattern, struct span text, size_t from);

/* The next match, or WALK_MORE after about `bytes` bytes (above 0) without one, or WALK_END. */
enum walk_result walk_next(struct walk *walk, size_t bytes, struct match *match);

/* How much of the text has been looked at. */
size_t walk_place(const struct walk *walk);

/* Frees what the walk remembers; after WALK_END, too. */
void walk_end(struct walk *walk);

#endif
