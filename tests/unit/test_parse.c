/* SPDX-License-Identifier: MIT */
/* Files as a whole: which are articles, and the fields that follow from others. */
#include <glib.h>
#include <string.h>

#include "article/date.h"
#include "article/parse.h"
#include "article/share.h"
#include "article/title.h"
#include "article/verdict.h"

#define TEXT                                                                                                           \
	"The council decided on Tuesday to keep the ferry for two more years, and people on both banks were glad.\n"

static const char *const verdicts[] = {"article", "empty", "left out"};

static const struct {
	const char *path, *content, *verdict; /* or the reason */
} verdict_samples[] = {
	{"a.md", "# Title\n\n" TEXT, "article"},
	{"a.txt", "Title\n\n" TEXT, "article"},
	{"README.md", "# Title\n\n" TEXT, "readme"},
	{"sub/readme.zh-CN.md", "# Title\n\n" TEXT, "readme"},
	{"README.md", "---\ntitle: a\ndate: 2020-01-01\n---\n" TEXT, "article"},
	{"readmes are dull.md", "# Title\n\n" TEXT, "article"},
	{"_layouts/post.html", "<h1>{{ page.title }}</h1>\n{{ content }}\n", "template"},
	{"_includes/about.html", "<p>" TEXT "</p>", "layout"},
	{"index.html",
	 "---\nlayout: default\n---\n{% for post in site.posts %}<a>{{ post.title }}</a>{% endfor %}\n",
	 "template"},
	{"a.md", "---\ntitle: a\ndate: 2020-01-01\n---\nWrite `{% for x in y %}`.\n\n" TEXT, "article"},
	{"LICENSE", TEXT, "project-file"},
	{"404.md", "---\ntitle: a\n---\n" TEXT, "project-file"},
	{"about.md", "---\nlayout: page\ntitle: a\n---\n" TEXT, "site-page"},
	{"about.md", "---\nlayout: page\ndate: 2020-01-01\n---\n" TEXT, "article"},
	{"main.css", "p { color: red }\n", "style"},
	{"main.js", "function a() { return 1; }\n", "script"},
	{"saved.php", "<html><head><title>a</title></head><body><p>" TEXT "</p></body></html>", "article"},
	{"list", "[{\"url\": \"x\"}]\n", "data"},
	{"list", "[]\n", "data"},
	{"list", "{\"a\": 1}\n", "data"},
	{"note", "[1] " TEXT "[2]", "article"},
	{"_config.yml", "title: a\n", "project-file"},
	{"feed.xml", "<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\"><channel/></rss>", "feed"},
	{"x", "<svg width=\"6\"></svg>", "image"},
	{"links.md", "# A\n\n- [One article](1.md)\n- [Two articles](2.md)\n- [Three](3.md)\n",
	 "list-of-links"},
	{"links.md", "美国之音\n------\n\n[查看更多](/lists/x)\n", "list-of-links"},
	{"links.html", "<ul><li><a href=1>One article</a><li>2020-01-01 <a href=2>Two</a></ul>",
	 "list-of-links"},
	{"a.md", "---\ntitle: a\ndate: 2020-01-01\n---\n[One](1.md)\n\n[Two](2.md)\n", "article"},
	{"a.md", "[a](https://e.org/1)\n------\n\n[One](1.md)\n", "article"},
	{"scan.md", "### Scan\n\n---\n\n<img src=\"1.png\">\n", "empty"},
	{"a.md", "---\ntitle: a\nfrom: https://e.org/1\n---\n", "empty"},
	{"a.md", "---\ntitle: a\n---\n", "empty"},
	{"a.md", "", "empty-file"},
	{"a.md", "\n \n\t\n", "empty-file"},
	{"a", "\x89PNG\r\n\x1a\n", "image"},
	{"a.md", "%PDF-1.4 " TEXT, "binary"},
};

static void test_verdicts(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(verdict_samples); i++) {
		struct arena *arena = arena_new();
		struct parsed parsed;
		const char *found;
		article_parse(arena, span_of(verdict_samples[i].content), span_of(verdict_samples[i].path), &parsed);
		found = parsed.reason ? parsed.reason : verdicts[parsed.verdict];
		g_test_message("%zu: %s", i, verdict_samples[i].path);
		g_assert_cmpint(parsed.reason != NULL, ==, parsed.verdict == VERDICT_LEFT_OUT);
		g_assert_cmpstr(found, ==, verdict_samples[i].verdict);
		g_assert_cmpuint(parsed.article.title.len, >, 0);
		arena_free(arena);
	}
}

