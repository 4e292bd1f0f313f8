/* SPDX-License-Identifier: MIT */
/* What is typed into a search prompt: terms, exact ones, expressions, what is wrong; hits as from-to:term. */
#include "find/typed.h"

#include <glib.h>

/* The hits of a walk in portions of `bytes`, or what is wrong. */
static char *find_all(const char *line, struct span text, size_t bytes)
{
	struct regex_error error;
	struct typed *typed = typed_new(span_of(line), &error);
	GString *out = g_string_new(NULL);
	if (!typed) {
		if (error.message)
			g_string_printf(out, "wrong at %zu", error.at);
		g_free(error.message);
		return g_string_free(out, FALSE);
	}
	GArray *hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	struct typed_walk *walk = typed_walk_new(typed, text);
	while (typed_walk_on(walk, bytes, hits))
		continue;
	for (guint i = 0; i < hits->len; i++) {
		const struct hit *hit = &g_array_index(hits, struct hit, i);
		g_string_append_printf(out, "%s%u-%u:%u", i ? " " : "", hit->from, hit->to, hit->term);
	}
	typed_walk_free(walk);
	typed_free(typed);
	g_array_unref(hits);
	return g_string_free(out, FALSE);
}

static const struct {
	const char *line, *text, *found;
} cases[] = {
	{"", "text", ""},
	{"|", "a|b", ""},
	{"a|b", "abcab", "0-1:0 1-2:1 3-4:0 4-5:1"},
	{"b | a", "abcab", "0-1:1 1-2:0 3-4:1 4-5:0"},
	{"aa|a", "aaa", "0-2:0 2-3:1"}, /* none overlap */
	{"x|", "x", "0-1:0"},           /* as one types */
	{"a\\|b", "a|b ab", "0-3:0"},
	{"美国", "美國 美国", "0-6:0 7-13:0"},
	{"=美国", "美國 美国", "7-13:0"},
	{"=美国|国", "美國 美国", "7-13:0"}, /* all of it */
	{"國|=国", "國国", "0-3:0 3-6:0"},
	{"=", "a=b", "1-2:0"},
	{"=a", "aA", "0-1:0"},
	{"==", "a=b", "1-2:0"},
	{"\\=a", "=a", "0-2:0"},
	{"/", "a/b", ""}, /* the beginning of an expression */
	{"//", "a/b", ""},
	{"\\/b", "a/b", "1-3:0"},
	{"a/b", "a/b", "0-3:0"},
	{"/[0-9]+", "a12 3", "1-3:0 4-5:0"},
	{"/[0-9]+/", "a12 3", "1-3:0 4-5:0"},
	{"/a|b/", "ab", "0-1:0 1-2:0"}, /* the bar is the expression's */
	{"/a|b/|c", "abc", "0-1:0 1-2:0 2-3:1"},
	{"/a\\/b/", "a/b", "0-3:0"},
	{"/^b$/", "a\nb\nb", "2-3:0 4-5:0"},
	{"/x*/", "axxb", "1-3:0"},
	{"x|/(a", "a", "wrong at 6"},
	{"/a)/", "a", "wrong at 3"},
	{"日|/美)", "a", "wrong at 5"},
};

static void test_cases(void)
{
	static const size_t portions[] = {1, 3, 1000, SIZE_MAX};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		for (size_t k = 0; k < G_N_ELEMENTS(portions); k++) {
			char *found = find_all(cases[i].line, span_of(cases[i].text), portions[k]);
			g_test_message("%s", cases[i].line);
			g_assert_cmpstr(found, ==, cases[i].found);
			g_free(found);
		}
	}
}

/* However a text is cut into portions, hits of several terms come in the same order. */
static void test_portions(void)
{
	GString *text = g_string_new(NULL);
	for (int i = 0; i < 3000; i++)
		g_string_append(text, i % 7 == 0 ? "日美同盟\n" : i % 5 == 0 ? "岸田 12" : "與拜登");
	struct span span = {text->str, text->len};
	char *whole = find_all("岸田文|拜登|日美|/[0-9]+/", span, SIZE_MAX);
	char *parts = find_all("岸田文|拜登|日美|/[0-9]+/", span, 100);
	char *small = find_all("岸田文|拜登|日美|/[0-9]+/", span, 1);
	g_assert_cmpuint(strlen(whole), >, 10000);
	g_assert_cmpstr(parts, ==, whole);
	g_assert_cmpstr(small, ==, whole);
	g_free(whole);
	g_free(parts);
	g_free(small);
	g_string_free(text, TRUE);
}

static void test_first(void)
{
	struct regex_error error;
	struct typed *typed = typed_new(SPAN("c|b"), &error);
	struct hit hit;
	g_assert_true(typed_find(typed, SPAN("abc"), 0, &hit));
	g_assert_cmpuint(hit.from, ==, 1);
	g_assert_cmpuint(hit.term, ==, 1);
	g_assert_true(typed_find(typed, SPAN("abc"), 2, &hit));
	g_assert_cmpuint(hit.term, ==, 0);
	g_assert_false(typed_find(typed, SPAN("abc"), 3, &hit));
	typed_free(typed);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/typed/cases", test_cases);
	g_test_add_func("/typed/portions", test_portions);
	g_test_add_func("/typed/first", test_first);
	return g_test_run();
}
