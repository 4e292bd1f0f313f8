/* SPDX-License-Identifier: MIT */
/*
 * From the settled draft to the article: the kept blocks' text is copied into the pool with separators between, and
 * marks and links are carried over by way of the pieces, the runs of draft text that were copied.
 *
 *   draft text | kept A |  aside  | kept B | kept C |
 *   pool       | A "\n\n" B "\n\n" C | strings...
 *
 * Everything that is carried over stands in the order of the text on both sides, so each array is gone through once.
 */
#include "article/passes.h"

#include <glib.h>
#include <string.h>

#include "article/address.h"

#define NOWHERE UINT32_MAX

struct pool {
	struct arena *arena;
	char *at;
	uint32_t len, room;
};

/* Draft text [from, to) stands at `out` of the pool. */
struct piece {
	uint32_t from, to, out;
	bool code; /* its addresses are not made links */
};

struct finish {
	const struct draft *draft;
	struct pool pool;
	struct block *blocks;
	struct piece *pieces;
	struct link *links;
	struct mark *marks;
	struct image *images;
	struct aside *asides;
	uint32_t *image_at; /* for each image of the draft: where it stands in the pool, or NOWHERE */
	uint32_t block_count, piece_count, link_count, mark_count, image_count, aside_count;
	uint32_t block_room, piece_room, link_room, mark_room, aside_room;
	bool disordered;     /* the pieces are not in the draft's order: a picture has left a table with its caption */
	uint32_t last;       /* the draft block that the last shown block was made of; NOWHERE at first */
	uint32_t table, row; /* of the cell before; nodes */
	uint16_t tables;     /* how many tables there are so far */
};

/* The pool --------------------------------------------------------------------------------------------------------- */

static void pool_add(struct pool *pool, struct span s)
{
	if (s.len > pool->room - pool->len) {
		size_t room = MAX((size_t)pool->room * 2, pool->len + s.len + 1024);
		if (room > UINT32_MAX)
			g_error("article: more than 4 GiB of text");
		pool->at = arena_grow(pool->arena, pool->at, pool->room, room);
		pool->room = (uint32_t)room;
	}
	if (s.len > 0)
		memcpy(pool->at + pool->len, s.at, s.len);
	pool->len += (uint32_t)s.len;
}

/* A string behind the text; {0, 0} for an empty one. */
static struct slice pool_string(struct pool *pool, struct span s)
{
	if (s.len == 0)
		return (struct slice){0, 0};
	struct slice slice = {pool->len, (uint32_t)s.len};
	pool_add(pool, s);
	return slice;
}

/* Blocks ----------------------------------------------------------------------------------------------------------- */

static const struct node *node_of(const struct finish *finish, const struct draft_block *block)
{
	return &finish->draft->nodes[block->node];
}

/* The table of data in which a node's cell stands; 0: none. */
static uint32_t data_table(const struct draft *draft, const struct node *node)
{
	if (node->cell == 0)
		return 0;
	uint32_t row = draft->nodes[node->cell].parent, table = draft->nodes[row].parent;
	bool proper = draft->nodes[row].role == ROLE_ROW && draft->nodes[table].role == ROLE_TABLE;
	return proper && draft->nodes[table].data ? table : 0;
}

/* How two blocks that follow one another are parted. */
static struct span separator(const struct finish *finish, const struct draft_block *a, const struct draft_block *b)
{
	const struct node *first = node_of(finish, a), *second = node_of(finish, b);
	if (b->join == JOIN_LINE)
		return SPAN("\n");
	if (b->kind == BLOCK_ITEM && first->list > 0 && first->list_root == second->list_root)
		return SPAN("\n");
	if (a->kind == BLOCK_TERM && b->kind == BLOCK_DEFINITION)
		return SPAN("\n");
	return SPAN("\n\n");
}

static struct block *add_block(struct finish *finish, const struct draft_block *from)
{
	finish->blocks = draft_room(finish->draft->arena, finish->blocks, finish->block_count, &finish->block_room,
				    sizeof *finish->blocks);
	const struct node *node = node_of(finish, from);
	struct block *block = &finish->blocks[finish->block_count++];
	*block = (struct block){
		.from = finish->pool.len,
		.to = finish->pool.len,
		.number = from->kind == BLOCK_ITEM ? from->number : 0,
		.kind = from->kind,
		.level = from->kind == BLOCK_HEADING ? node->level & 7 : 0,
		.quote = node->quote,
		.list = node->list,
		.preformatted = from->kind == BLOCK_PREFORMATTED,
	};
	return block;
}

