/* SPDX-License-Identifier: MIT */
/*
 * One part becomes rows: a margin (bars of quotations, indent, marker) and the text beside it. The margin never takes
 * more than half of the text column; what does not fit of it is left out, but for markers, which then flow with the
 * text. What is made up here is ASCII, which is as wide in every terminal. Columns count from the pane's left edge.
 */
#include <string.h>

#include "page/layout.h"
#include "text/utf8.h"

#define BAR_CELLS 2u
#define ADDRESS_ROWS_MOST 3u
#define INDENT_CELLS 4u       /* two ideographs */
#define INDENT_FROM 16u       /* cells of text that paragraphs are indented from */
#define CODE_SLACK 64u        /* cells of code beyond the pane, as numbers of links and other scripts move it */

struct span dashes(struct page *page, unsigned cells)
{
	char *text = arena_alloc(page->arena, cells + 1);
	memset(text, '-', cells);
	return (struct span){text, cells};
}

static struct span bars_of(struct page *page, unsigned count)
{
	char *text = arena_alloc(page->arena, BAR_CELLS * count + 1);
	for (unsigned i = 0; i < count; i++)
		memcpy(text + (size_t)BAR_CELLS * i, page->style.plain ? "> " : "| ", BAR_CELLS);
	return (struct span){text, (size_t)BAR_CELLS * count};
}

struct margin margin_of(struct page *page, const struct part *part, struct span marker, unsigned hang)
{
	unsigned room = page->width > 2 ? page->width / 2 : 0; /* two cells are left for the text, a wide character's */
	unsigned bars = MIN(part->quote, room / BAR_CELLS);
	room -= bars * BAR_CELLS;
	if (hang > room) {
		hang = 0;
		marker = SPAN("");
	}
	unsigned indent = MIN(part->indent, room - hang);
	unsigned before = bars * BAR_CELLS + indent + hang;
	struct margin margin = {.bars = bars_of(page, bars), .marker = marker};
	margin.bar_column = page->left;
	margin.text_column = page->left + before;
	margin.width = page->width - before;
	margin.wide = page->wide - before;
	if (marker.len)
		margin.marker_column = margin.text_column - 1 - (unsigned)width_text(page->style.widths, marker);
	return margin;
}

void margin_row(struct page *page, const struct margin *margin, bool first)
{
	compose_row(page);
	compose_made(page, margin->bar_column, margin->bars, PAGE_QUOTE_BAR);
	if (first)
		compose_made(page, margin->marker_column, margin->marker, PAGE_MARKER);
}

/* Decodes the character that begins at byte `at` of an address as %XX%XX..; its length in UTF-8, 0 where none does. */
static size_t escaped_character(struct span url, size_t at, char bytes[4])
{
	size_t len = 0, used = 0;
	for (; len < 4 && at + 3 * len + 2 < url.len && url.at[at + 3 * len] == '%'; len++) {
		const char *digits = url.at + at + 3 * len + 1;
		int high = g_ascii_xdigit_value(digits[0]), low = g_ascii_xdigit_value(digits[1]);
		if (high < 8 || low < 0)
			break;
		bytes[len] = (char)(high << 4 | low);
	}
	if (len == 0)
		return 0;
	uint32_t code = utf8_next((struct span){bytes, len}, &used);
	bool shows = code != UTF8_REPLACEMENT && !code_is_control(code) && !code_is_space(code);
	return shows ? used : 0;
}

/* An address for the eye: what is escaped and not ASCII becomes itself. It still leads to the same place. */
static struct span readable(struct page *page, struct span url)
{
	if (span_find(url, SPAN("%")) == SPAN_NONE)
		return url;
	GString *text = g_string_sized_new(url.len);
	for (size_t at = 0; at < url.len;) {
		char bytes[4];
		size_t len = escaped_character(url, at, bytes);
		g_string_append_len(text, len ? bytes : url.at + at, len ? (gssize)len : 1);
		at += len ? 3 * len : 1;
	}
	struct span copy = arena_copy(page->arena, (struct span){text->str, text->len});
	g_string_free(text, TRUE);
	return copy;
}

/* The heading lines ------------------------------------------------------------------------------------------------ */

