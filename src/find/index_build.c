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
#include "find/runs.h"
#include "text/utf8.h"

enum {
	FIRST_BITS = 12,    /* of the table of grams, when it is new */
	POOL_BITS = 16,     /* of the bytes of chunks, then */
	SEEN_BITS = 11,
	ONES = 1 << 16,
	CACHE_LINE = 64,
	AHEAD = 8,
	NUMBER_BYTES = 10,
	LEVELS = 5,
	WAITING_MOST = 8,   /* bytes that wait in a slot: 32 bytes, half of what the processor gets at once */
};

#define WORD_MARK ((uint64_t)1 << 63)
#define RUN_MARK ((uint64_t)3 << 62) /* they stand behind the words */

/* The sample by which runs are chosen. */
enum {
	SAMPLE_LEAST = 2048,     /* articles of a part: a smaller one is soon read */
	SAMPLE_MOST = 1024,      /* articles that are looked at */
	SAMPLE_BYTES = 4 << 20,  /* or so much of their texts */
	SAMPLE_PARTS = 24,       /* runs may take one of so many parts of the text */
};

/* Building: the table ---------------------------------------------------------------------------------------------- */

struct slot {
	uint64_t key;
	uint32_t articles; /* 0: nothing is here */
	uint32_t head;     /* of the chain; of one article that one */
	uint32_t at;       /* the byte to write next, or in a full chunk the place of the next one's offset; 0: no chain */
	uint16_t last;
	uint8_t room, waiting;
	uint8_t bytes[WAITING_MOST]; /* what is not in the chain yet: most of it goes there by eights */
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
	GArray *words;       /* struct word: words and runs */
	guint run_count;
	struct runs *runs;   /* NULL: none are chosen */
	GByteArray *spelled; /* the words, one after the other */
	uint64_t seed;
	volatile gint *stop;
	struct grams grams;
	uint32_t article;           /* that `ones` are of */
	uint64_t ones[ONES / 64];   /* characters that were added to it */
	uint16_t gaps[PART_ARTICLES]; /* of one gram's postings, while they are written */
	uint64_t seen[1u << SEEN_BITS]; /* keys and articles that were added a little while ago */
};

static const uint8_t chunk_sizes[LEVELS] = {8, 20, 44, 124, 252};

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
	static const uint32_t most[LEVELS - 1] = {16, 64, 256, 1024};
	unsigned level = 0;
	while (level < LEVELS - 1 && articles > most[level])
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
	slot->room = chunk_sizes[level];
}

/* Puts what waits into the chain. */
static void flush(struct builder *builder, struct slot *slot)
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
		flush(builder, slot);
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
	struct word word = {key, builder->spelled->len, spelled->len};
	g_array_append_val(builder->words, word);
	g_byte_array_append(builder->spelled, (const guint8 *)spelled->bytes, spelled->len);
}

static uint64_t hash_run(const struct gram_run *run, uint64_t seed)
{
	uint64_t key = seed;
	for (size_t i = 0; i < RUN_MOST; i++) {
		unsigned __int128 product = (unsigned __int128)(key ^ run->codes[i]) * 0x9E3779B97F4A7C15u;
		key = (uint64_t)product ^ (uint64_t)(product >> 64) ^ seed;
	}
	return key | RUN_MARK;
}

static void spell_run(struct builder *builder, uint64_t key, const struct gram_run *run)
{
	struct gram_word spelled = {.len = 0};
	for (size_t i = 0; i < RUN_MOST && run->codes[i]; i++)
		spelled.len = (uint8_t)(spelled.len + utf8_put(spelled.bytes + spelled.len, run->codes[i]));
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

static void add_portion(struct builder *builder, uint16_t article)
{
	struct grams *grams = &builder->grams;
	uint64_t words[GRAMS_WORDS], runs[GRAMS_RUNS];
	size_t count = drop_seen(builder, grams->keys, grams->key_count, article);
	for (size_t i = 0; i < grams->word_count; i++)
		fetch(builder, words[i] = hash_word(&grams->words[i], builder->seed));
	for (size_t i = 0; i < count; i++)
		add(builder, grams->keys[i], article);
	for (size_t i = 0; i < grams->run_count; i++)
		fetch(builder, runs[i] = hash_run(&grams->found_runs[i], builder->seed));
	for (size_t i = 0; i < grams->word_count; i++)
		if (add(builder, words[i], article))
			spell(builder, words[i], &grams->words[i]);
	for (size_t i = 0; i < grams->run_count; i++)
		if (add(builder, runs[i], article))
			spell_run(builder, runs[i], &grams->found_runs[i]);
}

static void add_piece(struct builder *builder, const struct piece *piece)
{
	struct grams *grams = &builder->grams;
	grams_begin(grams, (struct span){piece->at, piece->len}, piece->title, builder->runs);
	while (grams_next(grams) && !g_atomic_int_get(builder->stop))
		add_portion(builder, piece->article);
}

/* Building: runs --------------------------------------------------------------------------------------------------- */

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
		struct runs_sample sample = {.bytes = source->text / SAMPLE_PARTS};
		sample.articles = look_at_sample(builder, source, look);
		sample.times = (double)source->count / MAX(sample.articles, 1);
		runs_choose(builder->runs, look, sample);
	}
}

/* Building: the bytes ---------------------------------------------------------------------------------------------- */

