/* SPDX-License-Identifier: MIT */
/*
 * The list. It keeps no rows: a row is made from the archive when it is drawn or searched, so an archive of any size
 * costs what the screen shows. Only where rows are sorted, limited or grouped are their numbers kept.
 */
#include "ui/pane_list.h"

#include <glib/gi18n.h>

#include "ui/article_rows.h"
#include "ui/keymap.h"
#include "ui/limit.h"
#include "ui/list_columns.h"
#include "ui/sorting.h"

enum {
	MARKER = 3,       /* cells before the title: the pointer, a sign, a blank */
	MARGIN = 1,       /* behind the last column: the star */
	SORT_MOST = 5000, /* rows that are sorted anew whenever news come */
	LIMIT_US = 1500,  /* of looking for what a limit leaves, at a time */
	SORT_US = 1500,   /* of sorting, at a time */
};

struct list {
	struct article_rows rows;
	struct sorting sorting;
	struct setting_list columns; /* beside the title; none: the usual ones */
	const char *name;            /* of the pane, translated: the bar is drawn for each key */
	struct canvas *ahead;        /* one row, to draw others on than show; NULL: nothing was shown yet */
	bool jumped;                 /* more rows than one came into sight at once, and nothing was drawn ahead since */
	bool choosing;               /* the next letter says by what to sort */
	struct limit limit;
};

/* As the archive or the limit has it. */
static uint32_t unsorted_at(const void *data, size_t row)
{
	const struct list *list = data;
	if (list->limit.search)
		return limit_at(&list->limit, row);
	return row < archive_shown(list->rows.archive) ? archive_at(list->rows.archive, row) : ENTRY_NONE;
}

static size_t unsorted_count(const struct list *list)
{
	return list->limit.search ? limit_count(&list->limit) : archive_shown(list->rows.archive);
}

__attribute__((hot))
static size_t source_count(const struct article_rows *rows)
{
	const struct list *list = (const struct list *)rows;
	return list->sorting.entries ? list->sorting.entries->len : unsorted_count(list);
}

__attribute__((hot))
static uint32_t source_at(const struct article_rows *rows, size_t row)
{
	const struct list *list = (const struct list *)rows;
	const GArray *entries = list->sorting.entries;
	if (!entries)
		return unsorted_at(list, row);
	return row < entries->len ? g_array_index(entries, uint32_t, row) : ENTRY_NONE;
}

static size_t source_row(const struct article_rows *rows, uint32_t entry)
{
	const struct list *list = (const struct list *)rows;
	const GArray *entries = list->sorting.entries;
	size_t count = source_count(rows);
	for (guint i = 0; entries && i < entries->len; i++)
		if (g_array_index(entries, uint32_t, i) == entry)
			return i;
	if (entry == ENTRY_NONE || entries)
		return count;
	if (list->limit.search)
		return MIN(limit_row(&list->limit, entry), count);
	size_t row = archive_row(rows->archive, entry);
	return row < count && archive_at(rows->archive, row) == entry ? row : count;
}

static bool source_settled(const struct article_rows *rows)
{
	return limit_is_done(&((const struct list *)rows)->limit, rows->archive);
}

/* A limit leaves what it leaves. */
static bool source_versions(const struct article_rows *rows)
{
	return !((const struct list *)rows)->limit.search;
}

static const struct rows_source source = {source_count, source_at, source_row, source_settled, source_versions};

/*
 * What there is now, sorted. While many rows come in, those that were sorted stay until the end; what a limit leaves is
 * sorted when it has looked at all.
 */
static void sort_rows(struct list *list)
{
	const struct archive *archive = list->rows.archive;
	struct archive_progress progress = archive_progress(archive);
	bool filling = progress.loading && !progress.stopped;
	size_t count = unsorted_count(list);
	if (filling && list->sorting.entries && list->sorting.entries->len > SORT_MOST)
		return;
	if (count > SORT_MOST && !limit_is_done(&list->limit, archive)) {
		sorting_clear(&list->sorting);
		return;
	}
	sorting_take(&list->sorting, archive, unsorted_at, list, count);
	sorting_work(&list->sorting, SORT_US);
}

/* The rows are others now. */
static void take_rows(struct list *list)
{
	sort_rows(list);
	rows_take(&list->rows);
}

static struct span title_of(const struct article *article)
{
	return article_span(article, article->title);
}

void list_pane_sound(struct pane *pane, bool pinyin)
{
	((struct list *)pane)->rows.roster.pinyin = pinyin;
}

void list_pane_group(struct pane *pane, bool grouped)
{
	rows_group(&((struct list *)pane)->rows, grouped);
}

void list_pane_columns(struct pane *pane, const struct setting_list *columns)
{
	struct list *list = (struct list *)pane;
	list->columns = *columns;
	drawn_forget(&list->rows.drawn);
}

