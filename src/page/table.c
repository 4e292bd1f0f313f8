/* SPDX-License-Identifier: MIT */
/*
 * Tables. The widths of the columns are found once a table, from its first rows; then each row is laid out by itself:
 * its cells side by side, wrapped inside their columns. Where even narrow columns do not fit, each row becomes a
 * record: a line "heading: value" for each cell. A row with a single cell in a table of several columns is a caption or
 * a section's heading, and takes the whole width. Widths are cells.
 */
#include <limits.h>
#include <string.h>

#include "page/layout.h"

/* A column is never made narrower than its widest line, its longest word (up to WORD_MOST) or this: four ideographs. */
#define COLUMN_LEAST 8u
#define WORD_MOST 16u

/* How much of a table is looked at for the widths of its columns; a wider cell further down is wrapped. */
#define SAMPLE_ROWS 400u
#define SAMPLE_BYTES 65536u

/* A row without headings whose cells have no more bytes than this each (20 ideographs) is shown as one line of text. */
#define SHORT_CELL 60u

/* The single cell of a row makes its column wider up to these cells only: beyond, it may be a caption. */
#define SINGLE_MOST 16u

#define RECORD_HANG 2u
#define RECORD_HANG_FROM 16u /* cells of text that a hanging indent is worth having from */

static const struct block *block_at(const struct page *page, uint32_t index)
{
	return &page->article->blocks[index];
}

/* The first block behind the row that begins with `first`. */
static uint32_t row_end(const struct page *page, uint32_t first, uint32_t end)
{
	uint32_t i = first + 1;
	while (i < end && block_at(page, i)->row == block_at(page, first)->row)
		i++;
	return i;
}

/* A row with nothing but its first cell: a caption, the heading of a section, or a row that is empty otherwise. */
static bool is_single(const struct page *page, const struct table *table, uint32_t first, uint32_t end)
{
	return end - first == 1 && table->column_count > 1 && block_at(page, first)->column == 0;
}

static void add_cell(struct page *page, struct flow *flow, uint32_t index)
{
	const struct block *block = block_at(page, index);
	struct excerpt excerpt = {.block = index, .from = block->from, .to = block->to};
	excerpt.role = block->header ? PAGE_TABLE_HEAD : PAGE_TEXT;
	flow_add_source(page, flow, &excerpt);
}

static struct flow cell_flow(struct page *page, uint32_t index)
{
	struct flow flow = flow_begin(page);
	add_cell(page, &flow, index);
	return flow;
}

/* Finding the widths of the columns -------------------------------------------------------------------------------- */

static bool is_figure(struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!(text.at[i] >= '0' && text.at[i] <= '9') && !memchr("+-.,% ", text.at[i], 6))
			return false;
	return true;
}

/* Takes a cell into account, unless it is wider than `most`. */
static void sample_cell(struct page *page, struct table *table, uint32_t index, unsigned most)
{
	const struct block *block = block_at(page, index);
	struct column *column = &table->columns[block->column];
	struct flow flow = cell_flow(page, index);
	unsigned word, natural = flow_measure(page, &flow, &word);
	flow_end(page, &flow);
	if (natural > most)
		return;
	column->natural = MAX(column->natural, natural);
	column->word = MAX(column->word, word);
	if (index >= table->head_end)
		column->figures &= is_figure(article_block(page->article, block));
}

/* True where the sample is the whole table. */
static bool sample_rows(struct page *page, struct table *table)
{
	uint32_t start = block_at(page, table->first)->from;
	unsigned rows = 0;
	for (uint32_t at = table->first, end; at < table->end; at = end) {
		end = row_end(page, at, table->end);
		if (rows++ == SAMPLE_ROWS || block_at(page, at)->from - start > SAMPLE_BYTES)
			return false;
		unsigned most = is_single(page, table, at, end) ? SINGLE_MOST : UINT_MAX;
		for (uint32_t i = at; i < end; i++)
			sample_cell(page, table, i, most);
	}
	return true;
}

/* Shares `spare` cells out, evenly, to the columns that are narrower than they would like to be. */
static void widen(struct table *table, unsigned spare)
{
	unsigned wanting = 1;
	while (spare > 0 && wanting > 0) {
		wanting = 0;
		for (uint32_t i = 0; i < table->column_count; i++)
			wanting += table->columns[i].width < table->columns[i].natural;
		unsigned share = wanting ? MAX(spare / wanting, 1u) : 0;
		for (uint32_t i = 0; i < table->column_count && spare > 0; i++) {
			struct column *column = &table->columns[i];
			unsigned more = MIN(MIN(column->natural - column->width, share), spare);
			column->width += more;
			spare -= more;
		}
	}
}

/* Puts the columns side by side; one without any width is not there. */
static void place_columns(struct table *table)
{
	table->width = 0;
	for (uint32_t i = 0; i < table->column_count; i++) {
		struct column *column = &table->columns[i];
		column->start = table->width + (table->width && column->width ? TABLE_GAP : 0);
		table->width = column->start + column->width;
	}
}

