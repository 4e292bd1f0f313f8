/* SPDX-License-Identifier: MIT */
/*
 * The list. It keeps no rows: a row is made from the archive when it is drawn or searched, so an archive of any size
 * costs what the screen shows. The selected entry is remembered by its number, for rows move while the archive loads.
 */
#include "ui/pane_list.h"

#include <glib/gi18n.h>

#include "find/kept.h"
#include "find/search.h"
#include "ui/drawn.h"
#include "ui/keymap.h"
#include "ui/list_columns.h"
#include "ui/roster.h"
#include "ui/sorting.h"

enum {
	MARKER = 3,       /* cells before the title: the pointer, a sign, a blank */
	MARGIN = 1,       /* behind the last column: the star */
	SORT_MOST = 5000, /* rows that are sorted anew whenever news come */
	LIMIT_US = 1500,  /* of looking for what a limit leaves, at a time */
};

struct list {
	struct pane pane;
	const struct archive *archive; /* borrowed */
	const struct standing *standing; /* borrowed */
	struct kept kept;              /* what a limit may ask */
	struct roster roster;
	uint32_t entry;                /* selected; ENTRY_NONE in an empty list */
	bool moved;                    /* the reader has chosen a row */
	struct sorting sorting;
	struct setting_list columns;   /* beside the title; none: the usual ones */
	bool choosing;                 /* the next letter says by what to sort */
	struct search *limit;          /* by date; NULL: everything is listed */
	struct query_error error;      /* of the limit as it was typed last */
	struct drawn drawn;
};

/* As the archive or the limit has it. */
static uint32_t unsorted_at(const void *data, size_t row)
{
	const struct list *list = data;
	if (list->limit)
		return search_at(list->limit, row);
	return row < archive_shown(list->archive) ? archive_at(list->archive, row) : ENTRY_NONE;
}

static size_t row_count(const struct list *list)
{
	if (list->sorting.entries)
		return list->sorting.entries->len;
	return list->limit ? search_progress(list->limit).found : archive_shown(list->archive);
}

static uint32_t entry_at(const struct list *list, size_t row)
{
	const GArray *entries = list->sorting.entries;
	if (!entries)
		return unsorted_at(list, row);
	return row < entries->len ? g_array_index(entries, uint32_t, row) : ENTRY_NONE;
}

/* What there is now, sorted. While many rows come in, those that were sorted stay until the end. */
static void sort_rows(struct list *list)
{
	if (list->sorting.entries && list->sorting.entries->len > SORT_MOST && archive_progress(list->archive).loading)
		return;
	sorting_clear(&list->sorting);
	sorting_take(&list->sorting, list->archive, unsorted_at, list, row_count(list));
}

static struct span title_of(const struct article *article)
{
	return article_span(article, article->title);
}

static struct span row_text(void *data, size_t row)
{
	const struct list *list = data;
	struct article article;
	archive_article(list->archive, entry_at(list, row), &article);
	return title_of(&article);
}

static const struct roster_ops roster_ops = {.text = row_text};

/* The row of an entry; how many rows there are where it is not in the list. */
static size_t row_of(const struct list *list, uint32_t entry)
{
	size_t count = row_count(list);
	const GArray *entries = list->sorting.entries;
	for (guint i = 0; entries && i < entries->len; i++)
		if (g_array_index(entries, uint32_t, i) == entry)
			return i;
	if (entry == ENTRY_NONE || entries)
		return count;
	if (list->limit)
		return MIN(search_row(list->limit, entry), count);
	size_t row = archive_row(list->archive, entry);
	return row < count && archive_at(list->archive, row) == entry ? row : count;
}

/* After every move: the row under the cursor is what is selected. */
static void take_selection(struct list *list)
{
	list->entry = entry_at(list, list->roster.cursor.selected);
}

