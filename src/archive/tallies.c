/* SPDX-License-Identifier: MIT */
/* Keys are hashes already, so their low bits are the slot; the table is at most seven eighths full. */
#include "archive/tallies.h"

#include <glib.h>
#include <string.h>

static size_t room(size_t size)
{
	return size / 8 * 7;
}

static struct tally *slot_of(const struct tallies *tallies, uint64_t key)
{
	size_t at = (size_t)key & (tallies->size - 1);
	while (tallies->slots[at].key && tallies->slots[at].key != key)
		at = (at + 1) & (tallies->size - 1);
	return &tallies->slots[at];
}

void tallies_grow(struct tallies *tallies, size_t least)
{
	struct tallies wider = {NULL, MAX(tallies->size, 1024), tallies->used, false};
	while (room(wider.size) < least)
		wider.size *= 2;
	/*
	 * Written to, so that each page of it is there: one that is read first is a page of zeros that all share, and
	 * writing to it later stops every thread for a moment.
	 */
	wider.slots = g_new(struct tally, wider.size);
	memset(wider.slots, 0, wider.size * sizeof(struct tally));
	for (size_t i = 0; i < tallies->size; i++) {
		if (tallies->slots[i].key)
			*slot_of(&wider, tallies->slots[i].key) = tallies->slots[i];
	}
	tallies_clear(tallies);
	*tallies = wider;
}

void tallies_clear(struct tallies *tallies)
{
	if (!tallies->borrowed)
		g_free(tallies->slots);
	*tallies = (struct tallies){0};
}

/* The key's tally, made where there is none. */
static struct tally *need(struct tallies *tallies, uint64_t key)
{
	struct tally *tally;
	if (tallies->used >= room(tallies->size))
		tallies_grow(tallies, tallies->used + 1);
	tally = slot_of(tallies, key);
	if (tally->key == 0) {
		tally->key = key;
		tallies->used++;
	}
	return tally;
}

void tallies_count(struct tallies *tallies, uint64_t key, uint32_t number)
{
	struct tally *tally = need(tallies, key);
	tally->pages += tally->last != number + 1;
	tally->last = number + 1;
}

void tallies_expect(const struct tallies *tallies, uint64_t key)
{
	if (tallies->size > 0)
		__builtin_prefetch(&tallies->slots[(size_t)key & (tallies->size - 1)], 1);
}

/* Tallies from a file may be full: then there is no end to be found. */
uint32_t tallies_pages(const struct tallies *tallies, uint64_t key)
{
	size_t mask = tallies->size - 1, at = (size_t)key & mask;
	for (size_t i = 0; i < tallies->size && tallies->slots[at].key; i++, at = (at + 1) & mask) {
		if (tallies->slots[at].key == key)
			return tallies->slots[at].pages;
	}
	return 0;
}

void tallies_sift(const struct tallies *tallies, uint32_t least, struct tallies *kept)
{
	if (kept->size == 0)
		tallies_grow(kept, 1);
	for (size_t i = 0; i < tallies->size; i++) {
		struct tally tally = tallies->slots[i];
		if (tally.key != 0 && tally.pages >= least)
			need(kept, tally.key)->pages = tally.pages;
	}
}
