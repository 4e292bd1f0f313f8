/* SPDX-License-Identifier: MIT */
/*
 * The facets pane. It keeps no rows: where a row belongs follows from how many each facet has and how far it is
 * unfolded, so a facet of any size costs what the screen shows. What is selected is remembered as a value, for rows
 * move when the counts change. A value that is excluded has no count; it shows above the others, to be taken in again.
 */
#include "ui/pane_facets.h"

#include <glib/gi18n.h>

#include "ui/bars.h"
#include "ui/count_rows.h"

enum {
	FEW = 8,      /* values of a facet that show before it is unfolded whole */
	MARGIN = 1,   /* behind the pointer */
	SIGN = 3,     /* cells of what stands before a value, and a blank behind */
};

enum unfolding { FOLDED, UNFOLDED_FEW, UNFOLDED };

enum place_kind { PLACE_HEADING, PLACE_OUT, PLACE_VALUE, PLACE_MORE };

/* What a row is. */
struct place {
	enum facet facet;
	enum place_kind kind;
	size_t index; /* PLACE_OUT, PLACE_VALUE: which one */
};

struct facets_pane {
	struct count_rows rows;
	const struct archive *archive;
	enum unfolding folds[FACET_COUNT], folds_before[FACET_COUNT]; /* `before`: a search unfolded them all */
	GArray *out[FACET_COUNT]; /* struct facet_row: excluded, not counted */
	struct place selected;    /* with the value of its row: */
	struct facet_row value;
	GString *room;            /* the text of a row */
	uint32_t most;            /* no count is larger */
};

static const struct {
	const char *title;
	enum unfolding fold; /* at the beginning */
} looks[FACET_COUNT] = {
	[FACET_ARCHIVE] = {N_("Archive"), UNFOLDED_FEW}, [FACET_SOURCE] = {N_("Source"), UNFOLDED_FEW},
	[FACET_TAG] = {N_("Tag"), UNFOLDED_FEW},         [FACET_AUTHOR] = {N_("Author"), UNFOLDED_FEW},
	[FACET_LANGUAGE] = {N_("Language"), UNFOLDED_FEW}, [FACET_YEAR] = {N_("Year"), UNFOLDED_FEW},
	[FACET_MONTH] = {N_("Month"), UNFOLDED_FEW},     [FACET_DAY] = {N_("Day"), FOLDED},
};

/* Rows ------------------------------------------------------------------------------------------------------------- */

static size_t value_count(const struct facets_pane *facets, enum facet facet)
{
	return facets_rows(facets->rows.counting.facets, facet);
}

/* Values that show; all where one row saved would be that of "more". */
static size_t values_shown(const struct facets_pane *facets, enum facet facet)
{
	size_t count = value_count(facets, facet);
	return facets->folds[facet] == UNFOLDED_FEW && count > FEW + 1 ? FEW : count;
}

static size_t rows_of(const struct facets_pane *facets, enum facet facet)
{
	size_t count = value_count(facets, facet), out = facets->out[facet]->len, shown = values_shown(facets, facet);
	bool single = facet == FACET_ARCHIVE && archive_archives(facets->archive) < 2;
	if (count + out == 0 || single)
		return 0;
	return facets->folds[facet] == FOLDED ? 1 : 1 + out + shown + (shown < count);
}

static size_t row_count(const struct facets_pane *facets)
{
	size_t count = 0;
	for (enum facet facet = 0; facet < FACET_COUNT; facet++)
		count += rows_of(facets, facet);
	return count;
}

static bool place_at(const struct facets_pane *facets, size_t row, struct place *place)
{
	for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
		size_t rows = rows_of(facets, facet), out = facets->out[facet]->len;
		if (row >= rows) {
			row -= rows;
			continue;
		}
		*place = (struct place){.facet = facet, .kind = PLACE_HEADING};
		if (row == 0)
			return true;
		bool is_out = row <= out;
		place->index = is_out ? row - 1 : row - 1 - out;
		place->kind = is_out                                       ? PLACE_OUT
		              : place->index < values_shown(facets, facet) ? PLACE_VALUE
		                                                           : PLACE_MORE;
		return true;
	}
	return false;
}

/* The counted value of a place; all zero where it is none. */
static struct facet_row value_of(const struct facets_pane *facets, const struct place *place)
{
	if (place->kind == PLACE_VALUE)
		return facets_row(facets->rows.counting.facets, place->facet, place->index);
	if (place->kind == PLACE_OUT)
		return g_array_index(facets->out[place->facet], struct facet_row, place->index);
	return (struct facet_row){.count = 0};
}

static bool same_value(const struct facet_row *one, const struct facet_row *other)
{
	return one->number == other->number && one->period == other->period;
}

