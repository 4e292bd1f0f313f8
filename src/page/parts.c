/* SPDX-License-Identifier: MIT */
/*
 * What a page knows of its parts before it lays any of them out: which blocks they are made of, how far they are
 * indented, and where blank rows stand between them. Each is one walk over the parts. Indents and hangs are cells.
 */
#include "page/layout.h"

#define BULLET_CELLS 2u
#define DEFINITION_INDENT 4u
#define DEEPEST 256 /* lists inside lists, as block.list counts them */
#define HEAD_ROWS_MOST 4u

static struct part *add_part(struct page *page, enum part_kind kind)
{
	struct part part = {.kind = (uint8_t)kind};
	g_array_append_val(page->parts, part);
	return &g_array_index(page->parts, struct part, page->parts->len - 1);
}

static void add_head(struct page *page)
{
	const struct article *article = page->article;
	if (article->title.len)
		add_part(page, PART_TITLE);
	if (page->author_line.len)
		add_part(page, PART_BYLINE);
	if (article->url.len)
		add_part(page, PART_ADDRESS);
	page->head_count = page->parts->len;
}

/* A part of the blocks [first, end), which looks like the first of them. */
static struct part *add_blocks(struct page *page, enum part_kind kind, uint32_t first, uint32_t end)
{
	const struct block *blocks = page->article->blocks;
	struct part *part = add_part(page, kind);
	part->first = first;
	part->end = end;
	part->quote = blocks[first].quote;
	for (uint32_t i = first; i < end; i++) {
		if (blocks[i].from == blocks[i].to)
			continue;
		part->from = blocks[i].from;
		uint32_t index = page->parts->len - 1;
		g_array_append_val(page->texts, index);
		break;
	}
	part->texts = page->texts->len;
	return part;
}

/* Adds the parts of a block that is no cell: one, unless it is very long. */
static void add_block(struct page *page, uint32_t index)
{
	const struct block *block = &page->article->blocks[index];
	for (uint32_t from = block->from, to;; from = to) {
		to = slice_end(page, block, from);
		struct part *part = add_blocks(page, PART_BLOCK, index, index + 1);
		part->goes_on = from > block->from;
		part->from = from;
		part->to = to;
		if (to == block->to)
			return;
	}
}

/* The first block behind the row of a table that begins with `first`. */
static uint32_t row_end(const struct block *blocks, uint32_t first, uint32_t end)
{
	uint32_t i = first;
	while (i < end && blocks[i].row == blocks[first].row)
		i++;
	return i;
}

static bool all_headings(const struct block *blocks, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (!blocks[i].header)
			return false;
	return true;
}

/* Finds the header rows of a table: a few rows of heading cells alone at its top, with others below. */
static void find_head(struct table *table, const struct block *blocks)
{
	uint32_t at = table->first;
	table->labels = table->head_end = table->first;
	for (unsigned rows = 0; rows <= HEAD_ROWS_MOST; rows++) {
		uint32_t end = row_end(blocks, at, table->end);
		if (!all_headings(blocks, at, end))
			return;
		if (end == table->end)
			break;
		table->labels = at;
		table->head_end = at = end;
	}
	table->labels = table->head_end = table->first; /* headings all over: none stands out */
}

/* The table that begins with block `first`. */
static struct table table_at(const struct article *article, uint32_t first)
{
	const struct block *blocks = article->blocks;
	struct table table = {.first = first};
	uint32_t i = first;
	for (; i < article->block_count; i++) {
		if (blocks[i].kind != BLOCK_CELL || blocks[i].table != blocks[first].table)
			break;
		table.column_count = MAX(table.column_count, blocks[i].column + 1u);
		if (i > first && blocks[i].row == blocks[i - 1].row && blocks[i].column < blocks[i - 1].column)
			table.ragged = true;
	}
	table.end = i;
	find_head(&table, blocks);
	return table;
}

/*
 * Whether a row has so much text that it could not be one part: it must not be laid out whole, as rows of tables are.
 */
static bool has_long_row(const struct table *table, const struct block *blocks)
{
	for (uint32_t at = table->first, end; at < table->end; at = end) {
		end = row_end(blocks, at, table->end);
		if (slice_is_due(blocks[end - 1].to - blocks[at].from))
			return true;
	}
	return false;
}

/* Adds the cells of a table that has a long row, as paragraphs. */
static uint32_t add_cells(struct page *page, const struct table *table)
{
	for (uint32_t i = table->first; i < table->end; i++)
		add_block(page, i);
	return table->end;
}

/* Adds a part for each row of a table; the header rows belong to the part of the row below them. */
static uint32_t add_table(struct page *page, uint32_t first)
{
	const struct block *blocks = page->article->blocks;
	struct table table = table_at(page->article, first);
	if (has_long_row(&table, blocks))
		return add_cells(page, &table);
	uint32_t index = page->tables->len;
	g_array_append_val(page->tables, table);
	for (uint32_t at = first, end; at < table.end; at = end) {
		end = row_end(blocks, at == first ? table.head_end : at, table.end);
		struct part *part = add_blocks(page, PART_TABLE_ROW, at, end);
		part->table = index;
		part->quote = blocks[first].quote; /* all rows have the same room */
	}
	return table.end;
}

