/* SPDX-License-Identifier: MIT */
/*
 * What was found. The first line of the body says how many; each article takes two lines, its date and title, and a
 * piece of its text. Only what shows is made, from the search, each time it is drawn. Looking goes on in portions while
 * one types; as long as nobody has moved, the best one is selected. Units: rows are articles, lines are lines.
 */
#include "ui/pane_finder.h"

#include <glib/gi18n.h>

#include "find/search.h"
#include "find/snippet.h"
#include "ui/article_rows.h"
#include "ui/keymap.h"
#include "ui/listing.h"

enum {
	LINES = 2,          /* of an article */
	HEAD = 1,           /* lines above the first one */
	MARKER = 3,         /* cells before the date: the pointer, a sign, a blank */
	MATCHES_MOST = 64,  /* of a term, looked at for one snippet */
	WORK_US = 1500,     /* of looking at a time */
	TELL_US = 200000,   /* how far it is is told after so long */
	BYTES_MOST = 512,   /* of a text without a match, that may show */
};

struct finder {
	struct article_rows rows;
	char *text;                    /* as typed */
	struct query_error error;      /* of it */
	struct search *search;         /* of the last query that was right; NULL for none */
	int64_t began_us;              /* when it began */
	struct search *loose;          /* the same without its filters, where nothing was found; NULL */
	char *filters;                 /* these */
	enum search_order order;
	bool choosing;                 /* the next letter says by what to sort */
};

static size_t source_count(const struct article_rows *rows)
{
	const struct finder *finder = (const struct finder *)rows;
	return finder->search ? search_progress(finder->search).found : 0;
}

static uint32_t source_at(const struct article_rows *rows, size_t row)
{
	const struct finder *finder = (const struct finder *)rows;
	return finder->search ? search_at(finder->search, row) : ENTRY_NONE;
}

static size_t source_row(const struct article_rows *rows, uint32_t entry)
{
	const struct finder *finder = (const struct finder *)rows;
	return finder->search ? MIN(search_row(finder->search, entry), source_count(rows)) : 0;
}

static bool source_settled(const struct article_rows *rows)
{
	const struct finder *finder = (const struct finder *)rows;
	return !finder->search || search_progress(finder->search).done;
}

/* Older versions of an article are never found. */
static bool source_versions(const struct article_rows *rows)
{
	(void)rows;
	return false;
}

static const struct rows_source source = {source_count, source_at, source_row, source_settled, source_versions};

void finder_pane_group(struct pane *pane, bool grouped)
{
	rows_group(&((struct finder *)pane)->rows, grouped);
}

/* Looking ---------------------------------------------------------------------------------------------------------- */

static void forget_loose(struct finder *finder)
{
	search_free(finder->loose);
	g_clear_pointer(&finder->filters, g_free);
	finder->loose = NULL;
}

/* Nothing was found: what would have been, but for the filters? */
static void begin_loose(struct finder *finder)
{
	GString *rest = g_string_new(NULL), *filters = g_string_new(NULL);
	struct query_error error;
	if (query_loosen(search_query(finder->search), rest, filters)) {
		struct query *query = query_parse((struct span){rest->str, rest->len}, KEPT_KNOWN, &error);
		query_error_clear(&error);
		if (query)
			finder->loose = search_new(finder->rows.archive, query, kept_asking(&finder->rows.kept),
			                           SEARCH_BY_DATE);
		finder->filters = g_strdup(filters->str);
	}
	g_string_free(rest, TRUE);
	g_string_free(filters, TRUE);
}

static bool is_done(struct search *search)
{
	return !search || search_progress(search).done;
}

static bool busy(const struct pane *pane)
{
	const struct finder *finder = (const struct finder *)pane;
	return !is_done(finder->search) || !is_done(finder->loose) || rows_are_busy(&finder->rows);
}

static void look(struct finder *finder)
{
	if (!is_done(finder->search)) {
		search_work(finder->search, WORK_US);
		rows_take(&finder->rows);
		if (is_done(finder->search) && finder->rows.roster.cursor.count == 0 && !finder->filters)
			begin_loose(finder);
	} else if (!is_done(finder->loose)) {
		search_work(finder->loose, WORK_US);
	}
}

static bool work(struct pane *pane)
{
	struct finder *finder = (struct finder *)pane;
	look(finder);
	bool more = rows_work(&finder->rows);
	return more || busy(pane);
}