/* The row of what is selected; of its heading where it is not there any more. */
static size_t selected_row(const struct facets_pane *facets)
{
	enum facet facet = facets->selected.facet;
	size_t row = 0, rows = rows_of(facets, facet);
	for (enum facet before = 0; before < facet; before++)
		row += rows_of(facets, before);
	for (size_t i = 1; facets->selected.kind != PLACE_HEADING && i < rows; i++) {
		struct place place;
		place_at(facets, row + i, &place);
		struct facet_row value = value_of(facets, &place);
		bool same = place.kind == PLACE_MORE || facets->selected.kind == PLACE_MORE
		                    ? place.kind == facets->selected.kind
		                    : same_value(&value, &facets->value);
		if (same)
			return row + i;
	}
	return row;
}

static void take_selection(struct count_rows *rows)
{
	struct facets_pane *facets = (struct facets_pane *)rows;
	if (place_at(facets, facets->rows.roster.cursor.selected, &facets->selected))
		facets->value = value_of(facets, &facets->selected);
}

/* The rows are others now. */
static void take_rows(struct facets_pane *facets)
{
	roster_set_rows(&facets->rows.roster, row_count(facets), selected_row(facets));
	take_selection(&facets->rows);
}

static void take_counts(struct facets_pane *facets)
{
	facets->most = (uint32_t)MIN(facets_progress(facets->rows.counting.facets).articles, UINT32_MAX);
	take_rows(facets);
}

/* Values that the query excludes ----------------------------------------------------------------------------------- */

struct taking {
	struct facets_pane *facets;
	enum facet facet;
};

static void take_out(void *data, struct span text)
{
	const struct taking *taking = data;
	struct facets_pane *facets = taking->facets;
	struct facet_row row = {.number = facets_number(facets->rows.counting.facets, taking->facet, text)};
	GString *term = g_string_new(NULL);
	facets_term(facets->rows.counting.facets, taking->facet, &row, term);
	if (row.number != 0 && counting_state(&facets->rows.counting, span_of(term->str)) == NARROWED_OUT)
		g_array_append_val(facets->out[taking->facet], row);
	g_string_free(term, TRUE);
}

static void find_out(struct facets_pane *facets)
{
	for (enum facet facet = 0; facet < FACET_YEAR; facet++) {
		struct taking taking = {facets, facet};
		g_array_set_size(facets->out[facet], 0);
		if (facets->rows.counting.query)
			narrow_each(facets->rows.counting.query, facet, take_out, &taking);
	}
}

void facets_pane_ask(struct pane *pane, struct span query)
{
	struct facets_pane *facets = (struct facets_pane *)pane;
	if (!counting_ask(&facets->rows.counting, query))
		return;
	find_out(facets);
	take_rows(facets);
}