static void test_bytes(void)
{
	char zeros[5000] = "";
	struct arena *arena = arena_new();
	struct parsed parsed;
	article_parse(arena, (struct span){zeros, sizeof zeros}, SPAN("zeros.md"), &parsed);
	g_assert_cmpstr(parsed.reason, ==, "binary");
	g_assert_null(verdict_bytes(SPAN("\xFF\xFE"
	                                 "a\0b\0c\0d\0"),
	                            NULL));
	g_assert_null(verdict_bytes(SPAN("<\0h\0t\0m\0l\0>\0"), NULL));
	g_assert_null(verdict_bytes(SPAN("one \0 byte of zero in a line of text, as damaged files have it"), NULL));
	g_assert_null(verdict_bytes(SPAN(""), NULL));
	for (size_t i = 0, random = 1; i < sizeof zeros; i++, random = random * 1103515245 + 12345)
		zeros[i] = (char)(random >> 16);
	article_parse(arena, (struct span){zeros, sizeof zeros}, SPAN("random.md"), &parsed);
	g_assert_cmpstr(parsed.reason, ==, "binary");
	arena_free(arena);
}

/* title|date where|site */
static void test_fields(void)
{
	static const struct {
		const char *path, *content, *fields;
	} samples[] = {
		{"a.md", "---\ntitle: a\nfrom: https://www.e.org/2020/12/4/x.html\n---\n" TEXT,
		 "a|2020-12-04 url|e.org"},
		{"2020-01-31-some_title.md", "<p>" TEXT "</p>", "some title|2020-01-31 filename|"},
		{"2020/12/04/x.md", "---\ntitle: a\n---\n" TEXT, "a|2020-12-04 filename|"},
		{"n1.md", "### (2013年10月26日) 电子书\n\n" TEXT, "(2013年10月26日) 电子书|2013-10-26 byline|"},
		{"n1.md", "---\ntitle: 回顾发生在街上的1989年6月4日那一天早上的事\n---\n" TEXT,
		 "回顾发生在街上的1989年6月4日那一天早上的事||"},
		{"a.html",
		 "<html><head><title>A headline of some length - Daily</title></head><body><p>" TEXT TEXT
		 "</p></body></html>",
		 "A headline of some length||"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct arena *arena = arena_new();
		struct parsed parsed;
		struct span title, source;
		char date[32], *fields;
		const char *from;
		article_parse(arena, span_of(samples[i].content), span_of(samples[i].path), &parsed);
		title = article_span(&parsed.article, parsed.article.title);
		source = article_span(&parsed.article, parsed.article.source);
		from = date_from_name((enum date_from)parsed.article.date.from);
		date_write(parsed.article.date, date);
		fields = g_strdup_printf("%.*s|%s%s%s|%.*s", (int)title.len, title.at, date, from ? " " : "",
		                         from ? from : "", (int)source.len, source.len ? source.at : "");
		g_assert_cmpstr(fields, ==, samples[i].fields);
		g_free(fields);
		arena_free(arena);
	}
}

/* What the file declares counts where the text tells nothing, and has to look like a language. */
static void test_languages(void)
{
	static const struct {
		const char *declared, *lang;
	} samples[] = {{"zh-Hant", "zh-Hant"}, {"fr", "fr"},  {"'z\"><i x='", ""},          {"'a b'", ""},
	               {"'-a'", ""},           {"'9a'", ""}, {"a-language-too-long", ""}};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct arena *arena = arena_new();
		struct parsed parsed;
		char *content = g_strdup_printf("---\ntitle: 1\ndate: 2020-01-01\nlang: %s\n---\n1 2 3 4 5\n",
		                                samples[i].declared);
		article_parse(arena, span_of(content), SPAN("a.md"), &parsed);
		g_assert_cmpstr(parsed.article.lang, ==, samples[i].lang);
		g_free(content);
		arena_free(arena);
	}
}

