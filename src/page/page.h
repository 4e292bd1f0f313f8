/* SPDX-License-Identifier: MIT */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

/*
 * An article and a width become rows. A page lays a block out when one of its rows is first asked for, once per width:
 * opening a long article costs what the screen shows. Rows are addressed by a place (part, row of that part); parts are
 * the article's heading lines (title, byline and date, address), then its blocks, with the blank rows between them.
 *
 * A row is a list of runs: slices of display text, each with where it stands in the article's text, so that highlights,
 * links and the reading place are ranges of bytes and survive every change of width.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/article.h"
#include "page/row.h"

struct page;

struct place {
	uint32_t part;
	uint32_t row; /* of that part */
};

/*
 * `article`, the widths and the bytes of `author_line` (what stands under the title, already translated; may be empty)
 * are borrowed. Never NULL. Costs time in the number of blocks, marks and links, not in the length of the text.
 */
struct page *page_new(const struct article *article, struct span author_line, const struct page_style *style);
void page_free(struct page *page); /* NULL is allowed */

/*
 * The runs of one row, left to right, none beside `columns`; `count` 0 for a blank row. Where nothing is drawn between
 * two runs the pane is blank. A place that the page does not have means the nearest one above. Valid while the page is.
 */
const struct run *page_row(struct page *page, struct place place, size_t *count);

struct place page_first(struct page *page); /* the first row; {0, 0} for a page without rows */
struct place page_last(struct page *page); /* the last row there is */

/* Moves `place` by up to `rows` (negative: up) and gives how many rows it really moved, without the sign. */
size_t page_move(struct page *page, struct place *place, long rows);

/* -1, 0, 1: whether `a` stands above, at or below `b`. */
int page_compare(struct place a, struct place b);

/*
 * The row on which byte `source` of the article's text stands. What is not drawn (white space at the end of a line, the
 * line feeds between blocks) stands on the row of the text before it; the first row of the body where there is none.
 */
struct place page_place_of(struct page *page, uint32_t source);

/*
 * The byte of the article's text with which the row begins; for a row without text of its own that of the next row that
 * has one (the length of the text where none follows), and 0 for the heading lines. page_place_of() of it leads back to
 * the row, but for rows without text.
 */
uint32_t page_source_of(struct page *page, struct place place);

/*
 * Cells from the left edge of the pane that the widest code among `rows` rows from `place` on would take if it were not
 * cut off, however it is moved; 0 where there is none. Counts no further than some thousands.
 */
unsigned page_reach(struct page *page, struct place place, size_t rows);

/* The same for a line of code up to and with byte `source` of the article's text; 0 where that is no code. */
unsigned page_reach_of(struct page *page, uint32_t source);

/* True where the row belongs to the heading lines above the body. */
bool page_is_head(const struct page *page, struct place place);

#endif
