/* SPDX-License-Identifier: MIT */
/*
 * From events to the draft. Three things are kept apart: the open elements (a chain of node numbers, so any depth costs
 * no stack), the open block (begun by its first visible character, ended by the next element, break or image), and the
 * gap: white space that was seen but is written only when more text of the same block follows it, and that only where
 * two words would run together.
 */
#include "article/builder.h"

#include <glib.h>
#include <string.h>

#include "article/address.h"
#include "article/clean.h"
#include "article/draft.h"
#include "article/passes.h"
#include "text/utf8.h"

#define MARK_KINDS (MARK_SUBSCRIPT + 1)
#define NO_LINK UINT32_MAX
#define TEXT_MOST (UINT32_MAX - 65536u) /* bytes of text in one article; what comes after is dropped */
#define DEEPEST UINT8_MAX               /* levels of quotations and lists that are told apart */

enum gap { GAP_NONE, GAP_LAYOUT, GAP_SPACE }; /* ordered: the stronger stays */

struct builder {
	struct draft draft;
	struct span trusted;             /* valid UTF-8, of which most texts are pieces */
	uint32_t node;                   /* the innermost open element */
	uint32_t open[ROLE_COUNT];       /* how many elements of each role are open */
	uint32_t mark_depth[MARK_KINDS]; /* how many marks of a kind are open; only the outermost is recorded */
	uint32_t mark_open[MARK_KINDS];  /* which one that is */
	uint32_t link_open;              /* NO_LINK: none */
	uint32_t waiting;                /* the first image that stands inside the open block and goes behind it */
	unsigned breaks;                 /* line breaks since the last block of the same element ended */
	enum gap gap;
	bool in_block;
};

struct builder *builder_new(struct arena *scratch)
{
	struct builder *builder = arena_alloc(scratch, sizeof *builder);
	struct draft *draft = &builder->draft;
	draft->arena = scratch;
	draft->nodes = draft_room(scratch, NULL, 0, &draft->node_room, sizeof *draft->nodes);
	draft->nodes[draft->node_count++] = (struct node){.role = ROLE_GROUP};
	draft->text = arena_alloc(scratch, 1); /* never NULL, so that empty blocks may point into it */
	builder->link_open = NO_LINK;
	return builder;
}

/* Blocks ---------------------------------------------------------------------------------------------------------- */

static struct draft_block *add_block(struct builder *builder, enum block_kind kind)
{
	struct draft *draft = &builder->draft;
	draft->blocks =
		draft_room(draft->arena, draft->blocks, draft->block_count, &draft->block_room, sizeof *draft->blocks);
	struct draft_block *block = &draft->blocks[draft->block_count++];
	*block = (struct draft_block){
		.from = draft->text_len, .to = draft->text_len, .node = builder->node, .kind = (uint8_t)kind};
	return block;
}

/* The first block of a list item carries its number; a heading there keeps being one. */
static void begin_block(struct builder *builder)
{
	struct draft *draft = &builder->draft;
	const struct node *node = &draft->nodes[builder->node];
	struct draft_block *block = add_block(builder, node->kind);
	struct node *item = &draft->nodes[node->item];
	if (node->item != 0 && !item->used) {
		item->used = true;
		if (block->kind == BLOCK_PARAGRAPH) {
			block->kind = BLOCK_ITEM;
			block->number = item->number;
		}
	}
	const struct draft_block *before = draft->block_count > 1 ? block - 1 : NULL;
	if (builder->breaks == 1 && before && before->node == builder->node && before->to > before->from)
		block->join = JOIN_LINE;
	builder->in_block = true;
	builder->breaks = 0;
	builder->gap = GAP_NONE;
}

/* Bytes that the white space at the end of a block takes. */
static uint32_t trailing_white(struct span text)
{
	size_t len = text.len;
	for (;;) {
		if (len > 0 && (text.at[len - 1] == ' ' || text.at[len - 1] == '\n' || text.at[len - 1] == '\t'))
			len--;
		else if (len >= 3 && memcmp(text.at + len - 3, "\u3000", 3) == 0)
			len -= 3;
		else
			return (uint32_t)(text.len - len);
	}
}