void list_pane_refresh(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	limit_refresh(&list->limit, false);
	take_rows(list);
}

void list_pane_renew(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	if (!list->limit.search && !list->sorting.entries && !sorting_is_busy(&list->sorting))
		return;
	limit_refresh(&list->limit, true);
	limit_work(&list->limit, list->rows.archive, LIMIT_US);
	take_rows(list);
}

void list_pane_limit(struct pane *pane, struct span text)
{
	struct list *list = (struct list *)pane;
	if (!limit_set(&list->limit, list->rows.archive, &list->rows.kept, text, list->rows.roster.pinyin))
		return;
	sorting_clear_order(&list->sorting);
	grouping_drop(&list->rows.grouping);
	limit_work(&list->limit, list->rows.archive, LIMIT_US);
	take_rows(list);
}

__attribute__((hot))
struct span list_pane_limited(const struct pane *pane)
{
	const struct list *list = (const struct list *)pane;
	return list->limit.search ? query_text(search_query(list->limit.search)) : (struct span){NULL, 0};
}

bool list_pane_tell_wrong(const struct pane *pane, GString *out)
{
	const struct list *list = (const struct list *)pane;
	if (!list->limit.error.message)
		return false;
	char *said = query_error_text(&list->limit.error);
	g_string_append(out, said);
	g_free(said);
	return true;
}

