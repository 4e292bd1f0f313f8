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
	TALL = 18,            /* rows from which on panes are stacked */
	LEAST_COLUMNS = 20,   /* no pane is made smaller than this, */
	LEAST_ROWS = 3,       /* its bar among them */
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

/* `size` and what the person added to it, so that it and the rest of `whole` have `least` each, where there is room. */
static unsigned resized(unsigned size, int more, unsigned least, unsigned whole)
{
	long most = (long)whole - (long)least, wanted = (long)size + more;
	if (most < (long)least)
		return size;
	return (unsigned)CLAMP(wanted, (long)least, most);
}

/* The pane in the place of the related one. */
static enum pane_id beside_of(const struct layout_wish *wish)
{
	if (wish->focus >= PANE_BESIDE)
		return wish->focus;
	return MAX(wish->beside, PANE_BESIDE);
}

static void place_related_below(const struct layout_wish *wish, struct layout *layout, struct rect *list)
{
	enum pane_id pane = beside_of(wish);
	unsigned fifths = pane == PANE_RELATED ? 2 : 3; /* counts are long, and the list shows what comes of them */
	unsigned below = resized(list->rows * fifths / 5, wish->related_size, LEAST_ROWS, list->rows);
	list->rows -= below;
	place(layout, pane, (struct rect){list->row + list->rows, list->column, below, list->columns});
}

static void place_wide(const struct layout_wish *wish, struct layout *layout, struct rect area)
{
	unsigned reader = MAX(MIN(wish->measure + READER_MARGIN, area.columns * 3 / 5), area.columns / 2);
	bool beside = wish->related && area.columns >= THREE_COLUMNS;
	unsigned third = 0;
	if (beside) {
		third = resized(RELATED_COLUMNS, wish->related_size, LEAST_COLUMNS, area.columns / 2) + 1;
		reader = MIN(wish->measure + READER_MARGIN, area.columns / 2);
	}
	unsigned both = area.columns - third - 1, wanted = both > reader ? both - reader : LEAST_COLUMNS;
	unsigned columns = resized(wanted, wish->list_columns, LEAST_COLUMNS, both);
	struct rect list = cut_left(layout, &area, columns);
	if (beside) {
		place(layout, PANE_READER, cut_left(layout, &area, both - columns));
		place(layout, beside_of(wish), area);
	} else {
		place(layout, PANE_READER, area);
	}
	if (wish->related && !beside)
		place_related_below(wish, layout, &list);
	place(layout, PANE_LIST, list);
}

/* Where there is no room beside the list for the related pane, it takes the list's place while it has the focus. */
static void place_stacked(const struct layout_wish *wish, struct layout *layout, struct rect area)
{
	unsigned rows = resized(area.rows * 2 / 5, wish->list_rows, LEAST_ROWS, area.rows);
	struct rect list = {area.row, area.column, rows, area.columns};
	place(layout, PANE_READER, (struct rect){area.row + rows, area.column, area.rows - rows, area.columns});
	if (area.columns < WIDE) {
		place(layout, wish->focus >= PANE_BESIDE ? wish->focus : PANE_LIST, list);
		return;
	}
	if (wish->related) {
		unsigned related = resized(area.columns * 2 / 5, wish->related_size, LEAST_COLUMNS, area.columns - 1);
		place(layout, PANE_LIST, cut_left(layout, &list, area.columns - related - 1));
		place(layout, beside_of(wish), list);
	} else {
		place(layout, PANE_LIST, list);
	}
}

void layout_make(const struct layout_wish *wish, struct layout *layout)
{
	memset(layout, 0, sizeof(*layout));
	unsigned status = wish->rows > 1 ? 1 : 0;
	struct rect area = {0, 0, wish->rows - status, wish->columns};
	layout->status = (struct rect){area.rows, 0, status, wish->columns};
	if (area.rows == 0 || area.columns == 0)
		return;
	bool several = !wish->alone && wish->arrangement != ARRANGE_SINGLE;
	bool stacked = wish->arrangement == ARRANGE_STACKED;
	layout->one = !(several && (stacked ? area.rows >= TALL : area.columns >= WIDE && area.rows >= HIGH));
	if (layout->one)
		place(layout, wish->focus, area);
	else if (stacked)
		place_stacked(wish, layout, area);
	else
		place_wide(wish, layout, area);
}
