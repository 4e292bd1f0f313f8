/* SPDX-License-Identifier: MIT */
/*
 * Asking a part (index_format.h). It is small enough for postings to be read from their beginning each time; no byte is
 * trusted.
 */
#include "find/index_part.h"

#include <string.h>

#include "find/index_format.h"
#include "find/lexicon.h"

bool part_open(struct part *part, struct span bytes)
{
	struct index_header header;
	if (bytes.len < sizeof(header))
		return false;
	memcpy(&header, bytes.at, sizeof(header));
	const uint64_t sizes[] = {
		(uint64_t)header.blocks * sizeof(struct index_block),
		((uint64_t)header.word_count + INDEX_BLOCK - 1) / INDEX_BLOCK * sizeof(uint32_t),
		header.grams, header.postings, header.words,
	};
	*part = (struct part){.first = header.first, .count = header.count, .text = header.text, .blocks = header.blocks};
	part->word_count = header.word_count;
	part->first_word = header.first_word;
	part->runs = (size_t)header.runs;
	struct span *const runs[] = {&part->index, &part->places, &part->grams, &part->postings, &part->words};
	size_t at = sizeof(header);
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		if (sizes[i] > bytes.len - at)
			return false;
		*runs[i] = span_cut(bytes, at, at + sizes[i]);
		at += sizes[i];
	}
	return header.magic == INDEX_MAGIC && header.count <= PART_ARTICLES && at == bytes.len &&
	       (header.runs < header.words || header.words == 0);
}

static struct index_block block_at(const struct part *part, uint32_t index)
{
	struct index_block block;
	memcpy(&block, part->index.at + (size_t)index * sizeof(block), sizeof(block));
	return block;
}

/* The last block that begins at or before the key; false where there is none. */
static bool find_block(const struct part *part, uint64_t key, uint32_t *found)
{
	uint32_t low = 0, high = part->blocks;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (block_at(part, middle).key <= key)
			low = middle + 1;
		else
			high = middle;
	}
	*found = low - 1;
	return low > 0;
}

