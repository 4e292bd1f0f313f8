/* SPDX-License-Identifier: MIT */
/*
 * Cells that changed become bytes, run by run. A glyph of which not all terminals think alike is written over blanks
 * where it could leave some of what stood there, and what follows it is written too, at a place of its own: so a wrong
 * width spoils one glyph at most, and moves nothing. Control sequences are those of ECMA-48. Rows and columns count
 * from 0 here and from 1 in them.
 */
#include "term/writer.h"

#include <string.h>

#include "text/utf8.h"

enum {
	SCROLL_LEAST = 4, /* rows that moved together */
	GAP_MOST = 5,     /* unchanged cells that are cheaper to write again than to jump over */
	ERASE_LEAST = 4,  /* blanks that are cheaper to erase than to write */
	LARGE = 2048,     /* bytes that a terminal may take in pieces, with the cursor here and there meanwhile */
};

struct writer {
	struct writer_options options;
	struct grid shown;   /* what is on the screen: rows * columns, in no order of rows; empty: not known */
	struct cell **lines; /* of each row: where its cells begin */
	uint32_t *seen;      /* of each row: the canvas's stamp when it was shown; 0 where other cells are there now */
	unsigned rows, columns;
	unsigned row, column; /* where the next character goes; where the terminal's own cursor is, if `placed` */
	bool placed;
	struct cell worn;        /* whose look is switched on */
	struct cell_extra extra; /* what that cell has besides */
	struct look look;        /* and what its look is */
	unsigned cursor_row, cursor_column;
	int cursor_visible; /* -1: not known */
};

/* A row that is to be written. */
struct line {
	const struct grid *grid; /* that holds its cells */
	const struct cell *cells;
	unsigned row;
};

static const struct cell blank_cell = {.code = ' ', .count = 1, .width = 1, .style = STYLE_TEXT};
static const struct look plain_look = {LOOK_DEFAULT, LOOK_DEFAULT, 0};

struct writer *writer_new(const struct writer_options *options)
{
	struct writer *writer = g_new0(struct writer, 1);
	writer->options = *options;
	writer_forget(writer);
	return writer;
}

void writer_free(struct writer *writer)
{
	if (!writer)
		return;
	grid_clear(&writer->shown);
	g_free(writer->lines);
	g_free(writer->seen);
	g_free(writer);
}

void writer_dress(struct writer *writer, const struct palette *palette)
{
	writer->options.theme.palette = palette;
	writer_forget(writer);
}

void writer_forget(struct writer *writer)
{
	grid_clear(&writer->shown);
	writer->cursor_visible = -1;
	writer->placed = false;
}

/* Cursor and look -------------------------------------------------------------------------------------------------- */

__attribute__((hot))
static void move_to(struct writer *writer, unsigned row, unsigned column, GString *out)
{
	if (writer->placed && writer->row == row && writer->column == column)
		return;
	g_string_append_len(out, "\033[", 2);
	utf8_append_number(out, row + 1);
	g_string_append_c(out, ';');
	utf8_append_number(out, column + 1);
	g_string_append_c(out, 'H');
	writer->row = row;
	writer->column = column;
	writer->placed = true;
}

static bool same_look(const struct look *a, const struct look *b)
{
	return a->fore == b->fore && a->back == b->back && a->attributes == b->attributes;
}

static void wear_look(struct writer *writer, const struct look *look, GString *out)
{
	if (!same_look(&writer->look, look))
		look_write(look, out);
	writer->look = *look;
}

/* Puts on the look that nothing is known to be left of. */
static void wear_plain(struct writer *writer, GString *out)
{
	look_write(&plain_look, out);
	writer->look = plain_look;
	writer->worn = blank_cell;
}

/* A blank shows no more of a look than its background and its lines. */
static bool blank_looks_same(const struct look *a, const struct look *b)
{
	const unsigned lines = LOOK_UNDERLINE | LOOK_REVERSE;
	return a->back == b->back && !((a->attributes | b->attributes) & lines);
}

/* Whether a cell has the look that is switched on. */
static inline bool is_worn(const struct writer *writer, const struct grid *grid, const struct cell *cell)
{
	const struct cell *worn = &writer->worn;
	if (cell->style != worn->style || cell->attributes != worn->attributes)
		return false;
	if (!(cell->attributes & CELL_PAINTED))
		return true;
	const struct cell_extra *extra = grid_extra(grid, cell);
	return extra->paint.fore == writer->extra.paint.fore && extra->paint.back == writer->extra.paint.back;
}

