/* SPDX-License-Identifier: MIT */
/*
 * An article with its asides among its blocks. Block i of the article is block i + n of the unfolded one, where n
 * asides stand before it: so one walk over both finds every place again, and no table of moves has to be kept.
 *
 *   pool | unfolded text | the article's whole pool |    every string moves by the length of the text
 */
#include "article/unfold.h"

#include <glib.h>

struct unfolding {
	const struct article *from;
	const char *(*label_of)(enum aside_reason reason);
	GString *text;
	GArray *blocks;    /* struct block */
	uint32_t *moved;   /* by block of the article: where it begins in the unfolded text */
	uint32_t old_end;  /* bytes of the article's text that are copied */
	bool parted;       /* an aside was the last: what follows takes a separator of its own */
};

static bool inside_table(const struct article *article, uint32_t block)
{
	if (block == 0 || block >= article->block_count)
		return false;
	const struct block *one = &article->blocks[block - 1], *other = &article->blocks[block];
	return one->kind == BLOCK_CELL && other->kind == BLOCK_CELL && one->table == other->table;
}

/*
 * How many asides stand before a block and those above it, if `count` stand above: the cells of a table stay together.
 */
static uint32_t asides_before(const struct article *article, uint32_t block, uint32_t count)
{
	while (count < article->aside_count && !inside_table(article, block) &&
	       (article->asides[count].block <= block || block == article->block_count))
		count++;
	return count;
}

static void part(struct unfolding *unfolding)
{
	if (unfolding->text->len > 0)
		g_string_append(unfolding->text, "\n\n");
}

static void add_aside(struct unfolding *unfolding, const struct aside *aside, bool labelled)
{
	struct span text = article_span(unfolding->from, aside->text);
	struct block block = {.kind = BLOCK_PARAGRAPH, .quote = 1};
	part(unfolding);
	block.from = (uint32_t)unfolding->text->len;
	if (labelled)
		g_string_append_printf(unfolding->text, "[%s] ", unfolding->label_of(aside->reason));
	g_string_append_len(unfolding->text, text.at, (gssize)text.len);
	block.to = (uint32_t)unfolding->text->len;
	g_array_append_val(unfolding->blocks, block);
	unfolding->parted = true;
}

/* A block, after what parted it from the one before. */
static void add_block(struct unfolding *unfolding, uint32_t number)
{
	struct block block = unfolding->from->blocks[number];
	struct span old = article_text(unfolding->from), text = span_cut(old, block.from, block.to);
	if (text.len > 0 && unfolding->parted) {
		part(unfolding);
		unfolding->parted = false;
	} else if (text.len > 0) {
		g_string_append_len(unfolding->text, old.at + unfolding->old_end, block.from - unfolding->old_end);
	}
	if (text.len > 0)
		unfolding->old_end = block.to;
	block.from = (uint32_t)unfolding->text->len;
	g_string_append_len(unfolding->text, text.at, (gssize)text.len);
	block.to = (uint32_t)unfolding->text->len;
	unfolding->moved[number] = block.from;
	g_array_append_val(unfolding->blocks, block);
}

static void add_all(struct unfolding *unfolding)
{
	const struct article *from = unfolding->from;
	uint32_t next = 0;
	for (uint32_t i = 0; i <= from->block_count; i++) {
		uint32_t first = next, end = asides_before(from, i, next);
		for (; next < end; next++)
			add_aside(unfolding, &from->asides[next],
				  next == first || from->asides[next].reason != from->asides[next - 1].reason);
		if (i < from->block_count)
			add_block(unfolding, i);
	}
}

/* A byte of the article's text in the unfolded text; `*block` goes along with growing bytes. */
static uint32_t moved_byte(const struct unfolding *unfolding, uint32_t byte, uint32_t *block)
{
	const struct article *from = unfolding->from;
	while (*block + 1 < from->block_count && from->blocks[*block + 1].from <= byte)
		++*block;
	if (from->block_count == 0)
		return 0;
	const struct block *in = &from->blocks[*block];
	return unfolding->moved[*block] + MIN(MAX(byte, in->from) - in->from, in->to - in->from);
}

/* Ends are sought from where their beginnings stand: a mark or link may run over blocks, and they may nest. */
static void move_range(const struct unfolding *unfolding, uint32_t *from, uint32_t *to, uint32_t *block)
{
	uint32_t last;
	bool empty = *from == *to;
	*from = moved_byte(unfolding, *from, block);
	last = *block;
	*to = empty ? *from : moved_byte(unfolding, *to - 1, &last) + 1;
}

