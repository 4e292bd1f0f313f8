/* SPDX-License-Identifier: MIT */
/* The hash of the archive's identity is the seed for the path's, so no pair of them can be mistaken for another. */
#include "archive/identity.h"

#include <string.h>
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

static void hash_arrays(XXH3_state_t *state, const struct article *article)
{
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		const struct article_array *array = &article_arrays[i];
		const void *first;
		uint32_t count;
		memcpy(&first, (const char *)article + array->pointer, sizeof(first));
		memcpy(&count, (const char *)article + array->count, sizeof(count));
		XXH3_64bits_update(state, &count, sizeof(count));
		if (count > 0)
			XXH3_64bits_update(state, first, count * array->element);
	}
}

uint64_t identity_of_content(const struct article *article)
{
	const struct slice slices[] = {article->title, article->author, article->editor, article->source, article->url};
	const int64_t numbers[] = {article->pool_len, article->text_len, article->date.seconds,
	                           article->date.precision, article->date.from};
	XXH3_state_t *state = XXH3_createState();
	uint64_t hash;
	XXH3_64bits_reset(state);
	XXH3_64bits_update(state, slices, sizeof(slices));
	XXH3_64bits_update(state, numbers, sizeof(numbers));
	XXH3_64bits_update(state, article->lang, sizeof(article->lang));
	if (article->pool_len > 0)
		XXH3_64bits_update(state, article->pool, article->pool_len);
	hash_arrays(state, article);
	hash = XXH3_64bits_digest(state);
	XXH3_freeState(state);
	return hash;
}