/* Lays `text` as made-up rows, at most `most` of them; the last one then ends in "..". */
static void lay_head(struct page *page, struct span text, enum page_role role, uint32_t most)
{
	struct flow flow = flow_begin(page);
	flow_add_made(page, &flow, display_made(page, text), role);
	flow_lay(page, &flow, &(struct line_room){page->width, page->width, false});
	for (uint32_t i = 0; i < flow.line_count && i < most; i++) {
		bool cut = i + 1 == most && i + 1 < flow.line_count && page->width > 4;
		unsigned cells = MIN(flow_line_width(page, &flow, i), page->width - (cut ? 2 : 0));
		compose_row(page);
		compose_line(page, &flow, i, page->left, cells);
		if (cut)
			compose_made(page, page->left + cells, SPAN(".."), role);
	}
}

static void lay_title(struct page *page, const struct part *part)
{
	(void)part;
	lay_head(page, article_span(page->article, page->article->title), PAGE_TITLE, UINT32_MAX);
}

static void lay_byline(struct page *page, const struct part *part)
{
	(void)part;
	lay_head(page, page->author_line, PAGE_BYLINE, UINT32_MAX);
}

static void lay_address(struct page *page, const struct part *part)
{
	(void)part;
	struct span url = article_span(page->article, page->article->url);
	lay_head(page, readable(page, url), PAGE_ADDRESS, ADDRESS_ROWS_MOST);
}

/* Blocks ----------------------------------------------------------------------------------------------------------- */

static struct span marker_of(struct page *page, const struct block *block)
{
	static const char bullets[] = "-*+"; /* from the outermost list on */
	if (block->kind == BLOCK_IMAGE)
		return page->image_label;
	if (block->kind != BLOCK_ITEM)
		return SPAN("");
	if (block->number == 0)
		return (struct span){&bullets[(MAX(block->list, 1) - 1) % 3], 1};
	char number[16];
	int len = g_snprintf(number, sizeof(number), "%u.", (unsigned)block->number);
	return arena_copy(page->arena, (struct span){number, (size_t)len});
}

/* The last part of an address; {NULL, 0} for data: and the like. */
static struct span file_name(struct span url)
{
	if (url.len == 0 || span_starts_nocase(url, SPAN("data:")))
		return (struct span){NULL, 0};
	size_t end = MIN(span_find(url, SPAN("?")), span_find(url, SPAN("#")));
	url = span_cut(url, 0, end);
	size_t slash = span_find_last(url, SPAN("/"));
	return slash == SPAN_NONE ? url : span_from(url, slash + 1);
}

/* What is shown for an image without caption: its alternative text, else the name of its file. One row of it. */
static struct span image_text(struct page *page, const struct block *block, unsigned cells)
{
	const struct article *article = page->article;
	if (block->from < block->to || block->number >= article->image_count)
		return SPAN("");
	const struct image *image = &article->images[block->number];
	if (image->alt.len)
		return display_made(page, article_span(article, image->alt));
	struct span name = readable(page, file_name(article_span(article, image->url)));
	return span_cut(name, 0, width_fit(page->style.widths, name, cells, NULL));
}

static enum page_role role_of(const struct block *block)
{
	switch (block->kind) {
	case BLOCK_HEADING:
		return PAGE_HEADING;
	case BLOCK_IMAGE:
		return PAGE_CAPTION;
	default:
		return PAGE_TEXT;
	}
}

static void lay_rule(struct page *page, const struct part *part)
{
	struct margin margin = margin_of(page, part, SPAN(""), 0);
	margin_row(page, &margin, true);
	compose_made(page, margin.text_column, page->style.plain ? SPAN("*") : dashes(page, margin.width), PAGE_RULE);
}

/* As much of a line of code as can show, for it may be very long. */
static struct span visible(const struct page *page, struct span line, unsigned cells)
{
	size_t most = (size_t)page->style.shift + cells + CODE_SLACK;
	return line.len <= most ? line : span_cut(line, 0, width_fit(page->style.widths, line, most, NULL));
}

