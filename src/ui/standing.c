/* SPDX-License-Identifier: MIT */
/* Signs are letters of ASCII: they take one cell everywhere, and say without colour what is meant. */
#include "ui/standing.h"

struct span standing_id(const struct standing *standing, uint32_t entry)
{
	struct entry known;
	archive_entry(standing->archive, entry, &known);
	return known.id;
}

static void *key_of(uint32_t entry)
{
	return GSIZE_TO_POINTER((gsize)entry + 1);
}

bool standing_is_chosen(const struct standing *standing, uint32_t entry)
{
	return g_hash_table_contains(standing->chosen, key_of(entry));
}

void standing_choose(struct standing *standing, uint32_t entry, bool chosen)
{
	standing->changes++;
	if (chosen)
		g_hash_table_add(standing->chosen, key_of(entry));
	else
		g_hash_table_remove(standing->chosen, key_of(entry));
}

bool standing_drop(struct standing *standing)
{
	bool any = g_hash_table_size(standing->chosen) > 0;
	standing->changes += any;
	g_hash_table_remove_all(standing->chosen);
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