/* Appends a draft block's text to the pool and to `block`. */
static void add_piece(struct finish *finish, struct block *block, const struct draft_block *from)
{
	struct arena *arena = finish->draft->arena;
	finish->disordered |= finish->piece_count > 0 && finish->pieces[finish->piece_count - 1].from > from->from;
	finish->pieces =
		draft_room(arena, finish->pieces, finish->piece_count, &finish->piece_room, sizeof *finish->pieces);
	finish->pieces[finish->piece_count++] =
		(struct piece){from->from, from->to, finish->pool.len, from->kind == BLOCK_PREFORMATTED};
	pool_add(&finish->pool, draft_text(finish->draft, from));
	block->to = finish->pool.len;
}

static void add_text(struct finish *finish, uint32_t number)
{
	const struct draft_block *from = &finish->draft->blocks[number];
	struct block *block = NULL;
	if (finish->last != NOWHERE) {
		const struct draft_block *before = &finish->draft->blocks[finish->last];
		pool_add(&finish->pool, separator(finish, before, from));
		if (from->join == JOIN_LINE)
			block = &finish->blocks[finish->block_count - 1];
	}
	if (block)
		block->preformatted = 1;
	else
		block = add_block(finish, from);
	add_piece(finish, block, from);
	finish->last = number;
}

/* A cell is one block, whatever stood in it: its blocks follow one another after a blank. */
static void add_cell(struct finish *finish, uint32_t number, uint32_t table)
{
	const struct draft *draft = finish->draft;
	const struct draft_block *from = &draft->blocks[number];
	const struct node *cell = &draft->nodes[node_of(finish, from)->cell];
	const struct draft_block *before = finish->last == NOWHERE ? NULL : &draft->blocks[finish->last];
	bool same_table = before && finish->table == table;
	if (same_table && node_of(finish, before)->cell == node_of(finish, from)->cell) {
		pool_add(&finish->pool, SPAN(" "));
		add_piece(finish, &finish->blocks[finish->block_count - 1], from);
		finish->last = number;
		return;
	}
	uint32_t column = 0;
	if (!same_table) {
		finish->tables = (uint16_t)MIN(finish->tables + 1, UINT16_MAX);
		if (before)
			pool_add(&finish->pool, SPAN("\n\n"));
	} else if (cell->parent != finish->row) {
		pool_add(&finish->pool, SPAN("\n"));
	} else {
		column = draft->nodes[node_of(finish, before)->cell].number;
	}
	for (; column < cell->number; column++)
		pool_add(&finish->pool, SPAN("\t"));
	struct block *block = add_block(finish, from);
	block->kind = BLOCK_CELL;
	block->level = 0;
	block->list = 0;
	block->number = 0;
	block->table = (uint16_t)(finish->tables - 1);
	block->row = draft->nodes[cell->parent].number;
	block->column = (uint16_t)MIN(cell->number, UINT16_MAX);
	block->header = cell->header;
	add_piece(finish, block, from);
	finish->table = table;
	finish->row = cell->parent;
	finish->last = number;
}

/* The blocks that a caption is made of are pieces too, so that their marks and links come along. */
static void add_caption(struct finish *finish, struct block *block, const struct draft_image *image, uint32_t number)
{
	const struct draft *draft = finish->draft;
	for (uint32_t i = image->caption_from, blocks = 0; i < image->caption_to; i++) {
		const struct draft_block *from = &draft->blocks[i];
		if (from->fate != FATE_CAPTION || from->number != number)
			continue;
		if (blocks++ > 0)
			pool_add(&finish->pool, SPAN(" "));
		add_piece(finish, block, from);
	}
}

static void add_image(struct finish *finish, const struct draft_block *from)
{
	const struct draft_image *image = &finish->draft->images[from->number];
	if (image->caption.len > 0 && finish->last != NOWHERE)
		pool_add(&finish->pool, SPAN("\n\n"));
	struct block *block = add_block(finish, from);
	block->number = finish->image_count++;
	finish->image_at[from->number] = finish->pool.len;
	if (image->caption.len == 0)
		return;
	add_caption(finish, block, image, from->number);
	finish->last = (uint32_t)(from - finish->draft->blocks);
	finish->table = 0;
}

static void add_aside(struct finish *finish, const struct draft_block *from)
{
	if (from->to == from->from)
		return;
	finish->asides = draft_room(finish->draft->arena, finish->asides, finish->aside_count, &finish->aside_room,
				    sizeof *finish->asides);
	finish->asides[finish->aside_count++] =
		(struct aside){finish->block_count & ASIDE_BLOCK_MOST, from->reason & 15u,
			       {from->from, from->to - from->from}};
}

