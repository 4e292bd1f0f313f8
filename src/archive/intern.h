/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_INTERN_H
#define ARCHIVE_INTERN_H

/* What a table holds already, so that it holds it once: bytes, or runs of elements. */

#include <stdbool.h>
#include <stdint.h>

#include "archive/lookup.h"
#include "archive/table.h"

struct intern {
	struct table *table; /* borrowed */
	bool together;       /* all of it stays in one chunk, which was reserved */
	struct lookup known; /* hash of a run -> its first element */
	uint64_t seed;       /* of the hashes, so that nobody can prepare collisions */
};

/* Of an empty table, or of one whose elements so far nobody asks for. */
void intern_init(struct intern *intern, struct table *table, bool together, uint64_t seed);
/* The table stays as it is. */
void intern_clear(struct intern *intern);

/* The hash of `n` > 0 elements, for intern_run(). Memory is told: who has many to ask about takes the hashes first. */
uint64_t intern_hash(const struct intern *intern, const void *from, size_t n);

/*
 * Where these elements stand in the table, added where they do not. The number is below 2^31. False where there is no
 * room for them.
 */
bool intern_run(struct intern *intern, const void *from, size_t n, uint64_t hash, uint32_t *first);

#endif
