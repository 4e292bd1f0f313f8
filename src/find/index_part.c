/* SPDX-License-Identifier: MIT */
/*
 * Asking a part (index_format.h). It is small enough for postings to be read from their beginning each time; no byte is
 * trusted.
 */
#include "find/index_part.h"

#include <string.h>

#include "find/checked.h"
#include "find/index_format.h"
#include "find/lexicon.h"
#include "text/utf8.h"

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
	*part = (struct part){.first = header.first, .count = header.count, .text = header.text};
	part->blocks = header.blocks;
	part->bytes = bytes.at;
	part->word_count = header.word_count;
	part->first_word = header.first_word;
	part->first_run = header.first_run;
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

/* Whether some of the bytes of a part are what was written. */
static bool is_sound(const struct part *part, struct span bytes)
{
	return !part->checked || bytes.len == 0 ||
	       checked_read(part->checked, (size_t)(bytes.at - part->bytes), bytes.len);
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
	if (!is_sound(part, bytes))
		return false;
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

static bool enter_block(const struct part *part, uint32_t index, struct cursor *cursor)
{
	struct index_block block = block_at(part, index);
	size_t end = index + 1 < part->blocks ? block_at(part, index + 1).grams : part->grams.len;
	*cursor = (struct cursor){index, (size_t)index * INDEX_BLOCK, block.grams, block.key, block.postings};
	return is_sound(part, span_cut(part->grams, block.grams, end));
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
	if (!is_sound(part, part->index))
		return false;
	if (!find_block(part, key, &index))
		return true;
	if (!enter_block(part, index, &cursor))
		return false;
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
	if ((wanted < cursor->number || block != cursor->block) && !enter_block(part, (uint32_t)block, cursor))
		return false;
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
	if (!is_sound(part, part->index) || !is_sound(part, part->places) || !is_sound(part, words))
		return false;
	for (size_t at = 0; (at = lexicon_find(&piece, words, at)) != SPAN_NONE;) {
		if (!word_at(part, at + begins, number, &number) || !add_word(part, number, &cursor, set))
			return false;
		at = lexicon_end(words, at + begins);
		if (at == SPAN_NONE)
			return true;
	}
	return true;
}

/* Runs ------------------------------------------------------------------------------------------------------------- */

/* Whether what stands at the beginning of a block comes behind the run, or is it. */
static bool is_behind(const struct part *part, uint32_t block, struct span run)
{
	struct span words = span_from(part->words, MIN(place_at(part, block), part->words.len));
	int order = memcmp(words.at, run.at, MIN(words.len, run.len));
	return order > 0;
}

/* The words among which the run must stand: a block, and the line feed before it. They stand by their bytes. */
static struct span run_block(const struct part *part, struct span run, size_t *from)
{
	uint32_t low = part->first_run / INDEX_BLOCK, blocks = (uint32_t)(part->places.len / sizeof(uint32_t)),
		 high = blocks;
	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2;
		if (is_behind(part, middle, run))
			high = middle;
		else
			low = middle;
	}
	*from = low < blocks ? MAX(place_at(part, low), part->runs + 1) - 1 : part->words.len;
	return span_cut(part->words, 0, low + 1 < blocks ? place_at(part, low + 1) : part->words.len);
}

bool part_add_run(const struct part *part, struct span run, struct part_set *set, bool *found)
{
	struct lexicon_piece piece = lexicon_piece(run);
	struct cursor cursor = {.block = UINT32_MAX};
	uint32_t number;
	size_t from;
	if (!is_sound(part, part->index) || !is_sound(part, part->places) ||
	    !is_sound(part, span_from(part->words, part->runs)))
		return false;
	struct span words = run_block(part, span_from(run, 1), &from);
	size_t at = lexicon_find(&piece, words, from);
	*found = at != SPAN_NONE;
	return !*found || (word_at(part, at + 1, 0, &number) && add_word(part, number, &cursor, set));
}

/* The longest run at `at` that the part has and that ends behind `*reached`, which moves there. */
static bool keep_run_at(const struct part *part, struct span text, size_t at, size_t *reached, struct part_set *set)
{
	char bytes[RUN_MOST * 4 + 2] = "\n";
	size_t ends[RUN_MOST + 1], end = at;
	unsigned count = 0;
	for (; count < RUN_MOST && end < text.len; ends[++count] = end)
		utf8_next(text, &end);
	for (; count >= RUN_LEAST && ends[count] > *reached; count--) {
		struct part_set one = {{0}};
		bool found;
		size_t len = ends[count] - at;
		memcpy(bytes + 1, text.at + at, len);
		bytes[len + 1] = '\n';
		if (!part_add_run(part, (struct span){bytes, len + 2}, &one, &found))
			return false;
		for (size_t i = 0; found && i < PART_WORDS; i++)
			set->words[i] &= one.words[i];
		if (found)
			*reached = ends[count];
	}
	return true;
}

bool part_keep_runs(const struct part *part, struct span run, struct part_set *set)
{
	struct span text = span_cut(run, 1, run.len - 1);
	size_t reached = 0;
	for (size_t at = 0; at < text.len; utf8_next(text, &at))
		if (!keep_run_at(part, text, at, &reached, set))
			return false;
	return true;
}
