/* SPDX-License-Identifier: MIT */
#ifndef PICTURE_CHAFA_H
#define PICTURE_CHAFA_H

/*
 * Rasters as what a terminal shows: coloured cells, or the bytes of a graphics protocol. Chafa's library does the
 * first, and sixel; it is opened when it is needed.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "picture/raster.h"

/* A cell of a picture: a character over a background; colours are 0xRRGGBB. */
struct picture_cell {
	uint32_t code;
	uint32_t fore, back;
};

/* What cells may be made of: blanks alone, or blocks that fill a part of a cell, too. */
enum picture_symbols { PICTURE_BLANKS, PICTURE_BLOCKS };

struct chafa;

/* Nothing is opened yet. */
struct chafa *chafa_new(void);
void chafa_free(struct chafa *chafa); /* NULL is allowed */

/* False where the library is not installed, or was left out. */
bool chafa_is_there(struct chafa *chafa);

/* The picture stretched over `columns` by `rows` cells, row by row, for g_free(); NULL without the library. */
struct picture_cell *chafa_cells(struct chafa *chafa, const struct raster *raster, unsigned columns, unsigned rows,
                                 enum picture_symbols symbols);

/* Appends the picture in its own size as sixels, to be shown from the cursor on; false without the library. */
bool chafa_sixels(struct chafa *chafa, const struct raster *raster, GString *out);

/*
 * Appends the picture for kitty's protocol, to be shown from the cursor on over `columns` by `rows` cells; the cursor
 * stays. Needs no library.
 */
void kitty_picture(const struct raster *raster, unsigned columns, unsigned rows, GString *out);

/* Takes all such pictures away. */
void kitty_clear(GString *out);

#endif
