/* SPDX-License-Identifier: MIT */
/*
 * The timeline. Its rows are made anew when counts or folds change: every year that has articles, and below it each of
 * its months between the first and the last one that has, so that gaps show; years without any are one row together.
 * Years, months and days have bars of their own scale; where a few months tower above the others it is logarithmic.
 */
#include "ui/pane_timeline.h"

#include <glib/gi18n.h>

#include "ui/bars.h"
#include "ui/count_rows.h"

enum {
	MARGIN = 1,
	SIGN = 3,
	TOWERING = 30, /* so many times the average month asks for logarithms */
	MONTHS = 12,
	YEAR_BYTES = 5, /* "2022-" */
	GAP_DAYS = 3,  /* so many days without an article are one row */
};

enum line_kind { LINE_YEAR, LINE_MONTH, LINE_DAY, LINE_GAP, LINE_UNDATED };

/* A row. A gap goes from `period` back to `to`: years, or days. */
struct line {
	enum line_kind kind;
	facet_period period, to;
	uint32_t count;
};

struct timeline {
	struct count_rows rows;
	GArray *lines;      /* struct line */
	GHashTable *folded; /* a set of years, as periods */
	GHashTable *opened; /* and of months */
	struct line selected;
	uint32_t most;      /* no count is larger, */
	uint32_t most_days; /* and none of a day of what is opened */
	bool logarithmic;
	GString *room;
};

/* Where the facets of periods have the counts of a kind of row. */
static const enum facet facet_of[] = {
	[LINE_YEAR] = FACET_YEAR, [LINE_MONTH] = FACET_MONTH, [LINE_DAY] = FACET_DAY,
};

static bool contains(GHashTable *set, facet_period period)
{
	return g_hash_table_contains(set, GINT_TO_POINTER(period));
}

