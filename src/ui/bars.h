/* SPDX-License-Identifier: MIT */
#ifndef UI_BARS_H
#define UI_BARS_H

/* Rows that count something: a text, a bar, a number. Units: cells. */

#include <stdbool.h>
#include <stdint.h>

#include "ui/canvas.h"

/* How a pane divides its rows. */
struct bars {
	unsigned bar, number; /* cells of both; 0: there is no room for a bar */
};

/* For rows so wide, in which no number is larger than `most`. */
struct bars bars_fit(unsigned columns, uint32_t most);

/*
 * Draws bar and number at the right of `line` and leaves in it what is left for the text. A bar has its whole length
 * for `most`, and at least a tick for what is not nothing; for a `most` of 0 there is none. `logarithmic`: each cell
 * stands for the same factor.
 */
void bars_draw(const struct bars *bars, struct canvas *canvas, struct rect *line, uint32_t number, uint32_t most,
               bool logarithmic, enum style style);

#endif
