/* SPDX-License-Identifier: MIT */
/*
 * What must hold for a page of any article at any width: all text is drawn, once, no row is too wide, every place is
 * found again. Articles are made at random, out of what is hard to set.
 */
#include <string.h>

#include "page/layout.h"
#include "text/utf8.h"
#include "torture.h"

/* Text of all kinds of trouble: what clusters, joins, is wide, is ambiguous, does not break, is not drawn. */
static const char *const morsels[] = {
	"中", "文字", "，", "。", "「", "」", "（", "）", "——", "……", "“", "”", "a", "word", "1234.5", " ", " ", "\t", "-",
	"é", "e\u0301\u0302", "か\u3099", "\u0301", "👩\u200d👩\u200d👧", "🇯🇵", "🇯", "👍🏽", "\u200b", "\u00ad", "\u3000",
	"①", "/", "한국", "\u1112\u1161", "ｱﾞ", "葛\U000E0100", "https://example.org/x", "[7]", "\uFFFD", "ท้", "\u202e",
	"\u2060",
};

static void random_text(GRand *rand, GString *text, bool breaks)
{
	int count = g_rand_int_range(rand, 0, 30);
	for (int i = 0; i < count; i++) {
		int kind = g_rand_int_range(rand, 0, 24);
		const char *morsel = morsels[g_rand_int_range(rand, 0, G_N_ELEMENTS(morsels))];
		if (kind == 0)
			g_string_append_printf(text, "\x01%s\x02", morsel);
		else if (kind == 1)
			g_string_append_printf(text, "\x03%s\x01%s\x04 x\x02", morsel, morsel);
		else if (kind == 2)
			g_string_append(text, "\x01\x02");
		else if (kind == 4)
			g_string_append_printf(text, g_rand_boolean(rand) ? "x" RAISED("%d%s") : LOWERED("2%d%s"),
			                       count, morsel);
		else if (kind == 5)
			g_string_append_printf(text, "10" RAISED("-%d") "中" RAISED(LINK("%d")), count, count);
		else if (kind == 3 && breaks)
			g_string_append_c(text, '\n');
		else
			g_string_append(text, morsel);
	}
}

static void random_table(GRand *rand, struct maker *maker, uint16_t table, GString *text)
{
	uint32_t rows = (uint32_t)g_rand_int_range(rand, 1, 5);
	int columns = g_rand_int_range(rand, 1, 6), heads = g_rand_int_range(rand, 0, 3);
	for (uint32_t row = 0; row < rows; row++) {
		for (uint16_t column = 0; column < columns; column++) {
			if (column > 0 && g_rand_int_range(rand, 0, 6) == 0)
				continue;
			int twice = g_rand_int_range(rand, 0, 12) == 0;
			for (int i = 0; i <= twice; i++) {
				random_text(rand, g_string_truncate(text, 0), i > 0);
				struct block block = {.kind = BLOCK_CELL, .table = table, .row = row, .column = column};
				block.header = (int)row < heads;
				maker_block(maker, block, text->str);
			}
		}
	}
}

static struct maker *random_article(GRand *rand)
{
	struct maker *maker = maker_new();
	GString *text = g_string_new(NULL);
	int count = g_rand_int_range(rand, 0, 12);
	if (g_rand_boolean(rand))
		maker_title(maker, "標題 and more 文字");
	for (int i = 0; i < count; i++) {
		struct block block = {.kind = (uint8_t)g_rand_int_range(rand, 0, BLOCK_DEFINITION + 1)};
		block.quote = (uint8_t)(g_rand_int_range(rand, 0, 4) ? 0 : g_rand_int_range(rand, 0, 70));
		block.list = (uint8_t)(g_rand_int_range(rand, 0, 3) ? 0 : g_rand_int_range(rand, 0, 9));
		block.preformatted = block.kind == BLOCK_PREFORMATTED;
		block.number = block.kind == BLOCK_ITEM ? g_rand_int(rand) >> g_rand_int_range(rand, 0, 32) : 0;
		random_text(rand, g_string_truncate(text, 0), block.preformatted);
		if (block.kind == BLOCK_CELL)
			random_table(rand, maker, (uint16_t)i, text);
		else if (block.kind == BLOCK_IMAGE)
			maker_image(maker, block, g_rand_boolean(rand) ? text->str : "", "alt 替代", "a/b%20c.jpg");
		else
			maker_block(maker, block, block.kind == BLOCK_RULE ? "" : text->str);
	}
	g_string_free(text, TRUE);
	return maker;
}