/* A title from the file's name is one that nothing tells. */
static void test_makeshift_titles(void)
{
	static const struct {
		const char *content;
		uint32_t warnings;
	} samples[] = {{"<p>" TEXT "</p>", 1}, {"<h1>A</h1><p>" TEXT "</p>", 0}, {"A\n\n" TEXT, 0}, {"A\n\n" TEXT " <iframe> " TEXT, 0}};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct arena *arena = arena_new();
		struct parsed parsed;
		article_parse(arena, span_of(samples[i].content), SPAN("name.md"), &parsed);
		g_assert_cmpuint(parsed.article.warning_count, ==, samples[i].warnings);
		g_assert_true(
			!samples[i].warnings ||
			span_equal(article_span(&parsed.article, parsed.article.warnings[0].code), SPAN("title")));
		arena_free(arena);
	}
}

/* What a page's head and markup say of author and date: author|date */
static void test_pages(void)
{
	static const struct {
		const char *markup, *fields;
	} samples[] = {
		{"<meta name=author content='By Jane Doe, Daily'><meta property=og:site_name content=Daily>",
		 "Jane Doe|"},
		{"<meta name=author content='daily.example'>", "|"},
		{"<meta name=date content=2020-01-01><meta property=article:published_time content=2020-01-02>",
		 "|2020-01-02"},
		{"<meta property=article:published_time content=x><meta name=date content=2020-01-01>", "|2020-01-01"},
		{"<p>By <a rel=author>Jane Doe</a>, editor</p>", "Jane Doe|"},
		{"<div class='vcard author'>by <b class=fn>Jane Doe</b> Senior Correspondent</div>", "Jane Doe|"},
		{"<span itemprop=author>Jane Doe</span>, <span itemprop=author>John Roe</span>", "Jane Doe, John Roe|"},
		{"<div class=comment-author>Jane Doe</div>", "|"},
		{"<div class=byline>记者 张三 2020-01-01</div>", "张三|2020-01-01"},
		{"<time itemprop=datePublished datetime=2020-01-02T03:04:05Z>now</time>", "|2020-01-02T03:04:05Z"},
		{"<abbr class='published x' title=2020-01-02>now</abbr>", "|2020-01-02"},
		{"<nav><p>Published: July 2, 2020</p></nav>", "|2020-07-02"},
		{"<span data-publishtime=1376751840652>8/17</span>", "|2013-08-17T15:04:00Z"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct arena *arena = arena_new();
		char *page =
			g_strdup_printf("<html><head><title>A</title></head><body><article>%s<p>" TEXT "</p><p>" TEXT
			                "</p><p>" TEXT "</p><p>" TEXT "</p></article></body></html>",
			                samples[i].markup);
		struct parsed parsed;
		struct span author;
		char date[32], *fields;
		article_parse(arena, span_of(page), SPAN("a.html"), &parsed);
		author = article_span(&parsed.article, parsed.article.author);
		date_write(parsed.article.date, date);
		fields = g_strdup_printf("%.*s|%s", (int)author.len, author.len ? author.at : "", date);
		g_test_message("%s", samples[i].markup);
		g_assert_cmpstr(fields, ==, samples[i].fields);
		g_free(fields);
		g_free(page);
		arena_free(arena);
	}
}

static void test_titles(void)
{
	static const struct {
		const char *title, *site, *host, *means;
		bool guess;
	} pages[] = {
		{"A headline - The Site", "The Site", NULL, "A headline", false},
		{"A headline | e.org", NULL, "e.org", "A headline", false},
		{"A headline | News | Site", "Site", NULL, "A headline | News", false},
		{"Site: A headline", "Site", NULL, "Site: A headline", false},
		{"Site - A headline", "Site", NULL, "A headline", false},
		{"某某标题_新闻中心_某网", "某网", NULL, "某某标题_新闻中心", false},
		{"A rather long headline - Unknown", NULL, NULL, "A rather long headline", true},
		{"A rather long headline - Unknown", NULL, NULL, "A rather long headline - Unknown", false},
		{"Short - Title", NULL, NULL, "Short - Title", true},
		{"well-known words", "words", NULL, "well-known words", true},
		{"Site", "Site", NULL, "Site", true},
	};
	static const struct {
		const char *path, *means;
	} files[] = {
		{"_posts/2019-08-30-缓慢解体.md", "缓慢解体"},
		{"a/b_c.html", "b c"},
		{"20190830_x.txt", "x"},
		{"2019-08-30.md", "2019-08-30"},
		{"v1.2 notes", "v1.2 notes"},
		{"a\x08\xFF"
		 "b.md",
		 "a\xEF\xBF\xBD"
		 "b"},
		{".md", ".md"},
		{"a/", "?"},
		{"", "?"},
	};
	struct arena *arena = arena_new();

	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		struct span found = title_without_site(span_of(pages[i].title), span_of(pages[i].site),
		                                       span_of(pages[i].host), pages[i].guess);
		char *text = span_dup(found);
		g_assert_cmpstr(text, ==, pages[i].means);
		g_free(text);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		char *text = span_dup(title_from_path(arena, span_of(files[i].path)));
		g_assert_cmpstr(text, ==, files[i].means);
		g_free(text);
	}
	arena_free(arena);
}