void finder_pane_query(struct pane *pane, struct span text)
{
	struct finder *finder = (struct finder *)pane;
	g_free(finder->text);
	finder->text = span_dup(text);
	query_error_clear(&finder->error);
	struct query *query = query_parse(span_of(finder->text), KEPT_KNOWN, &finder->error);
	if (!query)
		return;
	search_free(finder->search);
	forget_loose(finder);
	finder->search = NULL;
	finder->rows.chosen = ENTRY_NONE;
	drawn_forget(&finder->rows.drawn);
	grouping_drop(&finder->rows.grouping);
	if (query_is_empty(query))
		query_free(query);
	else
		finder->search =
			search_new(finder->rows.archive, query, kept_asking(&finder->rows.kept), finder->order);
	finder->began_us = g_get_monotonic_time();
	roster_search(&finder->rows.roster, SEARCH_DROP, SPAN(""));
	look(finder);
	rows_take(&finder->rows);
}

struct span finder_pane_text(const struct pane *pane)
{
	return span_of(((const struct finder *)pane)->text);
}

void finder_pane_tell_error(const struct pane *pane, GString *out)
{
	const struct finder *finder = (const struct finder *)pane;
	if (!finder->error.message)
		return;
	char *said = query_error_text(&finder->error);
	g_string_append(out, said);
	g_free(said);
}

void finder_pane_refresh(struct pane *pane, bool anew)
{
	struct finder *finder = (struct finder *)pane;
	if (!finder->search)
		return;
	forget_loose(finder);
	drawn_forget(&finder->rows.drawn);
	if (anew)
		search_restart(finder->search);
	search_refresh(finder->search);
	look(finder);
	rows_take(&finder->rows);
}

struct match *finder_pane_matches(struct pane *pane, uint32_t entry, size_t *count)
{
	struct finder *finder = (struct finder *)pane;
	*count = 0;
	return finder->search ? search_matches(finder->search, entry, IN_TEXT, SIZE_MAX, count) : NULL;
}

uint32_t finder_pane_beside(struct pane *pane, uint32_t entry, int by, size_t *number, size_t *count)
{
	size_t row = rows_row_of(pane, entry);
	*count = rows_count(pane);
	if (row >= *count || (by < 0 && row == 0))
		return ENTRY_NONE;
	*number = by < 0 ? row : row + 2;
	return rows_entry_at(pane, *number - 1);
}

