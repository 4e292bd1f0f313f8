/* SPDX-License-Identifier: MIT */
/*
 * Writing a part (index_format.h): the articles of each gram become a bitmap or codes.
 */
#include <string.h>

#include "find/index_builder.h"
#include "find/index_format.h"

enum {
	AHEAD = 8,        /* lists that are asked for before they are read */
	NUMBER_BYTES = 10,
	GRAM_SIZE = 5,    /* of what stands of a gram besides its postings, about */
};

/* What is being written, and the articles of the gram whose runs come now. */
struct writer {
	const struct builder *builder;
	const struct part_source *source;
	const struct listed *lists;
	size_t count;
	uint32_t numbered;               /* the gram of which `numbers` are */
	uint16_t numbers[PART_ARTICLES]; /* of each of its articles */
	uint16_t having[PART_ARTICLES], lacking[PART_ARTICLES];
};

static const uint16_t *articles_of(const struct writer *writer, const struct listed *list)
{
	return &g_array_index(writer->builder->articles, uint16_t, list->first);
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
	const uint16_t *articles = articles_of(writer, list);
	for (uint32_t i = 0; i < list->count && writer->numbered != gram; i++)
		writer->numbers[articles[i]] = (uint16_t)i;
	writer->numbered = gram;
}

/* Of the gram that a run goes on from, the numbers of the articles that have the run, and those that lack it. */
static void part_articles(struct writer *writer, const struct listed *list, uint32_t of)
{
	const uint16_t *articles = articles_of(writer, list);
	uint32_t next = 0, lacking = 0;
	for (uint32_t i = 0; i < list->count; i++) {
		writer->having[i] = writer->numbers[articles[i]];
		while (next < writer->having[i])
			writer->lacking[lacking++] = (uint16_t)next++;
		next++;
	}
	while (next < of)
		writer->lacking[lacking++] = (uint16_t)next++;
}

static void write_run(GByteArray *out, struct writer *writer, const struct listed *list)
{
	uint32_t rest = gram_first_of(list->key), of = writer->lists[rest].count;
	number_articles(writer, rest);
	part_articles(writer, list, of);
	if (list->count > of / 2)
		write_set(out, writer->lacking, of - list->count, of);
	else
		write_set(out, writer->having, list->count, of);
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
	uint16_t article = articles_of(writer, list)[0];
	if (!is_run(list))
		return article;
	number_articles(writer, gram_first_of(list->key));
	return writer->numbers[article];
}

static void write_gram(GByteArray *grams, GByteArray *postings, struct writer *writer, const struct listed *list,
                       uint64_t before)
{
	uint8_t bytes[3 * NUMBER_BYTES], *end = put_varint(bytes, (list->key - before) << 1 | (list->count == 1));
	guint from = postings->len;
	if (list->count == 1) {
		end = put_varint(end, single_of(writer, list));
	} else {
		if (is_run(list))
			write_run(postings, writer, list);
		else
			write_set(postings, articles_of(writer, list), list->count, writer->source->count);
		end = put_varint(end, (uint64_t)list->count << 1 | list->frequent);
		end = put_varint(end, postings->len - from);
	}
	g_byte_array_append(grams, bytes, (guint)(end - bytes));
}

static void write_grams(struct writer *writer, GByteArray *blocks, GByteArray *grams, GByteArray *postings)
{
	for (size_t i = 0; i < writer->count && !g_atomic_int_get(writer->builder->stop); i++) {
		const struct listed *list = &writer->lists[i];
		struct index_block block = {list->key, grams->len, postings->len};
		if (i + AHEAD < writer->count)
			__builtin_prefetch(articles_of(writer, list + AHEAD));
		if (i % INDEX_BLOCK == 0)
			g_byte_array_append(blocks, (const guint8 *)&block, sizeof(block));
		write_gram(grams, postings, writer, list, i % INDEX_BLOCK ? list[-1].key : list->key);
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
		.blocks = (uint32_t)((writer->count + INDEX_BLOCK - 1) / INDEX_BLOCK),
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
