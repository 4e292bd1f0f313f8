/* SPDX-License-Identifier: MIT */
/*
 * Paragraphs laid out: a case is a width and the lines as shown, each closed by ¶. Then random mixes of everything, of
 * which only the properties are known that every layout must have.
 */
#include <glib.h>
#include <string.h>

#include "page/lines.h"
#include "text/roles.h"
#include "text/utf8.h"

static const struct break_rules gb = {.level = BREAK_LEVEL_GB};
static const struct widths ambiguous_wide = {.ambiguous = 2};

static char *shown_lines(const char *text, const struct line_room *room, const struct widths *widths)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	lines_lay(lines, span_of(text), room, &gb, widths);
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
	/* What is longer than a whole line fills the line that it begins on, if that leaves no hole. */
	{12, 12, "see unbreakables now", "see¶unbreakables¶now¶"},
	{12, 12, "see unbreakable! now", "see¶unbreakable!¶now¶"},
	{12, 12, "see unbreakablest now", "see unbreaka¶blest now¶"},
	{12, 12, "see all unbreakablest", "see all unbr¶eakablest¶"},
	{12, 12, "see all of unbreakablest", "see all of¶unbreakables¶t¶"},
	{20, 20, "见https://example.org/a/b?c=d", "见https://example.or¶g/a/b?c=d¶"},
	{20, 20, "见https://example.org/", "见¶https://example.org/¶"},
	{22, 22, "见https://example.org/a", "见https://example.org/¶a¶"},
	{24, 24, "见https://example.org/a/b?c=d", "见https://example.org/a/¶b?c=d¶"},
	{20, 20, "https://e.org/a/bcdefghijklmnopq", "https://e.org/a/¶bcdefghijklmnopq¶"},
	{20, 20, "https://e.org/a/bcdefghijklmnopqrstuvwxyz", "https://e.org/a/¶bcdefghijklmnopqrstu¶vwxyz¶"},
	{20, 20, "https://e.o/bcdefghijklmnopqrstuvwxyz", "https://e.o/bcdefghi¶jklmnopqrstuvwxyz¶"},
};

/* With hanging stops, of ten cells and two more. */
static const struct {
	const char *text, *lines;
} hanging_cases[] = {
	{"中文排版美。", "中文排版美。¶"},
	{"中文排版美，好", "中文排版美，¶好¶"},
	{"中文排版美、 好", "中文排版美、¶好¶"},
	{"中文排版美．\n好", "中文排版美．¶好¶"},
	{"中文排版很美。", "中文排版很¶美。¶"},       /* it would not be the first beyond the end */
	{"中文排美。。", "中文排美。。¶"},             /* one at most */
	{"中文排版美。。", "中文排版¶美。。¶"},
	{"中文排版a。好", "中文排版a。¶好¶"},
	{"中文排版ab。好", "中文排版ab。¶好¶"},
	{"中文排版美。」", "中文排版¶美。」¶"},        /* a line may not end behind it */
	{"中文排版美！", "中文排版¶美！¶"},            /* only stops and commas hang */
	{"中文排版很长", "中文排版很¶长¶"},
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct line_room room = {cases[i].first, cases[i].rest, false};
		char *lines = shown_lines(cases[i].text, &room, &widths_default);
		g_assert_cmpstr(lines, ==, cases[i].lines);
		g_free(lines);
	}
}

static void test_hanging(void)
{
	struct line_room room = {10, 10, true};
	for (size_t i = 0; i < G_N_ELEMENTS(hanging_cases); i++) {
		char *lines = shown_lines(hanging_cases[i].text, &room, &widths_default);
		g_assert_cmpstr(lines, ==, hanging_cases[i].lines);
		g_free(lines);
	}
}

