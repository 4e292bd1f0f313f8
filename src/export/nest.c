/* SPDX-License-Identifier: MIT */
/* The stack is bounded by what a block can say: 255 quotations and 255 lists, each list with an item. */
#include "export/nest.h"

static void push(struct nest *nest, enum nest_kind kind, bool ordered, uint32_t number)
{
	if (nest->depth == NEST_DEEPEST)
		return;
	struct container *container = &nest->open[nest->depth++];
	*container = (struct container){kind, ordered, number};
	nest->quotes += kind == NEST_QUOTE;
	nest->lists += kind == NEST_LIST;
	nest->opened(nest->data, container);
}

static void pop(struct nest *nest)
{
	struct container *container = &nest->open[--nest->depth];
	nest->quotes -= container->kind == NEST_QUOTE;
	nest->lists -= container->kind == NEST_LIST;
	nest->closed(nest->data, container);
}

static const struct container *top(const struct nest *nest)
{
	return nest->depth > 0 ? &nest->open[nest->depth - 1] : NULL;
}

/*
 * Opens an item in the list on top, or a list with it. A list goes on where its kind and its numbers do, and its items
 * are but a line feed apart.
 */
static void open_item(struct nest *nest, const struct block *block)
{
	bool ordered = block->number > 0, apart = block->from > nest->end + 1;
	uint32_t last = 0;
	while (nest->lists == block->list && top(nest)->kind != NEST_LIST) {
		last = top(nest)->kind == NEST_ITEM ? top(nest)->number : last;
		pop(nest);
	}
	if (nest->lists == block->list &&
	    (apart || nest->quotes < block->quote || top(nest)->ordered != ordered ||
	     (ordered && block->number != last + 1)))
		pop(nest);
	while (nest->quotes < block->quote)
		push(nest, NEST_QUOTE, false, 0);
	while (nest->lists + 1 < block->list) {
		push(nest, NEST_LIST, false, 0);
		push(nest, NEST_ITEM, false, 0);
	}
	if (nest->lists < block->list)
		push(nest, NEST_LIST, ordered, block->number);
	push(nest, NEST_ITEM, ordered, block->number);
}

void nest_enter(struct nest *nest, const struct block *block)
{
	while (nest->quotes > block->quote || nest->lists > block->list)
		pop(nest);
	if (block->kind == BLOCK_ITEM && block->list > 0)
		open_item(nest, block);
	while (nest->quotes < block->quote)
		push(nest, NEST_QUOTE, false, 0);
	nest->end = block->to;
}

void nest_leave(struct nest *nest)
{
	while (nest->depth > 0)
		pop(nest);
}
