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
};

/* Sorts by what a letter means (d s t l), or the other way round where it is sorted so; NULL, or what to say. */
const char *sorting_choose(struct sorting *sorting, uint32_t key);

/* Takes `count` entries in the order that they come in, and sorts them. */
void sorting_take(struct sorting *sorting, const struct archive *archive,
                  uint32_t (*entry_at)(const void *data, size_t row), const void *data, size_t count);

/* Frees the order that was made; by what it is sorted stays. */
void sorting_clear(struct sorting *sorting);

#endif
