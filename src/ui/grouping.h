/* SPDX-License-Identifier: MIT */
#ifndef UI_GROUPING_H
#define UI_GROUPING_H

/*
 * Copies of one article under one line. Rows in any order become groups: the first of each is its line, the others
 * stand behind it and show where the group is unfolded. So all rows, folded or not, have one order: that of the lines,
 * each followed by what stands under it. Units: lines are what shows, places count all.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"
#include "find/stories.h"

struct grouping {
	const struct stories *stories; /* borrowed */
	GArray *all;      /* uint32_t: entries by place; NULL while nothing is grouped */
	GArray *firsts;   /* uint32_t: the place where each group begins */
	GArray *lines;    /* uint32_t: the place that each line shows */
	GHashTable *open; /* stories that are unfolded: 1 + their number */
	struct grouping_making *making; /* the next groups; NULL: none are made */
};

/* What a line says of its group. */
struct group_sign {
	unsigned more; /* of the first line of a group: how many stand under it */
	bool open;     /* and whether they show */
	bool member;   /* it stands under another line */
};

/* Off; the stories are borrowed. grouping_clear() frees what it holds. */
void grouping_init(struct grouping *grouping, const struct stories *stories);
void grouping_clear(struct grouping *grouping);

/* Rows are shown as they come, and no groups are made. */
void grouping_drop(struct grouping *grouping);

/*
 * Begins to group `count` rows, which stay as they are until that is done; what is borrowed is asked until then. The
 * groups before hold meanwhile. With `versions`, older versions of an article stand behind it, too. Linear in the rows.
 */
void grouping_take(struct grouping *grouping, const struct archive *archive,
                   uint32_t (*entry_at)(const void *data, size_t row), const void *data, size_t count, bool versions);

/* Goes on for so many microseconds; true when there are other groups now. */
bool grouping_work(struct grouping *grouping, unsigned budget_us);

/* Whether groups are being made, and how far that is. */
bool grouping_is_busy(const struct grouping *grouping);
unsigned grouping_percent(const struct grouping *grouping);

static inline bool grouping_is_on(const struct grouping *grouping)
{
	return grouping->all != NULL;
}

/* The rest is for a grouping that is on. */

/* How many lines show, and how many articles there are, folded ones among them. */
size_t grouping_lines(const struct grouping *grouping);
size_t grouping_places(const struct grouping *grouping);

/* The entry of a line, or at a place; ENTRY_NONE behind the last one. */
uint32_t grouping_line_entry(const struct grouping *grouping, size_t line);
uint32_t grouping_entry(const struct grouping *grouping, size_t place);

/* The place of an entry; as many as there are where it has none. */
size_t grouping_place(const struct grouping *grouping, uint32_t entry);

/* The line that shows a place, or under which it is folded; and the place that a line shows. */
size_t grouping_line(const struct grouping *grouping, size_t place);
size_t grouping_place_of(const struct grouping *grouping, size_t line);

/* What a line says; all zero for one that there is not. */
struct group_sign grouping_sign(const struct grouping *grouping, size_t line);

/*
 * Unfolds, or folds, the group of a line, where it is not so already. How many lines there are more, or fewer, behind
 * its first one, which is `*first`; 0: nothing has changed.
 */
size_t grouping_unfold(struct grouping *grouping, size_t line, bool open, size_t *first);

#endif