/* Links that show something, letters in them, letters outside, pictures outside. */
static void test_share(void)
{
	static const struct {
		const char *body;
		size_t links, linked, outside, pictures;
	} samples[] = {
		{"[ab](c) d, [中文](e)\n", 2, 4, 1, 0},
		{"# heading [a](b)\n", 1, 1, 0, 0},
		{"heading\n---\ntext\n", 0, 0, 4, 0},
		{"[not a link] (x)\n", 0, 0, 9, 0},
		{"![alt](x.png) [![alt](y.png)](z)\n", 0, 0, 0, 1},
		{"|[<img src=x><b> a</b>](y)|\n|---|\n", 1, 1, 0, 0},
		{"<a href=x>ab</a><a href=y></a> c&nbsp;<h1>d</h1><script>var e;</script><img>", 1, 2, 1, 1},
		{"<a <b", 0, 0, 0, 0},
		{"", 0, 0, 0, 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct share share = share_of(span_of(samples[i].body));
		g_test_message("%s", samples[i].body);
		g_assert_cmpuint(share.links, ==, samples[i].links);
		g_assert_cmpuint(share.linked, ==, samples[i].linked);
		g_assert_cmpuint(share.free, ==, samples[i].outside);
		g_assert_cmpuint(share.pictures, ==, samples[i].pictures);
	}
}

/* Five links with four letters in them for one outside, and no pictures; nothing is looked at when that is clear. */
static void test_share_list(void)
{
	static const struct {
		const char *body;
		bool list;
	} samples[] = {
		{"[ab](c)", true},
		{"[ab](c) d", false},
		{"[a](b) [a](b) [a](b) [a](b) c", false},
		{"c [a](b) [a](b) [a](b) [a](b)", false},
		{"c [ab](b) [ab](b) [ab](b) [ab](b) [ab](b)", true},
		{"[a](b) [a](b) [a](b) [a](b) [a](b) cd", false},
		{"[ab](c) ![](d)", false},
		{"text\n", false},
		{"", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		g_assert_true(share_is_list(span_of(samples[i].body)) == samples[i].list);
}

static void test_share_linear(void)
{
	static const char *const pieces[] = {"[", "](", "<a", "<a>", "![", "[a](", "&", "<script>", "\n", "\n-"};
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		GString *body = g_string_new(NULL);
		gint64 begin = g_get_monotonic_time();
		for (unsigned n = 0; n < 200000; n++)
			g_string_append(body, pieces[i]);
		share_of((struct span){body->str, body->len});
		g_string_append(body, "](x)>");
		share_of((struct span){body->str, body->len});
		g_assert_cmpint(g_get_monotonic_time() - begin, <, 5 * G_USEC_PER_SEC);
		g_string_free(body, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/parse/verdicts", test_verdicts);
	g_test_add_func("/parse/bytes", test_bytes);
	g_test_add_func("/parse/fields", test_fields);
	g_test_add_func("/parse/languages", test_languages);
	g_test_add_func("/parse/pages", test_pages);
	g_test_add_func("/parse/titles", test_titles);
	g_test_add_func("/parse/titles/makeshift", test_makeshift_titles);
	g_test_add_func("/parse/share", test_share);
	g_test_add_func("/parse/share/list", test_share_list);
	g_test_add_func("/parse/share/linear", test_share_linear);
	return g_test_run();
}
