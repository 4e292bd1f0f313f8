/* SPDX-License-Identifier: MIT */
/*
 * Growing the draft's arrays and measuring what stands in them. Arrays double in the arena, where large ones are not
 * copied.
 */
#include "article/draft.h"

#include <glib.h>

#define ROOM_FIRST 64u
#define HEADING_MOST 300 /* bytes; what is longer is a paragraph in large letters */

void *draft_room(struct arena *arena, void *items, uint32_t count, uint32_t *room, size_t size)
{
	if (count < *room)
		return items;
	uint32_t wider = *room == 0 ? ROOM_FIRST : *room > UINT32_MAX / 2 ? UINT32_MAX : *room * 2;
	if (count >= wider)
		g_error("draft: %u elements", count);
	void *grown = arena_grow(arena, items, *room * size, wider * size);
	*room = wider;
	return grown;
}

void draft_aside(struct draft *draft, uint32_t from, uint32_t to, enum aside_reason reason)
{
	for (uint32_t i = from; i < to; i++) {
		if (draft->blocks[i].fate != FATE_KEEP)
			continue;
		draft->blocks[i].fate = FATE_ASIDE;
		draft->blocks[i].reason = (uint8_t)reason;
	}
}

void draft_refer(struct draft *draft, struct span title, struct span url, struct span group)
{
	draft->references = draft_room(draft->arena, draft->references, draft->reference_count, &draft->reference_room,
	                               sizeof *draft->references);
	draft->references[draft->reference_count++] = (struct draft_reference){title, url, group};
}

/* Links and blocks are both in reading order, and no link begins before the one in front of it has ended. */
static void measure_links(struct draft *draft)
{
	uint32_t first = 0;
	for (uint32_t i = 0; i < draft->link_count; i++) {
		const struct draft_link *link = &draft->links[i];
		while (first < draft->block_count && draft->blocks[first].to <= link->from)
			first++;
		for (uint32_t b = first; b < draft->block_count && draft->blocks[b].from < link->to; b++) {
			struct draft_block *block = &draft->blocks[b];
			uint32_t from = MAX(block->from, link->from), to = MIN(block->to, link->to);
			if (to > from) {
				block->link_bytes += to - from;
				block->links++;
			}
		}
	}
}

void draft_measure(struct draft *draft)
{
	measure_links(draft);
	for (uint32_t i = 0; i < draft->block_count; i++) {
		struct draft_block *block = &draft->blocks[i];
		if (block->kind == BLOCK_HEADING && block->to - block->from > HEADING_MOST)
			block->kind = BLOCK_PARAGRAPH;
	}
}

void draft_sum(struct draft *draft)
{
	if (!draft->text_sum) {
		draft->text_sum = arena_alloc(draft->arena, (draft->block_count + 1) * sizeof *draft->text_sum);
		draft->link_sum = arena_alloc(draft->arena, (draft->block_count + 1) * sizeof *draft->link_sum);
	}
	for (uint32_t i = 0; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		bool shows = draft_shows(block);
		draft->text_sum[i + 1] = draft->text_sum[i] + (shows ? block->to - block->from : 0);
		draft->link_sum[i + 1] = draft->link_sum[i] + (shows ? block->link_bytes : 0);
	}
}
