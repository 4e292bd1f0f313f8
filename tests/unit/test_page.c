/* SPDX-License-Identifier: MIT */
/*
 * The page: golden dumps of an article made to torture, and small ones for each thing that a page does. The golden
 * files are written anew with GENERATE=1 in the environment; read them before they are committed.
 */
#include <string.h>

#include "page/layout.h"
#include "torture.h"

static char *golden_path(const char *name)
{
	const char *top = g_getenv("G_TEST_SRCDIR");
	return g_build_filename(top ? top : ".", "tests", "data", "page", name, NULL);
}

static void check_golden(const char *name, const char *dump)
{
	char *path = golden_path(name), *wanted = NULL;
	if (g_getenv("GENERATE"))
		g_assert_true(g_file_set_contents(path, dump, -1, NULL));
	g_assert_true(g_file_get_contents(path, &wanted, NULL, NULL));
	g_assert_cmpstr(dump, ==, wanted);
	g_free(wanted);
	g_free(path);
}

static void test_golden(gconstpointer data)
{
	struct page_style style = maker_style;
	style.columns = (unsigned)GPOINTER_TO_UINT(data);
	style.centred = style.columns > 80;
	struct maker *maker = torture_new();
	struct page *page = page_new(maker_article(maker), SPAN("中央社 · 2022-11-13 18:04"), &style);
	char *dump = page_dump(page, style.widths, page_first(page), SIZE_MAX);
	char name[64];
	g_snprintf(name, sizeof(name), "torture-%u.txt", style.columns);
	check_golden(name, dump);
	g_free(dump);
	page_free(page);
	maker_free(maker);
}

static void check_dump(const struct piece_of_article pieces[4], const struct page_style *style, const char *wanted)
{
	struct maker *maker = maker_new();
	for (size_t i = 0; i < 4 && pieces[i].text; i++)
		maker_block(maker, pieces[i].block, pieces[i].text);
	struct page *page = page_new(maker_article(maker), SPAN(""), style);
	char *dump = page_dump(page, style->widths, page_first(page), SIZE_MAX);
	g_assert_cmpstr(dump, ==, wanted);
	g_free(dump);
	page_free(page);
	maker_free(maker);
}

