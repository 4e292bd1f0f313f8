/* SPDX-License-Identifier: MIT */
/* Makes articles without a parser, so that a test of the page fails for the page alone. Offsets are bytes. */
#include "page_maker.h"

#include <string.h>

#include "text/utf8.h"

struct maker {
	struct article article;
	GString *text, *strings, *pool;
	GArray *blocks, *marks, *links, *images;
};

const struct page_style maker_style = {
	.columns = 80,
	.measure = 76,
	.widths = &widths_default,
	.image_label = "[图]",
	.numbers = true,
};

struct maker *maker_new(void)
{
	struct maker *maker = g_new0(struct maker, 1);
	maker->text = g_string_new(NULL);
	maker->strings = g_string_new(NULL);
	maker->pool = g_string_new(NULL);
	maker->blocks = g_array_new(FALSE, FALSE, sizeof(struct block));
	maker->marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
	maker->links = g_array_new(FALSE, FALSE, sizeof(struct link));
	maker->images = g_array_new(FALSE, FALSE, sizeof(struct image));
	return maker;
}

void maker_free(struct maker *maker)
{
	g_string_free(maker->text, TRUE);
	g_string_free(maker->strings, TRUE);
	g_string_free(maker->pool, TRUE);
	g_array_free(maker->blocks, TRUE);
	g_array_free(maker->marks, TRUE);
	g_array_free(maker->links, TRUE);
	g_array_free(maker->images, TRUE);
	g_free(maker);
}

/* The offset is that among the strings; maker_article() moves it behind the text. */
static struct slice add_string(struct maker *maker, const char *string)
{
	if (!string)
		return (struct slice){0, 0};
	struct slice slice = {(uint32_t)maker->strings->len, (uint32_t)strlen(string)};
	g_string_append(maker->strings, string);
	return slice;
}

void maker_title(struct maker *maker, const char *title)
{
	maker->article.title = add_string(maker, title);
}

void maker_url(struct maker *maker, const char *url)
{
	maker->article.url = add_string(maker, url);
}

static const char *separator(const struct block *above, const struct block *below)
{
	if (above->kind == BLOCK_CELL && below->kind == BLOCK_CELL && above->table == below->table)
		return above->row == below->row ? "\t" : "\n";
	return above->list && below->list ? "\n" : "\n\n";
}

static void begin_link(struct maker *maker)
{
	char url[64];
	g_snprintf(url, sizeof(url), "https://example.org/%u", maker->links->len + 1);
	struct link link = {.from = (uint32_t)maker->text->len, .url = add_string(maker, url)};
	g_array_append_val(maker->links, link);
}

static void begin_mark(struct maker *maker, enum mark_kind kind)
{
	struct mark mark = {.from = (uint32_t)maker->text->len, .kind = kind};
	g_array_append_val(maker->marks, mark);
}

void maker_block(struct maker *maker, struct block block, const char *text)
{
	guint count = maker->blocks->len;
	if (count > 0 && text[strspn(text, LINK(STRONG("")) RAISED("") LOWERED(""))])
		g_string_append(maker->text, separator(&g_array_index(maker->blocks, struct block, count - 1), &block));
	block.from = (uint32_t)maker->text->len;
	for (; *text; text++) {
		uint32_t here = (uint32_t)maker->text->len;
		if (*text == '\x01')
			begin_link(maker);
		else if (*text == '\x02')
			g_array_index(maker->links, struct link, maker->links->len - 1).to = here;
		else if (*text == '\x03')
			begin_mark(maker, MARK_STRONG);
		else if (*text == '\x05')
			begin_mark(maker, MARK_SUPERSCRIPT);
		else if (*text == '\x06')
			begin_mark(maker, MARK_SUBSCRIPT);
		else if (*text == '\x04')
			g_array_index(maker->marks, struct mark, maker->marks->len - 1).to = here;
		else
			g_string_append_c(maker->text, *text);
	}
	block.to = (uint32_t)maker->text->len;
	g_array_append_val(maker->blocks, block);
}

void maker_image(struct maker *maker, struct block block, const char *caption, const char *alt, const char *url)
{
	struct image image = {.url = add_string(maker, url), .alt = add_string(maker, alt)};
	block.kind = BLOCK_IMAGE;
	block.number = maker->images->len;
	g_array_append_val(maker->images, image);
	maker_block(maker, block, caption);
}

static void move(struct slice *slice, size_t by)
{
	if (slice->len)
		slice->from += (uint32_t)by;
}

const struct article *maker_article(struct maker *maker)
{
	static const struct article none;
	size_t by = maker->text->len;
	struct slice title = maker->article.title, url = maker->article.url;
	maker->article = none;
	maker->article.title = title;
	maker->article.url = url;
	move(&maker->article.title, by);
	move(&maker->article.url, by);
	for (guint i = 0; i < maker->links->len; i++)
		move(&g_array_index(maker->links, struct link, i).url, by);
	for (guint i = 0; i < maker->images->len; i++) {
		move(&g_array_index(maker->images, struct image, i).url, by);
		move(&g_array_index(maker->images, struct image, i).alt, by);
	}
	g_string_assign(maker->pool, "");
	g_string_append_len(maker->pool, maker->text->str, (gssize)maker->text->len);
	g_string_append_len(maker->pool, maker->strings->str, (gssize)maker->strings->len);
	maker->article.pool = maker->pool->str;
	maker->article.pool_len = (uint32_t)maker->pool->len;
	maker->article.text_len = (uint32_t)maker->text->len;
	maker->article.blocks = (const struct block *)(void *)maker->blocks->data;
	maker->article.marks = (const struct mark *)(void *)maker->marks->data;
	maker->article.links = (const struct link *)(void *)maker->links->data;
	maker->article.images = (const struct image *)(void *)maker->images->data;
	maker->article.block_count = maker->blocks->len;
	maker->article.mark_count = maker->marks->len;
	maker->article.link_count = maker->links->len;
	maker->article.image_count = maker->images->len;
	return &maker->article;
}

static void dump_roles(GString *out, const struct run *runs, size_t count)
{
	static const char letters[] = ".TbaHqmcCrhn";
	size_t start = out->len;
	for (size_t i = 0; i < count; i++)
		if (!memchr(out->str + start, letters[runs[i].role], out->len - start))
			g_string_append_c(out, letters[runs[i].role]);
	while (out->len - start < 4)
		g_string_append_c(out, ' ');
	g_string_append_c(out, '|');
}

static void dump_run(GString *out, const struct widths *widths, const struct run *run, unsigned *column)
{
	struct glyph glyph;
	for (; *column < run->column; ++*column)
		g_string_append_c(out, ' ');
	for (size_t at = 0; glyph_next(widths, run->text, &at, &glyph);) {
		for (unsigned i = 0; i < glyph.count; i++)
			utf8_append(out, glyph.code[i]);
		*column += glyph.columns;
	}
}

char *page_dump(struct page *page, const struct widths *widths, struct place from, size_t most)
{
	GString *out = g_string_new(NULL);
	for (size_t row = 0; row < most; row++) {
		size_t count;
		unsigned column = 0;
		const struct run *runs = page_row(page, from, &count);
		dump_roles(out, runs, count);
		for (size_t i = 0; i < count; i++)
			dump_run(out, widths, &runs[i], &column);
		while (out->str[out->len - 1] == ' ')
			g_string_truncate(out, out->len - 1);
		g_string_append_c(out, '\n');
		if (page_move(page, &from, 1) == 0)
			break;
	}
	return g_string_free(out, FALSE);
}
