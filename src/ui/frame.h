/* SPDX-License-Identifier: MIT */
#ifndef UI_FRAME_H
#define UI_FRAME_H

/*
 * What stands around the panes: the bar with a pane's title and position, and the borders between panes. Drawn in
 * ASCII, each cell of it styled STYLE_BORDER, so that the terminal may draw real lines; the bar in focus has brackets
 * besides its style.
 *
 *   -[ Articles ]------------- 2/5 -+-- The title of the article --------- 45% -
 */

#include <stdbool.h>

#include "base/span.h"
#include "ui/canvas.h"
#include "ui/layout.h"

void frame_bar(struct canvas *canvas, struct rect bar, struct span title, struct span position, bool active);

/* After the bars: the borders, crossed where a bar meets them. */
void frame_borders(struct canvas *canvas, const struct layout *layout);

#endif