static void test_small(void)
{
	static const struct {
		const char *what;
		unsigned columns, measure;
		bool centred;
		struct piece_of_article pieces[4];
		const char *wanted;
	} cases[] = {
		{"centred", 20, 9, true, {P("四個中文字"), CODE("0123456789abcdef")},
		 ".   |     四個中文\n.   |     字\n    |\nCm  |     0123456789abcd>\n"},
		{"left", 20, 9, false, {P("四個中文字")}, ".   |四個中文\n.   |字\n"},
		{"bars give way", 8, 0, false, {QUOTE(9, "引文很深")}, "q.  || | 引文\nq.  || | 很深\n"},
		{"marker flows", 6, 0, false, {ITEM(1, 123, "文字")}, "m   |123.\n.   |文字\n"},
		{"one cell", 1, 0, false, {ITEM(1, 0, "ab")}, "m   |-\n.   |a\n.   |b\n"},
		{"list by its number", 20, 0, false, {ITEM(1, 99, "a"), ITEM(2, 0, "b"), ITEM(1, 100, "c")},
		 "m.  | 99. a\nm.  |     * b\nm.  |100. c\n"},
		{"tabs", 20, 0, false, {CODE("a\tb\n\n\tc")}, "C   |a       b\n    |\nC   |        c\n"},
		{"one bar between", 20, 0, false, {QUOTE(1, "a"), QUOTE(2, "b"), P("c")},
		 "q.  || a\nq   ||\nq.  || | b\n    |\n.   |c\n"},
		{"two lists", 20, 0, false, {ITEM(1, 0, "a"), ITEM(2, 0, "b"), P("c"), ITEM(1, 0, "d")},
		 "m.  |- a\nm.  |  * b\n    |\n.   |c\n    |\nm.  |- d\n"},
		{"a column without text", 20, 0, false, {CELL(0, 0, 0, "中"), CELL(0, 0, 1, ""), CELL(0, 0, 2, "文")},
		 ".   |中  文\n"},
		{"figures", 20, 0, false, {CELL(0, 0, 0, "1"), CELL(0, 0, 1, "a"), CELL(0, 1, 0, "10.5")},
		 ".   |   1  a\n.   |10.5\n"},
		{"too narrow, no headings", 6, 0, false, {CELL(0, 0, 0, "中文"), CELL(0, 0, 1, "字")},
		 ".r  |中文 |\n.   |字\n"},
		{"too narrow", 7, 0, false, {HEAD_CELL(0, 0, 0, "中"), HEAD_CELL(0, 0, 1, "文"), CELL(0, 1, 1, "字字")},
		 "h   |中:\nh.  |文: 字\n.   |字\n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct page_style style = maker_style;
		style.columns = cases[i].columns;
		style.measure = cases[i].measure;
		style.centred = cases[i].centred;
		g_test_message("%s", cases[i].what);
		check_dump(cases[i].pieces, &style, cases[i].wanted);
	}
}

static void test_styles(void)
{
	static const struct widths *const one = &widths_default;
	static const struct widths padded = {.ambiguous = 1, .quotes = QUOTES_PADDED};
	static const struct widths padded_wide = {.ambiguous = 2, .quotes = QUOTES_PADDED};
	static const struct {
		const char *what;
		struct page_style style;
		struct piece_of_article pieces[4];
		const char *wanted;
	} cases[] = {
		{"indented", {.columns = 20, .widths = one, .indented = true},
		 {P("四個中文字再加上五個字。"), P("\u3000\u3000第二段"), HEADING(2, "標題"), P("第三段")},
		 ".   |    四個中文字再加上\n.   |五個字。\n.   |    第二段\n    |\nH   |標題\n    |\n.   |    第三段\n"},
		{"not indented", {.columns = 20, .widths = one, .indented = true},
		 {QUOTE(1, "引文"), QUOTE(1, "引文"), MORE(1, "清單裡"), VERSE("詩\n歌")},
		 "q.  ||     引文\nq.  ||     引文\n    |\n.   |  清單裡\n    |\n.   |詩\n.   |歌\n"},
		{"too narrow to indent", {.columns = 15, .widths = one, .indented = true}, {P("中文")}, ".   |中文\n"},
		{"hanging", {.columns = 18, .widths = one, .hanging = true}, {P("一二三四五六七八。一二三四五六七八九")},
		 ".   |一二三四五六七八。\n.   |一二三四五六七八\n.   |九\n"},
		{"spaced", {.columns = 16, .widths = one, .spaced = true}, {P("用C++和.NET寫了100行，約5％是“Java”的"), CODE("中a")},
		 ".   |用 C++和.NET 寫\n.   |了 100 行，約\n.   |5％是“Java”的\n    |\nC   |中a\n"},
		{"spaced, no blank ends a line", {.columns = 4, .widths = one, .spaced = true}, {P("中文abc中文")},
		 ".   |中文\n.   |abc\n.   |中文\n"},
		{"spaced beside a number", {.columns = 20, .widths = one, .numbers = true, .spaced = true},
		 {P(LINK("中文") "and" LINK("中"))}, ".n  |中文[1] and 中[2]\n"},
		{"padded quotes", {.columns = 18, .widths = &padded}, {P("他說“你‘好’嗎”然後，“It’s中”。”“")},
		 ".   |他說 “你 ‘好’ 嗎”\n.   |然後，“It’s中”。”“\n"},
		{"padded quotes, where they are wide", {.columns = 18, .widths = &padded_wide}, {P("他說“你”嗎")}, ".   |他說“你”嗎\n"},
		{"raised", {.columns = 40, .widths = one},
		 {P("5 m" RAISED("2") "，10" RAISED("-6") "，H" LOWERED("2") "O，e" RAISED("x") "，2" RAISED("n/2") "，4" RAISED("th") "，"
		    "註" RAISED("[3]") "註" RAISED("12") "，x" LOWERED("max"))},
		 ".   |5 m²，10⁻⁶，H₂O，e^x，2^n/2，4th，註[3]\n.   |註¹²，xmax\n"},
		{"spaced, but not before what is raised", {.columns = 30, .widths = one, .spaced = true},
		 {P("註" RAISED("1") "文m" RAISED("2") "文" RAISED("註a") "文a" RAISED("x") "b")},
		 ".   |註¹文 m² 文註 a文 a^xb\n"},
		{"raised figures begin no line", {.columns = 4, .widths = one}, {P("正文" RAISED("12") "正" RAISED("註"))},
		 ".   |正\n.   |文¹²\n.   |正註\n"},
		{"shifted code", {.columns = 10, .widths = one, .shift = 3},
		 {CODE("0123456789abcdef\n012\n\n中文中文中文中文\n\tabc"), P("0123456789")},
		 "mC  |<456789ab>\nm   |<\n    |\nmC  |<中文中文>\nmC  |<    abc\n    |\n.   |0123456789\n"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].what);
		check_dump(cases[i].pieces, &cases[i].style, cases[i].wanted);
	}
}

/* What is escaped is shown as itself, where it is text; three rows at most. */
static void test_address(void)
{
	struct maker *maker = maker_new();
	struct page_style style = maker_style;
	style.columns = 12;
	maker_url(maker, "data:01%E4%B8%AD%E4%E4%B8%20%AD%GGabcdefghijklmnopqrstuvwxyz");
	struct page *page = page_new(maker_article(maker), SPAN(""), &style);
	char *dump = page_dump(page, style.widths, page_first(page), SIZE_MAX);
	g_assert_cmpstr(dump, ==, "a   |data:01中%E\na   |4%E4%B8%20%A\na   |D%GGabcdef..\n");
	g_free(dump);
	page_free(page);
	maker_free(maker);
}

