/* SPDX-License-Identifier: MIT */
/*
 * Most of what texts have are characters and what is frequent in a sample: these have places (find/runs.h), of each of
 * which it is known at once whether the article had it before, and are put down by article. All else is put down as
 * postings, a number each, in bundles by the grams' hashes: each bundle is written from its beginning to its end, and
 * small enough to be put in order later (index_group.c) in what is near to the processor. Words get numbers by a table.
 * Hashes have a seed of their own for each part, so that nobody can make grams that meet; those of words have 64 bits,
 * so that none do.
 */
#include <string.h>

#include "find/index_builder.h"

enum {
	FIRST_BITS = 12,       /* of the table of words, when it is new */
	BUNDLE_ROOM = 1 << 13, /* postings, then */
	BATCH = 6 << 20,       /* postings that are put down before they become lists */
};

/* The sample by which runs are chosen. */
enum {
	SAMPLE_LEAST = 2048,    /* articles of a part: a smaller one is soon read */
	SAMPLE_MOST = 1024,     /* articles that are looked at */
	SAMPLE_BYTES = 4 << 20, /* or so much of their texts */
};

/* Postings --------------------------------------------------------------------------------------------------------- */

/* Room in each bundle for all that one portion of a text may put there. */
static void make_room(struct builder *builder)
{
	for (size_t i = 0; i < BUNDLES; i++) {
		struct bundle *bundle = &builder->bundles[i];
		if (bundle->room - bundle->count >= GRAMS_ROOM + GRAMS_WORDS)
			continue;
		bundle->room = MAX(2 * bundle->room, BUNDLE_ROOM);
		bundle->postings = g_renew(uint64_t, bundle->postings, bundle->room);
	}
}

/* Puts down what this article did not have before. No branches: none could be foreseen. */
static void put_places(struct builder *builder)
{
	const struct grams *grams = &builder->grams;
	guint count = builder->placed->len;
	uint32_t mark = builder->article + 1;
	g_array_set_size(builder->placed, count + (guint)grams->place_count);
	uint32_t *placed = (uint32_t *)(void *)builder->placed->data;
	for (const uint32_t *at = grams->places, *end = at + grams->place_count; at < end; at++) {
		struct place *place = &builder->places[*at];
		bool is_new = place->article != mark;
		place->article = mark;
		place->count += is_new;
		placed[count] = *at;
		count += is_new;
	}
	g_array_set_size(builder->placed, count);
}

/* Puts a gram down, unless it was for this article a little while ago. No branches: none could be foreseen. */
static inline void put(struct builder *builder, uint64_t key, uint16_t article)
{
	uint64_t hash = builder_hash(builder, key), posting = key << POSTING_BITS | article;
	struct bundle *bundle = &builder->bundles[hash >> (64 - BUNDLES_BITS)];
	uint64_t *seen = &builder->seen[hash >> (64 - SEEN_BITS)];
	bundle->postings[bundle->count] = posting;
	bundle->count += *seen != posting;
	*seen = posting;
}

static void put_keys(struct builder *builder, uint16_t article)
{
	const struct grams *grams = &builder->grams;
	for (size_t i = 0; i < grams->key_count; i++)
		put(builder, grams->keys[i], article);
}

/* Words ------------------------------------------------------------------------------------------------------------ */

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
	return hash;
}

static struct word *word_at(const struct builder *builder, uint32_t number)
{
	return &g_array_index(builder->words, struct word, number);
}

/* Where the number of a word stands, or is to stand. */
static uint32_t *place_of(const struct builder *builder, uint64_t hash)
{
	size_t mask = ((size_t)1 << builder->bits) - 1, at = (size_t)(hash >> (64 - builder->bits));
	while (builder->table[at] && word_at(builder, builder->table[at] - 1)->hash != hash)
		at = (at + 1) & mask;
	return &builder->table[at];
}

static void grow(struct builder *builder)
{
	g_free(builder->table);
	builder->table = g_new0(uint32_t, (size_t)1 << ++builder->bits);
	for (uint32_t i = 0; i < builder->words->len; i++)
		*place_of(builder, word_at(builder, i)->hash) = i + 1;
}

static uint32_t number_of(struct builder *builder, const struct gram_word *spelled)
{
	uint64_t hash = hash_word(spelled, builder->seed);
	uint32_t *place = place_of(builder, hash);
	if (*place)
		return *place - 1;
	struct word word = {hash, builder->spelled->len, spelled->len};
	g_array_append_val(builder->words, word);
	g_byte_array_append(builder->spelled, (const guint8 *)spelled->bytes, spelled->len);
	*place = builder->words->len;
	if ((size_t)builder->words->len * 2 > (size_t)1 << builder->bits)
		grow(builder);
	return builder->words->len - 1;
}

