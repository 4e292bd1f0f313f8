/* SPDX-License-Identifier: MIT */
#ifndef UI_DRAWN_H
#define UI_DRAWN_H

/*
 * Rows as a pane drew them last. Of a screen of rows a key changes two: the others are put again from the cells kept
 * here, and neither the archive nor the shelf is asked about them. What else a row shows has to be forgotten by the
 * pane when it may have changed. Row r of the pane is kept in slot r % count, so rows that show together never meet.
 *
 * There is room for the pages before and behind the one that shows, too: a pane that has time between two keys may draw
 * them ahead, somewhere else, so that the next key but shows them.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "page/script.h"
#include "ui/canvas.h"
#include "ui/standing.h"

/* On what it depends how a row looks. */
struct drawn_row {
	uint32_t entry; /* ENTRY_NONE: nothing was drawn */
	bool selected, focused;
	enum script script;
	unsigned lines;    /* of it that show */
	struct signs signs;
	uint64_t changes;  /* standing_changes() when the signs were asked for */
};

struct drawn {
	struct drawn_row *rows; /* count, a multiple of `shown` */
	size_t *numbers;        /* count; of the pane's rows; SIZE_MAX: none is kept there */
	uint32_t *stamps;       /* count * lines; of the canvas's rows, as they were then */
	struct grid cells;      /* count * lines * columns */
	unsigned count, shown, lines, columns;
	size_t top;             /* the first row that showed; SIZE_MAX: none did */
	size_t ready, ready_to; /* these rows were drawn ahead, or show */
	uint64_t changes;       /* standing_changes() when all that shows was looked at */
	enum script script;     /* and what it was shown in */
};

/* Pages of rows that are kept: the one that shows, or those beside it as well. */
enum drawn_pages { DRAWN_SHOWN = 1, DRAWN_AHEAD = 3 };

/* Room for pages of `shown` rows of `lines` lines; all is forgotten where that is another size than before. */
void drawn_fit(struct drawn *drawn, enum drawn_pages pages, unsigned shown, unsigned lines, unsigned columns);

/* Whether showing row `top` first shows more than one row that did not show before; and whether a row is kept. */
bool drawn_jumps(const struct drawn *drawn, size_t top);
bool drawn_keeps(const struct drawn *drawn, size_t row);

/*
 * Row `top` is about to be shown first in `area`. Where the rows have but moved since they were drawn, and have the
 * whole width of the canvas, the canvas moves them.
 */
void drawn_scroll(struct drawn *drawn, struct canvas *canvas, struct rect area, size_t top);

/*
 * Before the rows that show are drawn: whether none of those that stand on the canvas as they were kept can look
 * otherwise by now. Of these drawn_again() need not be asked.
 */
bool drawn_is_current(struct drawn *drawn, const struct standing *standing, enum script script);

/* Whether a row of one line stands in a row of the canvas as it was kept. */
bool drawn_stands(const struct drawn *drawn, const struct canvas *canvas, unsigned canvas_row, size_t row);

/* Every row is drawn anew, whatever it was. */
void drawn_forget(struct drawn *drawn);

/* Frees what is remembered: as at first, all zero. */
void drawn_clear(struct drawn *drawn);

/*
 * Shows a row in `area` as it was, where it would be the same: true. Else the caller draws it, and calls drawn_keep().
 * `now` is the row without signs and changes, which are filled in here.
 */
bool drawn_again(struct drawn *drawn, struct canvas *canvas, struct rect area, size_t row,
                 const struct standing *standing, struct drawn_row *now);

/* Keeps what stands in `area` as the row. */
void drawn_keep(struct drawn *drawn, const struct canvas *canvas, struct rect area, size_t row,
                const struct drawn_row *now);

/*
 * The next row, of `count` ones, that is worth drawing ahead while those from `top` on show: false where there is none.
 * `row` is the one before, SIZE_MAX to begin; at the end all of them count as drawn.
 */
bool drawn_next_ahead(struct drawn *drawn, size_t top, size_t count, size_t *row);

/* Whether a row need not be drawn ahead; else `now` is made ready for drawn_keep_ahead(), as drawn_again() does it. */
bool drawn_has(const struct drawn *drawn, size_t row, const struct standing *standing, struct drawn_row *now);

/* As drawn_keep(), of a canvas that is not the one that shows. */
void drawn_keep_ahead(struct drawn *drawn, const struct canvas *canvas, struct rect area, size_t row,
                      const struct drawn_row *now);

#endif
