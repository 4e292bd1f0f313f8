/* SPDX-License-Identifier: MIT */
/*
 * What is taken out of an article and what is not: main content, notices, related lists, the title, chrome, captions.
 */
#include <glib.h>
#include <string.h>

#include "article/phrase.h"
#include "body_maker.h"

/* Enough running text for a body. */
#define RUN "<p>外交部發言人週三在例行記者會上表示，雙方已就下一輪會談的時間與議程達成初步共識，後續進展仍待觀察。</p>"
#define RUN_SHOWN "P 外交部發言人週三在例行記者會上表示，雙方已就下一輪會談的時間與議程達成初步共識，後續進展仍待觀察。"

struct sample {
	const char *source, *expected;
};

static void check_all(const char *format, const struct sample *samples, size_t count, unsigned shows)
{
	for (size_t i = 0; i < count; i++)
		body_check(format, samples[i].source, shows, samples[i].expected);
}

static void test_notices(void)
{
	static const struct sample samples[] = {
		{RUN "<div>分享 :</div>", RUN_SHOWN "\n~share 分享 :"},
		{RUN "<p>手机上长按并复制下列链接：<br>https://a.example/<br><a href=b><img src=q.png></a>",
		 RUN_SHOWN "\n~share 手机上长按并复制下列链接：\n~share https://a.example/"},
		{RUN "<p>Click To Tweet", RUN_SHOWN "\n~share Click To Tweet"},
		{RUN "<p>Facebook Twitter Email", RUN_SHOWN "\n~share Facebook Twitter Email"},
		{RUN "<p>获取更多RSS：<br><a href=x>https://a.example</a>",
		 RUN_SHOWN "\n~promotion 获取更多RSS：\n~promotion https://a.example"},
		{RUN "<p>此网站使用 cookie</p><p>我们使用 cookie 改进网站。</p><p>拒绝</p>",
		 RUN_SHOWN "\n~cookie 此网站使用 cookie\n~cookie 我们使用 cookie 改进网站。\n~cookie 拒绝"},
		{RUN "<p>他决定把照片分享到网上，因为朋友都在那里。</p>" RUN,
		 RUN_SHOWN "\nP 他决定把照片分享到网上，因为朋友都在那里。\n" RUN_SHOWN},
		{RUN "<p>[gallery]</p>", RUN_SHOWN},
		{"<p>分享</p>", "P 分享"},
	};
	check_all("html", samples, G_N_ELEMENTS(samples), BODY_ASIDES);
}

static void test_filed(void)
{
	static const struct sample samples[] = {
		{RUN "<p>Post tags: <a href=/t/1>甲</a>, <a href=/t/2>乙，</a>", RUN_SHOWN "\n#甲\n#乙"},
		{RUN "<p>标签：#甲、乙 丙；丁", RUN_SHOWN "\n#甲\n#乙 丙\n#丁"},
		{RUN "<p>Tags: a<p>Tags: b", RUN_SHOWN "\n#a"},
		{RUN "<p>关键词：", RUN_SHOWN},
		{RUN "<p>他說：標籤。" RUN, RUN_SHOWN "\nP 他說：標籤。\n" RUN_SHOWN},
	};
	check_all("html", samples, G_N_ELEMENTS(samples), BODY_TAGS);
}

static void test_related(void)
{
	static const struct sample samples[] = {
		{RUN "<div class=moreArticle><div class=t-title><a href=/t>岸田</a></div>"
		     "<a href=/1>岸田訪美</a> <a href=/2>美日會談</a></div>",
		 RUN_SHOWN "\n岸田 | 岸田訪美 | /1\n岸田 | 美日會談 | /2"},
		{RUN "<h3>相关文章</h3><ul><li><a href=/1>标题一</a> 1月2日<li><a href=/2>标题二</a></ul>" RUN,
		 RUN_SHOWN "\n" RUN_SHOWN "\n相关文章 | 标题一 | /1\n相关文章 | 标题二 | /2"},
		{RUN "<p>延伸閱讀：<a href=/1>另一篇文章</a></p>", RUN_SHOWN "\n延伸閱讀 | 另一篇文章 | /1"},
		{RUN "<h3>Related</h3><a href=/1><img src=x.png><span>Jan 2</span><h4>The other article</h4></a>",
		 RUN_SHOWN "\nRelated | Jan 2 The other article | /1"},
		{RUN "<h3>Related</h3><p><a href=/tag/x>x</a></p><p><a href=/1>An article</a></p>",
		 RUN_SHOWN "\nRelated | An article | /1"},
		{RUN "<h2>相关</h2>" RUN, RUN_SHOWN "\nH2 相关\n" RUN_SHOWN},
	};
	check_all("html", samples, G_N_ELEMENTS(samples), BODY_RELATED);
}

