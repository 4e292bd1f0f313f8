/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_READER_H
#define UI_PANE_READER_H

/* The pane that shows one article, or a sheet. Until something is shown it is blank. */

#include "article/article.h"
#include "find/match.h"
#include "page/row.h"
#include "ui/pane.h"

/* `style`: how to show articles, but for the columns; what it points to is borrowed. */
struct pane *reader_pane_new(const struct page_style *style);

/* Shows an entry's article from its top; its bytes are borrowed, the byline is copied. */
void reader_pane_show(struct pane *pane, uint32_t entry, const struct article *article, const char *byline);

/* Shows a sheet, which the pane then owns. */
void reader_pane_show_sheet(struct pane *pane, struct article *sheet);

/*
 * Lays another pane over the reader, which then owns it: it is all that shows and acts, until something else is shown.
 */
void reader_pane_show_over(struct pane *pane, struct pane *over);

/* What lies over the reader; NULL where nothing does. */
struct pane *reader_pane_over(const struct pane *pane);

/* The place of the heading lines, which are no text. */
#define READER_TOP UINT32_MAX

/* The entry's article has become shorter at its ends: shows it as it is now, at the same place. */
void reader_pane_renew(struct pane *pane, const struct article *article);

/*
 * The reading place: the byte of the article's text with which the first row begins, or READER_TOP. And back to it.
 * Bytes are those of the text without what was set aside, whether that shows or not.
 */
uint32_t reader_pane_place(const struct pane *pane);
void reader_pane_go(struct pane *pane, uint32_t byte);

/*
 * Marks what was found in the text that shows: `matches`, in order, become the pane's. Stepping beyond the last one, or
 * before the first, is SEARCH_BEYOND. Searching in the pane ends it.
 */
void reader_pane_mark(struct pane *pane, struct match *matches, size_t count);

/* Goes to the first or last of these marks. */
void reader_pane_go_mark(struct pane *pane, bool last);

/* True while they are marked. */
bool reader_pane_is_marked(const struct pane *pane);

/* True while a passage is being selected by keys. */
bool reader_pane_selects(const struct pane *pane);

/* True where the end of the text shows, and one has scrolled there. */
bool reader_pane_is_through(const struct pane *pane);

/* Shows text in another style from the same place on; how far code is moved stays. */
void reader_pane_restyle(struct pane *pane, const struct page_style *style);

/* Lays the text out anew, at most so many columns wide, from the same place on; 0: as wide as the pane. */
void reader_pane_measure(struct pane *pane, unsigned measure);

/* Shows the text in another script, from the same place on. */
void reader_pane_write(struct pane *pane, enum script script);

#endif