static void put(GHashTable *set, facet_period period, bool in)
{
	if (in)
		g_hash_table_add(set, GINT_TO_POINTER(period));
	else
		g_hash_table_remove(set, GINT_TO_POINTER(period));
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

static void add_line(struct timeline *timeline, enum line_kind kind, facet_period period)
{
	struct line line = {.kind = kind, .period = period};
	line.count = facets_in_period(timeline->rows.counting.facets, facet_of[kind], period);
	g_array_append_val(timeline->lines, line);
}

/* Days of a month from `last` down to `first`, which have no article: one by one, or many together. */
static void add_empty_days(struct timeline *timeline, facet_period month, int last, int first)
{
	struct line gap = {LINE_GAP, month + last, month + first, 0};
	if (last - first + 1 >= GAP_DAYS)
		g_array_append_val(timeline->lines, gap);
	else
		for (int day = last; day >= first; day--)
			add_line(timeline, LINE_DAY, month + day);
}

static void add_days(struct timeline *timeline, facet_period month)
{
	int last = g_date_get_days_in_month((GDateMonth)facet_month_of(month), (GDateYear)facet_year_of(month));
	for (int day = last; day > 0; day--) {
		uint32_t count = facets_in_period(timeline->rows.counting.facets, FACET_DAY, month + day);
		timeline->most_days = MAX(timeline->most_days, count);
		if (count == 0)
			continue;
		add_empty_days(timeline, month, last, day + 1);
		add_line(timeline, LINE_DAY, month + day);
		last = day - 1;
	}
	add_empty_days(timeline, month, last, 1);
}

/* Months of a year, between the last and the first one that has articles. */
static void add_months(struct timeline *timeline, facet_period year, facet_period newest, facet_period oldest)
{
	int last = facet_year_of(newest) == facet_year_of(year) ? facet_month_of(newest) : MONTHS;
	int first = facet_year_of(oldest) == facet_year_of(year) ? facet_month_of(oldest) : 1;
	for (int month = last; month >= first; month--) {
		facet_period period = period_number(facet_year_of(year), month, 0);
		add_line(timeline, LINE_MONTH, period);
		if (contains(timeline->opened, period))
			add_days(timeline, period);
	}
}

static void add_gap(struct timeline *timeline, facet_period after, facet_period before)
{
	struct line gap = {LINE_GAP, after - period_number(1, 0, 0), before + period_number(1, 0, 0), 0};
	if (gap.period >= gap.to)
		g_array_append_val(timeline->lines, gap);
}

/* The month of a row, counted from the newest; 0 where there is none with a date. */
static facet_period month_at(struct timeline *timeline, size_t row)
{
	return facets_row(timeline->rows.counting.facets, FACET_MONTH, row).period;
}

static void make_lines(struct timeline *timeline)
{
	struct facets *facets = timeline->rows.counting.facets;
	size_t months = facets_rows(facets, FACET_MONTH), years = facets_rows(facets, FACET_YEAR);
	uint32_t undated = facets_in_period(facets, FACET_YEAR, 0);
	size_t dated = months - (undated > 0);
	facet_period before = 0;
	g_array_set_size(timeline->lines, 0);
	timeline->most_days = 0;
	for (size_t i = 0; i < years - (undated > 0); i++) {
		facet_period year = facets_row(facets, FACET_YEAR, i).period;
		if (before != 0)
			add_gap(timeline, before, year);
		add_line(timeline, LINE_YEAR, year);
		if (!contains(timeline->folded, year))
			add_months(timeline, year, month_at(timeline, 0), month_at(timeline, dated - 1));
		before = year;
	}
	struct line line = {.kind = LINE_UNDATED, .count = undated};
	if (undated > 0)
		g_array_append_val(timeline->lines, line);
}

static const struct line *line_at(const struct timeline *timeline, size_t row)
{
	return row < timeline->lines->len ? &g_array_index(timeline->lines, struct line, row) : NULL;
}

/* The row of a period; of the one that it is part of, or of the next older one, where it has none. */
static size_t row_of(const struct timeline *timeline, const struct line *wanted)
{
	size_t best = 0;
	for (size_t row = 0; row < timeline->lines->len; row++) {
		const struct line *line = line_at(timeline, row);
		bool holds = line->kind == LINE_YEAR
		                     ? facet_year_of(line->period) == facet_year_of(wanted->period)
		                     : line->kind == LINE_MONTH && line->period == (wanted->period & PERIOD_MONTH);
		if (line->kind == wanted->kind && line->period == wanted->period)
			return row;
		if (holds)
			best = row;
	}
	return best;
}

static void take_selection(struct count_rows *rows)
{
	struct timeline *timeline = (struct timeline *)rows;
	const struct line *line = line_at(timeline, timeline->rows.roster.cursor.selected);
	if (line)
		timeline->selected = *line;
}

static void take_rows(struct timeline *timeline)
{
	make_lines(timeline);
	roster_set_rows(&timeline->rows.roster, timeline->lines->len, row_of(timeline, &timeline->selected));
	take_selection(&timeline->rows);
}

static void take_counts(struct count_rows *rows)
{
	struct timeline *timeline = (struct timeline *)rows;
	const struct facets *facets = timeline->rows.counting.facets;
	size_t months = MAX(facets_rows(facets, FACET_MONTH), 1);
	double average = (double)facets_progress(facets).articles / (double)months;
	timeline->most = (uint32_t)MIN(facets_progress(facets).articles, UINT32_MAX);
	timeline->logarithmic = facets_most(facets, FACET_MONTH) > TOWERING * average;
	take_rows(timeline);
}

void timeline_pane_ask(struct pane *pane, struct span query)
{
	struct timeline *timeline = (struct timeline *)pane;
	counting_ask(&timeline->rows.counting, query);
}

void timeline_pane_refresh(struct pane *pane)
{
	facets_refresh(((struct timeline *)pane)->rows.counting.facets);
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

static struct span text_of(struct timeline *timeline, const struct line *line)
{
	GString *room = timeline->room;
	g_string_truncate(room, 0);
	if (line->kind == LINE_UNDATED)
		g_string_append(room, _("(no date)"));
	if (line->kind == LINE_GAP && line->to != line->period) {
		facet_write_period(line->to, room);
		g_string_append(room, "..");
	}
	if (line->period != 0)
		facet_write_period(line->period, room);
	if (line->kind == LINE_GAP) {
		char *gap = g_strdup(room->str);
		g_string_printf(room, _("%s: nothing"), gap);
		g_free(gap);
	}
	return (struct span){room->str, room->len};
}

static struct span row_text(void *data, size_t row)
{
	return text_of(data, line_at(data, row));
}

static bool row_is_selectable(void *data, size_t row)
{
	return line_at(data, row)->kind != LINE_GAP;
}

static const struct roster_ops roster_ops = {.text = row_text, .selectable = row_is_selectable};

static enum narrowed state_of(const struct timeline *timeline, const struct line *line)
{
	GString *term = g_string_new(NULL);
	narrow_period_term(line->period, term);
	enum narrowed state = counting_state(&timeline->rows.counting, span_of(term->str));
	g_string_free(term, TRUE);
	return state;
}

static uint32_t most_of(const struct timeline *timeline, const struct line *line)
{
	if (line->kind == LINE_DAY)
		return timeline->most_days;
	if (line->kind == LINE_UNDATED)
		return 0;
	return facets_most(timeline->rows.counting.facets, line->kind == LINE_MONTH ? FACET_MONTH : FACET_YEAR);
}

/* Deeper rows stand further right, by a cell. */
static unsigned depth_of(const struct line *line)
{
	return facet_day_of(line->period) > 0 ? 2 : facet_month_of(line->period) > 0;
}

static void draw_row(struct timeline *timeline, struct canvas *canvas, struct rect line, size_t row, bool focused)
{
	const struct line *now = line_at(timeline, row);
	bool selected = row == timeline->rows.roster.cursor.selected, heading = now->kind == LINE_YEAR;
	enum style marked = focused ? STYLE_SELECTED : STYLE_SELECTED_INACTIVE;
	enum style style = selected ? marked : heading ? STYLE_GROUP : now->count > 0 ? STYLE_DATE : STYLE_REASON;
	struct bars bars = bars_fit(line.columns, timeline->most);
	canvas_fill(canvas, line, selected ? marked : STYLE_TEXT);
	canvas_text(canvas, line.row, line.column, line.columns, selected ? SPAN(">") : SPAN(""), style, 0);
	line.column += MIN(line.columns, MARGIN);
	line.columns -= MIN(line.columns, MARGIN);
	if (now->kind != LINE_GAP) {
		const char *sign = counting_sign(state_of(timeline, now));
		canvas_text(canvas, line.row, line.column, line.columns, span_of(sign), style, STYLE_BOLD);
		bars_draw(&bars, canvas, &line, now->count, most_of(timeline, now), timeline->logarithmic,
		          selected ? marked : heading ? STYLE_GROUP : STYLE_SOURCE);
	}
	unsigned before = SIGN + 1 + depth_of(now);
	line.column += MIN(line.columns, before);
	line.columns -= MIN(line.columns, before);
	struct span text = text_of(timeline, now);
	if (now->kind == LINE_DAY && text.len > line.columns)
		text = span_from(text, YEAR_BYTES); /* the year stands above */
	if (now->kind == LINE_GAP)
		canvas_field(canvas, line.row, line.column, line.columns, text, style, 0);
	else
		roster_field(&timeline->rows.roster, canvas, line, text, NULL, style, selected);
}

static void draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	struct timeline *timeline = (struct timeline *)pane;
	const struct cursor *cursor = &timeline->rows.roster.cursor;
	unsigned rows = (unsigned)MIN(cursor->count - MIN(cursor->count, cursor->top), area.rows);
	for (unsigned i = 0; i < rows; i++)
		draw_row(timeline, canvas, (struct rect){area.row + i, area.column, 1, area.columns}, cursor->top + i,
		         focused);
	canvas_fill(canvas, (struct rect){area.row + rows, area.column, area.rows - rows, area.columns}, STYLE_TEXT);
	if (cursor->count == 0 && area.rows > 0)
		canvas_text(canvas, area.row, area.column + MARGIN, area.columns - MIN(area.columns, MARGIN),
		            span_of(counting_busy(&timeline->rows.counting) ? _("Counting...")
		                                                            : _("There is no article to count")),
		            STYLE_TEXT, 0);
	if (focused)
		canvas_cursor(canvas, area.row + (unsigned)(cursor->selected - cursor->top), area.column);
}

/* Acting ----------------------------------------------------------------------------------------------------------- */

static struct reaction done(void)
{
	return (struct reaction){.kind = REACTION_DONE};
}

static struct reaction say(const char *text)
{
	return (struct reaction){.kind = REACTION_SAY, .say = text};
}

/* A period takes the place of what the query asked of dates, one that is excluded comes besides. */
static struct reaction narrow(struct count_rows *rows, enum reaction_kind kind, enum narrowed wanted)
{
	struct timeline *timeline = (struct timeline *)rows;
	const struct line *line = &timeline->selected;
	if (timeline->lines->len == 0 || (line->count == 0 && state_of(timeline, line) == NARROWED_NOT))
		return say(_("There is no article here"));
	GString *term = g_string_new(NULL);
	narrow_period_term(line->period, term);
	bool anew = wanted == NARROWED_TO;
	if (kind == REACTION_NARROW && state_of(timeline, line) == wanted)
		wanted = NARROWED_NOT;
	struct reaction reaction = counting_narrow(&timeline->rows.counting, kind, span_of(term->str), wanted, anew);
	g_string_free(term, TRUE);
	return reaction;
}

/* Goes in: from a year to its months, from a month to its days, from a day to its articles. */
static struct reaction open_selected(struct timeline *timeline)
{
	const struct line line = timeline->selected;
	GHashTable *set = line.kind == LINE_YEAR ? timeline->folded : timeline->opened;
	bool open = contains(set, line.period) != (line.kind == LINE_YEAR);
	if (timeline->lines->len == 0 || (line.count == 0 && !open))
		return say(_("There is no article here"));
	if (line.kind != LINE_YEAR && line.kind != LINE_MONTH)
		return narrow(&timeline->rows, REACTION_LIST, NARROWED_TO);
	put(set, line.period, line.kind == LINE_YEAR ? open : !open);
	take_rows(timeline);
	return done();
}

/* Goes out: from a day to its month, whose days are put away first, and from there to its year. */
static struct reaction go_out(struct timeline *timeline)
{
	struct line *line = &timeline->selected;
	facet_period month = line->period & PERIOD_MONTH;
	bool open = contains(timeline->opened, month);
	if (timeline->lines->len == 0 || facet_month_of(month) == 0)
		return (struct reaction){.kind = REACTION_IGNORED};
	*line = (struct line){.kind = open ? LINE_MONTH : LINE_YEAR, .period = open ? month : month & ~511};
	put(timeline->opened, month, false);
	take_rows(timeline);
	return done();
}

static struct reaction step_year(struct count_rows *rows, bool down, unsigned count)
{
	struct timeline *timeline = (struct timeline *)rows;
	size_t row = timeline->rows.roster.cursor.selected, last = timeline->lines->len, found = row;
	for (unsigned left = MAX(count, 1); left > 0 && last > 0;) {
		if (down ? row + 1 >= last : row == 0)
			break;
		row += down ? (size_t)1 : SIZE_MAX;
		enum line_kind kind = line_at(timeline, row)->kind;
		if (kind != LINE_YEAR && kind != LINE_UNDATED)
			continue;
		found = row;
		left--;
	}
	roster_choose(&timeline->rows.roster, found);
	take_selection(&timeline->rows);
	return done();
}

/* The same day, or month, of all other years. */
static struct reaction other_years(struct timeline *timeline)
{
	const struct line *line = &timeline->selected;
	if (line->kind != LINE_DAY && line->kind != LINE_MONTH)
		return say(_("Select a day or a month first"));
	char day[8] = "";
	if (line->kind == LINE_DAY)
		g_snprintf(day, sizeof(day), "-%02d", facet_day_of(line->period));
	g_free(timeline->rows.counting.next);
	timeline->rows.counting.next =
		g_strdup_printf("date:*-%02d%s -date:%04d", facet_month_of(line->period), day, facet_year_of(line->period));
	return (struct reaction){.kind = REACTION_FIND, .text = span_of(timeline->rows.counting.next)};
}

static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	struct timeline *timeline = (struct timeline *)pane;
	switch (action) {
	case ACTION_OPEN:
		return open_selected(timeline);
	case ACTION_BACK:
		return go_out(timeline);
	case ACTION_THIS_DAY:
		return other_years(timeline);
	default:
		return count_rows_act(&timeline->rows, action, count);
	}
}

