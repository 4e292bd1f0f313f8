/* SPDX-License-Identifier: MIT */
/*
 * Writing a part (index_format.h): the articles of each gram become a bitmap or codes.
 */
#include <string.h>

#include "find/index_builder.h"
#include "find/index_format.h"

enum {
	AHEAD = 8,        /* lists that are asked for before they are read */
	GRAM_BYTES = 32,  /* of what stands of a gram besides its postings, at most */
	GRAM_SIZE = 5,    /* of that, about */
};

/* What is being written, and the articles of the gram whose runs come now. */
struct writer {
	const struct builder *builder;
	const struct part_source *source;
	const struct listed *lists;
	size_t count;
	uint16_t articles[PART_ARTICLES]; /* of a gram */
	uint32_t numbered;               /* the gram of which `numbers` are */
	uint16_t numbers[PART_ARTICLES]; /* of each of its articles */
	uint8_t has[PART_ARTICLES];      /* of each number, whether the run has it */
};

static const struct listed *batches_of(const struct writer *writer, const struct listed *list)
{
	return &g_array_index(writer->builder->batches, struct listed, list->first);
}

static const uint16_t *articles_in(const struct writer *writer, const struct listed *batch)
{
	return &g_array_index(writer->builder->articles, uint16_t, batch->first);
}