static void lay_code(struct page *page, const struct part *part)
{
	struct margin margin = margin_of(page, part, SPAN(""), 0);
	struct span rest = span_cut(article_text(page->article), part->from, part->to), line;
	for (uint32_t from = part->from; span_line(&rest, &line); from = part->to - (uint32_t)rest.len) {
		struct flow flow = flow_begin(page);
		struct excerpt excerpt = {.block = part->first, .from = from, .role = PAGE_CODE, .columns = true};
		excerpt.to = from + (uint32_t)visible(page, line, margin.wide).len;
		flow_add_source(page, &flow, &excerpt);
		margin_row(page, &margin, true);
		compose_code(page, &flow, margin.text_column, margin.wide, page->style.shift);
		flow_end(page, &flow);
	}
}

/* Without the white space before it, where the page itself indents. */
static uint32_t skip_indent(const struct page *page, const struct part *part)
{
	struct span text = span_cut(article_text(page->article), part->from, part->to);
	size_t done = 0;
	for (size_t at = 0; at < text.len && code_is_space(utf8_next(text, &at));)
		done = at;
	return part->from + (uint32_t)done;
}

/* What running text begins with: a marker that has to flow with it, the text of an image. */
static void add_beginning(struct page *page, struct flow *flow, const struct block *block, struct span marker,
                          unsigned cells)
{
	if (marker.len) {
		flow_add_made(page, flow, marker, PAGE_MARKER);
		flow_add_made(page, flow, SPAN(" "), PAGE_MARKER);
	}
	if (block->kind == BLOCK_IMAGE)
		flow_add_made(page, flow, image_text(page, block, cells), PAGE_CAPTION);
}

/* Running text, with a marker before it or without. */
static void lay_text(struct page *page, const struct part *part)
{
	const struct block *block = &page->article->blocks[part->first];
	struct span marker = part->goes_on ? SPAN("") : marker_of(page, block);
	unsigned hang = part->hang;
	if (block->kind == BLOCK_IMAGE && page->image_label.len)
		hang = (unsigned)width_text(page->style.widths, page->image_label) + 1;
	struct margin margin = margin_of(page, part, marker, hang);
	struct flow flow = flow_begin(page);
	struct excerpt excerpt = {.block = part->first, .from = part->from, .to = part->to, .goes_on = part->goes_on};
	excerpt.role = role_of(block);
	excerpt.marks = block->kind == BLOCK_TERM ? 1u << MARK_STRONG : 0;
	unsigned indent = 0;
	if (page->style.indented && block_indents(block) && margin.width >= INDENT_FROM && !part->goes_on) {
		indent = INDENT_CELLS;
		excerpt.from = skip_indent(page, part);
	}
	if (!part->goes_on)
		add_beginning(page, &flow, block, margin.marker.len ? SPAN("") : marker, margin.width);
	flow_add_source(page, &flow, &excerpt);
	flow_lay(page, &flow, &(struct line_room){margin.width - indent, margin.width, page->hang > 0});
	for (uint32_t i = 0; i < flow.line_count; i++, indent = 0) {
		margin_row(page, &margin, i == 0);
		compose_line(page, &flow, i, margin.text_column + indent, margin.width - indent + page->hang);
	}
}

static void lay_block(struct page *page, const struct part *part)
{
	switch (page->article->blocks[part->first].kind) {
	case BLOCK_RULE:
		lay_rule(page, part);
		return;
	case BLOCK_PREFORMATTED:
		lay_code(page, part);
		return;
	default:
		lay_text(page, part);
	}
}

static void lay_nothing(struct page *page, const struct part *part)
{
	(void)page;
	(void)part;
}

struct layout *part_lay(struct page *page, const struct part *part)
{
	static void (*const lay[PART_KINDS])(struct page *, const struct part *) = {
		[PART_TITLE] = lay_title,         [PART_BYLINE] = lay_byline,
		[PART_ADDRESS] = lay_address,     [PART_BLOCK] = lay_block,
		[PART_TABLE_ROW] = table_row_lay, [PART_NOTHING] = lay_nothing,
	};
	compose_begin(page);
	if (part->gap) {
		struct part bars = {.quote = part->gap_bars};
		struct margin margin = margin_of(page, &bars, SPAN(""), 0);
		margin_row(page, &margin, false);
	}
	lay[part->kind](page, part);
	return compose_end(page);
}
