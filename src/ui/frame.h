/* SPDX-License-Identifier: MIT */
#ifndef UI_FRAME_H
#define UI_FRAME_H

/*
 * What stands around the panes: the bar with a pane's title and position, and the borders between panes. Drawn in
 * ASCII, in box-drawing characters, or in none, as `lines` says: their width depends on the terminal, which must have
 * told it. The bar in focus has brackets besides its style.
 *
 *   -[ Articles ]------------- 2/5 -+-- The title of the article --------- 45% -
 */

#include <stdbool.h>

#include "base/span.h"
#include "ui/canvas.h"
#include "ui/layout.h"

/* What frames are drawn of; plain: of nothing, for those who hear the screen. */
enum frame_lines { FRAME_ASCII, FRAME_BOXES, FRAME_PLAIN };

/* The bar of a pane: its title, and its position at the right, if both fit. `active`: the pane is in focus. */
void frame_bar(struct canvas *canvas, struct rect bar, struct span title, struct span position, bool active,
               enum frame_lines lines);

/* After the bars: the borders, crossed where a bar meets them. */
void frame_borders(struct canvas *canvas, const struct layout *layout, enum frame_lines lines);

#endif
