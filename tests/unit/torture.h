/* SPDX-License-Identifier: MIT */
#ifndef TORTURE_H
#define TORTURE_H

/* An article with one of everything that a page can hold, and the pieces to make another one of. */

#include "page_maker.h"

struct piece_of_article {
	struct block block;
	const char *text;
};

#define P(text) {{.kind = BLOCK_PARAGRAPH}, text}
#define QUOTE(level, text) {{.kind = BLOCK_PARAGRAPH, .quote = level}, text}
#define HEADING(n, text) {{.kind = BLOCK_HEADING, .level = n}, text}
#define ITEM(depth, n, text) {{.kind = BLOCK_ITEM, .list = depth, .number = n}, text}
#define MORE(depth, text) {{.kind = BLOCK_PARAGRAPH, .list = depth}, text}
#define TERM(text) {{.kind = BLOCK_TERM}, text}
#define MEANING(text) {{.kind = BLOCK_DEFINITION}, text}
#define CODE(text) {{.kind = BLOCK_PREFORMATTED, .preformatted = 1}, text}
#define VERSE(text) {{.kind = BLOCK_PARAGRAPH, .preformatted = 1}, text}
#define RULE() {{.kind = BLOCK_RULE}, ""}
#define HEAD_CELL(t, r, c, text) {{.kind = BLOCK_CELL, .table = t, .row = r, .column = c, .header = 1}, text}
#define CELL(t, r, c, text) {{.kind = BLOCK_CELL, .table = t, .row = r, .column = c}, text}

/* For maker_free(). */
struct maker *torture_new(void);

#endif
