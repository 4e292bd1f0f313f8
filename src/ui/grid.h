/* SPDX-License-Identifier: MIT */
#ifndef UI_GRID_H
#define UI_GRID_H

/*
 * Cells of a screen, kept small: every key looks at those of several rows, in three copies, and between keys they fall
 * out of the caches. What few cells need besides, marks or colours of their own, stands apart and is there only if one
 * has it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/width.h"

struct cell {
	uint32_t code;      /* ' ' for a blank; of several code points the first */
	uint8_t count;      /* code points */
	uint8_t width;      /* 1, 2, or 0 for the right half of a wide one */
	uint8_t style;      /* enum style */
	uint8_t attributes; /* enum style_attribute; CELL_PAINTED */
};

/* Among the attributes: a cell of a picture, which has colours of its own, 0xRRGGBB, and no marks. */
#define CELL_PAINTED 0x80u

struct cell_extra {
	union {
		uint32_t marks[GLYPH_MARKS]; /* code points behind the first */
		struct {
			uint32_t fore, back;
		} paint;
	};
};

struct grid {
	struct cell *cells;
	struct cell_extra *extras; /* one a cell; NULL where none ever had any */
	size_t count;
};

/* So many cells, all of them plain blanks. What the grid held is lost; a zeroed one holds nothing. */
void grid_resize(struct grid *grid, size_t count);

/* Frees what the grid holds. */
void grid_clear(struct grid *grid);

static inline bool cell_has_extra(const struct cell *cell)
{
	return cell->count > 1 || (cell->attributes & CELL_PAINTED);
}

/* What a cell of the grid has besides, if it has anything. */
static inline const struct cell_extra *grid_extra(const struct grid *grid, const struct cell *cell)
{
	return grid->extras + (cell - grid->cells);
}

/* A place for what a cell of the grid shall have besides. */
struct cell_extra *grid_need_extra(struct grid *grid, const struct cell *cell);

/* A code point of a cell of the grid, `index` below its count. */
static inline uint32_t grid_code(const struct grid *grid, const struct cell *cell, unsigned index)
{
	return index == 0 ? cell->code : grid_extra(grid, cell)->marks[index - 1];
}

/* Copies `count` cells of `source` to `to`, a cell of the grid. */
void grid_copy(struct grid *grid, struct cell *to, const struct grid *source, const struct cell *from, size_t count);

/* Whether `count` cells of two grids show the same. */
bool grid_same(const struct grid *one, const struct cell *a, const struct grid *other, const struct cell *b,
               size_t count);

#endif
