/* SPDX-License-Identifier: MIT */
/*
 * Script conversion: what comes out, and which bytes of the text each part of it stands for. Then pages in another
 * script, whose places and bytes must be those of the text. Skipped where OpenCC is not installed.
 */
#include <string.h>

#include "page/page.h"
#include "page_maker.h"
#include "text/utf8.h"

/* A conversion with its map: characters that stand for as many bytes as themselves are plain, others [text=form]. */
static char *converted(struct scripts *scripts, enum script script, const char *lang, const char *text)
{
	GString *out = g_string_new("already there"), *map = g_string_new(NULL);
	GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct script_piece));
	bool other = writing_convert(&(struct writing){scripts, script}, lang, span_of(text), out, pieces);
	size_t from = 0, shown = strlen("already there");
	for (guint i = 0; i < pieces->len; i++) {
		const struct script_piece *piece = &g_array_index(pieces, struct script_piece, i);
		g_assert_cmpuint(piece->from, ==, from);
		g_assert_cmpuint(piece->shown, ==, shown);
		if (piece->len != piece->shown_len)
			g_string_append_printf(map, "[%.*s=%.*s]", (int)piece->len, text + from, (int)piece->shown_len,
			                       out->str + shown);
		else
			g_string_append_len(map, out->str + shown, piece->shown_len);
		from += piece->len;
		shown += piece->shown_len;
	}
	g_assert_cmpuint(shown, ==, out->len);
	g_assert_cmpuint(from, ==, other ? strlen(text) : 0);
	g_array_free(pieces, TRUE);
	g_string_free(out, TRUE);
	if (other)
		return g_string_free(map, FALSE);
	g_string_free(map, TRUE);
	return g_strdup("as it is");
}

static const struct {
	enum script script;
	const char *lang, *text, *wanted;
} cases[] = {
	{SCRIPT_SIMPLIFIED, "zh-Hant", "皇后在頭髮後面發現了乾麵。", "皇后在头发后面发现了干面。"},
	{SCRIPT_SIMPLIFIED, "zh-Hant", "看著這裡", "看着这里"},          /* tw2s: what Taiwan writes otherwise */
	{SCRIPT_SIMPLIFIED, "zh-Hans", "什么“國學”，那么", "什么“国学”，那么"}, /* not tw2s: 么 would become 幺 */
	{SCRIPT_TAIWAN, "zh-Hans", "皇后的头发在后面，里程在里面。", "皇后的頭髮在後面，里程在裡面。"},
	{SCRIPT_TAIWAN, "zh-Hant", "不了了之，一隻，台灣。", "as it is"}, /* not s2tw: 了 would become 瞭 */
	{SCRIPT_TAIWAN, "zh-Hant", "他說：這裏。他说：这里。", "他說：這裡。他說：這裡。"}, /* one by one */
	{SCRIPT_HONG_KONG, "zh-Hans", "为了卫星说话", "為了衞星説話"},
	{SCRIPT_HONG_KONG, "zh-Hant", "為了衛星說話", "為了衞星説話"},
	{SCRIPT_TAIWAN_WORDS, "zh-Hans", "软件里的信息", "軟體裡的資訊"},
	{SCRIPT_TAIWAN_WORDS, "zh-Hans", "买了打印机和内存条，没有U盘", "買了[打印=印][机=表機]和[内存条=記憶體條]，沒有[U=隨][盘=身碟]"},
	{SCRIPT_SIMPLIFIED, "ja", "日本の国会議員、學校", "as it is"},
	{SCRIPT_SIMPLIFIED, "ko", "大韓民國 國會", "as it is"},
	{SCRIPT_SIMPLIFIED, "zh-Hant", "日本の国会議員は學校へ行った。發財", "日本の国会議員は學校へ行った。发财"},
	{SCRIPT_SIMPLIFIED, "en", "He said 發財 twice.", "He said 发财 twice."},
	{SCRIPT_ORIGINAL, "zh-Hant", "發", "as it is"},
	{SCRIPT_SIMPLIFIED, "zh-Hant", "", "as it is"},
	{SCRIPT_SIMPLIFIED, "zh-Hant", "plain", "as it is"},
	{SCRIPT_SIMPLIFIED, "zh-Hant", "詝\u0301發\U000E0100。\uFE00財", "[詝\u0301=𬣞\u0301]发\U000E0100。\uFE00财"},
	{SCRIPT_SIMPLIFIED, "zh-Hant", "發\xE7\x99", "as it is"}, /* no sentence that is no UTF-8 */
	{SCRIPT_SIMPLIFIED, "zh-Hant", "發。發\xE7\x99", "发。發\xE7\x99"},
	{SCRIPT_SIMPLIFIED, "zh-Hant", "詝煇", "[詝=𬣞][煇=𪸩]"},
};

