/* SPDX-License-Identifier: MIT */
/*
 * Cutting an article at both ends without destroying anything. The end is cut by counting less; the bytes stay in the
 * pool, where they are strings from then on. For the beginning the pool is turned, so that the text stands in front
 * again, and every offset is moved with it:
 *
 *   | head | text | tail | strings |   becomes   | text | tail | strings | head |
 */
#include "article/trim.h"

#include <glib.h>
#include <string.h>

struct trim {
	const struct article *from;
	struct arena *arena;
	uint32_t first, end;             /* the blocks that stay */
	uint32_t text_from, text_to;     /* bytes of the old text that stay */
	uint32_t image_first, image_end; /* the images of the blocks that stay */
	uint16_t tables;                 /* that stood in the head */
};

/* Where a byte of the old text stands in the new one; what lies outside comes to its border. */
static uint32_t shifted(const struct trim *trim, uint32_t byte)
{
	return CLAMP(byte, trim->text_from, trim->text_to) - trim->text_from;
}

/* A string's place in the turned pool. */
static struct slice turned(const struct trim *trim, struct slice slice)
{
	if (slice.len == 0 || slice_is_shared(slice))
		return slice;
	slice.from += slice.from >= trim->text_from ? 0 : trim->from->pool_len;
	slice.from -= trim->text_from;
	return slice;
}

/* `made`, or the old array where that begins with the same bytes: then nobody has to keep a copy of it. */
static const void *settled(const void *made, const void *old, size_t bytes)
{
	return bytes == 0 || memcmp(made, old, bytes) == 0 ? old : made;
}

static uint32_t count_images(const struct article *article, uint32_t from, uint32_t to)
{
	uint32_t count = 0;
	for (uint32_t i = from; i < to; i++)
		count += article->blocks[i].kind == BLOCK_IMAGE;
	return count;
}

/* The text that stays begins with a block that has some: images before it take no separator. */
static void find_borders(struct trim *trim)
{
	const struct block *blocks = trim->from->blocks;
	uint32_t first = trim->first;
	while (first + 1 < trim->end && blocks[first].from == blocks[first].to)
		first++;
	trim->text_from = trim->first > 0 ? blocks[first].from : 0;
	trim->text_to = trim->end < trim->from->block_count ? blocks[trim->end - 1].to : trim->from->text_len;
	for (uint32_t i = 0; i < trim->first; i++) {
		if (blocks[i].kind == BLOCK_CELL)
			trim->tables = (uint16_t)(blocks[i].table + 1);
	}
	trim->image_first = count_images(trim->from, 0, trim->first);
	trim->image_end = trim->image_first + count_images(trim->from, trim->first, trim->end);
}

/* Whether the images are numbered in the order of their blocks, as the cutting takes for granted. */
static bool is_in_order(const struct trim *trim)
{
	const struct article *article = trim->from;
	uint32_t images = 0;
	for (uint32_t i = 0; i < article->block_count; i++) {
		if (article->blocks[i].kind == BLOCK_IMAGE && article->blocks[i].number != images++)
			return false;
	}
	return images == article->image_count && trim->text_from <= trim->text_to;
}

static void keep_blocks(const struct trim *trim, struct article *trimmed)
{
	uint32_t count = trim->end - trim->first;
	struct block *blocks = arena_alloc(trim->arena, count * sizeof(*blocks));
	memcpy(blocks, trim->from->blocks + trim->first, count * sizeof(*blocks));
	for (uint32_t i = 0; i < count; i++) {
		blocks[i].from = shifted(trim, blocks[i].from);
		blocks[i].to = shifted(trim, blocks[i].to);
		if (blocks[i].kind == BLOCK_IMAGE)
			blocks[i].number -= trim->image_first;
		if (blocks[i].kind == BLOCK_CELL)
			blocks[i].table = (uint16_t)(blocks[i].table - trim->tables);
	}
	trimmed->blocks = settled(blocks, trim->from->blocks, count * sizeof(*blocks));
	trimmed->block_count = count;
}

static void keep_marks(const struct trim *trim, struct article *trimmed)
{
	struct mark *marks = arena_alloc(trim->arena, (trim->from->mark_count + 1) * sizeof(*marks));
	uint32_t count = 0;
	for (uint32_t i = 0; i < trim->from->mark_count; i++) {
		struct mark mark = trim->from->marks[i];
		if (mark.to > trim->text_from && mark.from < trim->text_to)
			marks[count++] = (struct mark){shifted(trim, mark.from), shifted(trim, mark.to), mark.kind};
	}
	trimmed->marks = settled(marks, trim->from->marks, count * sizeof(*marks));
	trimmed->mark_count = count;
}

/* Whether an image that stays stands at byte `at`; `*block` goes along with growing `at`. */
static bool shows_image(const struct trim *trim, uint32_t at, uint32_t *block)
{
	const struct block *blocks = trim->from->blocks;
	while (*block < trim->end && blocks[*block].from < at)
		++*block;
	for (uint32_t i = *block; i < trim->end && blocks[i].from == at; i++) {
		if (blocks[i].kind == BLOCK_IMAGE)
			return true;
	}
	return false;
}

