/* SPDX-License-Identifier: MIT */
/*
 * FORMAT 1: a row held all of its article's fields and runs; blocks and asides were wider, and nothing was shared. As
 * everywhere, what a file says is checked before anybody sees it.
 */
#include "archive/old_segment.h"

#include <glib.h>
#include <string.h>

#include "archive/trust.h"
#include "base/arena.h"

struct old_row {
	char id[ID_SIZE];
	uint64_t pool, path;
	uint32_t pool_len, text_len, path_len;
	uint32_t first[ARTICLE_ARRAYS], count[ARTICLE_ARRAYS];
	struct slice title, author, editor, source, url;
	struct date date;
	uint32_t next;
	uint8_t empty;
	char lang[LANGUAGE_SIZE];
};

struct old_block {
	uint32_t from, to, number, row;
	uint16_t table, column;
	uint8_t kind, level, quote, list, header, preformatted, spare[2];
};

struct old_aside {
	uint32_t block, reason;
	struct slice text;
};

_Static_assert(sizeof(struct old_row) == 192 && sizeof(struct old_block) == 28 && sizeof(struct old_aside) == 16,
	       "as they lie in files");

enum { OLD_ROWS, OLD_BYTES, OLD_PARTS = 6, OLD_TABLES = OLD_PARTS + ARTICLE_ARRAYS };

struct reading {
	struct table tables[OLD_TABLES];
	struct arena *arena;
	struct segment *segment;
};

static size_t width_of(uint32_t kind)
{
	switch (kind) {
	case OLD_ROWS:
		return sizeof(struct old_row);
	case OLD_PARTS + ARRAY_BLOCKS:
		return sizeof(struct old_block);
	case OLD_PARTS + ARRAY_ASIDES:
		return sizeof(struct old_aside);
	default:
		return kind < OLD_PARTS ? 1 : article_arrays[kind - OLD_PARTS].element;
	}
}

/* Tables of which nothing is taken are passed over. */
static bool take_piece(struct reading *reading, const struct mapping *mapping, const struct snapshot_piece *piece)
{
	size_t size = mapping_size(mapping);
	if (piece->kind >= OLD_TABLES || (piece->kind > OLD_BYTES && piece->kind < OLD_PARTS))
		return true;
	if (piece->width != width_of(piece->kind) || piece->offset % page_size() != 0 || piece->offset > size ||
	    piece->count > (size - piece->offset) / piece->width || piece->first != reading->tables[piece->kind].count)
		return false;
	table_borrow(&reading->tables[piece->kind], (char *)mapping_bytes(mapping) + piece->offset, piece->count);
	return true;
}

static void *blocks_of(struct arena *arena, const struct old_block *old, uint32_t count)
{
	struct block *blocks = arena_alloc(arena, ((size_t)count + 1) * sizeof(*blocks));
	for (uint32_t i = 0; i < count; i++) {
		blocks[i] = (struct block){
			.from = old[i].from,
			.to = old[i].to,
			.number = old[i].kind == BLOCK_CELL ? old[i].row : old[i].number,
			.table = old[i].table,
			.column = old[i].column,
			.quote = old[i].quote,
			.list = old[i].list,
			.kind = old[i].kind,
			.level = old[i].level & 7,
			.header = old[i].header != 0,
			.preformatted = old[i].preformatted != 0,
		};
	}
	return blocks;
}

static void *asides_of(struct arena *arena, const struct old_aside *old, uint32_t count)
{
	struct aside *asides = arena_alloc(arena, ((size_t)count + 1) * sizeof(*asides));
	for (uint32_t i = 0; i < count; i++)
		asides[i] = (struct aside){old[i].block & ASIDE_BLOCK_MOST, old[i].reason & 15, old[i].text};
	return asides;
}

/* False where the row speaks of elements that are not there. */
static bool view_arrays(struct reading *reading, const struct old_row *row, struct article *article)
{
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		const void *first;
		if (row->count[i] == 0)
			continue;
		first = table_run(&reading->tables[OLD_PARTS + i], row->first[i], row->count[i]);
		if (!first)
			return false;
		if (i == ARRAY_BLOCKS)
			first = blocks_of(reading->arena, first, row->count[i]);
		if (i == ARRAY_ASIDES)
			first = asides_of(reading->arena, first, row->count[i]);
		memcpy((char *)article + article_arrays[i].pointer, &first, sizeof(first));
		memcpy((char *)article + article_arrays[i].count, &row->count[i], sizeof(row->count[i]));
	}
	return true;
}

static bool view(struct reading *reading, const struct old_row *row, struct article *article)
{
	const char *pool = row->pool_len ? table_run(&reading->tables[OLD_BYTES], row->pool, row->pool_len) : "";
	*article = (struct article){
		.pool = pool,
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
	return pool && view_arrays(reading, row, article) && trust_article(article);
}

static void add_row(struct reading *reading, const struct old_row *row)
{
	const char *path = table_run(&reading->tables[OLD_BYTES], row->path, row->path_len);
	struct label label = {.path = path ? (struct span){path, row->path_len} : SPAN("")};
	struct article article;
	bool sound = view(reading, row, &article);
	uint32_t added;
	memcpy(label.id, row->id, ID_SIZE);
	if (!sound)
		article = (struct article){.pool = ""};
	added = segment_add(reading->segment, &label, &article);
	if (added != ROW_NONE && sound)
		segment_link(reading->segment, added);
	arena_reset(reading->arena);
}

struct segment *old_segment_read(const struct mapping *mapping, const struct snapshot_piece *pieces, uint64_t count)
{
	struct reading reading = {.arena = arena_new(), .segment = segment_new(0, 0)};
	bool done = true;
	for (uint32_t i = 0; i < OLD_TABLES; i++)
		table_init(&reading.tables[i], width_of(i));
	for (uint64_t i = 0; done && i < count; i++)
		done = take_piece(&reading, mapping, &pieces[i]);
	for (uint64_t i = 0; done && i < reading.tables[OLD_ROWS].count; i++)
		add_row(&reading, table_at(&reading.tables[OLD_ROWS], i));
	for (uint32_t i = 0; i < OLD_TABLES; i++)
		table_clear(&reading.tables[i]);
	arena_free(reading.arena);
	if (done)
		segment_seal(reading.segment);
	else
		segment_free(g_steal_pointer(&reading.segment));
	return reading.segment;
}
