/* SPDX-License-Identifier: MIT */
#ifndef PAGE_MAKER_H
#define PAGE_MAKER_H

/* Articles made by hand, and pages as text: for the tests of page/. */

#include <glib.h>

#include "article/article.h"
#include "page/page.h"

/*
 * Inside the text of a block: a link, strong, raised and lowered text. They may stand in each other, but no two marks.
 */
#define LINK(text) "\x01" text "\x02"
#define STRONG(text) "\x03" text "\x04"
#define RAISED(text) "\x05" text "\x04"
#define LOWERED(text) "\x06" text "\x04"

struct maker;

/* How a page is set where nothing else is wanted: 80 columns, numbered links. */
extern const struct page_style maker_style;

struct maker *maker_new(void);
void maker_free(struct maker *maker);

void maker_title(struct maker *maker, const char *title);
void maker_url(struct maker *maker, const char *url);

/* Adds a block with this text; tabs, line feeds or blank lines part it from the text before it, as in any article. */
void maker_block(struct maker *maker, struct block block, const char *text);

/* As maker_block for an image; `alt` and `url` may be NULL. */
void maker_image(struct maker *maker, struct block block, const char *caption, const char *alt, const char *url);

/* The article; called once, lives as long as the maker. */
const struct article *maker_article(struct maker *maker);

/*
 * The rows of a page from `from` on, at most `most`, as text; each begins with the letters of its roles and a bar:
 *
 *   T   |a title
 *   .n  |text with a link[1]
 *
 * T title, b byline, a address, H heading, q quote bar, m marker, c caption, C code, r rule, h table head, n number.
 */
char *page_dump(struct page *page, const struct widths *widths, struct place from, size_t most);

#endif
