/* SPDX-License-Identifier: MIT */
/*
 * Building a part: a table of all grams and words, whose articles are varints in a chain of chunks, until all texts
 * were read; then it is written (index_write.c). A word's place in the table is a hash with a seed of its own for each
 * part, so that nobody can make words that meet; of 63 bits, so that none do.
 */
#include <stdlib.h>
#include <string.h>

#include "find/index_builder.h"
#include "text/utf8.h"

const uint8_t builder_chunks[BUILDER_LEVELS] = {8, 20, 44, 124, 252};

enum {
	FIRST_BITS = 12,    /* of the table of grams, when it is new */
	POOL_BITS = 16,     /* of the bytes of chunks, then */
	CACHE_LINE = 64,
};

#define WORD_MARK ((uint64_t)1 << 63)
#define RUN_MARK ((uint64_t)3 << 62) /* they stand behind the words */

/* The sample by which runs are chosen. */
enum {
	SAMPLE_LEAST = 2048,     /* articles of a part: a smaller one is soon read */
	SAMPLE_MOST = 1024,      /* articles that are looked at */
	SAMPLE_BYTES = 4 << 20,  /* or so much of their texts */
	SAMPLE_PARTS = 12,       /* runs may take one of so many parts of the text, */
	SAMPLE_PARTS_LONG = 24,  /* and long ones of so many */
};

/* The table -------------------------------------------------------------------------------------------------------- */

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
	struct slot *slots = g_aligned_alloc0((size_t)1 << bits, sizeof(struct slot), CACHE_LINE);
	for (size_t i = 0; i < (size_t)1 << builder->bits; i++)
		if (builder->slots[i].articles)
			*slot_of(slots, bits, builder->slots[i].key) = builder->slots[i];
	g_aligned_free(builder->slots);
	builder->slots = slots;
	builder->bits = bits;
}

/* Room for a chunk; where it begins. Its first byte tells its size. */
static uint32_t add_chunk(struct builder *builder, unsigned level)
{
	size_t at = builder->pool_used, size = 1 + builder_chunks[level] + sizeof(uint32_t);
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
	static const uint32_t most[BUILDER_LEVELS - 1] = {16, 64, 256, 1024};
	unsigned level = 0;
	while (level < BUILDER_LEVELS - 1 && articles > most[level])
		level++;
	return level;
}

static void add_to_chain(struct builder *builder, struct slot *slot)
{
	unsigned level = slot->at == 0 ? 0 : level_for(slot->articles);
	uint32_t chunk = add_chunk(builder, level);
	if (slot->at == 0)
		slot->head = chunk;
	else
		memcpy(builder->pool + slot->at, &chunk, sizeof(chunk));
	slot->at = chunk + 1;
	slot->room = builder_chunks[level];
}

void builder_flush(struct builder *builder, struct slot *slot)
{
	for (unsigned done = 0; done < slot->waiting;) {
		if (slot->room == 0)
			add_to_chain(builder, slot);
		unsigned count = MIN(slot->room, slot->waiting - done);
		memcpy(builder->pool + slot->at, slot->bytes + done, count);
		slot->at += count;
		slot->room = (uint8_t)(slot->room - count);
		done += count;
	}
	slot->waiting = 0;
}

static inline void put_number(struct builder *builder, struct slot *slot, uint32_t number)
{
	unsigned count = number < 0x80 ? 1 : number < 0x4000 ? 2 : 3;
	if (slot->waiting + count > WAITING_MOST)
		builder_flush(builder, slot);
	for (; number >= 0x80; number >>= 7)
		slot->bytes[slot->waiting++] = (uint8_t)(number | 0x80);
	slot->bytes[slot->waiting++] = (uint8_t)number;
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
		put_number(builder, slot, slot->head);
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
	return (hash | WORD_MARK) & ~((uint64_t)1 << 62);
}