bool finder_pane_has(struct pane *pane, uint32_t entry)
{
	const struct article_rows *rows = (const struct article_rows *)pane;
	return source_row(rows, entry) < source_count(rows);
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

/* 35,281 */
static void append_number(GString *out, size_t number)
{
	char digits[24];
	int len = g_snprintf(digits, sizeof(digits), "%zu", number);
	for (int i = 0; i < len; i++) {
		if (i > 0 && (len - i) % 3 == 0)
			g_string_append_c(out, ',');
		g_string_append_c(out, digits[i]);
	}
}

/* What is said after other facts of the line is parted from them. */
static void part(GString *out)
{
	g_string_append(out, C_("between facts", "; "));
}

static void append_filters(struct finder *finder, GString *out)
{
	if (!finder->loose || search_progress(finder->loose).found == 0)
		return;
	GString *hidden = g_string_new(NULL);
	append_number(hidden, search_progress(finder->loose).found);
	part(out);
	g_string_append_printf(out, _("the filter %s hides %s"), finder->filters, hidden->str);
	g_string_free(hidden, TRUE);
}

bool finder_pane_takes_long(const struct pane *pane)
{
	const struct finder *finder = (const struct finder *)pane;
	return finder->search && !search_progress(finder->search).counted &&
	       g_get_monotonic_time() - finder->began_us > TELL_US;
}

enum { UNORDERED, DATE_ORDER, BEST_ORDER, ORDERS };

/* How what is found, all articles and the lines are told; `articles` and `lines` are what the words bend to. */
static const char *count_format(unsigned order, unsigned long articles, unsigned long lines)
{
	const char *const plain[ORDERS] = {
		ngettext("%s of %s article", "%s of %s articles", articles),
		ngettext("%s of %s article, newest first", "%s of %s articles, newest first", articles),
		ngettext("%s of %s article, best first", "%s of %s articles, best first", articles),
	};
	const char *const grouped[ORDERS] = {
		ngettext("%s of %s articles in %zu line", "%s of %s articles in %zu lines", lines),
		ngettext("%s of %s articles in %zu line, newest first",
		         "%s of %s articles in %zu lines, newest first", lines),
		ngettext("%s of %s articles in %zu line, best first", "%s of %s articles in %zu lines, best first",
		         lines),
	};
	return lines > 0 ? grouped[order] : plain[order];
}

static unsigned order_of(const struct finder *finder, const struct search_progress *progress)
{
	if (progress->found < 2 || progress->given_up > 0)
		return UNORDERED;
	return finder->order == SEARCH_BY_DATE ? DATE_ORDER : BEST_ORDER;
}

static void append_count(struct finder *finder, GString *out)
{
	struct search_progress progress = search_progress(finder->search);
	size_t lines = rows_grouped_lines(&finder->rows);
	GString *found = g_string_new(NULL), *all = g_string_new(NULL);
	append_number(found, progress.found);
	append_number(all, progress.articles);
	if (!progress.counted)
		g_string_append_c(found, '+');
	g_string_append_printf(out, count_format(order_of(finder, &progress), progress.articles, lines), found->str,
	                       all->str, lines);
	if (finder_pane_takes_long(&finder->rows.pane)) {
		part(out);
		g_string_append_printf(out, _("%u %%, %u s"),
		                       (unsigned)(progress.looked * 100 / MAX(progress.articles, 1)),
		                       pane_seconds(finder->began_us));
	}
	append_filters(finder, out);
	if (progress.given_up > 0) {
		part(out);
		g_string_append_printf(out, _("the expression was given up in %lu"), (unsigned long)progress.given_up);
	}
	g_string_free(found, TRUE);
	g_string_free(all, TRUE);
}

/* Where the first row of a text ends that goes on in further ones: at a blank, where one is in its second half. */
static size_t row_of(const struct widths *widths, struct span text, unsigned columns)
{
	size_t fits = width_fit(widths, text, columns, NULL);
	size_t blank = fits < text.len ? span_find_last(span_cut(text, 0, fits), SPAN(" ")) : SPAN_NONE;
	return blank != SPAN_NONE && blank > fits / 2 ? blank + 1 : fits;
}

/* What is wrong, whole, over as many rows as it takes and there are. Gives the rows. */
static unsigned draw_wrong(struct canvas *canvas, struct rect area, struct span text)
{
	unsigned row = 0;
	for (; row + 1 < area.rows && text.len > 0; row++) {
		size_t len = row_of(canvas->widths, text, area.columns);
		if (len == 0)
			break;
		canvas_field(canvas, area.row + row, area.column, area.columns, span_cut(text, 0, len), STYLE_ERROR, 0);
		text = span_from(text, len);
	}
	if (row < area.rows && text.len > 0)
		canvas_field(canvas, area.row + row++, area.column, area.columns, text, STYLE_ERROR, 0);
	return row;
}

/* Gives the rows that it took: one, but for an error below which there is nothing. */
static unsigned draw_head(struct finder *finder, struct canvas *canvas, struct rect area)
{
	struct rect line = {area.row, area.column, 1, area.columns};
	unsigned rows = 1;
	GString *text = g_string_new(NULL);
	bool wrong = finder->error.message && !finder->error.unfinished;
	finder_pane_tell_error(&finder->rows.pane, text);
	if (!wrong && finder->search) {
		GString *count = g_string_new(NULL);
		append_count(finder, count);
		if (text->len > 0)
			part(count);
		g_string_prepend(text, count->str);
		g_string_free(count, TRUE);
	} else if (text->len == 0) {
		g_string_append(text, _("words \"a phrase\" OR -not title: date:2022.. lang:zh near:5(a b) /regex/"));
	}
	canvas_fill(canvas, line, STYLE_TEXT);
	if (wrong && finder->rows.roster.cursor.count == 0)
		rows = MAX(1, draw_wrong(canvas, area, (struct span){text->str, text->len}));
	else
		canvas_field(canvas, line.row, line.column, line.columns, (struct span){text->str, text->len},
		             wrong ? STYLE_ERROR : STYLE_REASON, 0);
	g_string_free(text, TRUE);
	return rows;
}

/* Matches of a field moved so that they count from byte `from`; those outside [from, to) go. */
static size_t move_matches(struct match *matches, size_t count, size_t from, size_t to)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (matches[i].from >= from && matches[i].from < to)
			matches[kept++] =
				(struct match){matches[i].from - (uint32_t)from, matches[i].to - (uint32_t)from};
	return kept;
}

