/* SPDX-License-Identifier: MIT */
/*
 * The arithmetic of the screen. The reader is given what its measure asks for, and half of the screen at least; the
 * related pane lives below the list until there is room for a third column. Units: rows and columns of cells.
 */
#include "ui/layout.h"

#include <glib.h>
#include <string.h>

enum {
	WIDE = 100,           /* columns from which on several panes show at once, */
	HIGH = 8,             /* if there are so many rows for them too */
	THREE_COLUMNS = 180,  /* from here on the related pane stands beside the reader */
	RELATED_COLUMNS = 44, /* there */
	READER_MARGIN = 4,    /* beside the text, both sides together */
};

/* Divides `area` into bar and body; a bar is left out where the body would have no row. */
static void place(struct layout *layout, enum pane_id id, struct rect area)
{
	unsigned bar = area.rows > 1 ? 1 : 0;
	layout->panes[id] = (struct layout_pane){
		.shown = true,
		.bar = {area.row, area.column, bar, area.columns},
		.body = {area.row + bar, area.column, area.rows - bar, area.columns},
	};
}

/* Cuts `columns` off the left of `area`, draws a border behind them and leaves the rest in `area`. */
static struct rect cut_left(struct layout *layout, struct rect *area, unsigned columns)
{
	struct rect left = {area->row, area->column, area->rows, columns};
	layout->borders[layout->border_count++] = (struct rect){area->row, area->column + columns, area->rows, 1};
	area->column += columns + 1;
	area->columns -= columns + 1;
	return left;
}

static void place_wide(const struct layout_wish *wish, struct layout *layout, struct rect area)
{
	unsigned reader = MAX(MIN(wish->measure + READER_MARGIN, area.columns * 3 / 5), area.columns / 2);
	bool beside = wish->related && area.columns >= THREE_COLUMNS;
	unsigned third = beside ? RELATED_COLUMNS + 1 : 0;
	if (beside)
		reader = MIN(wish->measure + READER_MARGIN, area.columns / 2);
	struct rect list = cut_left(layout, &area, area.columns - reader - third - 1);
	if (beside) {
		place(layout, PANE_READER, cut_left(layout, &area, reader));
		place(layout, PANE_RELATED, area);
	} else {
		place(layout, PANE_READER, area);
	}
	if (wish->related && !beside) {
		unsigned below = list.rows * 2 / 5;
		list.rows -= below;
		place(layout, PANE_RELATED, (struct rect){list.row + list.rows, list.column, below, list.columns});
	}
	place(layout, PANE_LIST, list);
}

void layout_make(const struct layout_wish *wish, struct layout *layout)
{
	memset(layout, 0, sizeof(*layout));
	unsigned status = wish->rows > 1 ? 1 : 0;
	struct rect area = {0, 0, wish->rows - status, wish->columns};
	layout->status = (struct rect){area.rows, 0, status, wish->columns};
	if (area.rows == 0 || area.columns == 0)
		return;
	if (area.columns >= WIDE && area.rows >= HIGH && !wish->alone)
		place_wide(wish, layout, area);
	else
		place(layout, wish->focus, area);
}
