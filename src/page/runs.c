/* SPDX-License-Identifier: MIT */
/*
 * Lines become runs, and what was composed becomes a layout. A run never crosses the border of a piece, of a mark or of
 * a link, so its bytes stand in the article's text as they stand on the row. Borders are moved to the next glyph: half
 * a cluster is never drawn by itself, and a row is as wide as its glyphs are. Offsets are bytes, widths cells.
 */
#include <string.h>

#include "page/layout.h"

#define TAB_CELLS 8u

void composer_init(struct composer *composer)
{
	composer->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	composer->lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	composer->starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	composer->runs = g_array_new(FALSE, FALSE, sizeof(struct run));
	composer->anchors = g_array_new(FALSE, FALSE, sizeof(struct anchor));
	composer->units = g_array_new(FALSE, FALSE, sizeof(struct unit));
	composer->script = g_array_new(FALSE, FALSE, sizeof(struct script_piece));
	composer->chances = g_byte_array_new();
	composer->display = g_string_new(NULL);
	composer->converted = g_string_new(NULL);
}

void composer_clear(struct composer *composer)
{
	g_array_free(composer->pieces, TRUE);
	g_array_free(composer->lines, TRUE);
	g_array_free(composer->starts, TRUE);
	g_array_free(composer->runs, TRUE);
	g_array_free(composer->anchors, TRUE);
	g_array_free(composer->units, TRUE);
	g_array_free(composer->script, TRUE);
	g_byte_array_free(composer->chances, TRUE);
	g_string_free(composer->display, TRUE);
	g_string_free(composer->converted, TRUE);
}

void compose_begin(struct page *page)
{
	struct composer *composer = &page->composer;
	g_array_set_size(composer->pieces, 0);
	g_array_set_size(composer->lines, 0);
	g_array_set_size(composer->starts, 0);
	g_array_set_size(composer->runs, 0);
	g_array_set_size(composer->anchors, 0);
}

static int anchor_order(const void *a, const void *b)
{
	const struct anchor *first = a, *second = b;
	if (first->source != second->source)
		return first->source < second->source ? -1 : 1;
	return (first->row > second->row) - (first->row < second->row);
}

/* The cells of a table are drawn row by row, side by side: then the anchors come out of order. */
static void sort_anchors(GArray *anchors)
{
	const struct anchor *all = (const struct anchor *)(void *)anchors->data;
	for (guint i = 1; i < anchors->len; i++) {
		if (all[i - 1].source <= all[i].source)
			continue;
		g_array_sort(anchors, anchor_order);
		return;
	}
}

static void *keep(struct page *page, const GArray *array)
{
	size_t size = (size_t)array->len * g_array_get_element_size((GArray *)array);
	void *copy = arena_alloc(page->arena, size ? size : 1);
	if (size)
		memcpy(copy, array->data, size);
	return copy;
}

struct layout *compose_end(struct page *page)
{
	struct composer *composer = &page->composer;
	if (composer->starts->len == 0)
		compose_row(page);
	struct layout *layout = arena_alloc(page->arena, sizeof(*layout));
	layout->row_count = composer->starts->len;
	uint32_t end = composer->runs->len;
	g_array_append_val(composer->starts, end);
	sort_anchors(composer->anchors);
	layout->anchor_count = composer->anchors->len;
	layout->starts = keep(page, composer->starts);
	layout->runs = keep(page, composer->runs);
	layout->anchors = keep(page, composer->anchors);
	return layout;
}

void compose_row(struct page *page)
{
	uint32_t start = page->composer.runs->len;
	g_array_append_val(page->composer.starts, start);
}

static void add_run(struct page *page, unsigned column, struct span text, struct run run)
{
	if (text.len == 0)
		return;
	run.text = text;
	run.column = (uint16_t)column;
	g_array_append_val(page->composer.runs, run);
}

void compose_made(struct page *page, unsigned column, struct span text, enum page_role role)
{
	add_run(page, column, text,
	        (struct run){.source = PAGE_NO_SOURCE, .link = PAGE_NO_LINK, .role = (uint8_t)role});
}

/* Where on the row the pen is. Columns count from the pane's left edge before anything is moved. */
struct pen {
	unsigned column; /* of the next glyph */
	unsigned origin; /* where tabs are counted from */
	unsigned begin;  /* the first column that shows */
	unsigned limit;  /* the first column that is out of bounds */
	unsigned shift;  /* by how much everything is moved to the left */
	bool tabs;       /* a tab goes on to the next column of eight */
};

enum stop { STOP_BORDER, STOP_TAB, STOP_BEGIN, STOP_FULL };

/* Moves the pen over the glyphs that begin before byte `border`; `*at` becomes the first byte that is not drawn. */
static enum stop take_glyphs(const struct page *page, struct span text, size_t border, size_t *at, struct pen *pen)
{
	bool hidden = pen->column < pen->begin;
	struct glyph glyph;
	for (size_t next = *at; *at < border && glyph_next(page->style.widths, text, &next, &glyph); *at = next) {
		if (pen->tabs && text.at[*at] == '\t')
			return STOP_TAB;
		if (hidden && pen->column >= pen->begin)
			return STOP_BEGIN;
		if (pen->column + glyph.columns > pen->limit)
			return STOP_FULL;
		pen->column += glyph.columns;
	}
	return STOP_BORDER;
}

