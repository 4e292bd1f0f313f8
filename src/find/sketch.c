/* SPDX-License-Identifier: MIT */
/* Two rows with a hash each, the smaller count of a key is nearer to the truth. */
#include "find/sketch.h"

#include <glib.h>
#include <string.h>

#define ROWS 2
#define COUNTS_A_DOCUMENT 32 /* of each row; an article brings fewer terms that nobody else has */
#define LEAST_BITS 22
#define MOST_BITS 25

void sketch_init(struct sketch *sketch, size_t documents)
{
	unsigned bits = LEAST_BITS;
	while (bits < MOST_BITS && (size_t)1 << bits < documents * COUNTS_A_DOCUMENT)
		bits++;
	sketch->mask = ((size_t)1 << bits) - 1;
	/* Written at once: a page that is read first is mapped twice, and other threads wait for that. */
	sketch->counts = g_new(uint16_t, ROWS << bits);
	memset(sketch->counts, 0, (ROWS * sizeof(*sketch->counts)) << bits);
}

void sketch_clear(struct sketch *sketch)
{
	g_clear_pointer(&sketch->counts, g_free);
}

/* Both hashes come from one product: its two halves tell nothing of one another. */
static void places_of(const struct sketch *sketch, uint64_t key, uint16_t *places[ROWS])
{
	uint64_t mixed = key * 0x9E3779B97F4A7C15u;
	mixed = (mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93u;
	mixed ^= mixed >> 32;
	places[0] = &sketch->counts[mixed & sketch->mask];
	places[1] = &sketch->counts[sketch->mask + 1 + (mixed >> 32 & sketch->mask)];
}

void sketch_add(struct sketch *sketch, uint64_t key)
{
	uint16_t *places[ROWS];
	places_of(sketch, key, places);
	for (size_t i = 0; i < ROWS; i++)
		*places[i] = (uint16_t)(*places[i] + (*places[i] < SKETCH_MOST));
}

uint32_t sketch_count(const struct sketch *sketch, uint64_t key)
{
	uint16_t *places[ROWS];
	places_of(sketch, key, places);
	return MIN(*places[0], *places[1]);
}