/* Makes every column as narrow as it may be; those that are empty in all of the table vanish. */
static void narrow(const struct page *page, struct table *table, bool whole)
{
	for (uint32_t i = 0; i < table->column_count; i++) {
		struct column *column = &table->columns[i];
		if (whole && column->natural == 0)
			continue;
		column->natural = CLAMP(column->natural, 2, MAX(page->width, 2)); /* a wide character fits */
		column->width = MIN(column->natural, CLAMP(column->word, COLUMN_LEAST, WORD_MOST));
	}
	place_columns(table);
}

/* Finds out how a table is shown in `room` cells. */
static void measure(struct page *page, struct table *table, unsigned room)
{
	table->room = room;
	table->records = true;
	if (page->style.plain && table->column_count > 2)
		return;
	if (table->ragged || (table->column_count - 1) * TABLE_GAP + 2 * table->column_count > room)
		return;
	table->columns = arena_alloc(page->arena, table->column_count * sizeof(*table->columns));
	for (uint32_t i = 0; i < table->column_count; i++)
		table->columns[i].figures = true;
	narrow(page, table, sample_rows(page, table));
	if (table->width > room)
		return;
	table->records = false;
	widen(table, room - table->width);
	place_columns(table);
}

/* Rows with columns ------------------------------------------------------------------------------------------------ */

/* A cell that is being drawn: its blocks, one below the other. */
struct box {
	guint flow, end; /* of the flows, those that are not yet drawn whole */
	uint32_t line;   /* of the first of them: the next one to draw */
	unsigned column; /* from the left edge of the text */
	unsigned width;
	bool right;
};

/* The room of a cell. The single one of its row takes that of the whole table where its own column is too narrow. */
static struct box box_of(struct page *page, const struct table *table, uint32_t cell, bool single)
{
	const struct column *column = &table->columns[block_at(page, cell)->column];
	if (single) {
		unsigned word;
		struct flow flow = cell_flow(page, cell);
		bool fits = flow_measure(page, &flow, &word) <= column->width;
		flow_end(page, &flow);
		if (!fits)
			return (struct box){.width = MAX(table->width, MIN(page->width, table->room))};
	}
	return (struct box){.column = column->start, .width = column->width, .right = column->figures};
}

/* Lays the cells [first, end) of a row; gives how many boxes they fill. */
static unsigned lay_boxes(struct page *page, const struct table *table, uint32_t first, uint32_t end,
                          GArray *flows, struct box *boxes)
{
	unsigned count = 0;
	bool single = is_single(page, table, first, end);
	for (uint32_t i = first; i < end; i++) {
		if (i == first || block_at(page, i)->column != block_at(page, i - 1)->column)
			boxes[count++] = box_of(page, table, i, single);
		struct box *box = &boxes[count - 1];
		if (box->width == 0)
			continue; /* a column without text */
		struct flow flow = cell_flow(page, i);
		if (box->end == 0)
			box->flow = flows->len;
		flow_lay(page, &flow, &(struct line_room){box->width, box->width, false});
		g_array_append_val(flows, flow);
		box->end = flows->len;
	}
	return count;
}

/* Draws the next line of a cell; true where others are left. */
static bool draw_box(struct page *page, const GArray *flows, struct box *box, unsigned text_column)
{
	if (box->flow == box->end)
		return false;
	const struct flow *flow = &g_array_index(flows, struct flow, box->flow);
	unsigned indent = 0;
	if (box->right)
		indent = box->width - MIN(box->width, flow_line_width(page, flow, box->line));
	compose_line(page, flow, box->line, text_column + box->column + indent, box->width - indent);
	if (++box->line == flow->line_count) {
		box->flow++;
		box->line = 0;
	}
	return box->flow < box->end;
}

static void lay_columns(struct page *page, const struct table *table, uint32_t first, uint32_t end,
                        const struct margin *margin)
{
	struct box *boxes = g_new(struct box, MIN(end - first, table->column_count));
	GArray *flows = g_array_new(FALSE, FALSE, sizeof(struct flow));
	unsigned count = lay_boxes(page, table, first, end, flows, boxes);
	bool left = true;
	while (left) {
		margin_row(page, margin, false);
		left = false;
		for (unsigned i = 0; i < count; i++)
			left |= draw_box(page, flows, &boxes[i], margin->text_column);
	}
	g_array_free(flows, TRUE);
	g_free(boxes);
}

static void lay_head_rule(struct page *page, const struct table *table, const struct margin *margin)
{
	margin_row(page, margin, false);
	for (uint32_t i = 0; i < table->column_count && !page->style.plain; i++)
		compose_made(page, margin->text_column + table->columns[i].start,
		             dashes(page, table->columns[i].width), PAGE_RULE);
}

/* Records ---------------------------------------------------------------------------------------------------------- */

