/* SPDX-License-Identifier: MIT */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

/*
 * A grid of cells that panes paint into. It knows no terminal: tests compare it, term/ copies it to the screen.
 * Rows and columns count from 0. A wide character takes a cell of width 2 and, right of it, one of width 0; the canvas
 * never holds half of one: what would stand half outside is a blank, and overwriting one half blanks the other.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "picture/raster.h"
#include "text/width.h"
#include "ui/grid.h"
#include "ui/style.h"

struct rect {
	unsigned row, column, rows, columns;
};

struct canvas {
	unsigned rows, columns;
	unsigned cursor_row, cursor_column; /* where the hardware cursor belongs */
	bool cursor_visible;
	const struct widths *widths;        /* borrowed */
	struct grid grid;                   /* rows * columns, in no order of rows */
	struct cell **lines;                /* of each row: where its cells begin */
	uint32_t *stamps;                   /* of each row: another one when it is written; not 0; moves with it */
	uint32_t stamp;                     /* the last one given */
	void *aside;                        /* room for what rows have of one kind, while they change places */
	struct raster *picture;             /* shown over its area where the terminal has pixels; NULL; borrowed until
	                                       the next drawing */
	struct rect picture_area;
};

/* All blank. The widths are borrowed; where they become others, all is to be drawn anew. */
struct canvas *canvas_new(unsigned rows, unsigned columns, const struct widths *widths);
void canvas_free(struct canvas *canvas); /* NULL is allowed */

/* Another size; all cells become blank. */
void canvas_resize(struct canvas *canvas, unsigned rows, unsigned columns);

/* Blanks of one style; what lies outside the canvas is clipped. */
void canvas_fill(struct canvas *canvas, struct rect area, enum style style);

/*
 * Draws `text` cleaned for the screen (glyph_next) in at most `columns` cells from (row, column), clipped to the
 * canvas. Gives the cells used; the rest is left as it was.
 */
unsigned canvas_text(struct canvas *canvas, unsigned row, unsigned column, unsigned columns, struct span text,
                     enum style style, unsigned attributes);

/* As canvas_text, but a text that does not fit ends in "..", and what is left of `columns` is filled with blanks. */
void canvas_field(struct canvas *canvas, unsigned row, unsigned column, unsigned columns, struct span text,
                  enum style style, unsigned attributes);

/* The same character of one cell, again and again. */
void canvas_rule(struct canvas *canvas, struct rect area, uint32_t code, enum style style);

/*
 * Moves `count` rows from `row` on up by `by` rows, or down where that is negative, without copying a cell; |by| below
 * count, all inside. The rows that are left at one end come in at the other, to be drawn over.
 */
void canvas_scroll(struct canvas *canvas, unsigned row, unsigned count, long by);

/* One glyph into one cell (two where it is wide); false where it does not fit whole. */
bool canvas_glyph(struct canvas *canvas, unsigned row, unsigned column, const struct glyph *glyph, enum style style,
                  unsigned attributes);

/* Gives the cells of a row another style, keeping what they show. */
void canvas_restyle(struct canvas *canvas, struct rect area, enum style style);

/*
 * Takes the cells of `area`, which lies inside, into a grid, row by row from its cell `at` on; and puts them there
 * again: an area that held no half of anything.
 */
void canvas_take(const struct canvas *canvas, struct rect area, struct grid *grid, size_t at);
void canvas_put(struct canvas *canvas, struct rect area, const struct grid *grid, size_t at);

/* A cell of a picture: one character of one column. */
void canvas_paint(struct canvas *canvas, unsigned row, unsigned column, uint32_t code, uint32_t fore, uint32_t back);

/* Puts the hardware cursor there and shows it; nothing where the row is outside. */
void canvas_cursor(struct canvas *canvas, unsigned row, unsigned column);

/* A cell inside the canvas, which must be there; valid until something is drawn. */
const struct cell *canvas_cell(const struct canvas *canvas, unsigned row, unsigned column);

/* Appends what a cell of the canvas shows; nothing for the right half of something wide. */
void canvas_append(const struct canvas *canvas, const struct cell *cell, GString *out);

/* The grid as text, one line a row, without trailing blanks: what golden files hold. For g_free(). */
char *canvas_dump(const struct canvas *canvas);

#endif
