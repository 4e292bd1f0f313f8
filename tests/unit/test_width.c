/* SPDX-License-Identifier: MIT */
/* Cells of characters and the cleaning for display: each case is a text and the glyphs that it must become. */
#include <glib.h>
#include <string.h>

#include "text/utf8.h"
#include "text/width.h"

static const struct widths wide = {.ambiguous = 2};

/* The cleaned text, glyphs parted by "|", then the cells: "か|A 3". */
static char *glyphs_of(const struct widths *widths, const char *text)
{
	GString *out = g_string_new(NULL);
	struct span span = span_of(text);
	struct glyph glyph;
	size_t columns = 0;
	for (size_t at = 0; glyph_next(widths, span, &at, &glyph);) {
		if (glyph.from > 0)
			g_string_append_c(out, '|');
		for (unsigned i = 0; i < glyph.count; i++)
			utf8_append(out, glyph.code[i]);
		columns += glyph.columns;
	}
	g_string_append_printf(out, " %zu", columns);
	return g_string_free(out, FALSE);
}

static const struct {
	const char *text, *glyphs;
} cleaned[] = {
	{"", " 0"},
	{"中a ", "中|a|  4"},
	{"か\u3099", "が 2"},                              /* composed */
	{"か\u309A", "か\u309A 2"},                        /* nothing to compose to */
	{"e\u0301\u0323", "é\u0323 1"},
	{"a\u0315\u0301", "a\u0315\u0301 1"},              /* the first mark has the higher class: blocked by order */
	{"葛\U000E0100", "葛 2"},                          /* ideographic variation */
	{"\u2764\uFE0F", "\u2764 1"},
	{"1\uFE0F\u20E3", "1 1"},
	{"👍🏽", "👍 2"},
	{"🏽", "〓 2"},
	{"中🏽", "中|〓 4"},
	{"👨\u200D👩\u200D👧x", "👨|x 3"},
	{"👨\u200D中", "👨|中 4"},                         /* a joiner joins emoji alone */
	{"क\u200Dष", "क|ष 2"},
	{"🇨🇳🇯🇵", "🇨|🇳|🇯|🇵 4"},
	{"🇨🇳🇯", "🇨|🇳|J 3"},
	{"🏴\U000E0067\U000E007F", "🏴 2"},
	{"a\u200Bb\u202Ec\u2066d\uFEFF", "a|b|c|d 4"},
	{"\u202Eab", "|a|b 2"},
	{"a\033[1m\177b", "a|[|1|m|b 5"},
	{"a\xC2\x85" "b\xC2\x9B" "c", "a||b|c 3"},
	{"a\nb\n\nc", "a||b|||c 3"},
	{"a\tb", "a| |b 3"},
	{"\uE000", "〓 2"},                                /* private use */
	{"\u0378", "〓 2"},                                /* not assigned */
	{"\U00031350", "〓 2"},
	{"㉈䷀", "〓|〓 4"},
	{"\u1112\u1161\u11AB", "한 2"},
	{"하\u11AB", "한 2"},
	{"\u1112\u119E\u11AB", "〓 2"},                    /* an old vowel */
	{"\u1161", "〓 2"},
	{"\u3164x", "|x 1"},                               /* the Hangul filler */
	{"\u0301a", "◌\u0301|a 2"},
	{"a\n\u0301", "a||◌\u0301 2"},
	{"a\u200B\u0301", "a|◌\u0301 2"},
	{"z\u0301\u0302\u0303\u0304\u0305\u0306", "ź\u0302\u0303\u0304\u0305 1"},
	{"ｶﾞ", "ｶ|ﾞ 2"},
	{"soft\u00ADhyphen", "s|o|f|t|h|y|p|h|e|n 10"},
	{"“①”", "“|①|” 3"},
	{"\xFF""a\xE4\xB8", "\uFFFD|a|\uFFFD|\uFFFD 4"},
};

static void test_glyphs(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cleaned); i++) {
		char *glyphs = glyphs_of(&widths_default, cleaned[i].text);
		g_assert_cmpstr(glyphs, ==, cleaned[i].glyphs);
		g_free(glyphs);
	}
}

static const struct {
	const char *text;
	size_t narrow, wide; /* cells where ambiguous characters take one, and two */
} measured[] = {
	{"“”‘’—…·", 7, 14},
	{"①○→αБ─", 6, 12},
	{"¢£¥éàĦ", 6, 9}, /* é, à and Ħ are ambiguous, ¢ £ ¥ are not */
	{"中文ｱ", 5, 5},
	{"\u3000，", 4, 4},
	{"㊗〰", 4, 4},
	{"a\u0300", 1, 2},
};

