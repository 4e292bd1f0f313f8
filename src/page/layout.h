/* SPDX-License-Identifier: MIT */
#ifndef PAGE_LAYOUT_H
#define PAGE_LAYOUT_H

/*
 * What the files of page/ share; nobody else includes it.
 *
 *   slices.c        where a block too long to be one part is cut
 *   parts.c         what can be known without laying out: parts, indents, blank rows
 *   links.c         the same for marks and links: which hold where, where their numbers stand
 *   display.c       what stands on the screen for the article's text, and for which bytes of it
 *   flow.c          pieces of text become a flow, a flow becomes lines
 *   runs.c          lines become runs
 *   block_layout.c  one part becomes rows: what stands before the text, and the text
 *   table.c         the same for the rows of tables
 *   page.c          places: parts are laid out here when they are asked for
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/article.h"
#include "base/arena.h"
#include "page/lines.h"
#include "page/row.h"
#include "text/breaks.h"

/* Cells between the columns of a table. */
#define TABLE_GAP 2u

/* From byte `from` up to the next stretch the same marks and the same link hold. */
struct stretch {
	uint32_t from;
	uint32_t link; /* the innermost one, or PAGE_NO_LINK */
	uint8_t marks;
};

/* Where the number of a link is shown. */
struct link_end {
	uint32_t block; /* behind text of this block */
	uint32_t at;    /* byte of the article's text before which it stands, within the block or at its end */
	uint32_t link;
};

/* From byte `source` up to the next anchor the text stands on `row`. */
struct anchor {
	uint32_t source;
	uint32_t row;
};

/* The rows of one part, in the page's arena. */
struct layout {
	uint32_t row_count; /* at least 1 */
	uint32_t anchor_count;
	const uint32_t *starts;       /* row_count + 1: the first run of each row */
	const struct run *runs;
	const struct anchor *anchors; /* by source */
};

enum part_kind { PART_TITLE, PART_BYLINE, PART_ADDRESS, PART_BLOCK, PART_TABLE_ROW, PART_NOTHING, PART_KINDS };

struct part {
	uint8_t kind;     /* enum part_kind */
	uint8_t quote;    /* bars before it */
	uint8_t gap;      /* 1 where a blank row stands above it */
	uint8_t gap_bars; /* bars on that row: where it parts two paragraphs of one quotation */
	uint16_t indent;  /* cells left of the marker, or of the text where there is no marker */
	uint16_t hang;    /* cells of the marker, as wide as the widest of its list */
	bool goes_on;     /* it is not the first part of its block */
	uint32_t first, end; /* its blocks */
	uint32_t from;    /* its first byte of text */
	uint32_t to;      /* behind its last one; not for tables */
	uint32_t texts;   /* how many parts with text there are up to and with this one */
	uint32_t table;   /* PART_TABLE_ROW: index into the tables */
	struct layout *layout; /* NULL until somebody asks */
};

struct column {
	unsigned natural; /* cells of its widest line */
	unsigned word;    /* cells of its longest word */
	unsigned width;   /* cells that it gets */
	unsigned start;   /* cells left of it, from the left edge of the table */
	bool figures;     /* numbers alone: set to the right */
};

struct table {
	uint32_t first, end;    /* blocks */
	uint32_t head_end;      /* the first block behind the header rows; `first` where there are none */
	uint32_t labels;        /* the first block of the last header row; `head_end` where there is none */
	uint32_t column_count;
	bool ragged;            /* the cells of a row do not come in the order of their columns */
	unsigned room;          /* cells that it may take; 0: what follows is not known yet */
	bool records;           /* too narrow for its columns */
	struct column *columns; /* in the page's arena; NULL for records */
	unsigned width;         /* cells of all columns and the gaps between them */
};

/* Some display text and the bytes of the article's text that it stands for, as in struct run. */
struct unit {
	struct span text;
	uint32_t source, source_len;
	bool clings; /* no line begins with it */
};

