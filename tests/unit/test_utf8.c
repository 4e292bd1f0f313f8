/* SPDX-License-Identifier: MIT */
/*
 * UTF-8: what is valid, what bad bytes become, that both directions cut a text at the same places, and the classes of
 * code points at their edges.
 */
#include "text/utf8.h"

#include <string.h>

/* A span with its own block of memory, so that a sanitizer sees every byte that is read beyond it. */
static struct span boxed(struct span s)
{
	return (struct span){g_memdup2(s.at, s.len), s.len};
}

static const struct {
	struct span bytes;
	size_t valid;         /* what utf8_valid() gives */
	const char *repaired; /* what utf8_repair() appends */
	size_t bad;
} cases[] = {
	{SPAN(""), 0, "", 0},
	{SPAN("plain"), 5, "plain", 0},
	{SPAN("é中𠀀"), 9, "é中𠀀", 0},
	{SPAN("\xEF\xBF\xBD\xF4\x8F\xBF\xBF"), 7, "\xEF\xBF\xBD\xF4\x8F\xBF\xBF", 0},
	{SPAN("\xED\x9F\xBF\xEE\x80\x80"), 6, "\xED\x9F\xBF\xEE\x80\x80", 0},
	{SPAN("\xE0\xA0\x80\xF0\x90\x80\x80\xC2\x80"), 9, "\xE0\xA0\x80\xF0\x90\x80\x80\xC2\x80", 0},
	{SPAN("a\x80z"), 1, "a\uFFFDz", 1},
	{SPAN("\xC0\x80"), 0, "\uFFFD\uFFFD", 2},                     /* overlong NUL */
	{SPAN("\xC1\xBF"), 0, "\uFFFD\uFFFD", 2},                     /* overlong */
	{SPAN("\xE0\x9F\xBF"), 0, "\uFFFD\uFFFD\uFFFD", 3},           /* overlong */
	{SPAN("\xED\xA0\x80"), 0, "\uFFFD\uFFFD\uFFFD", 3},           /* a surrogate */
	{SPAN("\xF0\x8F\xBF\xBF"), 0, "\uFFFD\uFFFD\uFFFD\uFFFD", 4}, /* overlong */
	{SPAN("\xF4\x90\x80\x80"), 0, "\uFFFD\uFFFD\uFFFD\uFFFD", 4}, /* beyond U+10FFFF */
	{SPAN("\xF5\xFF"), 0, "\uFFFD\uFFFD", 2},
	{SPAN("中\xE4\xB8"), 3, "中\uFFFD\uFFFD", 2},                 /* cut off */
	{SPAN("中文字\xE4\xB8x文字"), 9, "中文字\uFFFD\uFFFDx文字", 2},
	{SPAN("\xE4\xB8\xE4\xB8\xAD"), 0, "\uFFFD\uFFFD中", 2},
	{SPAN("\xC3"), 0, "\uFFFD", 1},
	{SPAN("中文中文中文\xED\xA0\x80"), 18, "中文中文中文\uFFFD\uFFFD\uFFFD", 3},
	{SPAN("中文中文中文\xE0\x80\x80xxxxx"), 18, "中文中文中文\uFFFD\uFFFD\uFFFDxxxxx", 3},
	{SPAN("0123456789abcdef0123456\x80"), 23, "0123456789abcdef0123456\uFFFD", 1},
};

static void test_repair(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct span bytes = boxed(cases[i].bytes);
		GString *out = g_string_new(NULL);
		g_assert_cmpuint(utf8_valid(bytes), ==, cases[i].valid);
		g_assert_cmpuint(utf8_repair(bytes, out), ==, cases[i].bad);
		g_assert_cmpstr(out->str, ==, cases[i].repaired);
		g_assert_cmpuint(utf8_length(bytes), ==, (size_t)g_utf8_strlen(out->str, -1));
		g_string_free(out, TRUE);
		g_free((char *)bytes.at);
	}
}

static void test_nul_is_valid(void)
{
	struct span bytes = SPAN("a\0b\0");
	g_assert_cmpuint(utf8_valid(bytes), ==, 4);
	g_assert_cmpuint(utf8_length(bytes), ==, 4);
}

static void test_both_ways(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct span bytes = boxed(cases[i].bytes);
		GArray *ends = g_array_new(FALSE, FALSE, sizeof(size_t));
		GArray *codes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
		for (size_t at = 0; at < bytes.len;) {
			uint32_t code = utf8_next(bytes, &at);
			g_array_append_val(codes, code);
			g_array_append_val(ends, at);
		}
		size_t at = bytes.len;
		for (guint n = codes->len; n-- > 0;) {
			g_assert_cmpuint(at, ==, g_array_index(ends, size_t, n));
			g_assert_cmphex(utf8_previous(bytes, &at), ==, g_array_index(codes, uint32_t, n));
		}
		g_assert_cmpuint(at, ==, 0);
		g_array_unref(ends);
		g_array_unref(codes);
		g_free((char *)bytes.at);
	}
}

/* Every code point survives writing, checking and reading; what is none becomes U+FFFD. */
static void test_every_code(void)
{
	for (uint32_t code = 0; code <= 0x110000; code++) {
		bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
		char bytes[4];
		struct span s = {bytes, utf8_put(bytes, code)};
		size_t at = 0;
		g_assert_cmpuint(utf8_valid(s), ==, s.len);
		g_assert_cmphex(utf8_next(s, &at), ==, scalar ? code : UTF8_REPLACEMENT);
		g_assert_cmpuint(at, ==, s.len);
	}
}

