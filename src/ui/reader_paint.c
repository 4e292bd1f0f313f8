/* SPDX-License-Identifier: MIT */
/*
 * Painting the rows of the page that show. A run is drawn glyph by glyph: what it means gives the style, and a glyph
 * whose bytes belong to a match gets the style of a match instead. Nothing is drawn beside the body.
 */
#include "ui/reader.h"

struct look {
	enum style style;
	unsigned attributes;
};

static const struct look looks[] = {
	[PAGE_TEXT] = {STYLE_TEXT, 0},
	[PAGE_TITLE] = {STYLE_TITLE, STYLE_BOLD},
	[PAGE_BYLINE] = {STYLE_BYLINE, 0},
	[PAGE_ADDRESS] = {STYLE_ADDRESS, 0},
	[PAGE_HEADING] = {STYLE_HEADING, STYLE_BOLD},
	[PAGE_QUOTE_BAR] = {STYLE_QUOTE, 0},
	[PAGE_MARKER] = {STYLE_MARKER, 0},
	[PAGE_CAPTION] = {STYLE_CAPTION, 0},
	[PAGE_CODE] = {STYLE_CODE, 0},
	[PAGE_RULE] = {STYLE_BORDER, 0},
	[PAGE_TABLE_HEAD] = {STYLE_TEXT, STYLE_BOLD},
	[PAGE_LINK_NUMBER] = {STYLE_LINK_NUMBER, 0},
};

static bool marked(const struct run *run, enum mark_kind kind)
{
	return run->marks & 1u << kind;
}

static struct look look_of(const struct run *run)
{
	struct look look = run->role < G_N_ELEMENTS(looks) ? looks[run->role] : looks[PAGE_TEXT];
	if (run->link != PAGE_NO_LINK && run->role != PAGE_LINK_NUMBER)
		look = (struct look){STYLE_LINK, look.attributes | STYLE_UNDERLINE};
	else if (marked(run, MARK_CODE))
		look.style = STYLE_CODE;
	if (marked(run, MARK_STRONG))
		look.attributes |= STYLE_BOLD;
	if (marked(run, MARK_EMPHASIS))
		look.attributes |= STYLE_ITALIC;
	return look;
}

/*
 * The style of a glyph of a run: its own, or that of the match it belongs to. `match` is where to look, and moves on.
 */
static enum style style_of(const struct reader *reader, const struct run *run, const struct glyph *glyph,
                           enum style style, size_t *match)
{
	const struct reader_search *search = &reader->search;
	if (run->source == PAGE_NO_SOURCE)
		return style;
	bool whole = run->source_len != run->text.len;
	size_t from = run->source + (whole ? 0 : glyph->from);
	size_t to = run->source + (whole ? run->source_len : glyph->to);
	while (*match < search->count && search->matches[*match].to <= from)
		++*match;
	if (*match == search->count || search->matches[*match].from >= to)
		return style;
	return *match == search->current ? STYLE_MATCH_CURRENT : STYLE_MATCH;
}

static void draw_run(const struct reader *reader, struct canvas *canvas, struct rect line, const struct run *run)
{
	struct look look = look_of(run);
	struct glyph glyph;
	size_t match = run->source == PAGE_NO_SOURCE ? 0 : reader_match_at(reader, run->source);
	unsigned start = line.column + MIN(run->column, line.columns), column = start;
	unsigned end = line.column + line.columns;
	for (size_t at = 0; glyph_next(reader->widths, run->text, &at, &glyph) && glyph.columns <= end - column;) {
		enum style style = style_of(reader, run, &glyph, look.style, &match);
		canvas_glyph(canvas, line.row, column, &glyph, style, look.attributes);
		column += glyph.columns;
	}
	if (run->link != PAGE_NO_LINK)
		canvas_link(canvas, (struct rect){line.row, start, 1, column - start}, run->link + 1);
}

static void draw_hint(struct reader *reader, struct canvas *canvas, struct rect line, const struct run *run)
{
	struct hint *hint = reader->hints->len > 0 ? reader_hint_on(reader, run->link) : NULL;
	if (!hint || run->column >= line.columns)
		return;
	hint->drawn = true;
	unsigned inside = run->role == PAGE_LINK_NUMBER && run->column + 1u < line.columns; /* "[12]" to "[as]" */
	unsigned column = run->column + inside;
	canvas_text(canvas, line.row, line.column + column, line.columns - column, span_of(hint->label), STYLE_HINT,
	            STYLE_BOLD);
}

static void draw_row(struct reader *reader, struct canvas *canvas, struct rect line, struct place place)
{
	size_t count;
	const struct run *runs = page_row(reader->page, place, &count);
	for (size_t i = 0; i < count; i++)
		draw_run(reader, canvas, line, &runs[i]);
	for (size_t i = 0; i < count; i++)
		draw_hint(reader, canvas, line, &runs[i]);
}

/* On the current match where that shows, else on the first row. */
static void put_cursor(struct canvas *canvas, struct rect area)
{
	for (unsigned row = area.row; row < area.row + area.rows; row++) {
		for (unsigned column = area.column; column < area.column + area.columns; column++) {
			if (canvas_cell(canvas, row, column)->style == STYLE_MATCH_CURRENT) {
				canvas_cursor(canvas, row, column);
				return;
			}
		}
	}
	canvas_cursor(canvas, area.row, area.column);
}

void reader_draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	struct reader *reader = (struct reader *)pane;
	unsigned margin = reader_margin(reader);
	canvas_fill(canvas, area, STYLE_TEXT);
	for (guint i = 0; i < reader->hints->len; i++)
		g_array_index(reader->hints, struct hint, i).drawn = false;
	struct place place = reader->top;
	for (unsigned row = 0; reader->page && row < area.rows; row++) {
		struct rect line = {area.row + row, area.column + margin, 1, area.columns - 2 * margin};
		draw_row(reader, canvas, line, place);
		if (page_move(reader->page, &place, 1) == 0)
			break;
	}
	if (focused)
		put_cursor(canvas, area);
}