static unsigned digits(uint32_t number)
{
	unsigned count = 1;
	while (number >= 10) {
		number /= 10;
		count++;
	}
	return count;
}

static uint16_t marker_cells(const struct block *block)
{
	return (uint16_t)(block->number ? digits(block->number) + 2 : BULLET_CELLS);
}

/* The block whose list and kind a part goes by: of a table its first one. */
static const struct block *first_block(const struct page *page, const struct part *part)
{
	uint32_t first = part->first;
	if (part->kind == PART_TABLE_ROW)
		first = g_array_index(page->tables, struct table, part->table).first;
	return &page->article->blocks[first];
}

static unsigned depth_of(const struct block *block)
{
	return block->kind == BLOCK_ITEM ? MAX(block->list, 1u) : block->list;
}

/* Gives each item the room of the widest marker in its list. Walks upwards: the last number is the widest one. */
static void find_hangs(struct page *page)
{
	uint16_t hang[DEEPEST] = {0}; /* of the list of each depth that is under way; 0: none is */
	unsigned deepest = 0;
	for (guint i = page->parts->len; i > page->head_count; i--) {
		struct part *part = &g_array_index(page->parts, struct part, i - 1);
		const struct block *block = first_block(page, part);
		unsigned depth = depth_of(block);
		for (; deepest > depth; deepest--)
			hang[deepest] = 0;
		deepest = depth;
		if (block->kind != BLOCK_ITEM)
			continue;
		bool other = (block->number == 0) != (hang[depth] <= BULLET_CELLS);
		part->hang = other ? marker_cells(block) : MAX(hang[depth], marker_cells(block));
		hang[depth] = part->hang;
	}
}

/* Indents what stands in a list below the text of its item. */
static void find_indents(struct page *page)
{
	uint16_t text[DEEPEST] = {0}; /* for each depth that is open: cells before the text of its items */
	unsigned deepest = 0;
	for (guint i = page->head_count; i < page->parts->len; i++) {
		struct part *part = &g_array_index(page->parts, struct part, i);
		const struct block *block = first_block(page, part);
		unsigned depth = depth_of(block);
		for (unsigned d = deepest + 1; d <= depth; d++)
			text[d] = (uint16_t)(text[d - 1] + BULLET_CELLS);
		deepest = depth;
		part->indent = text[depth];
		if (block->kind == BLOCK_ITEM) {
			part->indent = text[depth - 1];
			text[depth] = (uint16_t)(part->indent + part->hang);
		} else if (block->kind == BLOCK_DEFINITION) {
			part->indent = (uint16_t)(part->indent + DEFINITION_INDENT);
		}
	}
}

bool block_indents(const struct block *block)
{
	return block->kind == BLOCK_PARAGRAPH && block->list == 0 && !block->preformatted;
}

static bool is_glossary(const struct block *block)
{
	return block->kind == BLOCK_TERM || block->kind == BLOCK_DEFINITION;
}

/* True where no blank row stands between two parts that follow each other. */
static bool stand_close(const struct page *page, const struct part *above, const struct part *below)
{
	if (above->kind == PART_TABLE_ROW && below->kind == PART_TABLE_ROW && above->table == below->table)
		return true;
	const struct block *first = first_block(page, above), *second = first_block(page, below);
	if (below->goes_on)
		return true;
	if (first->quote != second->quote)
		return false;
	if (page->style.indented && block_indents(first) && block_indents(second))
		return true;
	if (first->kind == BLOCK_ITEM && second->kind == BLOCK_ITEM)
		return second->from - first->to <= 1; /* a blank line parts two lists */
	return is_glossary(first) && is_glossary(second);
}

static void find_gaps(struct page *page)
{
	struct part *parts = (struct part *)(void *)page->parts->data;
	for (guint i = page->head_count; i < page->parts->len; i++) {
		if (i == 0 || (i > page->head_count && stand_close(page, &parts[i - 1], &parts[i])))
			continue;
		parts[i].gap = 1;
		parts[i].gap_bars = i > page->head_count ? MIN(parts[i - 1].quote, parts[i].quote) : 0;
	}
}

void parts_find(struct page *page)
{
	const struct article *article = page->article;
	add_head(page);
	for (uint32_t i = 0; i < article->block_count;) {
		if (article->blocks[i].kind == BLOCK_CELL) {
			i = add_table(page, i);
		} else {
			add_block(page, i++);
		}
	}
	find_hangs(page);
	find_indents(page);
	find_gaps(page);
	if (page->parts->len == 0)
		add_part(page, PART_NOTHING);
}
