/* SPDX-License-Identifier: MIT */
/*
 * The page: golden dumps of an article made to torture, and what must hold for any article at any width. The golden
 * files are written anew with GENERATE=1 in the environment; read them before they are committed.
 */
#include <string.h>

#include "page/layout.h"
#include "page_maker.h"
#include "text/utf8.h"

/* An article with one of everything -------------------------------------------------------------------------------- */

struct piece_of_article {
	struct block block;
	const char *text;
};

#define P(text) {{.kind = BLOCK_PARAGRAPH}, text}
#define QUOTE(level, text) {{.kind = BLOCK_PARAGRAPH, .quote = level}, text}
#define HEADING(n, text) {{.kind = BLOCK_HEADING, .level = n}, text}
#define ITEM(depth, n, text) {{.kind = BLOCK_ITEM, .list = depth, .number = n}, text}
#define MORE(depth, text) {{.kind = BLOCK_PARAGRAPH, .list = depth}, text}
#define TERM(text) {{.kind = BLOCK_TERM}, text}
#define MEANING(text) {{.kind = BLOCK_DEFINITION}, text}
#define CODE(text) {{.kind = BLOCK_PREFORMATTED, .preformatted = 1}, text}
#define VERSE(text) {{.kind = BLOCK_PARAGRAPH, .preformatted = 1}, text}
#define RULE() {{.kind = BLOCK_RULE}, ""}
#define HEAD_CELL(t, r, c, text) {{.kind = BLOCK_CELL, .table = t, .row = r, .column = c, .header = 1}, text}
#define CELL(t, r, c, text) {{.kind = BLOCK_CELL, .table = t, .row = r, .column = c}, text}

static const struct piece_of_article torture[] = {
	P("【本報訊】日本首相岸田文雄和美國總統拜登今天舉行峰會，雙方在地緣政治緊張升高之際，同意強化" STRONG(
		"美日同盟關係") "。白宮表示：「" LINK("兩國領袖重申") "了對自由開放的印太地區的承諾。」"),
	P("A paragraph in English, with a link to " LINK("the original page ") "and " STRONG(
		"strong text with " LINK("a link inside") " of it") ", long enough to be wrapped."),
	HEADING(2, "小標題：從關稅到半導體，雙方究竟談了些什麼？"),
	QUOTE(1, "「區域安全挑戰升高之際，我們同意強化美日同盟的應對力和威懾力。」"),
	QUOTE(1, "第二段引文。"),
	QUOTE(2, "引文裡的引文，也夠長，足以在狹窄的畫面上折成兩行以上。"),
	P("清單："),
	ITEM(1, 0, "第一項，內容比較長，因此在窄的欄位裡必須折行，而且要對齊文字而不是對齊符號。"),
	ITEM(1, 0, "第二項"),
	ITEM(2, 0, "第二層，" LINK("有連結")),
	ITEM(3, 0, "第三層"),
	ITEM(1, 0, "第三項"),
	MORE(1, "第三項的第二段，縮排和文字一樣。"),
	ITEM(1, 9, "第九點"),
	ITEM(1, 10, "第十點，數字靠右對齊，內容在這裡也折行，看看對齊得如何。"),
	TERM("名詞"),
	MEANING("名詞的解釋，排在名詞下面，縮排四格。"),
	TERM("動詞"),
	MEANING("動詞的解釋。"),
	CODE("#include <stdio.h>\n\nint main(void)\n{\n\tputs(\"你好，世界，這一行比較長，窄的畫面放不下\");\t/* 尾巴 */\n}\n"),
	VERSE("床前明月光，\n疑是地上霜。\n舉頭望明月，\n低頭思故鄉。"),
	RULE(),
	HEAD_CELL(0, 0, 0, "國家"),
	HEAD_CELL(0, 0, 1, "首都"),
	HEAD_CELL(0, 0, 2, "人口"),
	HEAD_CELL(0, 0, 3, "備註"),
	CELL(0, 1, 0, "日本"),
	CELL(0, 1, 1, LINK("東京")),
	CELL(0, 1, 2, "125,124,989"),
	CELL(0, 1, 3, "島國，由四個大島和許多小島組成，首都圈是世界上最大的都會區之一。"),
	CELL(0, 2, 0, "United States"),
	CELL(0, 2, 1, "Washington"),
	CELL(0, 2, 2, "331,449,281"),
	CELL(0, 2, 3, ""),
	CELL(0, 3, 0, "資料來源：各國政府統計"),
	CELL(1, 0, 0, "沒有表頭"),
	CELL(1, 0, 1, "的表"),
	CELL(1, 1, 0, "a"),
	CELL(1, 1, 1, "b"),
	P("結尾：👩‍👩‍👧 か゚ é 한국어 ２０２３年１月６日，U.S.A.，https://example.org/a/very/long/address/which/does/not/end?x=1&y=2"),
};

