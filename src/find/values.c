/* SPDX-License-Identifier: MIT */
/*
 * Each facet has a table: a hash with a seed of its own leads to the last of the texts that have it. Neighbours often
 * share their source and their language, so the number given last is tried first. The rows of articles are of fixed
 * size, tags stand one after the other in a pool.
 */
#include "find/values.h"

#include <glib.h>

#include "base/arena.h"
#include "base/hash.h"
#include "find/period.h"
#include "find/tally.h"

/* Entries between two looks at the clock. */
#define BATCH 64

/* A row as it is kept: tags are counted, and those of the next row follow. */
struct value_row {
	uint32_t source, author, archive, language, day;
	uint32_t tags, tag_count; /* in the pool */
};

/* One text that a facet has. */
struct value {
	struct span text;
	facet_period day;
	uint32_t next; /* another with the same hash, an earlier one; 0: none */
};

struct numbers {
	GArray *values;     /* struct value, by number */
	uint32_t last;      /* the number given last */
	struct tally first; /* hashes, or days; and, by their numbers there: */
	GArray *chains;     /* uint32_t: the last value with that hash */
};

struct values {
	const struct archive *archive;
	struct arena *arena;
	struct numbers numbers[FACET_COUNT];
	GArray *rows; /* struct value_row, by entry */
	GArray *pool; /* uint32_t: tags */
	uint64_t seed;
};

static struct value *value_at(const struct values *values, enum facet facet, uint32_t number)
{
	return &g_array_index(values->numbers[facet].values, struct value, number);
}

struct values *values_new(const struct archive *archive)
{
	struct values *values = g_new0(struct values, 1);
	values->archive = archive;
	values->arena = arena_new();
	values->rows = g_array_new(FALSE, FALSE, sizeof(struct value_row));
	values->pool = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	values->seed = (uint64_t)g_random_int() << 32 | g_random_int();
	for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
		struct value unknown = {.text = SPAN("")};
		struct numbers *numbers = &values->numbers[facet];
		tally_init(&numbers->first);
		numbers->chains = g_array_new(FALSE, FALSE, sizeof(uint32_t));
		numbers->values = g_array_new(FALSE, FALSE, sizeof(struct value));
		g_array_append_val(numbers->values, unknown);
	}
	return values;
}

void values_free(struct values *values)
{
	if (!values)
		return;
	for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
		tally_clear(&values->numbers[facet].first);
		g_array_unref(values->numbers[facet].chains);
		g_array_unref(values->numbers[facet].values);
	}
	g_array_unref(values->rows);
	g_array_unref(values->pool);
	arena_free(values->arena);
	g_free(values);
}

/* Numbers ---------------------------------------------------------------------------------------------------------- */

static uint64_t hash_of(const struct values *values, struct span text)
{
	return XXH3_64bits_withSeed(text.at, text.len, values->seed);
}

/* Where the chain of a key begins: at 0, for none, where the key is a new one. */
static uint32_t *chain_of(struct numbers *numbers, uint64_t key)
{
	uint32_t at = tally_add(&numbers->first, key, 1), none = 0;
	if (at == numbers->chains->len)
		g_array_append_val(numbers->chains, none);
	return &g_array_index(numbers->chains, uint32_t, at);
}

/* Along a chain to the value with this text; 0 where there is none. */
static uint32_t walk(const struct values *values, enum facet facet, uint32_t number, struct span text)
{
	while (number > 0 && !span_equal(value_at(values, facet, number)->text, text))
		number = value_at(values, facet, number)->next;
	return number;
}

uint32_t values_find(const struct values *values, enum facet facet, struct span text)
{
	const struct numbers *numbers = &values->numbers[facet];
	if (text.len == 0)
		return 0;
	uint32_t at = tally_find(&numbers->first, hash_of(values, text));
	return at == TALLY_NONE ? 0 : walk(values, facet, g_array_index(numbers->chains, uint32_t, at), text);
}

static uint32_t append(struct values *values, enum facet facet, struct value value)
{
	g_array_append_val(values->numbers[facet].values, value);
	return values->numbers[facet].values->len - 1;
}

