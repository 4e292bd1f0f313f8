/* SPDX-License-Identifier: MIT */
/*
 * What would be started for an address, and what is refused; and that one really is started with the address as one
 * argument.
 */
#include <glib.h>
#include <glib/gstdio.h>

#include "term/open.h"

#define URL "https://example.org/?a=1&b=$(id)"

static void test_refusal(void)
{
	static const struct {
		const char *url;
		bool secure, refused;
	} cases[] = {
		{"https://example.org/新闻?a=b&c=d#e", false, false},
		{"HTTP://example.org", false, false},
		{"https://example.org/$(id);'x'", false, false},
		{"https://example.org/", true, true},
		{"javascript:alert(1)", false, true},
		{"file:///etc/passwd", false, true},
		{"-https://example.org", false, true},
		{"https://example.org/\033[2J", false, true},
		{"https://example.org/a b", false, true},
		{"https://example.org/\n", false, true},
		{"https://example.org/\"", false, true},
		{"", false, true},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct open_place place = {.secure = cases[i].secure};
		g_test_message("%s", cases[i].url);
		g_assert_cmpint(open_refusal(&place, span_of(cases[i].url)) != NULL, ==, cases[i].refused);
	}
	g_assert_nonnull(open_refusal(&(struct open_place){0}, (struct span){"https://a\0b", 11}));
}

/* The candidates as one text: words in brackets, candidates parted by a bar. */
static char *candidates_text(const struct open_place *place)
{
	GString *text = g_string_new(NULL);
	GPtrArray *candidates = open_candidates(place, SPAN(URL));
	for (guint i = 0; i < candidates->len; i++) {
		g_string_append(text, i ? "|" : "");
		for (char **word = g_ptr_array_index(candidates, i); *word; word++)
			g_string_append_printf(text, "[%s]", *word);
	}
	g_ptr_array_unref(candidates);
	return g_string_free(text, FALSE);
}

static void test_candidates(void)
{
	static const struct {
		const char *browser;
		bool desktop;
		const char *want;
	} cases[] = {
		{NULL, false, ""},
		{NULL, true, "[xdg-open][" URL "]|[open][" URL "]"},
		{"w3m", false, "[w3m][" URL "]"},
		{"a --new %s 100%%:b -u", false, "[a][--new][" URL "][100%]|[b][-u][" URL "]"},
		{"'my browser' --url=%s", false, "[my browser][--url=" URL "]"},
		{"::w3m:", false, "[w3m][" URL "]"},
		{"'unclosed", false, ""},
		{"%s", false, "[" URL "]"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct open_place place = {.browser = cases[i].browser, .desktop = cases[i].desktop};
		char *text = candidates_text(&place);
		g_assert_cmpstr(text, ==, cases[i].want);
		g_free(text);
	}
}

static void test_run(void)
{
	char *folder = g_dir_make_tmp("jianbao-open-XXXXXX", NULL);
	char *program = g_build_filename(folder, "browser", NULL);
	char *seen = g_build_filename(folder, "seen", NULL);
	char *script = g_strdup_printf("#!/bin/sh\nprintf '%%s\\n' \"$#\" \"$@\" >'%s'\n", seen);
	g_assert_true(g_file_set_contents(program, script, -1, NULL));
	g_assert_cmpint(g_chmod(program, 0700), ==, 0);
	char *browsers = g_strdup_printf("/nonexistent/browser:false:'%s'", program);
	struct open_place place = {.browser = browsers};
	g_assert_true(open_address(&place, SPAN(URL)));
	char *arguments = NULL;
	g_assert_true(g_file_get_contents(seen, &arguments, NULL, NULL));
	g_assert_cmpstr(arguments, ==, "1\n" URL "\n");
	g_assert_false(open_address(&(struct open_place){.browser = "/nonexistent/browser"}, SPAN(URL)));
	g_remove(seen);
	g_remove(program);
	g_rmdir(folder);
	g_free(arguments);
	g_free(browsers);
	g_free(script);
	g_free(seen);
	g_free(program);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/open/refusal", test_refusal);
	g_test_add_func("/open/candidates", test_candidates);
	g_test_add_func("/open/run", test_run);
	return g_test_run();
}
