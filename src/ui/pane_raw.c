/* SPDX-License-Identifier: MIT */
/*
 * The raw file: numbered lines, wrapped, in the charset that was found or byte by byte. The place is a byte of what is
 * visible, so another width leads back to it. Searching begins once all of the file is visible. Units: rows and columns
 * of the body.
 */
#include "ui/pane_raw.h"

#include <glib/gi18n.h>

#include "base/problem.h"
#include "find/typed.h"
#include "ui/raw_text.h"

/* How long one turn may work, and bytes that are searched in one go. */
#define TURN_US 2000
#define PORTION 65536

/* Rows that one key moves by at most: further there are the percent and the line. */
#define ROWS_MOST 20000L

/* Line numbers take no more than one cell of so many. */
#define NUMBERS_SHARE 4

#define NO_MATCH SIZE_MAX

struct raw_pane {
	struct pane pane;
	const struct widths *widths; /* borrowed */
	unsigned rows, columns;
	struct raw *raw;
	char *path;
	char *url;
	struct target target;
	int64_t begun_us;            /* when reading began */
	bool seen;                   /* that reading has ended */
	bool taken;                  /* the text shows what was read */
	enum visible_kind kind;
	struct raw_text text;
	size_t top;                  /* a byte of the first row */
	struct typed *typed;         /* NULL: no search is on */
	struct typed_walk *walk;
	struct regex_error wrong;
	GArray *hits;                /* of struct hit */
	size_t current, origin;
	bool settled, searched;      /* `searched`: the walk was begun */
	uint32_t wanted;             /* the line to go to once it is visible; 0: none */
};

/* Rows ------------------------------------------------------------------------------------------------------------- */

/* Cells of the line numbers and the blank behind them; 0 where there is no room for them. */
static unsigned gutter_of(const struct raw_pane *raw)
{
	uint32_t lines = raw_text_part(&raw->text, raw->text.parts->len - 1)->line;
	unsigned cells = 2;
	for (; lines >= 10; lines /= 10)
		cells++;
	cells = MAX(cells, 4);
	return cells * NUMBERS_SHARE <= raw->columns ? cells : 0;
}

static struct raw_room room_of(const struct raw_pane *raw)
{
	unsigned gutter = gutter_of(raw);
	return (struct raw_room){raw->widths, MAX(raw->columns - gutter, 1)};
}

static long window(const struct raw_pane *raw)
{
	return MAX((long)raw->rows, 1);
}

/* Makes `row` the first one, or the one above it from which the last row just shows. */
static void scroll_to(struct raw_pane *raw, struct raw_row row)
{
	const struct raw_room room = room_of(raw);
	struct raw_row end = row;
	size_t below = raw_text_move(&raw->text, &room, &end, window(raw) - 1);
	raw_text_move(&raw->text, &room, &row, -(window(raw) - 1 - (long)below));
	raw->top = row.from;
}

static struct raw_row row_at(const struct raw_pane *raw, size_t byte)
{
	const struct raw_room room = room_of(raw);
	return raw_text_row_at(&raw->text, &room, byte);
}

static bool shows(const struct raw_pane *raw, size_t byte)
{
	const struct raw_room room = room_of(raw);
	struct raw_row end = row_at(raw, raw->top), first = end;
	raw_text_move(&raw->text, &room, &end, window(raw) - 1);
	return byte >= first.from && byte < MAX(end.to, end.from + 1);
}

/* Moving ----------------------------------------------------------------------------------------------------------- */

static void scroll_by(struct raw_pane *raw, long unit, unsigned count)
{
	const struct raw_room room = room_of(raw);
	struct raw_row row = row_at(raw, raw->top);
	long rows = CLAMP(unit * (long)MAX(count, 1), -ROWS_MOST, ROWS_MOST);
	raw_text_move(&raw->text, &room, &row, rows);
	scroll_to(raw, row);
}

static void go_top(struct raw_pane *raw, unsigned count)
{
	scroll_to(raw, row_at(raw, raw_text_line(&raw->text, MAX(count, 1))));
}

static void go_bottom(struct raw_pane *raw, unsigned count)
{
	if (count)
		go_top(raw, count);
	else
		scroll_to(raw, row_at(raw, raw->text.shown->len));
}

