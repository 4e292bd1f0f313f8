/* SPDX-License-Identifier: MIT */
#ifndef UI_FRAME_H
#define UI_FRAME_H

/*
 * What stands around the panes: the bar with a pane's title and position, and the borders between panes. Drawn in ASCII,
 * or in box-drawing characters where `lines` says so: their width depends on the terminal, which must have told it. The
 * bar in focus has brackets besides its style.
 *
 *   -[ Articles ]------------- 2/5 -+-- The title of the article --------- 45% -
 */

#include <stdbool.h>

#include "base/span.h"
#include "ui/canvas.h"
#include "ui/layout.h"

void frame_bar(struct canvas *canvas, struct rect bar, struct span title, struct span position, bool active,
	       bool lines);

/* After the bars: the borders, crossed where a bar meets them. */
void frame_borders(struct canvas *canvas, const struct layout *layout, bool lines);

#endif