static void put_words(struct builder *builder, uint16_t article)
{
	const struct grams *grams = &builder->grams;
	for (size_t i = 0; i < grams->word_count; i++) {
		uint64_t key = GRAM_KEY_WORDS + number_of(builder, &grams->words[i]);
		put(builder, key, article);
	}
}

static void put_piece(struct builder *builder, const struct piece *piece)
{
	struct grams *grams = &builder->grams;
	if (builder->article != piece->article) {
		uint32_t mark = PLACED_ARTICLE | piece->article;
		if (builder->put + builder->placed->len > BATCH)
			builder_group(builder);
		g_array_append_val(builder->placed, mark);
	}
	builder->article = piece->article;
	grams_begin(grams, (struct span){piece->at, piece->len}, piece->title, builder->runs);
	while (grams_next(grams) && !g_atomic_int_get(builder->stop)) {
		make_room(builder);
		builder->put += grams->key_count;
		put_places(builder);
		put_keys(builder, piece->article);
		put_words(builder, piece->article);
	}
}

/* A part ----------------------------------------------------------------------------------------------------------- */

/* Takes every so many articles. */
static void take_sample(struct builder *builder, const struct part_source *source)
{
	uint32_t step = (source->count + SAMPLE_MOST - 1) / SAMPLE_MOST, last = UINT32_MAX;
	size_t bytes = 0;
	if (source->count < SAMPLE_LEAST)
		return;
	for (guint i = 0; i < source->pieces->len && !g_atomic_int_get(builder->stop); i++) {
		const struct piece *piece = &g_array_index(source->pieces, struct piece, i);
		if (piece->title || piece->article % step != 0)
			continue;
		if (piece->article != last && bytes >= SAMPLE_BYTES)
			break;
		size_t most = MIN(piece->len, SAMPLE_BYTES / 16);
		runs_add(builder->runs, (struct span){piece->at, most}, piece->article != last);
		last = piece->article;
		bytes += most;
	}
}

static void choose_runs(struct builder *builder, const struct part_source *source)
{
	size_t frequent;
	builder->runs = runs_new(builder->seed);
	take_sample(builder, source);
	runs_choose(builder->runs);
	runs_frequent(builder->runs, &frequent);
	builder->place_count = RUNS_CODES + frequent;
	builder->places = g_new0(struct place, builder->place_count);
}

static struct builder *builder_new(volatile gint *stop)
{
	struct builder *builder = g_new0(struct builder, 1);
	builder->words = g_array_new(FALSE, FALSE, sizeof(struct word));
	builder->spelled = g_byte_array_new();
	builder->bits = FIRST_BITS;
	builder->table = g_new0(uint32_t, (size_t)1 << FIRST_BITS);
	builder->placed = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	builder->batches = g_array_new(FALSE, FALSE, sizeof(struct listed));
	builder->lists = g_array_new(FALSE, FALSE, sizeof(struct listed));
	builder->articles = g_array_new(FALSE, FALSE, sizeof(uint16_t));
	builder->article = UINT32_MAX;
	builder->seed = (uint64_t)g_random_int() << 32 | g_random_int() | 1;
	builder->stop = stop;
	return builder;
}

static void builder_free(struct builder *builder)
{
	for (size_t i = 0; i < BUNDLES; i++)
		g_free(builder->bundles[i].postings);
	g_array_unref(builder->words);
	g_byte_array_unref(builder->spelled);
	g_free(builder->table);
	runs_free(builder->runs);
	g_free(builder->places);
	g_array_unref(builder->placed);
	g_array_unref(builder->batches);
	g_array_unref(builder->lists);
	g_array_unref(builder->articles);
	g_free(builder);
}

GByteArray *part_build(const struct part_source *source, volatile gint *stop)
{
	struct builder *builder = builder_new(stop);
	GByteArray *out = NULL;
	choose_runs(builder, source);
	for (guint i = 0; i < source->pieces->len && !g_atomic_int_get(stop); i++)
		put_piece(builder, &g_array_index(source->pieces, struct piece, i));
	if (!g_atomic_int_get(stop))
		out = builder_write(builder, source);
	if (out && g_atomic_int_get(stop))
		g_clear_pointer(&out, g_byte_array_unref);
	builder_free(builder);
	return out;
}
