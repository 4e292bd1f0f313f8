/* SPDX-License-Identifier: MIT */
/*
 * The screen without curses' idea of widths. Where curses does not ask our wcwidth() (another curses, a library that
 * was linked with -Bsymbolic) it would put characters into wrong columns; then its own screen stays blank and rows are
 * written here. Each character beyond ASCII is followed by a move to its neighbour's column, so that not even a wrong
 * width moves what stands behind it. Everything goes through stdout, where putp() writes. Columns are cells.
 */
#include <stdio.h>

#include "term/term_state.h"
#include "term/wcwidth.h"
#include "text/utf8.h"

/* Columns that curses gives to a quotation mark while the ambiguous characters have so many cells; 0: cannot be told. */
static int curses_columns(uint8_t ambiguous)
{
	struct widths widths = {.ambiguous = ambiguous};
	WINDOW *pad = newpad(1, 8);
	int row = 0, column = 0;
	if (!pad)
		return 0;
	wcwidth_use(&widths);
	if (mvwaddwstr(pad, 0, 0, L"\u201C") == OK)
		getyx(pad, row, column);
	wcwidth_use(NULL);
	delwin(pad);
	return row == 0 ? column : 0;
}

bool place_needed(void)
{
	return g_getenv("JIANBAO_PLACE") || curses_columns(1) != 1 || curses_columns(2) != 2;
}

static void put_cursor(unsigned row, unsigned column)
{
	putp(tiparm(tigetstr("cup"), (int)row, (int)column));
}

static void put_cell(const struct cell *cell)
{
	char bytes[4];
	for (unsigned i = 0; i < cell->count; i++)
		fwrite(bytes, 1, utf8_put(bytes, cell->code[i]), stdout);
}

static bool same_look(const struct cell *a, const struct cell *b)
{
	return a->style == b->style && a->attributes == b->attributes;
}

/* Where writing the lower right cell scrolls the screen it is left out. */
static unsigned columns_of(const struct term *term, unsigned row)
{
	bool scrolls = tigetflag("am") > 0 && tigetflag("xenl") <= 0;
	return term->shown_columns - (scrolls && row + 1 == term->shown_rows ? 1 : 0);
}

void place_row(const struct term *term, unsigned row)
{
	const struct cell *cells = term->shown + (size_t)row * term->shown_columns, *before = NULL;
	unsigned end = columns_of(term, row);
	for (unsigned column = 0; column < end; column++) {
		const struct cell *cell = &cells[column];
		if (cell->width == 0 || column + cell->width > end)
			continue;
		if (!before || !same_look(before, cell)) {
			struct look look = theme_look(&term->theme, (enum style)cell->style, cell->attributes);
			vid_puts(look.attributes, look.pair, NULL, putchar);
		}
		if (!before || before->count != 1 || before->code[0] >= 0x80)
			put_cursor(row, column);
		put_cell(cell);
		before = cell;
	}
}

void place_cursor(const struct term *term)
{
	vid_puts(A_NORMAL, 0, NULL, putchar);
	put_cursor(term->cursor_row, term->cursor_column);
	fflush(stdout);
}