/* The images of a table of data stand behind it, for its cells stand together. */
static void add_blocks(struct finish *finish)
{
	const struct draft *draft = finish->draft;
	uint32_t table = 0, waiting = 0;
	for (uint32_t i = 0; i <= draft->block_count; i++) {
		const struct draft_block *block = i < draft->block_count ? &draft->blocks[i] : NULL;
		if (block && block->fate == FATE_ASIDE)
			add_aside(finish, block);
		if (block && block->fate != FATE_KEEP)
			continue;
		uint32_t stands_in = block ? data_table(draft, node_of(finish, block)) : 0;
		if (stands_in != table) {
			for (; table != 0 && waiting < i; waiting++)
				if (draft->blocks[waiting].kind == BLOCK_IMAGE &&
				    draft->blocks[waiting].fate == FATE_KEEP)
					add_image(finish, &draft->blocks[waiting]);
			waiting = i;
			table = stands_in;
		}
		if (!block)
			break;
		if (stands_in != 0 && block->to > block->from)
			add_cell(finish, i, stands_in);
		else if (stands_in != 0)
			continue;
		else if (block->kind == BLOCK_IMAGE)
			add_image(finish, block);
		else if (block->kind == BLOCK_RULE)
			add_block(finish, block);
		else
			add_text(finish, i);
	}
}

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *first = a, *second = b;
	return (first->from > second->from) - (first->from < second->from);
}

/* Marks and links -------------------------------------------------------------------------------------------------- */

static void add_mark(struct finish *finish, uint32_t from, uint32_t to, uint32_t kind)
{
	finish->marks = draft_room(finish->draft->arena, finish->marks, finish->mark_count, &finish->mark_room,
				   sizeof *finish->marks);
	finish->marks[finish->mark_count++] = (struct mark){from, to, kind};
}

/* A mark ends with its piece and begins again in the next: no mark reaches over a separator. */
static void add_marks(struct finish *finish)
{
	uint32_t first = 0;
	for (uint32_t i = 0; i < finish->draft->mark_count; i++) {
		const struct draft_mark *mark = &finish->draft->marks[i];
		while (first < finish->piece_count && finish->pieces[first].to <= mark->from)
			first++;
		for (uint32_t p = first; p < finish->piece_count && finish->pieces[p].from < mark->to; p++) {
			const struct piece *piece = &finish->pieces[p];
			uint32_t from = MAX(mark->from, piece->from), to = MIN(mark->to, piece->to);
			if (to > from && !(piece->code && mark->kind == MARK_CODE))
				add_mark(finish, piece->out + from - piece->from, piece->out + to - piece->from,
					 mark->kind);
		}
	}
}

static int compare_marks(const void *a, const void *b)
{
	const struct mark *first = a, *second = b;
	if (first->from != second->from)
		return first->from < second->from ? -1 : 1;
	return (first->to < second->to) - (first->to > second->to);
}

/* Marks that run over several blocks have put their later parts in front of marks that begin in between. */
static void sort_marks(struct finish *finish)
{
	for (uint32_t i = 1; i < finish->mark_count; i++)
		if (compare_marks(&finish->marks[i - 1], &finish->marks[i]) > 0) {
			qsort(finish->marks, finish->mark_count, sizeof *finish->marks, compare_marks);
			return;
		}
}

static void add_link(struct finish *finish, uint32_t from, uint32_t to, struct slice url)
{
	finish->links = draft_room(finish->draft->arena, finish->links, finish->link_count, &finish->link_room,
				   sizeof *finish->links);
	finish->links[finish->link_count++] = (struct link){from, to, url};
}

/* Bare addresses in pool [from, to), where no link stands, become links. */
static void link_addresses(struct finish *finish, uint32_t from, uint32_t to)
{
	while (from < to) {
		struct span rest = {finish->pool.at + from, to - from};
		size_t at = span_find_web(rest);
		if (at == SPAN_NONE)
			return;
		struct span address = span_from(rest, at);
		uint32_t begin = from + (uint32_t)at;
		address.len = address_end(address);
		from = begin + (uint32_t)MAX(address.len, 4);
		if (address_is_web(address))
			add_link(finish, begin, from, (struct slice){begin, (uint32_t)address.len});
	}
}

/* The pieces before `piece` have been looked through, and that one up to the draft offset `at`. */
struct scan {
	uint32_t piece, at;
};

