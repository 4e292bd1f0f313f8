/* SPDX-License-Identifier: MIT */
/*
 * Pieces become a flow, a flow becomes lines, lines become runs. A run never crosses the border of a piece, of a mark
 * or of a link, so its bytes stand in the article's text as they stand on the row. Borders are moved to the next glyph:
 * half a cluster is never drawn by itself, and a row is as wide as its glyphs are. Offsets are bytes, widths cells.
 */
#include <stdlib.h>
#include <string.h>

#include "page/layout.h"
#include "page/lines.h"
#include "text/utf8.h"

#define TAB_CELLS 8u

/* U+2060: no line breaks at it, and no mark combines across it. */
static const struct span joiner = {"\xe2\x81\xa0", 3};

void composer_init(struct composer *composer)
{
	composer->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	composer->lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	composer->starts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	composer->runs = g_array_new(FALSE, FALSE, sizeof(struct run));
	composer->anchors = g_array_new(FALSE, FALSE, sizeof(struct anchor));
	composer->display = g_string_new(NULL);
}

void composer_clear(struct composer *composer)
{
	g_array_free(composer->pieces, TRUE);
	g_array_free(composer->lines, TRUE);
	g_array_free(composer->starts, TRUE);
	g_array_free(composer->runs, TRUE);
	g_array_free(composer->anchors, TRUE);
	g_string_free(composer->display, TRUE);
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

struct flow flow_begin(struct page *page)
{
	return (struct flow){.first_piece = page->composer.pieces->len};
}

static void add_piece(struct page *page, struct flow *flow, struct piece piece)
{
	if (piece.text.len == 0)
		return;
	piece.at = flow->len;
	flow->len += piece.text.len;
	flow->piece_count++;
	g_array_append_val(page->composer.pieces, piece);
}

static void add_joiner(struct page *page, struct flow *flow)
{
	if (flow->piece_count == 0)
		return;
	add_piece(page, flow,
	          (struct piece){.text = joiner, .source = PAGE_NO_SOURCE, .link = PAGE_NO_LINK, .hidden = true});
}

/* True where the beginning of `text` would become part of a glyph that stands before it: a lone mark and the like. */
static bool combines(const struct page *page, struct span text)
{
	char joined[16] = "x";
	struct span beginning = span_cut(text, 0, sizeof(joined) - 1);
	struct glyph glyph;
	size_t at = 0;
	memcpy(joined + 1, beginning.at, beginning.len);
	glyph_next(page->style.widths, (struct span){joined, 1 + beginning.len}, &at, &glyph);
	return at > 1;
}

/* Adds text that must not become one with the made-up text before it. */
static void add_apart(struct page *page, struct flow *flow, struct piece piece)
{
	if (piece.text.len > 0 && combines(page, piece.text))
		add_joiner(page, flow);
	add_piece(page, flow, piece);
}

void flow_add_made(struct page *page, struct flow *flow, struct span text, enum page_role role)
{
	add_apart(page, flow,
	          (struct piece){.text = text, .source = PAGE_NO_SOURCE, .link = PAGE_NO_LINK, .role = (uint8_t)role});
}

void flow_add_copy(struct page *page, struct flow *flow, uint32_t from, uint32_t to, enum page_role role)
{
	flow_add_made(page, flow, span_cut(article_text(page->article), from, to), role);
}

/* The first link that ends in `block` at or after byte `at`. */
static guint ends_from(const struct page *page, uint32_t block, uint32_t at)
{
	guint low = 0, high = page->ends->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		const struct link_end *end = &g_array_index(page->ends, struct link_end, middle);
		if (end->block < block || (end->block == block && end->at < at))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool block_shows(const struct page *page, uint32_t block)
{
	const struct block *it = &page->article->blocks[block];
	guint end = ends_from(page, block, 0);
	return it->from < it->to ||
	       (end < page->ends->len && g_array_index(page->ends, struct link_end, end).block == block);
}

static void add_number(struct page *page, struct flow *flow, uint32_t link)
{
	char number[16];
	int len = g_snprintf(number, sizeof(number), "[%u]", (unsigned)link + 1);
	struct piece piece = {.source = PAGE_NO_SOURCE, .link = link, .role = PAGE_LINK_NUMBER};
	piece.text = arena_copy(page->arena, (struct span){number, (size_t)len});
	add_joiner(page, flow);
	add_piece(page, flow, piece);
}

void flow_add_source(struct page *page, struct flow *flow, uint32_t block, uint32_t from, uint32_t to,
                     enum page_role role, uint8_t marks)
{
	struct span text = span_cut(article_text(page->article), from, to);
	struct piece piece = {.link = PAGE_NO_LINK, .role = (uint8_t)role, .marks = marks};
	size_t done = 0, at = 0;
	struct glyph glyph;
	for (guint i = ends_from(page, block, from); i < page->ends->len; i++) {
		const struct link_end *end = &g_array_index(page->ends, struct link_end, i);
		if (end->block != block || end->at > to)
			break;
		while (at < end->at - from && glyph_next(page->style.widths, text, &at, &glyph))
			;
		piece.text = span_cut(text, done, at);
		piece.source = from + (uint32_t)done;
		add_apart(page, flow, piece);
		add_number(page, flow, end->link);
		done = at;
	}
	piece.text = span_from(text, done);
	piece.source = from + (uint32_t)done;
	add_apart(page, flow, piece);
}

static const struct piece *flow_pieces(const struct page *page, const struct flow *flow)
{
	return (const struct piece *)(void *)page->composer.pieces->data + flow->first_piece;
}

static struct line flow_line(const struct page *page, const struct flow *flow, uint32_t line)
{
	return g_array_index(page->composer.lines, struct line, flow->first_line + line);
}

/* The display text: the piece itself where there is but one, else a copy that the next call overwrites. */
static struct span display_text(struct page *page, const struct flow *flow)
{
	const struct piece *pieces = flow_pieces(page, flow);
	if (flow->piece_count == 0)
		return SPAN("");
	if (flow->piece_count == 1)
		return pieces[0].text;
	GString *display = g_string_truncate(page->composer.display, 0);
	for (uint32_t i = 0; i < flow->piece_count; i++)
		g_string_append_len(display, pieces[i].text.at, (gssize)pieces[i].text.len);
	return (struct span){display->str, display->len};
}

void flow_lay(struct page *page, struct flow *flow, unsigned first, unsigned rest)
{
	GArray *lines = page->composer.lines;
	flow->first_line = lines->len;
	lines_lay(lines, display_text(page, flow), first, rest, &page->rules, page->style.widths);
	flow->line_count = lines->len - flow->first_line;
}

unsigned flow_measure(const struct page *page, const struct flow *flow, unsigned *word)
{
	const struct piece *pieces = flow_pieces(page, flow);
	unsigned line = 0, widest = 0, run = 0, longest = 0;
	for (uint32_t i = 0; i < flow->piece_count; i++) {
		struct glyph glyph;
		for (size_t at = 0; !pieces[i].hidden && glyph_next(page->style.widths, pieces[i].text, &at, &glyph);) {
			bool ends = pieces[i].text.at[glyph.from] == '\n';
			bool parts = ends || glyph.columns == 2 || (glyph.count && glyph.code[0] == ' ');
			line = ends ? 0 : line + glyph.columns;
			run = parts ? 0 : run + glyph.columns;
			widest = MAX(widest, line);
			longest = MAX(longest, run);
		}
	}
	*word = longest;
	return widest;
}

/* The first piece that reaches beyond byte `at` of the display text; `piece_count` where none does. */
static uint32_t piece_at(const struct piece *pieces, uint32_t count, size_t at)
{
	uint32_t low = 0, high = count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (pieces[middle].at + pieces[middle].text.len <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

unsigned flow_line_width(const struct page *page, const struct flow *flow, uint32_t index)
{
	const struct piece *pieces = flow_pieces(page, flow);
	struct line line = flow_line(page, flow, index);
	size_t end = (size_t)line.from + line.shown, width = 0;
	for (uint32_t i = piece_at(pieces, flow->piece_count, line.from); i < flow->piece_count; i++) {
		if (pieces[i].at >= end)
			break;
		size_t from = line.from > pieces[i].at ? line.from - pieces[i].at : 0;
		if (!pieces[i].hidden)
			width += width_text(page->style.widths, span_cut(pieces[i].text, from, end - pieces[i].at));
	}
	return (unsigned)width;
}

static guint stretch_at(const struct page *page, uint32_t source)
{
	guint low = 0, high = page->stretches->len;
	while (high - low > 1) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(page->stretches, struct stretch, middle).from <= source)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Where on the row the pen is. */
struct pen {
	unsigned column; /* of the next glyph */
	unsigned origin; /* where tabs are counted from */
	unsigned limit;  /* the first column that is out of bounds */
	bool tabs;       /* a tab goes on to the next column of eight */
};

enum stop { STOP_BORDER, STOP_TAB, STOP_FULL };

/* Moves the pen over the glyphs that begin before byte `border`; `*at` becomes the first byte that is not drawn. */
static enum stop take_glyphs(const struct page *page, struct span text, size_t border, size_t *at, struct pen *pen)
{
	struct glyph glyph;
	for (size_t next = *at; *at < border && glyph_next(page->style.widths, text, &next, &glyph); *at = next) {
		if (pen->tabs && text.at[*at] == '\t')
			return STOP_TAB;
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
	run->source = piece->source + (uint32_t)at;
	while (*stretch + 1 < page->stretches->len && all[*stretch + 1].from <= run->source)
		++*stretch;
	run->link = all[*stretch].link;
	run->marks |= all[*stretch].marks;
	return *stretch + 1 < page->stretches->len ? all[*stretch + 1].from - piece->source : SPAN_NONE;
}

/* Draws the bytes [from, to) of a piece; false where they do not fit. */
static bool draw_piece(struct page *page, const struct piece *piece, size_t from, size_t to, struct pen *pen)
{
	bool made = piece->source == PAGE_NO_SOURCE;
	struct span text = span_cut(piece->text, 0, to);
	guint stretch = made ? 0 : stretch_at(page, piece->source + (uint32_t)from);
	for (size_t at = from; at < text.len;) {
		struct run run = {
			.source = PAGE_NO_SOURCE, .link = piece->link, .role = piece->role, .marks = piece->marks};
		size_t border = made ? SPAN_NONE : dress(page, piece, at, &stretch, &run);
		unsigned column = pen->column;
		size_t begin = at;
		enum stop stop = take_glyphs(page, text, MIN(border, text.len), &at, pen);
		add_run(page, column, span_cut(text, begin, at), run);
		if (stop == STOP_FULL)
			return false;
		if (stop == STOP_TAB) {
			at++;
			pen->column += TAB_CELLS - (pen->column - pen->origin) % TAB_CELLS;
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
	for (uint32_t i = piece_at(pieces, flow->piece_count, from); i < flow->piece_count && pieces[i].at < to; i++) {
		if (pieces[i].source == PAGE_NO_SOURCE)
			continue;
		size_t skip = from > pieces[i].at ? from - pieces[i].at : 0;
		struct anchor anchor = {pieces[i].source + (uint32_t)skip, row};
		if (anchor.source != expected)
			g_array_append_val(page->composer.anchors, anchor);
		expected = pieces[i].source + (uint32_t)pieces[i].text.len;
	}
}

static bool draw_bytes(struct page *page, const struct flow *flow, size_t from, size_t to, struct pen *pen)
{
	for (uint32_t i = piece_at(flow_pieces(page, flow), flow->piece_count, from); i < flow->piece_count; i++) {
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

void flow_draw(struct page *page, const struct flow *flow, uint32_t index, unsigned column, unsigned cells)
{
	struct line line = flow_line(page, flow, index);
	struct pen pen = {.column = column, .origin = column, .limit = column + cells};
	add_anchors(page, flow, line.from, (size_t)line.from + line.len);
	draw_bytes(page, flow, line.from, (size_t)line.from + line.shown, &pen);
}

void flow_draw_code(struct page *page, const struct flow *flow, unsigned column, unsigned cells)
{
	GArray *runs = page->composer.runs;
	guint drawn = runs->len;
	struct pen pen = {.column = column, .origin = column, .limit = column + cells, .tabs = true};
	add_anchors(page, flow, 0, flow->len);
	if (draw_bytes(page, flow, 0, flow->len, &pen))
		return;
	g_array_set_size(runs, drawn);
	pen.column = column;
	pen.limit--;
	draw_bytes(page, flow, 0, flow->len, &pen);
	compose_made(page, pen.limit, SPAN(">"), PAGE_MARKER);
}

void flow_end(struct page *page, const struct flow *flow)
{
	g_array_set_size(page->composer.pieces, flow->first_piece);
}
