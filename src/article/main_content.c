/* SPDX-License-Identifier: MIT */
/*
 * The article of a whole page, by a cascade: what the page itself declares as its article, if that holds a good part of
 * the text; else the element whose paragraphs score best, in the manner of Readability (a paragraph counts for the
 * element around it, half for the one around that, less above; links and class words weigh against); else all of the
 * page. Text is measured in bytes, by which an ideograph weighs three Latin letters.
 */
#include "article/passes.h"

#include <glib.h>

#define PARAGRAPH_LEAST 60 /* bytes outside links of a block that counts */
#define DECLARED_LEAST 200 /* bytes of paragraphs in what the page declares as its article */
#define LEAD_LEAST 40      /* bytes of a subtitle or of an item of the lead */
#define LEAD_TEXT 80       /* bytes of any other block of it */
#define COMMAS_MOST 12     /* of a block count no more */
#define LEAD_BLOCKS 12     /* blocks between the title and the article, which may be its lead */

/* Per node; sums include descendants. */
struct score {
	uint32_t text;  /* bytes of paragraphs */
	uint32_t links; /* bytes of links, in any block */
	uint32_t bytes; /* all that shows */
	float points;
	uint32_t holder; /* the innermost element, it or around it, that holds paragraphs rather than being one */
	bool beside;     /* it or an element around it says that it is no article */
};

static uint32_t paragraph_bytes(const struct draft_block *block)
{
	if (!draft_shows(block) || block->kind == BLOCK_HEADING)
		return 0;
	uint32_t bytes = block->to - block->from - block->link_bytes;
	return bytes >= PARAGRAPH_LEAST ? bytes : 0;
}

/* How many signs a text has that part sentences, up to COMMAS_MOST. */
static unsigned commas(struct span text)
{
	unsigned count = 0;
	for (size_t i = 0; i < text.len && count < COMMAS_MOST; i++) {
		char c = text.at[i];
		/* , and the last bytes of ，(EF BC 8C) 、(E3 80 81) 。(E3 80 82) */
		count += c == ',' ||
		         (i >= 2 &&
		          ((c == '\x8C' && text.at[i - 1] == '\xBC' && text.at[i - 2] == '\xEF') ||
		           ((c == '\x81' || c == '\x82') && text.at[i - 1] == '\x80' && text.at[i - 2] == '\xE3')));
	}
	return count;
}

/* Whether an element is one paragraph, item or cell rather than what holds them. */
static bool is_single(const struct node *node)
{
	static const bool single[ROLE_COUNT] = {
		[ROLE_PARAGRAPH] = true, [ROLE_ITEM] = true,         [ROLE_LIST] = true, [ROLE_QUOTE] = true,
		[ROLE_HEADING] = true,   [ROLE_PREFORMATTED] = true, [ROLE_TERM] = true, [ROLE_DEFINITION] = true,
	};
	return single[node->role];
}

/* Marks what says by tag or class that it stands beside, unless that holds most of the page; finds the holders. */
static void mark_beside(const struct draft *draft, struct score *scores)
{
	uint32_t total = scores[0].text;
	for (uint32_t i = 1; i < draft->node_count; i++) {
		const struct node *node = &draft->nodes[i];
		bool says = (node->role == ROLE_NAVIGATION || (node->hints & HINTS_BESIDE)) &&
		            !(node->hints & HINT_CONTENT);
		bool bulk = (uint64_t)scores[i].text * 10 > (uint64_t)total * 6;
		scores[i].beside = scores[node->parent].beside || (says && !bulk);
		scores[i].holder = is_single(node) ? scores[node->parent].holder : i;
	}
}

/* Adds each node's sums to its parent's: children come behind their parents. */
static void sum_up(const struct draft *draft, struct score *scores)
{
	for (uint32_t i = 0; i < draft->block_count; i++)
		scores[draft->blocks[i].node].text += paragraph_bytes(&draft->blocks[i]);
	for (uint32_t i = draft->node_count; i-- > 0;) {
		scores[i].bytes = draft_bytes(draft, draft->nodes[i].first, draft->nodes[i].end);
		scores[i].links = draft_link_bytes(draft, draft->nodes[i].first, draft->nodes[i].end);
		if (i > 0)
			scores[draft->nodes[i].parent].text += scores[i].text;
	}
}

static void give_points(const struct draft *draft, struct score *scores)
{
	for (uint32_t i = 0; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		uint32_t bytes = paragraph_bytes(block);
		if (bytes == 0 || scores[block->node].beside)
			continue;
		float points =
			1.0f + (float)commas(draft_text(draft, block)) + MIN((float)bytes / 250.0f, 3.0f);
		uint32_t node = scores[block->node].holder;
		for (unsigned level = 1; level <= 4; level++) {
			scores[node].points += points / (float)(level * (level + 1) / 2);
			if (node == 0)
				break;
			node = draft->nodes[node].parent;
		}
	}
}

