/* SPDX-License-Identifier: MIT */
/*
 * Search in one text: what is found, written as from-to in bytes; a naive search over random text as the reference; and
 * texts that make careless searches quadratic.
 */
#include "find/match.h"

#include <glib.h>
#include <string.h>

/* All matches as "from-to from-to". */
static char *find_all(const char *query, struct span text)
{
	GString *out = g_string_new(NULL);
	struct pattern *pattern = pattern_new(span_of(query));
	size_t count = 0;
	struct match *matches = pattern ? pattern_find_all(pattern, text, &count) : NULL;
	g_assert_cmpint(matches != NULL, ==, count > 0);
	for (size_t i = 0; i < count; i++)
		g_string_append_printf(out, "%s%u-%u", i ? " " : "", matches[i].from, matches[i].to);
	g_free(matches);
	pattern_free(pattern);
	return g_string_free(out, FALSE);
}

static const struct {
	const char *query, *text, *found;
} cases[] = {
	{"", "text", ""},
	{"\u200B", "te\u200Bxt", ""}, /* nothing that can be seen */
	{"x", "", ""},
	{"美国", "在美国，美国人", "3-9 12-18"},
	{"aa", "aaaaa", "0-2 2-4"}, /* none overlapping */
	{"abab", "abacabababab", "4-8 8-12"},
	{"aab", "aaaab", "2-5"},
	{"biden", "Biden BIDEN ｂｉｄｅｎ", "0-5 6-11 12-27"},
	{"Biden", "Biden BIDEN Ｂｉｄｅｎ", "0-5 12-27"},
	{"ガス", "ｶﾞｽ ガス", "0-9 10-16"},
	{"g7", "在Ｇ7峰会", "3-7"},
	{"soft", "so\u00ADft", "0-6"},
	{"two words", "two words", "0-9"},
	{"two words", "two \t　words", "0-13"},
	{"two words", "two\nwords", "0-9"},
	{"two  words", "two words", "0-9"},
	{"two words", "twowords", ""},
	{"two words", "two\n\nwords", ""},
	{"two words", "two \n \n words", ""},
	{"twowords", "two\n\nwords", ""},
	{"end.", "the end.\n\nThe end.", "4-8 14-18"},
	{"x ", "x x\n\nx y", "0-2 5-7"},
	{" ", "a b　c", "1-2 3-6"},
	{"\xFF", "a\xFE", "1-2"}, /* bad bytes are all U+FFFD */
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *found = find_all(cases[i].query, span_of(cases[i].text));
		g_assert_cmpstr(found, ==, cases[i].found);
		g_free(found);
	}
}

static void test_from(void)
{
	struct pattern *pattern = pattern_new(SPAN("日本"));
	struct span text = SPAN("日本、日本日本");
	struct match match;
	g_assert_true(pattern_find(pattern, text, 0, &match));
	g_assert_cmpuint(match.from, ==, 0);
	g_assert_true(pattern_find(pattern, text, 3, &match));
	g_assert_cmpuint(match.from, ==, 9);
	g_assert_cmpuint(match.to, ==, 15);
	g_assert_true(pattern_find(pattern, text, 15, &match));
	g_assert_cmpuint(match.from, ==, 15);
	g_assert_false(pattern_find(pattern, text, 18, &match));
	g_assert_false(pattern_find(pattern, text, text.len, &match));
	pattern_free(pattern);
}

static void test_against_naive(void)
{
	for (int round = 0; round < 20000; round++) {
		char text[33] = "";
		char query[7] = "";
		for (int i = g_test_rand_int_range(0, 32); i > 0; i--)
			strcat(text, g_test_rand_bit() ? "a" : g_test_rand_bit() ? "b" : "c");
		for (int i = g_test_rand_int_range(1, 6); i > 0; i--)
			strcat(query, g_test_rand_bit() ? "a" : g_test_rand_bit() ? "b" : "c");
		GString *wanted = g_string_new(NULL);
		for (const char *at = text; (at = strstr(at, query)); at += strlen(query))
			g_string_append_printf(wanted, "%s%zu-%zu", wanted->len ? " " : "", (size_t)(at - text),
			                       (size_t)(at - text) + strlen(query));
		char *found = find_all(query, span_of(text));
		g_assert_cmpstr(found, ==, wanted->str);
		g_free(found);
		g_string_free(wanted, TRUE);
	}
}

/* A million `unit`s, searched for a thousand of them and one thing more. Quadratic work would take minutes. */
static void test_hostile(void)
{
	static const char *const units[] = {"a", "ab", "中", " a", "\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		GString *text = g_string_new(NULL);
		GString *query = g_string_new(NULL);
		for (int n = 0; n < 1000000; n++)
			g_string_append(text, units[i]);
		for (int n = 0; n < 1000; n++)
			g_string_append(query, units[i]);
		g_string_append(query, "!");
		gint64 start = g_get_monotonic_time();
		char *found = find_all(query->str, (struct span){text->str, text->len});
		g_assert_cmpstr(found, ==, "");
		g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
		g_free(found);
		g_string_free(text, TRUE);
		g_string_free(query, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/match/cases", test_cases);
	g_test_add_func("/match/from", test_from);
	g_test_add_func("/match/against-naive", test_against_naive);
	g_test_add_func("/match/hostile", test_hostile);
	return g_test_run();
}
