/* SPDX-License-Identifier: MIT */
/*
 * Where which marks and which link hold, and behind which text the number of a link stands. Both are found by one walk
 * over the arrays of the article, whose order (blocks, marks and links by `from`) is what makes it linear: nothing is
 * ever looked for among all marks. Offsets are bytes of the article's text.
 */
#include "page/layout.h"

#include "text/utf8.h"

#define TRAILING_MOST 8 /* white space characters at the end of a link that its number is put before */

#define MARK_KINDS (MARK_ADDED + 1)

/* Where the walk over marks and links stands. */
struct sweep {
	uint32_t mark, link;       /* the next ones to begin */
	uint32_t ends[MARK_KINDS]; /* up to where each kind holds */
	GArray *open;              /* links that have begun; the innermost is the last one */
};

static void sweep_begin_and_end(const struct article *article, struct sweep *sweep, uint32_t at)
{
	for (; sweep->mark < article->mark_count && article->marks[sweep->mark].from <= at; sweep->mark++) {
		const struct mark *mark = &article->marks[sweep->mark];
		if (mark->kind < MARK_KINDS)
			sweep->ends[mark->kind] = MAX(sweep->ends[mark->kind], mark->to);
	}
	for (; sweep->link < article->link_count && article->links[sweep->link].from <= at; sweep->link++)
		g_array_append_val(sweep->open, sweep->link);
	while (sweep->open->len > 0 &&
	       article->links[g_array_index(sweep->open, uint32_t, sweep->open->len - 1)].to <= at)
		g_array_set_size(sweep->open, sweep->open->len - 1);
}

/* The next byte at which anything begins or ends; UINT32_MAX where nothing does. */
static uint32_t sweep_next(const struct article *article, const struct sweep *sweep, uint32_t at)
{
	uint32_t next = UINT32_MAX;
	if (sweep->mark < article->mark_count)
		next = MIN(next, article->marks[sweep->mark].from);
	if (sweep->link < article->link_count)
		next = MIN(next, article->links[sweep->link].from);
	if (sweep->open->len > 0)
		next = MIN(next, article->links[g_array_index(sweep->open, uint32_t, sweep->open->len - 1)].to);
	for (unsigned kind = 0; kind < MARK_KINDS; kind++)
		if (sweep->ends[kind] > at)
			next = MIN(next, sweep->ends[kind]);
	return next;
}

static struct stretch sweep_stretch(const struct sweep *sweep, uint32_t at)
{
	struct stretch stretch = {.from = at, .link = PAGE_NO_LINK};
	if (sweep->open->len > 0)
		stretch.link = g_array_index(sweep->open, uint32_t, sweep->open->len - 1);
	for (unsigned kind = 0; kind < MARK_KINDS; kind++)
		if (sweep->ends[kind] > at)
			stretch.marks = (uint8_t)(stretch.marks | 1u << kind);
	return stretch;
}

void stretches_find(struct page *page)
{
	struct sweep sweep = {.open = g_array_new(FALSE, FALSE, sizeof(uint32_t))};
	struct stretch last = {.link = PAGE_NO_LINK};
	g_array_append_val(page->stretches, last);
	for (uint32_t at = 0; at != UINT32_MAX; at = sweep_next(page->article, &sweep, at)) {
		sweep_begin_and_end(page->article, &sweep, at);
		struct stretch stretch = sweep_stretch(&sweep, at);
		if (stretch.link == last.link && stretch.marks == last.marks)
			continue;
		g_array_append_val(page->stretches, stretch);
		page->raised |= (stretch.marks & (1u << MARK_SUPERSCRIPT | 1u << MARK_SUBSCRIPT)) != 0;
		last = stretch;
	}
	g_array_free(sweep.open, TRUE);
}

guint stretch_at(const struct page *page, uint32_t source)
{
	guint low = 0, high = page->stretches->len;
	while (high - low > 1) {
		guint middle = low + (high - low) / 2;
		if (g_array_index(page->stretches, struct stretch, middle).from <= source)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* The last block that begins before byte `at`, or with it where `with` says so; SPAN_NONE where none does. */
static size_t block_before(const struct article *article, uint32_t at, bool with)
{
	size_t low = 0, high = article->block_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		uint32_t from = article->blocks[middle].from;
		if (from < at || (with && from == at))
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? low - 1 : SPAN_NONE;
}

/* The place of the number of a link with text: behind it, without the white space at its end. */
static struct link_end text_end(const struct article *article, uint32_t index)
{
	const struct link *link = &article->links[index];
	size_t found = block_before(article, link->to, false);
	uint32_t number = found == SPAN_NONE ? 0 : (uint32_t)found;
	const struct block *block = &article->blocks[number];
	struct span text = span_cut(article_text(article), 0, CLAMP(link->to, block->from, block->to));
	size_t at = text.len;
	for (int i = 0; i < TRAILING_MOST && at > MAX(block->from, link->from); i++) {
		size_t before = at;
		if (!code_is_space(utf8_previous(text, &before)))
			break;
		at = MAX(before, block->from);
	}
	return (struct link_end){number, (uint32_t)at, index};
}

/*
 * The place of the number of a link without text: behind the image that shows it. Images without caption may stand at
 * the same byte: `*image` is the first block that has not had its link, so that each gets its own.
 */
static struct link_end image_end(const struct article *article, uint32_t index, uint32_t *image)
{
	uint32_t at = article->links[index].from;
	size_t before = block_before(article, at, false), last = block_before(article, at, true);
	uint32_t first = before == SPAN_NONE ? 0 : (uint32_t)before + 1;
	for (uint32_t i = MAX(first, *image); last != SPAN_NONE && i <= last; i++) {
		*image = i + 1;
		if (article->blocks[i].kind == BLOCK_IMAGE)
			return (struct link_end){i, article->blocks[i].to, index};
	}
	uint32_t block = last == SPAN_NONE ? 0 : (uint32_t)last;
	if (article->blocks[block].kind == BLOCK_RULE && before != SPAN_NONE)
		block = (uint32_t)before;
	return (struct link_end){block, CLAMP(at, article->blocks[block].from, article->blocks[block].to), index};
}

static int end_order(const void *a, const void *b)
{
	const struct link_end *first = a, *second = b;
	if (first->block != second->block)
		return first->block < second->block ? -1 : 1;
	if (first->at != second->at)
		return first->at < second->at ? -1 : 1;
	return first->link < second->link ? -1 : 1;
}

void link_ends_find(struct page *page)
{
	const struct article *article = page->article;
	bool sorted = true;
	uint32_t image = 0;
	if (article->block_count == 0)
		return;
	for (uint32_t i = 0; i < article->link_count; i++) {
		bool shown = article->links[i].from < article->links[i].to;
		struct link_end end = shown ? text_end(article, i) : image_end(article, i, &image);
		if (i > 0)
			sorted &= end_order(&g_array_index(page->ends, struct link_end, i - 1), &end) < 0;
		g_array_append_val(page->ends, end);
	}
	if (!sorted)
		g_array_sort(page->ends, end_order);
}
