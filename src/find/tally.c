/* SPDX-License-Identifier: MIT */
/* Linear probing; the counts stand apart from the slots, dense and in the order in which they came. */
#include "find/tally.h"

#include <glib.h>
#include <string.h>

#define FIRST_SIZE 1024

static size_t room_of(size_t size)
{
	return size / 4 * 3;
}

void tally_init(struct tally *tally)
{
	tally_init_for(tally, 0);
}

void tally_init_for(struct tally *tally, size_t keys)
{
	tally->used = 0;
	tally->size = FIRST_SIZE;
	while (room_of(tally->size) < keys)
		tally->size *= 2;
	tally->slots = g_new0(uint32_t, tally->size);
	tally->counts = g_new(struct count, room_of(tally->size));
	tally->seed = (uint64_t)g_random_int() << 32 | g_random_int();
}

void tally_clear(struct tally *tally)
{
	g_free(tally->slots);
	g_free(tally->counts);
	tally->slots = NULL;
	tally->counts = NULL;
	tally->used = tally->size = 0;
}

/* Where the key stands, or the free slot where it would. */
static size_t slot_of(const struct tally *tally, uint64_t key)
{
	uint64_t mixed = (key ^ tally->seed) * 0x9E3779B97F4A7C15u;
	size_t at;
	mixed = (mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93u;
	at = (mixed ^ mixed >> 32) & (tally->size - 1);
	while (tally->slots[at] && tally->counts[tally->slots[at] - 1].key != key)
		at = (at + 1) & (tally->size - 1);
	return at;
}

void tally_reset(struct tally *tally)
{
	if (tally->used > tally->size / 8) {
		memset(tally->slots, 0, tally->size * sizeof(*tally->slots));
	} else {
		/* Backwards: a key is only ever looked up while all that came before it are still there. */
		for (size_t i = tally->used; i > 0; i--)
			tally->slots[slot_of(tally, tally->counts[i - 1].key)] = 0;
	}
	tally->used = 0;
}

static void grow(struct tally *tally)
{
	g_free(tally->slots);
	tally->size *= 2;
	tally->slots = g_new0(uint32_t, tally->size);
	tally->counts = g_renew(struct count, tally->counts, room_of(tally->size));
	for (size_t i = 0; i < tally->used; i++)
		tally->slots[slot_of(tally, tally->counts[i].key)] = (uint32_t)i + 1;
}

uint32_t tally_add(struct tally *tally, uint64_t key, uint32_t n)
{
	size_t at = slot_of(tally, key);
	if (tally->slots[at]) {
		tally->counts[tally->slots[at] - 1].n += n;
		return tally->slots[at] - 1;
	}
	if (tally->used >= room_of(tally->size)) {
		grow(tally);
		at = slot_of(tally, key);
	}
	tally->counts[tally->used] = (struct count){key, n};
	tally->slots[at] = (uint32_t)++tally->used;
	return (uint32_t)tally->used - 1;
}

uint32_t tally_find(const struct tally *tally, uint64_t key)
{
	return tally->slots[slot_of(tally, key)] - 1;
}
