/* SPDX-License-Identifier: MIT */
/*
 * HTML that is read without libxml2: as libxml2 reads it, and that so is most of what there is. JIANBAO_MUTATIONS says
 * how many spoilt fragments are tried, and may be any number; the same number tries the same ones.
 */
#include <glib.h>
#include <libxml/HTMLtree.h>
#include <stdlib.h>

#include "../twin.h"
#include "article/markup.h"
#include "text/charset.h"
#include "text/utf8.h"

#define MUTATIONS 10000

/* Whether it is read without libxml2 at all; where it is, both must give the same. */
static const struct {
	const char *html;
	bool read;
} cases[] = {
	{"", true},
	{" \n ", true},
	{"text", true},
	{"<p>one<p>two", true},
	{"<p>a<div>b</div>c</p>d", true},
	{"<b>a<p>b</b>c", true},
	{"<ul><li>a<li>b<ul><li>c</ul></ul>", true},
	{"<table><tr><td>a<td>b<tr><td>c</table>d", true},
	{"<div><table><tr><td></div>a</td></tr></table></div>", true},
	{"<span><b></i></span>a</b>", true},
	{"<dl><dt>a<dd>b<dt>c</dl>", true},
	{"<a href=x>1<a href=y>2</a>", true},
	{"<select><option>a<option>b</select>", true},
	{"<section><share-button>a</share-button></section>", true},
	{"<x-a><x-b>a</x-a>b</x-b>", true},
	{"<br/><hr /><img src=a.png><input><embed>a", true},
	{"<p/>a", true},
	{"<P CLASS=\"A\" class='b' ID = c hidden>a</P>", true},
	{"<p a=\"1\"b='2' \"=x\" c=>d", true},
	{"<p / >a<p //>b", true},
	{"<p .a=1 -b=2 3=4>a", true},
	{"<a href=\"?a=1&amp;b=2&copy=3&lang;&nosuch;&\">a", true},
	{"<a href='&#65;&#x4e2d;'>a", true},
	{"<a href='&#65'>a", false},
	{"a &amp; b &lt;c&gt; &nbsp;&ldquo;&nosuch; &amp &  AT&T x", true},
	{"a&", false},
	{"&#20013;&#x6587; &#0;", false},
	{"&#1114112;", false},
	{"&\xE4\xB8\xAD", false},
	{"<html lang=de><head><title>a</title></head><body>b</body></html>\n", true},
	{"<title>a</title><p>b", true},
	{"<meta a=b><link><p>a<title>b</title>", true},
	{"<div><html a=b><head><body>c</body></head></html>d</div>", true},
	{"<div><body/>a", false},
	{"<body>a</body>b<p>c</html>d", true},
	{"<script>if (a < b && c) x('</p>');</script>a", true},
	{"<script type=application/ld+json>{\"a\": \"&amp;<b>\"}</script>a", true},
	{"<script></p></script>", false},
	{"<script type=application/json>{}", false},
	{"<style></style><noscript>a</noscript>", true},
	{"<frameset><frame></frameset><noframes>a</noframes>", true},
	{"<p>a\x01""b", false},
	{"<p>a\xEF\xBF\xBE", false},
	{"<p class=\"a>b", true},
	{"</p></x>a</div>", true},
	{"a</ p>b", true},
};

/* Whether it was read without libxml2. */
static bool check_same(const char *name, struct span html)
{
	bool read;
	char *difference = twin_difference(html, &read);
	if (difference)
		g_error("%s: %s", name, difference);
	return read;
}

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		bool read;
		char *difference = twin_difference(span_of(cases[i].html), &read);
		g_assert_cmpstr(difference, ==, NULL);
		if (read != cases[i].read)
			g_error("%s: %s", cases[i].html, read ? "read" : "left");
	}
}

/* What has to be repaired is not read as it is, and nothing but that. */
static void test_sound(void)
{
	static const struct {
		const char *html;
		bool sound;
	} samples[] = {
		{"<p class=\"a\" id='b' hidden>a &amp; b &lt; c</p><br/>", true},
		{"Q&amp;A &lt;b&gt; AT&T &amp;copy", true},
		{"&amp;lt;p", false},
		{"&lt;p&gt;&lt;b&gt; &lt;i&gt;", false},
		{"&lt;script&gt;", false},
		{"<h1 .1e.0\"=\"\" class=\"a\">a</h1>", true},
		{"<p \"=\" >a\">b", false},
		{"<a href=\"b<c\">a</a>", true},
		{"<a href=b<c>a</a>", false},
		{"<a title=\"b<i class=\"c\">a</i>", false},
		{"<https://example.org/a>", false},
		{"a<!-- b -->c", false},
		{" <!DOCTYPE html>\n<p>a", true},
		{"a<!DOCTYPE html>b", false},
		{"<script>a<p>b</script>", true},
		{"<script>a</script b>", false},
		{"<script/>a</script>", false},
		{"<script src=a/>b</script>", false},
		{"a</br>b", false},
	};
	struct arena *arena = arena_new();
	struct markup markup;
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		if (markup_read(arena, span_of(samples[i].html), false, &markup) != samples[i].sound)
			g_error("%s: %s", samples[i].html, samples[i].sound ? "left" : "read");
	arena_free(arena);
}

