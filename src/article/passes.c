/* SPDX-License-Identifier: MIT */
/*
 * The order of the passes. What is content is found first, on all of the page; tables come before captions, for a table
 * of layout may be a figure; notices before related lists, which in plain text only end where something else begins;
 * chrome by structure comes when everything that can be known by its words is gone; bylines stand at the ends of what
 * stays then; lines are joined when nothing between them will go any more.
 */
#include "article/passes.h"

#include "article/byline.h"

#define BYLINE_BLOCKS 3 /* blocks that show, from either end, which may hold a byline */
#define LOST_BLOCKS 6   /* blocks before the first that shows */
#define META_BLOCKS 6   /* blocks of an element that names author and date */

/* In elements that say so by their class, also where they were set aside. */
static void find_declared_bylines(const struct draft *draft, struct fields *fields)
{
	for (uint32_t i = 1; i < draft->node_count; i++) {
		const struct node *node = &draft->nodes[i];
		if (!(node->hints & HINT_META) || node->end - node->first > META_BLOCKS)
			continue;
		for (uint32_t b = node->first; b < node->end; b++)
			if (draft->blocks[b].reason != ASIDE_COMMENTS && draft->blocks[b].reason != ASIDE_RELATED)
				byline_scan(fields, draft_text(draft, &draft->blocks[b]), true, false);
	}
}

/* Between the headline and the text: what was set aside there often says who and when. */
static void find_lost_bylines(const struct draft *draft, struct fields *fields)
{
	uint32_t first = 0;
	while (first < draft->block_count && !draft_shows(&draft->blocks[first]))
		first++;
	for (uint32_t i = first > LOST_BLOCKS ? first - LOST_BLOCKS : 0; i < first; i++)
		if (draft->blocks[i].fate == FATE_ASIDE)
			byline_scan(fields, draft_text(draft, &draft->blocks[i]), true, false);
}

/* At both ends of what stays. */
static void find_bylines(const struct draft *draft, struct fields *fields)
{
	uint32_t shown = 0, seen = 0;
	for (uint32_t i = 0; i < draft->block_count; i++)
		shown += draft_shows(&draft->blocks[i]);
	for (uint32_t i = 0; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (!draft_shows(block))
			continue;
		bool first = seen < BYLINE_BLOCKS, last = ++seen + BYLINE_BLOCKS > shown;
		if (first || last)
			byline_scan(fields, draft_text(draft, block), first, last);
	}
}

void passes_run(struct draft *draft, struct fields *fields, bool whole_page)
{
	draft_sum(draft);
	if (whole_page)
		main_content_find(draft);
	tables_settle(draft);
	captions_find(draft);
	notices_find(draft, fields);
	references_find(draft);
	headline_find(draft, fields, whole_page);
	chrome_remove(draft, whole_page);
	find_bylines(draft, fields);
	find_declared_bylines(draft, fields);
	find_lost_bylines(draft, fields);
	filed_find(draft, fields);
	lines_join(draft);
}
