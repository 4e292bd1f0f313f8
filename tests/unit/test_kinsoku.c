/* SPDX-License-Identifier: MIT */
/*
 * What may begin or end a line in Chinese and in Japanese, clause by clause. clreq is "Requirements for Chinese Text
 * Layout" (#prohibition_rules_for_line_start_end with #prohibition-rules-basic, -guobiao and -strict, as its Chinese
 * text says: the English one forgets solidi; #prohibition_rules_for_unbreakable_marks), jlreq "Requirements for
 * Japanese Text Layout" (3.1.7 #characters_not_starting_a_line, 3.1.8 #characters_not_ending_a_line, 3.1.10
 * #unbreakable_character_sequences; cl-NN are its character classes).
 */
#include <glib.h>
#include <string.h>

#include "text/breaks.h"
#include "text/utf8.h"

enum {
	NONE = 1 << BREAK_LEVEL_NONE,
	BASIC = 1 << BREAK_LEVEL_BASIC,
	GB = 1 << BREAK_LEVEL_GB,
	STRICT = 1 << BREAK_LEVEL_STRICT,
	FROM_GB = GB | STRICT,
	FROM_BASIC = BASIC | FROM_GB,
	ALL = NONE | FROM_BASIC
};

/*
 * Signs, parted by blanks, between two ideographs or two kana: at these levels none begins a line; at the rest each
 * may.
 */
static const struct {
	const char *clause, *signs;
	unsigned levels;
} not_starting[] = {
	{"clreq basic: stops", "、 ， 。 ： ； ！ ？", FROM_BASIC},
	{"clreq basic: closing quotation marks", "” ’ 」 』", FROM_BASIC},
	{"clreq basic: closing brackets and book titles", "） ］ ｝ 】 〕 〗 》 〉", FROM_BASIC},
	{"clreq basic: connectors", "～ — –", FROM_BASIC},
	{"clreq basic: interpuncts", "· ・ ‧", FROM_BASIC},
	{"clreq basic: solidi", "／ /", FROM_BASIC},
	{"clreq strict: dashes", "—— ⸺", STRICT},
	{"jlreq 3.1.7 cl-02: closing brackets", "’ ” ） 〕 ］ ｝ 〉 》 」 』 】 ｠ ⦆ 〙 〗 » 〟", FROM_BASIC},
	{"jlreq 3.1.7 cl-03: hyphens", "〜 ゠ –", FROM_BASIC},
	{"jlreq 3.1.7 cl-03: the hyphen, by UAX #14 already", "‐", ALL},
	{"jlreq 3.1.7 cl-04: dividing marks", "！ ？ ‼ ⁇ ⁈ ⁉", FROM_BASIC},
	{"jlreq 3.1.7 cl-05: middle dots", "・ ： ；", FROM_BASIC},
	{"jlreq 3.1.7 cl-06, cl-07: full stops and commas", "。 ． 、 ，", FROM_BASIC},
	{"jlreq 3.1.7 cl-09: iteration marks", "ヽ ヾ ゝ ゞ 々 〻", FROM_BASIC},
	{"jlreq 3.1.7 cl-10: the prolonged sound mark", "ー", FROM_GB},
	{"jlreq 3.1.7 cl-11: small kana",
	 "ぁ ぃ ぅ ぇ ぉ っ ゃ ゅ ょ ゎ ゕ ゖ ァ ィ ゥ ェ ォ ッ ャ ュ ョ ヮ ヵ ヶ ㇰ ㇱ ㇲ ㇳ ㇴ ㇵ ㇶ ㇷ ㇷ゚ ㇸ ㇹ ㇺ ㇻ ㇼ ㇽ ㇾ ㇿ",
	 FROM_GB},
};

/* As above: what ends no line. */
static const struct {
	const char *clause, *signs;
	unsigned levels;
} not_ending[] = {
	{"clreq basic: opening quotation marks", "“ ‘ 「 『", FROM_BASIC},
	{"clreq basic: opening brackets and book titles", "（ ［ ｛ 【 〔 〖 《 〈", FROM_BASIC},
	{"clreq GB: the solidus", "／", FROM_GB},
	{"jlreq 3.1.8 cl-01: opening brackets", "‘ “ （ 〔 ［ ｛ 〈 《 「 『 【 ｟ ⦅ 〘 〖 « 〝", FROM_BASIC},
};