/* A slice of what a flow displays: text of the article, or made up. */
struct piece {
	struct span text;
	size_t at;           /* where it begins in the display text of its flow */
	uint32_t source;     /* byte of the article's text, or PAGE_NO_SOURCE */
	uint32_t source_len; /* bytes of it, as in struct run */
	uint32_t link;       /* of what is made up */
	uint8_t role;        /* enum page_role */
	uint8_t marks;       /* beside those of the text itself */
	bool clings;         /* no line begins with it */
	bool hidden;         /* takes part in line breaking, is not drawn */
};

/* Bytes [from, to) of the article's text that a flow displays, and how. */
struct excerpt {
	uint32_t block;  /* to which they belong */
	uint32_t from, to;
	enum page_role role;
	uint8_t marks;   /* beside those of the text itself */
	bool goes_on;    /* the text before belongs to the same block: the numbers that stand at `from` are its */
	bool columns;    /* it is code: nothing may be moved */
};

/* Display text: pieces joined, then cut into lines. Refers to the composer's arrays. */
struct flow {
	uint32_t first_piece, piece_count;
	uint32_t first_line, line_count;
	size_t len; /* bytes of display text */
};

/* Scratch for the part that is being laid out; its arrays are kept from part to part. */
struct composer {
	GArray *pieces;   /* struct piece */
	GArray *lines;    /* struct line */
	GArray *starts;   /* uint32_t */
	GArray *runs;     /* struct run */
	GArray *anchors;  /* struct anchor */
	GArray *units;    /* struct unit: of the excerpt that is being added */
	GArray *script;   /* struct script_piece: of the text that is being converted */
	GByteArray *chances; /* of the flow that is being cut */
	GString *display; /* its text */
	GString *converted; /* text in another script, before it is kept */
};

struct page {
	struct page_style style;
	const struct article *article;
	struct span author_line;
	struct span image_label;
	struct break_rules rules;
	unsigned left;  /* column where the text column begins */
	unsigned width; /* cells of the text column, without those below */
	unsigned hang;  /* cells behind it that a stop may hang in */
	unsigned wide;  /* cells from there to the right edge of the pane: for code and tables */
	bool raised;    /* there are superscripts or subscripts */
	struct arena *arena;
	GArray *parts;     /* struct part */
	GArray *texts;     /* uint32_t: the parts with text */
	GArray *tables;    /* struct table */
	GArray *stretches; /* struct stretch */
	GArray *ends;      /* struct link_end, by block and byte */
	uint32_t head_count; /* parts above the body */
	struct composer composer;
};

/* What stands before the text of a part's rows, as far as there is room for it. */
struct margin {
	struct span bars;    /* of the quotations */
	struct span marker;  /* before the first row; empty where it has to flow with the text */
	unsigned bar_column, marker_column, text_column;
	unsigned width;      /* cells for the text */
	unsigned wide;       /* cells from text_column to the edge of the pane */
};

/* slices.c */

/* Whether so many bytes of text are too many for one part. */
bool slice_is_due(size_t len);

/* Where the part that begins with byte `from` of a block ends: at the end of the block unless that is far away. */
uint32_t slice_end(const struct page *page, const struct block *block, uint32_t from);

/* parts.c */

/* Fills page->parts: of every block that shows, its place, indents and the blank rows before it. Lays nothing out. */
void parts_find(struct page *page);

/* True for running text, which begins with a blank where paragraphs do. */
bool block_indents(const struct block *block);

/* links.c */

/* Fills page->stretches and, link_ends_find(), page->link_ends from the marks and links of the article. */
void stretches_find(struct page *page);

/* The stretch in which a byte of the article's text stands. */
guint stretch_at(const struct page *page, uint32_t source);
void link_ends_find(struct page *page);

/* display.c */

/* Puts the display text of an excerpt into composer.units, in order: together they stand for all of it. */
void display_find(struct page *page, const struct excerpt *excerpt);

