/* SPDX-License-Identifier: MIT */
/*
 * Blocks become elements inside the containers of nest.h; tables and definition lists are runs of blocks and held open
 * between them. Every byte of an article passes through html_escape().
 */
#include "export/html_body.h"

#include <glib/gi18n.h>

#include "article/date.h"
#include "export/nest.h"
#include "export/runs.h"
#include "text/utf8.h"

#define NO_TABLE UINT32_MAX

struct body {
	GString *out;
	const struct subject *subject;
	const struct article *article;
	const struct html_style *style;
	struct nest nest;
	struct runs runs;
	uint32_t table, row; /* of the table that is open, or NO_TABLE */
	unsigned column;     /* cells of its row so far */
	const char *defined; /* the last one of the list of definitions that is open; or NULL */
	uint32_t next_aside;
	struct {
		unsigned asked, shown; /* levels */
	} outline[7];                  /* the headings that what comes stands below, and the title's */
	unsigned outlined;
};

/* Text ------------------------------------------------------------------------------------------------------------- */

static const char *entity_of(uint32_t code)
{
	switch (code) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

void html_escape(GString *out, struct span text)
{
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t code = utf8_next(text, &at);
		const char *entity = entity_of(code);
		if (entity)
			g_string_append(out, entity);
		else if (code_is_control(code) || (code == UTF8_REPLACEMENT && at - from == 1))
			utf8_append(out, UTF8_REPLACEMENT);
		else
			g_string_append_len(out, text.at + from, (gssize)(at - from));
	}
}

/* With <br/> for the line feeds. */
static void put_lines(GString *out, struct span text, bool breaks)
{
	struct span line;
	if (!breaks) {
		html_escape(out, text);
		return;
	}
	for (size_t at; (at = span_find(text, SPAN("\n"))) != SPAN_NONE; text = span_from(text, at + 1)) {
		line = span_cut(text, 0, at);
		html_escape(out, line);
		g_string_append(out, "<br/>\n");
	}
	html_escape(out, text);
}

static const char *const elements[LEVEL_COUNT] = {
	[LEVEL_STRONG] = "strong",   [LEVEL_EMPHASIS] = "em", [LEVEL_DELETED] = "del", [LEVEL_SUPERSCRIPT] = "sup",
	[LEVEL_SUBSCRIPT] = "sub", [LEVEL_CODE] = "code",
};

/* Opens a link; gives what closes it. */
static const char *open_link(struct body *body, struct span url)
{
	struct link_goal goal = subject_link(body->subject, url);
	if (goal.kind == LINK_NONE)
		return "";
	g_string_append(body->out, "<a href=\"");
	if (goal.kind == LINK_INSIDE)
		body->style->address(body->out, body->subject, goal.place);
	else
		html_escape(body->out, span_of(goal.url));
	g_string_append(body->out, "\">");
	g_free(goal.url);
	return "</a>";
}

static const char *open_level(struct body *body, const struct run *run, enum run_level level)
{
	if (level == LEVEL_LINK)
		return open_link(body, article_span(body->article, body->article->links[run->link].url));
	g_string_append_printf(body->out, "<%s>", elements[level]);
	return NULL;
}

static void close_level(struct body *body, enum run_level level, const char *link_end)
{
	if (level == LEVEL_LINK)
		g_string_append(body->out, link_end);
	else
		g_string_append_printf(body->out, "</%s>", elements[level]);
}

/* The text of a block with its marks and links. */
static void put_text(struct body *body, const struct block *block, bool breaks)
{
	static const struct run nothing = {0, 0, NO_LINK, 0};
	size_t count;
	const struct run *runs = runs_of(&body->runs, block, &count);
	const char *link_end = "";
	for (size_t i = 0; i <= count; i++) {
		const struct run *before = i > 0 ? &runs[i - 1] : &nothing, *run = i < count ? &runs[i] : &nothing;
		for (int level = LEVEL_COUNT - 1; level >= 0; level--) {
			if (run_has(before, level) && !runs_continue(before, run, level))
				close_level(body, level, link_end);
		}
		for (int level = 0; level < LEVEL_COUNT; level++) {
			if (!run_has(run, level) || runs_continue(before, run, level))
				continue;
			const char *end = open_level(body, run, level);
			link_end = end ? end : link_end;
		}
		put_lines(body->out, span_cut(article_text(body->article), run->from, run->to), breaks);
	}
}