static void go_percent(struct raw_pane *raw, unsigned count)
{
	size_t len = raw->text.shown->len;
	scroll_to(raw, row_at(raw, len / 100 * MIN(count, 100) + len % 100 * MIN(count, 100) / 100));
}

static bool move(struct raw_pane *raw, enum action action, unsigned count)
{
	const struct {
		enum action action;
		long rows;
	} steps[] = {
		{ACTION_DOWN, 1},
		{ACTION_OPEN, 1},
		{ACTION_UP, -1},
		{ACTION_PAGE_DOWN, window(raw)},
		{ACTION_PAGE_UP, -window(raw)},
		{ACTION_HALF_DOWN, MAX(window(raw) / 2, 1)},
		{ACTION_HALF_UP, -MAX(window(raw) / 2, 1)},
	};
	static const struct {
		enum action action;
		void (*go)(struct raw_pane *raw, unsigned count);
	} jumps[] = {{ACTION_TOP, go_top}, {ACTION_BOTTOM, go_bottom}, {ACTION_PERCENT, go_percent}};
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (steps[i].action == action) {
			scroll_by(raw, steps[i].rows, count);
			return true;
		}
	}
	for (size_t i = 0; i < G_N_ELEMENTS(jumps); i++) {
		if (jumps[i].action == action) {
			jumps[i].go(raw, count);
			return true;
		}
	}
	return false;
}

/* Searching -------------------------------------------------------------------------------------------------------- */

static void forget(struct raw_pane *raw)
{
	typed_walk_free(raw->walk);
	typed_free(raw->typed);
	g_free(raw->wrong.message);
	raw->walk = NULL;
	raw->typed = NULL;
	raw->wrong = (struct regex_error){0, NULL};
	g_array_set_size(raw->hits, 0);
	raw->current = NO_MATCH;
	raw->settled = raw->searched = false;
}

static const struct hit *hit_at(const struct raw_pane *raw, size_t index)
{
	return &g_array_index(raw->hits, struct hit, index);
}

