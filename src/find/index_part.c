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
	uint32_t blocks = (uint32_t)(((uint64_t)header.gram_count + INDEX_BLOCK - 1) / INDEX_BLOCK);
	const uint64_t sizes[] = {
		(uint64_t)blocks * sizeof(struct index_block),
		((uint64_t)header.word_count + INDEX_BLOCK - 1) / INDEX_BLOCK * sizeof(uint32_t),
		header.grams, header.postings, header.words,
	};
	*part = (struct part){.first = header.first, .count = header.count, .text = header.text};
	part->gram_count = header.gram_count;
	part->blocks = blocks;
	part->bytes = bytes.at;
	part->word_count = header.word_count;
	part->first_word = header.first_word;
	struct span *const runs[] = {&part->index, &part->places, &part->grams, &part->postings, &part->words};
	size_t at = sizeof(header);
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		if (sizes[i] > bytes.len - at)
			return false;
		*runs[i] = span_cut(bytes, at, at + sizes[i]);
		at += sizes[i];
	}
	return header.magic == INDEX_MAGIC && header.count <= PART_ARTICLES && at == bytes.len;
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

/* What is usually below 2 to `usual` (put_number() in index_write.c). */
static bool read_number(struct span bytes, size_t *at, unsigned usual, uint64_t *number)
{
	uint64_t bits = ~bits_at(bytes, *at);
	unsigned more = bits ? (unsigned)__builtin_ctzll(bits) : 64, count = more + usual;
	*at += more + 1;
	if (count > 56 || *at > bytes.len * 8)
		return false;
	uint64_t highest = (uint64_t)1 << count;
	*number = (highest | (bits_at(bytes, *at) & (highest - 1))) - ((uint64_t)1 << usual);
	*at += count;
	return *at <= bytes.len * 8;
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

struct gram_entry {
	uint64_t key, articles, last, postings; /* `last`: bytes of postings, or the article that is alone */
	size_t number;
	bool single, frequent;
};

static bool add_bitmap(struct part_set *set, struct span bytes, uint32_t count)
{
	if (bytes.len != (count + 7) / 8)
		return false;
	for (size_t i = 0; i < (bytes.len + 7) / 8; i++)
		set->words[i] |= bits_at(bytes, i * 64);
	return true;
}

/* Postings that are so many of `of`, which is no more than PART_ARTICLES. */
static bool add_postings(const struct part *part, const struct gram_entry *gram, uint64_t articles, uint32_t of,
                         struct part_set *set)
{
	if (articles == 0 || articles > of || gram->postings > part->postings.len ||
	    gram->last > part->postings.len - gram->postings)
		return false;
	struct span bytes = span_cut(part->postings, gram->postings, gram->postings + gram->last);
	if (!is_sound(part, bytes))
		return false;
	if (index_is_bitmap((uint32_t)articles, of))
		return add_bitmap(set, bytes, of);
	return add_codes(set, bytes, (uint32_t)articles, of);
}

static bool add_single(uint64_t article, uint32_t of, struct part_set *set)
{
	if (article >= of)
		return false;
	set->words[article / 64] |= (uint64_t)1 << article % 64;
	return true;
}

/* Going from one gram to the next within a block. */
struct cursor {
	uint32_t block;
	size_t number;  /* of the next gram */
	size_t at;      /* bit */
	unsigned usual; /* bits of what keys differ by */
	uint64_t key, postings;
};

static bool enter_block(const struct part *part, uint32_t index, struct cursor *cursor)
{
	struct index_block block = block_at(part, index);
	size_t end = index + 1 < part->blocks ? block_at(part, index + 1).grams : part->grams.len;
	*cursor = (struct cursor){.block = index, .number = (size_t)index * INDEX_BLOCK, .key = block.key,
	                          .postings = block.postings};
	if (!is_sound(part, span_cut(part->grams, block.grams, end)))
		return false;
	cursor->at = (size_t)block.grams * 8;
	cursor->usual = bits_at(part->grams, cursor->at) & ((1u << INDEX_STEP_BITS) - 1);
	cursor->at += INDEX_STEP_BITS;
	return true;
}

/* There is one: before the block's last, and the part's. */
static bool next_gram(const struct part *part, struct cursor *cursor, struct gram_entry *gram)
{
	uint64_t step;
	if (cursor->number % INDEX_BLOCK) {
		if (!read_number(part->grams, &cursor->at, cursor->usual, &step))
			return false;
		cursor->key += step + 1;
	}
	if (!read_number(part->grams, &cursor->at, 0, &gram->articles))
		return false;
	gram->single = gram->articles++ == 0;
	gram->frequent = !gram->single && bits_at(part->grams, cursor->at++) & 1;
	gram->key = cursor->key;
	if (!read_number(part->grams, &cursor->at,
	                 gram->single ? index_usual_single(gram->key, part->count) : INDEX_USUAL_LENGTH, &gram->last))
		return false;
	gram->postings = cursor->postings;
	cursor->postings += gram->single ? 0 : gram->last;
	gram->number = cursor->number++;
	return true;
}

static bool add_gram(const struct part *part, const struct gram_entry *gram, struct part_set *set)
{
	return gram->single ? add_single(gram->last, part->count, set) :
			      add_postings(part, gram, gram->articles, part->count, set);
}

/* `articles` are 0 where the part has no such gram. */
static bool find_gram(const struct part *part, uint64_t key, struct gram_entry *gram)
{
	uint32_t index;
	struct cursor cursor;
	*gram = (struct gram_entry){.articles = 0};
	if (!is_sound(part, part->index))
		return false;
	if (!find_block(part, key, &index))
		return true;
	if (!enter_block(part, index, &cursor))
		return false;
	for (unsigned i = 0; i < INDEX_BLOCK && cursor.number < part->gram_count; i++) {
		if (!next_gram(part, &cursor, gram))
			return false;
		if (gram->key >= key)
			break;
	}
	if (gram->key != key)
		gram->articles = 0;
	return true;
}

bool part_add(const struct part *part, uint64_t key, struct part_set *set)
{
	struct gram_entry gram;
	return find_gram(part, key, &gram) && (gram.articles == 0 || add_gram(part, &gram, set));
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
	if (wanted >= part->gram_count)
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
	struct span words = part->words;
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

/* A run that is asked for, and what is known of its pieces: by how long they are, and where they begin. */
struct asked_run {
	uint32_t codes[GRAM_ASKED_MOST];
	unsigned count;
	struct {
		struct gram_entry gram;
		bool known;
	} pieces[RUN_MOST + 1][GRAM_ASKED_MOST];
};

/* A piece is known where both of the ones that are a character shorter are frequent; pairs are. */
static bool find_piece(const struct part *part, struct asked_run *asked, unsigned len, unsigned at)
{
	uint64_t key;
	asked->pieces[len][at].known = true;
	if (len < RUN_LEAST) {
		key = gram_key(GRAM_TWO, asked->codes[at], asked->codes[at + 1]);
	} else {
		const struct gram_entry *front = &asked->pieces[len - 1][at].gram,
					*rest = &asked->pieces[len - 1][at + 1].gram;
		asked->pieces[len][at].known = front->frequent && rest->frequent;
		key = gram_run_key((uint32_t)rest->number, asked->codes[at]);
	}
	return !asked->pieces[len][at].known || find_gram(part, key, &asked->pieces[len][at].gram);
}

/* `none`: one of the pieces that are known is in no article. */
static bool find_pieces(const struct part *part, struct asked_run *asked, bool *none)
{
	*none = false;
	for (unsigned len = RUN_LEAST - 1; len <= MIN(asked->count, RUN_MOST); len++) {
		for (unsigned at = 0; at + len <= asked->count && !*none; at++) {
			if (!find_piece(part, asked, len, at))
				return false;
			*none = asked->pieces[len][at].known && asked->pieces[len][at].gram.articles == 0;
		}
	}
	return true;
}

/* Of the articles of one piece those that have it with a character more in front. */
static bool keep_numbered(const struct part *part, const struct gram_entry *gram, uint16_t *articles, uint32_t *count)
{
	uint32_t of = *count, lacking = of - (uint32_t)gram->articles;
	struct part_set numbers = {{0}};
	if (gram->articles > of)
		return false;
	bool inverse = !gram->single && gram->articles > of / 2;
	if (gram->single ? !add_single(gram->last, of, &numbers)
	                 : (inverse ? lacking : gram->articles) > 0 &&
	                           !add_postings(part, gram, inverse ? lacking : gram->articles, of, &numbers))
		return false;
	*count = 0;
	for (uint32_t i = 0; i < of; i++) {
		bool has = numbers.words[i / 64] >> i % 64 & 1;
		articles[*count] = articles[i];
		*count += has != inverse;
	}
	return true;
}

static uint32_t list_of(const struct part_set *set, uint32_t articles, uint16_t *list)
{
	uint32_t count = 0;
	for (uint32_t word = 0; word < (articles + 63) / 64; word++)
		for (uint64_t bits = set->words[word]; bits; bits &= bits - 1)
			list[count++] = (uint16_t)(word * 64 + (uint32_t)__builtin_ctzll(bits));
	return count;
}

/* From the pair at the end of a piece, character by character to its beginning. */
static bool keep_piece(const struct part *part, const struct asked_run *asked, unsigned len, unsigned at,
                       struct part_set *set)
{
	uint16_t list[PART_ARTICLES];
	struct part_set piece = {{0}};
	unsigned last = at + len - (RUN_LEAST - 1);
	if (!add_gram(part, &asked->pieces[RUN_LEAST - 1][last].gram, &piece))
		return false;
	if (len >= RUN_LEAST) {
		uint32_t count = list_of(&piece, part->count, list);
		for (unsigned more = RUN_LEAST; more <= len; more++)
			if (!keep_numbered(part, &asked->pieces[more][at + len - more].gram, list, &count))
				return false;
		memset(&piece, 0, sizeof(piece));
		for (uint32_t i = 0; i < count; i++)
			piece.words[list[i] / 64] |= (uint64_t)1 << list[i] % 64;
	}
	for (uint32_t i = 0; i < (part->count + 63) / 64; i++)
		set->words[i] &= piece.words[i];
	return true;
}

/* Whether a piece that is known says nothing that a longer one does not. */
static bool is_covered(const struct asked_run *asked, unsigned len, unsigned at)
{
	return len < RUN_MOST && (asked->pieces[len + 1][at].known || (at > 0 && asked->pieces[len + 1][at - 1].known));
}

bool part_keep_run(const struct part *part, struct span run, struct part_set *set, bool *exact)
{
	struct asked_run asked = {.count = 0};
	bool none;
	for (size_t at = 0; at < run.len && asked.count < GRAM_ASKED_MOST;)
		asked.codes[asked.count++] = utf8_next(run, &at);
	if (!find_pieces(part, &asked, &none))
		return false;
	*exact = none || (asked.count <= RUN_MOST && asked.pieces[asked.count][0].known);
	if (none)
		memset(set, 0, sizeof(*set));
	for (unsigned len = MIN(asked.count, RUN_MOST); len >= RUN_LEAST - 1 && !none; len--)
		for (unsigned at = 0; at + len <= asked.count; at++)
			if (asked.pieces[len][at].known && !is_covered(&asked, len, at) &&
			    !keep_piece(part, &asked, len, at, set))
				return false;
	return true;
}