static void test_ambiguous(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(measured); i++) {
		g_assert_cmpuint(width_text(&widths_default, span_of(measured[i].text)), ==, measured[i].narrow);
		g_assert_cmpuint(width_text(&wide, span_of(measured[i].text)), ==, measured[i].wide);
	}
}

/* What the settings say of emoji and quotation marks: cells, and what is drawn. */
static void test_settings(void)
{
	static const struct {
		struct widths widths;
		const char *text;
		size_t columns;
	} cases[] = {
		{{.ambiguous = 1}, "\U0001F642\U0001F9CB", 4},
		{{.ambiguous = 1, .emoji = 1}, "\U0001F642\U0001F9CB\U0001FAE9中", 5},
		{{.ambiguous = 1, .emoji = 2}, "\U0001F642\U0001F9CB\U0001FAE9中", 8},
		{{.ambiguous = 1, .classes = {[WIDTH_EMOJI_13] = 1}, .emoji = 2}, "\U0001F9CB", 2}, /* whatever was answered */
		{{.ambiguous = 1, .emoji = 2}, "\U0001F1EF\U0001F1F5❤", 3}, /* a flag is two letters; a heart is text */
		{{.ambiguous = 2, .quotes = QUOTES_NARROW}, "“中”‘文’—", 10},
		{{.ambiguous = 1, .quotes = QUOTES_NARROW}, "“中”", 4},
		{{.ambiguous = 2, .quotes = QUOTES_PADDED}, "“中”", 6},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpuint(width_text(&cases[i].widths, span_of(cases[i].text)), ==, cases[i].columns);
	char *glyphs = glyphs_of(&cases[5].widths, "“a’");
	g_assert_cmpstr(glyphs, ==, "\"|a|' 3");
	g_free(glyphs);
}

static void test_codes(void)
{
	static const struct {
		uint32_t code;
		int columns;
	} cases[] = {
		{'a', 1}, {0x4E2D, 2}, {0x0301, 0}, {0x0CBF, 0}, {0x200B, 0}, {0xAD, 0}, {0x1B, -1}, {'\n', -1},
		{0x85, -1}, {0x2028, -1}, {0xFFFE, -1}, {0xFFFD, 1}, {0x1F600, 2}, {0x20000, 2}, {0xFF71, 1},
		{0x3000, 2},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(width_of(&widths_default, cases[i].code), ==, cases[i].columns);
	g_assert_cmpint(width_of(&wide, 0xFFFD), ==, 2);
}

static void test_fit(void)
{
	static const struct {
		const char *text;
		size_t columns, bytes, used;
	} cases[] = {
		{"中文", 3, 3, 2}, {"中文", 4, 6, 4}, {"中文", 1, 0, 0}, {"a中", 2, 1, 1}, {"e\u0301x", 1, 3, 1},
		{"", 5, 0, 0},     {"ab\u200B", 2, 5, 2}, {"ab", 0, 0, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		size_t used;
		g_assert_cmpuint(width_fit(&widths_default, span_of(cases[i].text), cases[i].columns, &used), ==,
		                 cases[i].bytes);
		g_assert_cmpuint(used, ==, cases[i].used);
	}
}

/* Every code point, alone and after a letter: glyphs cover all bytes, hold nothing unsafe and add up. */
static void test_every_code_point(void)
{
	for (uint32_t code = 1; code <= 0x10FFFF; code++) {
		char text[8] = "m";
		size_t len = 1 + utf8_put(text + 1, code), at = 0, covered = 0;
		struct glyph glyph;
		while (glyph_next(&wide, (struct span){text, len}, &at, &glyph)) {
			g_assert_cmpuint(glyph.from, ==, covered);
			g_assert_cmpuint(glyph.to, >, covered);
			g_assert_cmpuint(glyph.columns, <=, 2);
			g_assert_true((glyph.count == 0) == (glyph.columns == 0));
			if (glyph.count > 0)
				g_assert_cmpint(width_of(&wide, glyph.code[0]), ==, glyph.columns);
			for (unsigned i = 0; i < glyph.count; i++)
				g_assert_false(code_is_control(glyph.code[i]) || glyph.code[i] < 0x20);
			covered = glyph.to;
		}
		g_assert_cmpuint(covered, ==, len);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/width/glyphs", test_glyphs);
	g_test_add_func("/width/ambiguous", test_ambiguous);
	g_test_add_func("/width/settings", test_settings);
	g_test_add_func("/width/codes", test_codes);
	g_test_add_func("/width/fit", test_fit);
	g_test_add_func("/width/every_code_point", test_every_code_point);
	return g_test_run();
}