/* What was seen on the rows of a page. */
struct seen {
	const struct article *article;
	const struct page_style *style;
	uint8_t *drawn;      /* for each byte of the text: how often */
	GString **numbers;   /* for each link: the pieces of its number */
	size_t rows;
};

static void see_run(struct seen *seen, const struct run *run, unsigned *column)
{
	size_t width = width_text(seen->style->widths, run->text);
	g_assert_cmpuint(run->column, >=, *column);
	g_assert_cmpuint(run->column + width, <=, seen->style->columns);
	g_assert_cmpuint(run->text.len, >, 0);
	*column = run->column + (unsigned)width;
	if (run->role == PAGE_LINK_NUMBER)
		g_string_append_len(seen->numbers[run->link], run->text.at, (gssize)run->text.len);
	if (run->source == PAGE_NO_SOURCE)
		return;
	struct span source = span_cut(article_text(seen->article), run->source, run->source + run->source_len);
	g_assert_cmpuint(source.len, ==, run->source_len);
	if (run->source_len == run->text.len && seen->style->writing.script == SCRIPT_ORIGINAL)
		g_assert_true(span_equal(run->text, source));
	for (size_t i = 0; i < run->source_len; i++)
		g_assert_cmpuint(++seen->drawn[run->source + i], ==, 1);
}

static struct place see_rows(struct seen *seen, struct page *page)
{
	struct place place = page_first(page);
	for (;;) {
		size_t count;
		unsigned column = 0;
		const struct run *runs = page_row(page, place, &count);
		for (size_t i = 0; i < count; i++)
			see_run(seen, &runs[i], &column);
		seen->rows++;
		if (page_move(page, &place, 1) == 0)
			return place;
	}
}

/* True for what need not be drawn whole: code is cut off, and a rule has no text. */
static bool is_cut(const struct block *block)
{
	return block->kind == BLOCK_PREFORMATTED || block->kind == BLOCK_RULE;
}

/* All text that shows anything is drawn, but white space, which a line may end in. */
static void check_drawn(const struct seen *seen)
{
	for (uint32_t b = 0; b < seen->article->block_count; b++) {
		const struct block *block = &seen->article->blocks[b];
		struct span text = article_block(seen->article, block);
		struct glyph glyph;
		for (size_t at = 0; !is_cut(block) && glyph_next(seen->style->widths, text, &at, &glyph);) {
			size_t end = glyph.from;
			if (glyph.columns > 0 && !code_is_space(utf8_next(text, &end)))
				g_assert_cmpuint(seen->drawn[block->from + glyph.from], ==, 1);
		}
	}
}

/* Each link has its number once, though it may have been wrapped. */
static void check_numbers(const struct seen *seen)
{
	for (uint32_t i = 0; i < seen->article->link_count; i++) {
		char number[16];
		bool cut = false;
		g_snprintf(number, sizeof(number), "[%u]", i + 1);
		for (uint32_t b = 0; b < seen->article->block_count; b++) {
			const struct block *block = &seen->article->blocks[b];
			cut |= is_cut(block) && block->from <= seen->article->links[i].to &&
			       seen->article->links[i].to <= block->to;
		}
		if (!cut)
			g_assert_cmpstr(seen->numbers[i]->str, ==, number);
	}
}

static bool row_draws(struct page *page, struct place place, uint32_t byte)
{
	size_t count;
	const struct run *runs = page_row(page, place, &count);
	for (size_t i = 0; i < count; i++)
		if (runs[i].source <= byte && byte - runs[i].source < runs[i].source_len)
			return true;
	return false;
}

static void check_places(const struct seen *seen, struct page *page)
{
	for (uint32_t byte = 0; byte < seen->article->text_len; byte++)
		if (seen->drawn[byte])
			g_assert_true(row_draws(page, page_place_of(page, byte), byte));
	struct place place = page_first(page);
	do {
		uint32_t source = page_source_of(page, place);
		g_assert_cmpuint(source, <=, seen->article->text_len);
		size_t count;
		const struct run *runs = page_row(page, place, &count);
		for (size_t i = 0; i < count; i++) {
			if (runs[i].source == PAGE_NO_SOURCE || runs[i].source_len == 0)
				continue;
			g_assert_cmpuint(source, ==, runs[i].source);
			g_assert_cmpint(page_compare(page_place_of(page, source), place), ==, 0);
			break;
		}
	} while (page_move(page, &place, 1));
}

