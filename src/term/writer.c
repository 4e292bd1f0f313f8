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
	struct cell *shown;  /* what stands on the screen: rows * columns, in no order of rows; NULL where that is not known */
	struct cell **lines; /* of each row: where its cells begin */
	uint32_t *seen;      /* of each row: the canvas's stamp when it was shown; 0 where other cells are there now */
	unsigned rows, columns;
	unsigned row, column; /* where the next character goes; where the terminal's own cursor is, if `placed` */
	bool placed;
	struct cell worn; /* whose look is switched on */
	struct look look; /* and what that is */
	unsigned cursor_row, cursor_column;
	int cursor_visible; /* -1: not known */
};

static const struct cell blank_cell = {.code = {' '}, .count = 1, .width = 1, .style = STYLE_TEXT};
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
	g_free(writer->shown);
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
	g_clear_pointer(&writer->shown, g_free);
	writer->cursor_visible = -1;
	writer->placed = false;
}

/* Cursor and look -------------------------------------------------------------------------------------------------- */

static void move_to(struct writer *writer, unsigned row, unsigned column, GString *out)
{
	if (writer->placed && writer->row == row && writer->column == column)
		return;
	g_string_append_len(out, "\033[", 2);
	look_number(out, row + 1);
	g_string_append_c(out, ';');
	look_number(out, column + 1);
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

/* Whether two cells have one look. */
static inline bool looks_like(const struct cell *a, const struct cell *b)
{
	return a->style == b->style && a->attributes == b->attributes &&
	       (!(a->attributes & CELL_PAINTED) ||
		(a->code[CELL_FORE] == b->code[CELL_FORE] && a->code[CELL_BACK] == b->code[CELL_BACK]));
}

static struct look look_of(const struct writer *writer, const struct cell *cell)
{
	const struct theme *theme = &writer->options.theme;
	if (cell->attributes & CELL_PAINTED)
		return theme_paint(theme, cell->code[CELL_FORE], cell->code[CELL_BACK]);
	return theme_look(theme, (enum style)cell->style, cell->attributes);
}

static void wear(struct writer *writer, const struct cell *cell, GString *out)
{
	if (looks_like(cell, &writer->worn))
		return;
	struct look look = look_of(writer, cell);
	if (cell->code[0] == ' ' && cell->count == 1 && blank_looks_same(&writer->look, &look))
		return;
	wear_look(writer, &look, out);
	writer->worn = *cell;
}

/* Cells ------------------------------------------------------------------------------------------------------------ */

/* Pictures are painted only where their characters are known to be narrow. */
static bool is_doubtful(const struct cell *cell)
{
	return cell->count != 1 || (!(cell->attributes & CELL_PAINTED) && !width_certain(cell->code[0]));
}

/* Marks in the last column make some terminals go on in the next row, so a glyph there is shown without. */
static void put_codes(const struct cell *cell, bool last, GString *out)
{
	for (unsigned i = 0; i < cell->count && (i == 0 || !last); i++)
		if (cell->code[i] < 0x80)
			g_string_append_c(out, (char)cell->code[i]);
		else
			utf8_append(out, cell->code[i]);
}

static void put_cell(struct writer *writer, unsigned row, unsigned column, const struct cell *cell, GString *out)
{
	bool doubtful = is_doubtful(cell);
	move_to(writer, row, column, out);
	wear(writer, cell, out);
	if (doubtful && (cell->width == 2 || cell->code[0] >= 0x10000)) {
		g_string_append_len(out, "  ", cell->width);
		writer->placed = false;
		move_to(writer, row, column, out);
	}
	writer->column += cell->width;
	bool last = writer->column >= writer->columns;
	put_codes(cell, last, out);
	writer->placed = !doubtful && !last;
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

static struct cell *shown_row(const struct writer *writer, unsigned row)
{
	return writer->lines[row];
}

static bool same_cells(const struct cell *a, const struct cell *b, size_t count)
{
	return memcmp(a, b, count * sizeof *a) == 0;
}

static unsigned end_of(const struct writer *writer, unsigned row)
{
	bool corner = writer->options.corner_scrolls && row + 1 == writer->rows;
	return writer->columns - (corner ? 1 : 0);
}

/* From where on a row is nothing but plain blanks. */
static unsigned blank_from(const struct cell *cells, unsigned end)
{
	while (end > 0 && same_cells(&cells[end - 1], &blank_cell, 1))
		end--;
	return end;
}

static bool is_cheap(const struct writer *writer, const struct cell *cell)
{
	return looks_like(cell, &writer->worn) && cell->width > 0 && !is_doubtful(cell);
}

/* Goes on at `column` by writing again the few unchanged cells before it, where that is cheaper than a jump. */
static void fill_gap(struct writer *writer, const struct cell *cells, unsigned row, unsigned column, GString *out)
{
	if (!writer->placed || writer->row != row || column <= writer->column || column - writer->column > GAP_MOST)
		return;
	for (unsigned at = writer->column; at < column; at += cells[at].width)
		if (!is_cheap(writer, &cells[at]))
			return;
	while (writer->column < column)
		put_cell(writer, row, writer->column, &cells[writer->column], out);
}

static void erase_rest(struct writer *writer, unsigned row, unsigned column, GString *out)
{
	move_to(writer, row, column, out);
	wear_look(writer, &plain_look, out);
	writer->worn = blank_cell;
	g_string_append_len(out, "\033[K", 3);
}

/* Writes the cells of a row where they are not those of `before`; all of them where that is NULL. */
static void write_row(struct writer *writer, unsigned row, const struct cell *cells, const struct cell *before,
		      GString *out)
{
	unsigned end = end_of(writer, row), blank = blank_from(cells, end);
	bool doubtful = false; /* the cell before was written, and may have been drawn over this one */
	for (unsigned column = 0, width; column < end; column += width) {
		const struct cell *cell = &cells[column];
		width = MAX(cell->width, 1);
		if (!doubtful && before && same_cells(cell, before + column, 1))
			continue;
		if (column + width > end)
			return;
		fill_gap(writer, cells, row, column, out);
		if (column >= blank && end - column >= ERASE_LEAST) {
			erase_rest(writer, row, column, out);
			return;
		}
		put_cell(writer, row, column, cell, out);
		doubtful = is_doubtful(cell);
	}
}

/* Scrolling -------------------------------------------------------------------------------------------------------- */

static bool is_seen(const struct writer *writer, const struct canvas *canvas, unsigned row)
{
	return writer->seen[row] == canvas->stamps[row];
}

/* Whether a row of the canvas shows what stands in row `source` of the screen. */
static bool stands_in(const struct writer *writer, const struct canvas *canvas, unsigned row, unsigned source)
{
	return writer->seen[source] == canvas->stamps[row] ||
	       same_cells(canvas_cell(canvas, row, 0), shown_row(writer, source), canvas->columns);
}

/* The rows from `from` on that show what stands `by` rows below them on the screen; 0 where the first has not moved. */
static unsigned moved_rows(const struct writer *writer, const struct canvas *canvas, unsigned from, int by)
{
	unsigned count = 0;
	for (unsigned row = from; row < canvas->rows; row++, count++) {
		unsigned source = (unsigned)((int)row + by);
		if (is_seen(writer, canvas, row) || source >= canvas->rows || !stands_in(writer, canvas, row, source) ||
		    (count == 0 && stands_in(writer, canvas, row, row)))
			break;
	}
	return count;
}

static void fill_blank(struct cell *cells, size_t count)
{
	for (size_t i = 0; i < count; i++)
		cells[i] = blank_cell;
}

/* Moves to [from, from + count) the rows that stand `by` (1 or -1) rows below; the row that they leave becomes blank.
 */
static void move_rows(struct writer *writer, unsigned from, unsigned count, int by, GString *out)
{
	unsigned first = by > 0 ? from : from - 1, last = first + count;
	wear_plain(writer, out);
	g_string_append_len(out, "\033[", 2);
	look_number(out, first + 1);
	g_string_append_c(out, ';');
	look_number(out, last + 1);
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

/* A list that moved by a row is moved by the terminal. */
static void follow_scroll(struct writer *writer, const struct canvas *canvas, GString *out)
{
	for (int by = -1; by <= 1; by += 2) {
		for (unsigned row = 0; row < canvas->rows;) {
			unsigned count = moved_rows(writer, canvas, row, by);
			if (count >= SCROLL_LEAST) {
				move_rows(writer, row, count, by, out);
				return;
			}
			row += MAX(count, 1);
		}
	}
}

/* Screens ---------------------------------------------------------------------------------------------------------- */

static void begin_screen(struct writer *writer, const struct canvas *canvas, GString *out)
{
	size_t count = (size_t)canvas->rows * canvas->columns;
	writer->rows = canvas->rows;
	writer->columns = canvas->columns;
	writer->shown = g_renew(struct cell, writer->shown, count);
	writer->lines = g_renew(struct cell *, writer->lines, canvas->rows);
	for (unsigned row = 0; row < canvas->rows; row++)
		writer->lines[row] = writer->shown + (size_t)row * canvas->columns;
	writer->seen = g_renew(uint32_t, writer->seen, canvas->rows);
	fill_blank(writer->shown, count);
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
	const struct cell *cells = canvas_cell(canvas, row, 0);
	struct cell *before = shown_row(writer, row);
	writer->seen[row] = canvas->stamps[row];
	if (same_cells(cells, before, canvas->columns))
		return;
	write_row(writer, row, cells, before, out);
	memcpy(before, cells, canvas->columns * sizeof *cells);
}

bool writer_show(struct writer *writer, const struct canvas *canvas, GString *out)
{
	size_t begins = out->len;
	bool anew = !writer->shown || writer->rows != canvas->rows || writer->columns != canvas->columns;
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
	if (!writer->shown || row >= writer->rows)
		return;
	write_row(writer, row, shown_row(writer, row), NULL, out);
	show_cursor(writer, out);
}
