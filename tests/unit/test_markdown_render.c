/* SPDX-License-Identifier: MIT */
/*
 * Passages of HTML do not go through md4c, and what comes out must be what comes out where they do: as where the source
 * is said to have fences.
 */
#include <glib.h>

#include "article/markdown_render.h"

static void check(const char *source)
{
	GString *one = markdown_render(span_of(source), false, true);
	GString *all = markdown_render(span_of(source), true, true);
	if (!g_string_equal(one, all))
		g_error("%s\n--- is\n%s\n--- and should be\n%s", source, one->str, all->str);
	g_string_free(one, TRUE);
	g_string_free(all, TRUE);
}

static void passages_stand_as_they_are(void)
{
	GString *html = markdown_render(SPAN("# A\n\n<div>\n *b* &amp; <br/>\n</div>\n\n*c*\n"), false, true);
	g_assert_cmpstr(html->str, ==, "<h1>A</h1>\n<div>\n *b* &amp; <br/>\n</div>\n<p><em>c</em></p>\n");
	g_string_free(html, TRUE);
}

static void contexts_are_those_of_the_page(void)
{
	static const char *const sources[] = {
		"",
		"<div>",
		"<div>\n\n",
		"</div>\n\ntext\n",
		"[a]\n\n<p>x</p>\n\n[a]: http://h/\n",
		"- one\n\n<p>x</p>\n\n- two\n",
		"1. one\n\n<hr/>\n\n2. two\n",
		"> quote\n\n<ul>\n\n> quote\n",
		"<!-- a\n\n<div>\n\n-->\n\n*b*\n",
		"<pre>\n\n<p>*a*</p>\n\n</pre>\n\n*b*\n",
		"text <b\n\n<p>c</p>\n",
		"text\n<div>\n\n*a*\n",
		" <div>\n\n<p>\n",
		"<p\n\n<p>\n\n<p/>\n\n<p/ >\n\n<pp>\n\n<P>\n\n<table\tx>\n",
		"    code\n\n<p>a</p>\n\n    code\n",
		"a &lt; b\n\n<p>a &lt; b</p>\n\na < b\n",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++)
		check(sources[i]);
}

static void random_pages_are_the_same(void)
{
	static const char *const lines[] = {
		"\n",          "\n",           "\n",           "text *a*\n",        "- item\n",      "  more\n",
		"> quote\n",   "<div>\n",      "</div>\n",     "<p>*a* &lt;</p>\n", "<hr/>\n",       "<!-- a\n",
		"a -->\n",     "<pre>\n",      "</pre>\n",     "<script>\n",        "</script>\n",   "[a]: http://h/\n",
		"see [a]\n",   "    code\n",   "| a | b |\n",  "|---|---|\n",       "===\n",         "<b>\n",
		"<?a\n",       "<![CDATA[\n",  "]]>\n",        " <p>\n",            "<table\n",      "1. one\n",
	};
	for (int round = 0; round < 20000; round++) {
		GString *source = g_string_new(NULL);
		for (int left = g_test_rand_int_range(1, 16); left > 0; left--)
			g_string_append(source, lines[g_test_rand_int_range(0, G_N_ELEMENTS(lines))]);
		check(source->str);
		g_string_free(source, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/markdown-render/passages", passages_stand_as_they_are);
	g_test_add_func("/markdown-render/contexts", contexts_are_those_of_the_page);
	g_test_add_func("/markdown-render/random", random_pages_are_the_same);
	return g_test_run();
}
