/* SPDX-License-Identifier: MIT */
/*
 * Lines that say themselves what they are. A notice that introduces something (分享：, 获取更多RSS：, a cookie banner)
 * takes along what follows it as long as that is no text of its own: bare addresses, links without words, pictures,
 * buttons. A line with the address of the original is offered as such.
 */
#include "article/passes.h"

#include "article/address.h"
#include "article/label.h"
#include "article/phrase.h"

#define BUTTON_MOST 24   /* bytes of a line that can only be a button */
#define BUTTONS_MOST 4   /* buttons behind one banner */
#define EDGE_BLOCKS 8    /* blocks that show, from either end, among which the source's address is looked for */
#define SOURCE_MOST 2000 /* bytes of a line with an address */

static bool is_address(struct span text)
{
	return address_is_web(text) && address_end(text) == text.len;
}

/* What a notice may take along: nothing that anybody would miss. */
static bool is_tail(const struct draft *draft, const struct draft_block *block, enum aside_reason reason)
{
	if (block->kind == BLOCK_IMAGE)
		return true;
	if (block->kind == BLOCK_RULE)
		return false;
	struct span text = draft_text(draft, block);
	if (is_address(text) || phrase_core(text).len == 0)
		return true;
	bool linked = block->link_bytes * 10 >= (block->to - block->from) * 9;
	return linked && reason != ASIDE_NAVIGATION && text.len <= NOTICE_MOST;
}

static bool introduces(struct span text)
{
	text = span_trim_wide(text);
	return span_ends(text, SPAN(":")) || span_ends(text, SPAN("："));
}

static uint32_t take_tail(struct draft *draft, uint32_t i, enum aside_reason reason)
{
	uint32_t buttons = 0;
	bool colon = introduces(draft_text(draft, &draft->blocks[i - 1]));
	for (; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (block->fate != FATE_KEEP)
			continue;
		bool button = reason == ASIDE_COOKIE && buttons < BUTTONS_MOST && block->to > block->from &&
		              block->to - block->from <= BUTTON_MOST && block->kind != BLOCK_HEADING;
		if (!button && !(colon && is_tail(draft, block, reason)))
			break;
		buttons += button;
		draft_aside(draft, i, i + 1, reason);
	}
	return i;
}

/* [gallery]: what a blog's own software would have put something in the place of. */
static bool is_shortcode(struct span text)
{
	if (text.len < 4 || text.len > 60 || text.at[0] != '[' || text.at[text.len - 1] != ']')
		return false;
	for (size_t i = 1; i + 1 < text.len; i++)
		if (!((text.at[i] >= 'a' && text.at[i] <= 'z') || text.at[i] == '_' || text.at[i] == '/'))
			return false;
	return true;
}

/* A heading of a chapter may say anything; a notice in a table of data is data. */
static bool may_be_notice(const struct draft *draft, const struct draft_block *block)
{
	const struct node *node = &draft->nodes[block->node];
	return draft_shows(block) && block->kind != BLOCK_PREFORMATTED && block->to - block->from <= NOTICE_MOST &&
	       (node->cell == 0 || draft->nodes[draft->nodes[draft->nodes[node->cell].parent].parent].data == false);
}

/* The address of the original ------------------------------------------------------------------------------------- */

/* The only link in `block` that leads into the web; {NULL, 0}. */
static struct span web_link(const struct draft *draft, const struct draft_block *block, uint32_t *next)
{
	while (*next < draft->link_count && draft->links[*next].to <= block->from)
		*next += 1;
	if (*next == draft->link_count || draft->links[*next].from >= block->to)
		return (struct span){NULL, 0};
	struct span url = draft->links[*next].url;
	return address_is_web(url) ? url : (struct span){NULL, 0};
}

/* 原文地址（…）：https://..., [原文](https://...), Source: <a>. Offers the address; false where there is none. */
static bool takes_source(const struct draft *draft, struct fields *fields, const struct draft_block *block,
                         uint32_t *next_link)
{
	if (!draft_shows(block) || block->to - block->from > SOURCE_MOST)
		return false;
	struct span line = draft_text(draft, block), link = web_link(draft, block, next_link);
	if (link.len > 0 && block->links == 1 && phrase_is_source(line)) {
		fields_offer(fields, FIELD_URL, ORIGIN_HEADER, link);
		return true;
	}
	enum label label = label_take(&line);
	if (label != LABEL_SITE && label != LABEL_ADDRESS)
		return false;
	if (link.len > 0 && block->links == 1 && block->link_bytes * 10 >= line.len * 8) {
		fields_offer(fields, FIELD_URL, ORIGIN_HEADER, link);
		return true;
	}
	return span_starts(line, SPAN("http")) && span_find(line, SPAN(" ")) == SPAN_NONE &&
	       label_offer(fields, label, ORIGIN_HEADER, line);
}

/* Among the first and the last blocks that show. */
static void find_source(struct draft *draft, struct fields *fields)
{
	uint32_t shown = 0, seen = 0, next_link = 0;
	for (uint32_t i = 0; i < draft->block_count; i++)
		shown += draft_shows(&draft->blocks[i]);
	for (uint32_t i = 0; i < draft->block_count; i++) {
		if (!draft_shows(&draft->blocks[i]))
			continue;
		seen++;
		if (seen > EDGE_BLOCKS && seen + EDGE_BLOCKS <= shown)
			continue;
		if (takes_source(draft, fields, &draft->blocks[i], &next_link))
			draft_aside(draft, i, i + 1, ASIDE_SOURCE);
	}
}

void notices_find(struct draft *draft, struct fields *fields)
{
	for (uint32_t i = 0; i < draft->block_count;) {
		enum aside_reason reason;
		const struct draft_block *block = &draft->blocks[i++];
		if (!may_be_notice(draft, block))
			continue;
		struct span text = draft_text(draft, block);
		if (block->links == 0 && is_shortcode(text))
			draft->blocks[i - 1].fate = FATE_DROP;
		if (!phrase_is_notice(text, &reason))
			continue;
		draft_aside(draft, i - 1, i, reason);
		i = take_tail(draft, i, reason);
	}
	find_source(draft, fields);
}
