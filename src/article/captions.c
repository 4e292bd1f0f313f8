/* SPDX-License-Identifier: MIT */
/*
 * Which text says what a picture shows. In order of how sure one can be: what stands in a <figcaption> or in an element
 * whose class says so, what stands in a figure or in a table of layout beside the picture, a short line right under a
 * picture that begins as captions do. A caption that is as long as an article is none.
 */
#include "article/passes.h"

#include <string.h>

#include "article/phrase.h"

#define CAPTION_MOST 1500 /* bytes of all text in an element that is or holds a caption */
#define CREDIT_MOST 60    /* bytes of a line that only says whose a picture is */
#define LINE_MOST 400     /* bytes of a line that is a caption by its words alone */
#define NONE UINT32_MAX

/* For each node: the number of the innermost element of a kind that it is or stands in; 0: none. */
struct holders {
	uint32_t *caption; /* says by tag or class that it is a caption */
	uint32_t *figure;  /* a figure, or a table of layout with a picture in it */
};

/* How many images stand before each block, and before the end. */
static uint32_t *count_images(const struct draft *draft)
{
	uint32_t *before = arena_alloc(draft->arena, (draft->block_count + 1) * sizeof *before);
	for (uint32_t i = 0; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		before[i + 1] = before[i] + (block->kind == BLOCK_IMAGE && block->fate == FATE_KEEP);
	}
	return before;
}

static bool is_small(const struct draft *draft, const struct node *node)
{
	uint32_t bytes = draft_bytes(draft, node->first, node->end);
	return bytes > 0 && bytes <= CAPTION_MOST;
}

/* A figure may hold a whole list or table as well: then it is no picture's. */
static bool is_figure(const struct draft *draft, const struct node *node, const uint32_t *images)
{
	if (node->role != ROLE_FIGURE && !(node->role == ROLE_TABLE && !node->data))
		return false;
	return is_small(draft, node) && images[node->end] > images[node->first];
}

static struct holders find_holders(const struct draft *draft)
{
	struct holders holders = {
		.caption = arena_alloc(draft->arena, draft->node_count * sizeof(uint32_t)),
		.figure = arena_alloc(draft->arena, draft->node_count * sizeof(uint32_t)),
	};
	const uint32_t *images = count_images(draft);
	for (uint32_t i = 1; i < draft->node_count; i++) {
		const struct node *node = &draft->nodes[i];
		bool caption = node->role == ROLE_CAPTION || (node->hints & HINT_CAPTION);
		holders.caption[i] = caption && is_small(draft, node) ? i : holders.caption[node->parent];
		bool figure = holders.figure[node->parent] == 0 && is_figure(draft, node, images);
		holders.figure[i] = figure ? i : holders.figure[node->parent];
	}
	return holders;
}

/* The image that a caption at `block` belongs to: the last one before it, else the next one, with no text between. */
static uint32_t image_beside(const struct draft *draft, uint32_t block, uint32_t before)
{
	if (before != NONE)
		return before;
	for (uint32_t i = block + 1; i < draft->block_count; i++) {
		const struct draft_block *next = &draft->blocks[i];
		if (next->fate == FATE_KEEP && next->kind == BLOCK_IMAGE)
			return i;
		if (draft_shows(next) || next->kind == BLOCK_RULE)
			break;
	}
	return NONE;
}

/* Takes the blocks [from, to) that show text as the caption of the image block `image`. */
static void take_caption(struct draft *draft, uint32_t from, uint32_t to, uint32_t image)
{
	struct draft_image *picture = &draft->images[draft->blocks[image].number];
	size_t size = picture->caption.len + 1;
	for (uint32_t i = from; i < to; i++)
		size += draft->blocks[i].to - draft->blocks[i].from + 1;
	if (picture->caption.len == 0)
		picture->caption_from = from;
	picture->caption_to = to;
	char *text = arena_alloc(draft->arena, size);
	size_t len = picture->caption.len;
	if (len > 0)
		memcpy(text, picture->caption.at, len);
	for (uint32_t i = from; i < to; i++) {
		struct draft_block *block = &draft->blocks[i];
		if (!draft_shows(block))
			continue;
		if (len > 0)
			text[len++] = ' ';
		memcpy(text + len, draft->text + block->from, block->to - block->from);
		len += block->to - block->from;
		block->fate = FATE_CAPTION;
		block->number = draft->blocks[image].number;
	}
	picture->caption = (struct span){text, len};
}

/* Whether `block` is a caption; `under`: a picture stands right above it. */
static bool is_caption(const struct draft *draft, const struct holders *holders, const struct draft_block *block,
                       bool under)
{
	if (holders->caption[block->node] != 0 || holders->figure[block->node] != 0)
		return true;
	uint32_t bytes = block->to - block->from;
	return under && block->kind == BLOCK_PARAGRAPH && bytes <= LINE_MOST && block->link_bytes * 10 < bytes * 3 &&
	       phrase_is_caption(draft_text(draft, block));
}

/* A short line under a picture, with a line under it that says whose the picture is, is its caption. */
static bool is_credited(const struct draft *draft, const struct holders *holders, uint32_t i)
{
	const struct draft_block *block = &draft->blocks[i];
	if (i + 1 >= draft->block_count || block->kind != BLOCK_PARAGRAPH || block->to - block->from > LINE_MOST)
		return false;
	const struct draft_block *next = &draft->blocks[i + 1];
	return draft_shows(next) && next->to - next->from <= CREDIT_MOST && is_caption(draft, holders, next, true);
}

void captions_find(struct draft *draft)
{
	if (draft->image_count == 0)
		return;
	struct holders holders = find_holders(draft);
	uint32_t image = NONE; /* the last one, as long as no other text follows it */
	for (uint32_t i = 0; i < draft->block_count;) {
		const struct draft_block *block = &draft->blocks[i];
		if (block->fate == FATE_KEEP && block->kind == BLOCK_IMAGE)
			image = i;
		bool under = image != NONE, credited = under && draft_shows(block) && is_credited(draft, &holders, i);
		bool caption = credited || (draft_shows(block) && is_caption(draft, &holders, block, under));
		if (!caption) {
			image = draft_shows(block) ? NONE : image;
			i++;
			continue;
		}
		uint32_t end = i + 1 + credited, owner = image_beside(draft, i, image);
		while (end < draft->block_count && draft_shows(&draft->blocks[end]) &&
		       is_caption(draft, &holders, &draft->blocks[end], false))
			end++;
		if (owner != NONE)
			take_caption(draft, i, end, owner);
		if (owner == NONE || draft->images[draft->blocks[owner].number].caption.len > CAPTION_MOST)
			image = NONE;
		i = end;
	}
}
