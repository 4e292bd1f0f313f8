/* SPDX-License-Identifier: MIT */
/*
 * Paragraphs laid out: a case is a width and the lines as shown, each closed by ¶. Then random mixes of everything, of which
 * only the properties are known that every layout must have.
 */
#include <glib.h>
#include <string.h>

#include "page/lines.h"
#include "text/roles.h"
#include "text/utf8.h"

static const struct break_rules gb = {.level = BREAK_LEVEL_GB};
static const struct widths ambiguous_wide = {.ambiguous = 2};

static GArray *laid(struct span text, unsigned first, unsigned rest, const struct widths *widths)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	lines_lay(lines, text, first, rest, &gb, widths);
	return lines;
}

static char *shown_lines(const char *text, unsigned first, unsigned rest, const struct widths *widths)
{
	GArray *lines = laid(span_of(text), first, rest, widths);
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = &g_array_index(lines, struct line, i);
		g_string_append_len(out, text + line->from, line->shown);
		g_string_append(out, "¶");
	}
	g_array_free(lines, TRUE);
	return g_string_free(out, FALSE);
}

static const struct {
	unsigned first, rest;
	const char *text, *lines;
} cases[] = {
	{10, 10, "", "¶"},
	{10, 10, "\n", "¶"},
	{10, 10, "甲\n\n乙\n", "甲¶¶乙¶"},
	{10, 10, "中文排版很美。", "中文排版很¶美。¶"},
	{10, 10, "中文排版美。", "中文排版¶美。¶"},      /* pushed out: 。 begins no line */
	{9, 9, "中文排版很美", "中文排版¶很美¶"},          /* a wide character never stands half outside */
	{10, 10, "中文排版（美）", "中文排版¶（美）¶"},    /* （ ends no line */
	{10, 10, "中文排版很 美", "中文排版很¶美¶"},       /* the space hangs */
	{10, 10, "中文排版很　美", "中文排版很¶美¶"},      /* the ideographic one too */
	{4, 10, "中文排版很美", "中文¶排版很美¶"},
	{6, 6, "a word  of it   ", "a word¶of it¶"},
	{6, 6, "    abc", "    ab¶c¶"},
	{5, 5, "unbreakable", "unbre¶akabl¶e¶"},
	{4, 4, "中！！！！！", "中！¶！！¶！！¶"},          /* kinsoku is given up last */
	{8, 8, "a（（（中", "a¶（（（中¶"},
	{6, 6, "（（（中", "（（（¶中¶"},
	{1, 1, "中a", "中¶a¶"},                            /* at least one glyph */
	{3, 3, "中“文”", "中¶“文¶”¶"},
	{4, 4, "中“文”", "中¶“文”¶"},
	{3, 3, "e\u0301e\u0301e\u0301e\u0301", "e\u0301e\u0301e\u0301¶e\u0301¶"},
	{3, 3, "🇨🇳🇯🇵", "🇨🇳¶🇯🇵¶"},
	{3, 3, "कककषि", "ककक¶षि¶"},
	{4, 4, "    中", "¶中¶"},
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *lines = shown_lines(cases[i].text, cases[i].first, cases[i].rest, &widths_default);
		g_assert_cmpstr(lines, ==, cases[i].lines);
		g_free(lines);
	}
}

static void test_ambiguous(void)
{
	char *narrow = shown_lines("他说“你好”。", 7, 7, &widths_default);
	char *wide = shown_lines("他说“你好”。", 7, 7, &ambiguous_wide);
	g_assert_cmpstr(narrow, ==, "他说“你¶好”。¶");
	g_assert_cmpstr(wide, ==, "他说¶“你¶好”。¶");
	g_free(narrow);
	g_free(wide);
}

/* ------------------------------------------------------------------------------------------------------------------ */

/* What random paragraphs are made of: every script and sign that has rules, and what only hostile texts hold. */
static const char *const pieces[] = {
	"中", "文", "漢字", "\U00020000", "か", "カ", "ッ", "ー", "々", "か\u3099", "한국", "어", "\u1112\u1161\u11AB", "\u1100",
	"，", "。", "、", "！", "？", "：", "（", "）", "「", "」", "《", "》", "“", "”", "‘", "’", "\"", "'", "…", "……", "—", "——",
	"～", "·", "・", "／", "/", "-", "+", "％", "%", "￥", "$", "№", "℃", "㎡", "１", "２．５", "5", "3.14", "1,000", "word",
	"a", "B", "C++", ".NET", "U.S.A.", "don’t", "café", "é", "e\u0301", "unbreakableunbreakableunbreakable",
	"https://www.example.com/a-b/c?d=e&f=1", "www.a.b/", "(", ")", "[", ".", ",", ";", "!", " ", " ", "  ", "\u3000", "\t",
	"\u00A0", "\n", "\u00AD", "\u200B", "\u200D", "\uFEFF", "\u202E", "\001", "\033[1m", "👍🏽", "👨\u200D👩\u200D👧", "🇨🇳",
	"🇯", "❤\uFE0F", "1\uFE0F\u20E3", "葛\U000E0100", "\u0301", "\u0301\u0302\u0303\u0304\u0305", "ภาษาไทย", "عربي", "हिन्दी",
	"क्षि", "Ελλάς", "Русский", "\uE000", "\U00031350", "㉈", "①", "α", "─", "\xFF", "\xE4\xB8",
};

