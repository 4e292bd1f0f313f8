/* SPDX-License-Identifier: MIT */
/*
 * Markdown. Each line begins with what the quotations and items around it ask for. What a document loses on its way
 * back is told in jianbao(1): captions become paragraphs, the first row of a table its heading.
 */
#include "export/markdown.h"

#include "export/markdown_state.h"

#define COLUMNS_MOST 1000

/* Lines ------------------------------------------------------------------------------------------------------------ */

/* Begins a block: a blank line, and the marker of an item that waits. */
static void begin_block(struct markdown *markdown)
{
	GString *out = markdown->out, *prefix = markdown->prefix;
	if (!markdown->tight) {
		size_t from = out->len;
		g_string_append_len(out, prefix->str, (gssize)MIN(markdown->shared, prefix->len));
		while (out->len > from && out->str[out->len - 1] == ' ')
			g_string_truncate(out, out->len - 1);
		g_string_append_c(out, '\n');
	}
	g_string_append_len(out, prefix->str, (gssize)(prefix->len - markdown->marker->len));
	g_string_append_len(out, markdown->marker->str, (gssize)markdown->marker->len);
	g_string_truncate(markdown->marker, 0);
	markdown->shared = prefix->len;
	markdown->tight = false;
}

static void end_block(struct markdown *markdown)
{
	g_string_append_c(markdown->out, '\n');
}

/* Containers ------------------------------------------------------------------------------------------------------- */

static void opened(void *data, const struct container *container)
{
	struct markdown *markdown = data;
	unsigned before = (unsigned)markdown->prefix->len;
	const char *bullet = markdown->lists % 2 ? "* " : "- ";
	g_array_append_val(markdown->prefixes, before);
	if (container->kind == NEST_QUOTE) {
		if (markdown->marker->len > 0)
			g_string_append(markdown->marker, "> ");
		g_string_append(markdown->prefix, "> ");
	} else if (container->kind == NEST_ITEM) {
		size_t len = markdown->marker->len;
		if (container->number > 0)
			g_string_append_printf(markdown->marker, "%u%s ", container->number,
			                       markdown->lists % 2 ? ")" : ".");
		else
			g_string_append(markdown->marker, bullet);
		for (; len < markdown->marker->len; len++)
			g_string_append_c(markdown->prefix, ' ');
	}
}

static void closed(void *data, const struct container *container)
{
	struct markdown *markdown = data;
	unsigned before = g_array_index(markdown->prefixes, unsigned, markdown->prefixes->len - 1);
	g_array_set_size(markdown->prefixes, markdown->prefixes->len - 1);
	g_string_truncate(markdown->prefix, before);
	markdown->shared = MIN(markdown->shared, before);
	g_string_truncate(markdown->marker, 0);
	markdown->lists += container->kind == NEST_LIST;
}

/* Blocks ----------------------------------------------------------------------------------------------------------- */

static void put_paragraph(struct markdown *markdown, const struct block *block)
{
	begin_block(markdown);
	markdown_runs(markdown, block, true);
	end_block(markdown);
}

static void put_heading(struct markdown *markdown, const struct block *block)
{
	unsigned level = (unsigned)CLAMP(block->level + (markdown->many ? 1 : 0), 1, 6);
	begin_block(markdown);
	g_string_append_printf(markdown->out, "%.*s ", (int)level, "######");
	markdown_runs(markdown, block, false);
	end_block(markdown);
}

static void put_rule(struct markdown *markdown, const struct block *block)
{
	(void)block;
	begin_block(markdown);
	g_string_append(markdown->out, "* * *");
	end_block(markdown);
}

static void put_preformatted(struct markdown *markdown, const struct block *block)
{
	struct span text = article_block(markdown->article, block), line;
	size_t len = MAX(markdown_longest_run(text, '`') + 1, 3);
	char *fence = g_strnfill(len, '`');
	begin_block(markdown);
	g_string_append(markdown->out, fence);
	while (span_line(&text, &line)) {
		markdown_next_line(markdown);
		g_string_append_len(markdown->out, line.at, (gssize)line.len);
	}
	markdown_next_line(markdown);
	g_string_append(markdown->out, fence);
	end_block(markdown);
	g_free(fence);
}

static void put_picture(struct markdown *markdown, const struct image *image)
{
	g_string_append(markdown->out, "![");
	markdown_line(markdown->out, article_span(markdown->article, image->alt));
	g_string_append(markdown->out, "](");
	markdown_goal(markdown, markdown->out, article_span(markdown->article, image->url));
	g_string_append_c(markdown->out, ')');
}

/* The caption is a paragraph below it: Markdown has no place for one. */
static void put_image(struct markdown *markdown, const struct block *block)
{
	if (block->number >= markdown->article->image_count)
		return;
	uint32_t link = runs_image_link(&markdown->runs, block);
	begin_block(markdown);
	bool leads = link != NO_LINK && markdown_open_link(markdown, link);
	put_picture(markdown, &markdown->article->images[block->number]);
	if (leads)
		markdown_close_link(markdown, link);
	end_block(markdown);
	if (block->to > block->from)
		put_paragraph(markdown, block);
}

/* A colon below the term, as several dialects have it; anywhere else it reads well enough. */
static void put_definition(struct markdown *markdown, const struct block *block)
{
	markdown->tight = true;
	begin_block(markdown);
	g_string_append(markdown->out, ": ");
	markdown_runs(markdown, block, false);
	end_block(markdown);
}

