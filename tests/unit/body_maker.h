/* SPDX-License-Identifier: MIT */
#ifndef BODY_MAKER_H
#define BODY_MAKER_H

/* Bodies of articles from their source, as text: for the tests of the builder, the formats and the passes. */

#include <glib.h>

#include "base/span.h"

/* What a dump shows besides the blocks. */
enum {
	BODY_MARKS = 1 << 0,
	BODY_LINKS = 1 << 1,
	BODY_RELATED = 1 << 2,
	BODY_ASIDES = 1 << 3,
	BODY_TEXT = 1 << 4,     /* the article's text instead of its blocks */
	BODY_NO_TITLE = 1 << 5, /* nothing is known; the title that the text tells is shown at the end */
	BODY_TAGS = 1 << 6,
};

/* The title that an article is told to have, but with BODY_NO_TITLE. */
#define BODY_TITLE "The known title"

/*
 * Reads `source` in the format of this name ("page", "html", "markdown", "text"; NULL: as format_of() decides) and
 * gives the article as lines, joined by line feeds, for g_free():
 *
 *   P text         paragraph; > before it for each quotation, + for each list around it
 *   H2 text        heading
 *   - text, 3. text  list items
 *   C0,1 text      cell in row 0, column 1; T0,1 where it is a heading
 *   I url (text)   image with its caption, if any
 *   = text         preformatted
 *   ---            rule
 *   ? text, : text term and definition
 *
 * Line feeds inside a block are shown as /. Then, as asked for: marks "strong: text", links "text -> url", related
 * articles "group | title | url", what was set aside "~share text", tags "#tag", the title "title:
 * text".
 */
char *body_dump(const char *format, const char *source, unsigned shows);

/* Whether `source` gives `expected`; says which source it was where it does not. */
void body_check(const char *format, const char *source, unsigned shows, const char *expected);

#endif
