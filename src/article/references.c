/* SPDX-License-Identifier: MIT */
/*
 * What the article itself lists as related. A list is known by the class of its element or by its heading (相关文章,
 * 関連記事, Related); it goes on as long as links follow. In plain text nothing marks its end, so there it reaches to
 * the end of the file, and of its lines those are titles that look like titles. What became a reference is set aside.
 */
#include "article/passes.h"

#include <glib.h>
#include <string.h>

#include "article/address.h"
#include "article/clean.h"
#include "article/label.h"
#include "article/phrase.h"

#define NONE UINT32_MAX
#define TITLE_MOST 240   /* bytes of a title without a link */
#define LABEL_MOST 80    /* bytes of the heading of a list */
#define NOTE_MOST 60     /* bytes of what may stand between two links: a date, a section */
#define LOOK_AHEAD 3     /* blocks after which another link must have come */
#define PLAIN_PERCENT 60 /* of a text at most may be a list that only its end closes */
#define PLAIN_TRIES 4    /* headings without links behind them that are looked into, so that the work stays linear */

static bool is_linked(const struct draft_block *block)
{
	return draft_shows(block) && block->links > 0 &&
	       (uint64_t)block->link_bytes * 10 >= (uint64_t)(block->to - block->from) * 7;
}

/* What a link shows in blocks [from, to), from which `*block` is the first that it may reach: block after block. */
static struct span link_title(const struct draft *draft, const struct draft_link *link, uint32_t *block, uint32_t to)
{
	while (*block < to && draft->blocks[*block].to <= link->from)
		*block += 1;
	size_t room = link->to - link->from, len = 0;
	for (uint32_t i = *block; i < to && draft->blocks[i].from < link->to; i++)
		room++;
	char *title = arena_alloc(draft->arena, room + 1);
	for (uint32_t i = *block; i < to && draft->blocks[i].from < link->to; i++) {
		uint32_t begin = MAX(draft->blocks[i].from, link->from), end = MIN(draft->blocks[i].to, link->to);
		if (end <= begin)
			continue;
		if (len > 0)
			title[len++] = ' ';
		memcpy(title + len, draft->text + begin, end - begin);
		len += end - begin;
	}
	return clean_line(draft->arena, (struct span){title, len});
}

/* Where a list of articles leads besides articles: to what they are filed under. */
static bool files_under(struct span url)
{
	static const struct span names[] = {SPAN("category"), SPAN("categories"), SPAN("tag"),    SPAN("tags"),
	                                    SPAN("author"),   SPAN("authors"),    SPAN("topic"),  SPAN("topics"),
	                                    SPAN("section"),  SPAN("user"),       SPAN("users")};
	size_t slash = span_find(url, SPAN("/"));
	while (slash != SPAN_NONE) {
		url = span_from(url, slash + 1);
		slash = span_find(url, SPAN("/"));
		for (size_t i = 0; i < G_N_ELEMENTS(names) && slash != SPAN_NONE; i++)
			if (span_equal(span_cut(url, 0, slash), names[i]))
				return true;
	}
	return false;
}

/* The heading of a list, in one line. */
static struct span group_of(const struct draft *draft, const struct draft_block *block)
{
	return clean_line(draft->arena, phrase_core(draft_text(draft, block)));
}

/* A picture, a date and a title may each be a link to one article: the longest says most. */
static void refer(struct draft *draft, struct span title, struct span url, struct span group)
{
	struct draft_reference *last =
		draft->reference_count > 0 ? &draft->references[draft->reference_count - 1] : NULL;
	if (last && url.len > 0 && span_equal(last->url, url)) {
		if (title.len > last->title.len)
			last->title = title;
		return;
	}
	draft_refer(draft, title, url, group);
}

/* References of the links in blocks [from, to); `next` is the first link that may stand there, and goes along. */
static void refer_links(struct draft *draft, uint32_t from, uint32_t to, struct span group, uint32_t *next)
{
	if (from >= to)
		return;
	uint32_t begin = draft->blocks[from].from, end = draft->blocks[to - 1].to;
	for (; *next < draft->link_count && draft->links[*next].from < end; *next += 1) {
		const struct draft_link *link = &draft->links[*next];
		if (link->from < begin || link->to <= link->from || link->url.len == 0 || files_under(link->url))
			continue;
		struct span title = link_title(draft, link, &from, to);
		if (phrase_core(title).len > 0 && !phrase_is_related(title))
			refer(draft, title, link->url, group);
	}
}

