/* SPDX-License-Identifier: MIT */
/* Folding: what becomes the same, each kind of change once, and which bytes each folded code point stands for. */
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
	const char *text, *cased, *all;
} cases[] = {
	{"", "", ""},
	{"abC 中", "abC 中", "abc 中"},
	/* Width. */
	{"ＡＢ１２　（a），", "AB12 (a),", "ab12 (a),"},
	{"￥￡｡｢", "¥£。「", "¥£。「"},
	{"ﾡￂￜ", "가ᅵ", "가ᅵ"},
	/* Kana: hiragana as katakana, small as large, voicing marks taken in. */
	{"がいこう ガイコウ", "ガイコウ ガイコウ", "ガイコウ ガイコウ"},
	{"ｶﾞｯﾂﾎﾟｰｽﾞ", "ガツツポーズ", "ガツツポーズ"},
	{"ゃゅょっぁゎゕ ッャヶㇰ", "ヤユヨツアワカ ツヤケク", "ヤユヨツアワカ ツヤケク"},
	{"か\u3099 カ\u3099 は\u309A", "ガ ガ パ", "ガ ガ パ"},
	{"ゟヿ㌔ゞ", "ヨリコトキロヾ", "ヨリコトキロヾ"},
	{"ｱﾞ ﾊｶﾟ", "ア\u3099 ハカ\u309A", "ア\u3099 ハカ\u309A"}, /* nothing to take in */
	/* Case, to several letters too. */
	{"ẞß ſ K", "ẞß s K", "ssss s k"},
	{"ΣΑΣ σας Ά", "ΣΑΣ σας Ά", "σασ σασ ά"},
	{"Киев Ї И\u0306", "Киев Ї Й", "киев ї й"},
	{"Ǆ\U00010400", "DZ\U00010400", "dz\U00010428"},
	/* Accents of Latin letters alone. */
	{"Café cafe\u0301 Việt Ångström", "Cafe cafe Viet Angstrom", "cafe cafe viet angstrom"},
	{"ǽ ø đ", "æ ø đ", "æ ø đ"},
	{"α\u0301 й", "ά й", "ά й"},
	{"´ ¨ ＾", "´ ¨ ^", "´ ¨ ^"},
	/* Compatibility forms, to several too. */
	{"…℃Ⅱ①½™㍿", "...°CII11⁄2TM株式会社", "...°cii11⁄2tm株式会社"},
	{"ﬁ 𝐀 ²", "fi A 2", "fi a 2"},
	{"⼀ 豈 神", "一 岂 神", "一 岂 神"},
	/* Hangul. */
	{"한글 \u1112\u1161\u11AB ㄱㅏ ㄱ", "한글 한 가 ᄀ", "한글 한 가 ᄀ"},
	/* Invisible characters; bad bytes. */
	{"so\u00ADft\u200Bly\uFE0F\U000E0100", "softly", "softly"},
	{"x\xFFy", "x\uFFFDy", "x\uFFFDy"},
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *exact = folded_text(span_of(cases[i].text), FOLD_EXACT, false);
		char *cased = folded_text(span_of(cases[i].text), FOLD_CASED, false);
		char *all = folded_text(span_of(cases[i].text), FOLD_ALL, false);
		if (g_utf8_validate(cases[i].text, -1, NULL))
			g_assert_cmpstr(exact, ==, cases[i].text);
		g_assert_cmpstr(cased, ==, cases[i].cased);
		g_assert_cmpstr(all, ==, cases[i].all);
		g_free(exact);
		g_free(cased);
		g_free(all);
	}
}

/* What has to be one, and what must not be. */
static const struct {
	const char *one, *other;
	bool same;
} pairs[] = {
	{"美国", "美國", true},
	{"会談", "會谈", true}, /* simplified, traditional, Japanese */
	{"圀", "国", false}, /* the tables know nothing of it */
	{"台灣", "臺湾", true},
	{"头发", "頭髮", true}, /* one to many */
	{"發展", "发展", true},
	{"計畫", "计划", true},
	{"裏 里", "裡 裏", true},
	{"着", "著", true},
	{"衛 為", "衞 爲", true}, /* Hong Kong, Taiwan */
	{"鉄 広 桜", "铁 廣 樱", true},
	{"欠", "缺", false}, /* shinjitai that are other characters elsewhere */
	{"缶", "罐", false},
	{"予", "豫", false},
	{"弁", "辨", false},
	{"芸", "藝", false},
	{"芸", "蕓", true},
	{"か", "が", false},
	{"日", "曰", false},
	{"辨", "辯", false},
};

static void test_pairs(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
		char *one = folded_text(span_of(pairs[i].one), FOLD_ALL, false);
		char *other = folded_text(span_of(pairs[i].other), FOLD_ALL, false);
		g_test_message("%s %s", pairs[i].one, pairs[i].other);
		g_assert_cmpint(g_str_equal(one, other), ==, pairs[i].same);
		g_free(one);
		g_free(other);
	}
}

static void test_offsets(void)
{
	static const struct {
		const char *text, *folded;
	} texts[] = {
		{"AＢ中ｶﾞ\xFFz", "a0-1 b1-4 中4-7 ガ7-13 \uFFFD13-14 z14-15 "},
		{"㍿x", "株0-3 式0-3 会0-3 社0-3 x3-4 "},
		{"國\u200Be\u0301!", "国0-3 e6-9 !9-10 "},
		{"か\u3099", "ガ0-6 "},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		char *found = folded_text(span_of(texts[i].text), FOLD_ALL, true);
		g_assert_cmpstr(found, ==, texts[i].folded);
		g_free(found);
	}
}

