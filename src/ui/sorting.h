/* SPDX-License-Identifier: MIT */
#ifndef UI_SORTING_H
#define UI_SORTING_H

/* Another order for the rows of a list than the one that they come in, which is by date, the newest first. */

#include <glib.h>
#include <stdbool.h>

#include "archive/archive.h"

enum sort_key { SORT_DATE, SORT_SOURCE, SORT_TITLE, SORT_LENGTH, SORT_KEY_COUNT };

struct sorting {
	enum sort_key key;
	bool reversed;
	GArray *entries; /* of uint32_t, in order; NULL while the rows stand as they come */
	struct sorting_making *making; /* the next order; NULL: none is made */
};

/* Sorts by what a letter means (d s t l), or the other way round where it is sorted so; NULL, or what to say. */
const char *sorting_choose(struct sorting *sorting, uint32_t key);

/*
 * Begins to sort `count` entries, which stay as they are until that is done; what is borrowed is asked until then. The
 * order before holds meanwhile. What comes in order as it is has none at once.
 */
void sorting_take(struct sorting *sorting, const struct archive *archive,
                  uint32_t (*entry_at)(const void *data, size_t row), const void *data, size_t count);

/* Goes on for so many microseconds; true when there is another order now. */
bool sorting_work(struct sorting *sorting, unsigned budget_us);

/* Whether an order is being made. */
bool sorting_is_busy(const struct sorting *sorting);

/* Whether somebody may wonder by now; then how far it is, and since when it goes on. */
bool sorting_takes_long(const struct sorting *sorting, unsigned *percent, unsigned *seconds);

/* Gives up the order that was made; by what it is sorted stays, and what is being made. */
void sorting_clear_order(struct sorting *sorting);

/* Gives up what is being made, too. */
void sorting_clear(struct sorting *sorting);

#endif