static void draw_title(struct finder *finder, struct canvas *canvas, struct rect line, const struct article *article,
                       uint32_t entry, enum style style, bool selected)
{
	char date[LISTING_DATE];
	struct span day = listing_date(article->date, date);
	size_t count;
	struct match *matches = search_matches(finder->search, entry, IN_TITLE, MATCHES_MOST, &count);
	canvas_field(canvas, line.row, line.column, MIN(LISTING_DATE, line.columns), day, selected ? style : STYLE_DATE,
	             0);
	line.column += MIN(LISTING_DATE + 1, line.columns);
	line.columns -= MIN(LISTING_DATE + 1, line.columns);
	roster_marked_field(&finder->rows.roster, canvas, line, article_span(article, article->title), article->lang,
	                    style, selected, &(struct marking){matches, count});
	g_free(matches);
}

static void draw_snippet(struct finder *finder, struct canvas *canvas, struct rect line, const struct article *article,
                         uint32_t entry, enum style style, bool selected)
{
	struct span text = article_text(article);
	size_t count;
	struct match *matches = search_matches(finder->search, entry, IN_TEXT, MATCHES_MOST, &count);
	struct snippet snippet = {0, MIN(text.len, BYTES_MOST)};
	if (count > 0)
		snippet = snippet_cut(text, matches, count, line.columns, canvas->widths);
	count = move_matches(matches, count, snippet.from, snippet.to);
	roster_marked_field(&finder->rows.roster, canvas, line, span_cut(text, snippet.from, snippet.to), article->lang,
	                    selected ? style : STYLE_REASON, selected, &(struct marking){matches, count});
	g_free(matches);
}

/* The pointer, the sign before the title, and the star at the right end. */
static void draw_signs(const struct finder *finder, struct canvas *canvas, struct rect area,
                       const struct drawn_row *now, enum style style)
{
	const char *sign = rows_sign(&finder->rows, now->entry, now->signs.unread);
	const char *pointer = standing_pointer(now->signs, now->selected);
	canvas_text(canvas, area.row, area.column, area.columns, span_of(pointer), style, 0);
	if (area.columns > MARKER)
		canvas_text(canvas, area.row, area.column + 1, 1, span_of(sign), style, 0);
	if (now->signs.star && area.columns > MARKER)
		canvas_text(canvas, area.row, area.column + area.columns - 1, 1, SPAN("*"), style, 0);
}

static void draw_article(struct finder *finder, struct canvas *canvas, struct rect area, size_t row,
                         const struct drawn_row *now)
{
	struct article article;
	uint32_t entry = now->entry;
	bool selected = now->selected;
	enum style marked = now->focused ? STYLE_SELECTED : STYLE_SELECTED_INACTIVE,
		   style = selected ? marked : STYLE_TEXT;
	struct signs signs = now->signs;
	archive_article(finder->rows.archive, entry, &article);
	canvas_fill(canvas, area, style);
	draw_signs(finder, canvas, area, now, selected ? style : signs.unread ? STYLE_UNREAD : STYLE_TEXT);
	unsigned indent = MIN(area.columns, MARKER);
	struct rect line = {area.row, area.column + indent, 1, area.columns - indent};
	line.columns -= MIN(line.columns, 1);
	rows_draw_group(&finder->rows, canvas, &line, row, selected ? style : STYLE_REASON);
	draw_title(finder, canvas, line, &article, entry, selected || !signs.unread ? style : STYLE_UNREAD, selected);
	line.row++;
	if (area.rows > 1)
		draw_snippet(finder, canvas, line, &article, entry, style, selected);
}

/* An article that shows what it showed is not asked for again: its snippet costs a search of its text. */
static void draw_article_again(struct finder *finder, struct canvas *canvas, struct rect area, size_t row, bool focused)
{
	struct article_rows *rows = &finder->rows;
	struct drawn_row now = rows_drawn(rows, row, focused, area.rows);
	if (drawn_again(&rows->drawn, canvas, area, row, rows->standing, &now))
		return;
	draw_article(finder, canvas, area, row, &now);
	if (!rows->roster.search.typed)
		drawn_keep(&rows->drawn, canvas, area, row, &now);
}

