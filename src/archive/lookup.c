/* SPDX-License-Identifier: MIT */
/*
 * Linear probing, at most three quarters full, seven eighths when packed. 32 bits of the hash are kept in the slot:
 * they place it again when the lookup grows, and spare most comparisons of keys. A packed slot keeps as many as it has
 * room for: 15 where there are a hundred thousand numbers.
 */
#include "archive/lookup.h"

#include <glib.h>

#define FIRST_SIZE 64

void lookup_init(struct lookup *lookup)
{
	*lookup = (struct lookup){0};
}

void lookup_clear(struct lookup *lookup)
{
	g_free(lookup->slots);
	lookup_init(lookup);
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
	struct lookup larger = {.slots = g_new0(struct lookup_slot, size), .size = size, .used = lookup->used};
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

/* Packing ---------------------------------------------------------------------------------------------------------- */

unsigned lookup_bits(uint64_t count)
{
	return count ? MIN(64 - (unsigned)__builtin_clzll(count), 32) : 1;
}

/* What of a hash stands in a packed slot. */
static uint32_t tag_of(uint32_t hash, unsigned bits)
{
	return bits < 32 ? hash >> bits << bits : 0;
}

uint32_t *lookup_pack(const struct lookup *lookup, unsigned bits, size_t *size)
{
	uint32_t *packed;
	*size = lookup->used > 0 ? 1 : 0;
	while (lookup->used > *size / 8 * 7)
		*size *= 2;
	packed = g_new0(uint32_t, *size);
	for (size_t i = 0; i < lookup->size; i++) {
		const struct lookup_slot *slot = &lookup->slots[i];
		size_t at = slot->hash & (*size - 1);
		if (!slot->hash)
			continue;
		while (packed[at])
			at = (at + 1) & (*size - 1);
		packed[at] = tag_of(slot->hash, bits) | (slot->number + 1);
	}
	return packed;
}

void lookup_borrow(struct lookup *lookup, const uint32_t *packed, size_t size, unsigned bits)
{
	lookup_clear(lookup);
	*lookup = (struct lookup){.packed = packed, .size = size, .bits = bits};
}

static uint32_t next_packed(struct lookup_walk *walk)
{
	const struct lookup *lookup = walk->lookup;
	uint32_t tag = tag_of(walk->hash, lookup->bits), slot;
	while (walk->left > 0 && (slot = lookup->packed[walk->at]) != 0) {
		walk->at = (walk->at + 1) & (lookup->size - 1);
		walk->left--;
		if (tag_of(slot, lookup->bits) == tag)
			return slot - tag - 1;
	}
	return UINT32_MAX;
}

/* Walking ---------------------------------------------------------------------------------------------------------- */

void lookup_expect(const struct lookup *lookup, uint64_t hash)
{
	if (lookup->slots)
		__builtin_prefetch(&lookup->slots[shorten(hash) & (lookup->size - 1)]);
}

struct lookup_walk lookup_walk(const struct lookup *lookup, uint64_t hash)
{
	uint32_t shorter = shorten(hash);
	return (struct lookup_walk){lookup, shorter, shorter & (lookup->size - 1), lookup->size};
}

uint32_t lookup_next(struct lookup_walk *walk)
{
	const struct lookup *lookup = walk->lookup;
	if (lookup->packed)
		return next_packed(walk);
	while (walk->left > 0 && lookup->slots[walk->at].hash) {
		struct lookup_slot slot = lookup->slots[walk->at];
		walk->at = (walk->at + 1) & (lookup->size - 1);
		walk->left--;
		if (slot.hash == walk->hash)
			return slot.number;
	}
	return UINT32_MAX;
}
