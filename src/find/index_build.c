/* SPDX-License-Identifier: MIT */
/*
 * Building a part: a table of all grams and words, whose articles are varints in a chain of chunks, until all texts were
 * read; then the table is sorted and written as index_format.h tells. A word's place in the table is a hash with a seed
 * of its own for each part, so that nobody can make words that meet; of 63 bits, so that none do.
 */
#include <stdlib.h>
#include <string.h>

#include "find/grams.h"
#include "find/index_format.h"
#include "find/index_part.h"

enum {
	FIRST_BITS = 12,    /* of the table of grams, when it is new */
	POOL_BITS = 16,     /* of the bytes of chunks, then */
	SEEN_BITS = 12,
	FETCH_SLOT = 12,    /* keys ahead */
	FETCH_CHUNK = 4,
	LEVELS = 6,
};

#define WORD_MARK ((uint64_t)1 << 63)

/* Building: the table ---------------------------------------------------------------------------------------------- */

struct slot {
	uint64_t key;
	uint32_t articles; /* 0: nothing is here */
	uint32_t head;     /* of the chain; of one article that one */
	uint32_t at;       /* the byte to write next, or where the chunk is full the place of the next one's offset */
	uint16_t last, room;
};

/* A word that is in the table. */
struct word {
	uint64_t key;
	uint32_t at, len; /* in `spelled` */
};

struct builder {
	struct slot *slots;
	unsigned bits; /* of their number */
	size_t used;
	uint8_t *pool;
	size_t pool_used, pool_size;
	GArray *words;       /* struct word */
	GByteArray *spelled; /* the words, one after the other */
	uint64_t seed;
	volatile gint *stop;
	struct grams grams;
	uint64_t seen[1u << SEEN_BITS]; /* keys and articles that were added a little while ago */
};

static const uint16_t chunk_sizes[LEVELS] = {8, 20, 44, 124, 252, 508};

static inline size_t hash_of(uint64_t key, unsigned bits)
{
	return (size_t)(key * 0x9E3779B97F4A7C15u >> (64 - bits));
}

static struct slot *slot_of(struct slot *slots, unsigned bits, uint64_t key)
{
	size_t at = hash_of(key, bits), mask = ((size_t)1 << bits) - 1;
	while (slots[at].articles && slots[at].key != key)
		at = (at + 1) & mask;
	return &slots[at];
}

static void grow(struct builder *builder)
{
	unsigned bits = builder->bits + 1;
	struct slot *slots = g_new0(struct slot, (size_t)1 << bits);
	for (size_t i = 0; i < (size_t)1 << builder->bits; i++)
		if (builder->slots[i].articles)
			*slot_of(slots, bits, builder->slots[i].key) = builder->slots[i];
	g_free(builder->slots);
	builder->slots = slots;
	builder->bits = bits;
}

/* Room for a chunk; where it begins. Its first byte tells its size. */
static uint32_t add_chunk(struct builder *builder, unsigned level)
{
	size_t at = builder->pool_used, size = 1 + chunk_sizes[level] + sizeof(uint32_t);
	if (at + size > builder->pool_size) {
		builder->pool_size *= 2;
		builder->pool = g_realloc(builder->pool, builder->pool_size);
	}
	builder->pool_used += size;
	builder->pool[at] = (uint8_t)level;
	return (uint32_t)at;
}

static unsigned level_for(uint32_t articles)
{
	static const uint32_t most[LEVELS - 1] = {8, 32, 128, 512, 2048};
	unsigned level = 0;
	while (level < LEVELS - 1 && articles > most[level])
		level++;
	return level;
}

static void put_byte(struct builder *builder, struct slot *slot, uint8_t byte)
{
	if (slot->room == 0) {
		unsigned level = level_for(slot->articles);
		uint32_t chunk = add_chunk(builder, level);
		memcpy(builder->pool + slot->at, &chunk, sizeof(chunk));
		slot->at = chunk + 1;
		slot->room = chunk_sizes[level];
	}
	builder->pool[slot->at++] = byte;
	slot->room--;
}

static void put_number(struct builder *builder, struct slot *slot, uint32_t number)
{
	for (; number >= 0x80; number >>= 7)
		put_byte(builder, slot, (uint8_t)(number | 0x80));
	put_byte(builder, slot, (uint8_t)number);
}