/* The rows are others now. */
static void take_rows(struct list *list)
{
	sort_rows(list);
	size_t count = row_count(list), row = 0;
	drawn_forget(&list->drawn);
	if (list->moved) {
		row = row_of(list, list->entry);
		if (row == count)
			row = list->roster.cursor.selected;
	}
	roster_set_rows(&list->roster, count, row);
	take_selection(list);
}

void list_pane_sound(struct pane *pane, bool pinyin)
{
	((struct list *)pane)->roster.pinyin = pinyin;
}

void list_pane_columns(struct pane *pane, const struct setting_list *columns)
{
	struct list *list = (struct list *)pane;
	list->columns = *columns;
	drawn_forget(&list->drawn);
}

void list_pane_refresh(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	if (list->limit)
		search_refresh(list->limit);
	take_rows(list);
}

void list_pane_renew(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	if (!list->limit) {
		if (list->sorting.entries)
			take_rows(list);
		return;
	}
	search_restart(list->limit);
	search_work(list->limit, LIMIT_US);
	take_rows(list);
}

void list_pane_limit(struct pane *pane, struct span text)
{
	struct list *list = (struct list *)pane;
	query_error_clear(&list->error);
	struct query *query = query_parse(text, KEPT_KNOWN, &list->error);
	if (!query)
		return;
	search_free(list->limit);
	list->limit = NULL;
	if (query_is_empty(query)) {
		query_free(query);
	} else {
		list->limit = search_new(list->archive, query, kept_asking(&list->kept), SEARCH_BY_DATE);
		search_work(list->limit, LIMIT_US);
	}
	take_rows(list);
}

struct span list_pane_limited(const struct pane *pane)
{
	const struct list *list = (const struct list *)pane;
	return list->limit ? query_text(search_query(list->limit)) : (struct span){NULL, 0};
}

void list_pane_tell_limit(const struct pane *pane, GString *out)
{
	const struct list *list = (const struct list *)pane;
	if (list->error.message) {
		char *said = query_error_text(&list->error);
		g_string_append(out, said);
		g_free(said);
	} else {
		g_string_append_printf(out, _("%zu of %zu"), row_count(list), archive_shown(list->archive));
	}
}

