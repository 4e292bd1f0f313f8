/* SPDX-License-Identifier: MIT */
#ifndef FIND_STORIES_H
#define FIND_STORIES_H

/*
 * Which entries of an archive are copies of one another: with the same text, or nearly the same one, by groups. Found
 * in portions behind everything else, and known at once after that; while the archive changes, what was found before
 * holds until all of it was looked at again.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "find/duplicates.h"

struct stories;

/* Over an archive and its signatures, both borrowed. */
struct stories *stories_new(struct archive *archive, struct duplicates *duplicates);
void stories_free(struct stories *stories); /* NULL is allowed */

/* Works for about `budget_us` microseconds (0: to the end), signing first. True when there is nothing to do. */
bool stories_update(struct stories *stories, unsigned budget_us);

/* Whether all that there is has been looked at. */
bool stories_are_current(const struct stories *stories);

/* Whether anything is known at all yet; what part of the work under way is done, 0 to 100. */
bool stories_are_known(const struct stories *stories);
unsigned stories_percent(const struct stories *stories);

/* Another number whenever groups may be others. */
unsigned stories_changes(const struct stories *stories);

/* The first entry of the group of an entry, by number: the same for all of the group. Itself where it is alone. */
uint32_t stories_of(const struct stories *stories, uint32_t entry);

/* Whether there are others in its group; and whether there are older versions of it. */
bool stories_has_copies(const struct stories *stories, uint32_t entry);
bool stories_has_versions(const struct stories *stories, uint32_t entry);

struct copies {
	enum copy_kind kind;
	GArray *entries; /* of uint32_t: two or more */
};

/*
 * All groups of copies, a new array of struct copies for g_array_unref(): by kind, then as the list shows them.
 * Versions are a group by their address; of those only the newest is in groups by text. Works to the end first.
 */
GArray *stories_groups(struct stories *stories);

#endif
