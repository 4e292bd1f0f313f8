/* SPDX-License-Identifier: MIT */
/* Runs that are equal have equal bytes from their first element on, whatever follows: so no lengths are kept. */
#include "archive/intern.h"

#include <string.h>

#include "base/hash.h"

void intern_init(struct intern *intern, struct table *table, bool together, uint64_t seed)
{
	*intern = (struct intern){.table = table, .together = together, .seed = seed};
	lookup_init(&intern->known);
}

void intern_clear(struct intern *intern)
{
	lookup_clear(&intern->known);
}

uint64_t intern_hash(const struct intern *intern, const void *from, size_t n)
{
	uint64_t hash = XXH3_64bits_withSeed(from, n * intern->table->width, intern->seed);
	lookup_expect(&intern->known, hash);
	return hash;
}

bool intern_run(struct intern *intern, const void *from, size_t n, uint64_t hash, uint32_t *first)
{
	size_t bytes = n * intern->table->width;
	struct lookup_walk walk = lookup_walk(&intern->known, hash);
	uint32_t known;
	while ((known = lookup_next(&walk)) != UINT32_MAX) {
		const void *at = table_run(intern->table, known, n);
		if (at && memcmp(at, from, bytes) == 0) {
			*first = known;
			return true;
		}
	}
	if (intern->table->count + n > INT32_MAX || (intern->together && table_room(intern->table) < n))
		return false;
	*first = (uint32_t)table_add(intern->table, from, n);
	lookup_put(&intern->known, hash, *first);
	return true;
}
