/* SPDX-License-Identifier: MIT */
/* The funnel: white space, controls, marks, links, blocks, separators. HTML is how the events are written down here. */
#include <glib.h>
#include <string.h>

#include "article/builder.h"
#include "body_maker.h"

struct sample {
	const char *source, *expected;
};

static void check_all(const struct sample *samples, size_t count, unsigned shows)
{
	for (size_t i = 0; i < count; i++)
		body_check("html", samples[i].source, shows, samples[i].expected);
}

static void test_white_space(void)
{
	static const struct sample samples[] = {
		{"<p>two\n  words</p>", "P two words"},
		{"<p>日本\n  首相</p>", "P 日本首相"},
		{"<p>日本\n <ok>首相</ok>\n 訪問</p>", "P 日本首相訪問"},
		{"<p>在2014\n年</p>", "P 在2014年"},
		{"<p>Japan <b>and</b> China</p>", "P Japan and China"},
		{"<p>B 站</p>", "P B 站"},
		{"<p>作者：沈白  2024年</p>", "P 作者：沈白 2024年"},
		{"<p>是<a>        岸田</a></p>", "P 是岸田"},
		{"<p>in<b>side</b>out</p>", "P insideout"},
		{"<p>한국\n대통령</p>", "P 한국 대통령"},
		{"<p>the end\n.</p>", "P the end."},
		{"<p>(\nnote\n)</p>", "P (note)"},
		{"<p>&nbsp;&nbsp; indented&nbsp;text &nbsp;</p>", "P indented text"},
		{"<p>\u3000\u3000段落\u3000</p>", "P 段落"},
		{"<p>王\u3000毅</p>", "P 王\u3000毅"},
		{"<p> \n&nbsp;\u3000 </p><p>x</p>", "P x"},
		{"<p>一段\n\u3000\u3000另一段</p>", "P 一段\nP 另一段"},
		{"<pre>\n  a\n\tb\n\n</pre>", "=   a/\tb"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_characters(void)
{
	static const struct sample samples[] = {
		{"<p>a\x01\x1B[31mb\x7F</p>", "P a[31mb"},
		{"<p>\u202Ea\u2066b\uFEFFc\u00ADd\u200Be</p>", "P abcde"},
		{"<p>&#147;x&#148; &#128;</p>", "P “x” €"},
		{"<p>\xC2\x85\xC2\x92\xC2\x81</p>", "P …’"},
		{"<p>one\u2028two</p>", "P one/two"},
		{"<p>👨‍👩‍👧 ❤️</p>", "P 👨‍👩‍👧 ❤️"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

/* Bytes that are no UTF-8 cannot come from a parser, but nothing else is allowed to let them in either. */
static void test_repair(void)
{
	struct arena *arena = arena_new();
	struct builder *builder = builder_new(arena);
	const struct span source = SPAN("中文字"); /* valid, but not what is cut inside its characters */
	static const size_t cuts[] = {0, 3, 4, 9};
	struct fields fields;
	struct article article;
	fields_init(&fields, arena);
	builder_text(builder, (struct span){"a\xFF\xE4\xB8z\xE4\xB8", 7});
	builder_trust(builder, source);
	for (size_t i = 0; i + 1 < G_N_ELEMENTS(cuts); i++)
		builder_text(builder, span_cut(source, cuts[i], cuts[i + 1]));
	builder_settle(builder, &fields, false);
	builder_finish(builder, &fields, &article);
	char *text = span_dup(article_text(&article));
	g_assert_cmpstr(text, ==, "a\uFFFD\uFFFD\uFFFDz\uFFFD\uFFFD中\uFFFD\uFFFD\uFFFD字");
	g_free(text);
	arena_free(arena);
}

static void test_lines(void)
{
	static const struct sample samples[] = {
		{"<p>short<br>lines<br/>here</p>", "P short/lines/here"},
		{"<p>one<br><br>two</p>", "P one\nP two"},
		{"<p>新聞的第一段落很長很長很長很長很長很長很長很長很長很長很長很長很長。<br>第二段</p>",
		 "P 新聞的第一段落很長很長很長很長很長很長很長很長很長很長很長很長很長。\nP 第二段"},
		{"<h2>one<br>two</h2>", "H2 one two"},
		{"a<br>b<div>c</div>", "P a/b\nP c"},
		{"a<hr>b", "P a\n---\nP b"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_blocks(void)
{
	static const struct sample samples[] = {
		{"<ul><li>a<li><p>b</p><p>c</p></ul>", "- a\n- b\n+P c"},
		{"<ol start=98><li>a<li>b<ol><li>c</ol></ol>", "98. a\n99. b\n+1. c"},
		{"<li>stray", "- stray"},
		{"<blockquote>a<blockquote><p>b</blockquote></blockquote>c", ">P a\n>>P b\nP c"},
		{"<dl><dt>word<dd>meaning</dl>", "? word\n: meaning"},
		{"<p>a<div>b</div>c", "P a\nP b\nP c"},
		{"<p>one <img src=x.png> two</p>", "P one two\nI x.png"},
		{"<p><p><p></p>", ""},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_text(void)
{
	static const struct sample samples[] = {
		{"<p>a<p>b<ul><li>c<li>d</ul><p>e", "a//b//c/d//e"},
		{"<table><tr><th>a<th>b<tr><td>c<td>d</table>x", "a\tb/c\td//x"},
		{"<table><tr><td>a<td><td>b<tr><td>c<td>d<br>e<td>f</table>", "a\t\tb/c\td e\tf"},
		{"<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a/b//c/d"},
		{"<p>a<hr><p>b<img src=x.png><p>c", "a//b//c"},
		{"<p>a<figure><img src=x.png><figcaption>text</figcaption></figure>", "a//text"},
	};
	check_all(samples, G_N_ELEMENTS(samples), BODY_TEXT);
}

static void test_marks(void)
{
	static const struct sample samples[] = {
		{"<p>a <b> bold </b> c</p>", "P a bold c\nstrong: bold"},
		{"<p><b>a<b>b</b>c</b>d</p>", "P abcd\nstrong: abc"},
		{"<p><b>a<i>b</b>c</i></p>", "P abc\nstrong: ab\nemphasis: b"},
		{"<strong><p>one</p><p>two</p></strong>", "P one\nP two\nstrong: one\nstrong: two"},
		{"<p>a <b> </b> c</p>", "P a c"},
		{"<p>H<sub>2</sub>O <code>x</code> <s>y</s></p>", "P H2O x y\nsubscript: 2\ncode: x\ndeleted: y"},
		{"<p><b>段落\u3000</b></p><p>x</p>", "P 段落\nP x\nstrong: 段落"},
		{"<b>open", "P open\nstrong: open"},
		{"<p>a<figure><img src=i.png><figcaption>one <b>two</b></figcaption></figure><p><b>c</b>",
		 "P a\nI i.png (one two)\nP c\nstrong: two\nstrong: c"},
	};
	check_all(samples, G_N_ELEMENTS(samples), BODY_MARKS);
}

static void test_links(void)
{
	static const struct sample samples[] = {
		{"<p>see <a href=' /a\nb '> this </a> page</p>", "P see this page\nthis -> /ab"},
		{"<p><a href='javascript:x()'>a</a> <a href='#b'>b</a> <a name=c>c</a></p>", "P a b c"},
		{"<p><a href=/x><img src=y.png></a></p>", "I y.png\n -> /x"},
		{"<p>在https://a.example/x。和http://b.example/y網</p>",
		 "P 在https://a.example/x。和http://b.example/y網\nhttps://a.example/x -> https://a.example/x\n"
		 "http://b.example/y -> http://b.example/y"},
		{"<p><a href=/x>http://a.example</a> http://b.example</p>",
		 "P http://a.example http://b.example\nhttp://a.example -> /x\nhttp://b.example -> http://b.example"},
		{"<p>http:// httphttp://a.example</p>",
		 "P http:// httphttp://a.example\nhttp://a.example -> http://a.example"},
		{"<pre>http://a.example</pre>", "= http://a.example"},
		{"<a href=/x><p>one</p><p>two</p></a>", "P one\nP two\none//two -> /x"},
		{"<p>a<figure><img src=i.png><figcaption><p>one</p><p>by <a href=/x>b</a>, <b>c</b> http://c.example"
		 "</figcaption></figure>",
		 "P a\nI i.png (one by b, c http://c.example)\nb -> /x\nhttp://c.example -> http://c.example"},
		{"<table><tr><td>d<img src=i.png><p class=caption><a href=/x>x</a></p>"
		 "<td><a href=/a>a</a><tr><td><a href=/b>b</a><td>c</table>",
		 "C0,0 d\nC0,1 a\nC1,0 b\nC1,1 c\nI i.png (x)\na -> /a\nb -> /b\nx -> /x"},
	};
	check_all(samples, G_N_ELEMENTS(samples), BODY_LINKS);
}

static void test_tables(void)
{
	static const struct sample samples[] = {
		{"<table><tr><th>a<th>b<tr><td>1<td>2</table>", "T0,0 a\nT0,1 b\nC1,0 1\nC1,1 2"},
		{"<table><tr><th rowspan=2>a<th colspan=2>b<th>c<tr><td>d<td>e<td>f</table>",
		 "T0,0 a\nT0,1 b\nT0,3 c\nC1,1 d\nC1,2 e\nC1,3 f"},
		{"<table><tr><td>a<td rowspan=2>b<tr><td>c<tr><td>d<td>e</table>",
		 "C0,0 a\nC0,1 b\nC1,0 c\nC2,0 d\nC2,1 e"},
		{"<table><tr><td rowspan=9>a<td>b<tr><td>c</table><table><tr><td>d<td>e<tr><td>f<td>g</table>",
		 "C0,0 a\nC0,1 b\nC1,1 c\nC0,0 d\nC0,1 e\nC1,0 f\nC1,1 g"},
		{"<table><tr><td>one<tr><td>two</table>", "P one\nP two"},
		{"<table><tr><td>one<td>two</table>", "P one\nP two"},
		{"<table><tr><td>a<td><table><tr><td>b<td>c<tr><td>d<td>e</table><tr><td>f<td>g</table>",
		 "P a\nC0,0 b\nC0,1 c\nC1,0 d\nC1,1 e\nP f\nP g"},
		{"<table><tr><td><h2>a</h2><td>b<tr><td>c<td>d</table>", "H2 a\nP b\nP c\nP d"},
		{"<table><tr><td>a<img src=x.png><td>b<tr><td>c<td>d</table>x",
		 "C0,0 a\nC0,1 b\nC1,0 c\nC1,1 d\nI x.png\nP x"},
		{"<table><tr><td><img src=x.png><tr><td>what it shows</table><p>text</p>",
		 "I x.png (what it shows)\nP text"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

/* Work and stack must not grow with depth; a second of a slow machine is a thousand times what this takes. */
static void test_depth(void)
{
	static const char *const pieces[] = {"<div>", "<blockquote>x", "<ul><li>x", "<b>x", "<table><tr><td>x", "<zz>"};
	for (size_t i = 0; i < G_N_ELEMENTS(pieces); i++) {
		GString *source = g_string_new(NULL);
		for (unsigned n = 0; n < 20000; n++)
			g_string_append(source, pieces[i]);
		g_string_append(source, "the end");
		for (unsigned n = 0; n < 20000; n++)
			g_string_append(source, "</i></p>");
		char *dump = body_dump("html", source->str, BODY_TEXT);
		g_assert_true(g_str_has_suffix(dump, "the end"));
		g_free(dump);
		g_string_free(source, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/builder/white-space", test_white_space);
	g_test_add_func("/builder/characters", test_characters);
	g_test_add_func("/builder/repair", test_repair);
	g_test_add_func("/builder/lines", test_lines);
	g_test_add_func("/builder/blocks", test_blocks);
	g_test_add_func("/builder/text", test_text);
	g_test_add_func("/builder/marks", test_marks);
	g_test_add_func("/builder/links", test_links);
	g_test_add_func("/builder/tables", test_tables);
	g_test_add_func("/builder/depth", test_depth);
	return g_test_run();
}
