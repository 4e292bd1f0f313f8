/* SPDX-License-Identifier: MIT */
/* Paragraphs laid out: a case is a width and the lines as shown, each closed by ¶. */
#include <glib.h>
#include <string.h>

#include "page/lines.h"
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

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lines/cases", test_cases);
	g_test_add_func("/lines/ambiguous", test_ambiguous);
	return g_test_run();
}
