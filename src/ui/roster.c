/* SPDX-License-Identifier: MIT */
/*
 * Moving and searching in rows. A scan visits every row once, from where the search began round to there again; rows
 * that match are kept by number, those from there on apart from those before, so both runs ascend. Units: rows.
 */
#include "ui/roster.h"

#include "find/sounds.h"

/* How long rows are looked at in one go, in microseconds, and how many of them between two looks at the clock. */
#define WORK_US 1500
#define LOOKED 64

/* Bytes behind the last one that shows in which a match that began before may end. */
#define OVERHANG 256

void roster_init(struct roster *roster, const struct roster_ops *ops, void *data)
{
	*roster = (struct roster){.ops = ops, .data = data};
	roster->search.ahead = g_array_new(FALSE, FALSE, sizeof(size_t));
	roster->search.behind = g_array_new(FALSE, FALSE, sizeof(size_t));
	roster->search.sounding = g_array_new(FALSE, FALSE, sizeof(size_t));
}

void roster_clear(struct roster *roster)
{
	typed_free(roster->search.typed);
	g_free(roster->search.wrong.message);
	g_array_unref(roster->search.ahead);
	g_array_unref(roster->search.behind);
	g_array_unref(roster->search.sounding);
	g_free(roster->search.sounds);
}

/* Moving ----------------------------------------------------------------------------------------------------------- */

static bool selectable(const struct roster *roster, size_t row)
{
	return row < roster->cursor.count && (!roster->ops->selectable || roster->ops->selectable(roster->data, row));
}

/*
 * From a row that cannot be selected to the nearest that can, in the direction of the move first; then shows its
 * extent.
 */
__attribute__((hot))
static void settle(struct roster *roster, bool down)
{
	struct cursor *cursor = &roster->cursor;
	for (int turn = 0; turn < 2 && !selectable(roster, cursor->selected); turn++, down = !down) {
		size_t row = cursor->selected;
		while (row < cursor->count && !selectable(roster, row))
			row += down ? (size_t)1 : SIZE_MAX;
		if (row < cursor->count)
			cursor_select(cursor, row);
	}
	if (!roster->ops->extent || !selectable(roster, cursor->selected))
		return;
	size_t first = cursor->selected, last = first;
	roster->ops->extent(roster->data, cursor->selected, &first, &last);
	cursor_reveal(cursor, first, last);
	cursor_reveal(cursor, cursor->selected, cursor->selected);
}

static void select_row(struct roster *roster, size_t row)
{
	cursor_select(&roster->cursor, row);
	settle(roster, true);
}

void roster_set_height(struct roster *roster, size_t height)
{
	cursor_set_height(&roster->cursor, height);
	settle(roster, true);
}

bool roster_choose(struct roster *roster, size_t row)
{
	if (row >= roster->cursor.count)
		return false;
	while (row > 0 && !selectable(roster, row))
		row--;
	if (!selectable(roster, row))
		return false;
	cursor_select(&roster->cursor, row);
	return true;
}

bool roster_selected(const struct roster *roster, size_t *row)
{
	*row = roster->cursor.selected;
	return selectable(roster, *row);
}

static long times(unsigned count, size_t unit)
{
	return (long)MIN((size_t)MAX(count, 1) * MAX(unit, 1), (size_t)G_MAXLONG);
}

static void move_by(struct roster *roster, long by)
{
	cursor_move(&roster->cursor, by);
	settle(roster, by > 0);
}

static void scroll_by(struct roster *roster, long by)
{
	cursor_scroll(&roster->cursor, by);
	settle(roster, by > 0);
}

__attribute__((hot))
static void down(struct roster *roster, unsigned count)
{
	move_by(roster, times(count, 1));
}

static void up(struct roster *roster, unsigned count)
{
	move_by(roster, -times(count, 1));
}

static void page_down(struct roster *roster, unsigned count)
{
	scroll_by(roster, times(count, roster->cursor.height));
}

static void page_up(struct roster *roster, unsigned count)
{
	scroll_by(roster, -times(count, roster->cursor.height));
}

static void half_down(struct roster *roster, unsigned count)
{
	scroll_by(roster, times(count, roster->cursor.height / 2));
}

static void half_up(struct roster *roster, unsigned count)
{
	scroll_by(roster, -times(count, roster->cursor.height / 2));
}

static void top(struct roster *roster, unsigned count)
{
	select_row(roster, count ? count - 1 : 0);
}