/* Containers ------------------------------------------------------------------------------------------------------- */

static void opened(void *data, const struct container *container)
{
	GString *out = ((struct body *)data)->out;
	if (container->kind == NEST_QUOTE)
		g_string_append(out, "<blockquote>\n");
	else if (container->kind == NEST_ITEM)
		g_string_append(out, "<li>");
	else if (!container->ordered)
		g_string_append(out, "<ul>\n");
	else if (container->number > 1 && container->number <= INT32_MAX)
		g_string_append_printf(out, "<ol start=\"%u\">\n", container->number);
	else
		g_string_append(out, "<ol>\n");
}

static void closed(void *data, const struct container *container)
{
	GString *out = ((struct body *)data)->out;
	if (container->kind == NEST_QUOTE)
		g_string_append(out, "</blockquote>\n");
	else if (container->kind == NEST_ITEM)
		g_string_append(out, "</li>\n");
	else
		g_string_append(out, container->ordered ? "</ol>\n" : "</ul>\n");
}

static void close_table(struct body *body)
{
	if (body->table == NO_TABLE)
		return;
	g_string_append(body->out, "</tr>\n</table>\n");
	body->table = NO_TABLE;
}

static void close_definitions(struct body *body)
{
	if (body->defined)
		g_string_append(body->out, strcmp(body->defined, "dt") == 0 ? "<dd></dd>\n</dl>\n" : "</dl>\n");
	body->defined = NULL;
}

/* Blocks ----------------------------------------------------------------------------------------------------------- */

static void put_paragraph(struct body *body, const struct block *block)
{
	g_string_append(body->out, "<p>");
	put_text(body, block, true);
	g_string_append(body->out, "</p>\n");
}

/* A heading is at most one level below what it stands under: outlines have no holes. */
static unsigned shown_level(struct body *body, unsigned asked)
{
	unsigned title = body->style->level, above = title;
	while (body->outlined > 0 && body->outline[body->outlined - 1].asked >= asked)
		body->outlined--;
	if (body->outlined > 0)
		above = body->outline[body->outlined - 1].shown;
	unsigned shown = MIN(asked, above + 1);
	body->outline[body->outlined].asked = asked;
	body->outline[body->outlined++].shown = shown;
	return shown;
}

static void put_heading(struct body *body, const struct block *block)
{
	unsigned level = MAX(block->level, 1) + (body->style->level > 1 ? body->style->level - 1 : 0);
	level = shown_level(body, CLAMP(level, 1, 6));
	g_string_append_printf(body->out, "<h%u>", level);
	put_text(body, block, true);
	g_string_append_printf(body->out, "</h%u>\n", level);
}

static void put_item(struct body *body, const struct block *block)
{
	put_text(body, block, true);
	g_string_append_c(body->out, '\n');
}

static void open_row(struct body *body, const struct block *block)
{
	if (body->table != block->table) {
		close_table(body);
		g_string_append(body->out, "<table>\n<tr>");
	} else if (body->row != block->row) {
		g_string_append(body->out, "</tr>\n<tr>");
	} else {
		return;
	}
	body->table = block->table;
	body->row = block->row;
	body->column = 0;
}

/* Cells that are not there, before the one that is, as far as anybody would draw them. */
#define COLUMNS_MOST 1000

static void put_cell(struct body *body, const struct block *block)
{
	const char *element = block->header ? "th" : "td";
	open_row(body, block);
	for (; body->column < MIN(block->column, COLUMNS_MOST); body->column++)
		g_string_append(body->out, "<td></td>");
	body->column = block->column + 1u;
	g_string_append_printf(body->out, "<%s>", element);
	put_text(body, block, true);
	g_string_append_printf(body->out, "</%s>", element);
}

/* Where a picture that is a link leads; the picture itself leads to its own address. */
static void put_image_link(struct body *body, const struct block *block)
{
	uint32_t link = runs_image_link(&body->runs, block);
	if (link == NO_LINK)
		return;
	struct span url = article_span(body->article, body->article->links[link].url);
	g_string_append_c(body->out, ' ');
	const char *end = open_link(body, url);
	html_escape(body->out, url);
	g_string_append(body->out, end);
}