static struct maker *make_torture(void)
{
	struct maker *maker = maker_new();
	maker_title(maker, "美日峰會 拜登、岸田同意強化雙方同盟關係：一個相當長的標題，在窄的畫面上會折行");
	maker_url(maker, "https://www.example.org/news/aopl/202211130217.aspx");
	for (size_t i = 0; i < G_N_ELEMENTS(torture); i++) {
		if (torture[i].block.kind == BLOCK_RULE) {
			struct block plain = {0};
			maker_image(maker, plain,
			            "美國總統拜登（右）與日本首相岸田文雄在" LINK("金邊") "會面。（路透社）", NULL,
			            "https://example.org/a.jpg");
			maker_image(maker, plain, LINK(""), NULL,
			            "https://example.org/images/%E7%85%A7%E7%89%87.jpg?w=600");
			maker_image(maker, plain, LINK(""), "替代文字", "https://example.org/b.jpg");
		}
		maker_block(maker, torture[i].block, torture[i].text);
	}
	return maker;
}

static const struct page_style usual = {.columns = 80,
                                        .measure = 76,
                                        .widths = &widths_default,
                                        .image_label = "[图]",
                                        .numbers = true};

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
	struct page_style style = usual;
	style.columns = (unsigned)GPOINTER_TO_UINT(data);
	style.centred = style.columns > 80;
	struct maker *maker = make_torture();
	struct page *page = page_new(maker_article(maker), SPAN("中央社 · 2022-11-13 18:04"), &style);
	char *dump = page_dump(page, style.widths, page_first(page), SIZE_MAX);
	char name[64];
	g_snprintf(name, sizeof(name), "torture-%u.txt", style.columns);
	check_golden(name, dump);
	g_free(dump);
	page_free(page);
	maker_free(maker);
}

/* What must hold for any article ----------------------------------------------------------------------------------- */

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
		struct page_style style = usual;
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
	struct maker *maker = make_torture();
	const struct article *article = maker_article(maker);
	struct page_style style = usual;
	for (style.columns = 1; style.columns <= 120; style.columns++)
		check_page(article, &style);
	maker_free(maker);
}

/* The rest --------------------------------------------------------------------------------------------------------- */

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
		struct page_style style = usual;
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
	struct page_style style = usual;
	style.columns = 12;
	maker_url(maker, "data:01%E4%B8%AD%E4%E4%B8%20%AD%GGabcdefghijklmnopqrstuvwxyz");
	struct page *page = page_new(maker_article(maker), SPAN(""), &style);
	char *dump = page_dump(page, style.widths, page_first(page), SIZE_MAX);
	g_assert_cmpstr(dump, ==, "a   |data:01中%E\na   |4%E4%B8%20%A\na   |D%GGabcdef..\n");
	g_free(dump);
	page_free(page);
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
		struct page_style style = usual;
		style.indented = style.hanging = i % 2;
		check_page(maker_article(maker), &style);
		g_string_free(text, TRUE);
		maker_free(maker);
	}
	g_rand_free(rand);
}

/* How far code reaches beyond the pane, so that whoever moves it knows when to stop. */
static void test_reach(void)
{
	struct maker *maker = maker_new();
	struct page_style style = usual;
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
	struct page *page = page_new(maker_article(maker), SPAN(""), &usual);
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
	struct page *page = page_new(&none, SPAN(""), &usual);
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
	struct maker *maker = make_torture();
	struct page *page = page_new(maker_article(maker), SPAN("某人"), &usual);
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
	g_test_add_func("/page/torture-at-every-width", test_torture_widths);
	g_test_add_func("/page/random", test_random);
	g_test_add_func("/page/small", test_small);
	g_test_add_func("/page/styles", test_styles);
	g_test_add_func("/page/address", test_address);
	g_test_add_func("/page/long", test_long);
	g_test_add_func("/page/reach", test_reach);
	g_test_add_func("/page/marks", test_marks);
	g_test_add_func("/page/empty", test_empty);
	g_test_add_func("/page/head", test_head);
	return g_test_run();
}