static void test_related_plain(void)
{
	static const struct sample samples[] = {
		{"正文第一段，講的是一件事，而且講了很久。\n\n正文第二段也是這樣，講了很久很久。\n\n"
		 "相关文章\n\nThe picture shows.\nAI 生成的图像\n\nA headline of two\n\n由 AI "
		 "报道\n\n一句導語，不是標題。",
		 "P 正文第一段，講的是一件事，而且講了很久。\nP 正文第二段也是這樣，講了很久很久。\n"
		 "相关文章 | A headline of two | "},
		{"正文第一段，講的是一件事，而且講了很久，一直講到這裡還沒有講完。\n\n更多报道\n\n另一篇\n責任編輯：甲",
		 "P 正文第一段，講的是一件事，而且講了很久，一直講到這裡還沒有講完。\nP 責任編輯：甲\n更多报道 | "
		 "另一篇 | "},
		{"正文第一段，講的是一件事，而且講了很久，一直講到這裡還沒有講完。\n\n延伸閱讀：\nhttps://a.example/1",
		 "P 正文第一段，講的是一件事，而且講了很久，一直講到這裡還沒有講完。\n"
		 "延伸閱讀 | https://a.example/1 | https://a.example/1"},
		{"相关文章\n\n這裡以下全是正文，比上面多得多，所以那一行不是列表的標題。", /* more than a list may hold
											    */
		 "P 相关文章\nP 這裡以下全是正文，比上面多得多，所以那一行不是列表的標題。"},
	};
	check_all("text", samples, G_N_ELEMENTS(samples), BODY_RELATED);
}

