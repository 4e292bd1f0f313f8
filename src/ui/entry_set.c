/* SPDX-License-Identifier: MIT */
/* The words reach as far as the highest entry that was ever put in, and twice as far when they no longer do. */
#include "ui/entry_set.h"

#include <glib.h>
#include <string.h>

#include "archive/archive.h"

static uint64_t bit_of(uint32_t entry)
{
	return (uint64_t)1 << entry % 64;
}

bool entry_set_has(const struct entry_set *set, uint32_t entry)
{
	return entry / 64 < set->size && (set->words[entry / 64] & bit_of(entry));
}

static void reach(struct entry_set *set, size_t word)
{
	size_t size = MAX(word + 1, 2 * set->size);
	if (word < set->size)
		return;
	set->words = g_renew(uint64_t, set->words, size);
	memset(set->words + set->size, 0, (size - set->size) * sizeof(*set->words));
	set->size = size;
}

bool entry_set_put(struct entry_set *set, uint32_t entry, bool in)
{
	if (entry == ENTRY_NONE || entry_set_has(set, entry) == in)
		return false;
	reach(set, entry / 64);
	set->words[entry / 64] ^= bit_of(entry);
	set->count += in ? (size_t)1 : SIZE_MAX;
	return true;
}

uint32_t entry_set_next(const struct entry_set *set, uint32_t entry)
{
	uint64_t left = ~(uint64_t)0 << entry % 64;
	for (size_t word = entry / 64; word < set->size; word++, left = ~(uint64_t)0)
		if (set->words[word] & left)
			return (uint32_t)(word * 64 + (size_t)__builtin_ctzll(set->words[word] & left));
	return ENTRY_NONE;
}

struct entry_set entry_set_copy(const struct entry_set *set)
{
	struct entry_set copy = *set;
	copy.words = g_memdup2(set->words, set->size * sizeof(*set->words));
	return copy;
}

void entry_set_clear(struct entry_set *set)
{
	g_free(set->words);
	*set = (struct entry_set){NULL, 0, 0};
}