/* A character and its canonical decomposition are one, and what is folded stays what it is. */
static void test_canonical(void)
{
	for (uint32_t code = 1; code < 0x32400; code++) {
		if ((code >= 0xD800 && code < 0xE000) || code == 0xF73 || code == 0xF75 || code == 0xF81)
			continue; /* U+0F73 and its like decompose to marks that join the one before */
		char text[5] = "";
		utf8_put(text, code);
		char *apart = g_utf8_normalize(text, -1, G_NORMALIZE_NFD);
		char *folded = folded_text(span_of(text), FOLD_ALL, false);
		char *other = folded_text(span_of(apart), FOLD_ALL, false);
		char *again = folded_text(span_of(folded), FOLD_ALL, false);
		g_assert_cmpstr(folded, ==, other);
		g_assert_cmpstr(folded, ==, again);
		g_free(apart);
		g_free(folded);
		g_free(other);
		g_free(again);
	}
}

/* Whatever stands second in a canonical composition is known to join. */
static void test_joins(void)
{
	for (uint32_t code = 1; code < 0x32400; code++) {
		gunichar first, second, composed;
		if (g_unichar_decompose(code, &first, &second) && second != 0 &&
		    g_unichar_compose(first, second, &composed))
			g_assert_true(fold_joins(second));
	}
	g_assert_false(fold_joins('a'));
	g_assert_false(fold_joins(0x4E00));
}

/* fold_sources() is the table read backwards, and no class of Han characters grows out of hand. */
static void test_sources(void)
{
	GHashTable *sources = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
	for (uint32_t code = 0x3400; code < 0xA000; code++) {
		uint32_t folded = fold_code(FOLD_ALL, code);
		GArray *found = g_hash_table_lookup(sources, GUINT_TO_POINTER(folded));
		if (folded == FOLD_NOT_ONE)
			continue;
		if (!found) {
			found = fold_sources(FOLD_ALL, folded);
			g_hash_table_insert(sources, GUINT_TO_POINTER(folded), found);
		}
		bool known = false;
		guint ideographs = 0;
		for (guint i = 0; i < found->len; i++) {
			uint32_t source = g_array_index(found, uint32_t, i);
			known |= source == code;
			ideographs += source >= 0x4E00 && source < 0xA000;
		}
		g_assert_true(known);
		g_assert_cmpuint(ideographs, <=, 7);
	}
	g_hash_table_unref(sources);
}

/* The same codes as with their places; odd is what is not one whole character, or vanishes. */
/* The same in portions of up to so many characters. */
enum { PORTIONS = 5 };

static void test_codes(void)
{
	static const struct {
		const char *text;
		bool odd;
	} odd_cases[] = {{"abC 中，が", false}, {"", false}, {"…", false}, {"a\u00AD", true}, {"a\u00ADb", true},
	                 {"cafe\u0301", true}, {"か\u3099", true}, {"x\xFFy", true}, {"中\xE4\xB8", true}, {"한\U00010400", false}};
	for (size_t i = 0; i < G_N_ELEMENTS(odd_cases); i++) {
		struct fold fold = {.text = span_of(odd_cases[i].text), .kind = FOLD_ALL};
		uint32_t codes[64];
		bool odd = false;
		g_test_message("%s", odd_cases[i].text);
		fold_codes(&fold, codes, G_N_ELEMENTS(codes), &odd);
		g_assert_cmpint(odd, ==, odd_cases[i].odd);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(cases) * PORTIONS; i++) {
		struct fold one = {.text = span_of(cases[i / PORTIONS].text), .kind = FOLD_CASED}, many = one;
		uint32_t codes[PORTIONS];
		bool odd = false;
		for (size_t count; (count = fold_codes(&many, codes, i % PORTIONS + 1, &odd)) > 0;)
			for (size_t k = 0; k < count; k++) {
				struct folded folded;
				g_assert_true(fold_next(&one, &folded));
				g_assert_cmphex(codes[k], ==, folded.code);
			}
		struct folded folded;
		g_assert_false(fold_next(&one, &folded));
	}
}

static void test_smart(void)
{
	g_assert_cmpint(fold_smart(SPAN("")), ==, FOLD_ALL);
	g_assert_cmpint(fold_smart(SPAN("拜登 biden 2022")), ==, FOLD_ALL);
	g_assert_cmpint(fold_smart(SPAN("拜登 Biden")), ==, FOLD_CASED);
	g_assert_cmpint(fold_smart(SPAN("ＮＨＫ")), ==, FOLD_CASED);
	g_assert_cmpint(fold_smart(SPAN("Киев")), ==, FOLD_CASED);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fold/cases", test_cases);
	g_test_add_func("/fold/offsets", test_offsets);
	g_test_add_func("/fold/pairs", test_pairs);
	g_test_add_func("/fold/canonical", test_canonical);
	g_test_add_func("/fold/joins", test_joins);
	g_test_add_func("/fold/sources", test_sources);
	g_test_add_func("/fold/codes", test_codes);
	g_test_add_func("/fold/smart", test_smart);
	return g_test_run();
}
