/* SPDX-License-Identifier: MIT */
#ifndef UI_LAYOUT_H
#define UI_LAYOUT_H

/*
 * Where the panes stand: sizes in, rectangles out. Each pane has a bar with its title above its body; panes side by
 * side are parted by one column; the last row of the screen is the status line's.
 *
 *   100 columns and more           180 and more                 below 100, or the reader alone
 *   list    | reader               list   | reader | related    the pane in focus
 *   --------|                             |        |
 *   related |                             |        |
 *   status line
 *
 *   stacked, 18 rows and more (related beside the list from 100 columns on)
 *   list | related
 *   reader
 *   status line
 */

#include <stdbool.h>

#include "ui/canvas.h"

enum pane_id { PANE_LIST, PANE_READER, PANE_RELATED, PANE_FACETS, PANE_TIMELINE, PANE_COUNT };

/* From this one on they share one place, that of the related pane: one of them is there. */
#define PANE_BESIDE PANE_RELATED

/* How several panes share the screen; single: the one in focus has all of it. */
enum arrangement { ARRANGE_SIDE_BY_SIDE, ARRANGE_STACKED, ARRANGE_SINGLE, ARRANGE_COUNT };

struct layout_wish {
	unsigned rows, columns; /* of the screen */
	enum pane_id focus;     /* which pane, where only one shows */
	bool alone;             /* one pane even where there is room */
	bool related;           /* a pane in the place of the related one is wanted: */
	enum pane_id beside;    /* this, or the one in focus; 0: the related pane */
	unsigned measure;       /* columns of text that the reader likes to have */
	enum arrangement arrangement;
	int list_columns, list_rows; /* by so many the list is larger than it would be: side by side, stacked */
	int related_size;            /* the same for the related pane: rows below the list, columns beside a pane */
};

struct layout_pane {
	bool shown;
	struct rect bar;  /* one row, or none on the lowest screens */
	struct rect body;
};

struct layout {
	struct layout_pane panes[PANE_COUNT];
	struct rect borders[2]; /* one column each */
	unsigned border_count;
	bool one;               /* one pane shows, not several */
	struct rect status;     /* one row, or none */
};

/* Fills the layout in, whatever it was. Panes without room have rectangles without cells. */
void layout_make(const struct layout_wish *wish, struct layout *layout);

#endif
