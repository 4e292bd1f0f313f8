/* SPDX-License-Identifier: MIT */
/*
 * What stands beside an article, told by structure. First whole elements: what their tag or class says they are for,
 * weighed against how much of the text they hold and where they stand. Then single blocks: lines of links, headings
 * that are links with nothing under them. The body is what lies between the first and the last block of running text;
 * at its edges less is needed than inside. All this is set aside; where nothing would be left, it comes back.
 */
#include "article/passes.h"

#include <glib.h>
#include <string.h>

#include "article/phrase.h"

#define RUNNING_LEAST 90 /* bytes outside links of a block of running text: 30 characters of Han */
#define META_MOST 400    /* bytes of the line with author, date and categories */
#define META_LINE 60     /* bytes of a line with an author's or an outlet's name */
#define DATE_BLOCKS 6    /* blocks from the top among which a bare date is the article's own */
#define BIOGRAPHY_MOST 1200
#define SHARE_MOST 800
#define PROMOTION_MOST 700 /* bytes of a promotion that is no list of links */
#define PAGE_LINK 150      /* bytes of a line outside the body of a page that is a link to elsewhere */
#define BETWEEN_LINKS 7    /* bytes between two links of a bar: signs and blanks */
#define HEADING_MOST 120   /* bytes of a heading that may head what is gone */
#define CONTRIBUTION 300   /* bytes of an average block in a conversation */
#define MENU_ITEM 30       /* bytes of an average entry of a menu; of a page's menus twice as much */
#define MENU_HEADING 30    /* bytes of a menu's heading */
#define HEADER_LINE 120    /* bytes of a line in a <header> that is no part of the text */

/* The first and behind the last block of running text; what is known of the whole draft. */
struct body {
	uint32_t first, end;
	uint32_t bytes;
	bool conversation; /* what the page calls comments is the article: long contributions, more than all else */
	bool whole_page;
};

static bool is_running(const struct draft_block *block)
{
	return draft_shows(block) && block->kind != BLOCK_HEADING &&
	       block->to - block->from - block->link_bytes >= RUNNING_LEAST;
}

static struct body find_body(const struct draft *draft, bool whole_page)
{
	struct body body = {draft->block_count, 0, draft_bytes(draft, 0, draft->block_count), false, whole_page};
	for (uint32_t i = 0; i < draft->block_count; i++) {
		if (!is_running(&draft->blocks[i]))
			continue;
		body.first = MIN(body.first, i);
		body.end = i + 1;
	}
	if (body.end == 0) /* no running text at all: everything is body */
		body = (struct body){0, draft->block_count, body.bytes, false, whole_page};
	return body;
}

/* Invited contributions come in the same elements as comments; but they are long, and readers' comments are not. */
static bool is_conversation(const struct draft *draft, const struct body *body)
{
	uint64_t bytes = 0, blocks = 0;
	for (uint32_t i = 1; i < draft->node_count;) {
		const struct node *node = &draft->nodes[i];
		if (!(node->hints & HINT_COMMENT)) {
			i++;
			continue;
		}
		bytes += draft_bytes(draft, node->first, node->end);
		blocks += node->end - node->first;
		i = node->past;
	}
	return bytes * 2 > body->bytes && bytes >= blocks * CONTRIBUTION;
}

/* Elements -------------------------------------------------------------------------------------------------------- */

/* What the rules below ask about one element. */
struct weight {
	const struct node *node;
	uint32_t bytes, links; /* of its text; of them in links */
	uint32_t before;       /* bytes of text before it */
	uint32_t total;
	bool conversation; /* as in struct body */
	bool whole_page;   /* the same */
	bool at_edge;      /* it stands outside the body */
	bool pictures;     /* it shows no text */
};

static bool is_linked(const struct weight *weight, uint32_t percent)
{
	return (uint64_t)weight->links * 100 >= (uint64_t)weight->bytes * percent;
}

