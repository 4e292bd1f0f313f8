/* SPDX-License-Identifier: MIT */
/* The hash of the archive's identity is the seed for the path's, so no pair of them can be mistaken for another. */
#include "archive/identity.h"

#include <glib.h>
#include <string.h>

#include "article/address.h"
#include "base/hash.h"

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

static uint64_t hash_array(const struct article *article, const struct article_array *array)
{
	const void *first;
	uint32_t count;
	memcpy(&first, (const char *)article + array->pointer, sizeof(first));
	memcpy(&count, (const char *)article + array->count, sizeof(count));
	return count > 0 ? XXH3_64bits(first, count * array->element) : 0;
}

uint64_t identity_of_content(const struct article *article)
{
	struct {
		int64_t numbers[5];
		uint64_t pool, arrays[ARTICLE_ARRAYS]; /* hashes; 0: of nothing */
		struct slice slices[5];
		char lang[16];
	} all = {
		.numbers = {article->pool_len, article->text_len, article->date.seconds, article->date.precision,
			    article->date.from},
		.pool = article->pool_len > 0 ? XXH3_64bits(article->pool, article->pool_len) : 0,
		.slices = {article->title, article->author, article->editor, article->source, article->url},
	};
	G_STATIC_ASSERT(sizeof(all) == 5 * 8 + (1 + ARTICLE_ARRAYS) * 8 + 5 * sizeof(struct slice) + sizeof(all.lang));
	memcpy(all.lang, article->lang, sizeof(article->lang));
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++)
		all.arrays[i] = hash_array(article, &article_arrays[i]);
	return XXH3_64bits(&all, sizeof(all));
}
