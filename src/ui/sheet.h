/* SPDX-License-Identifier: MIT */
#ifndef UI_SHEET_H
#define UI_SHEET_H

/*
 * An article made in memory: help, problems and information are read in the reader like everything else. What is added
 * stands there in the order in which it was added.
 */

#include "article/article.h"
#include "base/span.h"

struct sheet;

/* With a title, which is copied, and nothing else; for sheet_finish(). */
struct sheet *sheet_new(const char *title);

/* All texts are copied. */
void sheet_heading(struct sheet *sheet, const char *text);
void sheet_paragraph(struct sheet *sheet, struct span text);

/* With marks, whose bytes count from its beginning; in order. */
void sheet_marked_paragraph(struct sheet *sheet, struct span text, const struct mark *marks, size_t count);

/* An item of a list; items that follow one another are one. */
void sheet_item(struct sheet *sheet, struct span text);

/* A row of two columns; rows that follow one another are one table. An empty value leaves the row out. */
void sheet_row(struct sheet *sheet, const char *name, struct span value);

/* The article, for article_free(); the sheet is gone. */
struct article *sheet_finish(struct sheet *sheet);

#endif