static void keep_links(const struct trim *trim, struct article *trimmed)
{
	struct link *links = arena_alloc(trim->arena, (trim->from->link_count + 1) * sizeof(*links));
	uint32_t count = 0, block = trim->first;
	for (uint32_t i = 0; i < trim->from->link_count; i++) {
		struct link link = trim->from->links[i];
		bool text = link.to > link.from;
		if (text ? link.to <= trim->text_from || link.from >= trim->text_to
			 : !shows_image(trim, link.from, &block))
			continue;
		link = (struct link){shifted(trim, link.from), shifted(trim, link.to), turned(trim, link.url)};
		links[count++] = link;
	}
	trimmed->links = settled(links, trim->from->links, count * sizeof(*links));
	trimmed->link_count = count;
}

static void keep_images(const struct trim *trim, struct article *trimmed)
{
	uint32_t count = trim->image_end - trim->image_first;
	struct image *images = arena_alloc(trim->arena, (count + 1) * sizeof(*images));
	for (uint32_t i = 0; i < count; i++) {
		const struct image *image = &trim->from->images[trim->image_first + i];
		images[i] = (struct image){turned(trim, image->url), turned(trim, image->alt),
					   turned(trim, image->caption)};
	}
	trimmed->images = settled(images, trim->from->images, count * sizeof(*images));
	trimmed->image_count = count;
}

/* What is left of a block that is set aside: its text, of an image without one what tells of it. */
static struct slice aside_of(const struct trim *trim, const struct block *block)
{
	if (block->to > block->from)
		return turned(trim, (struct slice){block->from, block->to - block->from});
	if (block->kind != BLOCK_IMAGE)
		return (struct slice){0, 0};
	const struct image *image = &trim->from->images[block->number];
	return turned(trim, image->alt.len > 0 ? image->alt : image->url);
}

/* Those that were there keep their places between the blocks; the new ones stand where their blocks stood. */
static void add_asides(const struct trim *trim, enum aside_reason reason, struct article *trimmed)
{
	const struct article *from = trim->from;
	size_t most = (size_t)from->aside_count + from->block_count;
	struct aside *asides = arena_alloc(trim->arena, most * sizeof(*asides));
	uint32_t count = 0, next = 0;
	for (uint32_t i = 0; i <= from->block_count; i++) {
		uint32_t place = CLAMP(i, trim->first, trim->end) - trim->first;
		for (; next < from->aside_count && (from->asides[next].block <= i || i == from->block_count); next++)
			asides[count++] = (struct aside){place & ASIDE_BLOCK_MOST, from->asides[next].reason,
							 turned(trim, from->asides[next].text)};
		if (i == from->block_count || (i >= trim->first && i < trim->end))
			continue;
		struct slice text = aside_of(trim, &from->blocks[i]);
		if (text.len > 0)
			asides[count++] = (struct aside){place & ASIDE_BLOCK_MOST, reason & 15, text};
	}
	trimmed->asides = asides;
	trimmed->aside_count = count;
}

static void turn_pool(const struct trim *trim, struct article *trimmed)
{
	const struct article *from = trim->from;
	char *pool = arena_alloc(trim->arena, from->pool_len);
	memcpy(pool, from->pool + trim->text_from, from->pool_len - trim->text_from);
	memcpy(pool + from->pool_len - trim->text_from, from->pool, trim->text_from);
	trimmed->pool = pool;
}

static void turn_strings(const struct trim *trim, struct article *trimmed)
{
	const struct article *from = trim->from;
	struct reference *related = arena_alloc(trim->arena, (from->related_count + 1) * sizeof(*related));
	struct slice *tags = arena_alloc(trim->arena, (from->tag_count + 1) * sizeof(*tags));
	struct warning *warnings = arena_alloc(trim->arena, (from->warning_count + 1) * sizeof(*warnings));
	for (uint32_t i = 0; i < from->related_count; i++)
		related[i] = (struct reference){turned(trim, from->related[i].title),
						turned(trim, from->related[i].url),
						turned(trim, from->related[i].group)};
	for (uint32_t i = 0; i < from->tag_count; i++)
		tags[i] = turned(trim, from->tags[i]);
	for (uint32_t i = 0; i < from->warning_count; i++)
		warnings[i] = (struct warning){turned(trim, from->warnings[i].code),
					       turned(trim, from->warnings[i].message), from->warnings[i].line};
	trimmed->related = related;
	trimmed->tags = tags;
	trimmed->warnings = warnings;
	trimmed->title = turned(trim, from->title);
	trimmed->author = turned(trim, from->author);
	trimmed->editor = turned(trim, from->editor);
	trimmed->source = turned(trim, from->source);
	trimmed->url = turned(trim, from->url);
}

bool article_trim(const struct article *article, uint32_t head, uint32_t tail, enum aside_reason reason,
		  struct arena *arena, struct article *trimmed)
{
	struct trim trim = {.from = article, .arena = arena, .first = head, .end = article->block_count - tail};
	if ((size_t)head + tail >= article->block_count)
		return false;
	find_borders(&trim);
	if (!is_in_order(&trim))
		return false;
	*trimmed = *article;
	trimmed->text_len = trim.text_to - trim.text_from;
	keep_blocks(&trim, trimmed);
	keep_marks(&trim, trimmed);
	keep_links(&trim, trimmed);
	keep_images(&trim, trimmed);
	add_asides(&trim, reason, trimmed);
	if (trim.text_from > 0) {
		turn_pool(&trim, trimmed);
		turn_strings(&trim, trimmed);
	}
	return true;
}
