/* SPDX-License-Identifier: MIT */
/*
 * Linear probing, at most three quarters full. 32 bits of the hash are kept in the slot: they place it again when the
 * lookup grows, and spare most comparisons of keys.
 */
#include "archive/lookup.h"

#include <glib.h>

#define FIRST_SIZE 64

void lookup_init(struct lookup *lookup)
{
	*lookup = (struct lookup){NULL, 0, 0, false};
}

void lookup_clear(struct lookup *lookup)
{
	if (!lookup->borrowed)
		g_free(lookup->slots);
	lookup_init(lookup);
}

void lookup_borrow(struct lookup *lookup, struct lookup_slot *slots, size_t size)
{
	lookup_clear(lookup);
	*lookup = (struct lookup){slots, size, size, true};
}

static uint32_t shorten(uint64_t hash)
{
	uint32_t half = (uint32_t)(hash ^ hash >> 32);

	return half ? half : 1;
}

static void place(struct lookup *lookup, struct lookup_slot slot)
{
	size_t at = slot.hash & (lookup->size - 1);

	while (lookup->slots[at].hash)
		at = (at + 1) & (lookup->size - 1);
	lookup->slots[at] = slot;
}

static void grow(struct lookup *lookup)
{
	size_t size = MAX(lookup->size * 2, FIRST_SIZE);
	struct lookup larger = {g_new0(struct lookup_slot, size), size, lookup->used, false};

	for (size_t i = 0; i < lookup->size; i++) {
		if (lookup->slots[i].hash)
			place(&larger, lookup->slots[i]);
	}
	g_free(lookup->slots);
	*lookup = larger;
}

void lookup_put(struct lookup *lookup, uint64_t hash, uint32_t number)
{
	if (lookup->used >= lookup->size / 4 * 3)
		grow(lookup);
	place(lookup, (struct lookup_slot){shorten(hash), number});
	lookup->used++;
}

void lookup_replace(struct lookup *lookup, uint64_t hash, uint32_t old, uint32_t number)
{
	uint32_t shorter = shorten(hash);
	size_t at = shorter & (lookup->size - 1);

	for (; lookup->size > 0 && lookup->slots[at].hash; at = (at + 1) & (lookup->size - 1)) {
		if (lookup->slots[at].hash != shorter || lookup->slots[at].number != old)
			continue;
		lookup->slots[at].number = number;
		return;
	}
}

struct lookup_walk lookup_walk(const struct lookup *lookup, uint64_t hash)
{
	uint32_t shorter = shorten(hash);

	return (struct lookup_walk){lookup, shorter, shorter & (lookup->size - 1), lookup->size};
}

uint32_t lookup_next(struct lookup_walk *walk)
{
	const struct lookup *lookup = walk->lookup;

	while (walk->left > 0 && lookup->slots[walk->at].hash) {
		struct lookup_slot slot = lookup->slots[walk->at];

		walk->at = (walk->at + 1) & (lookup->size - 1);
		walk->left--;
		if (slot.hash == walk->hash)
			return slot.number;
	}
	return UINT32_MAX;
}
