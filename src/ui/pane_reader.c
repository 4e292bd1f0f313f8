/* SPDX-License-Identifier: MIT */
/*
 * The reader: which article is shown, how far it is scrolled, and what its actions do. The place is kept as a byte of
 * the text (`spot`) and becomes a row (`top`) whenever the page is laid out anew; only the reader's own moves change
 * it, so making the window narrow and wide again leads back to the same line. Units: rows and columns of the body.
 */
#include "ui/pane_reader.h"

#include <glib/gi18n.h>

#include "archive/archive.h"
#include "ui/reader.h"

/* Below this width the text needs every column. */
#define MARGIN_FROM 24

/* Rows without text (gaps, rules) that a place is told apart by. */
#define ABOVE_MOST 3

/* Cells by which a key moves code. */
#define SHIFT_STEP 8l

unsigned reader_margin(const struct reader *reader)
{
	return reader->columns >= MARGIN_FROM ? 1 : 0;
}

unsigned reader_columns(const struct reader *reader)
{
	return MAX(reader->columns - 2 * reader_margin(reader), 1);
}

static struct spot spot_of(struct reader *reader, struct place place)
{
	struct spot spot = {
		.place = place,
		.byte = page_source_of(reader->page, place),
		.head = page_is_head(reader->page, place),
	};
	struct place text = page_place_of(reader->page, spot.byte);
	while (!spot.head && spot.above < ABOVE_MOST && page_compare(place, text) < 0) {
		page_move(reader->page, &place, 1);
		spot.above++;
	}
	return spot;
}

static unsigned window(const struct reader *reader)
{
	return MAX(reader->rows, 1);
}

/* `place`, or the one above it from which the last row just shows. */
static struct place highest(struct reader *reader, struct place place)
{
	struct place end = place;
	size_t wanted = window(reader) - 1, below = page_move(reader->page, &end, (long)wanted);
	page_move(reader->page, &place, -(long)(wanted - below));
	return place;
}

void reader_scroll_to(struct reader *reader, struct place place)
{
	reader->top = highest(reader, place);
	reader->spot = spot_of(reader, reader->top);
}

bool reader_shows(struct reader *reader, struct place place)
{
	struct place end = reader->top;
	page_move(reader->page, &end, (long)window(reader) - 1);
	return page_compare(place, reader->top) >= 0 && page_compare(place, end) <= 0;
}

/* Showing ---------------------------------------------------------------------------------------------------------- */

static void find_again(struct reader *reader, struct spot *spot)
{
	if (spot->head)
		return;
	spot->place = page_place_of(reader->page, spot->byte);
	page_move(reader->page, &spot->place, -(long)spot->above);
}

void reader_lay(struct reader *reader)
{
	if (reader->entry == ENTRY_NONE && !reader->sheet)
		return;
	struct page_style style = reader->style;
	style.columns = reader_columns(reader);
	page_free(reader->page);
	reader->page = page_new(&reader->article, span_of(reader->byline), &style);
	find_again(reader, &reader->spot);
	find_again(reader, &reader->search.origin);
	reader->top = highest(reader, reader->spot.place);
}

void reader_clear(struct reader *reader)
{
	reader_drop_over(reader);
	reader_select_end(reader);
	reader_search(&reader->pane, SEARCH_DROP, SPAN(""));
	reader_hints_end(reader);
	page_free(reader->page);
	reader->page = NULL;
	article_free(reader->sheet);
	article_free(reader->unfolded);
	reader->sheet = reader->unfolded = NULL;
	g_free(reader->byline);
	reader->byline = NULL;
}

static void show(struct reader *reader)
{
	reader->spot = reader->search.origin = (struct spot){.head = true};
	reader->style.shift = 0;
	reader_lay(reader);
	reader_scroll_to(reader, page_first(reader->page));
}