static void put_image(struct body *body, const struct block *block)
{
	const struct article *article = body->article;
	if (block->number >= article->image_count)
		return;
	const struct image *image = &article->images[block->number];
	struct span alt = article_span(article, image->alt);
	g_string_append(body->out, "<figure>\n<p>");
	const char *end = open_link(body, article_span(article, image->url));
	g_string_append(body->out, "▣ ");
	html_escape(body->out, alt.len > 0 ? alt : span_of(_("Picture")));
	g_string_append(body->out, end);
	put_image_link(body, block);
	g_string_append(body->out, "</p>\n");
	if (block->to > block->from) {
		g_string_append(body->out, "<figcaption>");
		put_text(body, block, true);
		g_string_append(body->out, "</figcaption>\n");
	}
	g_string_append(body->out, "</figure>\n");
}

/* A line feed right behind <pre> would not count. */
static void put_preformatted(struct body *body, const struct block *block)
{
	g_string_append(body->out, "<pre>\n");
	put_text(body, block, false);
	g_string_append(body->out, "</pre>\n");
}

static void put_rule(struct body *body, const struct block *block)
{
	(void)block;
	g_string_append(body->out, "<hr/>\n");
}

static void put_definition(struct body *body, const struct block *block)
{
	const char *element = block->kind == BLOCK_TERM ? "dt" : "dd";
	if (!body->defined)
		g_string_append(body->out, block->kind == BLOCK_TERM ? "<dl>\n" : "<dl>\n<dt></dt>\n");
	body->defined = element;
	g_string_append_printf(body->out, "<%s>", element);
	put_text(body, block, true);
	g_string_append_printf(body->out, "</%s>\n", element);
}

static void (*const puts_block[])(struct body *, const struct block *) = {
	[BLOCK_PARAGRAPH] = put_paragraph,
	[BLOCK_HEADING] = put_heading,
	[BLOCK_ITEM] = put_item,
	[BLOCK_CELL] = put_cell,
	[BLOCK_IMAGE] = put_image,
	[BLOCK_PREFORMATTED] = put_preformatted,
	[BLOCK_RULE] = put_rule,
	[BLOCK_TERM] = put_definition,
	[BLOCK_DEFINITION] = put_definition,
};

static void leave_all(struct body *body)
{
	close_table(body);
	close_definitions(body);
	nest_leave(&body->nest);
}

/* What was set aside before a block. */
static void put_asides(struct body *body, uint32_t block)
{
	const struct article *article = body->article;
	for (; body->next_aside < article->aside_count && article->asides[body->next_aside].block <= block;
	     body->next_aside++) {
		const struct aside *aside = &article->asides[body->next_aside];
		leave_all(body);
		g_string_append_printf(body->out, "<aside class=\"%s\"><p>", aside_reason_name(aside->reason));
		put_lines(body->out, article_span(article, aside->text), true);
		g_string_append(body->out, "</p></aside>\n");
	}
}

static bool stays_in_table(const struct body *body, const struct block *block)
{
	return block->kind == BLOCK_CELL && block->table == body->table;
}

static void put_block(struct body *body, const struct block *block)
{
	bool defines = block->kind == BLOCK_TERM || block->kind == BLOCK_DEFINITION;
	if (!stays_in_table(body, block)) {
		bool same = block->quote == body->nest.quotes && block->list == body->nest.lists;
		close_table(body);
		if (!defines || !same)
			close_definitions(body);
		nest_enter(&body->nest, block);
	}
	if (block->kind < G_N_ELEMENTS(puts_block))
		puts_block[block->kind](body, block);
}

static void put_blocks(struct body *body)
{
	const struct article *article = body->article;
	bool asides = body->subject->set->with_chrome;
	for (uint32_t i = 0; i < article->block_count; i++) {
		if (asides)
			put_asides(body, i);
		put_block(body, &article->blocks[i]);
	}
	leave_all(body);
	if (asides)
		put_asides(body, article->block_count);
}

/* Around the text -------------------------------------------------------------------------------------------------- */

/* An article may call its language anything. */
void html_language(GString *out, const struct html_style *style, const struct subject *subject)
{
	struct span tag = span_of(subject->article.lang);
	if (tag.len == 0)
		return;
	g_string_append(out, " lang=\"");
	html_escape(out, tag);
	if (style->xml) {
		g_string_append(out, "\" xml:lang=\"");
		html_escape(out, tag);
	}
	g_string_append_c(out, '"');
}

