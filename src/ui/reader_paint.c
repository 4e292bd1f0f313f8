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
	if (marked(run, MARK_ADDED))
		look.style = STYLE_ADDED;
	if (marked(run, MARK_DELETED))
		look.style = STYLE_REMOVED;
	if (marked(run, MARK_STRONG))
		look.attributes |= STYLE_BOLD;
	if (marked(run, MARK_EMPHASIS))
		look.attributes |= STYLE_ITALIC;
	return look;
}

/* The hits among which a run is looked up, the number of the first, and the byte where the run begins. */
struct marking {
	const GArray *hits;
	size_t number, from;
	size_t next; /* index of the hit to compare with: moves on */
};

/* The style of a glyph that stands for bytes [from, to): its own, or that of the match it belongs to. */
static enum style style_of(const struct reader *reader, struct marking *marking, size_t from, size_t to,
                           enum style style)
{
	const GArray *hits = marking->hits;
	while (marking->next < hits->len && g_array_index(hits, struct hit, marking->next).to <= from)
		marking->next++;
	if (marking->next == hits->len || g_array_index(hits, struct hit, marking->next).from >= to)
		return style;
	uint32_t term = g_array_index(hits, struct hit, marking->next).term;
	bool current = marking->number + marking->next == reader->search.current;
	return current ? STYLE_MATCH_CURRENT : style_of_term(term);
}

/* How far into the title, from byte `at` on, the text of a run reaches; blanks may be more or fewer where rows end. */
static size_t title_skip(struct span title, size_t at)
{
	while (at < title.len && title.at[at] == ' ')
		at++;
	return at;
}

/* Where a run of the title begins in it; `at` is where the one before ended, and moves behind this one. */
static size_t title_begin(const struct reader *reader, const struct run *run, size_t *at)
{
	struct span title = {reader->search.title->str, reader->search.title->len};
	size_t begin = title_skip(title, *at);
	bool here = span_starts(span_from(title, begin), run->text);
	*at = MIN(title.len, begin + (here ? run->text.len : 0));
	return here ? begin : SIZE_MAX / 2;
}

static struct marking marking_of(const struct reader *reader, const struct run *run, size_t *title)
{
	const struct reader_search *search = &reader->search;
	struct marking marking = {.hits = search->hits, .number = search->title_hits->len, .from = run->source};
	if (run->source == PAGE_NO_SOURCE && run->role != PAGE_TITLE)
		marking.from = SIZE_MAX / 2;
	if (run->role == PAGE_TITLE)
		marking = (struct marking){.hits = search->title_hits, .from = title_begin(reader, run, title)};
	marking.next = reader_hit_at(marking.hits, marking.from);
	return marking;
}

/* What is selected looks so whatever it is otherwise. Also notes where the caret stands. */
static enum style style_selected(struct reader *reader, size_t from, size_t to, struct rect cell, enum style style)
{
	struct reader_selection *selection = &reader->selection;
	if (from <= selection->at && selection->at < to && !selection->drawn) {
		selection->drawn = true;
		selection->cell = cell;
	}
	return from < selection->to && MAX(to, from + 1) > selection->from ? STYLE_SELECTION : style;
}

static void draw_run(struct reader *reader, struct canvas *canvas, struct rect line, const struct run *run,
                     size_t *title)
{
	struct look look = look_of(run);
	struct glyph glyph;
	struct marking marking = marking_of(reader, run, title);
	bool text = run->source != PAGE_NO_SOURCE, whole = text && run->source_len != run->text.len;
	unsigned column = line.column + MIN(run->column, line.columns);
	unsigned end = line.column + line.columns;
	for (size_t at = 0; glyph_next(reader->widths, run->text, &at, &glyph) && glyph.columns <= end - column;) {
		size_t from = marking.from + (whole ? 0 : glyph.from),
		       to = marking.from + (whole ? run->source_len : glyph.to);
		enum style style = style_of(reader, &marking, from, to, look.style);
		if (text && reader->selection.on)
			style = style_selected(reader, from, to, (struct rect){line.row, column, 1, 1}, style);
		canvas_glyph(canvas, line.row, column, &glyph, style, look.attributes);
		column += glyph.columns;
	}
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

static void draw_row(struct reader *reader, struct canvas *canvas, struct rect line, struct place place, size_t *title)
{
	size_t count;
	const struct run *runs = page_row(reader->page, place, &count);
	for (size_t i = 0; i < count; i++)
		draw_run(reader, canvas, line, &runs[i], title);
	for (size_t i = 0; i < count; i++)
		draw_hint(reader, canvas, line, &runs[i]);
}

/* How much of the title stands above `top`. */
static size_t title_above(struct reader *reader, struct place top)
{
	size_t title = 0, count;
	if (reader->search.title_hits->len == 0 || !page_is_head(reader->page, top))
		return 0;
	for (struct place place = page_first(reader->page); page_compare(place, top) < 0;) {
		const struct run *runs = page_row(reader->page, place, &count);
		for (size_t i = 0; i < count && runs[i].role == PAGE_TITLE; i++)
			title_begin(reader, &runs[i], &title);
		if (page_move(reader->page, &place, 1) == 0)
			break;
	}
	return title;
}

/* On the caret, else on the current match where that shows, else on the first row. */
static void put_cursor(const struct reader *reader, struct canvas *canvas, struct rect area)
{
	if (reader->selection.on && reader->selection.drawn) {
		canvas_cursor(canvas, reader->selection.cell.row, reader->selection.cell.column);
		return;
	}
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
	reader->selection.drawn = false;
	if (!reader_selected(reader, &reader->selection.from, &reader->selection.to))
		reader->selection.from = reader->selection.to = 0;
	struct place place = reader->top;
	size_t title = reader->page ? title_above(reader, place) : 0;
	for (unsigned row = 0; reader->page && row < area.rows; row++) {
		struct rect line = {area.row + row, area.column + margin, 1, area.columns - 2 * margin};
		draw_row(reader, canvas, line, place, &title);
		if (page_move(reader->page, &place, 1) == 0)
			break;
	}
	if (focused)
		put_cursor(reader, canvas, area);
}
