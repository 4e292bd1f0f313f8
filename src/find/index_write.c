/* SPDX-License-Identifier: MIT */
/*
 * Writing a part (index_format.h): the table of grams is sorted, runs are put by their bytes as far as there is room
 * for them, and the articles of each gram become a bitmap or codes.
 */
#include <stdlib.h>
#include <string.h>

#include "find/index_builder.h"
#include "find/index_format.h"

enum {
	AHEAD = 8,        /* slots whose chains are asked for before they are read */
	NUMBER_BYTES = 10,
	GRAM_SIZE = 5,    /* of what stands of a gram besides its postings, about */
	PART_MOST = 345,  /* all of a part takes no more than so many thousandths of the text, where runs can help it */
};

/* The differences between a gram's articles, the first one's number first. */
static void read_gaps(struct builder *builder, const struct slot *slot)
{
	uint32_t count = 0, number = 0, chunk = slot->head;
	for (unsigned shift = 0; count < slot->articles;) {
		size_t size = builder_chunks[builder->pool[chunk]];
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

static int by_bytes(const void *a, const void *b, void *data)
{
	const struct word *one = a, *other = b;
	const guint8 *spelled = data;
	int order = memcmp(spelled + one->at, spelled + other->at, MIN(one->len, other->len));
	return order ? order : (one->len > other->len) - (one->len < other->len);
}

/* About how many bytes of a part a gram takes, hardly ever fewer. */
static uint64_t size_of(const struct slot *slot, uint32_t count)
{
	if (slot->articles == 1)
		return GRAM_SIZE;
	if (index_is_bitmap(slot->articles, count))
		return GRAM_SIZE + count / 8;
	unsigned parameter = index_parameter(slot->articles, count);
	return GRAM_SIZE + ((uint64_t)slot->articles * (parameter + 1) + (count >> parameter)) / 8;
}

/* So many articles a run must have, for all that have as many to find room. */
static uint32_t least_of_runs(const struct builder *builder, size_t count, const struct part_source *source)
{
	uint64_t room = source->text * PART_MOST / 1000, taken = builder->spelled->len, *sizes;
	size_t others = count - builder->run_count;
	uint32_t least = source->count;
	for (size_t i = 0; i < others; i++)
		taken += size_of(&builder->slots[i], source->count);
	sizes = g_new0(uint64_t, source->count + 1);
	for (size_t i = others; i < count; i++)
		sizes[builder->slots[i].articles] += size_of(&builder->slots[i], source->count);
	while (least > 1 && (taken += sizes[least]) <= room)
		least--;
	g_free(sizes);
	return least + 1;
}

/* The last slots and words are runs: they are put by their bytes, and those for which there is no room go. */
static size_t order_runs(struct builder *builder, size_t count, const struct part_source *source)
{
	guint first = builder->words->len - builder->run_count, kept = 0;
	struct slot *slots = builder->slots + count - builder->run_count;
	struct word *words = &g_array_index(builder->words, struct word, first);
	uint32_t least = least_of_runs(builder, count, source);
	for (guint i = 0; i < builder->run_count; i++) {
		if (slots[i].articles < least)
			continue;
		slots[kept] = slots[i];
		words[kept] = words[i];
		words[kept].slot = kept;
		kept++;
	}
	g_qsort_with_data(words, (gint)kept, sizeof(*words), by_bytes, builder->spelled->data);
	struct slot *before = g_memdup2(slots, MAX(kept, 1) * sizeof(*slots));
	for (guint i = 0; i < kept; i++)
		slots[i] = before[words[i].slot];
	g_free(before);
	count -= builder->run_count - kept;
	builder->run_count = kept;
	g_array_set_size(builder->words, first + kept);
	return count;
}

/* Words are the last, for their keys have a bit that no other has; they get their numbers here. */
static size_t sort_slots(struct builder *builder, const struct part_source *source)
{
	size_t count = 0, words;
	for (size_t i = 0; i < (size_t)1 << builder->bits; i++)
		if (builder->slots[i].articles)
			builder->slots[count++] = builder->slots[i];
	qsort(builder->slots, count, sizeof(*builder->slots), by_key);
	g_array_sort(builder->words, by_word_key);
	if (builder->run_count > 0)
		count = order_runs(builder, count, source);
	words = builder->words->len;
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
		builder_flush(builder, slot);
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

GByteArray *builder_write(struct builder *builder, const struct part_source *source)
{
	enum { BLOCKS, PLACES, GRAMS, POSTINGS, WORDS, RUNS };
	size_t count = sort_slots(builder, source);
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
		.first_run = builder->words->len - builder->run_count,
		.runs = first_run,
	};
	g_byte_array_append(out, (const guint8 *)&header, sizeof(header));
	for (size_t i = 0; i < RUNS; i++) {
		g_byte_array_append(out, runs[i]->data, runs[i]->len);
		g_byte_array_unref(runs[i]);
	}
	return out;
}