/* The lists that elements declare -------------------------------------------------------------------------------- */

/* Whether all that shows in `node` may go as a list of related articles. */
static bool is_list(const struct draft *draft, const struct node *node)
{
	uint32_t total = draft_bytes(draft, 0, draft->block_count), bytes = draft_bytes(draft, node->first, node->end);
	uint32_t links = draft_link_bytes(draft, node->first, node->end);
	if (!(node->hints & HINT_RELATED) || bytes == 0 || bytes > total - total / 5)
		return false;
	return bytes <= total / 10 || (uint64_t)links * 2 >= bytes;
}

/* Whether `block` is the heading of the list in `node`: a heading, an element called title, or no link at all. */
static bool heads_list(const struct draft *draft, uint32_t number, const struct draft_block *block)
{
	if (block->to - block->from > LABEL_MOST)
		return false;
	bool titled = false;
	for (uint32_t n = block->node; n > number; n = draft->nodes[n].parent)
		titled |= (draft->nodes[n].hints & HINT_TITLE) || draft->nodes[n].role == ROLE_HEADING;
	return phrase_is_related(draft_text(draft, block)) || block->links == 0 || (titled && block->links == 1);
}

static bool is_label(const struct draft *draft, const struct draft_block *block)
{
	return draft_shows(block) && block->to - block->from <= LABEL_MOST &&
	       phrase_is_related(draft_text(draft, block));
}

/* The heading that stands right above block `first`; NONE where there is none. */
static uint32_t label_above(const struct draft *draft, uint32_t first)
{
	for (uint32_t i = first; i-- > 0;) {
		const struct draft_block *block = &draft->blocks[i];
		if (draft_shows(block))
			return is_label(draft, block) ? i : NONE;
		if (block->fate == FATE_KEEP)
			break;
	}
	return NONE;
}

static void take_list(struct draft *draft, uint32_t number, uint32_t *next_link)
{
	const struct node *node = &draft->nodes[number];
	uint32_t i = node->first;
	while (i < node->end && !draft_shows(&draft->blocks[i]))
		i++;
	struct span group = {NULL, 0};
	if (i < node->end && heads_list(draft, number, &draft->blocks[i])) {
		group = group_of(draft, &draft->blocks[i]);
		uint32_t past = draft->blocks[i].to;
		while (*next_link < draft->link_count && draft->links[*next_link].from < past)
			*next_link += 1;
		i++;
	}
	uint32_t above = group.len == 0 ? label_above(draft, node->first) : NONE;
	if (above != NONE) {
		group = group_of(draft, &draft->blocks[above]);
		draft_aside(draft, above, above + 1, ASIDE_RELATED);
	}
	refer_links(draft, i, node->end, group, next_link);
	draft_aside(draft, node->first, node->end, ASIDE_RELATED);
}

static void take_declared(struct draft *draft)
{
	uint32_t next_link = 0;
	for (uint32_t i = 1; i < draft->node_count;) {
		if (!is_list(draft, &draft->nodes[i])) {
			i++;
			continue;
		}
		take_list(draft, i, &next_link);
		i = draft->nodes[i].past;
	}
}

/* The lists under a heading --------------------------------------------------------------------------------------- */

/* Where the links that follow `from` end: behind the last block that is a link, or a picture or a note before one. */
static uint32_t links_end(const struct draft *draft, uint32_t from)
{
	uint32_t end = from, ahead = 0;
	for (uint32_t i = from; i < draft->block_count && ahead < LOOK_AHEAD; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (block->fate != FATE_KEEP)
			continue;
		if (is_linked(block)) {
			end = i + 1;
			ahead = 0;
		} else if (draft_shows(block)) {
			if (block->kind == BLOCK_HEADING || block->to - block->from > NOTE_MOST)
				break;
			ahead++;
		} else if (block->kind == BLOCK_RULE) {
			break;
		}
	}
	return end;
}

/* A line that could be an article's title: one line, no sentence. */
static bool is_title(struct span text)
{
	static const char *const ends[] = {"。", ".", "！", "…", "：", ":", ";", "；", ",", "，"};
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (span_ends(text, span_of(ends[i])))
			return false;
	return text.len >= 6 && text.len <= TITLE_MOST && !memchr(text.at, '\n', text.len) && !phrase_is_machine(text);
}