/* Ends the text at `len`, inside the block that began at `from`; so do the marks and links that reached beyond. */
static void cut_text(struct draft *draft, uint32_t from, uint32_t len)
{
	draft->text_len = len;
	for (uint32_t i = draft->mark_count; i-- > 0 && draft->marks[i].from >= from;) {
		draft->marks[i].from = MIN(draft->marks[i].from, len);
		if (draft->marks[i].to != UINT32_MAX)
			draft->marks[i].to = MIN(draft->marks[i].to, len);
	}
	for (uint32_t i = draft->link_count; i-- > 0 && draft->links[i].from >= from;) {
		draft->links[i].from = MIN(draft->links[i].from, len);
		if (draft->links[i].to != UINT32_MAX)
			draft->links[i].to = MIN(draft->links[i].to, len);
	}
}

static void place_images(struct builder *builder)
{
	while (builder->waiting < builder->draft.image_count)
		add_block(builder, BLOCK_IMAGE)->number = builder->waiting++;
}

static void end_block(struct builder *builder)
{
	if (!builder->in_block)
		return;
	struct draft *draft = &builder->draft;
	struct draft_block *block = &draft->blocks[draft->block_count - 1];
	block->to = draft->text_len;
	uint32_t white = trailing_white(draft_text(draft, block));
	if (white > 0)
		cut_text(draft, block->from, draft->text_len - white);
	block->to = draft->text_len;
	if (block->to == block->from) {
		draft->nodes[draft->nodes[block->node].item].used &= block->kind != BLOCK_ITEM;
		draft->block_count--;
	}
	builder->in_block = false;
	builder->gap = GAP_NONE;
	place_images(builder);
}

/* Text ------------------------------------------------------------------------------------------------------------ */

static void append(struct draft *draft, struct span bytes)
{
	if (bytes.len > TEXT_MOST - draft->text_len)
		bytes.len = utf8_valid(span_cut(bytes, 0, TEXT_MOST - draft->text_len));
	if (bytes.len > draft->text_room - draft->text_len) {
		size_t room = MAX(MAX((size_t)draft->text_room * 2, draft->text_len + bytes.len), 4096);
		draft->text = arena_grow(draft->arena, draft->text, draft->text_room, room);
		draft->text_room = (uint32_t)MIN(room, UINT32_MAX);
	}
	if (bytes.len > 0)
		memcpy(draft->text + draft->text_len, bytes.at, bytes.len);
	draft->text_len += (uint32_t)bytes.len;
}

/* A blank belongs to neither the mark nor the link that was opened right before the text that follows it. */
static void append_blank(struct draft *draft)
{
	uint32_t at = draft->text_len;
	append(draft, SPAN(" "));
	for (uint32_t i = draft->mark_count; i-- > 0 && draft->marks[i].from == at;)
		draft->marks[i].from += draft->marks[i].to == UINT32_MAX;
	for (uint32_t i = draft->link_count; i-- > 0 && draft->links[i].from == at;)
		draft->links[i].from += draft->links[i].to == UINT32_MAX;
}

/* Signs that no blank stands before, and behind. */
static bool leans_back(uint32_t code)
{
	return code == ',' || code == '.' || code == ';' || code == ':' || code == '!' || code == '?' || code == ')' ||
	       code == ']' || code == 0x2019 || code == 0x201D;
}

static bool leans_on(uint32_t code)
{
	return code == '(' || code == '[' || code == 0x2018 || code == 0x201C;
}

/* How the source is laid out says nothing beside a CJK character or a sign that leans on its neighbour. */
static bool is_nothing(struct span before, struct span next)
{
	size_t end = before.len, at = 0;
	uint32_t last = utf8_previous(before, &end), first = utf8_next(next, &at);
	return code_is_cjk(last) || code_is_cjk(first) || leans_back(first) || leans_on(last);
}