static struct scripts *scripts_or_skip(void)
{
	struct scripts *scripts = scripts_new();
	const char *missing = scripts_missing(scripts, SCRIPT_TAIWAN_WORDS);
	if (!missing)
		return scripts;
	g_test_skip(missing);
	scripts_free(scripts);
	return NULL;
}

static void test_cases(void)
{
	struct scripts *scripts = scripts_or_skip();
	for (size_t i = 0; scripts && i < G_N_ELEMENTS(cases); i++) {
		char *map = converted(scripts, cases[i].script, cases[i].lang, cases[i].text);
		g_assert_cmpstr(map, ==, cases[i].wanted);
		g_free(map);
	}
	scripts_free(scripts);
}

/* A text without a stop is cut where it can be, and still comes out whole. */
static void test_long(void)
{
	struct scripts *scripts = scripts_or_skip();
	if (!scripts)
		return;
	GString *text = g_string_new(NULL), *wanted = g_string_new(NULL);
	for (int i = 0; i < 5000; i++) {
		g_string_append(text, i % 300 ? "頭髮" : "頭髮，");
		g_string_append(wanted, i % 300 ? "头发" : "头发，");
	}
	char *map = converted(scripts, SCRIPT_SIMPLIFIED, "zh-Hant", text->str);
	g_assert_cmpstr(map, ==, wanted->str);
	g_free(map);
	g_string_free(text, TRUE);
	g_string_free(wanted, TRUE);
	scripts_free(scripts);
}

/* Where matches in a text stand in its converted form. */
static void test_shown(void)
{
	static const struct script_piece all[] = {{0, 6, 0, 6}, {6, 9, 6, 12}, {15, 3, 18, 3}, {18, 3, 21, 0}};
	static const struct {
		uint32_t from, begin, behind;
	} places[] = {{0, 0, 0},   {3, 3, 3},    {6, 6, 6},    {9, 6, 18},
	              {12, 6, 18}, {15, 18, 18}, {18, 21, 21}, {21, 21, 21}};
	GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct script_piece));
	g_array_append_vals(pieces, all, G_N_ELEMENTS(all));
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		g_assert_cmpuint(writing_shown(pieces, places[i].from, false), ==, places[i].begin);
		g_assert_cmpuint(writing_shown(pieces, places[i].from, true), ==, places[i].behind);
	}
	g_array_free(pieces, TRUE);
}

static void test_missing(void)
{
	struct scripts *scripts = scripts_new();
	g_assert_null(scripts_missing(scripts, SCRIPT_ORIGINAL));
	GString *out = g_string_new(NULL);
	g_assert_false(writing_convert(&(struct writing){NULL, SCRIPT_TAIWAN}, "", SPAN("发"), out, NULL));
	g_string_free(out, TRUE);
	scripts_free(scripts);
}

/* Pages ------------------------------------------------------------------------------------------------------------ */

static const char *const paragraphs[] = {
	"买了" LINK("打印机") "和内存条，没有U盘。" STRONG("软件里的信息") "很多，m" RAISED("2") "。",
	"他说：「这里。」发财" LINK("以后") "，皇后的头发在后面，里程在里面，内存条。",
};

