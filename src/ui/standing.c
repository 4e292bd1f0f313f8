/* SPDX-License-Identifier: MIT */
/* Signs are letters of ASCII: they take one cell everywhere, and say without colour what is meant. */
#include "ui/standing.h"

struct span standing_id(const struct standing *standing, uint32_t entry)
{
	struct entry known;
	archive_entry(standing->archive, entry, &known);
	return known.id;
}

bool standing_is_chosen(const struct standing *standing, uint32_t entry)
{
	return entry_set_has(&standing->chosen, entry);
}

void standing_choose(struct standing *standing, uint32_t entry, bool chosen)
{
	standing->changes += entry_set_put(&standing->chosen, entry, chosen);
}

bool standing_drop(struct standing *standing)
{
	bool any = standing->chosen.count > 0;
	standing->changes += any;
	entry_set_clear(&standing->chosen);
	return any;
}

/* Both only grow, so their sum tells of each. */
__attribute__((hot))
uint64_t standing_changes(const struct standing *standing)
{
	return standing->changes + shelf_changes(standing->shelf);
}

struct signs standing_of(const struct standing *standing, uint32_t entry)
{
	struct span id = standing_id(standing, entry);
	return (struct signs){
		.unread = shelf_number(standing->shelf, id, SHELF_READ) == 0,
		.star = shelf_number(standing->shelf, id, SHELF_STAR) != 0,
		.chosen = standing_is_chosen(standing, entry),
	};
}

__attribute__((hot))
const char *standing_pointer(struct signs signs, bool selected)
{
	if (signs.chosen)
		return selected ? "X" : "x";
	return selected ? ">" : "";
}
