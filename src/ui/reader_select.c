/* SPDX-License-Identifier: MIT */
/*
 * Selecting a passage by keys. There are two places in the text that shows: the caret, which moves and carries the
 * hardware cursor, and, once selecting has begun, the anchor; what lies between them is selected, both clusters
 * included. They are bytes, so another width or script leaves them alone. What is copied is the text itself, not what
 * its rows make of it: no line ends, nothing that was set in for the eye.
 */
#include <glib/gi18n.h>
#include <limits.h>

#include "text/utf8.h"
#include "text/words.h"
#include "ui/pane_reader.h"
#include "ui/reader.h"

/* Rows that one key moves the caret by at most. */
#define ROWS_MOST 5000

/* The column of a line's end. */
#define FARTHEST UINT_MAX

static struct span text_of(const struct reader *reader)
{
	return article_text(&reader->article);
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

static bool is_text(const struct run *run)
{
	return run->source != PAGE_NO_SOURCE && run->source_len > 0;
}

static bool is_whole(const struct run *run)
{
	return run->source_len != run->text.len;
}

/* The byte that stands in a column of a row, or nearest to it; false for a row without text of its own. */
static bool byte_in(struct reader *reader, struct place place, unsigned column, uint32_t *byte)
{
	size_t count;
	const struct run *runs = page_row(reader->page, place, &count);
	bool found = false;
	for (size_t i = 0; i < count; i++) {
		unsigned at_column = runs[i].column;
		struct glyph glyph;
		if (!is_text(&runs[i]) || (found && at_column > column))
			continue;
		for (size_t at = 0; glyph_next(reader->widths, runs[i].text, &at, &glyph); at_column += glyph.columns) {
			if (found && at_column > column)
				break;
			*byte = runs[i].source + (is_whole(&runs[i]) ? 0 : (uint32_t)glyph.from);
			found = true;
		}
	}
	return found;
}

/* The column in which a byte stands on its row. */
static unsigned column_of(struct reader *reader, struct place place, uint32_t byte)
{
	size_t count;
	const struct run *runs = page_row(reader->page, place, &count);
	for (size_t i = 0; i < count; i++) {
		if (!is_text(&runs[i]) || byte < runs[i].source || byte - runs[i].source >= runs[i].source_len)
			continue;
		struct span before = span_cut(runs[i].text, 0, is_whole(&runs[i]) ? 0 : byte - runs[i].source);
		return runs[i].column + (unsigned)width_text(reader->widths, before);
	}
	return 0;
}

/* Scrolls as little as shows the caret. */
static void reveal(struct reader *reader)
{
	struct place place = page_place_of(reader->page, reader->selection.at);
	if (reader_shows(reader, place))
		return;
	if (page_compare(place, reader->top) > 0)
		page_move(reader->page, &place, 1 - (long)MAX(reader->rows, 1));
	reader_scroll_to(reader, place);
}

/* Moving ----------------------------------------------------------------------------------------------------------- */

static bool parts(struct span text, size_t at)
{
	return text.at[at] == '\n' || text.at[at] == '\t';
}

/* Puts the caret on a byte, or on the next one that is shown; the last one where there is none. */
static void put(struct reader *reader, size_t at)
{
	struct span text = text_of(reader);
	while (at < text.len && parts(text, at))
		at++;
	if (at >= text.len)
		at = cluster_previous(text, text.len);
	while (at > 0 && parts(text, at))
		at = cluster_previous(text, at);
	reader->selection.at = (uint32_t)at;
	reader->selection.aims = false;
}

static void right(struct reader *reader)
{
	put(reader, cluster_next(text_of(reader), reader->selection.at));
}

static void left(struct reader *reader)
{
	struct span text = text_of(reader);
	size_t at = cluster_previous(text, reader->selection.at);
	while (at > 0 && parts(text, at))
		at = cluster_previous(text, at);
	put(reader, at);
}

static void next_word(struct reader *reader)
{
	put(reader, word_next(text_of(reader), reader->selection.at));
}

static void previous_word(struct reader *reader)
{
	put(reader, word_previous(text_of(reader), reader->selection.at));
}

static void end_of_word(struct reader *reader)
{
	put(reader, word_end(text_of(reader), reader->selection.at));
}

static void next_sentence(struct reader *reader)
{
	put(reader, sentence_next(text_of(reader), reader->selection.at));
}

static void previous_sentence(struct reader *reader)
{
	put(reader, sentence_previous(text_of(reader), reader->selection.at));
}

/* The first block that begins at byte `at` or behind it. */
static uint32_t block_from(const struct article *article, uint32_t at)
{
	uint32_t low = 0, high = article->block_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (article->blocks[middle].from < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void next_paragraph(struct reader *reader)
{
	const struct article *article = &reader->article;
	uint32_t i = block_from(article, reader->selection.at + 1);
	while (i < article->block_count && article->blocks[i].from == article->blocks[i].to)
		i++;
	put(reader, i < article->block_count ? article->blocks[i].from : article->text_len);
}

static void previous_paragraph(struct reader *reader)
{
	const struct article *article = &reader->article;
	uint32_t i = block_from(article, reader->selection.at);
	while (i > 0 && article->blocks[i - 1].from == article->blocks[i - 1].to)
		i--;
	put(reader, i > 0 ? article->blocks[i - 1].from : 0);
}

static void line_begin(struct reader *reader)
{
	byte_in(reader, page_place_of(reader->page, reader->selection.at), 0, &reader->selection.at);
	reader->selection.aims = false;
}

static void line_end(struct reader *reader)
{
	byte_in(reader, page_place_of(reader->page, reader->selection.at), FARTHEST, &reader->selection.at);
	reader->selection.aims = false;
}

static void swap_ends(struct reader *reader)
{
	struct reader_selection *selection = &reader->selection;
	uint32_t at = selection->at;
	if (!selection->begun)
		return;
	selection->at = selection->anchor;
	selection->anchor = at;
	selection->aims = false;
}

static void begin(struct reader *reader)
{
	reader->selection.begun = !reader->selection.begun;
	reader->selection.anchor = reader->selection.at;
}

static const struct {
	enum action action;
	void (*move)(struct reader *reader);
} moves[] = {
	{ACTION_SELECT_RIGHT, right},
	{ACTION_SELECT_LEFT, left},
	{ACTION_SELECT_WORD, next_word},
	{ACTION_SELECT_BACK_WORD, previous_word},
	{ACTION_SELECT_WORD_END, end_of_word},
	{ACTION_SELECT_SENTENCE, next_sentence},
	{ACTION_SELECT_BACK_SENTENCE, previous_sentence},
	{ACTION_SELECT_PARAGRAPH, next_paragraph},
	{ACTION_SELECT_BACK_PARAGRAPH, previous_paragraph},
	{ACTION_SELECT_LINE_BEGIN, line_begin},
	{ACTION_SELECT_LINE_END, line_end},
	{ACTION_SELECT_SWAP, swap_ends},
	{ACTION_SELECT_BEGIN, begin},
};

/* As often as counted, until it leads no further. */
static bool move(struct reader *reader, enum action action, unsigned count)
{
	for (size_t i = 0; i < G_N_ELEMENTS(moves); i++) {
		if (moves[i].action != action)
			continue;
		bool once = action == ACTION_SELECT_SWAP || action == ACTION_SELECT_BEGIN;
		for (unsigned n = 0; n < (once ? 1 : CLAMP(count, 1, ROWS_MOST)); n++) {
			uint32_t before = reader->selection.at;
			moves[i].move(reader);
			if (reader->selection.at == before)
				break;
		}
		return true;
	}
	return false;
}

/* By so many rows that have text, in the column where going up and down began. */
static void move_rows(struct reader *reader, long rows)
{
	struct reader_selection *selection = &reader->selection;
	struct place place = page_place_of(reader->page, selection->at);
	long step = rows < 0 ? -1 : 1;
	if (!selection->aims)
		selection->column = column_of(reader, place, selection->at);
	selection->aims = true;
	for (rows = MIN(ABS(rows), ROWS_MOST); rows > 0 && page_move(reader->page, &place, step) > 0;)
		rows -= byte_in(reader, place, selection->column, &selection->at);
}

static bool move_far(struct reader *reader, enum action action, unsigned count)
{
	const long page = MAX((long)reader->rows, 1), times = (long)CLAMP(count, 1, ROWS_MOST);
	const struct {
		enum action action;
		long rows;
	} steps[] = {
		{ACTION_DOWN, 1},
		{ACTION_UP, -1},
		{ACTION_PAGE_DOWN, page},
		{ACTION_PAGE_UP, -page},
		{ACTION_HALF_DOWN, MAX(page / 2, 1)},
		{ACTION_HALF_UP, -MAX(page / 2, 1)},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (steps[i].action == action) {
			move_rows(reader, steps[i].rows * times);
			return true;
		}
	}
	uint32_t len = reader->article.text_len;
	if (action == ACTION_TOP)
		put(reader, 0);
	else if (action == ACTION_BOTTOM)
		put(reader, len);
	else if (action == ACTION_PERCENT)
		put(reader, cluster_previous(text_of(reader), (size_t)((uint64_t)len * MIN(count, 100) / 100)));
	else
		return false;
	return true;
}

/* Copying ---------------------------------------------------------------------------------------------------------- */

bool reader_selected(const struct reader *reader, uint32_t *from, uint32_t *to)
{
	const struct reader_selection *selection = &reader->selection;
	if (!selection->on || !selection->begun)
		return false;
	*from = MIN(selection->anchor, selection->at);
	*to = (uint32_t)cluster_next(text_of(reader), MAX(selection->anchor, selection->at));
	return true;
}

static struct reaction copy(struct reader *reader, bool quote)
{
	uint32_t from, to;
	if (!reader_selected(reader, &from, &to))
		return (struct reaction){.kind = REACTION_SAY,
		                         .say = _("Nothing is selected yet: {select-begin} begins here")};
	struct span text = span_cut(text_of(reader), from, to);
	GString *clean = reader->selection.copy;
	g_string_truncate(clean, 0);
	for (size_t at = 0, begin = 0; at < text.len; begin = at)
		if (!code_is_control(utf8_next(text, &at)))
			g_string_append_len(clean, text.at + begin, (gssize)(at - begin));
	reader_select_end(reader);
	return (struct reaction){
		.kind = quote ? REACTION_QUOTE : REACTION_COPY,
		.text = {clean->str, clean->len},
	};
}

/* The bytes of the current match, where it stands in the text. */
static bool match_of(const struct reader *reader, uint32_t *from, uint32_t *to)
{
	const struct reader_search *search = &reader->search;
	size_t titles = search->title_hits->len;
	if (search->current == READER_NO_MATCH || search->current < titles ||
	    search->current - titles >= search->hits->len)
		return false;
	const struct hit *hit = &g_array_index(search->hits, struct hit, search->current - titles);
	*from = hit->from;
	*to = hit->to;
	return true;
}

/* Beginning and end ------------------------------------------------------------------------------------------------ */

void reader_select_end(struct reader *reader)
{
	reader->selection.on = reader->selection.begun = false;
}

/* The caret begins at the current match where that shows, else on the first row with text. */
static uint32_t beginning(struct reader *reader)
{
	uint32_t byte, end;
	if (match_of(reader, &byte, &end) && reader_shows(reader, page_place_of(reader->page, byte)))
		return byte;
	struct place place = reader->top;
	do {
		if (byte_in(reader, place, 0, &byte))
			return byte;
	} while (page_move(reader->page, &place, 1) > 0);
	return 0;
}

static struct reaction start(struct reader *reader)
{
	if (reader->article.text_len == 0)
		return (struct reaction){.kind = REACTION_SAY, .say = _("There is no text to select")};
	reader->selection.on = true;
	reader->selection.begun = false;
	put(reader, beginning(reader));
	return (struct reaction){.kind = REACTION_SAY,
	                         .say = _("{select-begin} begins to select, {select-copy} copies, {cancel} leaves")};
}

bool reader_select_act(struct reader *reader, enum action action, unsigned count, struct reaction *reaction)
{
	*reaction = (struct reaction){.kind = REACTION_DONE};
	if (!reader->selection.on && action == ACTION_SELECT) {
		*reaction = start(reader);
		return true;
	}
	if (!reader->selection.on)
		return false;
	if (action == ACTION_SELECT)
		begin(reader);
	else if (action == ACTION_SELECT_COPY || action == ACTION_SELECT_QUOTE)
		*reaction = copy(reader, action == ACTION_SELECT_QUOTE);
	else if (action == ACTION_CANCEL || action == ACTION_CLOSE || action == ACTION_BACK)
		reader_select_end(reader);
	else if (!move(reader, action, count) && !move_far(reader, action, count))
		return false;
	if (reader->selection.on)
		reveal(reader);
	return true;
}

/* Searching -------------------------------------------------------------------------------------------------------- */

/* Behind what is selected already its last cluster, else its first: either way the match is selected, too. */
static void follow(struct reader *reader)
{
	uint32_t from, to;
	struct reader_selection *selection = &reader->selection;
	if (!selection->on || !match_of(reader, &from, &to))
		return;
	selection->follows = false;
	bool ahead = selection->begun && from >= selection->anchor;
	put(reader, ahead ? cluster_previous(text_of(reader), to) : from);
}

void reader_select_search(struct pane *pane, enum search_phase phase, struct span query)
{
	struct reader *reader = (struct reader *)pane;
	reader_search(pane, phase, query);
	if (phase == SEARCH_BEGIN && reader->selection.on) {
		reader->search.origin.byte = reader->selection.at;
		reader->search.origin.head = false;
	}
	reader->selection.follows = phase == SEARCH_KEEP;
	if (phase == SEARCH_KEEP)
		follow(reader);
	else if (phase == SEARCH_CANCEL)
		reader_select_reveal(reader);
}

enum search_result reader_select_step(struct pane *pane, long by)
{
	enum search_result result = reader_step(pane, by);
	if (result == SEARCH_FOUND || result == SEARCH_WRAPPED)
		follow((struct reader *)pane);
	return result;
}

bool reader_select_work(struct pane *pane)
{
	struct reader *reader = (struct reader *)pane;
	bool more = reader_work(pane);
	if (reader->selection.follows)
		follow(reader);
	return more;
}

void reader_select_reveal(struct reader *reader)
{
	if (reader->selection.on && reader->page)
		reveal(reader);
}

bool reader_pane_selects(const struct pane *pane)
{
	const struct reader *reader = (const struct reader *)pane;
	return reader->selection.on && !reader->over;
}