static void test_ambiguous(void)
{
	struct line_room room = {7, 7, false};
	char *narrow = shown_lines("他说“你好”。", &room, &widths_default);
	char *wide = shown_lines("他说“你好”。", &room, &ambiguous_wide);
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
	static const int order[] = {
		[BREAK_LAST] = 1, [BREAK_EMERGENCY] = 2, [BREAK_URL] = 3, [BREAK_MAY] = 3, [BREAK_MUST] = 4};
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

/* A text that was laid out. */
struct laid {
	struct span text;
	const uint8_t *chances;
	unsigned columns;
	bool hanging;
	const struct widths *widths;
};

static bool may_hang(uint32_t code)
{
	return code == 0x3001 || code == 0x3002 || code == 0xFF0C || code == 0xFF0E;
}

/* No line is wider than its room, but for a stop that hangs, or a single glyph wider than that. */
static void check_width(const struct laid *laid, struct span shown)
{
	struct glyph glyph;
	unsigned used = 0;
	for (size_t at = 0; glyph_next(laid->widths, shown, &at, &glyph); used += glyph.columns) {
		bool hangs = laid->hanging && used <= laid->columns && may_hang(glyph.code[0]);
		if (glyph.columns > 0)
			g_assert_true(used + glyph.columns <= laid->columns || hangs || used == 0);
	}
}

/* Cells up to the end of what shows in [from, to), without white space behind it. */
static size_t ink(const struct laid *laid, size_t from, size_t to)
{
	struct span text = span_cut(laid->text, from, to);
	struct glyph glyph;
	size_t used = 0, shown = 0;
	for (size_t at = 0; glyph_next(laid->widths, text, &at, &glyph);) {
		used += glyph.columns;
		if (glyph.count > 1 || (glyph.count == 1 && !code_is_blank(glyph.code[0])))
			shown = used;
	}
	return shown;
}

/* Whether the word, or the address, that begins at byte `from` is wider than a line. Lines end between glyphs. */
static bool is_overlong(const struct laid *laid, size_t from)
{
	bool in_url = laid->chances[from] == BREAK_URL;
	struct glyph glyph;
	size_t to = from;
	for (size_t at = from; glyph_next(laid->widths, laid->text, &at, &glyph); to = glyph.to) {
		uint8_t chance = laid->chances[glyph.from];
		bool ends = chance == BREAK_MUST || chance == BREAK_MAY || (in_url && chance == BREAK_URL);
		if (glyph.from > from && ends)
			break;
	}
	return ink(laid, from, to) > laid->columns;
}

/* Nowhere in the line is a better place to end it, unless that would leave a hole before what is too long anyway. */
static void check_end(const struct laid *laid, const struct line *line)
{
	size_t end = line->from + line->len;
	struct span rest = span_cut(laid->text, line->from, end);
	struct glyph glyph;
	size_t best = 0;
	for (size_t at = 0; glyph_next(laid->widths, rest, &at, &glyph);)
		if (glyph.from && goodness(laid->chances[line->from + glyph.from]) > goodness(laid->chances[end]))
			best = line->from + glyph.from;
	if (!best)
		return;
	g_assert_cmpint(laid->chances[end], ==, BREAK_EMERGENCY);
	g_assert_true(is_overlong(laid, best));
	g_assert_cmpuint(4 * ink(laid, line->from, best), <, 3 * laid->columns);
}

static void check_line(const struct laid *laid, const struct line *line)
{
	size_t end = line->from + line->len;
	struct span shown = span_cut(laid->text, line->from, line->from + line->shown);
	struct glyph glyph;
	check_width(laid, shown);
	if (end == laid->text.len || laid->chances[end] == BREAK_MUST)
		return;
	check_end(laid, line);
	if (line->shown == 0 || goodness(laid->chances[end]) < goodness(BREAK_EMERGENCY))
		return;
	size_t at = end;
	g_assert_true(glyph_next(laid->widths, laid->text, &at, &glyph));
	g_assert_false(glyph.count == 1 && code_is_blank(glyph.code[0]));
	g_assert_false(has_code(no_start, span_from(laid->text, end), false));
	g_assert_false(has_code(no_end, shown, true));
	bool parted = line->shown < line->len;
	g_assert_false(!parted && has_code(no_start_loose, span_from(laid->text, end), false));
	g_assert_false(!parted && has_code(no_end_loose, shown, true));
}

static void check_text(struct laid laid, const struct break_rules *rules)
{
	uint8_t *chances = g_malloc(laid.text.len);
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	struct line_room room = {laid.columns, laid.columns, laid.hanging};
	breaks_find(laid.text, rules, chances);
	laid.chances = chances;
	lines_lay(lines, laid.text, &room, rules, laid.widths);
	size_t from = 0;
	for (guint i = 0; i < lines->len; i++) {
		const struct line *line = &g_array_index(lines, struct line, i);
		g_assert_cmpuint(line->from, ==, from);
		g_assert_cmpuint(line->shown, <=, line->len);
		g_assert_true(line->len > 0 || laid.text.len == 0);
		check_line(&laid, line);
		from += line->len;
	}
	g_assert_cmpuint(from, ==, laid.text.len);
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
		struct laid laid = {.text = {copy, text->len},
		                    .columns = (unsigned)g_rand_int_range(random, 1, 40),
		                    .hanging = g_rand_boolean(random),
		                    .widths = g_rand_boolean(random) ? &widths_default : &ambiguous_wide};
		check_text(laid, &rules);
		g_free(copy);
		g_string_free(text, TRUE);
	}
	g_rand_free(random);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/lines/cases", test_cases);
	g_test_add_func("/lines/hanging", test_hanging);
	g_test_add_func("/lines/ambiguous", test_ambiguous);
	g_test_add_func("/lines/random", test_random);
	return g_test_run();
}