bool list_pane_select(struct pane *pane, uint32_t entry)
{
	struct list *list = (struct list *)pane;
	size_t row = row_of(list, entry);
	if (row >= list->roster.cursor.count)
		return false;
	cursor_select(&list->roster.cursor, row);
	list->entry = entry;
	list->moved = true;
	return true;
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

/* What is new in the archive has a plus, what is gone from it and kept a minus; else NULL. */
static const char *news_of(const struct list *list, uint32_t number)
{
	struct entry entry;
	archive_entry(list->archive, number, &entry);
	return entry.kept ? "-" : entry.added ? "+" : NULL;
}

/* What stands before the title and behind the last column. */
static void draw_signs(const struct list *list, struct canvas *canvas, struct rect line, const struct drawn_row *now,
		       enum style style)
{
	const char *pointer = standing_pointer(now->signs, now->selected), *news = news_of(list, now->entry);
	bool unread = now->signs.unread && !list_columns_have(&list->columns, COLUMN_READ);
	bool star = now->signs.star && !list_columns_have(&list->columns, COLUMN_STAR);
	const char *sign = news ? news : unread ? "N" : "";
	canvas_text(canvas, line.row, line.column, line.columns, span_of(pointer), style, 0);
	if (line.columns > MARKER)
		canvas_text(canvas, line.row, line.column + 1, 1, span_of(sign), style, 0);
	if (star && line.columns > MARKER)
		canvas_text(canvas, line.row, line.column + line.columns - MARGIN, 1, SPAN("*"), style, 0);
}

static void draw_row(struct list *list, struct canvas *canvas, struct rect line, const struct drawn_row *now)
{
	struct article article;
	archive_article(list->archive, now->entry, &article);
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
	struct column_row columns = {list->archive, now->entry, &article, selected ? &marked : NULL, now->signs, wide};
	list_columns_draw(&list->columns, &columns, canvas, &line);
	roster_field(&list->roster, canvas, line, title_of(&article), article.lang, title_style, selected);
}

/* Most rows show what they showed before: only what a key has changed is made from the archive. */
static void draw_row_again(struct list *list, struct canvas *canvas, struct rect line, size_t row, bool focused)
{
	struct drawn_row now = {
		.entry = entry_at(list, row),
		.selected = row == list->roster.cursor.selected,
		.focused = focused,
		.lines = 1,
		.script = list->roster.writing ? list->roster.writing->script : SCRIPT_ORIGINAL,
	};
	if (drawn_again(&list->drawn, canvas, line, row, list->standing, &now))
		return;
	draw_row(list, canvas, line, &now);
	if (!list->roster.search.typed)
		drawn_keep(&list->drawn, canvas, line, row, &now);
}

static void draw_empty(const struct list *list, struct canvas *canvas, struct rect area)
{
	const char *text = archive_progress(list->archive).loading ? _("Loading...") : _("No articles were found");
	if (list->limit)
		text = _("No article is left by the limit; & and Enter take it away");
	struct rect line = {area.row, area.column + MARKER, 1, area.columns - MIN(area.columns, MARKER)};
	if (area.rows > 0)
		canvas_text(canvas, line.row, line.column, line.columns, span_of(text), STYLE_TEXT, 0);
}

static void draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	struct list *list = (struct list *)pane;
	const struct cursor *cursor = &list->roster.cursor;
	drawn_fit(&list->drawn, area.rows, 1, area.columns);
	drawn_scroll(&list->drawn, canvas, area, cursor->top);
	if (list->roster.search.typed)
		drawn_forget(&list->drawn);
	unsigned rows = (unsigned)MIN(cursor->count - MIN(cursor->count, cursor->top), area.rows);
	for (unsigned i = 0; i < rows; i++) {
		struct rect line = {area.row + i, area.column, 1, area.columns};
		draw_row_again(list, canvas, line, cursor->top + i, focused);
	}
	canvas_fill(canvas, (struct rect){area.row + rows, area.column, area.rows - rows, area.columns}, STYLE_TEXT);
	if (cursor->count == 0)
		draw_empty(list, canvas, area);
	if (focused)
		canvas_cursor(canvas, area.row + (unsigned)(cursor->selected - cursor->top), area.column);
}

/* Acting ----------------------------------------------------------------------------------------------------------- */

/* The letter behind `s`. The article that is selected stays so. */
static bool take_key(struct pane *pane, uint32_t key, struct reaction *reaction)
{
	struct list *list = (struct list *)pane;
	if (!list->choosing)
		return false;
	list->choosing = false;
	const char *said = sorting_choose(&list->sorting, key_plain(key));
	*reaction = (struct reaction){.kind = REACTION_SAY, .say = said ? said : _("Not sorted anew")};
	if (said) {
		sorting_clear(&list->sorting);
		take_rows(list);
	}
	return true;
}

static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	struct list *list = (struct list *)pane;
	if (action == ACTION_OPEN && list->entry != ENTRY_NONE) {
		list->moved = true;
		return (struct reaction){.kind = REACTION_OPEN, .target = {list->entry, ENTRY_NONE, {NULL, 0}}};
	}
	if (action == ACTION_SORT) {
		list->choosing = true;
		return (struct reaction){.kind = REACTION_SAY, .say = _("Sort: d date, s source, t title, l length")};
	}
	if (!roster_act(&list->roster, action, count))
		return (struct reaction){.kind = REACTION_IGNORED};
	list->moved = true;
	take_selection(list);
	return (struct reaction){.kind = REACTION_DONE};
}

