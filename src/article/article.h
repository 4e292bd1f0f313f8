/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_ARTICLE_H
#define ARTICLE_ARTICLE_H

/*
 * An article is plain data without a pointer that has to be followed: one pool of bytes, and arrays whose elements
 * refer to the pool by offset. The pool begins with the text; the strings (title, addresses, captions set aside...)
 * follow it.
 *
 *   pool   | text: "paragraph\n\nparagraph\n\n- item..." | strings |
 *   blocks | [from, to) of text, in reading order, never overlapping
 *   marks  | [from, to) of text, sorted by `from`, may nest
 *   links  | the same, each with an address
 *
 * The text is what a person would read, and what `jianbao show` prints: blocks are parted by a blank line, the items of
 * a list and the rows of a table by a line feed, the cells of a row by a tab. It is clean UTF-8: no controls but \n and
 * \t, no carriage return, no bad bytes. All offsets are bytes.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "text/language.h"

/*
 * A piece of an article's pool; where `from` has the bit SLICE_SHARED, of what it shares with other articles, from the
 * byte that the other bits say. {0, 0} is "not known".
 */
struct slice {
	uint32_t from, len;
};

#define SLICE_SHARED (UINT32_C(1) << 31)

static inline bool slice_is_shared(struct slice slice)
{
	return (slice.from & SLICE_SHARED) != 0;
}

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,      /* level: 1 to 6 */
	BLOCK_ITEM,         /* the first block of a list item; number: its ordinal, 0 for a bullet */
	BLOCK_CELL,         /* table, row, column; header */
	BLOCK_IMAGE,        /* number: index into images; its text is the caption, empty where there is none */
	BLOCK_PREFORMATTED, /* line feeds and runs of blanks count */
	BLOCK_RULE,         /* a horizontal rule; its text is empty */
	BLOCK_TERM,         /* of a definition list */
	BLOCK_DEFINITION,
};

struct block {
	uint32_t from, to;    /* bytes of text; equal for an empty block */
	union {
		uint32_t number; /* see the kind */
		uint32_t row;    /* BLOCK_CELL: from 0 in its table */
	};
	uint16_t table;       /* BLOCK_CELL: which table, from 0; the cells of one table stand together */
	uint16_t column;      /* BLOCK_CELL: from 0 */
	uint8_t quote;        /* in how many quotations it stands, 0 to 255 */
	uint8_t list;         /* in how many lists it stands, 0 to 255 */
	uint8_t kind;         /* enum block_kind */
	uint8_t level : 6;    /* BLOCK_HEADING */
	uint8_t header : 1;   /* BLOCK_CELL: a heading of its row or column */
	uint8_t preformatted : 1; /* the text's own line feeds count (poems, addresses); BLOCK_PREFORMATTED besides
	                           * keeps columns */
};

enum mark_kind {
	MARK_STRONG, MARK_EMPHASIS, MARK_CODE, MARK_DELETED, MARK_SUPERSCRIPT, MARK_SUBSCRIPT,
	MARK_ADDED, /* only in what the program writes itself: no parser makes it, and it is never stored */
};

struct mark {
	uint32_t from, to; /* bytes of text */
	uint32_t kind;     /* enum mark_kind */
};

struct link {
	uint32_t from, to; /* bytes of text that show it; equal where an image alone shows it */
	struct slice url;  /* as the article gives it, white space removed; may be relative */
};

struct image {
	struct slice url;
	struct slice alt;     /* {0, 0} where there is none */
	struct slice caption; /* the same; where known it also is the text of the image's block */
};

/* What the article itself lists as related. */
struct reference {
	struct slice title;
	struct slice url;   /* {0, 0} where none is given */
	struct slice group; /* the heading it stands under; {0, 0} */
};

/* Navigation, promotion, share buttons...: taken out of the text, not destroyed. */
struct aside {
	uint32_t block : 28; /* it stood before this block (block_count: at the end) */
	uint32_t reason : 4; /* enum aside_reason */
	struct slice text;
};