/* Text that is not of the article's body, as it is displayed; lives as long as the page. */
struct span display_made(struct page *page, struct span text);

/* flow.c */

/* An empty one. Flows nest: the one begun last is the only one that text is added to. */
struct flow flow_begin(struct page *page);

/* Forgets the pieces of the flow that was begun last. */
void flow_end(struct page *page, const struct flow *flow);

/* Adds made-up text, which must live as long as the page. */
void flow_add_made(struct page *page, struct flow *flow, struct span text, enum page_role role);

/* Adds text of the article, and the numbers of the links that end there. */
void flow_add_source(struct page *page, struct flow *flow, const struct excerpt *excerpt);

/* Adds the same as made-up text: a second copy, without links. */
void flow_add_copy(struct page *page, struct flow *flow, uint32_t from, uint32_t to, enum page_role role);

/* True where a block has text, or the number of a link. */
bool block_shows(const struct page *page, uint32_t block);

/* Cuts the display text into lines. */
void flow_lay(struct page *page, struct flow *flow, const struct line_room *room);

/* Cells of the widest line that the flow has by its own line feeds, and in `word` those of its longest word. */
unsigned flow_measure(const struct page *page, const struct flow *flow, unsigned *word);

/* Cells of one of its lines. */
unsigned flow_line_width(const struct page *page, const struct flow *flow, uint32_t line);

/* What the flow consists of, `piece_count` of them, until text is added; and one of its lines, from 0. */
const struct piece *flow_pieces(const struct page *page, const struct flow *flow);
struct line flow_line(const struct page *page, const struct flow *flow, uint32_t line);

/* The first piece that reaches beyond byte `at` of the display text; `piece_count` where none does. */
uint32_t flow_piece_at(const struct page *page, const struct flow *flow, size_t at);

/* runs.c */

/* The scratch of a page, empty; it is used for all parts in turn. composer_clear() frees it. */
void composer_init(struct composer *composer);
void composer_clear(struct composer *composer);

/* Begins a part; what was composed before is forgotten. */
void compose_begin(struct page *page);

/* The rows composed since compose_begin(), in the page's arena. */
struct layout *compose_end(struct page *page);

/* Begins a row; what is drawn from now on stands on it. */
void compose_row(struct page *page);

/* Draws text that is made up; the caller has seen to it that it fits, and that it lives as long as the page. */
void compose_made(struct page *page, unsigned column, struct span text, enum page_role role);

/* Draws a line of a flow on the present row, in at most `cells` from `column`. */
void compose_line(struct page *page, const struct flow *flow, uint32_t line, unsigned column, unsigned cells);

/*
 * Draws a flow that was not cut into lines, tabs as columns of eight, moved `shift` cells to the left. What does not
 * fit is cut off, marked by '<' and '>'.
 */
void compose_code(struct page *page, const struct flow *flow, unsigned column, unsigned cells, unsigned shift);

/*
 * Cells of the glyphs of a line of code that begin before byte `end`, its tabs as columns of eight; counts no further
 * than `most`.
 */
unsigned code_cells(const struct page *page, struct span line, size_t end, unsigned most);

/* block_layout.c */

/* Lays a part out; the result lives in the page's arena. */
struct layout *part_lay(struct page *page, const struct part *part);

/* The room of a part whose marker (may be empty) takes `hang` cells with what stands between it and the text. */
struct margin margin_of(struct page *page, const struct part *part, struct span marker, unsigned hang);

/* Begins a row with what stands before its text; `first`: with the marker. */
void margin_row(struct page *page, const struct margin *margin, bool first);

/* `cells` times '-', in the page's arena. */
struct span dashes(struct page *page, unsigned cells);

/* table.c */

/* Lays a row of a table out, between compose_begin() and compose_end(). */
void table_row_lay(struct page *page, const struct part *part);

#endif