/* Texts, parted by blanks, that no line end may cut, at any level. */
static const struct {
	const char *clause, *texts;
} unbreakable[] = {
	{"clreq: the two-em dash and the ellipsis are one sign", "—— …… ⋯⋯ ――"},
	{"jlreq 3.1.10 cl-08: inseparable characters", "―― —— …… ‥‥ 〳〵 〴〵"},
	{"jlreq 3.1.10 cl-12: prefixed abbreviations", "￥100 ＄100 £100 №5 ￥１００"},
	{"jlreq 3.1.10 cl-13: postfixed abbreviations", "10％ 10℃ 10% 10° １０％"},
	{"jlreq 3.1.10 cl-24, cl-25: grouped numerals, unit symbols", "１，０００ １２．５ 1,000.5 5㎏ 100km/h"},
	{"jlreq 3.1.10 cl-27: Western words", "e.g. U.S.A. don’t Node.js C++"},
};

/* Whether a line may end before byte `at` of `text`. */
static bool may_break(const char *text, size_t at, enum break_level level)
{
	uint8_t *chances = g_malloc(strlen(text));
	breaks_find(span_of(text), &(struct break_rules){.level = level}, chances);
	bool may = chances[at] == BREAK_MAY;
	g_free(chances);
	return may;
}

/* At which levels a line may end before or after `sign`, between `word` and `word`. */
static unsigned levels_of(const char *word, const char *sign, bool before)
{
	unsigned levels = 0;
	char *text = g_strconcat(word, sign, word, NULL);
	for (int level = BREAK_LEVEL_NONE; level <= BREAK_LEVEL_STRICT; level++)
		if (may_break(text, strlen(word) + (before ? 0 : strlen(sign)), (enum break_level)level))
			levels |= 1u << level;
	g_free(text);
	return levels;
}

static void check_signs(const char *clause, const char *signs, unsigned levels, bool before)
{
	char **list = g_strsplit(signs, " ", -1);
	for (char **sign = list; *sign; sign++) {
		unsigned han = levels_of("字", *sign, before), kana = levels_of("かな", *sign, before);
		if (han != (ALL & ~levels) || kana != han)
			g_error("%s: %s may at levels %x and %x, not %x", clause, *sign, han, kana, ALL & ~levels);
	}
	g_strfreev(list);
}

static void test_starting(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(not_starting); i++)
		check_signs(not_starting[i].clause, not_starting[i].signs, not_starting[i].levels, true);
}

static void test_ending(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(not_ending); i++)
		check_signs(not_ending[i].clause, not_ending[i].signs, not_ending[i].levels, false);
}

static void check_whole(const char *clause, const char *text)
{
	for (int level = BREAK_LEVEL_NONE; level <= BREAK_LEVEL_STRICT; level++)
		for (size_t at = 1; at < strlen(text); at++)
			if (may_break(text, at, (enum break_level)level))
				g_error("%s: %s breaks at byte %zu, level %d", clause, text, at, level);
}

static void test_unbreakable(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(unbreakable); i++) {
		char **texts = g_strsplit(unbreakable[i].texts, " ", -1);
		for (char **text = texts; *text; text++)
			check_whole(unbreakable[i].clause, *text);
		g_strfreev(texts);
	}
}

/* Ellipses begin no line by UAX #14 already (LB22), but for the level that prohibits nothing. */
static void test_ellipsis(void)
{
	g_assert_cmpuint(levels_of("字", "……", true), ==, NONE);
	g_assert_cmpuint(levels_of("字", "……", false), ==, ALL);
	g_assert_cmpuint(levels_of("字", "——", false), ==, ALL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/kinsoku/starting", test_starting);
	g_test_add_func("/kinsoku/ending", test_ending);
	g_test_add_func("/kinsoku/unbreakable", test_unbreakable);
	g_test_add_func("/kinsoku/ellipsis", test_ellipsis);
	return g_test_run();
}