static void check_moves(struct seen *seen, struct page *page, struct place last)
{
	struct place place = page_last(page);
	g_assert_cmpint(page_compare(place, last), ==, 0);
	g_assert_cmpuint(page_move(page, &place, -(long)seen->rows - 5), ==, seen->rows - 1);
	g_assert_cmpint(page_compare(place, page_first(page)), ==, 0);
	g_assert_cmpuint(page_move(page, &place, (long)seen->rows + 5), ==, seen->rows - 1);
	g_assert_cmpint(page_compare(place, last), ==, 0);
	size_t half = seen->rows / 2;
	g_assert_cmpuint(page_move(page, &place, -(long)half), ==, half);
	g_assert_cmpuint(page_move(page, &place, (long)half), ==, half);
	g_assert_cmpint(page_compare(place, last), ==, 0);
}

static void check_page(const struct article *article, const struct page_style *style)
{
	struct page *page = page_new(article, SPAN("某人 2023-01-06"), style);
	struct seen seen = {.article = article, .style = style};
	seen.drawn = g_new0(uint8_t, article->text_len + 1);
	seen.numbers = g_new(GString *, article->link_count + 1);
	for (uint32_t i = 0; i < article->link_count; i++)
		seen.numbers[i] = g_string_new(NULL);
	struct place last = see_rows(&seen, page);
	if (style->columns > 1 && style->measure != 1) /* a wide character does not fit into one cell */
		check_drawn(&seen);
	check_numbers(&seen);
	check_places(&seen, page);
	check_moves(&seen, page, last);
	for (uint32_t i = 0; i < article->link_count; i++)
		g_string_free(seen.numbers[i], TRUE);
	g_free(seen.numbers);
	g_free(seen.drawn);
	page_free(page);
}

static void test_random(void)
{
	GRand *rand = g_rand_new_with_seed(20230106);
	struct widths wide = {.ambiguous = 2};
	for (unsigned round = 0; round < 600; round++) {
		struct page_style style = maker_style;
		struct maker *maker = random_article(rand);
		style.columns = 1 + round % 120;
		style.measure = (unsigned)g_rand_int_range(rand, 0, 80);
		style.centred = g_rand_boolean(rand);
		style.indented = g_rand_boolean(rand);
		style.hanging = g_rand_boolean(rand);
		style.spaced = g_rand_boolean(rand);
		style.shift = (unsigned)MAX(g_rand_int_range(rand, -20, 20), 0);
		if (g_rand_boolean(rand))
			style.widths = &wide;
		check_page(maker_article(maker), &style);
		maker_free(maker);
	}
	g_rand_free(rand);
}

static void test_torture_widths(void)
{
	struct maker *maker = torture_new();
	const struct article *article = maker_article(maker);
	struct page_style style = maker_style;
	for (style.columns = 1; style.columns <= 120; style.columns++)
		check_page(article, &style);
	maker_free(maker);
}

/* Paragraphs so long that they are cut into parts: nothing may show where. */
static void test_long(void)
{
	static const struct block kinds[] = {
		{.kind = BLOCK_PARAGRAPH}, {.kind = BLOCK_ITEM, .list = 1, .number = 7, .quote = 1},
		{.kind = BLOCK_PREFORMATTED, .preformatted = 1}, {.kind = BLOCK_PARAGRAPH, .preformatted = 1}};
	GRand *rand = g_rand_new_with_seed(20221124);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		struct maker *maker = maker_new();
		GString *text = g_string_new(NULL);
		while (text->len < 150000)
			random_text(rand, text, kinds[i].preformatted);
		maker_block(maker, kinds[i], text->str);
		maker_block(maker, kinds[i], "x");
		struct page_style style = maker_style;
		style.indented = style.hanging = i % 2;
		check_page(maker_article(maker), &style);
		g_string_free(text, TRUE);
		maker_free(maker);
	}
	g_rand_free(rand);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/page-laws/torture-at-every-width", test_torture_widths);
	g_test_add_func("/page-laws/random", test_random);
	g_test_add_func("/page-laws/long", test_long);
	return g_test_run();
}