/* Gives `run` the marks and the link that hold at byte `at` of a piece; the byte of the piece up to which they do. */
static size_t dress(const struct page *page, const struct piece *piece, size_t at, guint *stretch, struct run *run)
{
	const struct stretch *all = (const struct stretch *)(void *)page->stretches->data;
	bool whole = piece->source_len != piece->text.len;
	if (whole && at > 0)
		return SPAN_NONE; /* the rest of what stands on the row above */
	run->source = piece->source + (uint32_t)at;
	while (*stretch + 1 < page->stretches->len && all[*stretch + 1].from <= run->source)
		++*stretch;
	struct stretch here = all[*stretch];
	if (piece->source_len == 0 && here.from == run->source && *stretch > 0) { /* it stands between two */
		here.marks &= all[*stretch - 1].marks;
		here.link = here.link == all[*stretch - 1].link ? here.link : PAGE_NO_LINK;
	}
	run->link = here.link;
	run->marks |= here.marks;
	return *stretch + 1 < page->stretches->len && !whole ? all[*stretch + 1].from - piece->source : SPAN_NONE;
}

/* Behind a tab in `column`, counted from where tabs are counted from. */
static unsigned after_tab(unsigned column)
{
	return column + TAB_CELLS - column % TAB_CELLS;
}

/* Draws the bytes [from, to) of a piece; false where they do not fit. */
static bool draw_piece(struct page *page, const struct piece *piece, size_t from, size_t to, struct pen *pen)
{
	bool made = piece->source == PAGE_NO_SOURCE;
	bool whole = !made && piece->source_len != piece->text.len;
	struct span text = span_cut(piece->text, 0, to);
	guint stretch = made ? 0 : stretch_at(page, piece->source + (whole ? 0 : (uint32_t)from));
	for (size_t at = from; at < text.len;) {
		struct run run = {
			.source = PAGE_NO_SOURCE, .link = piece->link, .role = piece->role, .marks = piece->marks};
		size_t border = made ? SPAN_NONE : dress(page, piece, at, &stretch, &run);
		unsigned column = pen->column;
		size_t begin = at;
		enum stop stop = take_glyphs(page, text, MIN(border, text.len), &at, pen);
		run.source_len = whole ? piece->source_len : (uint32_t)(at - begin);
		if (column >= pen->begin)
			add_run(page, column - pen->shift, span_cut(text, begin, at), run);
		if (stop == STOP_FULL)
			return false;
		if (stop == STOP_TAB) {
			at++;
			pen->column = pen->origin + after_tab(pen->column - pen->origin);
		}
	}
	return true;
}

/* Notes that the bytes [from, to) of the display text stand on the present row. */
static void add_anchors(struct page *page, const struct flow *flow, size_t from, size_t to)
{
	const struct piece *pieces = flow_pieces(page, flow);
	uint32_t row = page->composer.starts->len - 1;
	uint32_t expected = PAGE_NO_SOURCE; /* the source that goes on where the one before ended */
	for (uint32_t i = flow_piece_at(page, flow, from); i < flow->piece_count && pieces[i].at < to; i++) {
		if (pieces[i].source == PAGE_NO_SOURCE || pieces[i].source_len == 0)
			continue;
		size_t skip = from > pieces[i].at ? from - pieces[i].at : 0;
		if (skip > 0 && pieces[i].source_len != pieces[i].text.len)
			continue;
		struct anchor anchor = {pieces[i].source + (uint32_t)skip, row};
		if (anchor.source != expected)
			g_array_append_val(page->composer.anchors, anchor);
		expected = pieces[i].source + pieces[i].source_len;
	}
}

static bool draw_bytes(struct page *page, const struct flow *flow, size_t from, size_t to, struct pen *pen)
{
	for (uint32_t i = flow_piece_at(page, flow, from); i < flow->piece_count; i++) {
		const struct piece *piece = flow_pieces(page, flow) + i;
		if (piece->at >= to)
			break;
		if (piece->hidden)
			continue;
		if (!draw_piece(page, piece, from > piece->at ? from - piece->at : 0, to - piece->at, pen))
			return false;
	}
	return true;
}

void compose_line(struct page *page, const struct flow *flow, uint32_t index, unsigned column, unsigned cells)
{
	struct line line = flow_line(page, flow, index);
	struct pen pen = {.column = column, .origin = column, .begin = column, .limit = column + cells};
	add_anchors(page, flow, line.from, (size_t)line.from + line.len);
	draw_bytes(page, flow, line.from, (size_t)line.from + line.shown, &pen);
}

void compose_code(struct page *page, const struct flow *flow, unsigned column, unsigned cells, unsigned shift)
{
	GArray *runs = page->composer.runs;
	shift = cells > 2 ? shift : 0; /* there is room for both signs */
	bool moved = shift > 0 && flow->len > 0;
	struct pen pen = {.column = column, .origin = column, .shift = shift, .tabs = true};
	pen.begin = moved ? column + shift + 1 : column;
	pen.limit = column + shift + cells;
	add_anchors(page, flow, 0, flow->len);
	if (moved)
		compose_made(page, column, SPAN("<"), PAGE_MARKER);
	guint drawn = runs->len;
	if (draw_bytes(page, flow, 0, flow->len, &pen))
		return;
	g_array_set_size(runs, drawn);
	pen.column = column;
	pen.limit--;
	draw_bytes(page, flow, 0, flow->len, &pen);
	compose_made(page, pen.limit - shift, SPAN(">"), PAGE_MARKER);
}

unsigned code_cells(const struct page *page, struct span line, size_t end, unsigned most)
{
	unsigned cells = 0;
	struct glyph glyph;
	for (size_t at = 0; at < end && cells < most && glyph_next(page->style.widths, line, &at, &glyph);)
		cells = line.at[glyph.from] == '\t' ? after_tab(cells) : cells + glyph.columns;
	return MIN(cells, most);
}