#define ASIDE_BLOCK_MOST ((UINT32_C(1) << 28) - 1) /* no file has so many */

enum aside_reason {
	ASIDE_NAVIGATION,
	ASIDE_PROMOTION,
	ASIDE_SHARE,
	ASIDE_COOKIE,
	ASIDE_RELATED,
	ASIDE_SOURCE,
	ASIDE_COMMENTS,
	ASIDE_REPEATED /* learned from the archive: the same in many articles */
};

/* What had to be repaired. */
struct warning {
	struct slice code;    /* a stable word: "front-matter", "charset"... */
	struct slice message; /* for people */
	uint32_t line;        /* from 1 in the file; 0 where no line is meant */
};

enum date_precision { DATE_NONE, DATE_DAY, DATE_INSTANT };

enum date_from {
	DATE_FROM_NOWHERE,
	DATE_FROM_FRONT_MATTER,
	DATE_FROM_COMMENT,
	DATE_FROM_HEADER,
	DATE_FROM_META,
	DATE_FROM_BYLINE,
	DATE_FROM_URL,
	DATE_FROM_FILENAME,
};

struct date {
	int64_t seconds;   /* since 1970-01-01T00:00:00Z; for a bare day its midnight, as if in UTC */
	uint8_t precision; /* enum date_precision */
	uint8_t from;      /* enum date_from */
};

struct article {
	const char *pool;
	uint32_t pool_len;
	uint32_t text_len; /* the text is pool[0, text_len) */
	const char *shared; /* strings that a store keeps once for many articles; NULL in what a parser gives */
	uint32_t shared_len;

	struct slice title; /* always known in what a parser gives: file name at the worst */
	struct slice author;
	struct slice editor;
	struct slice source; /* the outlet: the page's own site name, else the host without www. */
	struct slice url;    /* the original address as given */
	struct date date;
	char lang[LANGUAGE_SIZE];

	const struct block *blocks;
	const struct mark *marks;
	const struct link *links;
	const struct image *images;
	const struct reference *related;
	const struct aside *asides;
	const struct slice *tags;
	const struct warning *warnings;
	uint32_t block_count, mark_count, link_count, image_count, related_count, aside_count, tag_count, warning_count;
};

/*
 * Where struct article keeps one of its arrays: the offset of the pointer, that of the count (a uint32_t), and the
 * bytes of an element, which is aligned to 4. Whoever copies or stores articles loops over this table.
 */
struct article_array {
	size_t pointer, count, element;
};

enum article_array_index {
	ARRAY_BLOCKS, ARRAY_MARKS, ARRAY_LINKS, ARRAY_IMAGES, ARRAY_RELATED, ARRAY_ASIDES, ARRAY_TAGS, ARRAY_WARNINGS,
	ARTICLE_ARRAYS
};

extern const struct article_array article_arrays[ARTICLE_ARRAYS];

/* The bytes of a slice; {NULL, 0} for a slice that is not known. */
struct span article_span(const struct article *article, struct slice slice);

/* Whether all of a slice is there: for one from somewhere nobody has looked at. */
bool article_has(const struct article *article, struct slice slice);

/* All of the text. */
struct span article_text(const struct article *article);

/* The text of one block. */
struct span article_block(const struct article *article, const struct block *block);

/* True where there is no text to read; images may still be there. */
bool article_is_empty(const struct article *article);

/* A deep copy in one piece of memory, for article_free(). What is shared stays the store's. */
struct article *article_copy(const struct article *article);
void article_free(struct article *article); /* only for what article_copy gave; NULL is allowed */

/* The name of where a date was found, as records spell it ("front-matter"); NULL for DATE_FROM_NOWHERE. */
const char *date_from_name(enum date_from from);

/* Why something was set aside, as records spell it ("navigation"). */
const char *aside_reason_name(enum aside_reason reason);

#endif
