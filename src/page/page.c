/* SPDX-License-Identifier: MIT */
/*
 * Places on a page. The parts are known from the start, their rows only where somebody was: whatever is asked here lays
 * out the parts that the answer passes, once, and no other. A place names a part and a row of it, so nobody ever counts
 * how many rows stand above it.
 */
#include "page/page.h"

#include "page/layout.h"

/* Wider than any terminal; columns fit into a run's, and tables stay small. */
#define COLUMNS_MOST 10000u

/* Cells that a stop hangs in, and of the text column that they are set aside from. */
#define HANG_CELLS 2u
#define HANG_FROM 16u

struct page *page_new(const struct article *article, struct span author_line, const struct page_style *style)
{
	struct page *page = g_new0(struct page, 1);
	unsigned columns = CLAMP(style->columns, 1, COLUMNS_MOST);
	page->style = *style;
	page->article = article;
	page->author_line = author_line;
	page->rules = style->rules;
	if (!page->rules.level)
		page->rules.level = break_level_for(article->lang);
	page->width = style->measure ? MIN(style->measure, columns) : columns;
	page->left = style->centred ? (columns - page->width) / 2 : 0;
	page->wide = columns - page->left;
	page->hang = style->hanging && page->width >= HANG_FROM ? HANG_CELLS : 0;
	page->width -= page->hang;
	page->style.shift = MIN(style->shift, COLUMNS_MOST);
	page->arena = arena_new();
	page->image_label = arena_copy(page->arena, span_of(style->image_label));
	page->parts = g_array_new(FALSE, FALSE, sizeof(struct part));
	page->texts = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	page->tables = g_array_new(FALSE, FALSE, sizeof(struct table));
	page->stretches = g_array_new(FALSE, FALSE, sizeof(struct stretch));
	page->ends = g_array_new(FALSE, FALSE, sizeof(struct link_end));
	composer_init(&page->composer);
	parts_find(page);
	stretches_find(page);
	if (style->numbers)
		link_ends_find(page);
	return page;
}

void page_free(struct page *page)
{
	if (!page)
		return;
	composer_clear(&page->composer);
	g_array_free(page->parts, TRUE);
	g_array_free(page->texts, TRUE);
	g_array_free(page->tables, TRUE);
	g_array_free(page->stretches, TRUE);
	g_array_free(page->ends, TRUE);
	arena_free(page->arena);
	g_free(page);
}

static struct part *part_at(const struct page *page, uint32_t index)
{
	return &g_array_index(page->parts, struct part, index);
}

static const struct layout *layout_of(struct page *page, uint32_t index)
{
	struct part *part = part_at(page, index);
	if (!part->layout)
		part->layout = part_lay(page, part);
	return part->layout;
}

/* The nearest place above that the page has. */
static struct place settle(struct page *page, struct place place)
{
	if (place.part >= page->parts->len)
		return page_last(page);
	place.row = MIN(place.row, layout_of(page, place.part)->row_count - 1);
	return place;
}

const struct run *page_row(struct page *page, struct place place, size_t *count)
{
	place = settle(page, place);
	const struct layout *layout = layout_of(page, place.part);
	*count = layout->starts[place.row + 1] - layout->starts[place.row];
	return layout->runs + layout->starts[place.row];
}

struct place page_first(struct page *page)
{
	(void)page;
	return (struct place){0, 0};
}

struct place page_last(struct page *page)
{
	uint32_t part = page->parts->len - 1;
	return (struct place){part, layout_of(page, part)->row_count - 1};
}

static size_t move_down(struct page *page, struct place *place, size_t rows)
{
	size_t moved = 0;
	for (;;) {
		size_t below = layout_of(page, place->part)->row_count - 1 - place->row;
		size_t step = MIN(below, rows - moved);
		place->row += (uint32_t)step;
		moved += step;
		if (moved == rows || place->part + 1 == page->parts->len)
			return moved;
		*place = (struct place){place->part + 1, 0};
		moved++;
	}
}

static size_t move_up(struct page *page, struct place *place, size_t rows)
{
	size_t moved = 0;
	for (;;) {
		size_t step = MIN((size_t)place->row, rows - moved);
		place->row -= (uint32_t)step;
		moved += step;
		if (moved == rows || place->part == 0)
			return moved;
		place->part--;
		place->row = layout_of(page, place->part)->row_count - 1;
		moved++;
	}
}

