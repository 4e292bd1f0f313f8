/* SPDX-License-Identifier: MIT */
/* A body goes through the same steps as in parse.c, without a preamble. Every dump checks that the article is sound. */
#include "body_maker.h"

#include <string.h>

#include "article/builder.h"
#include "article/fields.h"
#include "article/format.h"

static const struct format *format_named(const char *name, struct span body)
{
	static const struct format formats[] = {
		{"page", NULL, html_parse, true},
		{"html", NULL, html_parse, false},
		{"markdown", NULL, markdown_parse, false},
		{"text", NULL, plain_parse, false},
	};
	for (size_t i = 0; name && i < G_N_ELEMENTS(formats); i++)
		if (g_str_equal(formats[i].name, name))
			return &formats[i];
	return format_of(body);
}

static void put_span(GString *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++)
		g_string_append_c(out, text.at[i] == '\n' ? '/' : text.at[i]);
}

static void put_start(GString *out, const struct article *article, const struct block *block)
{
	static const char *const starts[] = {
		[BLOCK_PARAGRAPH] = "P ", [BLOCK_PREFORMATTED] = "= ", [BLOCK_RULE] = "---",
		[BLOCK_TERM] = "? ",      [BLOCK_DEFINITION] = ": ",
	};
	for (unsigned i = 0; i < block->quote; i++)
		g_string_append_c(out, '>');
	for (unsigned i = block->kind == BLOCK_ITEM; i < block->list; i++)
		g_string_append_c(out, '+');
	if (block->kind == BLOCK_HEADING)
		g_string_append_printf(out, "H%u ", block->level);
	else if (block->kind == BLOCK_ITEM && block->number > 0)
		g_string_append_printf(out, "%u. ", block->number);
	else if (block->kind == BLOCK_ITEM)
		g_string_append(out, "- ");
	else if (block->kind == BLOCK_CELL)
		g_string_append_printf(out, "%c%u,%u ", block->header ? 'T' : 'C', block->row, block->column);
	else if (block->kind == BLOCK_IMAGE) {
		g_string_append(out, "I ");
		put_span(out, article_span(article, article->images[block->number].url));
	} else
		g_string_append(out, starts[block->kind]);
}

static void put_blocks(GString *out, const struct article *article)
{
	for (uint32_t i = 0; i < article->block_count; i++) {
		const struct block *block = &article->blocks[i];
		bool caption = block->kind == BLOCK_IMAGE && block->to > block->from;
		put_start(out, article, block);
		g_string_append(out, caption ? " (" : "");
		put_span(out, article_block(article, block));
		g_string_append(out, caption ? ")\n" : "\n");
	}
}

static void put_marks(GString *out, const struct article *article)
{
	static const char *const names[] = {"strong", "emphasis", "code", "deleted", "superscript", "subscript"};
	for (uint32_t i = 0; i < article->mark_count; i++) {
		g_string_append_printf(out, "%s: ", names[article->marks[i].kind]);
		put_span(out, span_cut(article_text(article), article->marks[i].from, article->marks[i].to));
		g_string_append_c(out, '\n');
	}
}

static void put_links(GString *out, const struct article *article)
{
	for (uint32_t i = 0; i < article->link_count; i++) {
		put_span(out, span_cut(article_text(article), article->links[i].from, article->links[i].to));
		g_string_append(out, " -> ");
		put_span(out, article_span(article, article->links[i].url));
		g_string_append_c(out, '\n');
	}
}

static void put_related(GString *out, const struct article *article)
{
	for (uint32_t i = 0; i < article->related_count; i++) {
		put_span(out, article_span(article, article->related[i].group));
		g_string_append(out, " | ");
		put_span(out, article_span(article, article->related[i].title));
		g_string_append(out, " | ");
		put_span(out, article_span(article, article->related[i].url));
		g_string_append_c(out, '\n');
	}
}

static void put_asides(GString *out, const struct article *article)
{
	static const char *const reasons[] = {"navigation", "promotion", "share",    "cookie",
	                                      "related",    "source",    "comments", "repeated"};
	for (uint32_t i = 0; i < article->aside_count; i++) {
		g_string_append_printf(out, "~%s ", reasons[article->asides[i].reason]);
		put_span(out, article_span(article, article->asides[i].text));
		g_string_append_c(out, '\n');
	}
}

/* What article.h promises of every article. */
static void check_sound(const struct article *article)
{
	uint32_t at = 0;
	for (uint32_t i = 0; i < article->block_count; at = article->blocks[i++].to) {
		g_assert_cmpuint(article->blocks[i].from, >=, at);
		g_assert_cmpuint(article->blocks[i].to, >=, article->blocks[i].from);
		g_assert_cmpuint(article->blocks[i].to, <=, article->text_len);
	}
	for (uint32_t i = 0; i < article->mark_count; i++) {
		g_assert_cmpuint(article->marks[i].from, <, article->marks[i].to);
		g_assert_cmpuint(article->marks[i].to, <=, article->text_len);
		g_assert_true(i == 0 || article->marks[i - 1].from <= article->marks[i].from);
	}
	for (uint32_t i = 0; i < article->link_count; i++) {
		g_assert_cmpuint(article->links[i].from, <=, article->links[i].to);
		g_assert_cmpuint(article->links[i].to, <=, article->text_len);
		g_assert_true(i == 0 || article->links[i - 1].from <= article->links[i].from);
	}
	g_assert_true(article->text_len == 0 || g_utf8_validate(article->pool, article->text_len, NULL));
}

char *body_dump(const char *format, const char *source, unsigned shows)
{
	struct arena *arena = arena_new();
	struct span body = span_of(source);
	const struct format *found = format_named(format, body);
	struct builder *builder = builder_new(arena);
	struct fields fields;
	struct article article;
	GString *out = g_string_new(NULL);
	fields_init(&fields, arena);
	if (!(shows & BODY_NO_TITLE))
		fields_offer(&fields, FIELD_TITLE, ORIGIN_FRONT_MATTER, SPAN(BODY_TITLE));
	found->parse(builder, &fields, body);
	builder_settle(builder, &fields, found->whole_page);
	builder_finish(builder, &fields, &article);
	check_sound(&article);
	if (shows & BODY_TEXT)
		put_span(out, article_text(&article));
	else
		put_blocks(out, &article);
	if (shows & BODY_MARKS)
		put_marks(out, &article);
	if (shows & BODY_LINKS)
		put_links(out, &article);
	if (shows & BODY_RELATED)
		put_related(out, &article);
	if (shows & BODY_ASIDES)
		put_asides(out, &article);
	for (uint32_t i = 0; (shows & BODY_TAGS) && i < article.tag_count; i++) {
		g_string_append_c(out, '#');
		put_span(out, article_span(&article, article.tags[i]));
		g_string_append_c(out, '\n');
	}
	if ((shows & BODY_NO_TITLE) && article.title.len > 0) {
		g_string_append(out, "title: ");
		put_span(out, article_span(&article, article.title));
	}
	while (out->len > 0 && out->str[out->len - 1] == '\n')
		g_string_truncate(out, out->len - 1);
	arena_free(arena);
	return g_string_free(out, FALSE);
}

void body_check(const char *format, const char *source, unsigned shows, const char *expected)
{
	char *found = body_dump(format, source, shows);
	if (!g_str_equal(found, expected))
		g_test_message("source: %s", source);
	g_assert_cmpstr(found, ==, expected);
	g_free(found);
}