static void close_gap(struct builder *builder, struct span next)
{
	struct draft *draft = &builder->draft;
	enum gap gap = builder->gap;
	builder->gap = GAP_NONE;
	if (gap == GAP_NONE || (gap == GAP_LAYOUT && is_nothing((struct span){draft->text, draft->text_len}, next)))
		return;
	append_blank(draft);
}

/* Visible text: begins a block where none is open. */
static void put(struct builder *builder, struct span bytes)
{
	if (!builder->in_block)
		begin_block(builder);
	else
		close_gap(builder, bytes);
	append(&builder->draft, bytes);
}

static void put_code(struct builder *builder, uint32_t code)
{
	char bytes[4];
	put(builder, (struct span){bytes, utf8_put(bytes, code)});
}

static void widen_gap(struct builder *builder, enum gap gap)
{
	builder->gap = MAX(builder->gap, gap);
}

/* A line that an ideographic space indents begins a paragraph, even where the source has no tag for it. */
static void put_wide(struct builder *builder)
{
	const struct node *node = &builder->draft.nodes[builder->node];
	bool paragraphs = node->kind == BLOCK_PARAGRAPH && node->role != ROLE_CAPTION;
	if (!builder->in_block)
		return;
	if (builder->gap == GAP_LAYOUT && paragraphs)
		end_block(builder);
	else
		put_code(builder, 0x3000);
}

static void put_special(struct builder *builder, enum clean clean, uint32_t code)
{
	switch (clean) {
	case CLEAN_SPACE:
		widen_gap(builder, GAP_SPACE);
		break;
	case CLEAN_INDENT:
		widen_gap(builder, GAP_LAYOUT);
		break;
	case CLEAN_WIDE:
		put_wide(builder);
		break;
	case CLEAN_LINE:
		builder_break(builder);
		break;
	case CLEAN_CHARACTER:
		put_code(builder, code);
		break;
	case CLEAN_NOTHING:
		break;
	}
}

/* In preformatted text white space is what it is; empty lines before the first are not. */
static void put_white(struct builder *builder, struct span white)
{
	for (size_t i = 0; i < white.len; i++) {
		char c = white.at[i];
		if (c == '\n' && !builder->in_block)
			continue;
		if (c == ' ' || c == '\t' || c == '\n')
			put(builder, span_cut(white, i, i + 1));
	}
}

static bool is_preformatted(const struct builder *builder)
{
	return builder->draft.nodes[builder->node].kind == BLOCK_PREFORMATTED;
}

static void put_text(struct builder *builder, struct span text)
{
	bool preformatted = is_preformatted(builder);
	size_t at = 0;
	for (;;) {
		size_t from = at;
		at = clean_plain(text, at);
		if (at > from)
			put(builder, span_cut(text, from, at));
		if (at == text.len)
			return;
		from = at;
		uint32_t code = 0;
		enum clean clean = clean_special(text, &at, &code);
		if (preformatted && (clean == CLEAN_SPACE || clean == CLEAN_INDENT))
			put_white(builder, span_cut(text, from, at));
		else
			put_special(builder, clean, code);
	}
}

void builder_trust(struct builder *builder, struct span source)
{
	builder->trusted = source;
}

/* Whether `text` is a piece of what is trusted, and no character is cut at its ends. */
static bool is_trusted(const struct builder *builder, struct span text)
{
	uintptr_t first = (uintptr_t)text.at - (uintptr_t)builder->trusted.at;
	size_t whole = builder->trusted.len;
	if (text.len == 0 || first >= whole || text.len > whole - first)
		return false;
	bool ends = first + text.len == whole || !utf8_is_tail(text.at[text.len]);
	return ends && !utf8_is_tail(text.at[0]);
}