/* Comments may be longer than the article, but they do not come before it. */
static bool comments_go(const struct weight *weight)
{
	return !weight->conversation && weight->before >= CLAMP(weight->total / 20, 150, 1000);
}

static bool share_goes(const struct weight *weight)
{
	return weight->bytes <= SHARE_MOST && weight->bytes <= weight->total / 3;
}

static bool cookie_goes(const struct weight *weight)
{
	return weight->bytes <= weight->total / 2;
}

static bool related_goes(const struct weight *weight)
{
	return weight->bytes <= weight->total / 3 && is_linked(weight, 50);
}

/* Prose without links is no promotion, whatever holds it. */
static bool promotion_goes(const struct weight *weight)
{
	return weight->bytes <= weight->total / 4 && (weight->bytes <= PROMOTION_MOST || is_linked(weight, 20));
}

static bool navigation_goes(const struct weight *weight)
{
	return weight->bytes <= weight->total / 3 &&
	       (is_linked(weight, 30) || weight->bytes <= META_MOST || weight->node->role == ROLE_NAVIGATION);
}

static bool meta_goes(const struct weight *weight)
{
	return weight->at_edge && weight->bytes <= META_MOST && weight->bytes <= weight->total / 2;
}

/* Below the text of a page, a box that tells of its author. */
static bool author_goes(const struct weight *weight)
{
	return weight->whole_page && weight->bytes <= BIOGRAPHY_MOST && weight->bytes <= weight->total / 5 &&
	       (uint64_t)weight->before * 10 >= (uint64_t)weight->total * 6;
}

/* In the order in which they are asked; an element may have several hints. */
static const struct {
	uint32_t hint;
	bool (*goes)(const struct weight *weight);
	enum aside_reason reason;
} rules[] = {
	{HINT_COMMENT, comments_go, ASIDE_COMMENTS},       {HINT_SHARE, share_goes, ASIDE_SHARE},
	{HINT_COOKIE, cookie_goes, ASIDE_COOKIE},          {HINT_RELATED, related_goes, ASIDE_RELATED},
	{HINT_PROMOTION, promotion_goes, ASIDE_PROMOTION}, {HINT_NAVIGATION, navigation_goes, ASIDE_NAVIGATION},
	{HINT_FORM, promotion_goes, ASIDE_PROMOTION},      {HINT_META, meta_goes, ASIDE_NAVIGATION},
	{HINT_AUTHOR, author_goes, ASIDE_NAVIGATION},
};

static struct weight weigh(const struct draft *draft, const struct body *body, const struct node *node)
{
	return (struct weight){
		.node = node,
		.bytes = draft_bytes(draft, node->first, node->end),
		.links = draft_link_bytes(draft, node->first, node->end),
		.before = draft_bytes(draft, 0, node->first),
		.total = body->bytes,
		.conversation = body->conversation,
		.whole_page = body->whole_page,
		.at_edge = node->end <= body->first || node->first >= body->end,
	};
}

/* A <header> keeps its headings and what is long enough to be a lead; an <aside> or <form> goes when it is links. */
static void thin_out(struct draft *draft, const struct weight *weight)
{
	const struct node *node = weight->node;
	if (weight->bytes > weight->total / 3)
		return;
	for (uint32_t i = node->first; i < node->end; i++) {
		const struct draft_block *block = &draft->blocks[i];
		uint32_t bytes = block->to - block->from;
		bool linked = (uint64_t)block->link_bytes * 2 >= bytes;
		if (draft_shows(block) && block->kind != BLOCK_HEADING &&
		    (linked || (weight->at_edge && bytes <= HEADER_LINE)))
			draft_aside(draft, i, i + 1, ASIDE_NAVIGATION);
	}
}

/* Sets aside what `node` holds where one of the rules says so. */
static bool remove_node(struct draft *draft, const struct body *body, const struct node *node)
{
	struct weight weight = weigh(draft, body, node);
	for (size_t i = 0; i < G_N_ELEMENTS(rules); i++)
		if ((node->hints & rules[i].hint) && rules[i].goes(&weight)) {
			draft_aside(draft, node->first, node->end, rules[i].reason);
			return true;
		}
	if (node->role == ROLE_NAVIGATION && weight.bytes > 0 && !(node->hints & HINT_MEDIA))
		thin_out(draft, &weight);
	return false;
}