/* Bytes that are left to libxml2 are seen wherever they stand. */
static void test_bytes(void)
{
	static const char *const wild[5] = {"\x01", "\r", "\x1F", "\xEF\xBF\xBE", "\xEF\xBF\xBF"};
	struct arena *arena = arena_new();
	struct markup markup;
	GString *html = g_string_new(NULL);
	for (gssize at = 0; at < 1000; at++) {
		g_string_assign(html, "\xEF\xBF\xBD\xEF\xBC\x8C\t\n");
		while (html->len < 300)
			g_string_append_c(html, 'a');
		g_assert_true(markup_read(arena, (struct span){html->str, html->len}, true, &markup));
		g_string_insert(html, 8 + at / 5, wild[at % 5]);
		g_assert_false(markup_read(arena, (struct span){html->str, html->len}, true, &markup));
	}
	g_string_free(html, TRUE);
	arena_free(arena);
}

/* What the table says, libxml2 says. */
static void test_names(void)
{
	for (int i = NAME_UNKNOWN + 1; i < NAME_COUNT; i++) {
		const char *name = markup_rules[i].name.at;
		const htmlElemDesc *known = htmlTagLookup((const xmlChar *)name);
		g_assert_cmpint(markup_name(span_of(name)), ==, i);
		g_assert_cmpint(markup_rules[i].empty, ==, known && known->empty);
		for (int next = NAME_UNKNOWN + 1; next < NAME_COUNT; next++) {
			xmlNode node = {.type = XML_ELEMENT_NODE, .name = (const xmlChar *)markup_rules[next].name.at};
			if (next != i)
				g_assert_cmpint(htmlAutoCloseTag(NULL, (const xmlChar *)name, &node), ==,
						markup_ends((enum markup_name)i, (enum markup_name)next));
		}
	}
	g_assert_cmpint(markup_name(SPAN("share-button")), ==, NAME_UNKNOWN);
	g_assert_cmpint(markup_name(SPAN("")), ==, NAME_UNKNOWN);
}

static const char *const pieces[] = {
	"<p>", "</p>", "<div class=a>", "</div>", "<b>", "</b>", "<li>", "</li>", "<ul>", "</ul>", "<table>",
	"</table>", "<tr>", "</tr>", "<td>", "</td>", "<a href='x'>", "</a>", "<br>", "<h1>", "</h1>", " ",
	"text", "&amp;", "&x", "<script>", "</script>", "<html>", "<head>", "<body>", "</body>", "</head>",
	"<title>", "</title>", "<x-y>", "</x-y>", "<form>", "</form>", "<font color=red>", "</font>", "<style>",
	"</style>", "<dt>", "<dd>", "</dl>", "<pre>", "</pre>", "<img/>", "<option>", "<meta a>", "<tbody>",
};

static const char *any_of(GRand *random, const char *const *all, size_t count)
{
	return all[g_rand_int_range(random, 0, (gint32)count)];
}

/* Whatever pieces of markup stand behind one another. */
static void test_pieces(void)
{
	GRand *random = g_rand_new_with_seed(1);
	GString *html = g_string_new(NULL);
	for (int run = 0; run < 5000; run++) {
		g_string_truncate(html, 0);
		for (int i = g_rand_int_range(random, 1, 24); i > 0; i--)
			g_string_append(html, any_of(random, pieces, G_N_ELEMENTS(pieces)));
		check_same(html->str, (struct span){html->str, html->len});
	}
	g_string_free(html, TRUE);
	g_rand_free(random);
}

/* Fragments that somebody spoilt ---------------------------------------------------------------------------------- */

static const char *const attributes[] = {
	" class=\"a b\"", " href='?a=1&amp;b=2&c=3'", " HREF = \"/x\"", " hidden", " title=\"\xE4\xB8\xAD &lt;\"",
	" x=y", " a=b/", " data-a.b:c=''", " style=\"display: none\"", " =", " \"a\"", "\n\tid=a",
};

static const char *const texts[] = {
	"text", "\xE4\xB8\xAD\xE6\x96\x87", " ", "\n  ", "\t", "&amp;", "&#20013;", "&#x4e2d;", "&nbsp;", "&copy", "& ",
	"AT&T", "\xC2\xA0", "\xEF\xBF\xBD", "a > b", "a < b", "<!-- c -->", "<!DOCTYPE html>", "<![CDATA[x]]>", "&lt;p&gt;",
	"&amp;lt;", "<https://a.b/c>", "<br/>", "<img src=a>", "<script>a<b</script>", "<style>p{}</style>",
};

