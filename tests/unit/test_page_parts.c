/* SPDX-License-Identifier: MIT */
/*
 * What a page costs: blocks are laid out when they are asked for, very long ones in parts, and nobody can see where.
 */
#include <string.h>

#include "page/layout.h"
#include "page_maker.h"

static unsigned laid_out(const struct page *page)
{
	unsigned count = 0;
	for (guint i = 0; i < page->parts->len; i++)
		count += g_array_index(page->parts, struct part, i).layout != NULL;
	return count;
}

static void test_lazy(void)
{
	struct maker *maker = maker_new();
	maker_title(maker, "title");
	for (uint32_t i = 0; i < 5000; i++)
		maker_block(maker, (struct block){.kind = BLOCK_PARAGRAPH}, "一段話。");
	for (uint32_t i = 0; i < 10000; i++)
		maker_block(maker, (struct block){.kind = BLOCK_CELL, .row = i / 2, .column = i % 2}, "格");
	struct page *page = page_new(maker_article(maker), SPAN(""), &maker_style);
	g_assert_cmpuint(laid_out(page), ==, 0);
	struct place place = page_first(page);
	page_move(page, &place, 20);
	g_assert_cmpuint(laid_out(page), <=, 12);
	place = page_last(page);
	g_assert_cmpuint(laid_out(page), <=, 13);
	page_move(page, &place, -20);
	g_assert_cmpuint(laid_out(page), <=, 33);
	page_place_of(page, page_source_of(page, place) / 2);
	g_assert_cmpuint(laid_out(page), <=, 34);
	page_free(page);
	maker_free(maker);
}

/* A part ends at the end of a sentence, of code at a line feed; never inside a cluster. */
static void test_slices(void)
{
	static const struct {
		const char *unit, *end; /* what the text is made of, what a part ends with */
		uint8_t kind;
	} cases[] = {
		{"一句很長的話，它有兩個部分。", "。", BLOCK_PARAGRAPH}, {"one, two, ", " ", BLOCK_PARAGRAPH},
		{"沒有標點", "", BLOCK_PARAGRAPH}, {"e\u0301", "\u0301", BLOCK_PARAGRAPH},
		{"code code code\n", "\n", BLOCK_PREFORMATTED},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct maker *maker = maker_new();
		GString *text = g_string_new(NULL);
		while (text->len < 200000)
			g_string_append(text, cases[i].unit);
		maker_block(maker, (struct block){.kind = cases[i].kind}, text->str);
		struct page *page = page_new(maker_article(maker), SPAN(""), &maker_style);
		g_assert_cmpuint(page->parts->len, >, 4);
		uint32_t to = 0;
		for (guint p = 0; p < page->parts->len; p++) {
			const struct part *part = &g_array_index(page->parts, struct part, p);
			g_assert_cmpuint(part->from, ==, to);
			to = part->to;
			g_assert_true(span_ends(span_cut(article_text(page->article), part->from, to),
			                        span_of(cases[i].end)));
		}
		g_assert_cmpuint(to, ==, text->len);
		page_free(page);
		g_string_free(text, TRUE);
		maker_free(maker);
	}
}

/* Twenty megabytes without a line feed: whatever is asked costs the layout of the parts that it passes. */
static void test_huge(void)
{
	struct maker *maker = maker_new();
	GString *text = g_string_sized_new(21 << 20);
	while (text->len < 20 << 20)
		g_string_append(text, "外交部發言人週三在例行記者會上表示，後續進展仍待觀察。");
	maker_block(maker, (struct block){.kind = BLOCK_PARAGRAPH}, text->str);
	maker_block(maker, (struct block){.kind = BLOCK_PREFORMATTED}, text->str);
	struct page *page = page_new(maker_article(maker), SPAN(""), &maker_style);
	struct place place = page_first(page);
	page_move(page, &place, 50);
	g_assert_cmpuint(laid_out(page), ==, 1);
	page_row(page, page_place_of(page, 10 << 20), &(size_t){0});
	g_assert_cmpuint(laid_out(page), ==, 2);
	place = page_place_of(page, (uint32_t)text->len - 1);
	g_assert_cmpuint(laid_out(page), ==, 3);
	g_assert_cmpuint(page_move(page, &place, -60), ==, 60);
	g_assert_cmpuint(laid_out(page), <=, 4);
	page_last(page);
	g_assert_cmpuint(laid_out(page), <=, 5);
	g_assert_cmpuint(arena_bytes(page->arena), <, 1 << 20);
	page_free(page);
	g_string_free(text, TRUE);
	maker_free(maker);
}

/* A table with a cell too long to be laid out whole: its cells are paragraphs, and parts of paragraphs. */
static void test_huge_cell(void)
{
	struct maker *maker = maker_new();
	GString *text = g_string_new(NULL);
	while (text->len < 1 << 20)
		g_string_append(text, "表格裡的一格，不該有這麼長。");
	maker_block(maker, (struct block){.kind = BLOCK_CELL, .column = 0, .header = 1}, "甲");
	maker_block(maker, (struct block){.kind = BLOCK_CELL, .column = 1, .header = 1}, "乙");
	maker_block(maker, (struct block){.kind = BLOCK_CELL, .row = 1, .column = 0}, "丙");
	maker_block(maker, (struct block){.kind = BLOCK_CELL, .row = 1, .column = 1}, text->str);
	struct page *page = page_new(maker_article(maker), SPAN(""), &maker_style);
	struct place place = page_first(page);
	g_assert_cmpuint(page_move(page, &place, 50), ==, 50);
	g_assert_cmpuint(laid_out(page), ==, 4);
	page_last(page);
	g_assert_cmpuint(laid_out(page), ==, 5);
	page_free(page);
	g_string_free(text, TRUE);
	maker_free(maker);
}

/* A hundred thousand marks and links in one paragraph, as many cells in one place: linear, or this takes hours. */
static void test_hostile(void)
{
	struct maker *maker = maker_new();
	GString *text = g_string_new(NULL);
	for (int i = 0; i < 100000; i++)
		g_string_append(text, STRONG("x") LINK("y"));
	maker_block(maker, (struct block){.kind = BLOCK_PARAGRAPH}, text->str);
	for (uint32_t i = 0; i < 100000; i++)
		maker_block(maker, (struct block){.kind = BLOCK_CELL, .column = 1}, "z");
	struct page *page = page_new(maker_article(maker), SPAN(""), &maker_style);
	struct place place = page_first(page);
	page_move(page, &place, LONG_MAX);
	page_move(page, &place, LONG_MIN);
	g_assert_cmpint(page_compare(place, page_first(page)), ==, 0);
	page_free(page);
	g_string_free(text, TRUE);
	maker_free(maker);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/page/lazy", test_lazy);
	g_test_add_func("/page/slices", test_slices);
	g_test_add_func("/page/huge_cell", test_huge_cell);
	g_test_add_func("/page/huge", test_huge);
	g_test_add_func("/page/hostile", test_hostile);
	return g_test_run();
}