static void remove_elements(struct draft *draft, const struct body *body)
{
	for (uint32_t i = 1; i < draft->node_count;) {
		const struct node *node = &draft->nodes[i];
		bool asked = (node->hints & (HINTS_BESIDE | HINT_FORM | HINT_META | HINT_AUTHOR)) ||
		             node->role == ROLE_NAVIGATION;
		i = asked && node->end > node->first && remove_node(draft, body, node) ? node->past : i + 1;
	}
}

/* Blocks ---------------------------------------------------------------------------------------------------------- */

static bool is_all_links(const struct draft_block *block)
{
	return draft_shows(block) && (uint64_t)block->link_bytes * 10 >= (uint64_t)(block->to - block->from) * 8;
}

static uint32_t count_bars(struct span text)
{
	uint32_t bars = 0;
	for (size_t i = 0; i < text.len; i++)
		bars += text.at[i] == '|' || (i >= 2 && memcmp(text.at + i - 2, "｜", 3) == 0);
	return bars;
}

/* Home | World | Sport: several short links in one line, or at the edges little more than links and bars. */
static bool is_bar(const struct draft *draft, const struct draft_block *block, bool edge)
{
	uint32_t bytes = block->to - block->from;
	if (!draft_shows(block) || block->links < 3 || block->link_bytes / block->links > 45)
		return false;
	uint32_t bars = count_bars(draft_text(draft, block));
	if (edge && bars >= 3 && bytes <= META_MOST)
		return true;
	bool bare = bytes - block->link_bytes <= block->links * BETWEEN_LINKS;
	return bare && (edge || bars > 0);
}

/*
 * Headings that are links and have nothing under them: two and more in a row anywhere, a single low one at the edges.
 * Gives the block behind the run.
 */
static uint32_t remove_headings(struct draft *draft, const struct body *body, uint32_t i)
{
	uint32_t end = i, count = 0, at = i;
	for (; at < draft->block_count; at++) {
		const struct draft_block *block = &draft->blocks[at];
		if (!draft_shows(block) && (block->fate != FATE_KEEP || block->kind == BLOCK_RULE))
			continue;
		if (block->kind != BLOCK_HEADING || !is_all_links(block))
			break;
		count++;
		end = at + 1;
	}
	bool edge = end <= body->first || i >= body->end;
	bool low = draft->nodes[draft->blocks[i].node].level >= 4;
	if (count >= 2 || (count == 1 && edge && low))
		draft_aside(draft, i, end, ASIDE_PROMOTION);
	return MAX(end, i + 1);
}

/* On a page, a line above the text that is a link to elsewhere. */
static bool leads_away(const struct draft *draft, const struct body *body, uint32_t i)
{
	const struct draft_block *block = &draft->blocks[i];
	return body->whole_page && i < body->first && draft->blocks[i].kind != BLOCK_HEADING && is_all_links(block) &&
	       block->to - block->from <= PAGE_LINK;
}

/* A bare date near the top, where nothing or a short line stands above it: in a diary long ones do. */
static void remove_date(struct draft *draft)
{
	uint32_t before = 0, shown = 0;
	for (uint32_t i = 0; i < draft->block_count && shown < DATE_BLOCKS; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (!draft_shows(block))
			continue;
		bool line = block->join == JOIN_LINE ||
		            (i + 1 < draft->block_count && draft->blocks[i + 1].join == JOIN_LINE);
		if (before <= META_LINE && !line && block->kind == BLOCK_PARAGRAPH &&
		    draft->nodes[block->node].cell == 0 && phrase_is_date(draft_text(draft, block))) {
			draft_aside(draft, i, i + 1, ASIDE_NAVIGATION);
			return;
		}
		before = block->to - block->from;
		shown++;
	}
}

