/* SPDX-License-Identifier: MIT */
/*
 * Folding: what becomes the same, which bytes each folded code point stands for, and that full- and half-width forms
 * become what Unicode's compatibility decomposition makes of them.
 */
#include "text/fold.h"

#include <glib.h>

#include "text/utf8.h"

/* The folded text as UTF-8, each code point followed by the bytes it stands for where `with_offsets`. */
static char *folded_text(struct span text, enum fold_kind kind, bool with_offsets)
{
	GString *out = g_string_new(NULL);
	struct fold fold = {.text = text, .kind = kind};
	struct folded folded;
	while (fold_next(&fold, &folded)) {
		utf8_append(out, folded.code);
		if (with_offsets)
			g_string_append_printf(out, "%zu-%zu ", folded.from, folded.to);
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *text, *exact, *width, *all;
} cases[] = {
	{"", "", "", ""},
	{"abC 中", "abC 中", "abC 中", "abc 中"},
	{"ＡＢ１２　（a）", "ＡＢ１２　（a）", "AB12 (a)", "ab12 (a)"},
	{"￥￡｡｢", "￥￡｡｢", "¥£。「", "¥£。「"},
	{"ｶﾞｯﾂﾎﾟｰｽﾞ", "ｶﾞｯﾂﾎﾟｰｽﾞ", "ガッツポーズ", "ガッツポーズ"},
	{"ｳﾞﾜﾞｦﾞ", "ｳﾞﾜﾞｦﾞ", "ヴヷヺ", "ヴヷヺ"},
	{"ｱﾞカﾞ", "ｱﾞカﾞ", "ア\u3099カ\u3099", "ア\u3099カ\u3099"}, /* nothing to take in, not half-width */
	{"ﾊｶﾟ", "ﾊｶﾟ", "ハカ\u309A", "ハカ\u309A"},
	{"ﾡￂￜ", "ﾡￂￜ", "ㄱㅏㅣ", "ㄱㅏㅣ"},
	{"ÄÉ ẞß ſ", "ÄÉ ẞß ſ", "ÄÉ ẞß ſ", "äé ßß s"},
	{"ΣΑΣ σας", "ΣΑΣ σας", "ΣΑΣ σας", "σασ σασ"},
	{"Киев Ї", "Киев Ї", "Киев Ї", "киев ї"},
	{"Ǆ\U00010400", "Ǆ\U00010400", "Ǆ\U00010400", "ǆ\U00010428"},
	{"so\u00ADft\u200Bly\uFE0F", "so\u00ADft\u200Bly\uFE0F", "softly", "softly"},
	{"x\xFFy", "x\uFFFDy", "x\uFFFDy", "x\uFFFDy"},
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		const char *wanted[] = {cases[i].exact, cases[i].width, cases[i].all};
		for (enum fold_kind kind = FOLD_EXACT; kind <= FOLD_ALL; kind++) {
			char *found = folded_text(span_of(cases[i].text), kind, false);
			g_assert_cmpstr(found, ==, wanted[kind]);
			g_free(found);
		}
	}
}

static void test_offsets(void)
{
	char *found = folded_text(SPAN("AＢ中ｶﾞ\xFFz"), FOLD_ALL, true);
	g_assert_cmpstr(found, ==, "a0-1 b1-4 中4-7 ガ7-13 \uFFFD13-14 z14-15 ");
	g_free(found);
}

static void test_compatibility(void)
{
	for (uint32_t code = 0xFF01; code <= 0xFFEE; code++) {
		/* The macron becomes a space with a mark there, and Hangul letters become conjoining ones. */
		if (code == 0xFFE3 || (code >= 0xFFA0 && code <= 0xFFDC))
			continue;
		for (uint32_t mark = 0xFF9D; mark <= 0xFF9F; mark++) {
			GString *text = g_string_new(NULL);
			utf8_append(text, code);
			utf8_append(text, mark);
			char *wanted = g_utf8_normalize(text->str, -1, G_NORMALIZE_NFKC);
			char *found = folded_text((struct span){text->str, text->len}, FOLD_WIDTH, false);
			g_assert_cmpstr(found, ==, wanted);
			g_free(wanted);
			g_free(found);
			g_string_free(text, TRUE);
		}
	}
}

static void test_smart(void)
{
	g_assert_cmpint(fold_smart(SPAN("")), ==, FOLD_ALL);
	g_assert_cmpint(fold_smart(SPAN("拜登 biden 2022")), ==, FOLD_ALL);
	g_assert_cmpint(fold_smart(SPAN("拜登 Biden")), ==, FOLD_WIDTH);
	g_assert_cmpint(fold_smart(SPAN("ＮＨＫ")), ==, FOLD_WIDTH);
	g_assert_cmpint(fold_smart(SPAN("Киев")), ==, FOLD_WIDTH);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fold/cases", test_cases);
	g_test_add_func("/fold/offsets", test_offsets);
	g_test_add_func("/fold/compatibility", test_compatibility);
	g_test_add_func("/fold/smart", test_smart);
	return g_test_run();
}