uint32_t values_add(struct values *values, enum facet facet, struct span text)
{
	struct numbers *numbers = &values->numbers[facet];
	if (text.len == 0)
		return 0;
	if (numbers->last && span_equal(value_at(values, facet, numbers->last)->text, text))
		return numbers->last;
	uint32_t *chain = chain_of(numbers, hash_of(values, text));
	numbers->last = walk(values, facet, *chain, text);
	if (numbers->last == 0)
		numbers->last = *chain =
			append(values, facet, (struct value){.text = arena_copy(values->arena, text), .next = *chain});
	return numbers->last;
}

/* Days are found by their number instead of a text. */
static uint32_t add_day(struct values *values, struct date date)
{
	struct civil civil;
	struct numbers *numbers = &values->numbers[FACET_DAY];
	if (!period_day(date, &civil))
		return 0;
	facet_period day = period_number(civil.year, civil.month, civil.day);
	if (numbers->last && value_at(values, FACET_DAY, numbers->last)->day == day)
		return numbers->last;
	uint32_t *chain = chain_of(numbers, (uint64_t)day);
	if (*chain == 0)
		*chain = append(values, FACET_DAY, (struct value){.text = SPAN(""), .day = day});
	return numbers->last = *chain;
}

/* Articles --------------------------------------------------------------------------------------------------------- */

/* An article with so many tags is no article: the others are left out, so that looking for doubles stays cheap. */
#define TAGS_MOST 256

static void add_tags(struct values *values, const struct article *article, struct value_row *row)
{
	row->tags = values->pool->len;
	for (uint32_t i = 0; i < article->tag_count && row->tag_count < TAGS_MOST; i++) {
		uint32_t tag = values_add(values, FACET_TAG, article_span(article, article->tags[i])), at = row->tags;
		while (at < values->pool->len && g_array_index(values->pool, uint32_t, at) != tag)
			at++;
		if (tag == 0 || at < values->pool->len)
			continue;
		g_array_append_val(values->pool, tag);
		row->tag_count++;
	}
}

static void add_entry(struct values *values, uint32_t number)
{
	struct article article;
	archive_facts(values->archive, number, &article);
	struct value_row row = {
		.source = values_add(values, FACET_SOURCE, article_span(&article, article.source)),
		.author = values_add(values, FACET_AUTHOR, article_span(&article, article.author)),
		.archive = values_add(values, FACET_ARCHIVE, archive_name(values->archive, number)),
		.language = values_add(values, FACET_LANGUAGE, span_of(article.lang)),
		.day = add_day(values, article.date),
	};
	add_tags(values, &article, &row);
	g_array_append_val(values->rows, row);
}

bool values_work(struct values *values, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : G_MAXINT64;
	size_t count = archive_count(values->archive);
	for (unsigned i = 1; values->rows->len < count; i++) {
		add_entry(values, values->rows->len);
		if (i % BATCH == 0 && g_get_monotonic_time() >= end)
			break;
	}
	return values->rows->len >= count;
}

size_t values_known(const struct values *values)
{
	return values->rows->len;
}

uint32_t values_count(const struct values *values, enum facet facet)
{
	return values->numbers[facet].values->len;
}

void facet_write_period(facet_period period, GString *out)
{
	if (period != 0)
		g_string_append_printf(out, "%04d", facet_year_of(period));
	if (facet_month_of(period) > 0)
		g_string_append_printf(out, "-%02d", facet_month_of(period));
	if (facet_day_of(period) > 0)
		g_string_append_printf(out, "-%02d", facet_day_of(period));
}

struct span values_text(const struct values *values, enum facet facet, uint32_t number)
{
	return value_at(values, facet, number)->text;
}

facet_period values_day(const struct values *values, uint32_t number)
{
	return value_at(values, FACET_DAY, number)->day;
}

void values_of(const struct values *values, uint32_t entry, struct article_values *of)
{
	const struct value_row *row = &g_array_index(values->rows, struct value_row, entry);
	*of = (struct article_values){
		.source = row->source,
		.author = row->author,
		.archive = row->archive,
		.language = row->language,
		.day = row->day,
		.tags = &g_array_index(values->pool, uint32_t, row->tags),
		.tag_count = row->tag_count,
	};
}