static void spell(struct builder *builder, uint64_t key, const struct gram_word *spelled)
{
	struct word word = {key, builder->spelled->len, spelled->len, 0};
	g_array_append_val(builder->words, word);
	g_byte_array_append(builder->spelled, (const guint8 *)spelled->bytes, spelled->len);
}

/* A run's hash is that of the one without its first character, and that. */
static uint64_t hash_on(uint64_t key, uint32_t code, uint64_t seed)
{
	unsigned __int128 product = (unsigned __int128)(key ^ code) * 0x9E3779B97F4A7C15u;
	return (uint64_t)product ^ (uint64_t)(product >> 64) ^ seed;
}

static void spell_run(struct builder *builder, uint64_t key, const struct gram_run *run, unsigned count)
{
	struct gram_word spelled = {.len = 0};
	while (count > 0)
		spelled.len = (uint8_t)(spelled.len + utf8_put(spelled.bytes + spelled.len, run->codes[--count]));
	spell(builder, key, &spelled);
	builder->run_count++;
}

/* The table is larger than what is near: slots are asked for before they are needed. */
static inline void fetch(const struct builder *builder, uint64_t key)
{
	__builtin_prefetch(&builder->slots[hash_of(key, builder->bits)], 1);
}

/* Whether a character was added to this article before; others than the first 65,536 may have been. */
static inline bool is_known_one(struct builder *builder, uint64_t key)
{
	uint64_t code = key >> GRAM_KIND_SHIFT / 2, bit = (uint64_t)1 << code % 64;
	if (code >= ONES)
		return false;
	bool known = builder->ones[code / 64] & bit;
	builder->ones[code / 64] |= bit;
	return known;
}

/* Leaves out what was added to this article a little while ago. */
static size_t drop_seen(struct builder *builder, uint64_t *keys, size_t count, uint16_t article)
{
	size_t kept = 0;
	if (builder->article != article)
		memset(builder->ones, 0, sizeof(builder->ones));
	builder->article = article;
	for (size_t i = 0; i < count; i++) {
		uint64_t mark = keys[i] << 17 | article | 0x10000;
		uint64_t *seen = &builder->seen[hash_of(keys[i], SEEN_BITS)];
		if (keys[i] >> GRAM_KIND_SHIFT == GRAM_ONE) {
			if (is_known_one(builder, keys[i]))
				continue;
		} else {
			if (*seen == mark)
				continue;
			*seen = mark;
		}
		fetch(builder, keys[i]);
		keys[kept++] = keys[i];
	}
	return kept;
}

/* By place and length, for each of the portion's places where runs end. */
static void hash_runs(struct builder *builder, uint64_t (*keys)[RUN_MOST + 1])
{
	const struct grams *grams = &builder->grams;
	for (size_t i = 0; i < grams->run_count; i++) {
		const struct gram_run *run = &grams->found_runs[i];
		uint64_t key = builder->seed;
		for (unsigned count = 1; count <= run->most; count++) {
			key = hash_on(key, run->codes[count - 1], builder->seed);
			keys[i][count] = key | RUN_MARK;
			if (count >= RUN_LEAST)
				fetch(builder, keys[i][count]);
		}
	}
}

static void add_runs(struct builder *builder, uint64_t (*keys)[RUN_MOST + 1], uint16_t article)
{
	const struct grams *grams = &builder->grams;
	for (size_t i = 0; i < grams->run_count; i++)
		for (unsigned count = RUN_LEAST; count <= grams->found_runs[i].most; count++)
			if (add(builder, keys[i][count], article))
				spell_run(builder, keys[i][count], &grams->found_runs[i], count);
}

static void add_portion(struct builder *builder, uint16_t article)
{
	struct grams *grams = &builder->grams;
	uint64_t words[GRAMS_WORDS], runs[GRAMS_RUNS][RUN_MOST + 1];
	size_t count = drop_seen(builder, grams->keys, grams->key_count, article);
	for (size_t i = 0; i < grams->word_count; i++)
		fetch(builder, words[i] = hash_word(&grams->words[i], builder->seed));
	for (size_t i = 0; i < count; i++)
		add(builder, grams->keys[i], article);
	hash_runs(builder, runs);
	for (size_t i = 0; i < grams->word_count; i++)
		if (add(builder, words[i], article))
			spell(builder, words[i], &grams->words[i]);
	add_runs(builder, runs, article);
}