static void remove_blocks(struct draft *draft, const struct body *body)
{
	for (uint32_t i = 0; i < draft->block_count;) {
		const struct draft_block *block = &draft->blocks[i];
		bool edge = i < body->first || i >= body->end;
		if (is_bar(draft, block, edge) || leads_away(draft, body, i)) {
			draft_aside(draft, i, i + 1, ASIDE_NAVIGATION);
			i++;
		} else if (block->kind == BLOCK_HEADING && is_all_links(block)) {
			i = remove_headings(draft, body, i);
		} else {
			i++;
		}
	}
}

/* A list of short links outside the body, with its heading. */
static void remove_menu(struct draft *draft, const struct body *body, const struct node *node)
{
	uint32_t bytes = draft_bytes(draft, node->first, node->end), items = 0;
	if (bytes == 0 || !(node->end <= body->first || node->first >= body->end))
		return;
	for (uint32_t i = node->first; i < node->end; i++)
		items += draft_shows(&draft->blocks[i]);
	uint32_t most = body->whole_page ? 2 * MENU_ITEM : MENU_ITEM;
	if (items < 2 || bytes > items * most || draft_link_bytes(draft, node->first, node->end) * 10 < bytes * 8)
		return;
	draft_aside(draft, node->first, node->end, ASIDE_NAVIGATION);
	uint32_t before = node->first;
	while (before > 0 && !draft_shows(&draft->blocks[before - 1]))
		before--;
	if (before == 0 || draft->blocks[before - 1].kind != BLOCK_HEADING)
		return;
	const struct draft_block *heading = &draft->blocks[before - 1];
	if (heading->to - heading->from <= MENU_HEADING)
		draft_aside(draft, before - 1, before, ASIDE_NAVIGATION);
}

static void remove_menus(struct draft *draft, const struct body *body)
{
	for (uint32_t i = 1; i < draft->node_count; i++)
		if (draft->nodes[i].role == ROLE_LIST && draft->nodes[i].list_root == i)
			remove_menu(draft, body, &draft->nodes[i]);
}

/* The last link that stands in `block`; NULL. `*next` goes along. */
static const struct draft_link *last_link(const struct draft *draft, const struct draft_block *block, uint32_t *next)
{
	const struct draft_link *last = NULL;
	for (; *next < draft->link_count && draft->links[*next].from < block->to; *next += 1)
		if (draft->links[*next].from >= block->from && draft->links[*next].to > draft->links[*next].from)
			last = &draft->links[*next];
	return last;
}

/*
 * A paragraph that ends in a link to its rest is another article's; so are the linked heading and the picture over it.
 * Without such a heading it stays, for the article itself may be cut off.
 */
static void remove_teasers(struct draft *draft)
{
	uint32_t next = 0, heading = UINT32_MAX;
	for (uint32_t i = 0; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (!draft_shows(block))
			continue;
		const struct draft_link *link = last_link(draft, block, &next);
		bool teaser = link && heading != UINT32_MAX && block->kind == BLOCK_PARAGRAPH &&
		              link->to >= block->to && link->from > block->from &&
		              phrase_is_more((struct span){draft->text + link->from, block->to - link->from});
		if (teaser)
			draft_aside(draft, heading, i + 1, ASIDE_PROMOTION);
		heading = block->kind == BLOCK_HEADING && is_all_links(block) ? i : UINT32_MAX;
		while (heading != UINT32_MAX && heading > 0 && draft->blocks[heading - 1].kind == BLOCK_IMAGE)
			heading--;
	}
}

/* On a page the pictures behind the text are those of other articles and of buttons. */
static void remove_last_images(struct draft *draft, const struct body *body)
{
	for (uint32_t i = draft->block_count; i-- > body->end;) {
		const struct draft_block *block = &draft->blocks[i];
		if (draft_shows(block))
			break;
		if (block->kind == BLOCK_IMAGE && draft->images[block->number].caption.len == 0)
			draft_aside(draft, i, i + 1, ASIDE_NAVIGATION);
	}
}