static float rate(const struct draft *draft, const struct score *scores, uint32_t i)
{
	const struct node *node = &draft->nodes[i];
	float points = scores[i].points;
	points += node->hints & HINT_CONTENT ? 50.0f : node->hints & HINT_ARTICLE ? 15.0f : 0.0f;
	float linked = scores[i].bytes > 0 ? (float)scores[i].links / (float)scores[i].bytes : 0.0f;
	return points * (1.0f - linked);
}

/* Whether the page says of an element that it is the article: by a class word surely, by the tag alone less so. */
static bool is_declared(const struct node *node, const struct score *score)
{
	return !score->beside && ((node->hints & HINT_CONTENT) || node->role == ROLE_ARTICLE);
}

/* What the page declares as its article: the innermost such element that holds nearly as much as the fullest one. */
static uint32_t find_declared(const struct draft *draft, const struct score *scores, uint32_t total)
{
	uint32_t fullest = 0, best = 0;
	bool surely = false;
	for (uint32_t i = 1; i < draft->node_count; i++) {
		if (!is_declared(&draft->nodes[i], &scores[i]) || scores[i].text < fullest)
			continue;
		fullest = scores[i].text;
		surely = draft->nodes[i].hints & HINT_CONTENT;
	}
	if (fullest < DECLARED_LEAST || (uint64_t)fullest * 100 < (uint64_t)total * (surely ? 20 : 35))
		return 0;
	for (uint32_t i = 1; i < draft->node_count; i++)
		if (is_declared(&draft->nodes[i], &scores[i]) &&
		    (uint64_t)scores[i].text * 100 >= (uint64_t)fullest * 85)
			best = i;
	return best;
}

static uint32_t find_best(const struct draft *draft, const struct score *scores)
{
	uint32_t best = 0;
	float most = 0.0f;
	for (uint32_t i = 1; i < draft->node_count; i++) {
		if (scores[i].beside || scores[i].points <= 0.0f)
			continue;
		float points = rate(draft, scores, i);
		if (points > most) {
			best = i;
			most = points;
		}
	}
	return best;
}

/* Climbs as long as the element around holds a good deal more running text and little else. */
static uint32_t climb(const struct draft *draft, const struct score *scores, uint32_t node)
{
	while (node != 0) {
		uint32_t parent = draft->nodes[node].parent;
		uint64_t more = scores[parent].text - scores[node].text;
		uint64_t other = scores[parent].bytes - scores[node].bytes;
		if (parent == 0 || more * 5 < scores[node].text || more * 2 < other)
			break;
		node = parent;
	}
	return node;
}

/* The last heading of the first level before block `end`; `end` where there is none. */
static uint32_t find_title(const struct draft *draft, uint32_t end)
{
	for (uint32_t i = end; i-- > 0;) {
		const struct draft_block *block = &draft->blocks[i];
		if (block->kind == BLOCK_HEADING && draft->nodes[block->node].level == 1)
			return i;
	}
	return end;
}

/* Whether the element, or one of the few around it, tells about the author or the date. */
static bool is_meta(const struct draft *draft, uint32_t node)
{
	for (unsigned level = 0; level < 4 && node != 0; level++, node = draft->nodes[node].parent)
		if (draft->nodes[node].hints & (HINT_META | HINT_AUTHOR))
			return true;
	return false;
}

static bool is_lead(const struct draft *draft, const struct score *scores, const struct draft_block *block)
{
	bool line = block->kind == BLOCK_HEADING || block->kind == BLOCK_ITEM;
	uint32_t bytes = block->to - block->from;
	return bytes >= (line ? LEAD_LEAST : LEAD_TEXT) && block->link_bytes * 3 < bytes &&
	       !scores[block->node].beside && !is_meta(draft, block->node);
}

/* What stands between the title and the article and is text belongs to it: a subtitle, a summary. */
static void spare_lead(struct draft *draft, const struct score *scores, uint32_t end)
{
	uint32_t title = find_title(draft, end), shown = 0;
	for (uint32_t i = title; i < end; i++)
		shown += draft->blocks[i].to > draft->blocks[i].from;
	if (shown > LEAD_BLOCKS)
		return;
	for (uint32_t i = title + 1; i < end; i++)
		if (is_lead(draft, scores, &draft->blocks[i]))
			draft->blocks[i].fate = FATE_KEEP;
}

void main_content_find(struct draft *draft)
{
	struct score *scores = arena_alloc(draft->arena, draft->node_count * sizeof *scores);
	sum_up(draft, scores);
	uint32_t total = scores[0].text;
	mark_beside(draft, scores);
	give_points(draft, scores);
	uint32_t best = find_declared(draft, scores, total);
	if (best == 0)
		best = climb(draft, scores, find_best(draft, scores));
	if (best == 0 || scores[best].text < 100 || (uint64_t)scores[best].text * 100 < (uint64_t)total * 5)
		return;
	draft_aside(draft, 0, draft->nodes[best].first, ASIDE_NAVIGATION);
	draft_aside(draft, draft->nodes[best].end, draft->block_count, ASIDE_NAVIGATION);
	spare_lead(draft, scores, draft->nodes[best].first);
}