void reader_pane_show(struct pane *pane, uint32_t entry, const struct article *article, const char *byline)
{
	struct reader *reader = (struct reader *)pane;
	reader_clear(reader);
	reader->entry = entry;
	reader->article = reader->plain = *article;
	reader->byline = g_strdup(byline);
	show(reader);
}

void reader_pane_show_sheet(struct pane *pane, struct article *sheet)
{
	struct reader *reader = (struct reader *)pane;
	reader_clear(reader);
	reader->entry = ENTRY_NONE;
	reader->sheet = sheet;
	reader->article = reader->plain = *sheet;
	reader->byline = g_strdup("");
	show(reader);
}

uint32_t reader_pane_place(const struct pane *pane)
{
	const struct reader *reader = (const struct reader *)pane;
	return reader->spot.head ? READER_TOP : reader_plain_byte(reader, reader->spot.byte);
}

void reader_pane_go(struct pane *pane, uint32_t byte)
{
	struct reader *reader = (struct reader *)pane;
	if (!reader->page)
		return;
	struct place place = page_first(reader->page);
	if (byte != READER_TOP)
		place = page_place_of(reader->page, reader_shown_byte(reader, byte));
	reader_scroll_to(reader, place);
}

bool reader_pane_is_through(const struct pane *pane)
{
	const struct reader *reader = (const struct reader *)pane;
	if (!reader->page)
		return false;
	struct place end = reader->top;
	page_move(reader->page, &end, (long)window(reader) - 1);
	return page_compare(reader->top, page_first(reader->page)) > 0 && page_move(reader->page, &end, 1) == 0;
}

void reader_pane_renew(struct pane *pane, const struct article *article)
{
	struct reader *reader = (struct reader *)pane;
	size_t gone = span_find(article_text(&reader->plain), article_text(article));
	uint32_t place = reader_pane_place(pane);
	if (article->text_len == reader->plain.text_len || reader->entry == ENTRY_NONE)
		return;
	if (place != READER_TOP && gone != SPAN_NONE)
		place -= MIN(place, (uint32_t)gone);
	char *byline = g_strdup(reader->byline);
	reader_pane_show(pane, reader->entry, article, byline);
	reader_pane_go(pane, place);
	g_free(byline);
}

void reader_pane_restyle(struct pane *pane, const struct page_style *style)
{
	struct reader *reader = (struct reader *)pane;
	unsigned shift = reader->style.shift;
	reader->style = *style;
	reader->style.shift = shift;
	reader_lay(reader);
}

void reader_pane_measure(struct pane *pane, unsigned measure)
{
	struct reader *reader = (struct reader *)pane;
	reader->style.measure = measure;
	reader_lay(reader);
}

void reader_pane_write(struct pane *pane, enum script script)
{
	struct reader *reader = (struct reader *)pane;
	reader->style.writing.script = script;
	reader_lay(reader);
}

void reader_shift(struct reader *reader, unsigned cells)
{
	reader->style.shift = cells;
	reader_lay(reader);
}

static void resize(struct pane *pane, unsigned rows, unsigned columns)
{
	struct reader *reader = (struct reader *)pane;
	bool other_width = columns != reader->columns;
	reader->rows = rows;
	reader->columns = columns;
	if (other_width)
		reader_lay(reader);
	else if (reader->page)
		reader->top = highest(reader, reader->spot.place);
	reader_select_reveal(reader);
}

/* Moving ----------------------------------------------------------------------------------------------------------- */

static void scroll_by(struct reader *reader, long rows)
{
	struct place place = reader->top;
	page_move(reader->page, &place, rows);
	reader_scroll_to(reader, place);
}

static long times(unsigned count, unsigned unit)
{
	return (long)MIN((size_t)MAX(count, 1) * MAX(unit, 1), (size_t)G_MAXINT32);
}

static void down(struct reader *reader, unsigned count)
{
	scroll_by(reader, times(count, 1));
}

static void up(struct reader *reader, unsigned count)
{
	scroll_by(reader, -times(count, 1));
}