void facets_pane_refresh(struct pane *pane)
{
	facets_refresh(((struct facets_pane *)pane)->rows.counting.facets);
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

/* What a row says, borrowed until the next call. */
static struct span text_of(struct facets_pane *facets, const struct place *place)
{
	size_t count = value_count(facets, place->facet);
	struct facet_row value = value_of(facets, place);
	g_string_truncate(facets->room, 0);
	switch (place->kind) {
	case PLACE_HEADING:
		g_string_append(facets->room, _(looks[place->facet].title));
		break;
	case PLACE_MORE:
		g_string_append_printf(facets->room, _("%zu more"), count - values_shown(facets, place->facet));
		break;
	case PLACE_OUT:
	case PLACE_VALUE:
		facets_write(facets->rows.counting.facets, place->facet, &value, facets->room);
		if (facets->room->len == 0)
			g_string_append(facets->room, _("(unknown)"));
		break;
	}
	return (struct span){facets->room->str, facets->room->len};
}

static struct span row_text(void *data, size_t row)
{
	struct place place;
	return place_at(data, row, &place) ? text_of(data, &place) : SPAN("");
}

static const struct roster_ops roster_ops = {.text = row_text};

/* How the query stands to a value. */
static enum narrowed state_of(const struct facets_pane *facets, const struct place *place)
{
	GString *term = g_string_new(NULL);
	struct facet_row value = value_of(facets, place);
	facets_term(facets->rows.counting.facets, place->facet, &value, term);
	enum narrowed state = counting_state(&facets->rows.counting, span_of(term->str));
	g_string_free(term, TRUE);
	return state;
}

static void draw_heading(struct facets_pane *facets, struct canvas *canvas, struct rect line, const struct place *place,
                         enum style style)
{
	char count[32];
	bool folded = facets->folds[place->facet] == FOLDED;
	canvas_text(canvas, line.row, line.column, 1, folded ? SPAN("+") : SPAN("-"), style, STYLE_BOLD);
	g_snprintf(count, sizeof(count), " (%zu)", value_count(facets, place->facet));
	struct span title = text_of(facets, place);
	unsigned at = 2 + canvas_text(canvas, line.row, line.column + 2, line.columns - MIN(line.columns, 2), title,
	                              style, STYLE_BOLD);
	canvas_text(canvas, line.row, line.column + at, line.columns - MIN(line.columns, at), span_of(count), style, 0);
}

static void draw_row(struct facets_pane *facets, struct canvas *canvas, struct rect line, size_t row, bool focused)
{
	struct place place;
	bool selected = row == facets->rows.roster.cursor.selected;
	enum style marked = focused ? STYLE_SELECTED : STYLE_SELECTED_INACTIVE;
	struct bars bars = bars_fit(line.columns, facets->most);
	canvas_fill(canvas, line, selected ? marked : STYLE_TEXT);
	if (!place_at(facets, row, &place))
		return;
	enum style style = selected ? marked : place.kind == PLACE_HEADING ? STYLE_GROUP : STYLE_TEXT;
	canvas_text(canvas, line.row, line.column, line.columns, selected ? SPAN(">") : SPAN(""), style, 0);
	line.column += MIN(line.columns, MARGIN);
	line.columns -= MIN(line.columns, MARGIN);
	if (place.kind == PLACE_HEADING) {
		draw_heading(facets, canvas, line, &place, style);
		return;
	}
	bool value = place.kind != PLACE_MORE;
	const char *sign = value ? counting_sign(state_of(facets, &place)) : "...";
	canvas_text(canvas, line.row, line.column, line.columns, span_of(sign), style, value ? STYLE_BOLD : 0);
	line.column += MIN(line.columns, SIGN + 1);
	line.columns -= MIN(line.columns, SIGN + 1);
	struct facet_row counted = value_of(facets, &place);
	bool known = counted.number != 0 || counted.period != 0;
	if (value)
		bars_draw(&bars, canvas, &line, counted.count,
		          known ? facets_most(facets->rows.counting.facets, place.facet) : 0, false,
		          selected ? marked : STYLE_SOURCE);
	roster_field(&facets->rows.roster, canvas, line, text_of(facets, &place), NULL, style, selected);
}

static void draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	struct facets_pane *facets = (struct facets_pane *)pane;
	const struct cursor *cursor = &facets->rows.roster.cursor;
	unsigned rows = (unsigned)MIN(cursor->count - MIN(cursor->count, cursor->top), area.rows);
	for (unsigned i = 0; i < rows; i++)
		draw_row(facets, canvas, (struct rect){area.row + i, area.column, 1, area.columns}, cursor->top + i,
		         focused);
	canvas_fill(canvas, (struct rect){area.row + rows, area.column, area.rows - rows, area.columns}, STYLE_TEXT);
	if (cursor->count == 0 && area.rows > 0)
		canvas_text(canvas, area.row, area.column + MARGIN, area.columns - MIN(area.columns, MARGIN),
		            span_of(counting_busy(&facets->rows.counting) ? _("Counting...")
		                                                          : _("There is no article to count")),
		            STYLE_TEXT, 0);
	if (focused)
		canvas_cursor(canvas, area.row + (unsigned)(cursor->selected - cursor->top), area.column);
}

/* Acting ----------------------------------------------------------------------------------------------------------- */

static void unfold(struct facets_pane *facets, enum facet facet, enum unfolding fold)
{
	facets->folds[facet] = fold;
	take_rows(facets);
}

/* Makes the query stand to the selected value as wanted, or not at all where it does already. */
static struct reaction narrow(struct count_rows *rows, enum reaction_kind kind, enum narrowed wanted)
{
	struct facets_pane *facets = (struct facets_pane *)rows;
	const struct place *place = &facets->selected;
	if (place->kind != PLACE_VALUE && place->kind != PLACE_OUT)
		return (struct reaction){.kind = REACTION_SAY, .say = _("Select a value first")};
	GString *term = g_string_new(NULL);
	facets_term(facets->rows.counting.facets, place->facet, &facets->value, term);
	if (kind == REACTION_NARROW && counting_state(&facets->rows.counting, span_of(term->str)) == wanted)
		wanted = NARROWED_NOT;
	struct reaction reaction = counting_narrow(&facets->rows.counting, kind, span_of(term->str), wanted, false);
	g_string_free(term, TRUE);
	return reaction;
}

