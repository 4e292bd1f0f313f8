/* SPDX-License-Identifier: MIT */
#ifndef UI_STANDING_H
#define UI_STANDING_H

/*
 * How an entry stands: what the shelf knows of it, and whether it is chosen for the next action. Panes show it as
 * signs.
 */

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "shelf/shelf.h"
#include "ui/entry_set.h"

struct index;
struct stories;

struct standing {
	const struct archive *archive; /* borrowed */
	struct shelf *shelf;           /* borrowed */
	const struct index *index;     /* borrowed; what is found at once. NULL: none */
	struct stories *stories;       /* borrowed; what are copies of one another */
	struct entry_set chosen;
	uint64_t changes;              /* of that set */
};

struct signs {
	bool unread, star, chosen;
};

/* What rows show of an entry. */
struct signs standing_of(const struct standing *standing, uint32_t entry);

/* The id of an entry, borrowed from the archive. */
struct span standing_id(const struct standing *standing, uint32_t entry);

/* Whether an entry was chosen, to do something with many at once; choosing costs nothing, and may be done again. */
bool standing_is_chosen(const struct standing *standing, uint32_t entry);
void standing_choose(struct standing *standing, uint32_t entry, bool chosen);

/* Nothing is chosen any more. True where something was. */
bool standing_drop(struct standing *standing);

/* Another number whenever the signs of some entry may be others. */
uint64_t standing_changes(const struct standing *standing);

/* What stands before a row: ">" for the selected one, "x" for a chosen one, "X" for both, else "". */
const char *standing_pointer(struct signs signs, bool selected);

#endif
