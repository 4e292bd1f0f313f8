/* SPDX-License-Identifier: MIT */
/*
 * What a page knows before it lays anything out: its parts with their indents and the blank rows between them, where
 * which marks and which link hold, and behind which text the number of a link stands. All of it is one walk over the
 * arrays of the article, whose order (blocks, marks and links by `from`) is what makes it linear.
 */
#include "page/layout.h"

#include "text/utf8.h"

#define BULLET_CELLS 2u
#define DEFINITION_INDENT 4u
#define DEEPEST 256 /* lists inside lists, as block.list counts them */
#define HEAD_ROWS_MOST 4u
#define TRAILING_MOST 8 /* white space characters at the end of a link that its number is put before */

/* Parts ------------------------------------------------------------------------------------------------------------ */

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

/* Adds a part for each row of a table; the header rows belong to the part of the row below them. */
static uint32_t add_table(struct page *page, uint32_t first)
{
	const struct block *blocks = page->article->blocks;
	struct table table = table_at(page->article, first);
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

/* What stays together: the items of a list, the terms of a glossary with what they mean. 0 for what stands alone. */
static int company_of(const struct block *block)
{
	if (block->kind == BLOCK_ITEM)
		return 1;
	return block->kind == BLOCK_TERM || block->kind == BLOCK_DEFINITION ? 2 : 0;
}

/* True where no blank row stands between two parts that follow each other. */
static bool stand_close(const struct page *page, const struct part *above, const struct part *below)
{
	if (above->kind == PART_TABLE_ROW && below->kind == PART_TABLE_ROW && above->table == below->table)
		return true;
	const struct block *first = first_block(page, above), *second = first_block(page, below);
	return above->quote == below->quote && company_of(first) && company_of(first) == company_of(second);
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
			add_blocks(page, PART_BLOCK, i, i + 1);
			i++;
		}
	}
	find_hangs(page);
	find_indents(page);
	find_gaps(page);
	if (page->parts->len == 0)
		add_part(page, PART_NOTHING);
}

/* Marks and links -------------------------------------------------------------------------------------------------- */

#define MARK_KINDS (MARK_SUBSCRIPT + 1)

/* Where the walk over marks and links stands. */
struct sweep {
	uint32_t mark, link;       /* the next ones to begin */
	uint32_t ends[MARK_KINDS]; /* up to where each kind holds */
	GArray *open;              /* links that have begun; the innermost is the last one */
};

static void sweep_begin_and_end(const struct article *article, struct sweep *sweep, uint32_t at)
{
	for (; sweep->mark < article->mark_count && article->marks[sweep->mark].from <= at; sweep->mark++) {
		const struct mark *mark = &article->marks[sweep->mark];
		if (mark->kind < MARK_KINDS)
			sweep->ends[mark->kind] = MAX(sweep->ends[mark->kind], mark->to);
	}
	for (; sweep->link < article->link_count && article->links[sweep->link].from <= at; sweep->link++)
		g_array_append_val(sweep->open, sweep->link);
	while (sweep->open->len > 0 &&
	       article->links[g_array_index(sweep->open, uint32_t, sweep->open->len - 1)].to <= at)
		g_array_set_size(sweep->open, sweep->open->len - 1);
}

/* The next byte at which anything begins or ends; UINT32_MAX where nothing does. */
static uint32_t sweep_next(const struct article *article, const struct sweep *sweep, uint32_t at)
{
	uint32_t next = UINT32_MAX;
	if (sweep->mark < article->mark_count)
		next = MIN(next, article->marks[sweep->mark].from);
	if (sweep->link < article->link_count)
		next = MIN(next, article->links[sweep->link].from);
	if (sweep->open->len > 0)
		next = MIN(next, article->links[g_array_index(sweep->open, uint32_t, sweep->open->len - 1)].to);
	for (unsigned kind = 0; kind < MARK_KINDS; kind++)
		if (sweep->ends[kind] > at)
			next = MIN(next, sweep->ends[kind]);
	return next;
}

static struct stretch sweep_stretch(const struct sweep *sweep, uint32_t at)
{
	struct stretch stretch = {.from = at, .link = PAGE_NO_LINK};
	if (sweep->open->len > 0)
		stretch.link = g_array_index(sweep->open, uint32_t, sweep->open->len - 1);
	for (unsigned kind = 0; kind < MARK_KINDS; kind++)
		if (sweep->ends[kind] > at)
			stretch.marks = (uint8_t)(stretch.marks | 1u << kind);
	return stretch;
}

void stretches_find(struct page *page)
{
	struct sweep sweep = {.open = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
	struct stretch last = {.link = PAGE_NO_LINK};
	g_array_append_val(page->stretches, last);
	for (uint32_t at = 0; at != UINT32_MAX; at = sweep_next(page->article, &sweep, at)) {
		sweep_begin_and_end(page->article, &sweep, at);
		struct stretch stretch = sweep_stretch(&sweep, at);
		if (stretch.link == last.link && stretch.marks == last.marks)
			continue;
		g_array_append_val(page->stretches, stretch);
		last = stretch;
	}
	g_array_free(sweep.open, TRUE);
}

/* The last block that begins before byte `at`, or with it where `with` says so; SPAN_NONE where none does. */
static size_t block_before(const struct article *article, uint32_t at, bool with)
{
	size_t low = 0, high = article->block_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t from = article->blocks[middle].from;
		if (from < at || (with && from == at))
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? low - 1 : SPAN_NONE;
}

/* The place of a link's number: behind its text without the white space at its end. */
static struct link_end end_of(const struct article *article, uint32_t index)
{
	const struct link *link = &article->links[index];
	bool shown = link->from < link->to;
	size_t found = block_before(article, link->to, !shown);
	uint32_t number = found == SPAN_NONE ? 0 : (uint32_t)found;
	const struct block *block = &article->blocks[number];
	struct span text = span_cut(article_text(article), 0, CLAMP(link->to, block->from, block->to));
	size_t at = text.len;
	for (int i = 0; i < TRAILING_MOST && at > MAX(block->from, link->from); i++) {
		size_t before = at;
		if (!code_is_space(utf8_previous(text, &before)))
			break;
		at = MAX(before, block->from);
	}
	return (struct link_end){number, (uint32_t)at, index};
}

static int end_order(const void *a, const void *b)
{
	const struct link_end *first = a, *second = b;
	if (first->block != second->block)
		return first->block < second->block ? -1 : 1;
	if (first->at != second->at)
		return first->at < second->at ? -1 : 1;
	return first->link < second->link ? -1 : 1;
}

void link_ends_find(struct page *page)
{
	const struct article *article = page->article;
	bool sorted = true;
	if (article->block_count == 0)
		return;
	for (uint32_t i = 0; i < article->link_count; i++) {
		struct link_end end = end_of(article, i);
		if (i > 0)
			sorted &= end_order(&g_array_index(page->ends, struct link_end, i - 1), &end) < 0;
		g_array_append_val(page->ends, end);
	}
	if (!sorted)
		g_array_sort(page->ends, end_order);
}