static void begin_chain(struct builder *builder, struct slot *slot)
{
	uint32_t first = slot->head;
	slot->head = add_chunk(builder, 0);
	slot->at = slot->head + 1;
	slot->room = chunk_sizes[0];
	put_number(builder, slot, first);
}

/* True where the key is new. */
static bool add(struct builder *builder, uint64_t key, uint16_t article)
{
	struct slot *slot = slot_of(builder->slots, builder->bits, key);
	if (slot->articles && slot->last == article)
		return false;
	if (slot->articles == 0) {
		*slot = (struct slot){.key = key, .articles = 1, .head = article, .last = article};
		if (++builder->used * 2 > (size_t)1 << builder->bits)
			grow(builder);
		return true;
	}
	if (slot->articles == 1)
		begin_chain(builder, slot);
	put_number(builder, slot, (uint32_t)(article - slot->last));
	slot->last = article;
	slot->articles++;
	return false;
}

/* Eight bytes at a time, each taken in by a product whose halves are joined (Wang Yi's way). */
static uint64_t hash_word(const struct gram_word *word, uint64_t seed)
{
	uint64_t hash = seed ^ word->len;
	for (size_t at = 0; at < word->len; at += sizeof(uint64_t)) {
		uint64_t piece = 0;
		memcpy(&piece, word->bytes + at, MIN(sizeof(piece), word->len - at));
		unsigned __int128 product = (unsigned __int128)(hash ^ piece) * 0x9E3779B97F4A7C15u;
		hash = (uint64_t)product ^ (uint64_t)(product >> 64) ^ seed << 1;
	}
	return hash | WORD_MARK;
}

static void add_word(struct builder *builder, const struct gram_word *spelled, uint16_t article)
{
	struct word word = {hash_word(spelled, builder->seed), builder->spelled->len, spelled->len};
	if (!add(builder, word.key, article))
		return;
	g_array_append_val(builder->words, word);
	g_byte_array_append(builder->spelled, (const guint8 *)spelled->bytes, spelled->len);
}

/* Leaves out what was added to this article a little while ago. */
static size_t drop_seen(struct builder *builder, uint64_t *keys, size_t count, uint16_t article)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		uint64_t mark = keys[i] << 17 | article | 0x10000;
		uint64_t *seen = &builder->seen[hash_of(keys[i], SEEN_BITS)];
		keys[kept] = keys[i];
		kept += *seen != mark;
		*seen = mark;
	}
	return kept;
}

/* The table is larger than what is near: slots are asked for before they are needed, then what they lead to. */
static inline void fetch(const struct builder *builder, const uint64_t *keys, size_t at, size_t count)
{
	if (at + FETCH_SLOT < count)
		__builtin_prefetch(&builder->slots[hash_of(keys[at + FETCH_SLOT], builder->bits)], 1);
	if (at + FETCH_CHUNK < count)
		__builtin_prefetch(builder->pool + builder->slots[hash_of(keys[at + FETCH_CHUNK], builder->bits)].at, 1);
}

static void add_piece(struct builder *builder, const struct piece *piece)
{
	struct grams *grams = &builder->grams;
	grams_begin(grams, (struct span){piece->at, piece->len}, piece->title);
	while (grams_next(grams) && !g_atomic_int_get(builder->stop)) {
		size_t count = drop_seen(builder, grams->keys, grams->key_count, piece->article);
		for (size_t i = 0; i < count; i++) {
			fetch(builder, grams->keys, i, count);
			add(builder, grams->keys[i], piece->article);
		}
		for (size_t i = 0; i < grams->word_count; i++)
			add_word(builder, &grams->words[i], piece->article);
	}
}

/* Building: the bytes ---------------------------------------------------------------------------------------------- */

struct reading {
	const struct builder *builder;
	size_t at, left; /* in the chunk */
};

static void enter_chunk(struct reading *reading, uint32_t chunk)
{
	reading->left = chunk_sizes[reading->builder->pool[chunk]];
	reading->at = chunk + 1;
}