static void draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	struct finder *finder = (struct finder *)pane;
	const struct cursor *cursor = &finder->rows.roster.cursor;
	unsigned at = MIN(HEAD, area.rows), row = 0;
	drawn_fit(&finder->rows.drawn, DRAWN_SHOWN, (area.rows + LINES - 1) / LINES, LINES, area.columns);
	if (finder->rows.roster.search.typed)
		drawn_forget(&finder->rows.drawn);
	if (area.rows > 0)
		at = draw_head(finder, canvas, area);
	for (; at < area.rows && cursor->top + row < cursor->count; row++) {
		struct rect lines = {area.row + at, area.column, MIN(LINES, area.rows - at), area.columns};
		draw_article_again(finder, canvas, lines, cursor->top + row, focused);
		at += lines.rows;
	}
	canvas_fill(canvas, (struct rect){area.row + at, area.column, area.rows - at, area.columns}, STYLE_TEXT);
	if (focused)
		canvas_cursor(canvas, area.row + HEAD + (unsigned)(cursor->selected - cursor->top) * LINES,
		              area.column);
}

/* Acting ----------------------------------------------------------------------------------------------------------- */

static bool click(struct pane *pane, unsigned row, unsigned column, struct reaction *reaction)
{
	struct article_rows *rows = (struct article_rows *)pane;
	(void)column;
	*reaction = (struct reaction){.kind = REACTION_DONE};
	return row >= HEAD && rows_choose_line(rows, rows->roster.cursor.top + (row - HEAD) / LINES);
}

static void sort_by(struct finder *finder, enum search_order order)
{
	finder->order = order;
	finder->rows.chosen = ENTRY_NONE;
	if (finder->search)
		search_sort(finder->search, order);
	rows_take(&finder->rows);
}

/* The letter behind `s`. */
static struct reaction take_order(struct finder *finder, uint32_t key)
{
	static const struct {
		uint32_t key;
		enum search_order order;
		const char *say;
	} orders[] = {
		{'d', SEARCH_BY_DATE, N_("Sorted by date")},
		{'r', SEARCH_BY_RELEVANCE, N_("Sorted by relevance")},
	};
	finder->choosing = false;
	for (size_t i = 0; i < G_N_ELEMENTS(orders); i++) {
		if (orders[i].key != key)
			continue;
		sort_by(finder, orders[i].order);
		return (struct reaction){.kind = REACTION_SAY, .say = _(orders[i].say)};
	}
	return (struct reaction){.kind = REACTION_SAY, .say = _("Not sorted anew")};
}

static bool take_key(struct pane *pane, uint32_t key, struct reaction *reaction)
{
	struct finder *finder = (struct finder *)pane;
	key = key_plain(key);
	if (finder->choosing) {
		*reaction = take_order(finder, key);
		return true;
	}
	if (key != ' ' || finder->rows.entry == ENTRY_NONE)
		return false;
	rows_take_choice(&finder->rows);
	*reaction = (struct reaction){.kind = REACTION_PREVIEW, .target = rows_target(pane)};
	return true;
}

static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	struct finder *finder = (struct finder *)pane;
	struct reaction reaction;
	if (action == ACTION_SORT) {
		finder->choosing = true;
		return (struct reaction){.kind = REACTION_SAY, .say = _("Sort by: d date, r relevance")};
	}
	if (rows_act(&finder->rows, action, count, &reaction))
		return reaction;
	return (struct reaction){.kind = REACTION_IGNORED};
}

static void title(const struct pane *pane, GString *out)
{
	const struct finder *finder = (const struct finder *)pane;
	if (*finder->text)
		g_string_append_printf(out, _("Found: %s"), finder->text);
	else
		g_string_append(out, _("Found"));
}

static void resize(struct pane *pane, unsigned rows, unsigned columns)
{
	struct finder *finder = (struct finder *)pane;
	(void)columns;
	drawn_forget(&finder->rows.drawn);
	roster_set_height(&finder->rows.roster, MAX((rows - MIN(rows, HEAD)) / LINES, 1));
}

static void finder_free(struct pane *pane)
{
	struct finder *finder = (struct finder *)pane;
	rows_clear(&finder->rows);
	search_free(finder->search);
	forget_loose(finder);
	query_error_clear(&finder->error);
	g_free(finder->text);
	g_free(finder);
}

static const struct pane_ops ops = {
	.free = finder_free,
	.resize = resize,
	.draw = draw,
	.title = title,
	.position = rows_position,
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

struct pane *finder_pane_new(struct archive *archive, const struct writing *writing, const struct standing *standing)
{
	struct finder *finder = g_new0(struct finder, 1);
	rows_init(&finder->rows, &ops, &source, archive, writing, standing);
	finder->text = g_strdup("");
	return &finder->rows.pane;
}