static struct maker *make_article(void)
{
	struct maker *maker = maker_new();
	maker_title(maker, "头发");
	for (size_t i = 0; i < G_N_ELEMENTS(paragraphs); i++)
		maker_block(maker, (struct block){.kind = BLOCK_PARAGRAPH}, paragraphs[i]);
	maker_block(maker, (struct block){.kind = BLOCK_PREFORMATTED}, "代码：U盘和内存条和打印机和软件\n后来");
	maker_block(maker, (struct block){.kind = BLOCK_CELL, .header = 1}, "国家");
	maker_block(maker, (struct block){.kind = BLOCK_CELL, .row = 1}, "内存条");
	return maker;
}

static void test_page(void)
{
	struct scripts *scripts = scripts_or_skip();
	if (!scripts)
		return;
	struct maker *maker = make_article();
	struct page_style style = {.columns = 26, .widths = &widths_default, .numbers = true, .spaced = true};
	style.writing = (struct writing){scripts, SCRIPT_TAIWAN_WORDS};
	struct page *page = page_new(maker_article(maker), SPAN("记者"), &style);
	char *dump = page_dump(page, style.widths, page_first(page), SIZE_MAX);
	g_assert_cmpstr(dump, ==,
	                "T   |頭髮\nb   |記者\n    |\n"
	                ".n  |買了印表機[1]和記憶體條，\n.   |沒有隨身碟。軟體裡的資訊很\n.   |多，m²。\n    |\n"
	                ".   |他說：「這裡。」發財以\n.n  |後[2]，皇后的頭髮在後面，\n.   |里程在裡面，記憶體條。\n    |\n"
	                "Cm  |程式碼：隨身碟和記憶體條 >\nC   |後來\n    |\nh   |國家\nr   |--------\n.   |記憶體條\n");
	g_free(dump);
	page_free(page);
	maker_free(maker);
	scripts_free(scripts);
}

/* Every byte leads to a row that stands for it, every row back to itself, at any width and in any script. */
static void check_places(struct page *page, uint32_t len)
{
	uint8_t *seen = g_malloc0(len + 1);
	struct place place = page_first(page);
	do {
		size_t count;
		const struct run *runs = page_row(page, place, &count);
		bool first = true;
		for (size_t i = 0; i < count; i++) {
			if (runs[i].source == PAGE_NO_SOURCE || runs[i].source_len == 0)
				continue;
			if (first && !page_is_head(page, place)) {
				g_assert_cmpuint(page_source_of(page, place), ==, runs[i].source);
				g_assert_cmpint(page_compare(page_place_of(page, runs[i].source), place), ==, 0);
			}
			first = false;
			for (uint32_t b = 0; b < runs[i].source_len; b++) {
				g_assert_cmpint(page_compare(page_place_of(page, runs[i].source + b), place), ==, 0);
				g_assert_cmpuint(seen[runs[i].source + b]++, ==, 0);
			}
		}
	} while (page_move(page, &place, 1));
	g_free(seen);
}

static void test_places(void)
{
	struct scripts *scripts = scripts_or_skip();
	if (!scripts)
		return;
	struct maker *maker = make_article();
	const struct article *article = maker_article(maker);
	struct page_style style = {.widths = &widths_default, .numbers = true};
	style.writing.scripts = scripts;
	for (style.columns = 1; style.columns < 60; style.columns++) {
		for (int script = SCRIPT_ORIGINAL; script < SCRIPT_COUNT; script++) {
			style.writing.script = (enum script)script;
			style.spaced = style.columns % 2;
			struct page *page = page_new(article, SPAN(""), &style);
			check_places(page, article->text_len);
			page_free(page);
		}
	}
	maker_free(maker);
	scripts_free(scripts);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/script/missing", test_missing);
	g_test_add_func("/script/shown", test_shown);
	g_test_add_func("/script/cases", test_cases);
	g_test_add_func("/script/long", test_long);
	g_test_add_func("/script/page", test_page);
	g_test_add_func("/script/places", test_places);
	return g_test_run();
}
