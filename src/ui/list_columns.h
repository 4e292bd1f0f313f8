/* SPDX-License-Identifier: MIT */
#ifndef UI_LIST_COLUMNS_H
#define UI_LIST_COLUMNS_H

/* What a row of the list shows beside its title. */

#include "archive/archive.h"
#include "config/settings.h"
#include "ui/canvas.h"
#include "ui/standing.h"

/* The settings hold them to this order. */
enum list_column {
	COLUMN_TITLE, COLUMN_SOURCE, COLUMN_ARCHIVE, COLUMN_DATE, COLUMN_AUTHOR, COLUMN_TAGS, COLUMN_LENGTH,
	COLUMN_READ, COLUMN_STAR, COLUMN_COUNT
};

struct column_row {
	const struct archive *archive;
	uint32_t entry;
	const struct article *article;
	const enum style *marked; /* the style of a selected row; NULL: each column has its own */
	struct signs signs;
	unsigned wide;            /* the whole row, in cells: narrow ones show fewer columns */
};

/* True where a column is among those that show; what it says need not be said elsewhere then. */
bool list_columns_have(const struct setting_list *columns, enum list_column column);

/* Draws the columns in their order and leaves in `line` what they leave for the title; no columns: the usual ones. */
void list_columns_draw(const struct setting_list *columns, const struct column_row *row, struct canvas *canvas,
                       struct rect *line);

#endif