static struct look look_of(const struct writer *writer, const struct grid *grid, const struct cell *cell)
{
	const struct theme *theme = &writer->options.theme;
	if (cell->attributes & CELL_PAINTED)
		return theme_paint(theme, grid_extra(grid, cell)->paint.fore, grid_extra(grid, cell)->paint.back);
	return theme_look(theme, (enum style)cell->style, cell->attributes);
}

static void wear(struct writer *writer, const struct grid *grid, const struct cell *cell, GString *out)
{
	struct look look = look_of(writer, grid, cell);
	if (cell->code == ' ' && cell->count == 1 && blank_looks_same(&writer->look, &look))
		return;
	wear_look(writer, &look, out);
	writer->worn = *cell;
	if (cell_has_extra(cell))
		writer->extra = *grid_extra(grid, cell);
}

/* Cells ------------------------------------------------------------------------------------------------------------ */

/* Nearly all cells hold ASCII or an ideograph, which need not be looked up. */
static inline bool is_certain(uint32_t code)
{
	return (code >= 0x20 && code <= 0x7E) || (code >= 0x4E00 && code <= 0x9FFF) || width_certain(code);
}

/* Pictures are painted only where their characters are known to be narrow. */
static inline bool is_doubtful(const struct cell *cell)
{
	return cell->count != 1 || (!(cell->attributes & CELL_PAINTED) && !is_certain(cell->code));
}

static inline void put_code(uint32_t code, GString *out)
{
	if (code < 0x80)
		g_string_append_c(out, (char)code);
	else
		utf8_append(out, code);
}

/* Marks in the last column make some terminals go on in the next row, so a glyph there is shown without. */
static void put_codes(const struct grid *grid, const struct cell *cell, bool last, GString *out)
{
	for (unsigned i = 0; i < cell->count && (i == 0 || !last); i++)
		put_code(grid_code(grid, cell, i), out);
}

__attribute__((hot))
static void put_cell(struct writer *writer, const struct line *line, unsigned column, GString *out)
{
	const struct cell *cell = &line->cells[column];
	bool doubtful = is_doubtful(cell);
	move_to(writer, line->row, column, out);
	if (!is_worn(writer, line->grid, cell))
		wear(writer, line->grid, cell, out);
	if (doubtful && (cell->width == 2 || cell->code >= 0x10000)) {
		g_string_append_len(out, "  ", cell->width);
		writer->placed = false;
		move_to(writer, line->row, column, out);
	}
	writer->column += cell->width;
	bool last = writer->column >= writer->columns;
	put_codes(line->grid, cell, last, out);
	writer->placed = !doubtful && !last;
}

static inline bool same_cell(const struct cell *a, const struct cell *b)
{
	return memcmp(a, b, sizeof(*a)) == 0;
}

/* Room for so many more bytes behind what `out` holds. */
static char *reserve(GString *out, size_t count)
{
	size_t len = out->len;
	g_string_set_size(out, len + count);
	g_string_truncate(out, len);
	return out->str + len;
}

/* Whether a cell is one code point that looks as what is switched on and moves the cursor as everybody thinks. */
static inline bool is_plain(const struct writer *writer, const struct cell *cell)
{
	return cell->count == 1 && cell->style == writer->worn.style && cell->attributes == writer->worn.attributes &&
	       !(cell->attributes & CELL_PAINTED) && is_certain(cell->code);
}

/*
 * Writes the plain cells from `column` on, before `end` and before the last column, where the cursor is already: what
 * nearly all cells are, a run of them at a time. Of those that stand there as `before` has it, so many are written
 * again as are cheaper than a jump, and none at the end. Gives the column behind.
 */