static struct reaction open_selected(struct facets_pane *facets)
{
	const struct place place = facets->selected;
	bool folded = facets->folds[place.facet] == FOLDED;
	if (facets->rows.roster.cursor.count == 0)
		return (struct reaction){.kind = REACTION_IGNORED};
	if (place.kind == PLACE_HEADING)
		unfold(facets, place.facet, folded ? UNFOLDED_FEW : FOLDED);
	else if (place.kind == PLACE_MORE)
		unfold(facets, place.facet, UNFOLDED);
	else
		return narrow(&facets->rows, REACTION_LIST, NARROWED_TO);
	return (struct reaction){.kind = REACTION_DONE};
}

/* The next heading, or the one before. */
static struct reaction step_facet(struct count_rows *rows, bool down, unsigned count)
{
	struct facets_pane *facets = (struct facets_pane *)rows;
	size_t row = facets->rows.roster.cursor.selected, last = facets->rows.roster.cursor.count;
	struct place place = {.kind = PLACE_VALUE};
	for (unsigned left = MAX(count, 1); left > 0 && last > 0; left -= place.kind == PLACE_HEADING) {
		if (down ? row + 1 >= last : row == 0)
			break;
		row += down ? (size_t)1 : SIZE_MAX;
		place_at(facets, row, &place);
	}
	if (place.kind == PLACE_HEADING)
		roster_choose(&facets->rows.roster, row);
	take_selection(&facets->rows);
	return (struct reaction){.kind = REACTION_DONE};
}

static struct reaction sort(struct facets_pane *facets)
{
	bool by_name = facets_order(facets->rows.counting.facets) == FACETS_BY_COUNT;
	facets_sort(facets->rows.counting.facets, by_name ? FACETS_BY_NAME : FACETS_BY_COUNT);
	take_counts(facets);
	return (struct reaction){.kind = REACTION_SAY, .say = by_name ? _("Sorted by name") : _("Sorted by count")};
}

static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	struct facets_pane *facets = (struct facets_pane *)pane;
	if (action == ACTION_OPEN)
		return open_selected(facets);
	if (action == ACTION_SORT)
		return sort(facets);
	return count_rows_act(&facets->rows, action, count);
}

static void title(const struct pane *pane, GString *out)
{
	g_string_append(out, _("Facets"));
	counting_write_query(&((const struct facets_pane *)pane)->rows.counting, out);
}

/* A search looks through all values, so all are unfolded; when it ends they are folded again, but what was found. */
static void search(struct pane *pane, enum search_phase phase, struct span query)
{
	struct facets_pane *facets = (struct facets_pane *)pane;
	if (phase == SEARCH_BEGIN) {
		for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
			facets->folds_before[facet] = facets->folds[facet];
			facets->folds[facet] = UNFOLDED;
		}
		take_rows(facets);
	}
	roster_search(&facets->rows.roster, phase, query);
	take_selection(&facets->rows);
	if (phase == SEARCH_CANCEL || phase == SEARCH_DROP) {
		for (enum facet facet = 0; facet < FACET_COUNT; facet++)
			if (phase == SEARCH_CANCEL || facet != facets->selected.facet)
				facets->folds[facet] = facets->folds_before[facet];
		take_rows(facets);
	}
}

static void facets_pane_free(struct pane *pane)
{
	struct facets_pane *facets = (struct facets_pane *)pane;
	roster_clear(&facets->rows.roster);
	counting_clear(&facets->rows.counting);
	for (enum facet facet = 0; facet < FACET_COUNT; facet++)
		g_array_unref(facets->out[facet]);
	g_string_free(facets->room, TRUE);
	g_free(facets);
}

static void counted(struct count_rows *rows)
{
	find_out((struct facets_pane *)rows);
	take_counts((struct facets_pane *)rows);
}

static const struct count_rows_ops own = {counted, take_selection, narrow, step_facet};

static const struct pane_ops ops = {
	.free = facets_pane_free,
	.resize = count_rows_resize,
	.draw = draw,
	.title = title,
	.position = count_rows_position,
	.act = act,
	.click = count_rows_click,
	.target = count_rows_target,
	.search = search,
	.step = count_rows_step,
	.matches = count_rows_matches,
	.work = count_rows_work,
	.busy = count_rows_busy,
};

struct pane *facets_pane_new(const struct archive *archive, struct values *values, const struct standing *standing)
{
	struct facets_pane *facets = g_new0(struct facets_pane, 1);
	facets->rows.pane.ops = &ops;
	facets->rows.own = &own;
	facets->archive = archive;
	facets->room = g_string_new(NULL);
	counting_init(&facets->rows.counting, archive, values, standing);
	for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
		facets->folds[facet] = looks[facet].fold;
		facets->out[facet] = g_array_new(FALSE, FALSE, sizeof(struct facet_row));
	}
	roster_init(&facets->rows.roster, &roster_ops, facets);
	return &facets->rows.pane;
}
