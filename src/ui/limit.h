/* SPDX-License-Identifier: MIT */
#ifndef UI_LIMIT_H
#define UI_LIMIT_H

/*
 * What limits a list: a query, and behind what it finds the articles whose titles sound as it is spelled, where it is
 * nothing but letters. Looked for in portions.
 */

#include <glib.h>
#include <stdbool.h>

#include "archive/archive.h"
#include "find/kept.h"
#include "find/search.h"
#include "ui/entry_set.h"

struct limit {
	struct search *search;    /* by date; NULL: there is no limit */
	struct query_error error; /* of what was typed last */
	char *sounds;             /* what may be pinyin; NULL where nothing may */
	GArray *sounding;         /* uint32_t: entries found by that alone, as the archive has them */
	struct entry_set found;   /* by the search, */
	size_t noted;             /* as far as they are noted */
	size_t next;              /* the row of the archive to look at next */
	int64_t began_us;         /* when looking began */
};

/*
 * Takes a query; with `pinyin` by sound, too. False, and nothing has changed but the error, for a wrong one.
 */
bool limit_set(struct limit *limit, const struct archive *archive, const struct kept *kept, struct span text,
               bool pinyin);
void limit_clear(struct limit *limit);

/* The archive has changed; with `anew`, texts may be others. */
void limit_refresh(struct limit *limit, bool anew);

/* Goes on for about `budget_us` microseconds. */
void limit_work(struct limit *limit, const struct archive *archive, unsigned budget_us);
bool limit_is_done(const struct limit *limit, const struct archive *archive);

/* True where that takes so long that somebody may wonder; then how far it is, and for how many seconds. */
bool limit_takes_long(const struct limit *limit, const struct archive *archive, unsigned *percent, unsigned *seconds);

/* How many entries were found so far, and which one stands at a row below that. */
size_t limit_count(const struct limit *limit);
uint32_t limit_at(const struct limit *limit, size_t row);
size_t limit_row(const struct limit *limit, uint32_t entry); /* the count where it has none */

#endif