/* Those of all batches, valid until the next gram's. */
static uint16_t *articles_of(struct writer *writer, const struct listed *list)
{
	const struct listed *batch = batches_of(writer, list);
	for (uint32_t count = 0; count < list->count; count += batch++->count)
		memcpy(writer->articles + count, articles_in(writer, batch), batch->count * sizeof(uint16_t));
	return writer->articles;
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

/* A zero behind as many ones as it has bits more than `usual`, then all but its highest (Teuhola 1978). */
static inline void put_number(struct bits *bits, uint64_t number, unsigned usual)
{
	uint64_t raised = number + ((uint64_t)1 << usual);
	unsigned more = (unsigned)g_bit_storage(raised) - 1 - usual;
	put_bits(bits, ((uint64_t)1 << more) - 1, more + 1);
	put_bits(bits, raised & (((uint64_t)1 << (usual + more)) - 1), usual + more);
}

static void write_codes(GByteArray *out, const uint16_t *articles, uint32_t count, uint32_t of)
{
	unsigned parameter = index_parameter(count, of);
	guint from = out->len;
	uint32_t next = 0;
	size_t most = (size_t)count * (parameter + 1) + (of >> parameter);
	g_byte_array_set_size(out, from + (guint)(most / 8 + 2 * sizeof(uint64_t)));
	struct bits bits = {.at = out->data + from};
	for (uint32_t i = 0; i < count; i++) {
		put_code(&bits, articles[i] - next, parameter);
		next = articles[i] + 1u;
	}
	g_byte_array_set_size(out, (guint)(bits.at - out->data) + (bits.count > 0));
}

static void write_bitmap(GByteArray *out, const uint16_t *articles, uint32_t count, uint32_t of)
{
	guint from = out->len;
	g_byte_array_set_size(out, from + (of + 7) / 8);
	memset(out->data + from, 0, out->len - from);
	for (uint32_t i = 0; i < count; i++)
		out->data[from + articles[i] / 8] |= (uint8_t)(1u << articles[i] % 8);
}

/* Numbers below `of`, so many of them, ascending. */
static void write_set(GByteArray *out, const uint16_t *articles, uint32_t count, uint32_t of)
{
	if (index_is_bitmap(count, of))
		write_bitmap(out, articles, count, of);
	else if (count > 0)
		write_codes(out, articles, count, of);
}

/* Runs ------------------------------------------------------------------------------------------------------------- */

/* The articles of the gram that runs go on from get their numbers. */
static void number_articles(struct writer *writer, uint32_t gram)
{
	const struct listed *list = &writer->lists[gram];
	if (writer->numbered == gram)
		return;
	const uint16_t *articles = articles_of(writer, list);
	for (uint32_t i = 0; i < list->count; i++)
		writer->numbers[articles[i]] = (uint16_t)i;
	writer->numbered = gram;
}

/* Of so many numbers, those that are not among these; as many of them as there are go in their place. */
static void turn_around(struct writer *writer, uint16_t *numbers, uint32_t count, uint32_t of)
{
	memset(writer->has, 0, of);
	for (uint32_t i = 0; i < count; i++)
		writer->has[numbers[i]] = 1;
	for (uint32_t i = 0, lacking = 0; lacking < of - count; i++) {
		numbers[lacking] = (uint16_t)i;
		lacking += !writer->has[i];
	}
}

/* Of the gram that a run goes on from, the numbers of the articles that have the run, or of those that lack it. */
static void write_run(GByteArray *out, struct writer *writer, const struct listed *list)
{
	uint32_t rest = gram_first_of(list->key), count = list->count, of = writer->lists[rest].count;
	number_articles(writer, rest);
	uint16_t *numbers = articles_of(writer, list);
	for (uint32_t i = 0; i < count; i++)
		numbers[i] = writer->numbers[numbers[i]];
	if (count > of / 2) {
		turn_around(writer, numbers, count, of);
		count = of - count;
	}
	write_set(out, numbers, count, of);
}

uint64_t builder_size_of(uint32_t articles, uint32_t of)
{
	if (articles <= 1)
		return GRAM_SIZE;
	if (index_is_bitmap(articles, of))
		return GRAM_SIZE + of / 8;
	unsigned parameter = index_parameter(articles, of);
	return GRAM_SIZE + ((uint64_t)articles * (parameter + 1) + (of >> parameter)) / 8;
}

/* Grams ------------------------------------------------------------------------------------------------------------ */

static bool is_run(const struct listed *list)
{
	return gram_kind_of(list->key) == GRAM_RUN;
}

/* The article of a gram that only one has; of a run, its number. */
static uint32_t single_of(struct writer *writer, const struct listed *list)
{
	uint16_t article = *articles_in(writer, batches_of(writer, list));
	if (!is_run(list))
		return article;
	number_articles(writer, gram_first_of(list->key));
	return writer->numbers[article];
}

/* All of a gram but its key. */
static void write_gram(struct bits *bits, GByteArray *postings, struct writer *writer, const struct listed *list)
{
	guint from = postings->len;
	put_number(bits, list->count - 1, 0);
	if (list->count == 1) {
		put_number(bits, single_of(writer, list), index_usual_single(list->key, writer->source->count));
		return;
	}
	if (is_run(list))
		write_run(postings, writer, list);
	else
		write_set(postings, articles_of(writer, list), list->count, writer->source->count);
	put_bits(bits, list->frequent, 1);
	put_number(bits, postings->len - from, INDEX_USUAL_LENGTH);
}

/* What most keys of a block differ by, in bits: the mean of how many they take. */
static unsigned usual_step(const struct listed *lists, size_t count)
{
	unsigned bits = 0;
	for (size_t i = 1; i < count; i++)
		bits += (unsigned)g_bit_storage(lists[i].key - lists[i - 1].key - 1);
	return count > 1 ? bits / (unsigned)(count - 1) : 0;
}

static void write_block(struct writer *writer, size_t first, size_t count, GByteArray *grams, GByteArray *postings)
{
	const struct listed *lists = &writer->lists[first];
	uint8_t bytes[INDEX_BLOCK * GRAM_BYTES + sizeof(uint64_t)];
	unsigned usual = usual_step(lists, count);
	struct bits bits = {.at = bytes};
	put_bits(&bits, usual, INDEX_STEP_BITS);
	for (size_t i = 0; i < count; i++) {
		if (first + i + AHEAD < writer->count)
			__builtin_prefetch(articles_in(writer, batches_of(writer, &lists[i + AHEAD])));
		if (i > 0)
			put_number(&bits, lists[i].key - lists[i - 1].key - 1, usual);
		write_gram(&bits, postings, writer, &lists[i]);
	}
	g_byte_array_append(grams, bytes, (guint)(bits.at - bytes) + (bits.count > 0));
}

static void write_grams(struct writer *writer, GByteArray *blocks, GByteArray *grams, GByteArray *postings)
{
	for (size_t i = 0; i < writer->count && !g_atomic_int_get(writer->builder->stop); i += INDEX_BLOCK) {
		struct index_block block = {writer->lists[i].key, grams->len, postings->len};
		g_byte_array_append(blocks, (const guint8 *)&block, sizeof(block));
		write_block(writer, i, MIN(INDEX_BLOCK, writer->count - i), grams, postings);
	}
}

static uint32_t first_word(const struct writer *writer)
{
	size_t first = 0;
	while (first < writer->count && gram_kind_of(writer->lists[first].key) < GRAM_WORD)
		first++;
	return (uint32_t)first;
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

GByteArray *builder_write(struct builder *builder, const struct part_source *source)
{
	enum { BLOCKS, PLACES, GRAMS, POSTINGS, WORDS, RUNS };
	struct writer *writer = g_new(struct writer, 1);
	GByteArray *out = g_byte_array_new(), *runs[RUNS];
	writer->builder = builder;
	writer->source = source;
	writer->numbered = UINT32_MAX;
	builder_group(builder);
	builder_join(builder);
	builder_order(builder, source);
	writer->lists = (const struct listed *)(const void *)builder->lists->data;
	writer->count = builder->lists->len;
	for (size_t i = 0; i < RUNS; i++)
		runs[i] = g_byte_array_new();
	write_grams(writer, runs[BLOCKS], runs[GRAMS], runs[POSTINGS]);
	write_words(builder, runs[PLACES], runs[WORDS]);
	struct index_header header = {
		.magic = INDEX_MAGIC,
		.first = source->first,
		.count = source->count,
		.gram_count = (uint32_t)writer->count,
		.text = source->text,
		.grams = runs[GRAMS]->len,
		.postings = runs[POSTINGS]->len,
		.words = runs[WORDS]->len,
		.word_count = builder->words->len,
		.first_word = first_word(writer),
	};
	g_byte_array_append(out, (const guint8 *)&header, sizeof(header));
	for (size_t i = 0; i < RUNS; i++) {
		g_byte_array_append(out, runs[i]->data, runs[i]->len);
		g_byte_array_unref(runs[i]);
	}
	g_free(writer);
	return out;
}