void list_pane_tell_limit(const struct pane *pane, GString *out)
{
	const struct list *list = (const struct list *)pane;
	if (list_pane_tell_wrong(pane, out))
		return;
	size_t found = source_count(&list->rows), all = archive_shown(list->rows.archive);
	size_t lines = rows_grouped_lines(&list->rows);
	if (lines > 0)
		g_string_append_printf(out, ngettext("%zu of %zu in %zu line", "%zu of %zu in %zu lines", lines), found,
		                       all, lines);
	else
		g_string_append_printf(out, _("%zu of %zu"), found, all);
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

/* What stands before the title and behind the last column. */
static void draw_signs(const struct list *list, struct canvas *canvas, struct rect line, const struct drawn_row *now,
                       enum style style)
{
	const char *pointer = standing_pointer(now->signs, now->selected);
	bool unread = now->signs.unread && !list_columns_have(&list->columns, COLUMN_READ);
	bool star = now->signs.star && !list_columns_have(&list->columns, COLUMN_STAR);
	canvas_text(canvas, line.row, line.column, line.columns, span_of(pointer), style, 0);
	if (line.columns > MARKER)
		canvas_text(canvas, line.row, line.column + 1, 1, span_of(rows_sign(&list->rows, now->entry, unread)),
		            style, 0);
	if (star && line.columns > MARKER)
		canvas_text(canvas, line.row, line.column + line.columns - MARGIN, 1, SPAN("*"), style, 0);
}

static void draw_row(struct list *list, struct canvas *canvas, struct rect line, size_t row,
                     const struct drawn_row *now)
{
	struct article article;
	archive_facts(list->rows.archive, now->entry, &article);
	bool selected = now->selected;
	enum style marked = now->focused ? STYLE_SELECTED : STYLE_SELECTED_INACTIVE;
	enum style text_style = now->signs.unread ? STYLE_UNREAD : STYLE_TEXT;
	enum style title_style = selected ? marked : text_style;
	canvas_fill(canvas, line, selected ? marked : STYLE_TEXT);
	draw_signs(list, canvas, line, now, title_style);
	line.columns -= MIN(line.columns, MARGIN);
	unsigned wide = line.columns;
	line.column += MIN(line.columns, MARKER);
	line.columns -= MIN(line.columns, MARKER);
	struct column_row columns = {
		list->rows.archive, now->entry, &article, selected ? &marked : NULL, now->signs, wide,
	};
	list_columns_draw(&list->columns, &columns, canvas, &line);
	rows_draw_group(&list->rows, canvas, &line, row, selected ? marked : STYLE_REASON);
	roster_field(&list->rows.roster, canvas, line, title_of(&article), article.lang, title_style, selected);
}

/* The selected row is any row in another style, and with a pointer. */
static void select_row(struct canvas *canvas, struct rect line, struct signs signs, bool focused)
{
	enum style style = focused ? STYLE_SELECTED : STYLE_SELECTED_INACTIVE;
	canvas_restyle(canvas, line, style);
	canvas_text(canvas, line.row, line.column, line.columns, span_of(standing_pointer(signs, true)), style, 0);
}

/* A row as it looks when it is not selected. */
static struct drawn_row plain_row(const struct list *list, size_t row)
{
	struct drawn_row now = rows_drawn(&list->rows, row, false, 1);
	now.selected = false;
	return now;
}

/* Most rows show what they showed before: only what a key has changed is made from the archive. */
__attribute__((hot))
static void draw_row_again(struct list *list, struct canvas *canvas, struct rect line, size_t row, bool focused)
{
	struct article_rows *rows = &list->rows;
	struct drawn_row now = plain_row(list, row);
	if (!drawn_again(&rows->drawn, canvas, line, row, rows->standing, &now)) {
		draw_row(list, canvas, line, row, &now);
		drawn_keep(&rows->drawn, canvas, line, row, &now);
	}
	if (row == rows->roster.cursor.selected)
		select_row(canvas, line, now.signs, focused);
}

/* While somebody types what to search for, each row shows its matches. */
static void draw_searched_row(struct list *list, struct canvas *canvas, struct rect line, size_t row, bool focused)
{
	struct drawn_row now = rows_drawn(&list->rows, row, focused, 1);
	now.signs = standing_of(list->rows.standing, now.entry);
	draw_row(list, canvas, line, row, &now);
}

static void draw_empty(const struct list *list, struct canvas *canvas, struct rect area)
{
	bool loading = archive_progress(list->rows.archive).loading;
	const char *why = loading ? _("Loading...") : _("No articles were found; {problems} tells what was left out");
	if (list->limit.search && !source_settled(&list->rows))
		why = _("Searching...");
	else if (list->limit.search)
		why = _("No article is left by the limit; {limit} and Enter take it away");
	char *text = pane_tell(&list->rows.pane, KEYS_LIST, why);
	struct rect line = {area.row, area.column + MARKER, 1, area.columns - MIN(area.columns, MARKER)};
	if (area.rows > 0)
		canvas_text(canvas, line.row, line.column, line.columns, span_of(text), STYLE_TEXT, 0);
	g_free(text);
}

static void fit(struct list *list, const struct canvas *canvas, struct rect area)
{
	drawn_fit(&list->rows.drawn, DRAWN_AHEAD, area.rows, 1, area.columns);
	if (list->ahead && list->ahead->columns == area.columns)
		return;
	canvas_free(list->ahead);
	list->ahead = canvas_new(1, area.columns, canvas->widths);
}

/* Rows [from, to) are about to be drawn: what they show is fetched in one go, for it may be on a slow disk. */
static void want_rows(const struct list *list, size_t from, size_t to)
{
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	for (size_t row = from; row < to; row++) {
		uint32_t entry = rows_drawn(&list->rows, row, false, 1).entry;
		if (entry != ENTRY_NONE && !drawn_keeps(&list->rows.drawn, row))
			g_array_append_val(entries, entry);
	}
	archive_want(list->rows.archive, (const uint32_t *)(void *)entries->data, entries->len);
	g_array_free(entries, TRUE);
}

__attribute__((hot))
static void draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	struct list *list = (struct list *)pane;
	const struct cursor *cursor = &list->rows.roster.cursor;
	bool searched = list->rows.roster.search.typed;
	fit(list, canvas, area);
	unsigned rows = (unsigned)MIN(cursor->count - MIN(cursor->count, cursor->top), area.rows);
	if (drawn_jumps(&list->rows.drawn, cursor->top)) {
		want_rows(list, cursor->top, cursor->top + rows);
		list->jumped = true;
	}
	drawn_scroll(&list->rows.drawn, canvas, area, cursor->top);
	if (searched)
		drawn_forget(&list->rows.drawn);
	bool current = drawn_is_current(&list->rows.drawn, list->rows.standing, rows_script(&list->rows));
	for (unsigned i = 0; i < rows; i++) {
		struct rect line = {area.row + i, area.column, 1, area.columns};
		if (current && cursor->top + i != cursor->selected &&
		    drawn_stands(&list->rows.drawn, canvas, line.row, cursor->top + i))
			continue;
		(searched ? draw_searched_row : draw_row_again)(list, canvas, line, cursor->top + i, focused);
	}
	canvas_fill(canvas, (struct rect){area.row + rows, area.column, area.rows - rows, area.columns}, STYLE_TEXT);
	if (cursor->count == 0)
		draw_empty(list, canvas, area);
	if (focused)
		canvas_cursor(canvas, area.row + (unsigned)(cursor->selected - cursor->top), area.column);
}

/* The rows of the pages before and behind this one, as far as they are not kept already. */
static void prepare(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	struct article_rows *rows = &list->rows;
	const struct cursor *cursor = &rows->roster.cursor;
	if (rows->roster.search.typed || !list->ahead)
		return;
	if (list->jumped)
		want_rows(list, cursor->top - MIN(cursor->top, cursor->height),
		          MIN(cursor->top + 2 * cursor->height, cursor->count));
	list->jumped = false;
	for (size_t row = SIZE_MAX; drawn_next_ahead(&rows->drawn, cursor->top, cursor->count, &row);) {
		struct rect line = {0, 0, 1, list->ahead->columns};
		struct drawn_row now = plain_row(list, row);
		if (drawn_has(&rows->drawn, row, rows->standing, &now))
			continue;
		draw_row(list, list->ahead, line, row, &now);
		drawn_keep_ahead(&rows->drawn, list->ahead, line, row, &now);
	}
}