static void bottom(struct roster *roster, unsigned count)
{
	cursor_select(&roster->cursor, count ? count - 1 : roster->cursor.count);
	settle(roster, false);
}

static void percent(struct roster *roster, unsigned count)
{
	size_t last = roster->cursor.count ? roster->cursor.count - 1 : 0;
	select_row(roster, last / 100 * MIN(count, 100) + last % 100 * MIN(count, 100) / 100);
}

static const struct {
	enum action action;
	void (*move)(struct roster *roster, unsigned count);
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

__attribute__((hot))
bool roster_act(struct roster *roster, enum action action, unsigned count)
{
	for (size_t i = 0; i < G_N_ELEMENTS(moves); i++) {
		if (moves[i].action == action) {
			moves[i].move(roster, count);
			return true;
		}
	}
	return false;
}

/* Searching -------------------------------------------------------------------------------------------------------- */

/* Matches are numbered: by letter in the order of the list, then those by pinyin alone as they were found. */

static size_t literal_count(const struct roster_search *search)
{
	return (size_t)search->behind->len + search->ahead->len;
}

static size_t hit_count(const struct roster_search *search)
{
	return literal_count(search) + search->sounding->len;
}

/* The row of the match `index`. */
static size_t hit_at(const struct roster_search *search, size_t index)
{
	if (index < search->behind->len)
		return g_array_index(search->behind, size_t, index);
	if (index < literal_count(search))
		return g_array_index(search->ahead, size_t, index - search->behind->len);
	return g_array_index(search->sounding, size_t, index - literal_count(search));
}

/* The number of the match on `row`; where there is none, of the first one by letter below it. */
static size_t hit_on(const struct roster_search *search, size_t row)
{
	for (guint i = 0; i < search->sounding->len; i++)
		if (g_array_index(search->sounding, size_t, i) == row)
			return literal_count(search) + i;
	size_t low = 0, high = literal_count(search);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (hit_at(search, middle) < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void begin_scan(struct roster *roster)
{
	struct roster_search *search = &roster->search;
	g_array_set_size(search->ahead, 0);
	g_array_set_size(search->behind, 0);
	g_array_set_size(search->sounding, 0);
	search->next = search->from < roster->cursor.count ? search->from : 0;
	search->left = search->typed ? roster->cursor.count : 0;
}

enum how { NOT_FOUND, SOUNDS, FOUND };

static enum how find_in(const struct roster_search *search, struct span text)
{
	struct hit hit;
	struct match match;
	if (typed_find(search->typed, text, 0, &hit))
		return FOUND;
	return search->sounds && sounds_find(span_of(search->sounds), text, &match) ? SOUNDS : NOT_FOUND;
}

/* The row itself, or the best of what is folded under it. */
static enum how find_in_row(const struct roster *roster, size_t row)
{
	enum how how = find_in(&roster->search, roster->ops->text(roster->data, row));
	struct span text;
	for (size_t i = 0; roster->ops->hidden && how != FOUND && roster->ops->hidden(roster->data, row, i, &text); i++)
		how = MAX(how, find_in(&roster->search, text));
	return how;
}

/* Rows are mostly looked at in their order. */
static void insert_row(GArray *rows, size_t row)
{
	guint at = rows->len;
	while (at > 0 && g_array_index(rows, size_t, at - 1) > row)
		at--;
	g_array_insert_val(rows, at, row);
}

static void look_at(struct roster *roster, size_t row)
{
	struct roster_search *search = &roster->search;
	enum how how = selectable(roster, row) ? find_in_row(roster, row) : NOT_FOUND;
	if (how == FOUND)
		insert_row(row >= search->from ? search->ahead : search->behind, row);
	else if (how == SOUNDS)
		g_array_append_val(search->sounding, row);
}

/* What was gone to may be folded: then that is unfolded, and gone to. */
static void reveal(struct roster *roster)
{
	size_t row = roster->cursor.selected;
	enum how best = NOT_FOUND, how;
	size_t number = 0;
	struct span text;
	if (!roster->ops->hidden || !roster->search.typed || !selectable(roster, row) ||
	    find_in(&roster->search, roster->ops->text(roster->data, row)) != NOT_FOUND)
		return;
	for (size_t i = 0; best != FOUND && roster->ops->hidden(roster->data, row, i, &text); i++) {
		how = find_in(&roster->search, text);
		number = how > best ? i : number;
		best = MAX(best, how);
	}
	if (best != NOT_FOUND)
		select_row(roster, roster->ops->reveal(roster->data, row, number));
}

/* The first match in the order of the scan becomes the selected row; one by pinyin where no other has come. */
static void go_to_first(struct roster *roster)
{
	struct roster_search *search = &roster->search;
	if (search->settled || hit_count(search) == 0 || (literal_count(search) == 0 && search->left > 0))
		return;
	search->settled = true;
	select_row(roster, search->ahead->len > 0 ? g_array_index(search->ahead, size_t, 0) : hit_at(search, 0));
}

bool roster_work(struct roster *roster)
{
	struct roster_search *search = &roster->search;
	int64_t end_us = g_get_monotonic_time() + WORK_US;
	while (search->left > 0) {
		look_at(roster, search->next);
		search->next = search->next + 1 < roster->cursor.count ? search->next + 1 : 0;
		search->left--;
		if (search->left % LOOKED == 0 && g_get_monotonic_time() >= end_us)
			break;
	}
	go_to_first(roster);
	if (search->left == 0)
		search->settled = true;
	return search->left > 0;
}

static void set_query(struct roster *roster, struct span query)
{
	typed_free(roster->search.typed);
	g_free(roster->search.wrong.message);
	roster->search.typed = typed_new(query, &roster->search.wrong);
	g_free(roster->search.sounds);
	roster->search.sounds = roster->pinyin && sounds_are(query) ? span_dup(query) : NULL;
	roster->search.settled = false;
	begin_scan(roster);
}

static void go_back(struct roster *roster)
{
	roster->cursor.top = roster->search.from_top;
	select_row(roster, roster->search.from);
}

void roster_search(struct roster *roster, enum search_phase phase, struct span query)
{
	struct roster_search *search = &roster->search;
	switch (phase) {
	case SEARCH_BEGIN:
		search->from = roster->cursor.selected;
		search->from_top = roster->cursor.top;
		break;
	case SEARCH_TYPE:
		go_back(roster);
		set_query(roster, query);
		roster_work(roster);
		break;
	case SEARCH_KEEP:
		reveal(roster);
		break;
	case SEARCH_CANCEL:
		go_back(roster);
		set_query(roster, (struct span){NULL, 0});
		break;
	case SEARCH_DROP:
		set_query(roster, (struct span){NULL, 0});
		break;
	}
}

void roster_set_rows(struct roster *roster, size_t count, size_t selected)
{
	cursor_set_rows(&roster->cursor, count, selected);
	settle(roster, true);
	roster->search.from = roster->cursor.selected;
	roster->search.from_top = roster->cursor.top;
	begin_scan(roster);
}

/* Rows behind `row` moved; those that are gone are taken out, and `row` itself, which says something else now. */
static void splice_rows(GArray *rows, size_t row, size_t added, size_t removed)
{
	guint kept = 0;
	for (guint i = 0; i < rows->len; i++) {
		size_t at = g_array_index(rows, size_t, i);
		if (at >= row && at <= row + removed)
			continue;
		g_array_index(rows, size_t, kept++) = at < row ? at : at + added - removed;
	}
	g_array_set_size(rows, kept);
}

void roster_splice(struct roster *roster, size_t row, size_t added, size_t removed)
{
	struct roster_search *search = &roster->search;
	struct cursor *cursor = &roster->cursor;
	size_t selected = cursor->selected;
	if (selected > row)
		selected = selected <= row + removed ? row : selected + added - removed;
	cursor_set_rows(cursor, cursor->count + added - removed, selected);
	if (search->from > row)
		search->from = search->from <= row + removed ? row : search->from + added - removed;
	if (search->left > 0) {
		begin_scan(roster);
		return;
	}
	splice_rows(search->ahead, row, added, removed);
	splice_rows(search->behind, row, added, removed);
	splice_rows(search->sounding, row, added, removed);
	for (size_t at = row; search->typed && at <= row + added; at++)
		look_at(roster, at);
}

enum search_result roster_step(struct roster *roster, long by)
{
	struct roster_search *search = &roster->search;
	long count = (long)hit_count(search);
	if (count == 0)
		return SEARCH_NOTHING;
	size_t row = roster->cursor.selected;
	long before = (long)hit_on(search, row);
	bool on_match = before < count && hit_at(search, (size_t)before) == row;
	long wanted = by > 0 ? before + by - !on_match : before + by;
	long index = (wanted % count + count) % count;
	select_row(roster, hit_at(search, (size_t)index));
	reveal(roster);
	return index == wanted ? SEARCH_FOUND : SEARCH_WRAPPED;
}

__attribute__((hot))
bool roster_matches(const struct roster *roster, struct search_state *state)
{
	const struct roster_search *search = &roster->search;
	if (!search->typed && !search->wrong.message)
		return false;
	size_t count = hit_count(search), before = hit_on(search, roster->cursor.selected);
	bool on_match = before < count && hit_at(search, before) == roster->cursor.selected;
	*state = (struct search_state){
		.number = on_match ? before + 1 : 0,
		.count = count,
		.more = search->left > 0,
		.wrong = search->wrong.message,
		.wrong_at = search->wrong.at,
	};
	return true;
}

/* What a field shows of a text. */
struct shown {
	struct span text, form; /* the same where it is shown as it is */
	GString *converted;
	GArray *pieces;         /* struct script_piece; none where it is shown as it is */
};

/* As much of a text as can show, and a little more. */
static struct span visible(const struct widths *widths, struct span text, unsigned columns)
{
	size_t to = width_fit(widths, text, columns, NULL) + OVERHANG;
	while (to < text.len && ((unsigned char)text.at[to] & 0xC0) == 0x80)
		to++;
	return span_cut(text, 0, to);
}

/* The cells in the field that a match takes. */
static struct rect cells_of(const struct widths *widths, struct rect field, const struct shown *shown,
                            struct match match)
{
	if (shown->pieces->len > 0) {
		match.from = writing_shown(shown->pieces, match.from, false);
		match.to = writing_shown(shown->pieces, match.to, true);
	}
	size_t from = width_text(widths, span_cut(shown->form, 0, match.from));
	size_t to = from + width_text(widths, span_cut(shown->form, match.from, match.to));
	to = MIN(to, field.columns);
	from = MIN(from, to);
	return (struct rect){field.row, field.column + (unsigned)from, 1, (unsigned)(to - from)};
}

static void mark_matches(struct canvas *canvas, struct rect field, const struct shown *shown,
                         const struct marking *marking, bool selected)
{
	for (size_t i = 0; i < marking->count && marking->matches[i].from < shown->text.len; i++)
		canvas_restyle(canvas, cells_of(canvas->widths, field, shown, marking->matches[i]),
		               selected ? STYLE_MATCH_CURRENT : STYLE_MATCH);
}

static void mark_searched(const struct roster *roster, struct canvas *canvas, struct rect field,
                          const struct shown *shown, bool selected)
{
	struct hit hit;
	struct match match;
	bool any = typed_find(roster->search.typed, shown->text, 0, &hit);
	if (!any && roster->search.sounds && sounds_find(span_of(roster->search.sounds), shown->text, &match))
		canvas_restyle(canvas, cells_of(canvas->widths, field, shown, match),
		               selected ? STYLE_MATCH_CURRENT : STYLE_MATCH);
	for (size_t from = 0; typed_find(roster->search.typed, shown->text, from, &hit); from = hit.to)
		canvas_restyle(canvas, cells_of(canvas->widths, field, shown, (struct match){hit.from, hit.to}),
		               selected ? STYLE_MATCH_CURRENT : style_of_term(hit.term));
}

void roster_marked_field(const struct roster *roster, struct canvas *canvas, struct rect field, struct span text,
                         const char *lang, enum style style, bool selected, const struct marking *marking)
{
	bool as_written = !roster->writing || roster->writing->script == SCRIPT_ORIGINAL;
	if (as_written && !roster->search.typed && marking->count == 0) {
		canvas_field(canvas, field.row, field.column, field.columns, text, style, 0);
		return;
	}
	struct shown shown = {.text = visible(canvas->widths, text, field.columns)};
	shown.converted = g_string_new(NULL);
	shown.pieces = g_array_new(FALSE, FALSE, sizeof(struct script_piece));
	shown.form = shown.text;
	if (roster->writing && writing_convert(roster->writing, lang, shown.text, shown.converted, shown.pieces))
		shown.form = (struct span){shown.converted->str, shown.converted->len};
	canvas_field(canvas, field.row, field.column, field.columns, shown.form, style, 0);
	mark_matches(canvas, field, &shown, marking, selected);
	if (roster->search.typed)
		mark_searched(roster, canvas, field, &shown, selected);
	g_array_free(shown.pieces, TRUE);
	g_string_free(shown.converted, TRUE);
}

void roster_field(const struct roster *roster, struct canvas *canvas, struct rect field, struct span text,
                  const char *lang, enum style style, bool selected)
{
	roster_marked_field(roster, canvas, field, text, lang, style, selected, &(struct marking){NULL, 0});
}