/* How far GLib's validator gets, which stops at NUL. */
static size_t valid_to_glib(const char *bytes, size_t len)
{
	const char *end;
	g_utf8_validate_len(bytes, len, &end);
	size_t valid = (size_t)(end - bytes);
	while (valid < len && bytes[valid] == '\0') {
		g_utf8_validate_len(bytes + valid + 1, len - 1 - valid, &end);
		valid = (size_t)(end - bytes);
	}
	return valid;
}

/* All strings of up to four of these bytes, in enough text for the fast paths, against GLib's validator. */
static void test_against_glib(void)
{
	static const unsigned char odd[] = {0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC1, 0xC2, 0xDF, 0xE0,
	                                    0xE4, 0xED, 0xEE, 0xEF, 0xF0, 0xF3, 0xF4, 0xF5, 0xFF};
	static const char *const frames[] = {"中文abcdefghijklmnopqrst????文字文字文字", "文字文????文字文字文字"};
	const size_t n = sizeof odd;
	for (size_t i = 0; i < 2 * n * n * n * n; i++) {
		char *bytes = g_strdup(frames[i % 2]);
		size_t len = strlen(bytes), number = i / 2;
		char *hole = strchr(bytes, '?');
		for (size_t k = 0; k < 4; k++, number /= n)
			hole[k] = (char)odd[number % n];
		g_assert_cmpuint(utf8_valid((struct span){bytes, len}), ==, valid_to_glib(bytes, len));
		g_free(bytes);
	}
}

enum { CJK = 1, HAN = 2, KANA = 4, HANGUL = 8, SPACE = 16, CONTROL = 32 };

static const struct {
	uint32_t code;
	unsigned classes;
} classes[] = {
	{0x00, CONTROL},
	{'\t', SPACE},
	{'\n', SPACE},
	{'\r', SPACE | CONTROL},
	{0x1B, CONTROL},
	{' ', SPACE},
	{'A', 0},
	{0x7F, CONTROL},
	{0x85, SPACE | CONTROL},
	{0x9B, CONTROL},
	{0xA0, SPACE},
	{0xAD, 0},
	{0xE9, 0},
	{0x61C, CONTROL},
	{0x1100, HANGUL},
	{0x200A, SPACE},
	{0x200B, SPACE},
	{0x200D, 0},
	{0x200F, CONTROL},
	{0x2014, 0},
	{0x201C, 0},
	{0x2028, SPACE},
	{0x202E, CONTROL},
	{0x2069, CONTROL},
	{0x2E7F, 0},
	{0x2E80, CJK},
	{0x3000, CJK | SPACE},
	{0x3001, CJK},
	{0x3005, CJK | HAN},
	{0x3007, CJK | HAN},
	{0x3042, CJK | KANA},
	{0x30A2, CJK | KANA},
	{0x30FB, CJK},
	{0x30FC, CJK | KANA},
	{0x3105, CJK},
	{0x3131, HANGUL},
	{0x3260, HANGUL},
	{0x3231, CJK},
	{0x3400, CJK | HAN},
	{0x4DC0, CJK},
	{0x4E00, CJK | HAN},
	{0x9FFF, CJK | HAN},
	{0xAC00, HANGUL},
	{0xD7A3, HANGUL},
	{0xE000, 0},
	{0xF900, CJK | HAN},
	{0xFDD0, CONTROL},
	{0xFEFF, SPACE | CONTROL},
	{0xFF0C, CJK},
	{0xFF21, CJK},
	{0xFF71, CJK | KANA},
	{0xFFA1, HANGUL},
	{0xFFE5, CJK},
	{0xFFFD, 0},
	{0xFFFE, CONTROL},
	{0x1F600, 0},
	{0x1FFFF, CONTROL},
	{0x20000, CJK | HAN},
	{0x2F800, CJK | HAN},
	{0x31350, CJK | HAN},
	{0xE0041, CONTROL},
	{0xE0100, 0},
	{0x10FFFF, CONTROL},
};

static void test_classes(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(classes); i++) {
		uint32_t code = classes[i].code;
		unsigned found = (code_is_cjk(code) ? CJK : 0u) | (code_is_han(code) ? HAN : 0u) |
		                 (code_is_kana(code) ? KANA : 0u) | (code_is_hangul(code) ? HANGUL : 0u) |
		                 (code_is_space(code) ? SPACE : 0u) | (code_is_control(code) ? CONTROL : 0u);
		if (found != classes[i].classes)
			g_error("U+%04X: classes %u, wanted %u", code, found, classes[i].classes);
	}
}

static void test_digits(void)
{
	static const struct {
		const char *text;
		bool digit;
	} samples[] = {
		{"", false}, {"年月日", false}, {"一二三，四", false}, {"7", true}, {"sixteen letters+7", true},
		{"no digit in these seventeen", false}, {"，第１", true}, {"，９", true}, {"，：；", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		g_assert_true(utf8_has_digit(span_of(samples[i].text)) == samples[i].digit);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/utf8/repair", test_repair);
	g_test_add_func("/utf8/nul-is-valid", test_nul_is_valid);
	g_test_add_func("/utf8/both-ways", test_both_ways);
	g_test_add_func("/utf8/every-code", test_every_code);
	g_test_add_func("/utf8/against-glib", test_against_glib);
	g_test_add_func("/utf8/classes", test_classes);
	g_test_add_func("/utf8/digits", test_digits);
	return g_test_run();
}
