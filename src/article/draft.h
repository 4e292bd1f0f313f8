/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_DRAFT_H
#define ARTICLE_DRAFT_H

/*
 * What the builder has gathered before anything is decided: one run of text, the blocks that cut it, the elements that
 * hold the blocks, and marks, links and images over it. All are flat arrays in reading order, so a pass is a loop:
 *
 *   nodes   | in the order of their opening: a parent comes before its children, and the descendants of node n are the
 *           | nodes (n, past); so what children tell their parents is gathered by one loop from the end
 *   blocks  | in reading order; node n holds the blocks [first, end), its descendants' among them
 *   text    | the blocks' text, one behind the other without separators
 *
 * A pass changes the fate of blocks and nothing else. Offsets and lengths are bytes of the draft's text.
 */

#include <stdbool.h>
#include <stdint.h>

#include "article/article.h"
#include "article/element.h"
#include "article/hints.h"
#include "base/arena.h"
#include "base/span.h"

enum fate {
	FATE_KEEP,
	FATE_ASIDE,   /* taken out; `reason` says as what */
	FATE_CAPTION, /* its text became the caption of the image in `number` */
	FATE_DROP     /* what is shown elsewhere already: the title again */
};

enum join {
	JOIN_NONE, /* a block of its own */
	JOIN_LINE  /* a single line break parts it from the block before, in the same element */
};

struct draft_block {
	uint32_t from, to;   /* bytes of text; equal for images and rules */
	uint32_t node;       /* the innermost element that holds it */
	uint32_t number;     /* BLOCK_ITEM: its ordinal; BLOCK_IMAGE and FATE_CAPTION: index into images */
	uint32_t link_bytes; /* how much of its text is links */
	uint32_t links;      /* how many links stand in it, or run through it */
	uint8_t kind;        /* enum block_kind; BLOCK_CELL is not among them before the tables are settled */
	uint8_t join;        /* enum join */
	uint8_t fate;        /* enum fate */
	uint8_t reason;      /* FATE_ASIDE: enum aside_reason */
};

struct node {
	uint32_t parent;     /* the root's is itself */
	uint32_t past;       /* number after its last descendant */
	uint32_t first, end; /* its blocks */
	uint32_t number;     /* LIST: of its next item, ITEM: ordinal; ROW: in its table; CELL: column */
	uint32_t cell;       /* the innermost cell it is or stands in; 0: none */
	uint32_t item;       /* the same for a list item */
	uint32_t list_root;  /* the outermost list it is or stands in; only where `list` is above 0 */
	uint32_t hints;      /* what its class words tell: HINT_* */
	uint8_t role;        /* enum role */
	uint8_t kind;        /* of the blocks that stand in it: enum block_kind */
	uint8_t level;       /* in a heading: its level */
	uint8_t quote, list; /* how many of them it stands in */
	bool header;         /* CELL */
	bool used;           /* ITEM: its first block is there */
	bool data;           /* TABLE: a table of data, not of layout */
	uint8_t wide, tall;  /* CELL: over how many columns and rows it stands; 0: one */
};

struct draft_mark {
	uint32_t from, to, kind;
};

struct draft_link {
	uint32_t from, to;
	struct span url; /* {NULL, 0}: it leads nowhere, and is none in the article */
};

struct draft_image {
	struct span url, alt, caption;
	uint32_t link; /* the link around it; UINT32_MAX: none */
	uint32_t caption_from, caption_to; /* among these blocks are those of the caption, parted by blanks */
};

struct draft_reference {
	struct span title, url, group;
};

struct draft {
	struct arena *arena;
	char *text;
	struct draft_block *blocks;
	struct node *nodes;
	struct draft_mark *marks;
	struct draft_link *links;
	struct draft_image *images;
	struct draft_reference *references;
	uint32_t *text_sum; /* of draft_sum(): bytes in the shown blocks before each block, and behind the last */
	uint32_t *link_sum; /* the same for their links */
	uint32_t text_len, block_count, node_count, mark_count, link_count, image_count, reference_count;
	uint32_t text_room, block_room, node_room, mark_room, link_room, image_room, reference_room;
};

/*
 * Room for one more element: gives `items`, or an array twice as large that holds them where `count` of `*room`
 * elements of `size` bytes are taken; `items` is not valid any more then. What is new is not set to anything.
 */
void *draft_room(struct arena *arena, void *items, uint32_t count, uint32_t *room, size_t size);

/* The text of a block. */
static inline struct span draft_text(const struct draft *draft, const struct draft_block *block)
{
	return (struct span){draft->text + block->from, block->to - block->from};
}

/* Whether a block has text and stays in the article. Every pass asks this of every block. */
static inline bool draft_shows(const struct draft_block *block)
{
	return block->fate == FATE_KEEP && block->to > block->from;
}

/* Sets blocks [from, to) aside that are still kept. */
void draft_aside(struct draft *draft, uint32_t from, uint32_t to, enum aside_reason reason);

/* Adds an article that this one refers to, under the heading `group`. All three are borrowed, and may be {NULL, 0}. */
void draft_refer(struct draft *draft, struct span title, struct span url, struct span group);

/* Fills what the blocks know of their links, and makes paragraphs of headings that are none. Called when all is in. */
void draft_measure(struct draft *draft);

/* Adds up the blocks that show, for draft_bytes() and draft_link_bytes(); again after their fates have changed. */
void draft_sum(struct draft *draft);

/* Bytes of text that show in the blocks [from, to). */
static inline uint32_t draft_bytes(const struct draft *draft, uint32_t from, uint32_t to)
{
	return draft->text_sum[to] - draft->text_sum[from];
}

/* How many of them are links. */
static inline uint32_t draft_link_bytes(const struct draft *draft, uint32_t from, uint32_t to)
{
	return draft->link_sum[to] - draft->link_sum[from];
}

#endif
