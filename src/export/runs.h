/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_RUNS_H
#define EXPORT_RUNS_H

/*
 * The text of a block as runs in which nothing changes: the same marks, the same link. Whoever writes markup from them
 * opens and closes by levels, a link outermost, then the marks in the order below; so whatever overlaps in an article
 * comes out properly nested, seven deep at most.
 */

#include <glib.h>
#include <stdint.h>

#include "article/article.h"

#define NO_LINK UINT32_MAX

enum run_level {
	LEVEL_LINK,
	LEVEL_STRONG,
	LEVEL_EMPHASIS,
	LEVEL_DELETED,
	LEVEL_SUPERSCRIPT,
	LEVEL_SUBSCRIPT,
	LEVEL_CODE,
	LEVEL_COUNT
};

struct run {
	uint32_t from, to; /* bytes of text */
	uint32_t link;     /* its index, or NO_LINK */
	uint32_t marks;    /* bit LEVEL_... */
};

/* Where the reading of marks and links stands: blocks are asked for in their order. All zero but the article. */
struct runs {
	const struct article *article;
	uint32_t next_mark, next_link;
	uint32_t next_image_link;   /* the same for links without text */
	uint32_t link;              /* the last one that began; only where `link_to` lies ahead */
	uint32_t link_to;           /* its end */
	uint32_t ends[LEVEL_COUNT]; /* where the marks that are open end */
	GArray *found;              /* of struct run; made by the first block */
};

/* The runs of one block, until the next call. */
const struct run *runs_of(struct runs *runs, const struct block *block, size_t *count);

/* The link that the image of `block` alone shows, or NO_LINK. Images, too, are asked for in their order. */
uint32_t runs_image_link(struct runs *runs, const struct block *block);

/* Frees what the struct holds; the article is only borrowed. Nothing may have been asked of it. */
void runs_clear(struct runs *runs);

/* True where the run is on that level. */
bool run_has(const struct run *run, enum run_level level);

/* True where both are alike on all levels down to `level`, and on `level`. */
bool runs_continue(const struct run *before, const struct run *run, enum run_level level);

/* The number of the runs from `run` on that are one on `level`; `count` from there to the end. At least 1. */
size_t runs_reach(const struct run *run, size_t count, enum run_level level);

#endif