/* How far code reaches beyond the pane, so that whoever moves it knows when to stop. */
static void test_reach(void)
{
	struct maker *maker = maker_new();
	struct page_style style = maker_style;
	style.columns = 10;
	maker_block(maker, (struct block){.kind = BLOCK_PARAGRAPH}, "0123456789abcdef");
	maker_block(maker, (struct block){.kind = BLOCK_PREFORMATTED, .quote = 1}, "中\n中文中文中文\n\tab");
	struct page *page = page_new(maker_article(maker), SPAN(""), &style);
	const char *text = article_text(maker_article(maker)).at;
	struct place place = page_place_of(page, 16 + 2);
	g_assert_cmpuint(page_reach(page, page_first(page), 2), ==, 0);
	g_assert_cmpuint(page_reach(page, page_first(page), 100), ==, 2 + 12);
	g_assert_cmpuint(page_reach(page, place, 1), ==, 2 + 12);
	g_assert_cmpuint(page_reach_of(page, 3), ==, 0);
	g_assert_cmpuint(page_reach_of(page, (uint32_t)(strstr(text, "文") - text)), ==, 2 + 4);
	g_assert_cmpuint(page_reach_of(page, (uint32_t)(strstr(text, "\ta") + 2 - text)), ==, 2 + 10);
	page_free(page);
	maker_free(maker);
}

static void test_marks(void)
{
	static const struct {
		struct span text;
		uint32_t link;
		uint8_t marks, role;
	} wanted[] = {
		{{"a ", 2}, PAGE_NO_LINK, 0, PAGE_TEXT},
		{{"b ", 2}, PAGE_NO_LINK, 1 << MARK_STRONG, PAGE_TEXT},
		{{"c", 1}, 0, 1 << MARK_STRONG, PAGE_TEXT},
		{{"[1]", 3}, 0, 0, PAGE_LINK_NUMBER},
		{{" d", 2}, PAGE_NO_LINK, 1 << MARK_STRONG, PAGE_TEXT},
		{{" e ", 3}, PAGE_NO_LINK, 0, PAGE_TEXT},
		{{"f", 1}, 1, 0, PAGE_TEXT},
		{{"[2]", 3}, 1, 0, PAGE_LINK_NUMBER},
	};
	struct maker *maker = maker_new();
	maker_block(maker, (struct block){.kind = BLOCK_PARAGRAPH}, "a " STRONG("b " LINK("c") " d") " e " LINK("f "));
	struct page *page = page_new(maker_article(maker), SPAN(""), &maker_style);
	size_t count;
	const struct run *runs = page_row(page, page_first(page), &count);
	g_assert_cmpuint(count, ==, G_N_ELEMENTS(wanted));
	for (size_t i = 0; i < count; i++) {
		g_assert_true(span_equal(runs[i].text, wanted[i].text));
		g_assert_cmpuint(runs[i].link, ==, wanted[i].link);
		g_assert_cmpuint(runs[i].marks, ==, wanted[i].marks);
		g_assert_cmpuint(runs[i].role, ==, wanted[i].role);
	}
	page_free(page);
	maker_free(maker);
}

static void test_empty(void)
{
	static const struct article none;
	struct page *page = page_new(&none, SPAN(""), &maker_style);
	size_t count = 1;
	struct place place = {7, 7};
	page_row(page, place, &count);
	g_assert_cmpuint(count, ==, 0);
	g_assert_cmpuint(page_move(page, &place, 3), ==, 0);
	g_assert_cmpint(page_compare(place, page_first(page)), ==, 0);
	g_assert_cmpuint(page_source_of(page, place), ==, 0);
	g_assert_cmpint(page_compare(page_place_of(page, 5), place), ==, 0);
	g_assert_false(page_is_head(page, place));
	page_free(page);
}

static void test_head(void)
{
	struct maker *maker = torture_new();
	struct page *page = page_new(maker_article(maker), SPAN("某人"), &maker_style);
	struct place place = page_first(page);
	g_assert_true(page_is_head(page, place));
	g_assert_cmpuint(page_source_of(page, place), ==, 0);
	place = page_place_of(page, 0);
	g_assert_false(page_is_head(page, place));
	g_assert_cmpuint(place.row, ==, 1); /* below the blank row */
	page_free(page);
	maker_free(maker);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/page/golden/80", GUINT_TO_POINTER(80), test_golden);
	g_test_add_data_func("/page/golden/40", GUINT_TO_POINTER(40), test_golden);
	g_test_add_data_func("/page/golden/20", GUINT_TO_POINTER(20), test_golden);
	g_test_add_func("/page/small", test_small);
	g_test_add_func("/page/styles", test_styles);
	g_test_add_func("/page/address", test_address);
	g_test_add_func("/page/reach", test_reach);
	g_test_add_func("/page/marks", test_marks);
	g_test_add_func("/page/empty", test_empty);
	g_test_add_func("/page/head", test_head);
	return g_test_run();
}