/* The differences between a gram's articles, the first one's number first. */
static void read_gaps(struct builder *builder, const struct slot *slot)
{
	uint32_t count = 0, number = 0, chunk = slot->head;
	for (unsigned shift = 0; count < slot->articles;) {
		size_t size = chunk_sizes[builder->pool[chunk]];
		const uint8_t *bytes = builder->pool + chunk + 1;
		for (size_t i = 0; i < size && count < slot->articles; i++) {
			number |= (uint32_t)(bytes[i] & 0x7F) << shift;
			shift += 7;
			if (bytes[i] >= 0x80)
				continue;
			builder->gaps[count++] = (uint16_t)number;
			shift = number = 0;
		}
		memcpy(&chunk, bytes + size, sizeof(chunk));
	}
}

/* Puts a number down; gives where the next one goes. At most NUMBER_BYTES. */
static uint8_t *put_varint(uint8_t *at, uint64_t number)
{
	for (; number >= 0x80; number >>= 7)
		*at++ = (uint8_t)(number | 0x80);
	*at++ = (uint8_t)number;
	return at;
}

/* `at` has room for eight bytes more than what is put. */
struct bits {
	uint8_t *at;
	uint64_t waiting;
	unsigned count; /* below 8 between two */
};

/* At most 56 of them. */
static inline void put_bits(struct bits *bits, uint64_t value, unsigned count)
{
	bits->waiting |= value << bits->count;
	bits->count += count;
	memcpy(bits->at, &bits->waiting, sizeof(bits->waiting));
	bits->at += bits->count / 8;
	bits->waiting >>= bits->count & ~7u;
	bits->count &= 7;
}

/* `more` ones and a zero say how often 2 to the parameter fits in; the rest follows. */
static inline void put_code(struct bits *bits, uint32_t value, unsigned parameter)
{
	uint32_t more = value >> parameter;
	uint64_t rest = value & ((1u << parameter) - 1);
	for (; more + 1 + parameter > 56; more -= INDEX_RARE_MOST)
		put_bits(bits, ((uint64_t)1 << INDEX_RARE_MOST) - 1, INDEX_RARE_MOST);
	put_bits(bits, (((uint64_t)1 << more) - 1) | rest << (more + 1), more + 1 + parameter);
}

static void write_codes(GByteArray *out, const struct builder *builder, uint32_t articles, uint32_t count)
{
	unsigned parameter = index_parameter(articles, count);
	guint from = out->len;
	size_t most = (size_t)articles * (parameter + 1) + (count >> parameter);
	g_byte_array_set_size(out, from + (guint)(most / 8 + 2 * sizeof(uint64_t)));
	struct bits bits = {.at = out->data + from};
	for (uint32_t i = 0; i < articles; i++)
		put_code(&bits, (uint32_t)builder->gaps[i] - (i > 0), parameter);
	g_byte_array_set_size(out, (guint)(bits.at - out->data) + (bits.count > 0));
}

static void write_bitmap(GByteArray *out, const struct builder *builder, uint32_t articles, uint32_t count)
{
	guint from = out->len;
	uint32_t article = 0;
	g_byte_array_set_size(out, from + (count + 7) / 8);
	memset(out->data + from, 0, out->len - from);
	for (uint32_t i = 0; i < articles; i++) {
		article += builder->gaps[i];
		out->data[from + article / 8] |= (uint8_t)(1u << article % 8);
	}
}

static void write_postings(GByteArray *out, struct builder *builder, const struct slot *slot, uint32_t count)
{
	read_gaps(builder, slot);
	if (index_is_bitmap(slot->articles, count))
		write_bitmap(out, builder, slot->articles, count);
	else
		write_codes(out, builder, slot->articles, count);
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

/* The words, and where every 64th begins. Gives where the line feed before the first run stands. */
static uint32_t write_words(const struct builder *builder, GByteArray *places, GByteArray *words)
{
	uint32_t runs = 0;
	g_byte_array_append(words, (const guint8 *)"\n", 1);
	for (guint i = 0; i < builder->words->len; i++) {
		const struct word *word = &g_array_index(builder->words, struct word, i);
		uint32_t at = words->len;
		if (i % INDEX_BLOCK == 0)
			g_byte_array_append(places, (const guint8 *)&at, sizeof(at));
		g_byte_array_append(words, builder->spelled->data + word->at, word->len);
		g_byte_array_append(words, (const guint8 *)"\n", 1);
		if (i + 1 == builder->words->len - builder->run_count)
			runs = words->len - 1;
	}
	return runs;
}

static void write_gram(GByteArray *grams, GByteArray *postings, struct builder *builder, struct slot *slot,
                       uint64_t before, uint32_t count)
{
	uint8_t bytes[3 * NUMBER_BYTES], *end = put_varint(bytes, (slot->key - before) << 1 | (slot->articles == 1));
	guint from = postings->len;
	if (slot->articles == 1) {
		end = put_varint(end, slot->head);
	} else {
		flush(builder, slot);
		write_postings(postings, builder, slot, count);
		end = put_varint(put_varint(end, slot->articles), postings->len - from);
	}
	g_byte_array_append(grams, bytes, (guint)(end - bytes));
}

static void write_grams(struct builder *builder, uint32_t articles, size_t count, GByteArray *blocks,
                        GByteArray *grams, GByteArray *postings)
{
	for (size_t i = 0; i < count && !g_atomic_int_get(builder->stop); i++) {
		struct slot *slot = &builder->slots[i];
		struct index_block block = {slot->key, grams->len, postings->len};
		if (i + AHEAD < count)
			__builtin_prefetch(&builder->pool[builder->slots[i + AHEAD].head]);
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
	uint32_t first_run = write_words(builder, runs[PLACES], runs[WORDS]);
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
		.runs = first_run,
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
		out = write_all(builder, source);
	if (out && g_atomic_int_get(stop))
		g_clear_pointer(&out, g_byte_array_unref);
	builder_free(builder);
	return out;
}
