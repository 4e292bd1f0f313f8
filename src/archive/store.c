/* SPDX-License-Identifier: MIT */
/*
 * Adding an article and viewing it are loops over article_arrays. Offsets into the bytes are 64 bits wide, numbers of
 * other elements 32. Nothing is ever taken out of a table: what an article no longer has is waste until the store goes.
 */
#include "archive/store.h"

#include <glib.h>
#include <stddef.h>
#include <string.h>

#include "archive/table.h"

struct store {
	struct table rows;
	struct table bytes; /* the pools and the paths */
	struct table parts[ARTICLE_ARRAYS];
};

static const void *elements(const struct article *article, const struct article_array *array)
{
	const void *first;

	memcpy(&first, (const char *)article + array->pointer, sizeof(first));
	return first;
}

static uint32_t element_count(const struct article *article, const struct article_array *array)
{
	uint32_t count;

	memcpy(&count, (const char *)article + array->count, sizeof(count));
	return count;
}

struct store *store_new(void)
{
	struct store *store = g_new0(struct store, 1);

	table_init(&store->rows, sizeof(struct row));
	table_init(&store->bytes, 1);
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++)
		table_init(&store->parts[i], article_arrays[i].element);
	return store;
}

void store_free(struct store *store)
{
	if (!store)
		return;
	table_clear(&store->rows);
	table_clear(&store->bytes);
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++)
		table_clear(&store->parts[i]);
	g_free(store);
}

static bool store_is_full(const struct store *store, const struct article *article)
{
	if (store->rows.count >= UINT32_MAX)
		return true;
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		if (store->parts[i].count > UINT32_MAX - element_count(article, &article_arrays[i]))
			return true;
	}
	return false;
}

/* What a row says of its article besides where the bytes and elements are. */
static void write_fields(struct row *row, const struct article *article)
{
	row->pool_len = article->pool_len;
	row->text_len = article->text_len;
	row->title = article->title;
	row->author = article->author;
	row->editor = article->editor;
	row->source = article->source;
	row->url = article->url;
	row->date.seconds = article->date.seconds;
	row->date.precision = article->date.precision;
	row->date.from = article->date.from;
	row->empty = article_is_empty(article);
	memcpy(row->lang, article->lang, sizeof(row->lang));
}

uint32_t store_add(struct store *store, const struct label *label, const struct article *article)
{
	struct row row;

	if (store_is_full(store, article))
		return UINT32_MAX;
	memset(&row, 0, sizeof(row)); /* the holes too: a snapshot is the same bytes every time */
	memcpy(row.id, label->id, ID_SIZE);
	row.pool = table_add(&store->bytes, article->pool, article->pool_len);
	row.path = table_add(&store->bytes, label->path.at, label->path.len);
	row.path_len = (uint32_t)label->path.len;
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		row.count[i] = element_count(article, &article_arrays[i]);
		row.first[i] =
			(uint32_t)table_add(&store->parts[i], elements(article, &article_arrays[i]), row.count[i]);
	}
	row.origin = label->origin;
	write_fields(&row, article);
	return (uint32_t)table_add(&store->rows, &row, 1);
}

/* Whether the run that begins with element `first` of a table is what `at` points to. */
static bool is_own(const struct table *table, uint64_t first, const void *at)
{
	return at && at == table_at(table, first);
}

bool store_replace(struct store *store, uint32_t number, const struct article *article)
{
	struct row *row = table_at(&store->rows, number);

	if (store_is_full(store, article))
		return false;
	if (!is_own(&store->bytes, row->pool, article->pool))
		row->pool = table_add(&store->bytes, article->pool, article->pool_len);
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		const void *from = elements(article, &article_arrays[i]);

		row->count[i] = element_count(article, &article_arrays[i]);
		if (!is_own(&store->parts[i], row->first[i], from))
			row->first[i] = (uint32_t)table_add(&store->parts[i], from, row->count[i]);
	}
	write_fields(row, article);
	return true;
}

uint32_t store_count(const struct store *store)
{
	return (uint32_t)store->rows.count;
}

const struct row *store_row(const struct store *store, uint32_t number)
{
	return table_at(&store->rows, number);
}

struct span store_path(const struct store *store, uint32_t number)
{
	const struct row *row = store_row(store, number);

	return (struct span){row->path_len ? table_at(&store->bytes, row->path) : "", row->path_len};
}

void store_article(const struct store *store, uint32_t number, struct article *article)
{
	const struct row *row = store_row(store, number);

	*article = (struct article){
		.pool = row->pool_len ? table_at(&store->bytes, row->pool) : "",
		.pool_len = row->pool_len,
		.text_len = row->text_len,
		.title = row->title,
		.author = row->author,
		.editor = row->editor,
		.source = row->source,
		.url = row->url,
		.date = row->date,
	};
	memcpy(article->lang, row->lang, sizeof(article->lang));
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		const void *first = row->count[i] ? table_at(&store->parts[i], row->first[i]) : NULL;

		memcpy((char *)article + article_arrays[i].pointer, &first, sizeof(first));
		memcpy((char *)article + article_arrays[i].count, &row->count[i], sizeof(row->count[i]));
	}
}
