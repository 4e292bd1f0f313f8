/* SPDX-License-Identifier: MIT */
#ifndef UI_CURSOR_H
#define UI_CURSOR_H

/*
 * Where one stands in a list that is longer than its window. Pure arithmetic: it knows neither what the rows are nor
 * how they look. Rows count from 0.
 *
 *        0  -
 *      top  +---------+
 *           |         | height
 * selected  |> row    |
 *           +---------+
 *    count  -
 *
 * Always: selected < count (0 in an empty list), the selected row stands in the window, and no window row is wasted
 * behind the end while there are rows above it.
 */

#include <stddef.h>

struct cursor {
	size_t count;    /* rows there are */
	size_t height;   /* rows that show; 0 is taken as 1 */
	size_t selected;
	size_t top;      /* the first row that shows */
};

/*
 * The rows are others now, `selected` is the one to stand on: it shows on the same line of the window as the last
 * one.
 */
void cursor_set_rows(struct cursor *cursor, size_t count, size_t selected);

/* Rows of the window; the selected one shows afterwards. */
void cursor_set_height(struct cursor *cursor, size_t height);

/* Selects a row, the last one where there is none of that number, and scrolls as little as shows it. */
void cursor_select(struct cursor *cursor, size_t row);

/* Selects the row `by` further down (negative: up), stopping at the ends. */
void cursor_move(struct cursor *cursor, long by);

/* As cursor_move, but the window moves along by as many rows: for pages. */
void cursor_scroll(struct cursor *cursor, long by);

/* Scrolls as little as shows rows [first, last], `first` above all where the window is too low for both. */
void cursor_reveal(struct cursor *cursor, size_t first, size_t last);

#endif
