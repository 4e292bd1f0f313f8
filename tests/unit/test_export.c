/* SPDX-License-Identifier: MIT */
/* What leaves in files: names, addresses, Markdown that reads back, HTML that is well-formed whatever is in it. */
#include <errno.h>
#include <glib.h>
#include <string.h>

#include "../tree.h"
#include "article/parse.h"
#include "export/export.h"
#include "export/html_body.h"
#include "export/markdown.h"
#include "source/zip_writer.h"

static struct article named(const char *title, const char *url, char **pool)
{
	struct article article = {.title = {0, (uint32_t)strlen(title)}, .url = {(uint32_t)strlen(title), 0}};
	article.url.len = (uint32_t)strlen(url);
	*pool = g_strconcat(title, url, NULL);
	article.pool = *pool;
	article.pool_len = (uint32_t)strlen(*pool);
	return article;
}

static void test_names(void)
{
	static const struct {
		const char *title, *expected;
	} cases[] = {
		{"標題：一二", "標題：一二.md"},
		{"../../etc/passwd", "etc-passwd.md"},
		{"-rf *", "rf.md"},
		{".hidden", "hidden.md"},
		{"a/b\\c:d|e\"f", "a-b-c-d-e-f.md"},
		{"$(reboot) `x`; y", "reboot-x-y.md"},
		{"...", "article.md"},
		{"a  \xE2\x80\xAE b", "a-b.md"},
		{"end. ", "end.md"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *pool;
		struct article article = named(cases[i].title, "", &pool);
		char *name = export_file_name(&article, EXPORT_MD);
		g_assert_cmpstr(name, ==, cases[i].expected);
		g_free(name);
		g_free(pool);
	}
}

/* Whatever an article calls its language is one attribute. */
static void test_language(void)
{
	static const struct html_style style = {1, true, NULL};
	const struct subject subject = {.article.lang = "z\"><i x='"}, none = {.number = 0};
	GString *out = g_string_new(NULL);
	html_language(out, &style, &none);
	html_language(out, &style, &subject);
	g_assert_cmpstr(out->str, ==, " lang=\"z&quot;&gt;&lt;i x='\" xml:lang=\"z&quot;&gt;&lt;i x='\"");
	g_string_free(out, TRUE);
}

static void test_addresses(void)
{
	static const struct {
		const char *url, *expected;
	} cases[] = {
		{"https://a.example/x?a=1&b=2#c", "https://a.example/x?a=1&b=2#c"},
		{"/y", "https://base.example/y"},
		{"y z", "https://base.example/d/yz"},
		{"https://a.example/<\"'>", "https://a.example/%3C%22'%3E"},
		{"https://a.example/100%", "https://a.example/100%25"},
		{"https://a.example/%41#b#c", "https://a.example/%41#b%23c"},
		{"https://\xD0\xB5xample.org/", "https://xn--xample-2of.org/"},
		{"https://a..example/", NULL},
		{"mailto:a@b.example", "mailto:a@b.example"},
		{"javascript:alert(1)", NULL},
		{" java\tscript:alert(1)", NULL},
		{"JavaScript:alert(1)", NULL},
		{"data:text/html,x", NULL},
		{"file:///etc/passwd", NULL},
		{"https://", NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *pool;
		struct subject subject = {.article = named("", "https://base.example/d/x", &pool)};
		char *address = subject_address(&subject, span_of(cases[i].url));
		g_assert_cmpstr(address, ==, cases[i].expected);
		g_free(address);
		g_free(pool);
	}
}

static void test_formats(void)
{
	g_assert_cmpint(export_format_of("a.MD"), ==, EXPORT_MD);
	g_assert_cmpint(export_format_of("a.json"), ==, EXPORT_CSL_JSON);
	g_assert_cmpint(export_format_of(".md"), ==, EXPORT_FORMATS);
	g_assert_cmpint(export_format_of("md"), ==, EXPORT_FORMATS);
	g_assert_cmpint(export_format_named("epub"), ==, EXPORT_EPUB);
}

/* Bodies whose text must stand in Markdown as it stands in them. */
static const char *const bodies[] = {
	"<p>* no item</p><p>+ nor this</p><p>- nor this</p><p>12. nor this</p><p># no heading</p>",
	"<p>&gt; no quotation</p><p>=== and --- no rules</p><p>a | b</p><p>: no definition</p>",
	"<p>{{ no }} {% tag %} {: .here} and ==no mark==</p><p>[^1] no note, [no](link), ![no](picture)</p>",
	"<p>&amp;amp; stays, &amp;copy; too, AT&amp;T</p><p>snake_case_name *stars* `ticks` ~~tildes~~ \\ slash</p>",
	"<p>他說<b>「重要」</b>的<i>字</i>，<b>粗</b>與<b><i>都是</i></b>，<b>a</b><i>b</i><b>c</b>。</p>",
	"<p>see <a href='https://a.example/(x)_y*z'>the [link]</a>! <a href='https://b.example/'>and this</a></p>",
	"<p>code <code>a`b``c</code>, <code>`</code>, <code> x </code> and <code>{{ y }}</code> end</p>",
	"<pre>int x;\n\n```\n  indented &lt;b&gt;\n</pre><p>after it</p>",
	"<ul><li>one<ul><li>two<ol start='7'><li>three</li><li>four</li></ol></li></ul></li><li>five</li></ul>",
	"<p>before</p><blockquote><p>one</p><blockquote><p>two</p></blockquote><ul><li>three</li></ul></blockquote>",
	"<table><tr><th>a|b</th><th>c</th></tr><tr><td>1</td><td>2 *3*</td></tr><tr><td>x</td><td></td></tr></table>",
	"<p>one line<br>- second line<br>2) third line</p><h2>Heading # with #</h2><p>x<sup>2</sup> H<sub>2</sub>O</p>",
	"<p><a href='https://a.example/p'><img src='https://a.example/p.png' alt='pic'></a> by <a href='/q'>one</a></p>",
	"<ol><li>one</li><li>two</li></ol><p>between</p><ol start='5'><li>five</li></ol><ul><li>a</li></ul>",
};

struct place {
	char *root;
	struct archive *archive;
};

static void set_up(struct place *place, const void *data)
{
	(void)data;
	place->root = g_dir_make_tmp("jianbao-export-XXXXXX", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		char *path = g_strdup_printf("%02zu.html", i);
		char *text = g_strdup_printf(
			"---\ntitle: \"T <%zu> & ]]>\"\n---\n\n%s\n<p>這裡是文章的最後一段，寫得夠長。</p>\n", i,
			bodies[i]);
		tree_write(place->root, path, text);
		g_free(text);
		g_free(path);
	}
	place->archive = archive_open((const char *const *)&place->root, 1);
	archive_wait(place->archive);
	g_assert_cmpuint(archive_shown(place->archive), ==, G_N_ELEMENTS(bodies));
}

static void tear_down(struct place *place, const void *data)
{
	(void)data;
	archive_close(place->archive);
	tree_remove(place->root);
	g_free(place->root);
}

static char *addresses(const struct article *article)
{
	GString *out = g_string_new(NULL);
	for (uint32_t i = 0; i < article->link_count; i++) {
		struct span url = article_span(article, article->links[i].url);
		g_string_append_printf(out, "%.*s ", (int)url.len, url.at);
	}
	return g_string_free(out, FALSE);
}

static void check_back(const struct subject *subject)
{
	struct arena *arena = arena_new();
	GString *out = g_string_new(NULL);
	struct parsed parsed;
	markdown_write(out, subject, false);
	article_parse(arena, (struct span){out->str, out->len}, SPAN("back.md"), &parsed);
	char *before = span_dup(article_text(&subject->article)), *after = span_dup(article_text(&parsed.article));
	char *led = addresses(&subject->article), *leads = addresses(&parsed.article);
	g_assert_cmpstr(after, ==, before);
	g_assert_cmpstr(leads, ==, led);
	g_free(leads);
	g_free(led);
	g_free(before);
	g_free(after);
	g_string_free(out, TRUE);
	arena_free(arena);
}

static void append_nothing(GString *out, const struct subject *subject, size_t place)
{
	(void)subject;
	g_string_append_printf(out, "#%zu", place);
}

static void check_markup(const struct subject *subject)
{
	static const GMarkupParser parser = {.text = NULL};
	static const struct html_style style = {2, true, append_nothing};
	GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, NULL, NULL);
	GString *out = g_string_new("<body>");
	GError *error = NULL;
	html_body(out, subject, &style);
	g_string_append(out, "</body>");
	g_markup_parse_context_parse(context, out->str, (gssize)out->len, &error);
	g_assert_no_error(error);
	g_assert_true(g_markup_parse_context_end_parse(context, NULL));
	g_string_free(out, TRUE);
	g_markup_parse_context_free(context);
}

static void check_all(struct place *place, void (*check)(const struct subject *subject))
{
	size_t count;
	const uint32_t *order = archive_order(place->archive, &count);
	struct export_set set;
	export_set_init(&set, place->archive, order, count, false);
	for (size_t i = 0; i < count; i++) {
		struct subject subject;
		export_set_subject(&set, i, &subject);
		check(&subject);
	}
	export_set_clear(&set);
}

static void test_round_trip(struct place *place, const void *data)
{
	(void)data;
	check_all(place, check_back);
}

static void test_markup(struct place *place, const void *data)
{
	(void)data;
	check_all(place, check_markup);
}

/* A zip has room for so many files; who adds another is told at once, and why at the end. */
static void test_zip(void)
{
	FILE *out = fopen("/dev/null", "w");
	struct zip_writer *zip = zip_writer_new(out, 0);
	unsigned added = 0;
	while (added < UINT16_MAX && zip_writer_add(zip, "a", SPAN(""), false))
		added++;
	g_assert_cmpuint(added, ==, UINT16_MAX - 1);
	g_assert_false(zip_writer_finish(zip));
	g_assert_cmpint(errno, ==, EFBIG);
	fclose(out);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/export/names", test_names);
	g_test_add_func("/export/language", test_language);
	g_test_add_func("/export/addresses", test_addresses);
	g_test_add_func("/export/formats", test_formats);
	g_test_add_func("/export/zip", test_zip);
	g_test_add("/export/round-trip", struct place, NULL, set_up, test_round_trip, tear_down);
	g_test_add("/export/markup", struct place, NULL, set_up, test_markup, tear_down);
	return g_test_run();
}