/* Acting ----------------------------------------------------------------------------------------------------------- */

/* The letter behind `s`. The article that is selected stays so. */
__attribute__((hot))
static bool take_key(struct pane *pane, uint32_t key, struct reaction *reaction)
{
	struct list *list = (struct list *)pane;
	if (!list->choosing)
		return false;
	list->choosing = false;
	const char *said = sorting_choose(&list->sorting, key_plain(key));
	*reaction = (struct reaction){.kind = REACTION_SAY, .say = said ? said : _("Not sorted anew")};
	if (said)
		take_rows(list);
	return true;
}

__attribute__((hot))
static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	struct list *list = (struct list *)pane;
	struct reaction reaction;
	if (action == ACTION_SORT) {
		list->choosing = true;
		return (struct reaction){.kind = REACTION_SAY, .say = _("Sort: d date, s source, t title, l length")};
	}
	if (rows_act(&list->rows, action, count, &reaction))
		return reaction;
	return (struct reaction){.kind = REACTION_IGNORED};
}

static bool click(struct pane *pane, unsigned row, unsigned column, struct reaction *reaction)
{
	struct article_rows *rows = (struct article_rows *)pane;
	(void)column;
	*reaction = (struct reaction){.kind = REACTION_DONE};
	return rows_choose_line(rows, rows->roster.cursor.top + row);
}

__attribute__((hot))
static void title(const struct pane *pane, GString *out)
{
	const struct list *list = (const struct list *)pane;
	struct span limit = list_pane_limited(pane);
	g_string_append(out, list->name);
	if (limit.len > 0)
		g_string_append_printf(out, " & %.*s", (int)limit.len, limit.at);
}

__attribute__((hot))
static void position(struct pane *pane, GString *out)
{
	const struct list *list = (const struct list *)pane;
	unsigned percent, seconds;
	if (limit_takes_long(&list->limit, list->rows.archive, &percent, &seconds))
		g_string_append_printf(out, _("limit: %u %%, %u s"), percent, seconds);
	else if (sorting_takes_long(&list->sorting, &percent, &seconds))
		g_string_append_printf(out, _("sorting: %u %%, %u s"), percent, seconds);
	else
		rows_position(pane, out);
}

enum list_looking list_pane_looking(const struct pane *pane)
{
	const struct list *list = (const struct list *)pane;
	unsigned percent, seconds;
	if (limit_takes_long(&list->limit, list->rows.archive, &percent, &seconds))
		return LIST_LIMITS;
	return rows_are_long_busy(&list->rows) ? LIST_GROUPS : LIST_RESTS;
}

static bool busy(const struct pane *pane)
{
	const struct list *list = (const struct list *)pane;
	return !source_settled(&list->rows) || sorting_is_busy(&list->sorting) || rows_are_busy(&list->rows);
}

static bool work(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	if (!source_settled(&list->rows)) {
		limit_work(&list->limit, list->rows.archive, LIMIT_US);
		take_rows(list);
	} else if (sorting_work(&list->sorting, SORT_US)) {
		rows_take(&list->rows);
	}
	bool more = rows_work(&list->rows);
	return more || busy(pane);
}

static void resize(struct pane *pane, unsigned rows, unsigned columns)
{
	struct list *list = (struct list *)pane;
	(void)columns;
	drawn_forget(&list->rows.drawn);
	roster_set_height(&list->rows.roster, rows);
}

static void list_free(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	rows_clear(&list->rows);
	sorting_clear(&list->sorting);
	limit_clear(&list->limit);
	canvas_free(list->ahead);
	g_free(list);
}

static const struct pane_ops ops = {
	.free = list_free,
	.resize = resize,
	.draw = draw,
	.prepare = prepare,
	.title = title,
	.position = position,
	.act = act,
	.click = click,
	.key = take_key,
	.target = rows_target,
	.entry = rows_entry,
	.search = rows_search,
	.step = rows_step,
	.matches = rows_matches,
	.work = work,
	.busy = busy,
	.choose = rows_choose,
	.rows = rows_count,
	.entry_at = rows_entry_at,
	.row_of = rows_row_of,
};

struct pane *list_pane_new(struct archive *archive, const struct writing *writing, const struct standing *standing)
{
	struct list *list = g_new0(struct list, 1);
	list->name = _("Articles");
	rows_init(&list->rows, &ops, &source, archive, writing, standing);
	list_pane_refresh(&list->rows.pane);
	return &list->rows.pane;
}