/* No line begins or ends with these unless nothing else fits; with `loose` ones it may where white space parts them. */
static const char no_start[] = "，。、！？：）」》";
static const char no_start_loose[] = "／ッー々・";
static const char no_end[] = "（「《";
static const char no_end_loose[] = "／";

static GString *random_text(GRand *random)
{
	GString *text = g_string_new(NULL);
	for (int left = g_rand_int_range(random, 0, 40); left > 0; left--)
		g_string_append(text, pieces[g_rand_int_range(random, 0, (gint32)G_N_ELEMENTS(pieces))]);
	return text;
}

/* How good a place for a line's end is; the higher the better. */
static int goodness(uint8_t chance)
{
	static const int order[] = {[BREAK_LAST] = 1, [BREAK_EMERGENCY] = 2, [BREAK_MAY] = 3, [BREAK_MUST] = 4};
	return order[chance];
}

static bool has_code(const char *set, struct span text, bool last)
{
	size_t at = last ? text.len : 0;
	uint32_t code = last ? utf8_previous(text, &at) : utf8_next(text, &at);
	for (size_t i = 0; set[i];)
		if (utf8_next(span_of(set), &i) == code)
			return true;
	return false;
}

/* One line of a laid-out text: `columns` wide, between its neighbours. */
static void check_line(struct span text, const uint8_t *chances, const struct line *line, unsigned columns,
                       const struct widths *widths)
{
	size_t end = line->from + line->len;
	struct span shown = span_cut(text, line->from, line->from + line->shown);
	size_t at = 0;
	struct glyph glyph;
	if (width_text(widths, shown) > columns) { /* one glyph may be wider than the line, but nothing else */
		while (glyph_next(widths, shown, &at, &glyph) && glyph.columns == 0)
			continue;
		g_assert_cmpuint(glyph.columns, >, columns);
		g_assert_cmpuint(width_text(widths, span_from(shown, glyph.to)), ==, 0);
	}
	if (end == text.len || chances[end] == BREAK_MUST)
		return;
	struct span rest = span_cut(text, line->from, end);
	for (at = 0; glyph_next(widths, rest, &at, &glyph);)
		g_assert_cmpint(glyph.from ? goodness(chances[line->from + glyph.from]) : 0, <=, goodness(chances[end]));
	if (line->shown == 0 || goodness(chances[end]) < goodness(BREAK_EMERGENCY))
		return;
	at = end;
	g_assert_true(glyph_next(widths, text, &at, &glyph));
	g_assert_false(glyph.count == 1 && code_is_blank(glyph.code[0]));
	g_assert_false(has_code(no_start, span_from(text, end), false));
	g_assert_false(has_code(no_end, shown, true));
	bool parted = line->shown < line->len;
	g_assert_false(!parted && has_code(no_start_loose, span_from(text, end), false));
	g_assert_false(!parted && has_code(no_end_loose, shown, true));
}

static void check_text(struct span text, unsigned columns, const struct break_rules *rules, const struct widths *widths)
{
	uint8_t *chances = g_malloc(text.len);
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	breaks_find(text, rules, chances);
	lines_lay(lines, text, columns, columns, rules, widths);
	size_t from = 0;
	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = &g_array_index(lines, struct line, i);
		g_assert_cmpuint(line->from, ==, from);
		g_assert_cmpuint(line->shown, <=, line->len);
		g_assert_true(line->len > 0 || text.len == 0);
		check_line(text, chances, line, columns, widths);
		from += line->len;
	}
	g_assert_cmpuint(from, ==, text.len);
	g_array_free(lines, TRUE);
	g_free(chances);
}

static void test_random(void)
{
	GRand *random = g_rand_new_with_seed(20221120);
	for (int round = 0; round < 4000; round++) {
		GString *text = random_text(random);
		char *copy = g_memdup2(text->str, text->len); /* not terminated: a sanitizer sees a read behind it */
		struct break_rules rules = {.level = g_rand_boolean(random) ? BREAK_LEVEL_GB : BREAK_LEVEL_STRICT,
		                            .korean_anywhere = g_rand_boolean(random)};
		const struct widths *widths = g_rand_boolean(random) ? &widths_default : &ambiguous_wide;
		check_text((struct span){copy, text->len}, (unsigned)g_rand_int_range(random, 1, 40), &rules, widths);
		g_free(copy);
		g_string_free(text, TRUE);
	}
	g_rand_free(random);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lines/cases", test_cases);
	g_test_add_func("/lines/ambiguous", test_ambiguous);
	g_test_add_func("/lines/random", test_random);
	return g_test_run();
}