static void put_part(GString *out, const char *class, struct span text)
{
	if (text.len == 0)
		return;
	g_string_append_printf(out, "%s<span class=\"%s\">", out->len > 0 ? " · " : "", class);
	html_escape(out, text);
	g_string_append(out, "</span>");
}

static void put_date(GString *out, const struct subject *subject)
{
	char date[32], exact[32];
	if (subject->article.date.precision == DATE_NONE)
		return;
	subject_date(subject, date);
	date_write(subject->article.date, exact);
	g_string_append_printf(out, "%s<time datetime=\"%s\">%s</time>", out->len > 0 ? " · " : "", exact, date);
}

static void put_byline(struct body *body)
{
	const struct article *article = body->article;
	GString *parts = g_string_new(NULL);
	put_part(parts, "author", article_span(article, article->author));
	put_part(parts, "source", article_span(article, article->source));
	put_date(parts, body->subject);
	for (uint32_t i = 0; i < article->tag_count; i++)
		put_part(parts, "tag", article_span(article, article->tags[i]));
	if (parts->len > 0)
		g_string_append_printf(body->out, "<p class=\"byline\">%s</p>\n", parts->str);
	g_string_free(parts, TRUE);
}

static void put_head(struct body *body)
{
	unsigned level = body->style->level;
	g_string_append_printf(body->out, "<header>\n<h%u>", level);
	html_escape(body->out, subject_title(body->subject));
	g_string_append_printf(body->out, "</h%u>\n", level);
	put_byline(body);
	g_string_append(body->out, "</header>\n");
}

static void put_reference(struct body *body, const struct reference *reference)
{
	struct span url = article_span(body->article, reference->url);
	struct span title = article_span(body->article, reference->title);
	g_string_append(body->out, "<li>");
	const char *end = open_link(body, url);
	html_escape(body->out, title.len > 0 ? title : url);
	g_string_append_printf(body->out, "%s</li>\n", end);
}

/* What the article itself lists as related, each group under its heading. */
static void put_related(struct body *body)
{
	const struct article *article = body->article;
	unsigned level = MIN(body->style->level + 1, 6);
	struct span group = {NULL, 0};
	if (article->related_count == 0)
		return;
	g_string_append(body->out, "<section class=\"related\">\n");
	for (uint32_t i = 0; i < article->related_count; i++) {
		struct span own = article_span(article, article->related[i].group);
		if (i == 0 || !span_equal(own, group)) {
			g_string_append_printf(body->out, "%s<h%u>", i > 0 ? "</ul>\n" : "", level);
			html_escape(body->out, own.len > 0 ? own : span_of(subject_related_word(body->subject)));
			g_string_append_printf(body->out, "</h%u>\n<ul>\n", level);
		}
		group = own;
		put_reference(body, &article->related[i]);
	}
	g_string_append(body->out, "</ul>\n</section>\n");
}

/* Where it is from: its address as it was given, the archive, the path. */
static void put_citation(struct body *body)
{
	struct span url = article_span(body->article, body->article->url);
	char *place = subject_place(body->subject), *address = subject_address(body->subject, url);
	g_string_append(body->out, "<footer>\n");
	if (url.len > 0) {
		g_string_append(body->out, "<p><cite>");
		if (address) {
			g_string_append(body->out, "<a href=\"");
			html_escape(body->out, span_of(address));
			g_string_append(body->out, "\">");
		}
		html_escape(body->out, url);
		g_string_append(body->out, address ? "</a></cite></p>\n" : "</cite></p>\n");
	}
	g_string_append(body->out, "<p class=\"place\">");
	html_escape(body->out, span_of(place));
	g_string_append(body->out, "</p>\n</footer>\n");
	g_free(address);
	g_free(place);
}

void html_body(GString *out, const struct subject *subject, const struct html_style *style)
{
	struct body *body = g_new0(struct body, 1);
	body->out = out;
	body->subject = subject;
	body->article = &subject->article;
	body->style = style;
	body->nest = (struct nest){.opened = opened, .closed = closed, .data = body};
	body->runs.article = &subject->article;
	body->table = NO_TABLE;
	put_head(body);
	put_blocks(body);
	put_related(body);
	put_citation(body);
	runs_clear(&body->runs);
	g_free(body);
}