static uint8_t get_byte(struct reading *reading)
{
	if (reading->left == 0) {
		uint32_t chunk;
		memcpy(&chunk, reading->builder->pool + reading->at, sizeof(chunk));
		enter_chunk(reading, chunk);
	}
	reading->left--;
	return reading->builder->pool[reading->at++];
}

static uint32_t get_number(struct reading *reading)
{
	uint32_t number = 0;
	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte = get_byte(reading);
		number |= (uint32_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return number;
	}
}

static void append_number(GByteArray *out, uint64_t number)
{
	uint8_t bytes[10];
	guint count = 0;
	for (; number >= 0x80; number >>= 7)
		bytes[count++] = (uint8_t)(number | 0x80);
	bytes[count++] = (uint8_t)number;
	g_byte_array_append(out, bytes, count);
}

struct bits {
	GByteArray *out;
	uint64_t waiting;
	unsigned count;
};

static void put_bits(struct bits *bits, uint64_t value, unsigned count)
{
	bits->waiting |= value << bits->count;
	for (bits->count += count; bits->count >= 8; bits->count -= 8, bits->waiting >>= 8) {
		uint8_t byte = (uint8_t)bits->waiting;
		g_byte_array_append(bits->out, &byte, 1);
	}
}

/* `more` ones and a zero say how often 2 to the parameter fits in; the rest follows. */
static void put_code(struct bits *bits, uint32_t value, unsigned parameter)
{
	uint32_t more = value >> parameter;
	for (; more >= INDEX_RARE_MOST; more -= INDEX_RARE_MOST)
		put_bits(bits, ((uint64_t)1 << INDEX_RARE_MOST) - 1, INDEX_RARE_MOST);
	put_bits(bits, ((uint64_t)1 << more) - 1, more + 1);
	put_bits(bits, value & ((1u << parameter) - 1), parameter);
}

static void write_codes(GByteArray *out, struct reading *reading, const struct slot *slot, uint32_t count)
{
	struct bits bits = {.out = out};
	unsigned parameter = index_parameter(slot->articles, count);
	for (uint32_t i = 0; i < slot->articles; i++)
		put_code(&bits, get_number(reading) - (i > 0), parameter);
	if (bits.count > 0)
		put_bits(&bits, 0, 8 - bits.count);
}

static void write_bitmap(GByteArray *out, struct reading *reading, const struct slot *slot, uint32_t count)
{
	guint from = out->len;
	uint32_t article = 0;
	g_byte_array_set_size(out, from + (count + 7) / 8);
	memset(out->data + from, 0, out->len - from);
	for (uint32_t i = 0; i < slot->articles; i++) {
		article += get_number(reading);
		out->data[from + article / 8] |= (uint8_t)(1u << article % 8);
	}
}

static void write_postings(GByteArray *out, const struct builder *builder, const struct slot *slot, uint32_t count)
{
	struct reading reading = {.builder = builder};
	enter_chunk(&reading, slot->head);
	if (index_is_bitmap(slot->articles, count))
		write_bitmap(out, &reading, slot, count);
	else
		write_codes(out, &reading, slot, count);
}

static int by_key(const void *a, const void *b)
{
	const struct slot *one = a, *other = b;
	return (one->key > other->key) - (one->key < other->key);
}

static int by_word_key(const void *a, const void *b)
{
	const struct word *one = a, *other = b;
	return (one->key > other->key) - (one->key < other->key);
}

/* Words are the last, for their keys have a bit that no other has; they get their numbers here. */
static size_t sort_slots(struct builder *builder)
{
	size_t count = 0, words = builder->words->len;
	for (size_t i = 0; i < (size_t)1 << builder->bits; i++)
		if (builder->slots[i].articles)
			builder->slots[count++] = builder->slots[i];
	qsort(builder->slots, count, sizeof(*builder->slots), by_key);
	g_array_sort(builder->words, by_word_key);
	for (size_t i = 0; i < words; i++)
		builder->slots[count - words + i].key = GRAM_KEY_WORDS + i;
	return count;
}