/* Looks on for bare addresses, up to the draft offset `to`. */
static void scan_addresses(struct finish *finish, struct scan *scan, uint32_t to)
{
	for (; scan->piece < finish->piece_count; scan->piece++) {
		const struct piece *piece = &finish->pieces[scan->piece];
		uint32_t from = MAX(scan->at, piece->from), end = MIN(to, piece->to);
		if (from < end && !piece->code)
			link_addresses(finish, piece->out + from - piece->from, piece->out + end - piece->from);
		if (to < piece->to)
			break;
	}
	scan->at = MAX(scan->at, to);
}

/* Where the kept part of a draft link stands in the pool; false where no text of it is kept. */
static bool place_link(const struct finish *finish, const struct draft_link *link, uint32_t *first, uint32_t *from,
		       uint32_t *to)
{
	bool found = false;
	while (*first < finish->piece_count && finish->pieces[*first].to <= link->from)
		*first += 1;
	for (uint32_t p = *first; p < finish->piece_count && finish->pieces[p].from < link->to; p++) {
		const struct piece *piece = &finish->pieces[p];
		uint32_t begin = MAX(link->from, piece->from), end = MIN(link->to, piece->to);
		if (end <= begin || (found && piece->out < *from))
			continue;
		if (!found)
			*from = piece->out + begin - piece->from;
		*to = piece->out + end - piece->from;
		found = true;
	}
	return found;
}

/* The place of the first kept image inside link `i`; NOWHERE. `image` goes along. */
static uint32_t place_image_link(const struct finish *finish, uint32_t i, uint32_t *image)
{
	const struct draft *draft = finish->draft;
	uint32_t place = NOWHERE;
	for (; *image < draft->image_count; *image += 1) {
		uint32_t link = draft->images[*image].link;
		if (link != NOWHERE && link > i)
			break;
		if (link == i && place == NOWHERE)
			place = finish->image_at[*image];
	}
	return place;
}

static int compare_links(const void *a, const void *b)
{
	const struct link *first = a, *second = b;
	return (first->from > second->from) - (first->from < second->from);
}

/* Links in reading order: those of the draft, those that show an image alone, and bare addresses between them. */
static void add_links(struct finish *finish)
{
	const struct draft *draft = finish->draft;
	bool none = span_find_web((struct span){finish->pool.at, finish->pool.len}) == SPAN_NONE; /* as a rule */
	struct scan scan = {none ? finish->piece_count : 0, 0};
	uint32_t first = 0, image = 0;
	bool sorted = true;
	for (uint32_t i = 0; i < draft->link_count; i++) {
		const struct draft_link *link = &draft->links[i];
		uint32_t from = 0, to = 0;
		if (link->url.len == 0)
			continue;
		scan_addresses(finish, &scan, link->from);
		uint32_t image_place = place_image_link(finish, i, &image);
		if (place_link(finish, link, &first, &from, &to))
			scan.at = MAX(scan.at, link->to);
		else if (image_place != NOWHERE)
			from = to = image_place;
		else
			continue;
		sorted &= finish->link_count == 0 || finish->links[finish->link_count - 1].from <= from;
		add_link(finish, from, to, pool_string(&finish->pool, link->url));
	}
	scan_addresses(finish, &scan, UINT32_MAX);
	if (!sorted || finish->disordered) /* an image of a table has moved behind it */
		qsort(finish->links, finish->link_count, sizeof *finish->links, compare_links);
}

/* Strings ---------------------------------------------------------------------------------------------------------- */

static void add_images(struct finish *finish, struct article *article)
{
	const struct draft *draft = finish->draft;
	finish->images = arena_alloc(draft->arena, (finish->image_count + 1) * sizeof *finish->images);
	article->images = finish->images;
	for (uint32_t i = 0; i < draft->image_count; i++) {
		const struct draft_image *image = &draft->images[i];
		if (finish->image_at[i] == NOWHERE)
			continue;
		finish->images[article->image_count++] = (struct image){
			.url = pool_string(&finish->pool, image->url),
			.alt = pool_string(&finish->pool, image->alt),
			.caption = pool_string(&finish->pool, image->caption),
		};
	}
}

static void add_related(struct finish *finish, struct article *article)
{
	const struct draft *draft = finish->draft;
	struct reference *related = arena_alloc(draft->arena, (draft->reference_count + 1) * sizeof *related);
	for (uint32_t i = 0; i < draft->reference_count; i++) {
		const struct draft_reference *from = &draft->references[i];
		related[i] = (struct reference){
			.title = pool_string(&finish->pool, from->title),
			.url = pool_string(&finish->pool, from->url),
			.group = pool_string(&finish->pool, from->group),
		};
	}
	article->related = related;
	article->related_count = draft->reference_count;
}

