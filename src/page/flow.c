/* SPDX-License-Identifier: MIT */
/*
 * Flows: what a block displays, as pieces of the article's text and of what is made up (numbers of links, markers,
 * headings of records), joined for the breaking of lines and measured. The pieces know where they stand in the text, so
 * nothing has to be mapped back afterwards. Offsets are bytes of the display text where nothing else is said.
 */
#include <string.h>

#include "page/layout.h"

/* U+2060: no line breaks at it, and no mark combines across it. */
static const struct span joiner = {"\xe2\x81\xa0", 3};

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
	flow_add_made(page, flow, display_made(page, span_cut(article_text(page->article), from, to)), role);
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

/* How many bytes of a unit stand before byte `source` of the article's text, no glyph cut in two; at least `at`. */
static size_t reach(const struct page *page, const struct unit *unit, size_t at, uint32_t source)
{
	struct glyph glyph;
	if (source > unit->source && unit->source_len != unit->text.len)
		return unit->text.len;
	while (unit->source + at < source && glyph_next(page->style.widths, unit->text, &at, &glyph))
		continue;
	return at;
}

/* Adds bytes [from, to) of a unit. */
static void add_part(struct page *page, struct flow *flow, const struct unit *unit, size_t from, size_t to,
                     struct piece piece)
{
	bool whole = unit->source_len != unit->text.len;
	piece.text = span_cut(unit->text, from, to);
	piece.source = unit->source + (whole ? 0 : (uint32_t)from);
	piece.source_len = whole ? unit->source_len : (uint32_t)piece.text.len;
	piece.clings = from == 0 && unit->clings;
	add_apart(page, flow, piece);
}

void flow_add_source(struct page *page, struct flow *flow, const struct excerpt *excerpt)
{
	struct piece piece = {.link = PAGE_NO_LINK, .role = (uint8_t)excerpt->role, .marks = excerpt->marks};
	guint next = ends_from(page, excerpt->block, excerpt->from + excerpt->goes_on);
	const GArray *units = page->composer.units;
	display_find(page, excerpt);
	for (guint i = 0; i <= units->len; i++) {
		const struct unit last = {.text = SPAN(""), .source = excerpt->to};
		const struct unit *unit = i < units->len ? &g_array_index(units, struct unit, i) : &last;
		uint32_t border = i < units->len ? unit->source + MAX(unit->source_len, 1) : UINT32_MAX;
		size_t done = 0;
		for (; next < page->ends->len; next++) {
			const struct link_end *end = &g_array_index(page->ends, struct link_end, next);
			if (end->block != excerpt->block || end->at > excerpt->to || end->at >= border)
				break;
			size_t at = reach(page, unit, done, end->at);
			add_part(page, flow, unit, done, at, piece);
			add_number(page, flow, end->link);
			done = at;
		}
		add_part(page, flow, unit, done, unit->text.len, piece);
	}
}

const struct piece *flow_pieces(const struct page *page, const struct flow *flow)
{
	return (const struct piece *)(void *)page->composer.pieces->data + flow->first_piece;
}

struct line flow_line(const struct page *page, const struct flow *flow, uint32_t line)
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

/*
 * What stands as a whole for something else is not cut in two: its second half would stand for nothing. Raised figures
 * stay with what they belong to.
 */
static void keep_whole(const struct page *page, const struct flow *flow, uint8_t *chances)
{
	const struct piece *pieces = flow_pieces(page, flow);
	for (uint32_t i = 0; i < flow->piece_count; i++) {
		uint8_t *chance = chances + pieces[i].at;
		if (pieces[i].source != PAGE_NO_SOURCE && pieces[i].source_len != pieces[i].text.len)
			memset(chance + 1, BREAK_NO, pieces[i].text.len - 1);
		if (pieces[i].clings && (*chance == BREAK_MAY || *chance == BREAK_URL || *chance == BREAK_EMERGENCY))
			*chance = BREAK_LAST;
	}
}

void flow_lay(struct page *page, struct flow *flow, const struct line_room *room)
{
	GArray *lines = page->composer.lines;
	GByteArray *chances = page->composer.chances;
	struct span text = display_text(page, flow);
	g_byte_array_set_size(chances, (guint)text.len);
	breaks_find(text, &page->rules, chances->data);
	keep_whole(page, flow, chances->data);
	flow->first_line = lines->len;
	lines_fill(lines, text, chances->data, room, page->style.widths);
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

uint32_t flow_piece_at(const struct page *page, const struct flow *flow, size_t at)
{
	const struct piece *pieces = flow_pieces(page, flow);
	uint32_t low = 0, high = flow->piece_count;
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
	for (uint32_t i = flow_piece_at(page, flow, line.from); i < flow->piece_count; i++) {
		if (pieces[i].at >= end)
			break;
		size_t from = line.from > pieces[i].at ? line.from - pieces[i].at : 0;
		if (!pieces[i].hidden)
			width += width_text(page->style.widths, span_cut(pieces[i].text, from, end - pieces[i].at));
	}
	return (unsigned)width;
}

void flow_end(struct page *page, const struct flow *flow)
{
	g_array_set_size(page->composer.pieces, flow->first_piece);
}