void builder_text(struct builder *builder, struct span text)
{
	if (is_trusted(builder, text) || utf8_valid(text) == text.len) {
		put_text(builder, text);
		return;
	}
	GString *repaired = g_string_sized_new(text.len);
	utf8_repair(text, repaired);
	put_text(builder, (struct span){repaired->str, repaired->len});
	g_string_free(repaired, TRUE);
}

/* A line ends. Where there can be but one line (headings, cells, captions, terms), it is a blank. */
void builder_break(struct builder *builder)
{
	const struct node *node = &builder->draft.nodes[builder->node];
	if (node->kind == BLOCK_PREFORMATTED) {
		put_white(builder, SPAN("\n"));
	} else if (node->kind == BLOCK_HEADING || node->kind == BLOCK_TERM || node->role == ROLE_CAPTION) {
		widen_gap(builder, GAP_SPACE);
	} else {
		end_block(builder);
		builder->breaks++;
	}
}

void builder_rule(struct builder *builder)
{
	end_block(builder);
	add_block(builder, BLOCK_RULE);
	builder->breaks = 0;
}

/* Elements -------------------------------------------------------------------------------------------------------- */

static uint8_t one_more(uint8_t depth)
{
	return depth < DEEPEST ? (uint8_t)(depth + 1) : depth;
}

/* What an element changes for the blocks inside it; the rest is its parent's. */
static void enter_role(struct draft *draft, struct node *node, const struct element *element, uint32_t number)
{
	struct node *parent = &draft->nodes[node->parent];
	switch (element->role) {
	case ROLE_HEADING:
		node->kind = BLOCK_HEADING;
		node->level = (uint8_t)CLAMP(element->level, 1, 6);
		break;
	case ROLE_QUOTE:
		node->quote = one_more(node->quote);
		break;
	case ROLE_LIST:
		node->list_root = node->list == 0 ? number : node->list_root;
		node->list = one_more(node->list);
		node->number = element->start;
		break;
	case ROLE_ITEM:
		node->item = number;
		node->kind = BLOCK_PARAGRAPH;
		node->number = parent->role == ROLE_LIST && parent->number > 0 ? parent->number++ : 0;
		break;
	case ROLE_ROW:
		node->number = 0; /* of its next cell; the row's own number is counted when the table is settled */
		break;
	case ROLE_CELL:
		node->cell = number;
		node->kind = BLOCK_PARAGRAPH;
		node->level = 0;
		node->header = element->header;
		node->wide = element->wide;
		node->tall = element->tall;
		node->number = parent->role == ROLE_ROW ? parent->number++ : 0;
		break;
	case ROLE_PREFORMATTED:
		node->kind = BLOCK_PREFORMATTED;
		break;
	case ROLE_CAPTION:
		node->kind = BLOCK_PARAGRAPH;
		break;
	case ROLE_TERM:
		node->kind = BLOCK_TERM;
		break;
	case ROLE_DEFINITION:
		node->kind = BLOCK_DEFINITION;
		break;
	default:
		break;
	}
}

static void leave(struct builder *builder)
{
	struct node *node = &builder->draft.nodes[builder->node];
	node->past = builder->draft.node_count;
	node->end = builder->draft.block_count;
	builder->open[node->role]--;
	builder->node = node->parent;
}

void builder_open(struct builder *builder, const struct element *element)
{
	struct draft *draft = &builder->draft;
	end_block(builder);
	if (draft->nodes[builder->node].role == ROLE_PARAGRAPH)
		leave(builder); /* paragraphs hold no blocks, whatever the source says */
	draft->nodes =
		draft_room(draft->arena, draft->nodes, draft->node_count, &draft->node_room, sizeof *draft->nodes);
	uint32_t number = draft->node_count++;
	struct node *node = &draft->nodes[number];
	*node = draft->nodes[builder->node];
	node->parent = builder->node;
	node->first = draft->block_count;
	node->number = 0;
	node->header = node->used = false;
	node->wide = node->tall = 0;
	node->role = (uint8_t)element->role;
	node->hints = element->hints;
	enter_role(draft, node, element, number);
	builder->node = number;
	builder->open[element->role]++;
	builder->breaks = 0;
}