/* A line of a record: the heading of the column, the value, or both. */
struct field {
	uint32_t label, value; /* blocks; UINT32_MAX: none */
	bool copy;             /* the heading was shown before */
};

static void add_label(struct page *page, struct flow *flow, const struct field *field)
{
	const struct block *label = block_at(page, field->label);
	if (field->copy ? label->from == label->to : !block_shows(page, field->label))
		return;
	struct excerpt excerpt = {
		.block = field->label, .from = label->from, .to = label->to, .role = PAGE_TABLE_HEAD};
	if (field->copy)
		flow_add_copy(page, flow, label->from, label->to, PAGE_TABLE_HEAD);
	else
		flow_add_source(page, flow, &excerpt);
	flow_add_made(page, flow, SPAN(": "), PAGE_TABLE_HEAD);
}

/* Lays a flow out, its further lines a little to the right; nothing where it is empty. */
static void lay_hanging(struct page *page, const struct margin *margin, struct flow *flow)
{
	if (flow->len == 0)
		return;
	unsigned hang = margin->width >= RECORD_HANG_FROM ? RECORD_HANG : 0;
	flow_lay(page, flow, &(struct line_room){margin->width, margin->width - hang, false});
	for (uint32_t i = 0; i < flow->line_count; i++) {
		unsigned indent = i > 0 ? hang : 0;
		margin_row(page, margin, false);
		compose_line(page, flow, i, margin->text_column + indent, margin->width - indent);
	}
}

static void lay_field(struct page *page, const struct margin *margin, const struct field *field)
{
	struct flow flow = flow_begin(page);
	if (field->label != UINT32_MAX)
		add_label(page, &flow, field);
	if (field->value != UINT32_MAX)
		add_cell(page, &flow, field->value);
	lay_hanging(page, margin, &flow);
}

/*
 * Lays the cells [first, end) as fields with the headings of their columns; both are in the order of the columns. The
 * first record shows the headings themselves, so that a hit in one has its place, and those too that it has no value
 * for; all others show copies.
 */
static void lay_record(struct page *page, const struct table *table, uint32_t first, uint32_t end,
                       const struct margin *margin)
{
	bool copy = first != table->head_end;
	uint32_t label = table->labels;
	for (uint32_t value = first; value < end || (label < table->head_end && !copy);) {
		uint32_t column = value < end ? block_at(page, value)->column : UINT32_MAX;
		uint32_t heading = label < table->head_end ? block_at(page, label)->column : UINT32_MAX;
		struct field field = {.label = UINT32_MAX, .value = UINT32_MAX, .copy = copy};
		if (heading <= column && heading != UINT32_MAX)
			field.label = label++;
		if (column <= heading && column != UINT32_MAX)
			field.value = value++;
		if (!copy || (field.value != UINT32_MAX && block_shows(page, field.value)))
			lay_field(page, margin, &field);
	}
}

static bool all_short(const struct page *page, uint32_t first, uint32_t end)
{
	for (uint32_t i = first; i < end; i++)
		if (block_at(page, i)->to - block_at(page, i)->from > SHORT_CELL)
			return false;
	return true;
}

/* Lays the cells [first, end) without headings: short ones one behind the other, else each on its own lines. */
static void lay_loose(struct page *page, uint32_t first, uint32_t end, const struct margin *margin)
{
	bool joined = all_short(page, first, end);
	struct flow flow = flow_begin(page);
	for (uint32_t i = first; i < end; i++) {
		if (!block_shows(page, i))
			continue;
		if (flow.len > 0)
			flow_add_made(page, &flow, SPAN(" | "), PAGE_RULE);
		add_cell(page, &flow, i);
		if (joined)
			continue;
		lay_hanging(page, margin, &flow);
		flow_end(page, &flow);
		flow = flow_begin(page);
	}
	lay_hanging(page, margin, &flow);
}

static void lay_row(struct page *page, const struct table *table, uint32_t first, uint32_t end,
                    const struct margin *margin)
{
	bool heading = first < table->head_end;
	bool labels = heading && first == table->labels;
	if (table->records && labels)
		return; /* they are shown with the first record */
	bool single = first > table->head_end && is_single(page, table, first, end);
	if (table->records && (heading || single || table->labels == table->head_end)) {
		lay_loose(page, first, end, margin);
		return;
	}
	if (table->records) {
		lay_record(page, table, first, end, margin);
		return;
	}
	lay_columns(page, table, first, end, margin);
	if (labels)
		lay_head_rule(page, table, margin);
}

void table_row_lay(struct page *page, const struct part *part)
{
	struct table *table = &g_array_index(page->tables, struct table, part->table);
	struct margin margin = margin_of(page, part, SPAN(""), 0);
	if (table->room == 0)
		measure(page, table, table->column_count > 1 ? margin.wide : margin.width);
	if (table->records && part->first != table->first)
		margin_row(page, &margin, false);
	for (uint32_t at = part->first, end; at < part->end; at = end) {
		end = row_end(page, at, part->end);
		lay_row(page, table, at, end, &margin);
	}
}