/* A heading with nothing behind it headed what is gone. */
static void remove_last_headings(struct draft *draft)
{
	for (uint32_t i = draft->block_count; i-- > 0;) {
		const struct draft_block *block = &draft->blocks[i];
		if (block->fate != FATE_KEEP || block->kind == BLOCK_RULE)
			continue;
		if (block->kind != BLOCK_HEADING || block->to - block->from > HEADING_MOST)
			break;
		draft_aside(draft, i, i + 1, ASIDE_NAVIGATION);
	}
}

/* Rules that part nothing: at the ends, and one behind another. */
static void remove_rules(struct draft *draft)
{
	uint32_t last = UINT32_MAX; /* the last rule, as long as nothing follows it */
	bool any = false;
	for (uint32_t i = 0; i < draft->block_count; i++) {
		struct draft_block *block = &draft->blocks[i];
		if (block->fate != FATE_KEEP)
			continue;
		if (block->kind != BLOCK_RULE) {
			any = true;
			last = UINT32_MAX;
		} else if (!any || last != UINT32_MAX) {
			block->fate = FATE_DROP;
		} else {
			last = i;
		}
	}
	if (last != UINT32_MAX)
		draft->blocks[last].fate = FATE_DROP;
}

/* Whether anything is left to see; pictures count where no running text was taken from beside them. */
static bool is_anything_left(const struct draft *draft)
{
	bool pictures = false, running = false;
	for (uint32_t i = 0; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (draft_shows(block) || block->fate == FATE_CAPTION)
			return true;
		pictures |= block->fate == FATE_KEEP && block->kind == BLOCK_IMAGE;
		running |= block->fate == FATE_ASIDE && block->to - block->from - block->link_bytes >= RUNNING_LEAST;
	}
	return pictures && !running;
}

/* Nothing is left: what went by structure comes back, and if that is nothing, all but the buttons. */
static void bring_back(struct draft *draft)
{
	static const uint32_t turns[] = {
		1u << ASIDE_NAVIGATION | 1u << ASIDE_PROMOTION,
		1u << ASIDE_RELATED | 1u << ASIDE_COMMENTS | 1u << ASIDE_COOKIE | 1u << ASIDE_SHARE |
			1u << ASIDE_SOURCE,
	};
	for (size_t turn = 0; turn < G_N_ELEMENTS(turns) && !is_anything_left(draft); turn++)
		for (uint32_t i = 0; i < draft->block_count; i++) {
			struct draft_block *block = &draft->blocks[i];
			if (block->fate == FATE_ASIDE && (turns[turn] >> block->reason & 1))
				block->fate = FATE_KEEP;
		}
}

/* What went as navigation but stands in an element of comments of which nothing shows went as comments. */
static void name_comments(struct draft *draft)
{
	draft_sum(draft);
	for (uint32_t i = 1; i < draft->node_count;) {
		const struct node *node = &draft->nodes[i];
		if (!(node->hints & HINT_COMMENT) || draft_bytes(draft, node->first, node->end) > 0) {
			i++;
			continue;
		}
		for (uint32_t b = node->first; b < node->end; b++) {
			struct draft_block *block = &draft->blocks[b];
			if (block->fate == FATE_ASIDE && block->reason == ASIDE_NAVIGATION)
				block->reason = ASIDE_COMMENTS;
		}
		i = node->past;
	}
}

void chrome_remove(struct draft *draft, bool whole_page)
{
	draft_sum(draft);
	struct body body = find_body(draft, whole_page);
	body.conversation = is_conversation(draft, &body);
	remove_elements(draft, &body);
	remove_teasers(draft);
	draft_sum(draft);
	body = find_body(draft, whole_page);
	remove_menus(draft, &body);
	remove_blocks(draft, &body);
	remove_date(draft);
	remove_last_headings(draft);
	if (whole_page)
		remove_last_images(draft, &body);
	bring_back(draft);
	name_comments(draft);
	remove_rules(draft);
}