static void add_asides(struct finish *finish, struct article *article)
{
	for (uint32_t i = 0; i < finish->aside_count; i++) {
		struct slice text = finish->asides[i].text;
		finish->asides[i].text =
			pool_string(&finish->pool, (struct span){finish->draft->text + text.from, text.len});
	}
	article->asides = finish->asides;
	article->aside_count = finish->aside_count;
}

static void add_lists(struct finish *finish, const struct fields *fields, struct article *article)
{
	struct slice *tags = arena_alloc(finish->draft->arena, (fields->tag_count + 1) * sizeof *tags);
	for (unsigned i = 0; i < fields->tag_count; i++)
		tags[i] = pool_string(&finish->pool, fields->tags[i]);
	article->tags = tags;
	article->tag_count = fields->tag_count;
	struct warning *warnings = arena_alloc(finish->draft->arena, (fields->warning_count + 1) * sizeof *warnings);
	for (unsigned i = 0; i < fields->warning_count; i++)
		warnings[i] = (struct warning){
			.code = pool_string(&finish->pool, span_of(fields->warnings[i].code)),
			.message = pool_string(&finish->pool, fields->warnings[i].message),
			.line = fields->warnings[i].line,
		};
	article->warnings = warnings;
	article->warning_count = fields->warning_count;
}

static void add_fields(struct finish *finish, const struct fields *fields, struct article *article)
{
	struct span url = fields_value(fields, FIELD_URL, NULL);
	struct span site = fields_value(fields, FIELD_SITE, NULL);
	struct pool *pool = &finish->pool;
	article->title = pool_string(pool, fields_value(fields, FIELD_TITLE, NULL));
	article->author = pool_string(pool, fields_value(fields, FIELD_AUTHOR, NULL));
	article->editor = pool_string(pool, fields_value(fields, FIELD_EDITOR, NULL));
	article->source = pool_string(pool, site.len > 0 ? site : address_host(finish->draft->arena, url));
	article->url = pool_string(pool, url);
	article->date = fields_date(fields);
}

/* Whether it has the shape of a tag of BCP 47. */
static bool is_language_tag(struct span text)
{
	if (text.len == 0 || text.len >= LANGUAGE_SIZE || !g_ascii_isalpha(text.at[0]))
		return false;
	for (size_t i = 1; i < text.len; i++) {
		if (!g_ascii_isalnum(text.at[i]) && text.at[i] != '-')
			return false;
	}
	return true;
}

/* By the text; where that tells nothing by the title, then by what the file declares. */
static void set_language(struct finish *finish, const struct fields *fields, struct article *article)
{
	language_guess((struct span){finish->pool.at, article->text_len}, article->lang);
	if (article->lang[0] == '\0')
		language_guess(fields_value(fields, FIELD_TITLE, NULL), article->lang);
	struct span declared = fields_value(fields, FIELD_LANGUAGE, NULL);
	if (article->lang[0] != '\0' || !is_language_tag(declared))
		return;
	memcpy(article->lang, declared.at, declared.len);
	article->lang[declared.len] = '\0';
}

void finish_article(const struct draft *draft, const struct fields *fields, struct article *article)
{
	struct finish finish = {.draft = draft, .pool = {.arena = draft->arena}, .last = NOWHERE};
	finish.image_at = arena_alloc(draft->arena, (draft->image_count + 1) * sizeof *finish.image_at);
	memset(finish.image_at, 0xFF, draft->image_count * sizeof *finish.image_at);
	*article = (struct article){0};
	add_blocks(&finish);
	article->text_len = finish.pool.len;
	if (finish.disordered)
		qsort(finish.pieces, finish.piece_count, sizeof *finish.pieces, compare_pieces);
	add_marks(&finish);
	sort_marks(&finish);
	add_links(&finish);
	add_images(&finish, article);
	add_related(&finish, article);
	add_asides(&finish, article);
	add_lists(&finish, fields, article);
	add_fields(&finish, fields, article);
	set_language(&finish, fields, article);
	article->pool = finish.pool.at;
	article->pool_len = finish.pool.len;
	article->blocks = finish.blocks;
	article->block_count = finish.block_count;
	article->marks = finish.marks;
	article->mark_count = finish.mark_count;
	article->links = finish.links;
	article->link_count = finish.link_count;
}