static void (*const puts_block[])(struct markdown *, const struct block *) = {
	[BLOCK_PARAGRAPH] = put_paragraph,
	[BLOCK_HEADING] = put_heading,
	[BLOCK_ITEM] = put_paragraph,
	[BLOCK_IMAGE] = put_image,
	[BLOCK_PREFORMATTED] = put_preformatted,
	[BLOCK_RULE] = put_rule,
	[BLOCK_TERM] = put_paragraph,
	[BLOCK_DEFINITION] = put_definition,
};

/* Tables ----------------------------------------------------------------------------------------------------------- */

static void put_empty_cells(struct markdown *markdown, unsigned from, unsigned to, const char *cell)
{
	for (; from < to; from++)
		g_string_append(markdown->out, cell);
}

/* A row: the cells from `*at` on that stand in it. */
static void put_row(struct markdown *markdown, uint32_t *at, uint32_t end, unsigned columns)
{
	const struct block *blocks = markdown->article->blocks;
	uint32_t row = blocks[*at].row;
	unsigned column = 0;
	g_string_append_c(markdown->out, '|');
	for (; *at < end && blocks[*at].row == row; ++*at) {
		unsigned here = MIN(blocks[*at].column, COLUMNS_MOST);
		put_empty_cells(markdown, column, here, "  |");
		column = MAX(column, here) + 1;
		g_string_append_c(markdown->out, ' ');
		markdown_runs(markdown, &blocks[*at], false);
		g_string_append(markdown->out, " |");
	}
	put_empty_cells(markdown, column, columns, "  |");
}

/* The first row is the heading, for Markdown has no table without. Gives the block behind the table. */
static uint32_t put_table(struct markdown *markdown, uint32_t first)
{
	const struct article *article = markdown->article;
	unsigned columns = 0;
	uint32_t end = first, at = first;
	for (; end < article->block_count && article->blocks[end].kind == BLOCK_CELL &&
	       article->blocks[end].table == article->blocks[first].table; end++)
		columns = MAX(columns, MIN(article->blocks[end].column, COLUMNS_MOST) + 1u);
	begin_block(markdown);
	put_row(markdown, &at, end, columns);
	markdown_next_line(markdown);
	g_string_append_c(markdown->out, '|');
	put_empty_cells(markdown, 0, columns, "---|");
	while (at < end) {
		markdown_next_line(markdown);
		put_row(markdown, &at, end, columns);
	}
	end_block(markdown);
	return end;
}

/* The text --------------------------------------------------------------------------------------------------------- */

static void put_asides(struct markdown *markdown, uint32_t block)
{
	const struct article *article = markdown->article;
	for (; markdown->next_aside < article->aside_count && article->asides[markdown->next_aside].block <= block;
	     markdown->next_aside++) {
		const struct aside *aside = &article->asides[markdown->next_aside];
		nest_leave(&markdown->nest);
		begin_block(markdown);
		g_string_append_printf(markdown->out, "\\[%s\\] ", aside_reason_name(aside->reason));
		markdown_text(markdown, article_span(article, aside->text), false, true);
		end_block(markdown);
	}
}

/* The items of a list stand close together. But only a list that begins with 1 may begin right below text. */
static bool is_tight(const struct article *article, uint32_t i)
{
	if (i > 0 && article->blocks[i].number > 1 && article->blocks[i].list > article->blocks[i - 1].list)
		return false;
	return i > 0 && article->blocks[i].kind == BLOCK_ITEM && article->blocks[i - 1].list > 0 &&
	       article->blocks[i].from == article->blocks[i - 1].to + 1;
}

static void put_blocks(struct markdown *markdown)
{
	const struct article *article = markdown->article;
	bool asides = markdown->subject->set->with_chrome;
	for (uint32_t i = 0; i < article->block_count;) {
		const struct block *block = &article->blocks[i];
		unsigned lists = markdown->lists;
		if (asides)
			put_asides(markdown, i);
		nest_enter(&markdown->nest, block);
		markdown->tight = is_tight(article, i) && lists == markdown->lists;
		if (block->kind == BLOCK_CELL) {
			i = put_table(markdown, i);
			continue;
		}
		if (block->kind < G_N_ELEMENTS(puts_block))
			puts_block[block->kind](markdown, block);
		i++;
	}
	nest_leave(&markdown->nest);
	if (asides)
		put_asides(markdown, article->block_count);
}

void markdown_write(GString *out, const struct subject *subject, bool many)
{
	struct markdown *markdown = g_new0(struct markdown, 1);
	markdown->out = out;
	markdown->subject = subject;
	markdown->article = &subject->article;
	markdown->many = many;
	markdown->nest = (struct nest){.opened = opened, .closed = closed, .data = markdown};
	markdown->runs.article = &subject->article;
	markdown->prefix = g_string_new(NULL);
	markdown->prefixes = g_array_new(FALSE, FALSE, sizeof(unsigned));
	markdown->marker = g_string_new(NULL);
	if (many)
		markdown_head(markdown);
	else
		markdown_front(markdown);
	put_blocks(markdown);
	markdown_related(markdown);
	runs_clear(&markdown->runs);
	g_string_free(markdown->marker, TRUE);
	g_array_free(markdown->prefixes, TRUE);
	g_string_free(markdown->prefix, TRUE);
	g_free(markdown);
}