static void title(const struct pane *pane, GString *out)
{
	const struct timeline *timeline = (const struct timeline *)pane;
	g_string_append(out, timeline->logarithmic ? _("Timeline (logarithmic)") : _("Timeline"));
	counting_write_query(&timeline->rows.counting, out);
}

static void timeline_free(struct pane *pane)
{
	struct timeline *timeline = (struct timeline *)pane;
	roster_clear(&timeline->rows.roster);
	counting_clear(&timeline->rows.counting);
	g_array_unref(timeline->lines);
	g_hash_table_unref(timeline->folded);
	g_hash_table_unref(timeline->opened);
	g_string_free(timeline->room, TRUE);
	g_free(timeline);
}

static const struct count_rows_ops own = {take_counts, take_selection, narrow, step_year};

static const struct pane_ops ops = {
	.free = timeline_free,
	.resize = count_rows_resize,
	.draw = draw,
	.title = title,
	.position = count_rows_position,
	.act = act,
	.click = count_rows_click,
	.target = count_rows_target,
	.search = count_rows_search,
	.step = count_rows_step,
	.matches = count_rows_matches,
	.work = count_rows_work,
	.busy = count_rows_busy,
};

struct pane *timeline_pane_new(const struct archive *archive, struct values *values, const struct standing *standing)
{
	struct timeline *timeline = g_new0(struct timeline, 1);
	timeline->rows.pane.ops = &ops;
	timeline->rows.own = &own;
	counting_init(&timeline->rows.counting, archive, values, standing);
	timeline->rows.counting.undated = true;
	timeline->lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	timeline->folded = g_hash_table_new(NULL, NULL);
	timeline->opened = g_hash_table_new(NULL, NULL);
	timeline->room = g_string_new(NULL);
	roster_init(&timeline->rows.roster, &roster_ops, timeline);
	return &timeline->rows.pane;
}
