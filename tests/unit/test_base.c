/* SPDX-License-Identifier: MIT */
/* Spans, arenas, problems, the JSON writer, unpacking: tables of cases. */
#include <glib.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "base/arena.h"
#include "base/inflate.h"
#include "base/json.h"
#include "base/problem.h"
#include "base/span.h"

static void assert_span(struct span got, const char *want)
{
	char *text = span_dup(got);
	g_assert_cmpstr(text, ==, want);
	g_free(text);
}

static void test_find(void)
{
	static const struct {
		const char *text, *needle;
		size_t first, last, nocase;
	} cases[] = {
		{"abcabc", "bc", 1, 4, 1},
		{"aBc", "bC", SPAN_NONE, SPAN_NONE, 1},
		{"美国和美国", "美国", 0, 9, 0},
		{"ab", "abc", SPAN_NONE, SPAN_NONE, SPAN_NONE},
		{"AaBab", "ab", 3, 3, 1},
		{"xWhw Where", "where", SPAN_NONE, SPAN_NONE, 5},
		{"", "a", SPAN_NONE, SPAN_NONE, SPAN_NONE},
		{"aaa", "aa", 0, 1, 0},
		{"](a]", "](", 0, 0, 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct span text = span_of(cases[i].text);
		struct span needle = span_of(cases[i].needle);
		g_assert_cmpuint(span_find(text, needle), ==, cases[i].first);
		g_assert_cmpuint(span_find_last(text, needle), ==, cases[i].last);
		g_assert_cmpuint(span_find_nocase(text, needle), ==, cases[i].nocase);
	}
}

static void test_find_web(void)
{
	static const struct {
		const char *text;
		size_t first;
	} cases[] = {
		{"see http://a.example", 4},
		{"https://a.example", 0},
		{"ftp://a, httphttps://b", 13},
		{"the http: of ://, https:/", SPAN_NONE},
		{"", SPAN_NONE},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpuint(span_find_web(span_of(cases[i].text)), ==, cases[i].first);
}

static void test_trim(void)
{
	static const struct {
		const char *text, *ascii, *wide;
	} cases[] = {
		{" \t a b\r\n", "a b", "a b"},
		{"\xE3\x80\x80\xC2\xA0 字 \xE3\x80\x80", "\xE3\x80\x80\xC2\xA0 字 \xE3\x80\x80", "字"},
		{"\xEF\xBB\xBF", "\xEF\xBB\xBF", ""},
		{"   ", "", ""},
		{"", "", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		assert_span(span_trim(span_of(cases[i].text)), cases[i].ascii);
		assert_span(span_trim_wide(span_of(cases[i].text)), cases[i].wide);
		g_assert_cmpint(span_is_blank(span_of(cases[i].text)), ==, cases[i].ascii[0] == '\0');
	}
}

static void test_lines(void)
{
	static const char *const want[] = {"one", "", "three", "last"};
	struct span rest = SPAN("one\n\nthree\r\nlast");
	struct span line;
	size_t count = 0;
	for (; span_line(&rest, &line); count++)
		assert_span(line, want[count]);
	g_assert_cmpuint(count, ==, G_N_ELEMENTS(want));
}

static void test_compare(void)
{
	g_assert_cmpint(span_compare(SPAN("ab"), SPAN("abc")), <, 0);
	g_assert_cmpint(span_compare(SPAN("b"), SPAN("abc")), >, 0);
	g_assert_cmpint(span_compare(SPAN("ab"), SPAN("ab")), ==, 0);
	g_assert_cmpuint(span_beginning(SPAN("ab")), <, span_beginning(SPAN("abc")));
	g_assert_cmpuint(span_beginning(SPAN("\x7f")), <, span_beginning(SPAN("\xc3\xa9")));
	g_assert_cmpuint(span_beginning(SPAN("12345678")), ==, span_beginning(SPAN("123456789")));
	g_assert_true(span_starts_nocase(SPAN("HTTP://x"), SPAN("http:")));
	g_assert_false(span_starts(SPAN("ht"), SPAN("http:")));
	g_assert_true(span_ends(SPAN("a.md"), SPAN(".md")));
	g_assert_true(span_equal((struct span){NULL, 0}, SPAN("")));
	assert_span(span_cut(SPAN("abc"), 1, 99), "bc");
	assert_span(span_from(SPAN("abc"), 99), "");
}

static void test_arena(void)
{
	struct arena *arena = arena_new();
	char *first = arena_alloc(arena, 3);
	g_assert_cmpuint((uintptr_t)arena_alloc(arena, 1) % _Alignof(max_align_t), ==, 0);
	memcpy(first, "abc", 3);
	struct span copy = arena_copy(arena, SPAN("剪報"));
	g_assert_cmpstr(copy.at, ==, "剪報");
	char *large = arena_alloc(arena, 5 << 20);
	g_assert_cmpint(large[(5 << 20) - 1], ==, 0);
	g_assert_cmpint(memcmp(first, "abc", 3), ==, 0);
	arena_reset(arena);
	size_t kept = arena_bytes(arena);
	g_assert_cmpuint(kept, >=, 5 << 20);
	char *again = arena_alloc(arena, 4 << 20);
	g_assert_cmpint(again[0], ==, 0);
	g_assert_cmpuint(arena_bytes(arena), ==, kept);
	arena_free(arena);
	arena_free(NULL);
}

static void test_problem(void)
{
	static const struct {
		const char *path;
		unsigned line, column;
		const char *text;
	} cases[] = {
		{"a/文.md", 3, 7, "a/文.md:3:7: wrong 1"},
		{"a", 3, 0, "a:3: wrong 1"},
		{"a", 0, 0, "a: wrong 1"},
		{NULL, 0, 0, "wrong 1"},
		{"e\033[31m\xFF\\\xE2\x80\xAE", 0, 0, "e\\x1B[31m\\xFF\\\\\\xE2\\x80\\xAE: wrong 1"},
	};
	struct problems *problems = problems_new();
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		problems_add(problems, "x", cases[i].path, cases[i].line, cases[i].column, "wrong %d", 1);
		char *text = problem_text(problems_at(problems, i));
		g_assert_cmpstr(text, ==, cases[i].text);
		g_free(text);
	}
	g_assert_cmpuint(problems_count(problems), ==, G_N_ELEMENTS(cases));
	problems_free(problems);
	problems_add(NULL, "x", NULL, 0, 0, "nobody listens");
}

static void test_json(void)
{
	GString *out = g_string_new(NULL);
	struct json json = json_begin(out);
	json_open_object(&json);
	json_key(&json, "text");
	json_put_text(&json, SPAN("字\"\n\x01"));
	json_key(&json, "none");
	json_put_text(&json, (struct span){NULL, 0});
	json_key(&json, "empty");
	json_put_text(&json, SPAN(""));
	json_key(&json, "path");
	json_put_bytes(&json, SPAN("a\xFF" "文\xE6\x96"));
	json_key(&json, "list");
	json_open_array(&json);
	json_put_integer(&json, -3);
	json_put_real(&json, 0.5);
	json_open_array(&json);
	json_close_array(&json);
	json_close_array(&json);
	json_close_object(&json);
	g_assert_cmpstr(out->str, ==,
	                "{\"text\":\"字\\\"\\n\\u0001\",\"none\":null,\"empty\":\"\","
	                "\"path\":\"a\\udcff文\\udce6\\udc96\",\"list\":[-3,0.5,[]]}");
	g_string_free(out, TRUE);
}

/* What grows keeps what it holds and nobody else's; what is large does not leave its old self behind. */
static void test_grow(void)
{
	struct arena *arena = arena_new();
	char *array = NULL;
	size_t size = 0;
	for (size_t wider = 16; wider <= (size_t)32 << 20; wider *= 2) {
		array = arena_grow(arena, array, size, wider);
		memset(array + size, 'a', wider - size);
		memset(arena_alloc(arena, 100), 'b', 100);
		size = wider;
	}
	array[size - 1] = '\0';
	g_assert_cmpuint(strlen(array), ==, size - 1);
	g_assert_cmpuint(strspn(array, "a"), ==, size - 1);
	g_assert_cmpuint(arena_bytes(arena), <, size + ((size_t)8 << 20));
	arena_free(arena);
}

/* Blanks, deflated; a window as zlib has it. */
static GByteArray *deflated(size_t len, int window)
{
	GByteArray *packed = g_byte_array_new();
	char *blanks = g_strnfill(len, ' ');
	z_stream stream = {.next_in = (unsigned char *)blanks, .avail_in = (unsigned)len};
	g_byte_array_set_size(packed, (guint)len + 64);
	stream.next_out = packed->data;
	stream.avail_out = packed->len;
	g_assert_cmpint(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), ==, Z_OK);
	g_assert_cmpint(deflate(&stream, Z_FINISH), ==, Z_STREAM_END);
	g_byte_array_set_size(packed, (guint)stream.total_out);
	deflateEnd(&stream);
	g_free(blanks);
	return packed;
}

/* Much comes out of the last byte that goes in, wherever a portion (16 KiB) of what comes out ends. */
static void test_inflate(void)
{
	static const int windows[] = {-MAX_WBITS, MAX_WBITS, MAX_WBITS + 16};
	for (size_t len = 16300; len < 16700; len++) {
		for (size_t i = 0; i < G_N_ELEMENTS(windows); i++) {
			GByteArray *packed = deflated(len, windows[i]);
			GString *out = g_string_new(NULL);
			struct span bytes = {(const char *)packed->data, packed->len};
			g_assert_true(inflate_span(bytes, SIZE_MAX, out));
			g_assert_cmpuint(out->len, ==, len);
			g_string_truncate(out, 0);
			g_assert_false(inflate_span(span_cut(bytes, 0, bytes.len - 1), SIZE_MAX, out));
			g_string_free(out, TRUE);
			g_byte_array_unref(packed);
		}
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/span/find", test_find);
	g_test_add_func("/span/find-web", test_find_web);
	g_test_add_func("/span/trim", test_trim);
	g_test_add_func("/span/lines", test_lines);
	g_test_add_func("/span/compare", test_compare);
	g_test_add_func("/arena", test_arena);
	g_test_add_func("/arena/grow", test_grow);
	g_test_add_func("/problem", test_problem);
	g_test_add_func("/json", test_json);
	g_test_add_func("/inflate", test_inflate);
	return g_test_run();
}