/* A bare address, and nothing else. */
static bool is_address(struct span text)
{
	return address_is_web(text) && address_end(text) == text.len;
}

/* Where a list without links ends that begins at `from`: before a line that belongs to the article's foot. */
static uint32_t plain_end(const struct draft *draft, uint32_t from)
{
	for (uint32_t i = from; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (!draft_shows(block))
			continue;
		struct span line = draft_text(draft, block);
		if (block->kind == BLOCK_HEADING || label_take(&line) != LABEL_NONE)
			return i;
	}
	return draft->block_count;
}

/* In plain text a picture's caption stands above the note that a machine made it. */
static bool is_picture_note(const struct draft *draft, uint32_t i)
{
	if (i + 1 >= draft->block_count || draft->blocks[i + 1].join != JOIN_LINE)
		return false;
	return phrase_is_machine(draft_text(draft, &draft->blocks[i + 1]));
}

static void refer_lines(struct draft *draft, uint32_t from, uint32_t to, struct span group)
{
	for (uint32_t i = from; i < to; i++) {
		const struct draft_block *block = &draft->blocks[i];
		struct span text = draft_text(draft, block);
		if (!draft_shows(block) || is_picture_note(draft, i))
			continue;
		if (is_address(text))
			refer(draft, text, text, group);
		else if (is_title(text))
			refer(draft, clean_line(draft->arena, phrase_core(text)), (struct span){NULL, 0}, group);
	}
}

/* The blocks of a list that has no links: whether they are few enough to be one, and something in them is a title. */
static bool is_plain_list(const struct draft *draft, uint32_t from, uint32_t to)
{
	uint32_t total = draft_bytes(draft, 0, draft->block_count);
	if ((uint64_t)draft_bytes(draft, from, to) * 100 > (uint64_t)total * PLAIN_PERCENT)
		return false;
	for (uint32_t i = from; i < to; i++) {
		struct span text = draft_text(draft, &draft->blocks[i]);
		if (draft_shows(&draft->blocks[i]) && (is_address(text) || is_title(text)))
			return true;
	}
	return false;
}

/* A list under the label `i`; gives the block behind it. `tries`: how often a list without links may still be tried. */
static uint32_t take_labelled(struct draft *draft, uint32_t i, uint32_t *next_link, unsigned *tries)
{
	struct span group = group_of(draft, &draft->blocks[i]);
	uint32_t end = links_end(draft, i + 1);
	if (end > i + 1) {
		while (*next_link < draft->link_count && draft->links[*next_link].from < draft->blocks[i].to)
			*next_link += 1;
		refer_links(draft, i + 1, end, group, next_link);
		draft_aside(draft, i, end, ASIDE_RELATED);
		return end;
	}
	if (draft->link_count > 0 || *tries == 0)
		return i + 1;
	*tries -= 1;
	end = plain_end(draft, i + 1);
	if (is_plain_list(draft, i + 1, end)) {
		refer_lines(draft, i + 1, end, group);
		draft_aside(draft, i, end, ASIDE_RELATED);
		return end;
	}
	return i + 1;
}

/* 相关阅读：<a>title</a> in one line. */
static void take_line(struct draft *draft, uint32_t i, uint32_t *next_link)
{
	struct draft_block *block = &draft->blocks[i];
	struct span text = draft_text(draft, block), rest = text;
	if (!draft_shows(block) || block->links == 0 || !phrase_takes_related(&rest) || rest.len == 0)
		return;
	if ((uint64_t)block->link_bytes * 10 < (uint64_t)rest.len * 7)
		return;
	refer_links(draft, i, i + 1, phrase_core(span_cut(text, 0, text.len - rest.len)), next_link);
	draft_aside(draft, i, i + 1, ASIDE_RELATED);
}

void references_find(struct draft *draft)
{
	draft_sum(draft);
	take_declared(draft);
	draft_sum(draft);
	uint32_t next_link = 0;
	unsigned tries = PLAIN_TRIES;
	for (uint32_t i = 0; i < draft->block_count;) {
		if (is_label(draft, &draft->blocks[i]))
			i = take_labelled(draft, i, &next_link, &tries);
		else
			take_line(draft, i++, &next_link);
	}
}