/* The words, and where every 64th begins. */
static void write_words(const struct builder *builder, GByteArray *places, GByteArray *words)
{
	g_byte_array_append(words, (const guint8 *)"\n", 1);
	for (guint i = 0; i < builder->words->len; i++) {
		const struct word *word = &g_array_index(builder->words, struct word, i);
		uint32_t at = words->len;
		if (i % INDEX_BLOCK == 0)
			g_byte_array_append(places, (const guint8 *)&at, sizeof(at));
		g_byte_array_append(words, builder->spelled->data + word->at, word->len);
		g_byte_array_append(words, (const guint8 *)"\n", 1);
	}
}

static void write_gram(GByteArray *grams, GByteArray *postings, const struct builder *builder, const struct slot *slot,
                       uint64_t before, uint32_t count)
{
	guint from = postings->len;
	append_number(grams, (slot->key - before) << 1 | (slot->articles == 1));
	if (slot->articles == 1) {
		append_number(grams, slot->head);
		return;
	}
	append_number(grams, slot->articles);
	write_postings(postings, builder, slot, count);
	append_number(grams, postings->len - from);
}

static void write_grams(struct builder *builder, uint32_t articles, size_t count, GByteArray *blocks,
                        GByteArray *grams, GByteArray *postings)
{
	for (size_t i = 0; i < count && !g_atomic_int_get(builder->stop); i++) {
		const struct slot *slot = &builder->slots[i];
		struct index_block block = {slot->key, grams->len, postings->len};
		if (i % INDEX_BLOCK == 0)
			g_byte_array_append(blocks, (const guint8 *)&block, sizeof(block));
		write_gram(grams, postings, builder, slot, i % INDEX_BLOCK ? slot[-1].key : slot->key, articles);
	}
}

static GByteArray *write_all(struct builder *builder, const struct part_source *source)
{
	enum { BLOCKS, PLACES, GRAMS, POSTINGS, WORDS, RUNS };
	size_t count = sort_slots(builder);
	GByteArray *out = g_byte_array_new(), *runs[RUNS];
	for (size_t i = 0; i < RUNS; i++)
		runs[i] = g_byte_array_new();
	write_grams(builder, source->count, count, runs[BLOCKS], runs[GRAMS], runs[POSTINGS]);
	write_words(builder, runs[PLACES], runs[WORDS]);
	struct index_header header = {
		.magic = INDEX_MAGIC,
		.first = source->first,
		.count = source->count,
		.blocks = (uint32_t)((count + INDEX_BLOCK - 1) / INDEX_BLOCK),
		.text = source->text,
		.grams = runs[GRAMS]->len,
		.postings = runs[POSTINGS]->len,
		.words = runs[WORDS]->len,
		.word_count = builder->words->len,
		.first_word = (uint32_t)count - builder->words->len,
	};
	g_byte_array_append(out, (const guint8 *)&header, sizeof(header));
	for (size_t i = 0; i < RUNS; i++) {
		g_byte_array_append(out, runs[i]->data, runs[i]->len);
		g_byte_array_unref(runs[i]);
	}
	return out;
}

static struct builder *builder_new(volatile gint *stop)
{
	struct builder *builder = g_new0(struct builder, 1);
	builder->bits = FIRST_BITS;
	builder->pool_size = (size_t)1 << POOL_BITS;
	builder->pool = g_malloc(builder->pool_size);
	builder->slots = g_new0(struct slot, (size_t)1 << FIRST_BITS);
	builder->words = g_array_new(FALSE, FALSE, sizeof(struct word));
	builder->spelled = g_byte_array_new();
	builder->seed = (uint64_t)g_random_int() << 32 | g_random_int();
	builder->stop = stop;
	return builder;
}

static void builder_free(struct builder *builder)
{
	g_free(builder->slots);
	g_free(builder->pool);
	g_array_unref(builder->words);
	g_byte_array_unref(builder->spelled);
	g_free(builder);
}

GByteArray *part_build(const struct part_source *source, volatile gint *stop)
{
	struct builder *builder = builder_new(stop);
	GByteArray *out = NULL;
	for (guint i = 0; i < source->pieces->len && !g_atomic_int_get(stop); i++)
		add_piece(builder, &g_array_index(source->pieces, struct piece, i));
	if (!g_atomic_int_get(stop))
		out = write_all(builder, source);
	if (out && g_atomic_int_get(stop))
		g_clear_pointer(&out, g_byte_array_unref);
	builder_free(builder);
	return out;
}