static void test_source(void)
{
	struct {
		const char *source, *url;
	} samples[] = {
		{RUN "<p>原文地址（需登录）：https://a.example/1</p>", "https://a.example/1"},
		{RUN "<p>來源：<a href='https://a.example/2'>甲報</a></p>", "https://a.example/2"},
		{"<p><a href='https://a.example/3'>Source</a></p>" RUN, "https://a.example/3"},
		{RUN "<p>来源：甲报</p>", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		char *dump = body_dump("html", samples[i].source, BODY_ASIDES);
		g_test_message("source: %s", samples[i].source);
		g_assert_cmpint(strstr(dump, "~source") != NULL, ==, samples[i].url != NULL);
		g_free(dump);
	}
}

static void test_title(void)
{
	static const struct sample untitled[] = {
		{"<h1>The title</h1>" RUN, RUN_SHOWN "\ntitle: The title"},
		{RUN "<h2>A chapter</h2>" RUN, RUN_SHOWN "\nH2 A chapter\n" RUN_SHOWN},
	};
	static const struct sample titled[] = {
		{"<h1>The “known” title</h1>" RUN, RUN_SHOWN},
		{"<p>the known title</p>" RUN, RUN_SHOWN},
		{"<h1>The known title</h1><p>The known title</p>", "P The known title"},
		{"<h2>The known title and more words than the title has</h2>" RUN,
		 "H2 The known title and more words than the title has\n" RUN_SHOWN},
	};
	check_all("html", untitled, G_N_ELEMENTS(untitled), BODY_NO_TITLE);
	check_all("html", titled, G_N_ELEMENTS(titled), 0);
}

static void test_structure(void)
{
	static const struct sample samples[] = {
		{"<h4><a href=1>首页</a> | <a href=2>国际</a> | <a href=3>热点</a></h4>" RUN, RUN_SHOWN},
		{RUN "<h4><a href=1>One</a></h4><h4><a href=2>Two</a></h4>" RUN, RUN_SHOWN "\n" RUN_SHOWN},
		{RUN "<h3><a href=1>A chapter with a link</a></h3>" RUN,
		 RUN_SHOWN "\nH3 A chapter with a link\n" RUN_SHOWN},
		{"<nav><a href=1>a</a></nav>" RUN "<footer>(c)</footer>", RUN_SHOWN},
		{RUN RUN "<div id=comments><p>Great post!</p></div>", RUN_SHOWN "\n" RUN_SHOWN},
		{"<div class=share-this>" RUN RUN "</div>", RUN_SHOWN "\n" RUN_SHOWN},
		{RUN "<h2>Heading of nothing</h2>", RUN_SHOWN},
		{"<hr>" RUN "<hr><hr>" RUN "<hr>", RUN_SHOWN "\n---\n" RUN_SHOWN},
		{RUN "<ul><li><a href=1>Security</a><li><a href=2>China</a></ul>", RUN_SHOWN},
		{RUN "<h5><a href=/1>Another article</a></h5><p>It begins so … <a href=/1>Read more</a></p>",
		 RUN_SHOWN},
		{"<ul><li><a href=1>Only</a><li><a href=2>links</a></ul>", "- Only\n- links"},
	};
	check_all("html", samples, G_N_ELEMENTS(samples), 0);
}

/* Comments are called so wherever they stood: outside of what the page declares as its article, short ones too. */
static void test_comments(void)
{
	body_check("page",
	           "<html><body class=comments-open><article>" RUN RUN RUN RUN "</article><a href=/>Home</a>"
	           "<div id=comments><p>One says so.</p></div></body></html>",
	           BODY_ASIDES,
	           RUN_SHOWN "\n" RUN_SHOWN "\n" RUN_SHOWN "\n" RUN_SHOWN "\n~navigation Home\n~comments One says so.");
}

/* Class words that are wrong: prose in a promotion, contributions in comments. */
static void test_spared(void)
{
#define FIVE RUN RUN RUN RUN RUN
#define SENTENCE "觀察人士認為，這次接觸的象徵意義大於實質內容，後續進展仍待觀察，而且各方都沒有說明。"
#define SAID "<p>" SENTENCE SENTENCE SENTENCE "</p>"
	static const char *const sources[] = {
		"<div class=self-promo>" FIVE "</div>" FIVE FIVE FIVE FIVE,
		RUN RUN "<div id=comments><div class=comment>" SAID SAID "</div></div>",
	};

	for (size_t i = 0; i < G_N_ELEMENTS(sources); i++) {
		char *dump = body_dump("html", sources[i], BODY_ASIDES);
		g_assert_null(strchr(dump, '~'));
		g_free(dump);
	}
#undef FIVE
#undef SENTENCE
#undef SAID
}

static void test_main_content(void)
{
	static const struct sample samples[] = {
		{"<body><div><p>A paragraph beside the article that is long enough to count as one of its own, "
		 "by its length.</div><div itemprop=articleBody>" RUN RUN "</div></body>",
		 RUN_SHOWN "\n" RUN_SHOWN},
		{"<body><ul><li><a href=1>Home</a><li><a href=2>World</a></ul><h1>The known title</h1>"
		 "<h2>A subtitle of the article, which says what it is about</h2><div><div>" RUN RUN RUN "</div></div>"
		 "<div class=sidebar><p>Something else that is long enough to be a paragraph of an article, too.</div>",
		 "H2 A subtitle of the article, which says what it is about\n" RUN_SHOWN "\n" RUN_SHOWN "\n" RUN_SHOWN},
		{"<body><div><div></div></div><div><p>Short.</div>", "P Short."},
	};
	check_all("page", samples, G_N_ELEMENTS(samples), 0);
}

static void test_captions(void)
{
	static const struct sample samples[] = {
		{"<img src=x.png><p>圖：會場外的人群</p>" RUN, "I x.png (圖：會場外的人群)\n" RUN_SHOWN},
		{"<p>圖：會場外的人群</p>" RUN, "P 圖：會場外的人群\n" RUN_SHOWN},
		{"<figure><figcaption>above</figcaption><img src=x.png></figure>" RUN, "I x.png (above)\n" RUN_SHOWN},
		{"<figure><img src=x.png><figcaption><p>one<p>two</figcaption></figure>" RUN,
		 "I x.png (one two)\n" RUN_SHOWN},
		{"<img src=x.png>" RUN, "I x.png\n" RUN_SHOWN},
	};
	check_all("html", samples, G_N_ELEMENTS(samples), 0);
}

static void test_phrases(void)
{
	g_assert_true(phrase_same(SPAN("Facebook 以”安全性”为幌子"), SPAN("facebook以安全性为幌子")));
	g_assert_false(phrase_same(SPAN("一"), SPAN("一二")));
	g_assert_false(phrase_same(SPAN("！"), SPAN("？")));
	g_assert_true(phrase_begins(SPAN("一二三四五六"), SPAN("一二三四 五六 - 報"), 60));
	g_assert_false(phrase_begins(SPAN("一"), SPAN("一二三四五六"), 60));
	g_assert_true(phrase_is_related(SPAN("【▶ 相關新聞】")));
	g_assert_true(phrase_is_related(SPAN("Related Articles:")));
	g_assert_false(phrase_is_related(SPAN("相關新聞說明了什麼")));
	g_assert_true(phrase_is_date(SPAN("2019年5月31日 星期五")));
	g_assert_true(phrase_is_date(SPAN("Jan 6th 2020")));
	g_assert_false(phrase_is_date(SPAN("2020年6月25日端午")));
	g_assert_false(phrase_is_date(SPAN("12")));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/chrome/notices", test_notices);
	g_test_add_func("/chrome/related", test_related);
	g_test_add_func("/chrome/related-plain", test_related_plain);
	g_test_add_func("/chrome/source", test_source);
	g_test_add_func("/chrome/title", test_title);
	g_test_add_func("/chrome/structure", test_structure);
	g_test_add_func("/chrome/comments", test_comments);
	g_test_add_func("/chrome/spared", test_spared);
	g_test_add_func("/chrome/main-content", test_main_content);
	g_test_add_func("/chrome/captions", test_captions);
	g_test_add_func("/chrome/filed", test_filed);
	g_test_add_func("/chrome/phrases", test_phrases);
	return g_test_run();
}