void builder_close(struct builder *builder, enum role role)
{
	if (builder->open[role] == 0)
		return;
	end_block(builder);
	builder->breaks = 0;
	uint8_t closed;
	do {
		closed = builder->draft.nodes[builder->node].role;
		leave(builder);
	} while (closed != role);
}

/* Marks, links, images -------------------------------------------------------------------------------------------- */

void builder_mark(struct builder *builder, enum mark_kind kind)
{
	struct draft *draft = &builder->draft;
	if (builder->mark_depth[kind]++ > 0)
		return;
	draft->marks =
		draft_room(draft->arena, draft->marks, draft->mark_count, &draft->mark_room, sizeof *draft->marks);
	builder->mark_open[kind] = draft->mark_count;
	draft->marks[draft->mark_count++] = (struct draft_mark){draft->text_len, UINT32_MAX, kind};
}

void builder_unmark(struct builder *builder, enum mark_kind kind)
{
	if (builder->mark_depth[kind] == 0 || --builder->mark_depth[kind] > 0)
		return;
	builder->draft.marks[builder->mark_open[kind]].to = builder->draft.text_len;
}

/* The address without white space and controls; {NULL, 0} for what leads nowhere. */
static struct span clean_address(struct arena *arena, struct span url)
{
	static const struct span nowhere[] = {
		{"#", 1}, {"javascript:", 11}, {"vbscript:", 9}, {"data:", 5}, {"about:", 6}, {"blob:", 5},
	};
	struct span clean = address_clean(arena, url);
	for (size_t i = 0; i < G_N_ELEMENTS(nowhere); i++)
		if (clean.len == 0 || span_starts_nocase(clean, nowhere[i]))
			return (struct span){NULL, 0};
	return clean;
}

/* What leads nowhere is recorded too: a line of buttons is one wherever they lead. */
void builder_link(struct builder *builder, struct span url)
{
	struct draft *draft = &builder->draft;
	builder_unlink(builder);
	struct span address = clean_address(draft->arena, url);
	draft->links =
		draft_room(draft->arena, draft->links, draft->link_count, &draft->link_room, sizeof *draft->links);
	builder->link_open = draft->link_count;
	draft->links[draft->link_count++] = (struct draft_link){draft->text_len, UINT32_MAX, address};
}

void builder_unlink(struct builder *builder)
{
	if (builder->link_open == NO_LINK)
		return;
	builder->draft.links[builder->link_open].to = builder->draft.text_len;
	builder->link_open = NO_LINK;
}

void builder_image(struct builder *builder, struct span url, struct span alt)
{
	struct draft *draft = &builder->draft;
	struct span address = clean_address(draft->arena, url);
	if (address.len == 0)
		return;
	draft->images =
		draft_room(draft->arena, draft->images, draft->image_count, &draft->image_room, sizeof *draft->images);
	draft->images[draft->image_count++] = (struct draft_image){
		.url = address, .alt = clean_line(draft->arena, alt), .link = builder->link_open};
	if (!builder->in_block)
		place_images(builder);
}

/* The end --------------------------------------------------------------------------------------------------------- */

static void end_input(struct builder *builder)
{
	struct draft *draft = &builder->draft;
	end_block(builder);
	builder_unlink(builder);
	for (unsigned kind = 0; kind < MARK_KINDS; kind++)
		if (builder->mark_depth[kind] > 0)
			draft->marks[builder->mark_open[kind]].to = draft->text_len;
	while (builder->node != 0)
		leave(builder);
	draft->nodes[0].past = draft->node_count;
	draft->nodes[0].end = draft->block_count;
	draft_measure(draft);
}

void builder_settle(struct builder *builder, struct fields *fields, bool whole_page)
{
	end_input(builder);
	passes_run(&builder->draft, fields, whole_page);
}

void builder_finish(struct builder *builder, const struct fields *fields, struct article *article)
{
	finish_article(&builder->draft, fields, article);
}