static unsigned put_plain(struct writer *writer, const struct cell *cells, const struct cell *before, unsigned column,
                          unsigned end, GString *out)
{
	char *first = reserve(out, (size_t)(end - column) * 4), *at = first, *kept = first;
	unsigned done = column;
	for (unsigned width; column < end && column - done <= GAP_MOST; column += width) {
		const struct cell *cell = &cells[column];
		width = cell->width;
		if (!is_plain(writer, cell) || column + width > end || column + width >= writer->columns)
			break;
		if (cell->code < 0x80)
			*at++ = (char)cell->code;
		else
			at += utf8_put(at, cell->code);
		if (before && same_cell(cell, before + column))
			continue;
		kept = at;
		done = column + width;
	}
	out->len += (size_t)(kept - first);
	out->str[out->len] = '\0';
	writer->column = done;
	return done;
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

static unsigned end_of(const struct writer *writer, unsigned row)
{
	bool corner = writer->options.corner_scrolls && row + 1 == writer->rows;
	return writer->columns - (corner ? 1 : 0);
}

static inline bool is_blank(const struct cell *cell)
{
	return same_cell(cell, &blank_cell);
}

/* From where on a row is nothing but plain blanks. */
static unsigned blank_from(const struct cell *cells, unsigned end)
{
	while (end > 0 && is_blank(&cells[end - 1]))
		end--;
	return end;
}

static bool is_cheap(const struct writer *writer, const struct grid *grid, const struct cell *cell)
{
	return cell->width > 0 && is_worn(writer, grid, cell) && !is_doubtful(cell);
}

/* Goes on at `column` by writing again the few unchanged cells before it, where that is cheaper than a jump. */
static void fill_gap(struct writer *writer, const struct line *line, unsigned column, GString *out)
{
	if (!writer->placed || writer->row != line->row || column <= writer->column ||
	    column - writer->column > GAP_MOST)
		return;
	for (unsigned at = writer->column; at < column; at += line->cells[at].width)
		if (!is_cheap(writer, line->grid, &line->cells[at]))
			return;
	while (writer->column < column)
		put_cell(writer, line, writer->column, out);
}

static void erase_rest(struct writer *writer, unsigned row, unsigned column, GString *out)
{
	move_to(writer, row, column, out);
	wear_look(writer, &plain_look, out);
	writer->worn = blank_cell;
	g_string_append_len(out, "\033[K", 3);
}

/* Whether a cell stands on the screen already; `before` is what stands there, NULL where nobody knows. */
static inline bool stands_there(const struct writer *writer, const struct line *line, const struct cell *before,
                                unsigned column)
{
	return before && same_cell(&line->cells[column], before + column) &&
	       (!cell_has_extra(before + column) ||
	        grid_same(line->grid, &line->cells[column], &writer->shown, before + column, 1));
}

/* Writes the cells of a row where they are not those of `before`; all of them where that is NULL. */
__attribute__((hot))
static void write_row(struct writer *writer, const struct line *line, const struct cell *before, GString *out)
{
	unsigned end = end_of(writer, line->row), blank = blank_from(line->cells, end);
	unsigned plain = end - blank >= ERASE_LEAST ? blank : end; /* what is not going to be erased */
	bool doubtful = false; /* the cell before was written, and may have been drawn over this one */
	for (unsigned column = 0, width; column < end; column += width) {
		const struct cell *cell = &line->cells[column];
		width = MAX(cell->width, 1);
		if (!doubtful && stands_there(writer, line, before, column))
			continue;
		if (column + width > end)
			return;
		fill_gap(writer, line, column, out);
		if (column >= blank && end - column >= ERASE_LEAST) {
			erase_rest(writer, line->row, column, out);
			return;
		}
		put_cell(writer, line, column, out);
		doubtful = is_doubtful(cell);
		if (writer->placed && writer->column < plain)
			width = put_plain(writer, line->cells, before, column + width, plain, out) - column;
	}
}

/* Scrolling -------------------------------------------------------------------------------------------------------- */

static bool is_seen(const struct writer *writer, const struct canvas *canvas, unsigned row)
{
	return writer->seen[row] == canvas->stamps[row];
}

/*
 * Whether a row of the canvas shows what stands in row `source` of the screen, by its stamp or, if `look`, by its
 * cells.
 */
static bool stands_in(const struct writer *writer, const struct canvas *canvas, unsigned row, unsigned source,
                      bool look)
{
	return writer->seen[source] == canvas->stamps[row] ||
	       (look && grid_same(&canvas->grid, canvas_cell(canvas, row, 0), &writer->shown, writer->lines[source],
	                          canvas->columns));
}

/* The rows from `from` on that show what stands `by` rows below them on the screen; 0 where the first has not moved. */
static unsigned moved_rows(const struct writer *writer, const struct canvas *canvas, unsigned from, int by, bool look)
{
	unsigned count = 0;
	for (unsigned row = from; row < canvas->rows; row++, count++) {
		unsigned source = (unsigned)((int)row + by);
		if (is_seen(writer, canvas, row) || source >= canvas->rows ||
		    !stands_in(writer, canvas, row, source, look) ||
		    (count == 0 && stands_in(writer, canvas, row, row, look)))
			break;
	}
	return count;
}

static void fill_blank(struct cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cells[i] = blank_cell;
}

/*
 * Moves to [from, from + count) the rows that stand `by` (1 or -1) rows below; the row that they leave becomes blank.
 */
static void move_rows(struct writer *writer, unsigned from, unsigned count, int by, GString *out)
{
	unsigned first = by > 0 ? from : from - 1, last = first + count;
	wear_plain(writer, out);
	g_string_append_len(out, "\033[", 2);
	utf8_append_number(out, first + 1);
	g_string_append_c(out, ';');
	utf8_append_number(out, last + 1);
	g_string_append_c(out, 'r');
	writer->placed = false;
	move_to(writer, by > 0 ? last : first, 0, out);
	g_string_append(out, by > 0 ? "\n\033[r" : "\033M\033[r");
	writer->placed = false;
	unsigned source = (unsigned)((int)from + by), left = by > 0 ? last : first, lost = by > 0 ? first : last;
	struct cell *cells = writer->lines[lost];
	memmove(writer->lines + from, writer->lines + source, count * sizeof *writer->lines);
	memmove(writer->seen + from, writer->seen + source, count * sizeof *writer->seen);
	writer->lines[left] = cells;
	writer->seen[left] = 0;
	fill_blank(cells, writer->columns);
}

/* What moved by a row is moved by the terminal; true where something did. */
__attribute__((hot))
static bool follow(struct writer *writer, const struct canvas *canvas, bool look, GString *out)
{
	for (int by = -1; by <= 1; by += 2) {
		for (unsigned row = 0; row < canvas->rows;) {
			unsigned count = moved_rows(writer, canvas, row, by, look);
			if (count >= SCROLL_LEAST) {
				move_rows(writer, row, count, by, out);
				return true;
			}
			row += MAX(count, 1);
		}
	}
	return false;
}

/* A list moves its rows in the canvas; what a reader shows is painted anew, and has to be looked at. */
static void follow_scroll(struct writer *writer, const struct canvas *canvas, GString *out)
{
	if (!follow(writer, canvas, false, out))
		follow(writer, canvas, true, out);
}

/* Screens ---------------------------------------------------------------------------------------------------------- */

static void begin_screen(struct writer *writer, const struct canvas *canvas, GString *out)
{
	size_t count = (size_t)canvas->rows * canvas->columns;
	writer->rows = canvas->rows;
	writer->columns = canvas->columns;
	grid_resize(&writer->shown, count);
	writer->lines = g_renew(struct cell *, writer->lines, canvas->rows);
	for (unsigned row = 0; row < canvas->rows; row++)
		writer->lines[row] = writer->shown.cells + (size_t)row * canvas->columns;
	writer->seen = g_renew(uint32_t, writer->seen, canvas->rows);
	memset(writer->seen, 0, canvas->rows * sizeof *writer->seen);
	writer->placed = false;
	wear_plain(writer, out);
	g_string_append(out, "\033[H\033[2J");
}

static void show_cursor(struct writer *writer, GString *out)
{
	move_to(writer, writer->cursor_row, writer->cursor_column, out);
}

static void take_cursor(struct writer *writer, const struct canvas *canvas, GString *out)
{
	if (writer->cursor_visible != canvas->cursor_visible)
		g_string_append(out, canvas->cursor_visible ? "\033[?25h" : "\033[?25l");
	writer->cursor_visible = canvas->cursor_visible;
	writer->cursor_row = canvas->cursor_row;
	writer->cursor_column = canvas->cursor_column;
	show_cursor(writer, out);
}

static void show_row(struct writer *writer, const struct canvas *canvas, unsigned row, GString *out)
{
	const struct line line = {&canvas->grid, canvas_cell(canvas, row, 0), row};
	struct cell *before = writer->lines[row];
	writer->seen[row] = canvas->stamps[row];
	if (grid_same(line.grid, line.cells, &writer->shown, before, canvas->columns))
		return;
	write_row(writer, &line, before, out);
	grid_copy(&writer->shown, before, line.grid, line.cells, canvas->columns);
}

__attribute__((hot))
bool writer_show(struct writer *writer, const struct canvas *canvas, GString *out)
{
	size_t begins = out->len;
	bool anew = !writer->shown.cells || writer->rows != canvas->rows || writer->columns != canvas->columns;
	if (anew)
		begin_screen(writer, canvas, out);
	else if (writer->options.scrolls)
		follow_scroll(writer, canvas, out);
	for (unsigned row = 0; row < canvas->rows; row++)
		if (!is_seen(writer, canvas, row))
			show_row(writer, canvas, row, out);
	if (writer->cursor_visible != 0 && out->len - begins > LARGE) {
		g_string_insert(out, (gssize)begins, "\033[?25l");
		writer->cursor_visible = 0;
	}
	take_cursor(writer, canvas, out);
	return anew;
}

void writer_repair(struct writer *writer, unsigned row, GString *out)
{
	writer->placed = false;
	if (!writer->shown.cells || row >= writer->rows)
		return;
	const struct line line = {&writer->shown, writer->lines[row], row};
	write_row(writer, &line, NULL, out);
	show_cursor(writer, out);
}