static void page_down(struct reader *reader, unsigned count)
{
	scroll_by(reader, times(count, window(reader)));
}

static void page_up(struct reader *reader, unsigned count)
{
	scroll_by(reader, -times(count, window(reader)));
}

static void half_down(struct reader *reader, unsigned count)
{
	scroll_by(reader, times(count, window(reader) / 2));
}

static void half_up(struct reader *reader, unsigned count)
{
	scroll_by(reader, -times(count, window(reader) / 2));
}

static void top(struct reader *reader, unsigned count)
{
	struct place place = page_first(reader->page);
	page_move(reader->page, &place, count > 1 ? times(count - 1, 1) : 0);
	reader_scroll_to(reader, place);
}

static void bottom(struct reader *reader, unsigned count)
{
	if (count)
		top(reader, count);
	else
		reader_scroll_to(reader, page_last(reader->page));
}

static void percent(struct reader *reader, unsigned count)
{
	uint32_t byte = (uint32_t)((uint64_t)reader->article.text_len * MIN(count, 100) / 100);
	struct place place = page_first(reader->page);
	if (count >= 100)
		place = page_last(reader->page);
	else if (count > 0)
		place = page_place_of(reader->page, byte);
	reader_scroll_to(reader, place);
}

static const struct {
	enum action action;
	void (*move)(struct reader *reader, unsigned count);
} moves[] = {
	{ACTION_DOWN, down},
	{ACTION_UP, up},
	{ACTION_PAGE_DOWN, page_down},
	{ACTION_PAGE_UP, page_up},
	{ACTION_HALF_DOWN, half_down},
	{ACTION_HALF_UP, half_up},
	{ACTION_TOP, top},
	{ACTION_BOTTOM, bottom},
	{ACTION_PERCENT, percent},
};

/* Acting ----------------------------------------------------------------------------------------------------------- */

struct reaction reader_follow(const struct reader *reader, uint32_t link)
{
	return (struct reaction){
		.kind = REACTION_FOLLOW,
		.target = {ENTRY_NONE, reader->entry, article_span(&reader->article, reader->article.links[link].url)},
	};
}

/* The link of the current match; otherwise as in less, a row further. */
static struct reaction enter(struct reader *reader, unsigned count)
{
	uint32_t link = reader_match_link(reader);
	if (link != PAGE_NO_LINK)
		return reader_follow(reader, link);
	down(reader, count);
	return (struct reaction){.kind = REACTION_DONE};
}

static struct reaction open_link(const struct reader *reader, unsigned number)
{
	if (number == 0)
		return (struct reaction){.kind = REACTION_IGNORED};
	if (number > reader->article.link_count)
		return (struct reaction){.kind = REACTION_SAY, .say = _("No link has this number")};
	return reader_follow(reader, number - 1);
}

/* Moves code by `steps` tabs, as far as something in sight is cut off. */
static struct reaction move_sideways(struct reader *reader, long steps)
{
	unsigned reach = page_reach(reader->page, reader->top, window(reader)), columns = reader_columns(reader);
	long most = reach > columns ? (long)(reach - columns) : 0, shift = reader->style.shift;
	long wanted = CLAMP(shift + SHIFT_STEP * steps, 0, most);
	if (wanted == shift)
		return (struct reaction){.kind = REACTION_SAY, .say = _("No code in sight goes further")};
	reader_shift(reader, (unsigned)wanted);
	return (struct reaction){.kind = REACTION_DONE};
}

