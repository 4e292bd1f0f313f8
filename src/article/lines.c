/* SPDX-License-Identifier: MIT */
/*
 * Lines that single breaks part inside one element. Short ones one after the other are verse, an address, a signature:
 * they stay one block. Where one of two is long, the break parts paragraphs.
 */
#include "article/passes.h"

#define SHORT_LINE 90 /* bytes: 30 characters of Han, 90 of Latin */

static bool is_short(const struct draft_block *block)
{
	return block->to - block->from <= SHORT_LINE;
}

void lines_join(struct draft *draft)
{
	const struct draft_block *before = NULL;
	for (uint32_t i = 0; i < draft->block_count; i++) {
		struct draft_block *block = &draft->blocks[i];
		if (block->fate != FATE_KEEP)
			continue;
		bool same = before && before->node == block->node && before->to > before->from;
		if (block->join == JOIN_LINE && !(same && is_short(before) && is_short(block)))
			block->join = JOIN_NONE;
		before = block;
	}
}