static bool read_number(struct span bytes, size_t *at, uint64_t *number)
{
	*number = 0;
	for (unsigned shift = 0; *at < bytes.len && shift < 63; shift += 7) {
		uint8_t byte = (uint8_t)bytes.at[(*at)++];
		*number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

/* The next 64 bits from bit `at` on, or as many as there are; at least 57 where there are so many. */
static inline uint64_t bits_at(struct span bytes, size_t at)
{
	uint64_t bits = 0;
	size_t byte = at / 8;
	if (byte < bytes.len)
		memcpy(&bits, bytes.at + byte, MIN(sizeof(bits), bytes.len - byte));
	return bits >> at % 8;
}

/* Reads ones up to a zero. */
static inline bool read_ones(struct span bytes, size_t *at, uint32_t *ones)
{
	for (*ones = 0; *at < bytes.len * 8;) {
		uint64_t bits = ~bits_at(bytes, *at);
		unsigned run = bits ? (unsigned)__builtin_ctzll(bits) : 64;
		if (run < 56) {
			*ones += run;
			*at += run + 1;
			return true;
		}
		*ones += 56;
		*at += 56;
	}
	return false;
}

static bool add_codes(struct part_set *set, struct span bytes, uint32_t articles, uint32_t count)
{
	unsigned parameter = index_parameter(articles, count);
	uint64_t mask = ((uint64_t)1 << parameter) - 1, next = 0;
	size_t at = 0;
	for (uint32_t i = 0; i < articles; i++) {
		uint32_t ones;
		if (!read_ones(bytes, &at, &ones))
			return false;
		next += ((uint64_t)ones << parameter) + (bits_at(bytes, at) & mask);
		at += parameter;
		if (next >= count)
			return false;
		set->words[next / 64] |= (uint64_t)1 << next % 64;
		next++;
	}
	return true;
}

static bool add_bitmap(struct part_set *set, struct span bytes, uint32_t count)
{
	if (bytes.len != (count + 7) / 8)
		return false;
	for (size_t i = 0; i < (bytes.len + 7) / 8; i++)
		set->words[i] |= bits_at(bytes, i * 64);
	return true;
}

static bool add_postings(const struct part *part, uint64_t from, uint64_t len, uint64_t articles, struct part_set *set)
{
	if (articles == 0 || articles > part->count || from > part->postings.len || len > part->postings.len - from)
		return false;
	struct span bytes = span_cut(part->postings, from, from + len);
	if (index_is_bitmap((uint32_t)articles, part->count))
		return add_bitmap(set, bytes, part->count);
	return add_codes(set, bytes, (uint32_t)articles, part->count);
}

static bool add_single(const struct part *part, uint64_t article, struct part_set *set)
{
	if (article >= part->count)
		return false;
	set->words[article / 64] |= (uint64_t)1 << article % 64;
	return true;
}

/* Going from one gram to the next within a block. */
struct cursor {
	uint32_t block;
	size_t number; /* of the next gram */
	size_t at;
	uint64_t key, postings;
};

struct gram_entry {
	uint64_t key, articles, last, postings; /* `last`: bytes of postings, or the article that is alone */
	bool single;
};

static void enter_block(const struct part *part, uint32_t index, struct cursor *cursor)
{
	struct index_block block = block_at(part, index);
	*cursor = (struct cursor){index, (size_t)index * INDEX_BLOCK, block.grams, block.key, block.postings};
}

static bool next_gram(const struct part *part, struct cursor *cursor, struct gram_entry *gram)
{
	uint64_t more;
	gram->articles = 1;
	if (!read_number(part->grams, &cursor->at, &more))
		return false;
	gram->single = more & 1;
	if ((!gram->single && !read_number(part->grams, &cursor->at, &gram->articles)) ||
	    !read_number(part->grams, &cursor->at, &gram->last))
		return false;
	gram->key = cursor->key += more >> 1;
	gram->postings = cursor->postings;
	cursor->postings += gram->single ? 0 : gram->last;
	cursor->number++;
	return true;
}

static bool add_gram(const struct part *part, const struct gram_entry *gram, struct part_set *set)
{
	return gram->single ? add_single(part, gram->last, set) :
			      add_postings(part, gram->postings, gram->last, gram->articles, set);
}

bool part_add(const struct part *part, uint64_t key, struct part_set *set)
{
	uint32_t index;
	struct cursor cursor;
	if (!find_block(part, key, &index))
		return true;
	enter_block(part, index, &cursor);
	for (unsigned i = 0; i < INDEX_BLOCK && cursor.at < part->grams.len; i++) {
		struct gram_entry gram;
		if (!next_gram(part, &cursor, &gram))
			return false;
		if (gram.key >= key)
			return gram.key > key || add_gram(part, &gram, set);
	}
	return true;
}

/* Words ------------------------------------------------------------------------------------------------------------ */

static uint32_t place_at(const struct part *part, uint32_t index)
{
	uint32_t place;
	memcpy(&place, part->places.at + (size_t)index * sizeof(place), sizeof(place));
	return place;
}

/* The number of the word that has byte `at`, not before that with the number `least`; false where bytes are wrong. */
static bool word_at(const struct part *part, size_t at, uint32_t least, uint32_t *number)
{
	uint32_t low = least / INDEX_BLOCK, high = (uint32_t)(part->places.len / sizeof(uint32_t));
	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2;
		if (place_at(part, middle) <= at)
			low = middle;
		else
			high = middle;
	}
	if (low >= high || place_at(part, low) > at)
		return false;
	*number = low * INDEX_BLOCK + (uint32_t)lexicon_count(part->words, place_at(part, low), at);
	return *number < part->word_count;
}

static bool add_word(const struct part *part, uint32_t number, struct cursor *cursor, struct part_set *set)
{
	size_t wanted = (size_t)part->first_word + number, block = wanted / INDEX_BLOCK;
	struct gram_entry gram = {.key = 0};
	if (block >= part->blocks)
		return false;
	if (wanted < cursor->number || block != cursor->block)
		enter_block(part, (uint32_t)block, cursor);
	while (cursor->number <= wanted)
		if (!next_gram(part, cursor, &gram))
			return false;
	return gram.key == GRAM_KEY_WORDS + number && add_gram(part, &gram, set);
}

bool part_add_words(const struct part *part, struct span bytes, struct part_set *set)
{
	struct lexicon_piece piece = lexicon_piece(bytes);
	struct span words = span_cut(part->words, 0, part->runs + 1);
	struct cursor cursor = {.block = UINT32_MAX};
	uint32_t number = 0;
	bool begins = bytes.at[0] == '\n';
	for (size_t at = 0; (at = lexicon_find(&piece, words, at)) != SPAN_NONE;) {
		if (!word_at(part, at + begins, number, &number) || !add_word(part, number, &cursor, set))
			return false;
		at = lexicon_end(words, at + begins);
		if (at == SPAN_NONE)
			return true;
	}
	return true;
}

bool part_add_run(const struct part *part, struct span run, struct part_set *set, bool *found)
{
	struct lexicon_piece piece = lexicon_piece(run);
	struct cursor cursor = {.block = UINT32_MAX};
	uint32_t number;
	size_t at = lexicon_find(&piece, part->words, part->runs);
	*found = at != SPAN_NONE;
	return !*found || (word_at(part, at + 1, 0, &number) && add_word(part, number, &cursor, set));
}
