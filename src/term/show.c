/* SPDX-License-Identifier: MIT */
/*
 * A canvas onto the screen, by way of ncursesw, whose idea of the screen decides what is sent; a copy of the last
 * canvas spares it rows that did not change. Whole rows are written, never parts of one: half of a wide character
 * overwritten leaves curses and the terminal at odds.
 */
#include <string.h>

#include "term/term_state.h"

#define SCROLL_LEAST 4                       /* rows that moved together */
#define CLIPBOARD_LARGEST ((size_t)74 << 10) /* bytes; terminals ignore longer ones */

/*
 * Asks what the probe wants to know next. The row that it draws over is drawn again at once, behind the questions, so
 * that nothing of them stays whether the terminal answers or not.
 */
void term_ask(struct term *term)
{
	struct span question = term->probe ? probe_question(term->probe) : (struct span){NULL, 0};
	if (question.len == 0)
		return;
	term_write(term, question);
	if (term->places) {
		if (term->shown && PROBE_ROW < term->shown_rows)
			place_row(term, PROBE_ROW);
		place_cursor(term);
		return;
	}
	wredrawln(stdscr, PROBE_ROW, 1);
	refresh();
}

void term_size(const struct term *term, unsigned *rows, unsigned *columns)
{
	(void)term;
	*rows = LINES > 0 ? (unsigned)LINES : 1;
	*columns = COLS > 0 ? (unsigned)COLS : 1;
}

void term_redraw(struct term *term)
{
	g_clear_pointer(&term->shown, g_free);
	clearok(curscr, TRUE);
}

static void make_character(const struct term *term, const struct cell *cell, cchar_t *out)
{
	wchar_t codes[CCHARW_MAX + 1];
	size_t count = cell->count < CCHARW_MAX ? cell->count : CCHARW_MAX;
	for (size_t i = 0; i < count; i++)
		codes[i] = (wchar_t)cell->code[i];
	codes[count] = L'\0';
	struct look look = theme_look(&term->theme, (enum style)cell->style, cell->attributes);
	if (count == 0 || setcchar(out, codes, look.attributes, look.pair, NULL) != OK)
		setcchar(out, L" ", look.attributes, look.pair, NULL);
}

static void add_row(struct term *term, const struct canvas *canvas, unsigned row)
{
	const struct cell *cells = canvas->cells + (size_t)row * canvas->columns;
	unsigned count = 0;
	for (unsigned column = 0; column < canvas->columns; column++)
		if (cells[column].width > 0)
			make_character(term, &cells[column], &term->line[count++]);
	mvadd_wchnstr((int)row, 0, term->line, (int)count);
}

static bool same_row(const struct term *term, const struct canvas *canvas, unsigned row)
{
	size_t at = (size_t)row * canvas->columns;
	return memcmp(term->shown + at, canvas->cells + at, canvas->columns * sizeof *canvas->cells) == 0;
}

static void show_cursor(struct term *term, const struct canvas *canvas)
{
	if (term->cursor_visible != canvas->cursor_visible) {
		term->cursor_visible = canvas->cursor_visible;
		curs_set(canvas->cursor_visible ? 1 : 0);
	}
	term->cursor_row = canvas->cursor_row;
	term->cursor_column = canvas->cursor_column;
}

/* Room for a canvas of this size; what was shown before counts no more where the size differs. */
static void fit_buffers(struct term *term, const struct canvas *canvas)
{
	if (term->line_size < canvas->columns) {
		term->line = g_renew(cchar_t, term->line, canvas->columns);
		term->line_size = canvas->columns;
	}
	if (term->shown_rows != canvas->rows || term->shown_columns != canvas->columns)
		g_clear_pointer(&term->shown, g_free);
}

/* Copies a row to `shown`; false where it stands there already. */
static bool take_row(struct term *term, const struct canvas *canvas, unsigned row, bool anew)
{
	size_t at = (size_t)row * canvas->columns;
	if (!anew && same_row(term, canvas, row))
		return false;
	memcpy(term->shown + at, canvas->cells + at, canvas->columns * sizeof *canvas->cells);
	return true;
}

/* The rows from `from` on that show what `shown` has `by` rows below them; 0 where the first one has not moved. */
static unsigned moved_rows(const struct term *term, const struct canvas *canvas, unsigned from, int by)
{
	size_t columns = canvas->columns, bytes = columns * sizeof *canvas->cells;
	unsigned count = 0;
	for (unsigned row = from; row < canvas->rows && (int)row + by >= 0 && (int)row + by < (int)canvas->rows;
	     row++, count++) {
		const struct cell *now = canvas->cells + row * columns;
		if (memcmp(now, term->shown + (size_t)((int)row + by) * columns, bytes) != 0 ||
		    (count == 0 && same_row(term, canvas, row)))
			break;
	}
	return count;
}

/* Moves the rows [from, from + count) of what is shown, which come from `by` rows below; what they leave is unknown
 * then. */
static void move_rows(struct term *term, unsigned from, unsigned count, int by)
{
	size_t columns = term->shown_columns, bytes = columns * sizeof *term->shown;
	unsigned first = by > 0 ? from : from - 1, last = by > 0 ? from + count : from + count - 1;
	setscrreg((int)first, (int)last);
	scrollok(stdscr, TRUE);
	scrl(by);
	scrollok(stdscr, FALSE);
	setscrreg(0, (int)term->shown_rows - 1);
	memmove(term->shown + from * columns, term->shown + (size_t)((int)from + by) * columns, count * bytes);
	memset(term->shown + (by > 0 ? last : first) * columns, 0, bytes);
}

/*
 * Where a list moved by one row, curses is told so: it needs not be given all rows again, only to find out by itself
 * that they moved.
 */
static void follow_scroll(struct term *term, const struct canvas *canvas)
{
	for (int by = -1; by <= 1; by += 2) {
		for (unsigned row = 0; row < canvas->rows;) {
			unsigned count = moved_rows(term, canvas, row, by);
			if (count >= SCROLL_LEAST) {
				move_rows(term, row, count, by);
				return;
			}
			row += MAX(count, 1);
		}
	}
}

void term_show(struct term *term, const struct canvas *canvas)
{
	fit_buffers(term, canvas);
	bool anew = !term->shown;
	if (anew)
		term->shown = g_new(struct cell, (size_t)canvas->rows * canvas->columns);
	term->shown_rows = canvas->rows;
	term->shown_columns = canvas->columns;
	show_cursor(term, canvas);
	if (term->places)
		refresh(); /* blank, and only where all is drawn anew */
	if (!anew && !term->places)
		follow_scroll(term, canvas);
	for (unsigned row = 0; row < canvas->rows; row++) {
		if (!take_row(term, canvas, row, anew))
			continue;
		if (term->places)
			place_row(term, row);
		else
			add_row(term, canvas, row);
	}
	if (term->places) {
		place_cursor(term);
	} else {
		move((int)canvas->cursor_row, (int)canvas->cursor_column);
		refresh();
	}
	term_ask(term);
}

void term_bell(struct term *term)
{
	(void)term;
	beep();
}

bool term_copy(struct term *term, struct span text)
{
	if (text.len == 0 || text.len > CLIPBOARD_LARGEST)
		return false;
	char *encoded = g_base64_encode((const guchar *)text.at, text.len);
	fprintf(term->out, "\033]52;c;%s\033\\", encoded);
	fflush(term->out);
	g_free(encoded);
	return true;
}