static void add_piece(struct builder *builder, const struct piece *piece)
{
	struct grams *grams = &builder->grams;
	grams_begin(grams, (struct span){piece->at, piece->len}, piece->title, builder->runs);
	while (grams_next(grams) && !g_atomic_int_get(builder->stop))
		add_portion(builder, piece->article);
}

/* Runs ------------------------------------------------------------------------------------------------------------- */

/* Looks at every so many articles; gives how many were looked at. */
static uint16_t look_at_sample(struct builder *builder, const struct part_source *source, enum runs_look look)
{
	uint32_t step = (source->count + SAMPLE_MOST - 1) / SAMPLE_MOST;
	uint16_t looked = 0;
	uint32_t last = UINT32_MAX;
	size_t bytes = 0;
	for (guint i = 0; i < source->pieces->len && !g_atomic_int_get(builder->stop); i++) {
		const struct piece *piece = &g_array_index(source->pieces, struct piece, i);
		if (piece->title || piece->article % step != 0)
			continue;
		if (piece->article != last && bytes >= SAMPLE_BYTES)
			break;
		looked = (uint16_t)(looked + (piece->article != last));
		last = piece->article;
		size_t most = MIN(piece->len, SAMPLE_BYTES / 16);
		runs_count(builder->runs, look, (struct span){piece->at, most}, looked);
		bytes += most;
	}
	return looked;
}

static void choose_runs(struct builder *builder, const struct part_source *source)
{
	if (source->count < SAMPLE_LEAST)
		return;
	builder->runs = runs_new();
	for (enum runs_look look = 0; look < RUNS_LOOKS; look++) {
		struct runs_sample sample = {.bytes = source->text /
		                                      (look == RUNS_LONG ? SAMPLE_PARTS_LONG : SAMPLE_PARTS)};
		sample.articles = look_at_sample(builder, source, look);
		sample.times = (double)source->count / MAX(sample.articles, 1);
		runs_choose(builder->runs, look, sample);
	}
}

static struct builder *builder_new(volatile gint *stop)
{
	struct builder *builder = g_new0(struct builder, 1);
	builder->bits = FIRST_BITS;
	builder->pool_size = (size_t)1 << POOL_BITS;
	builder->pool = g_malloc(builder->pool_size);
	builder->slots = g_aligned_alloc0((size_t)1 << FIRST_BITS, sizeof(struct slot), CACHE_LINE);
	builder->words = g_array_new(FALSE, FALSE, sizeof(struct word));
	builder->spelled = g_byte_array_new();
	builder->article = UINT32_MAX;
	builder->seed = (uint64_t)g_random_int() << 32 | g_random_int();
	builder->stop = stop;
	return builder;
}

static void builder_free(struct builder *builder)
{
	g_aligned_free(builder->slots);
	g_free(builder->pool);
	g_array_unref(builder->words);
	runs_free(builder->runs);
	g_byte_array_unref(builder->spelled);
	g_free(builder);
}

GByteArray *part_build(const struct part_source *source, volatile gint *stop)
{
	struct builder *builder = builder_new(stop);
	GByteArray *out = NULL;
	choose_runs(builder, source);
	for (guint i = 0; i < source->pieces->len && !g_atomic_int_get(stop); i++)
		add_piece(builder, &g_array_index(source->pieces, struct piece, i));
	if (!g_atomic_int_get(stop))
		out = builder_write(builder, source);
	if (out && g_atomic_int_get(stop))
		g_clear_pointer(&out, g_byte_array_unref);
	builder_free(builder);
	return out;
}
