/* SPDX-License-Identifier: MIT */
/* The hash of the archive's identity is the seed for the path's, so no pair of them can be mistaken for another. */
#include "archive/identity.h"

#include <xxhash.h>

#include "article/address.h"

static void write_id(uint64_t hash, char id[ID_SIZE])
{
	for (int i = ID_SIZE - 1; i >= 0; i--, hash >>= 4)
		id[i] = "0123456789abcdef"[hash & 15];
}

bool identity_of_address(struct arena *scratch, struct span url, char id[ID_SIZE])
{
	struct span canonical = url.len ? address_canonical(scratch, url) : url;

	if (canonical.len == 0)
		return false;
	write_id(XXH3_64bits(canonical.at, canonical.len), id);
	return true;
}

void identity_of_path(struct span archive, struct span path, char id[ID_SIZE])
{
	uint64_t seed = XXH3_64bits(archive.len ? archive.at : "", archive.len);

	write_id(XXH3_64bits_withSeed(path.len ? path.at : "", path.len, seed), id);
}
