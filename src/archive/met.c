/* SPDX-License-Identifier: MIT */
/* A lookup keeps 32 bits of a hash; the upper half of it stands in the place of a number. */
#include "archive/met.h"

#include <glib.h>

#include "base/hash.h"

struct met {
	struct lookup paths;
	uint64_t seed; /* another one each time, so that nobody can prepare collisions */
};

static uint64_t hash_of(const struct met *met, struct span path)
{
	return XXH3_64bits_withSeed(path.at, path.len, met->seed);
}

struct met *met_new(const struct segment *segment)
{
	struct met *met = g_new0(struct met, 1);
	uint32_t documents = segment_documents(segment);
	lookup_init(&met->paths);
	met->seed = (uint64_t)g_random_int() << 32 | g_random_int();
	for (uint32_t i = 0; i < documents; i++) {
		struct document document = segment_document(segment, i);
		uint64_t hash = hash_of(met, segment_document_path(segment, &document));
		lookup_put(&met->paths, hash, (uint32_t)(hash >> 32) & ~UINT32_C(1)); /* UINT32_MAX means the end */
	}
	return met;
}

void met_free(struct met *met)
{
	if (!met)
		return;
	lookup_clear(&met->paths);
	g_free(met);
}

bool met_has(const struct met *met, struct span path)
{
	uint64_t hash = hash_of(met, path);
	struct lookup_walk walk = lookup_walk(&met->paths, hash);
	uint32_t half;
	while ((half = lookup_next(&walk)) != UINT32_MAX) {
		if (half == ((uint32_t)(hash >> 32) & ~UINT32_C(1)))
			return true;
	}
	return false;
}
