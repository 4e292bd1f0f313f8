/* SPDX-License-Identifier: MIT */
#ifndef PAGE_ROW_H
#define PAGE_ROW_H

/* What rows are made of, and how they are to look: what whoever draws a page has to know of it. */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "page/script.h"
#include "text/breaks.h"
#include "text/width.h"

/* What to show and how; copied by page_new(). */
struct page_style {
	unsigned columns;            /* of the pane; every row fits into it; at least 1 */
	unsigned measure;            /* the widest text column; 0: as wide as the pane */
	bool centred;                /* the text column stands in the middle of a wider pane, not at its left edge */
	bool plain;                  /* nothing is drawn that is no text, and tables of several columns are records */
	bool numbers;                /* show a number behind each link */
	bool indented;               /* paragraphs begin with a blank of two ideographs; no blank row parts them */
	bool hanging;                /* 、。，． may stand behind the end of a line, in two cells of the text column */
	bool spaced;                 /* a blank between CJK and Latin letters or figures, not in code */
	struct break_rules rules;    /* of line breaking */
	unsigned shift;              /* cells by which code is moved to the left */
	const struct widths *widths; /* borrowed */
	const char *image_label;     /* the word before a caption, translated: "[图]"; copied; may be NULL */
	struct writing writing;      /* the script to show the text in */
};

enum page_role {
	PAGE_TEXT,
	PAGE_TITLE,
	PAGE_BYLINE, /* author, source and date */
	PAGE_ADDRESS,
	PAGE_HEADING,
	PAGE_QUOTE_BAR, /* the bar before a quotation */
	PAGE_MARKER,    /* bullet or number of a list item, "[图]" */
	PAGE_CAPTION,
	PAGE_CODE,
	PAGE_RULE,
	PAGE_TABLE_HEAD,
	PAGE_LINK_NUMBER,
};

#define PAGE_NO_SOURCE UINT32_MAX
#define PAGE_NO_LINK UINT32_MAX

struct run {
	struct span text;    /* what to draw; not yet cleaned for the screen: draw it by glyphs */
	uint32_t source;     /* byte of the article's text where it stands; PAGE_NO_SOURCE for what is made up */
	uint32_t source_len; /* bytes of it; other than those of `text`: all of `text` stands for all of them */
	uint32_t link;       /* index into the article's links, or PAGE_NO_LINK */
	uint16_t column;     /* where it begins, from the left edge of the pane */
	uint8_t role;        /* enum page_role */
	uint8_t marks;       /* bits 1 << enum mark_kind */
};

#endif