static struct mark *moved_marks(const struct unfolding *unfolding)
{
	uint32_t count = unfolding->from->mark_count, block = 0;
	struct mark *marks = g_new(struct mark, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		marks[i] = unfolding->from->marks[i];
		move_range(unfolding, &marks[i].from, &marks[i].to, &block);
	}
	return marks;
}

static struct link *moved_links(const struct unfolding *unfolding)
{
	uint32_t count = unfolding->from->link_count, block = 0;
	struct link *links = g_new(struct link, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		links[i] = unfolding->from->links[i];
		move_range(unfolding, &links[i].from, &links[i].to, &block);
	}
	return links;
}

static void move_slice(struct slice *slice, uint32_t by)
{
	if (slice->len > 0 && !slice_is_shared(*slice))
		slice->from += by;
}

/* Moves every string of a copy that has its arrays to itself. */
static void move_strings(struct article *copy, uint32_t by)
{
	struct slice *own[] = {&copy->title, &copy->author, &copy->editor, &copy->source, &copy->url};
	for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
		move_slice(own[i], by);
	for (uint32_t i = 0; i < copy->link_count; i++)
		move_slice(&((struct link *)copy->links)[i].url, by);
	for (uint32_t i = 0; i < copy->image_count; i++) {
		struct image *image = &((struct image *)copy->images)[i];
		move_slice(&image->url, by);
		move_slice(&image->alt, by);
		move_slice(&image->caption, by);
	}
	for (uint32_t i = 0; i < copy->related_count; i++) {
		struct reference *reference = &((struct reference *)copy->related)[i];
		move_slice(&reference->title, by);
		move_slice(&reference->url, by);
		move_slice(&reference->group, by);
	}
	for (uint32_t i = 0; i < copy->tag_count; i++)
		move_slice(&((struct slice *)copy->tags)[i], by);
	for (uint32_t i = 0; i < copy->warning_count; i++) {
		struct warning *warning = &((struct warning *)copy->warnings)[i];
		move_slice(&warning->code, by);
		move_slice(&warning->message, by);
	}
}

static struct article *copy_of(struct unfolding *unfolding)
{
	struct mark *marks = moved_marks(unfolding);
	struct link *links = moved_links(unfolding);
	struct article made = *unfolding->from, *copy;
	uint32_t text_len = (uint32_t)unfolding->text->len;
	g_string_append_len(unfolding->text, made.pool, made.pool_len);
	made.pool = unfolding->text->str;
	made.pool_len = (uint32_t)unfolding->text->len;
	made.text_len = text_len;
	made.blocks = (const struct block *)(const void *)unfolding->blocks->data;
	made.block_count = unfolding->blocks->len;
	made.marks = marks;
	made.links = links;
	made.aside_count = 0;
	copy = article_copy(&made);
	move_strings(copy, text_len);
	g_free(marks);
	g_free(links);
	return copy;
}

struct article *article_unfold(const struct article *article, const char *(*label_of)(enum aside_reason reason))
{
	struct unfolding unfolding = {
		.from = article,
		.label_of = label_of,
		.text = g_string_new(NULL),
		.blocks = g_array_new(FALSE, FALSE, sizeof(struct block)),
		.moved = g_new0(uint32_t, article->block_count + 1),
	};
	struct article *copy;
	add_all(&unfolding);
	copy = copy_of(&unfolding);
	g_string_free(unfolding.text, TRUE);
	g_array_free(unfolding.blocks, TRUE);
	g_free(unfolding.moved);
	return copy;
}

uint32_t unfold_place(const struct article *article, const struct article *unfolded, uint32_t byte)
{
	uint32_t place = 0, asides = 0;
	for (uint32_t i = 0; i < article->block_count && article->blocks[i].from <= byte; i++) {
		const struct block *block = &article->blocks[i];
		asides = asides_before(article, i, asides);
		place = unfolded->blocks[i + asides].from + MIN(byte, block->to) - block->from;
	}
	return place;
}

uint32_t unfold_place_back(const struct article *article, const struct article *unfolded, uint32_t byte)
{
	uint32_t place = 0, asides = 0, behind = 0;
	for (uint32_t i = 0; i < article->block_count; i++) {
		const struct block *old = &article->blocks[i], *block;
		asides = asides_before(article, i, asides);
		block = &unfolded->blocks[i + asides];
		if (block->from > byte)
			return behind <= byte ? old->from : place;
		place = old->from + MIN(byte - block->from, old->to - old->from);
		behind = block->to + 1;
	}
	return place;
}