/* The first match that ends behind byte `byte`; their count where there is none. */
static size_t first_hit(const struct raw_pane *raw, size_t byte)
{
	size_t low = 0, high = raw->hits->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (hit_at(raw, middle)->to <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Where it does not show yet, a third of the screen stays above it. */
static void go_to(struct raw_pane *raw, size_t number)
{
	const struct raw_room room = room_of(raw);
	raw->current = number;
	if (shows(raw, hit_at(raw, number)->from))
		return;
	struct raw_row row = row_at(raw, hit_at(raw, number)->from);
	raw_text_move(&raw->text, &room, &row, -(window(raw) / 3));
	scroll_to(raw, row);
}

static bool is_searching(const struct raw_pane *raw)
{
	return raw->typed && (!raw->searched || raw->walk);
}

static void settle(struct raw_pane *raw)
{
	size_t first = first_hit(raw, raw->origin);
	if (raw->settled || (first == raw->hits->len && is_searching(raw)))
		return;
	raw->settled = true;
	if (raw->hits->len > 0)
		go_to(raw, first == raw->hits->len ? 0 : first);
}

/* One portion; matches that come before the current one change its number. */
static void search_on(struct raw_pane *raw)
{
	size_t byte = raw->current == NO_MATCH ? 0 : hit_at(raw, raw->current)->from;
	if (!raw->searched)
		raw->walk = typed_walk_new(raw->typed, raw_text_shown(&raw->text));
	raw->searched = true;
	if (!typed_walk_on(raw->walk, PORTION, raw->hits)) {
		typed_walk_free(raw->walk);
		raw->walk = NULL;
	}
	if (raw->current != NO_MATCH)
		raw->current = first_hit(raw, byte);
	settle(raw);
}

static bool is_ready(const struct raw_pane *raw)
{
	return raw->taken && raw_text_is_done(&raw->text);
}

static void search(struct pane *pane, enum search_phase phase, struct span query)
{
	struct raw_pane *raw = (struct raw_pane *)pane;
	if (phase == SEARCH_BEGIN)
		raw->origin = raw->top;
	if (phase == SEARCH_TYPE || phase == SEARCH_CANCEL)
		raw->top = raw->origin;
	if (phase == SEARCH_BEGIN || phase == SEARCH_KEEP)
		return;
	forget(raw);
	if (phase == SEARCH_TYPE)
		raw->typed = typed_new(query, &raw->wrong);
	if (raw->typed && is_ready(raw))
		search_on(raw);
}

static enum search_result step(struct pane *pane, long by)
{
	struct raw_pane *raw = (struct raw_pane *)pane;
	long count = (long)raw->hits->len, base = (long)raw->current;
	if (count == 0)
		return SEARCH_NOTHING;
	if (raw->current == NO_MATCH || !shows(raw, hit_at(raw, raw->current)->from))
		base = (long)first_hit(raw, raw->top) - (by > 0);
	long index = ((base + by) % count + count) % count;
	if (index != base + by && is_searching(raw))
		return SEARCH_NOTHING;
	go_to(raw, (size_t)index);
	return index == base + by ? SEARCH_FOUND : SEARCH_WRAPPED;
}

static bool matches(const struct pane *pane, struct search_state *state)
{
	const struct raw_pane *raw = (const struct raw_pane *)pane;
	if (!raw->typed && !raw->wrong.message)
		return false;
	*state = (struct search_state){
		.number = raw->current == NO_MATCH ? 0 : raw->current + 1,
		.count = raw->hits->len,
		.more = is_searching(raw),
		.wrong = raw->wrong.message,
		.wrong_at = raw->wrong.at,
	};
	return true;
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

static void begin_text(struct raw_pane *raw, enum visible_kind kind)
{
	raw->kind = kind;
	raw->top = 0;
	raw_text_begin(&raw->text, kind == VISIBLE_TEXT ? raw_text(raw->raw) : raw_bytes(raw->raw), kind);
	raw_text_work(&raw->text, TURN_US);
}

/* Back to the line where one was, as soon as the lines that fill the window with it are there. */
static void go_wanted(struct raw_pane *raw)
{
	uint32_t last = raw_text_part(&raw->text, raw->text.parts->len - 1)->line;
	if (!raw->wanted || (!raw_text_is_done(&raw->text) && last <= raw->wanted + raw->rows))
		return;
	scroll_to(raw, row_at(raw, raw_text_line(&raw->text, raw->wanted)));
	raw->wanted = 0;
}

/* From text to bytes and back, at the same line. */
static struct reaction toggle(struct raw_pane *raw)
{
	bool bytes = raw->kind == VISIBLE_TEXT;
	if (!raw->taken)
		return (struct reaction){.kind = REACTION_SAY, .say = _("There is nothing to show byte by byte yet")};
	if (!raw->wanted)
		raw->wanted = raw_text_part(&raw->text, row_at(raw, raw->top).part)->line;
	forget(raw);
	begin_text(raw, bytes ? VISIBLE_BYTES : VISIBLE_TEXT);
	go_wanted(raw);
	return (struct reaction){.kind = REACTION_SAY,
	                         .say = bytes ? _("Byte by byte: what is not ASCII is shown as \\xNN") : _("As text")};
}

static bool work(struct pane *pane)
{
	struct raw_pane *raw = (struct raw_pane *)pane;
	gint64 end = g_get_monotonic_time() + TURN_US;
	raw->seen = raw->seen || raw_is_done(raw->raw);
	if (!raw->taken && raw->seen && !raw_trouble(raw->raw)) {
		raw->taken = true;
		begin_text(raw, VISIBLE_TEXT);
	}
	bool more = raw->taken && raw_text_work(&raw->text, TURN_US);
	go_wanted(raw);
	if (more)
		return true;
	while (raw->taken && is_searching(raw) && g_get_monotonic_time() < end)
		search_on(raw);
	return is_searching(raw);
}

static bool busy(const struct pane *pane)
{
	const struct raw_pane *raw = (const struct raw_pane *)pane;
	return raw->taken && !raw_text_is_done(&raw->text);
}

bool raw_pane_waits(const struct pane *pane)
{
	return !((const struct raw_pane *)pane)->seen; /* it may end between two looks: then one more is needed */
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

static enum style style_at(const struct raw_pane *raw, size_t byte, bool *here)
{
	size_t hit = first_hit(raw, byte);
	*here = false;
	if (hit < raw->hits->len && hit_at(raw, hit)->from <= byte) {
		*here = hit == raw->current;
		return *here ? STYLE_MATCH_CURRENT : style_of_term(hit_at(raw, hit)->term);
	}
	return raw_text_is_sign(&raw->text, byte) ? STYLE_CODE : STYLE_TEXT;
}

static void draw_number(const struct raw_pane *raw, struct canvas *canvas, struct rect line, const struct raw_row *row)
{
	const struct raw_part *part = raw_text_part(&raw->text, row->part);
	char number[16];
	if (part->goes_on || row->from != part->from)
		return;
	g_snprintf(number, sizeof(number), "%*" G_GUINT32_FORMAT, (int)line.columns - 1, part->line);
	canvas_text(canvas, line.row, line.column, line.columns, span_of(number), STYLE_MARKER, 0);
}

/* The column where the current match begins on the row, the columns of the row where it does not. */
static unsigned draw_row(const struct raw_pane *raw, struct canvas *canvas, struct rect line, const struct raw_row *row)
{
	struct span text = span_cut(raw_text_shown(&raw->text), 0, row->to);
	struct glyph glyph;
	unsigned column = 0, current = line.columns;
	bool here;
	for (size_t at = row->from; at < text.len && glyph_next(raw->widths, text, &at, &glyph);) {
		enum style style = style_at(raw, glyph.from, &here);
		unsigned after = MIN(raw_text_after(text, &glyph, column), line.columns);
		if (here)
			current = MIN(current, column);
		if (after - column > glyph.columns)
			canvas_fill(canvas, (struct rect){line.row, line.column + column, 1, after - column}, style);
		else if (after - column == glyph.columns)
			canvas_glyph(canvas, line.row, line.column + column, &glyph, style, 0);
		column = after;
	}
	return current;
}

/*
 * What is read, how far that is, and how long it takes: of a file by itself bytes, of what lies in another documents.
 */
static char *progress_of(const struct raw_pane *raw)
{
	unsigned seconds = pane_seconds(raw->begun_us);
	size_t passed = raw_passed(raw->raw);
	char *size = g_format_size_full(raw_got(raw->raw), G_FORMAT_SIZE_IEC_UNITS);
	char *text = passed > 0
	                     ? g_strdup_printf(
	                               ngettext("Reading the raw file... %zu document passed, %u s; {cancel} stops it",
	                                        "Reading the raw file... %zu documents passed, %u s; {cancel} stops it",
	                                        passed),
	                               passed, seconds)
	                     : g_strdup_printf(_("Reading the raw file... %s, %u s; {cancel} stops it"), size, seconds);
	char *told = pane_tell(&raw->pane, KEYS_READER, text);
	g_free(text);
	g_free(size);
	return told;
}

/* What stands there until there is something to show, or instead of it. */
static void draw_waiting(const struct raw_pane *raw, struct canvas *canvas, struct rect area)
{
	const char *trouble = raw->seen ? raw_trouble(raw->raw) : NULL;
	char *why = trouble ? problem_words(trouble) : NULL;
	char *text = why ? g_strdup_printf(_("The raw file cannot be shown: %s"), why) : progress_of(raw);
	canvas_field(canvas, area.row, area.column, area.columns, span_of(text), why ? STYLE_ERROR : STYLE_TEXT, 0);
	g_free(text);
	g_free(why);
}

static void draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	const struct raw_pane *raw = (const struct raw_pane *)pane;
	const struct raw_room room = room_of(raw);
	unsigned gutter = gutter_of(raw);
	unsigned cursor_row = 0, cursor_column = raw->taken ? gutter : 0;
	canvas_fill(canvas, area, STYLE_TEXT);
	if (!raw->taken)
		draw_waiting(raw, canvas, area);
	struct raw_row row = row_at(raw, raw->top);
	for (unsigned i = 0; raw->taken && i < area.rows; i++) {
		struct rect line = {area.row + i, area.column, 1, area.columns};
		if (gutter > 0)
			draw_number(raw, canvas, (struct rect){line.row, line.column, 1, gutter}, &row);
		line.column += gutter;
		line.columns -= MIN(gutter, line.columns);
		unsigned current = draw_row(raw, canvas, line, &row);
		if (current < line.columns) {
			cursor_row = i;
			cursor_column = gutter + current;
		}
		if (raw_text_move(&raw->text, &room, &row, 1) == 0)
			break;
	}
	if (focused)
		canvas_cursor(canvas, area.row + cursor_row, area.column + cursor_column);
}

static void title(const struct pane *pane, GString *out)
{
	const struct raw_pane *raw = (const struct raw_pane *)pane;
	g_string_append_printf(out, _("raw: %s"), raw->path);
}

static void write_size(const struct raw_pane *raw, GString *out)
{
	size_t size = raw_size(raw->raw);
	if (raw_is_whole(raw->raw))
		g_string_append_printf(out, "%s  ", _("the whole file"));
	if (size > RAW_MOST) {
		char *most = g_format_size_full(RAW_MOST, G_FORMAT_SIZE_IEC_UNITS);
		char *all = g_format_size_full(size, G_FORMAT_SIZE_IEC_UNITS);
		g_string_append_printf(out, _("the first %s of %s"), most, all);
		g_string_append(out, "  ");
		g_free(most);
		g_free(all);
	}
}

static void position(struct pane *pane, GString *out)
{
	const struct raw_pane *raw = (const struct raw_pane *)pane;
	const struct raw_room room = room_of(raw);
	if (!raw->taken)
		return;
	struct raw_row end = row_at(raw, raw->top);
	write_size(raw, out);
	g_string_append_printf(out, "%s  ", raw->kind == VISIBLE_BYTES ? _("bytes") : raw_charset(raw->raw));
	if (!raw_text_is_done(&raw->text))
		g_string_append(out, "...");
	else if (raw_text_move(&raw->text, &room, &end, window(raw)) < (size_t)window(raw))
		g_string_append(out, raw->top == 0 ? _("all") : _("END"));
	else
		g_string_append_printf(out, "%u%%", (unsigned)((uint64_t)end.from * 100 / raw->text.shown->len));
}

/* The pane --------------------------------------------------------------------------------------------------------- */

static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	struct raw_pane *raw = (struct raw_pane *)pane;
	if (action == ACTION_SCRIPT)
		return toggle(raw);
	bool mine = !(action == ACTION_OPEN && count > 0) && move(raw, action, count);
	return (struct reaction){.kind = mine ? REACTION_DONE : REACTION_IGNORED};
}

static void resize(struct pane *pane, unsigned rows, unsigned columns)
{
	struct raw_pane *raw = (struct raw_pane *)pane;
	raw->rows = rows;
	raw->columns = columns;
}

static struct target target(const struct pane *pane)
{
	return ((const struct raw_pane *)pane)->target;
}

static void raw_pane_free(struct pane *pane)
{
	struct raw_pane *raw = (struct raw_pane *)pane;
	forget(raw);
	g_array_unref(raw->hits);
	raw_text_clear(&raw->text);
	raw_end(raw->raw);
	g_free(raw->path);
	g_free(raw->url);
	g_free(raw);
}

static const struct pane_ops ops = {
	.free = raw_pane_free,
	.resize = resize,
	.draw = draw,
	.title = title,
	.position = position,
	.act = act,
	.target = target,
	.search = search,
	.step = step,
	.matches = matches,
	.work = work,
	.busy = busy,
};

struct pane *raw_pane_new(struct raw *bytes, struct span path, struct target about, const struct widths *widths)
{
	struct raw_pane *raw = g_new0(struct raw_pane, 1);
	GString *shown = g_string_new(NULL);
	GByteArray *signs = g_byte_array_new();
	visible_write(path, 0, path.len, VISIBLE_TEXT, shown, signs);
	g_byte_array_unref(signs);
	raw->pane.ops = &ops;
	raw->widths = widths;
	raw->begun_us = g_get_monotonic_time();
	raw->raw = bytes;
	raw->path = g_string_free(shown, FALSE);
	raw->url = about.url.at ? span_dup(about.url) : NULL;
	raw->target = about;
	raw->target.url = span_of(raw->url);
	raw->hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	raw->current = NO_MATCH;
	raw_text_init(&raw->text);
	return &raw->pane;
}
