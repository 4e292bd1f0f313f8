/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_NEST_H
#define EXPORT_NEST_H

/*
 * What surrounds the blocks of an article. Blocks only tell in how many quotations and lists they stand; this makes
 * containers of it that open and close in turn, so that markup is well-formed by construction:
 *
 *   quotation > list > item > quotation ...
 */

#include <stdbool.h>
#include <stdint.h>

#include "article/article.h"

enum nest_kind { NEST_QUOTE, NEST_LIST, NEST_ITEM };

struct container {
	enum nest_kind kind;
	bool ordered;    /* a list */
	uint32_t number; /* an item: its ordinal in an ordered list, else 0; a list: that of its first item */
};

#define NEST_DEEPEST (3 * 256)

struct nest {
	struct container open[NEST_DEEPEST];
	unsigned depth;
	unsigned quotes, lists; /* among them */
	uint32_t end;           /* of the text of the last block */
	void (*opened)(void *data, const struct container *container);
	void (*closed)(void *data, const struct container *container);
	void *data;
};

/* Closes and opens what stands between the last block and this one. */
void nest_enter(struct nest *nest, const struct block *block);

/* Closes all. */
void nest_leave(struct nest *nest);

#endif