static bool click(struct pane *pane, unsigned row, unsigned column, struct reaction *reaction)
{
	struct list *list = (struct list *)pane;
	(void)column;
	*reaction = (struct reaction){.kind = REACTION_DONE};
	if (!roster_choose(&list->roster, list->roster.cursor.top + row))
		return false;
	list->moved = true;
	take_selection(list);
	return true;
}

static struct target target(const struct pane *pane)
{
	const struct list *list = (const struct list *)pane;
	if (list->entry == ENTRY_NONE)
		return (struct target){ENTRY_NONE, ENTRY_NONE, {NULL, 0}};
	struct article article;
	archive_article(list->archive, list->entry, &article);
	return (struct target){list->entry, list->entry, article_span(&article, article.url)};
}

static void title(const struct pane *pane, GString *out)
{
	struct span limit = list_pane_limited(pane);
	g_string_append(out, _("Articles"));
	if (limit.len > 0)
		g_string_append_printf(out, " & %.*s", (int)limit.len, limit.at);
}

static void position(struct pane *pane, GString *out)
{
	const struct list *list = (const struct list *)pane;
	if (list->roster.cursor.count > 0)
		g_string_append_printf(out, "%zu/%zu", list->roster.cursor.selected + 1, list->roster.cursor.count);
}

static void search(struct pane *pane, enum search_phase phase, struct span query)
{
	struct list *list = (struct list *)pane;
	roster_search(&list->roster, phase, query);
	list->moved = true;
	take_selection(list);
}

static enum search_result step(struct pane *pane, long by)
{
	struct list *list = (struct list *)pane;
	enum search_result result = roster_step(&list->roster, by);
	take_selection(list);
	return result;
}

static bool matches(const struct pane *pane, struct search_state *state)
{
	return roster_matches(&((const struct list *)pane)->roster, state);
}

static bool busy(const struct pane *pane)
{
	const struct list *list = (const struct list *)pane;
	return list->limit && !search_progress(list->limit).done;
}

static bool work(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	if (busy(pane)) {
		search_work(list->limit, LIMIT_US);
		take_rows(list);
	}
	bool more = roster_work(&list->roster);
	take_selection(list);
	return more || busy(pane);
}

static void resize(struct pane *pane, unsigned rows, unsigned columns)
{
	struct list *list = (struct list *)pane;
	(void)columns;
	drawn_forget(&list->drawn);
	roster_set_height(&list->roster, rows);
}

static size_t rows(const struct pane *pane)
{
	return row_count((const struct list *)pane);
}

static uint32_t row_entry(const struct pane *pane, size_t row)
{
	return entry_at((const struct list *)pane, row);
}

static size_t entry_row(const struct pane *pane, uint32_t entry)
{
	return row_of((const struct list *)pane, entry);
}

static void list_free(struct pane *pane)
{
	struct list *list = (struct list *)pane;
	roster_clear(&list->roster);
	sorting_clear(&list->sorting);
	search_free(list->limit);
	query_error_clear(&list->error);
	drawn_clear(&list->drawn);
	g_free(list);
}

static const struct pane_ops ops = {
	.free = list_free,
	.resize = resize,
	.draw = draw,
	.title = title,
	.position = position,
	.act = act,
	.click = click,
	.key = take_key,
	.target = target,
	.search = search,
	.step = step,
	.matches = matches,
	.work = work,
	.busy = busy,
	.choose = list_pane_select,
	.rows = rows,
	.entry_at = row_entry,
	.row_of = entry_row,
};

struct pane *list_pane_new(struct archive *archive, const struct writing *writing, const struct standing *standing)
{
	struct list *list = g_new0(struct list, 1);
	list->pane.ops = &ops;
	list->archive = archive;
	list->standing = standing;
	list->kept = (struct kept){archive, standing->shelf, standing->index};
	list->entry = ENTRY_NONE;
	roster_init(&list->roster, &roster_ops, list);
	list->roster.writing = writing;
	list_pane_refresh(&list->pane);
	return &list->pane;
}