static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	struct reader *reader = (struct reader *)pane;
	struct reaction reaction;
	if (!reader->page)
		return (struct reaction){.kind = REACTION_IGNORED};
	if (reader_select_act(reader, action, count, &reaction))
		return reaction;
	for (size_t i = 0; i < G_N_ELEMENTS(moves); i++) {
		if (moves[i].action == action) {
			moves[i].move(reader, count);
			return (struct reaction){.kind = REACTION_DONE};
		}
	}
	if (action == ACTION_OPEN)
		return enter(reader, count);
	if (action == ACTION_OPEN_ADDRESS)
		return open_link(reader, count);
	if (action == ACTION_HINTS)
		return reader_hint(reader);
	if (action == ACTION_SHIFT_LEFT || action == ACTION_SHIFT_RIGHT)
		return move_sideways(reader, times(count, 1) * (action == ACTION_SHIFT_LEFT ? -1 : 1));
	if (action == ACTION_CHROME)
		return reader_toggle_chrome(reader);
	return (struct reaction){.kind = REACTION_IGNORED};
}

static bool click(struct pane *pane, unsigned row, unsigned column, struct reaction *reaction)
{
	struct reader *reader = (struct reader *)pane;
	struct place place = reader->top;
	size_t count = 0;
	unsigned margin = reader_margin(reader);
	if (!reader->page || page_move(reader->page, &place, (long)row) < row || column < margin)
		return false;
	const struct run *runs = page_row(reader->page, place, &count);
	for (size_t i = 0; i < count; i++) {
		size_t end = runs[i].column + width_text(reader->widths, runs[i].text);
		if (runs[i].link >= reader->article.link_count || column - margin < runs[i].column ||
		    column - margin >= end)
			continue;
		*reaction = reader_follow(reader, runs[i].link);
		return true;
	}
	return false;
}

static struct target target(const struct pane *pane)
{
	const struct reader *reader = (const struct reader *)pane;
	if (reader->entry == ENTRY_NONE)
		return (struct target){ENTRY_NONE, ENTRY_NONE, {NULL, 0}};
	return (struct target){reader->entry, reader->entry, article_span(&reader->article, reader->article.url)};
}

static void title(const struct pane *pane, GString *out)
{
	const struct reader *reader = (const struct reader *)pane;
	struct span text = reader->page ? article_span(&reader->article, reader->article.title) : SPAN("");
	writing_append(&reader->style.writing, reader->article.lang, text, out);
}

/* How much of the text stands above `place`. */
static unsigned percent_of(const struct reader *reader, struct place place)
{
	uint64_t byte = page_source_of(reader->page, place);
	return (unsigned)(100 * byte / MAX(reader->article.text_len, 1));
}

static void position(struct pane *pane, GString *out)
{
	struct reader *reader = (struct reader *)pane;
	if (!reader->page)
		return;
	struct place end = reader->top;
	bool whole = page_move(reader->page, &end, (long)window(reader)) < window(reader);
	if (whole && page_compare(reader->top, page_first(reader->page)) == 0)
		g_string_append(out, _("all"));
	else if (whole)
		g_string_append(out, _("END"));
	else
		g_string_append_printf(out, "%u%%", percent_of(reader, end));
}

static void reader_free(struct pane *pane)
{
	struct reader *reader = (struct reader *)pane;
	reader_clear(reader);
	g_array_unref(reader->hints);
	g_string_free(reader->typed, TRUE);
	g_string_free(reader->selection.copy, TRUE);
	reader_search_clear(reader);
	g_free(reader);
}

const struct pane_ops reader_ops = {
	.free = reader_free,
	.resize = resize,
	.draw = reader_draw,
	.title = title,
	.position = position,
	.act = act,
	.click = click,
	.key = reader_key,
	.target = target,
	.search = reader_select_search,
	.step = reader_select_step,
	.matches = reader_matches,
	.work = reader_select_work,
};

struct pane *reader_pane_new(const struct page_style *style)
{
	struct reader *reader = g_new0(struct reader, 1);
	reader->pane.ops = &reader_ops;
	reader->widths = style->widths;
	reader->style = *style;
	reader->entry = ENTRY_NONE;
	reader->hints = g_array_new(FALSE, TRUE, sizeof(struct hint));
	reader->typed = g_string_new(NULL);
	reader->selection.copy = g_string_new(NULL);
	reader_search_init(reader);
	return &reader->pane;
}