/* Elements inside one another, each closed, with text around them. */
static void put_nested(GRand *random, GString *html)
{
	const char *open[8];
	size_t depth = 0;
	for (int steps = g_rand_int_range(random, 1, 30); steps > 0 || depth > 0; steps--) {
		int what = g_rand_int_range(random, 0, 8);
		if (what < 3 && steps > 0 && depth < G_N_ELEMENTS(open)) {
			open[depth] = markup_rules[g_rand_int_range(random, 1, NAME_COUNT)].name.at;
			g_string_append_printf(html, "<%s", open[depth++]);
			while (g_rand_int_range(random, 0, 3) == 0)
				g_string_append(html, any_of(random, attributes, G_N_ELEMENTS(attributes)));
			g_string_append_c(html, '>');
		} else if (what < 6) {
			g_string_append(html, any_of(random, texts, G_N_ELEMENTS(texts)));
		} else if (depth > 0) {
			g_string_append_printf(html, "</%s>", open[--depth]);
		}
	}
}

/* One change: something goes, comes twice, comes from elsewhere, or is another byte. */
static void spoil(GRand *random, GString *html)
{
	static const char bytes[] = "<>/\"'=&;#! \n-.:a1\x01\xE4\xEF";
	gint32 len = (gint32)html->len, at = g_rand_int_range(random, 0, len + 1);
	gint32 most = g_rand_int_range(random, 1, 20), some = MIN(most, len - at);
	gint32 to = g_rand_int_range(random, 0, len + 1);
	char *copy = g_strndup(html->str + at, (gsize)some);
	switch (g_rand_int_range(random, 0, 5)) {
	case 0:
		g_string_erase(html, at, some);
		break;
	case 1:
		g_string_insert_len(html, to, copy, some);
		break;
	case 2:
		g_string_insert(html, at, any_of(random, pieces, G_N_ELEMENTS(pieces)));
		break;
	case 3:
		if (some > 0)
			html->str[at] = bytes[g_rand_int_range(random, 0, sizeof bytes - 1)];
		break;
	default:
		for (gint32 i = at; i < at + some; i++)
			html->str[i] = g_ascii_toupper(html->str[i]);
	}
	g_free(copy);
}

static void test_mutations(void)
{
	const char *wanted = g_getenv("JIANBAO_MUTATIONS");
	int runs = wanted ? atoi(wanted) : MUTATIONS, alone = 0;
	GRand *random = g_rand_new_with_seed(2);
	GString *html = g_string_new(NULL), *valid = g_string_new(NULL);
	for (int run = 0; run < runs; run++) {
		g_string_truncate(html, 0);
		g_string_truncate(valid, 0);
		if (run % 4 == 0)
			g_string_append(html, cases[run / 4 % (int)G_N_ELEMENTS(cases)].html);
		put_nested(random, html);
		for (int i = g_rand_int_range(random, 0, 5); i > 0; i--)
			spoil(random, html);
		utf8_repair((struct span){html->str, html->len}, valid);
		alone += check_same(html->str, (struct span){valid->str, valid->len});
	}
	g_test_message("%d fragments, %d of them read without libxml2", runs, alone);
	g_assert_cmpint(alone, >, runs / 4);
	g_string_free(valid, TRUE);
	g_string_free(html, TRUE);
	g_rand_free(random);
}

/* Files ------------------------------------------------------------------------------------------------------------ */

static void check_file(const char *path)
{
	struct arena *arena = arena_new();
	char *bytes;
	gsize len;
	if (g_file_get_contents(path, &bytes, &len, NULL)) {
		struct span text = charset_decode(arena, (struct span){bytes, len}, (struct span){NULL, 0}).text;
		size_t body = span_starts(text, SPAN("---")) ? span_find(text, SPAN("<")) : 0;
		check_same(path, span_from(text, body == SPAN_NONE ? 0 : body));
		g_free(bytes);
	}
	arena_free(arena);
}

static void check_folder(const char *path)
{
	GDir *dir = g_dir_open(path, 0, NULL);
	if (!dir) {
		check_file(path);
		return;
	}
	const char *name;
	while ((name = g_dir_read_name(dir))) {
		char *inside = g_build_filename(path, name, NULL);
		check_folder(inside);
		g_free(inside);
	}
	g_dir_close(dir);
}

static void test_files(const void *data)
{
	const char *top = g_getenv("G_TEST_SRCDIR");
	char *path = g_build_filename(top ? top : ".", data, NULL);
	if (g_file_test(path, G_FILE_TEST_IS_DIR))
		check_folder(path);
	else
		g_test_skip("no such folder here");
	g_free(path);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	if (!twin_is_comparable())
		return 77;
	g_test_add_func("/markup/cases", test_cases);
	g_test_add_func("/markup/sound", test_sound);
	g_test_add_func("/markup/bytes", test_bytes);
	g_test_add_func("/markup/names", test_names);
	g_test_add_func("/markup/pieces", test_pieces);
	g_test_add_func("/markup/mutations", test_mutations);
	g_test_add_data_func("/markup/seeds", "seeds", test_files);
	g_test_add_data_func("/markup/data", "tests/data", test_files);
	g_test_add_data_func("/markup/kept", "tests/fuzz/corpus", test_files);
	g_test_add_data_func("/markup/corpus", "../shared/corpus", test_files);
	return g_test_run();
}
