/* SPDX-License-Identifier: MIT */
/*
 * The title inside the text. A heading near the top that says what the title says is dropped, for the title is shown
 * above the article; where no better title is known, the first heading is offered as one.
 */
#include "article/passes.h"

#include <glib.h>

#include "article/phrase.h"

#define HEAD_BLOCKS 12 /* blocks that show, from the start, among which the title is looked for */
#define TITLE_MOST 400 /* bytes */

/* Whether `text` is what stands in `title` before a sign that parts it from the name of a site. */
static bool repeats_beginning(struct span text, struct span title)
{
	static const char *const signs[] = {" - ", " – ", " — ", " | ", "|", "｜", "_", " :: ", " » "};
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		size_t at = span_find_last(title, span_of(signs[i]));
		if (at != SPAN_NONE && phrase_same(text, span_cut(title, 0, at)))
			return true;
	}
	return false;
}

/* Whether `text` repeats `title`, which may have a site's name behind it or may have been cut. */
static bool repeats(struct span text, struct span title)
{
	return phrase_begins(text, title, 60) || repeats_beginning(text, title);
}

/* The first heading of a page, wherever it stands: main content often begins below it. NULL where there is none. */
static const struct draft_block *first_heading(const struct draft *draft)
{
	const struct draft_block *best = NULL;
	for (uint32_t i = 0; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		const struct node *node = &draft->nodes[block->node];
		if (block->kind != BLOCK_HEADING || block->fate == FATE_CAPTION || block->to - block->from > TITLE_MOST)
			continue;
		if (node->level == 1 && block->link_bytes == 0)
			return block;
		if (!best && block->fate == FATE_KEEP)
			best = block;
	}
	return best;
}

/* The first heading that stays, where nothing but short lines stands before it. */
static const struct draft_block *heading_on_top(const struct draft *draft)
{
	for (uint32_t i = 0, shown = 0; i < draft->block_count && shown < HEAD_BLOCKS; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (!draft_shows(block))
			continue;
		if (block->kind == BLOCK_HEADING && block->to - block->from <= TITLE_MOST)
			return block;
		if (block->to - block->from > 120)
			return NULL;
		shown++;
	}
	return NULL;
}

/* A line goes only where it is not all the text that there is; an article of a heading alone is an empty one. */
static void drop_repetitions(struct draft *draft, struct span title)
{
	uint32_t shown = 0, left = draft_bytes(draft, 0, draft->block_count);
	for (uint32_t i = 0; i < draft->block_count && shown < HEAD_BLOCKS; i++) {
		struct draft_block *block = &draft->blocks[i];
		if (!draft_shows(block))
			continue;
		struct span text = draft_text(draft, block);
		bool heading = block->kind == BLOCK_HEADING && repeats(text, title);
		bool line = shown < 3 && block->kind == BLOCK_PARAGRAPH && phrase_same(text, title) &&
		            left > block->to - block->from;
		if (heading || line) {
			block->fate = FATE_DROP;
			left -= block->to - block->from;
		} else {
			shown++;
		}
	}
}

void headline_find(struct draft *draft, struct fields *fields, bool whole_page)
{
	const struct draft_block *heading = whole_page ? first_heading(draft) : heading_on_top(draft);
	if (heading)
		fields_offer(fields, FIELD_TITLE, ORIGIN_HEADING, draft_text(draft, heading));
	enum origin origin;
	struct span title = fields_value(fields, FIELD_TITLE, &origin);
	draft_sum(draft);
	if (title.len > 0 && origin != ORIGIN_FILE_NAME)
		drop_repetitions(draft, title);
}
