/* SPDX-License-Identifier: MIT */
/* HTML: what its tags do, what is hidden, what broken source still gives; and how sure each format is of a body. */
#include <glib.h>
#include <string.h>

#include "article/format.h"
#include "article/hints.h"
#include "article/repair.h"
#include "body_maker.h"

struct sample {
	const char *source, *expected;
};

static void check_all(const struct sample *samples, size_t count, unsigned shows)
{
	for (size_t i = 0; i < count; i++)
		body_check("html", samples[i].source, shows, samples[i].expected);
}

static void test_tags(void)
{
	static const struct sample samples[] = {
		{"<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rt>じ</ruby>", "P 漢(かん)字(じ)"},
		{"<p>he said <q>yes</q>", "P he said “yes”"},
		{"<details><summary>more</summary>text</details>", "P more\nP text"},
		{"<share-button>a</share-button><ok href=x>b</ok>", "P ab"},
		{"<div/>a<p/>b", "P a\nP b"},
		{"<section><p>a</section><article><p>b</article>", "P a\nP b"},
		{"one</br>two", "P one/two"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_hidden(void)
{
	static const struct sample samples[] = {
		{"a<script>var x='</p>b';</script><style>p{}</style>c", "P ac"},
		{"a<noscript>b</noscript><template><p>c</p></template><svg><title>d</title><text>e</text></svg>",
		 "P a"},
		{"a<p hidden>b</p><p style='color:red; Display : NONE'>c</p><p style='display:block'>d</p>",
		 "P a\nP d"},
		{"a<button>b</button><select><option>c</select><textarea><p>d</textarea><iframe>e</iframe>", "P a"},
		{"<p>a<iframe src=b>c<p>d</iframe>", "P a"},
		{"<p>a<p><iframe src=b/>c<p>d<iframe src=b></iframe><p>e", "P a\nP d\nP e"},
		{"a<span class='x screen-reader-text'>b</span><div hidden><div><p>c</div>d</div>e", "P a\nP e"},
		{"a<!-- b --><!-- c -- > d --><![CDATA[e]]><?php echo 'f' ?>g", "P ae]]>g"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_images(void)
{
	static const struct sample samples[] = {
		{"<img src=a.jpg>", "I a.jpg"},
		{"<img src=low.jpg data-src=' high.jpg '>", "I high.jpg"},
		{"<img src='data:image/gif;base64,R0' data-original=b.jpg>", "I b.jpg"},
		{"<img srcset='c.jpg 1x, d.jpg 2x'>", "I c.jpg"},
		{"<img src='data:image/gif;base64,R0'>", ""},
		{"<img src=pixel.png width=1 height=1><img src=x/spacer.gif><img src=e.jpg width=0px>", ""},
		{"<p>so <img class=emoji alt='🙂' src=smile.png> it is", "P so 🙂 it is"},
		{"<figure><img src=f.jpg><figcaption>text</figcaption></figure>", "I f.jpg (text)"},
		{"<picture><source srcset=g.webp><img src=g.jpg></picture>", "I g.jpg"},
		{"<div class=wp-caption><img src=h.jpg><p class=wp-caption-text>text</p></div>", "I h.jpg (text)"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_media(void)
{
	static const struct sample samples[] = {
		{"a<video src=v.mp4>no player</video>b", "P a\nP [video]\nP b\n[video] -> v.mp4"},
		{"<audio title=Talk><source src=a.mp3></audio>", "P [audio] Talk\n[audio] Talk -> a.mp3"},
		{"<iframe src='https://a.example/embed/1'></iframe>",
		 "P [video]\n[video] -> https://a.example/embed/1"},
		{"<iframe src='https://a.example/advert'></iframe>", ""},
		{"<video></video>", ""},
	};
	check_all(samples, G_N_ELEMENTS(samples), BODY_LINKS);
}

static void test_broken(void)
{
	static const struct sample samples[] = {
		{"<p>1 < 2 <3 <中文> <user@host.example>", "P 1 < 2 <3 <中文> <user@host.example>"},
		{"see <https://a.example/b?c>, yes", "P see https://a.example/b?c , yes"},
		{"<p class=\"a>one<p>two</p><p class=\"b\">three", "P one\nP two\nP three"},
		{"<p <b>one</b>", "P one"},
		{"a<!-- never closed <p>b", "P a never closed\nP b"},
		{"a</ b</>c<", "P a</ b</>c<"},
		{"<p>&amp;lt;x&amp;amp;gt; &amp;#39;y&amp;#39; a &amp; b", "P <x> 'y' a & b"},
		{"<code>&amp;lt;</code>", "P &lt;"},
		{"a &lt;/div&gt;&lt;script&gt;x()&lt;/script&gt; b", "P a b"},
		{"the &lt;p&gt; tag", "P the <p> tag"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

/* Long text and long values do not go through the parser. What comes out is what went in, whatever stands beside. */
static void test_standins(void)
{
	static const struct sample samples[] = {
		{"<p>a text of some length&nbsp;and a second one</p> of some length",
		 "P a text of some length and a second one\nP of some length"},
		{"<p>a text of some length<!-- x -->, and the rest", "P a text of some length, and the rest"},
		{"<p>a text of some length &unknown; and the rest", "P a text of some length &unknown; and the rest"},
		{"<p>a text of some length &ampand the rest", "P a text of some length &ampand the rest"},
		{"<p>&#x100000;&#x100000;, and a text of some length", "P \U00100000\U00100000, and a text of some length"},
		{"<p>\U00100000\U00100000 a text of some length", "P \U00100000\U00100000 a text of some length"},
		{"<p style='color: red; display: none'>gone<p title=\"a > b, a < b\">kept", "P kept"},
		{"<p =\"no name > text of some length\">text", "P text of some length\">text"},
		{"<script>text of some length</script><script/>a < b &amp;lt; c", "P a < b < c"},
		{"<p><i><style></i>text of some length", "P text of some length"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
	body_check("html", "<p><a href='https://a.example/of/some/length?a=1&amp;b=2'>one</a>"
	                   "<a href='https://a.example/of/some/length'>two</a>", BODY_LINKS,
	           "P onetwo\none -> https://a.example/of/some/length?a=1&b=2\ntwo -> https://a.example/of/some/length");
}

/* A page's head is read for its fields; nothing of it is text. */
static void test_page(void)
{
	body_check("page",
	           "<!DOCTYPE html><html><head><title>The head</title><meta property=og:title content='The title'>"
	           "<link rel=canonical href='https://a.example/1'></head><body><p>text</body></html>",
	           BODY_NO_TITLE, "P text\ntitle: The title");
}

static void test_repair(void)
{
	struct arena *arena = arena_new();
	struct standins standins;
	GString *source = g_string_new("<p");
	for (unsigned i = 0; i < 5000; i++)
		g_string_append_printf(source, " a%u=1", i);
	g_string_append(source, ">x");
	g_assert_cmpuint(repair_html(arena, (struct span){source->str, source->len}, &standins).len, <, 1000);
	g_string_free(source, TRUE);
	/* What needs no repair is not copied. */
	struct span clean = SPAN("<p title=\"a > b\" alt='<i>'>text &amp; more</p>");
	g_assert_true(repair_html(arena, clean, &standins).at == clean.at);
	arena_free(arena);
}

static void test_formats(void)
{
	static const struct {
		const char *body, *format;
	} samples[] = {
		{"<!DOCTYPE html><p>a", "page"},
		{"\n<!-- x --><HTML lang=en><p>a", "page"},
		{"<title>a</title><ul><li>b", "page"},
		{"<div><p>a</p></div>", "html"},
		{"<p>a # b **c** [d](e)</p>", "html"},
		{"one<br>two", "html"},
		{"one <b>two</b> three", "html"},
		{"one\ntwo <b>three</b>\nfour", "text"},
		{"one\ntwo <a href=x>three</a>\nfour", "html"},
		{"one <b>two</b>\n\nthree", "markdown"},
		{"one <b>two</b>\r\n\r\nthree", "markdown"},
		{"one <b>two\n\nthree", "text"},
		{"# Title\n\ntext", "markdown"},
		{"text with [a link](https://a.example/)", "markdown"},
		{"**strong** words", "markdown"},
		{"| a | b |\n|---|---|\n| c | d |", "markdown"},
		{"<p align=center>a</p>\n\n## Title\n\ntext", "markdown"},
		{"### Title\n-----\n\n<div>\n <p>\n  a\n </p>\n</div>", "markdown"},
		{"title\n\ntext <in brackets> and (c) <저작권자(c)>", "text"},
		{"title\n\n* one line\n1. another\n# a third\n> and more", "text"},
		{"", "text"},
		/* What a sentence speaks of. */
		{"Title\n\nThe <p> tag and the <div> tag, or <h1>, too.", "text"},
		{"Write `<p>`, \"<br>\" or (<li>) at the start.", "text"},
		{"Use <em> or <strong> for that.", "text"},
		{"这里使用<p>标签，“<br>”也行。", "text"},
		{"첫째는 <p> 태그이다.", "text"},
		/* What only looks like that. */
		{"One sentence. <p>Another", "html"},
		{"One sentence.\n<p> Another", "html"},
		{"A heading <p>and text", "html"},
		{"one <br> two", "html"},
		{"one <p class=a> two", "html"},
		{"one <p", "html"},
		{"甲<p>乙<p>丙<p>丁", "html"},
		{"甲。<p>乙", "html"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_test_message("body: %s", samples[i].body);
		g_assert_cmpstr(format_of(span_of(samples[i].body))->name, ==, samples[i].format);
	}
}

static void test_hints(void)
{
	static const struct {
		const char *classes;
		uint32_t hints;
	} samples[] = {
		{"sharedaddy", HINT_SHARE},
		{"jp-relatedposts", HINT_RELATED},
		{"moreArticle flexhalf", HINT_RELATED | HINT_ARTICLE},
		{"category-newsletter tag-share", 0},
		{"entry-content", HINT_CONTENT | HINT_ARTICLE},
		{"articleBody", HINT_CONTENT | HINT_ARTICLE},
		{"shared header gradient", 0},
		{"a-word-of-no-use-and-of-more-than-twenty-four-letters", 0},
		{"  comment-list  ", HINT_COMMENT},
		{"", 0},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		g_test_message("classes: %s", samples[i].classes);
		g_assert_cmphex(hints_of(span_of(samples[i].classes)), ==, samples[i].hints);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/html/tags", test_tags);
	g_test_add_func("/html/hidden", test_hidden);
	g_test_add_func("/html/images", test_images);
	g_test_add_func("/html/media", test_media);
	g_test_add_func("/html/broken", test_broken);
	g_test_add_func("/html/page", test_page);
	g_test_add_func("/html/repair", test_repair);
	g_test_add_func("/html/standins", test_standins);
	g_test_add_func("/html/formats", test_formats);
	g_test_add_func("/html/hints", test_hints);
	return g_test_run();
}