size_t page_move(struct page *page, struct place *place, long rows)
{
	*place = settle(page, *place);
	if (rows < 0)
		return move_up(page, place, 0 - (size_t)rows);
	return move_down(page, place, (size_t)rows);
}

int page_compare(struct place a, struct place b)
{
	if (a.part != b.part)
		return a.part < b.part ? -1 : 1;
	return (a.row > b.row) - (a.row < b.row);
}

/* How many parts with text begin at or before byte `source`. */
static guint texts_up_to(const struct page *page, uint32_t source)
{
	guint low = 0, high = page->texts->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (part_at(page, g_array_index(page->texts, uint32_t, middle))->from <= source)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* The first row of the body that is no gap; the page's first row where there is no body. */
static struct place body_first(const struct page *page)
{
	if (page->head_count == page->parts->len)
		return (struct place){0, 0};
	return (struct place){page->head_count, part_at(page, page->head_count)->gap};
}

struct place page_place_of(struct page *page, uint32_t source)
{
	guint count = texts_up_to(page, source);
	if (count == 0)
		return body_first(page);
	uint32_t part = g_array_index(page->texts, uint32_t, count - 1);
	const struct layout *layout = layout_of(page, part);
	uint32_t low = 0, high = layout->anchor_count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (layout->anchors[middle].source <= source)
			low = middle + 1;
		else
			high = middle;
	}
	return (struct place){part, low > 0 ? layout->anchors[low - 1].row : part_at(page, part)->gap};
}

uint32_t page_source_of(struct page *page, struct place place)
{
	place = settle(page, place);
	if (page_is_head(page, place))
		return 0;
	const struct layout *layout = layout_of(page, place.part);
	for (uint32_t i = layout->starts[place.row]; i < layout->starts[layout->row_count]; i++)
		if (layout->runs[i].source != PAGE_NO_SOURCE && layout->runs[i].source_len > 0)
			return layout->runs[i].source;
	guint next = part_at(page, place.part)->texts;
	if (next == page->texts->len)
		return page->article->text_len;
	return part_at(page, g_array_index(page->texts, uint32_t, next))->from;
}

static bool is_code(const struct page *page, const struct part *part)
{
	return part->kind == PART_BLOCK && page->article->blocks[part->first].kind == BLOCK_PREFORMATTED;
}

static unsigned code_reach(struct page *page, const struct part *part)
{
	struct span rest = span_cut(article_text(page->article), part->from, part->to), line;
	unsigned widest = 0;
	while (span_line(&rest, &line))
		widest = MAX(widest, code_cells(page, line, line.len, COLUMNS_MOST));
	return margin_of(page, part, SPAN(""), 0).text_column + widest;
}

unsigned page_reach(struct page *page, struct place place, size_t rows)
{
	unsigned widest = 0;
	for (place = settle(page, place); rows > 0;) {
		const struct part *part = part_at(page, place.part);
		if (is_code(page, part))
			widest = MAX(widest, code_reach(page, part));
		rows -= MIN(rows, layout_of(page, place.part)->row_count - place.row);
		if (place.part + 1 == page->parts->len)
			break;
		place = (struct place){place.part + 1, 0};
	}
	return widest;
}

unsigned page_reach_of(struct page *page, uint32_t source)
{
	guint count = texts_up_to(page, source);
	const struct part *part = count ? part_at(page, g_array_index(page->texts, uint32_t, count - 1)) : NULL;
	if (!part || !is_code(page, part) || source >= part->to)
		return 0;
	struct span text = span_cut(article_text(page->article), part->from, source);
	size_t feed = span_find_last(text, SPAN("\n"));
	uint32_t from = part->from + (feed == SPAN_NONE ? 0 : (uint32_t)feed + 1);
	struct span rest = span_cut(article_text(page->article), from, part->to);
	return margin_of(page, part, SPAN(""), 0).text_column + code_cells(page, rest, source + 1 - from, COLUMNS_MOST);
}

bool page_is_head(const struct page *page, struct place place)
{
	return place.part < page->head_count;
}
