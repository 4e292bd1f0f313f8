/* SPDX-License-Identifier: MIT */
/* Markdown as archives hold it: CommonMark, kramdown, Wiki.js, and HTML in between. */
#include <glib.h>

#include "body_maker.h"

struct sample {
	const char *source, *expected;
};

static void check_all(const struct sample *samples, size_t count, unsigned shows)
{
	for (size_t i = 0; i < count; i++)
		body_check("markdown", samples[i].source, shows, samples[i].expected);
}

static void test_blocks(void)
{
	static const struct sample samples[] = {
		{"# One\n\ntext\nover lines\n\n- a\n- b\n  1. c\n", "H1 One\nP text over lines\n- a\n- b\n+1. c"},
		{"中文的\n一段", "P 中文的一段"},
		{"> quote\n\n---\n\n```c\nint x;\n```", ">P quote\n---\n= int x;"},
		{"| a | b |\n|---|---|\n| 1 | 2 |", "T0,0 a\nT0,1 b\nC1,0 1\nC1,1 2"},
		{"##標題\n\n#話題#", "H2 標題\nP #話題#"},
		{"# \n\ntext", "P text"},
		{"正文很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長"
		 "很長很長\n"
		 "------\n\n後文",
		 "P "
		 "正文很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長很長"
		 "很長很長"
		 "\n---\nP 後文"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

/* All delimiters of `shape` are taken for what they are: none is left in the text. */
static void check_shape(const char *shape, const char *mark, const char *opening, const char *closing)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	char *source = g_strdup_printf(shape, mark, opening, closing);
	char *plain = g_strdup_printf(shape, "", opening, closing);
#pragma GCC diagnostic pop
	char *expected = g_strconcat("P ", plain, NULL);

	body_check("markdown", source, 0, expected);
	g_free(expected);
	g_free(plain);
	g_free(source);
}

static void test_emphasis(void)
{
	static const struct sample samples[] = {
		{"**中文。**字", "P 中文。字\nstrong: 中文。"},
		{"前**「重要」**後", "P 前「重要」後\nstrong: 「重要」"},
		{"**注意：**內容", "P 注意：內容\nstrong: 注意："},
		{"他說**“你好”**然後", "P 他說“你好”然後\nstrong: “你好”"},
		{"句。**重點**的**（括號）**後", "P 句。重點的（括號）後\nstrong: 重點\nstrong: （括號）"},
		{"*（一）*二", "P （一）二\nemphasis: （一）"},
		{"a ~~[b](c)~~ `x**y`", "P a b x**y\ndeleted: b\ncode: x**y"},
		{"**（重要）**內容", "P （重要）內容\nstrong: （重要）"},
		{"字**“引”**", "P 字“引”\nstrong: “引”"},
		{"**粗**（括號）**又**《書》**三**“引”",
		 "P 粗（括號）又《書》三“引”\nstrong: 粗\nstrong: 又\nstrong: 三"},
		{"**[名](/x)**：字**[名](/y)**字", "P 名：字名字\nstrong: 名\nstrong: 名"},
		{"***中文。***字 **甲 *乙。***丙",
		 "P 中文。字 甲 乙。丙\nemphasis: 中文。\nstrong: 中文。\nstrong: 甲 乙。\nemphasis: 乙。"},
		{"前__「重要」__後_（一）_二", "P 前「重要」後（一）二\nstrong: 「重要」\nemphasis: （一）"},
		{"字_字_字 a_b_c f_(x)_g", "P 字_字_字 a_b_c f_(x)_g"},
		{"**a < b。**字 <i>斜</i>", "P a < b。字 斜\nstrong: a < b。\nemphasis: 斜"},
		{"2 * 3 * 4 和 * 號", "P 2 * 3 * 4 和 * 號"},
	};
	check_all(samples, G_N_ELEMENTS(samples), BODY_MARKS);
}

/* Every kind of punctuation inside and outside of every delimiter, between letters. */
static void test_emphasis_table(void)
{
	static const char *const marks[] = {"**", "*", "__", "_"};
	static const char *const opening[] = {"（", "「", "“", "‘", "《", "【", "〈", "『", "(", "[", "\"", "¿"};
	static const char *const closing[] = {"）", "」", "”", "’", "》", "】", "〉", "』", ")", "]", "\"", "？",
	                                      "。", "，", "：", "；", "、", "！", "…", "——", ".", "·"};
	static const char *const shapes[] = {
		/* 1: the delimiter, 2: opening, 3: closing punctuation */
		"字%1$s%2$s中%3$s%1$s文",     "字%2$s%1$s中%1$s%3$s文",     "%1$s中%1$s%2$s文%3$s",
		"字%1$s%2$s中%1$s%3$s文",     "字%2$s%1$s中%3$s%1$s文",     "字%3$s%1$s%2$s中%1$s",
		"%1$s中%3$s%1$s%2$s文%3$s",   "字%3$s%1$s%2$s中%3$s%1$s%2$s", "字%3$s%1$s中%3$s%1$s文%1$s%2$s後%1$s",
		"%1$s%2$s中%3$s%1$s文%1$s%2$s後%3$s%1$s文",
	};
	for (size_t m = 0; m < G_N_ELEMENTS(marks); m++)
		for (size_t o = 0; o < G_N_ELEMENTS(opening); o++)
			for (size_t c = 0; c < G_N_ELEMENTS(closing); c++)
				for (size_t s = 0; s < G_N_ELEMENTS(shapes); s++)
					check_shape(shapes[s], marks[m], opening[o], closing[c]);
}

static void test_dialects(void)
{
	static const struct sample samples[] = {
		{"# Title {#id}\n{: .lead}\n\ntext {: .x}\n\n{:toc}", "H1 Title\nP text"},
		{"text {% include x.html %} and {{ site.url }} end", "P text and end"},
		{"text\n[1]: https://a.example/\n\nmore", "P text\nP more"},
		{"a[^1] b\n\n[^1]: the note", "P a1 b\nP [1] the note"},
		{"a[^b] c\n\n[^b]: the note", "P a[b] c\nP [b] the note"},
		{"T*x*\n: one\n  more\n: two\n\nU\n\n:\tthree\n\ntext", "? Tx\n: one more\n: two\n? U\n: three\nP text"},
		{"one\ntwo\n: three", "P one two: three"},
		{"- a\n: b\n\n[^1]: c\n: d", "- a: b\nP [1] c\nP : d"},
		{"==a **b**== ==c==d e==f a == b === g==", "P a b ==c==d e==f a == b === g=="},
		{"HTML\n\n*[HTML]: what it is short for", "P HTML"},
		{"| a |\n|---|\n| b |\n{.dense}\n\ntext", "P a\nP b\nP text"},
		{"`{% raw %}` \\*no\\*", "P {% raw %} *no*"},
		{"* TOC\n{:toc}\n\ntext", "P text"},
		{"{% highlight c %}\nint x;\n{% endhighlight %}\ntext", "= int x;\nP text"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_html(void)
{
	static const struct sample samples[] = {
		{"# T\n\n<div>\n <p>\n  一\n\n    二\n </p>\n</div>\n\n**after**", "H1 T\nP 一二\nP after"},
		{"<div>\n\n**inside**\n\n</div>", "P inside"},
		{"see <https://a.example/> <word\n\n<中文>", "P see https://a.example/ <word\nP <中文>"},
		{"[![alt](i.png)](/x)", "I i.png"},
		{"a &lt;script&gt;b&lt;/script&gt; c &lt;div&gt; d &amp;lt;p> e", "P a <script>b</script> c <div> d <p> e"},
		{"a \\<style>b\\</style> `<script>c</script>` &lt;!doctype html&gt;",
		 "P a <style>b</style> <script>c</script> <!doctype html>"},
		{"<div>甲&lt;/div&gt;&lt;script&gt;f()&lt;/script&gt;</div>", "P 甲"},
		{"text\n\n    縮排的一段\n\n後", "P text\nP 縮排的一段\nP 後"},
		{"text\n\n    code();\n", "P text\n= code();"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_links(void)
{
	static const struct sample samples[] = {
		{"[a](https://a.example/x_y_z)", "P a\na -> https://a.example/x_y_z"},
		{"[a][r]\n\n[r]: /there", "P a\na -> /there"},
		{"[a]({% post_url 2020-01-02-b %}) [c]({{ site.baseurl }}{% link _posts/d e.md %}#f \"t\")",
		 "P a c\na -> 2020-01-02-b\nc -> /_posts/d%20e.md#f"},
		{"[a]({% include x %}) [b]({{ '/c.html' | relative_url }}) {% post_url d %}", "P a b\nb -> /c.html"},
		{"[![alt](i.png)](/x)", "I i.png\n -> /x"},
		{"甲[![alt](i.png)](/x)乙", "P 甲乙\nI i.png\n -> /x"},
		{"**[粗。](/x)**字", "P 粗。字\n粗。 -> /x"},
		{"見https://a.example/x，好",
		 "P 見https://a.example/x，好\nhttps://a.example/x -> https://a.example/x"},
	};
	check_all(samples, G_N_ELEMENTS(samples), BODY_LINKS);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/markdown/blocks", test_blocks);
	g_test_add_func("/markdown/emphasis", test_emphasis);
	g_test_add_func("/markdown/emphasis-table", test_emphasis_table);
	g_test_add_func("/markdown/dialects", test_dialects);
	g_test_add_func("/markdown/html", test_html);
	g_test_add_func("/markdown/links", test_links);
	return g_test_run();
}
