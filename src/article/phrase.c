/* SPDX-License-Identifier: MIT */
/*
 * Tables of phrases and three ways to compare with them. Only short blocks are ever compared, so plain loops over the
 * tables are fast enough. Letters are those of any script; everything else at the ends of a phrase is decoration.
 */
#include "article/phrase.h"

#include <glib.h>
#include <string.h>

#include "text/utf8.h"

struct phrase {
	const char *text;
	enum aside_reason reason;
};

/* A block that says this and nothing else. */
static const struct phrase wholes[] = {
	{"分享", ASIDE_SHARE},
	{"分享到", ASIDE_SHARE},
	{"分享至", ASIDE_SHARE},
	{"分享本文", ASIDE_SHARE},
	{"分享此文", ASIDE_SHARE},
	{"分享文章", ASIDE_SHARE},
	{"共享此文章", ASIDE_SHARE},
	{"一键分享", ASIDE_SHARE},
	{"赞过", ASIDE_SHARE},
	{"赞正在加载", ASIDE_SHARE},
	{"点赞", ASIDE_SHARE},
	{"按讚", ASIDE_SHARE},
	{"收藏", ASIDE_SHARE},
	{"复制链接", ASIDE_SHARE},
	{"複製連結", ASIDE_SHARE},
	{"打印", ASIDE_SHARE},
	{"列印", ASIDE_SHARE},
	{"友善列印", ASIDE_SHARE},
	{"微信", ASIDE_SHARE},
	{"微博", ASIDE_SHARE},
	{"新浪微博", ASIDE_SHARE},
	{"朋友圈", ASIDE_SHARE},
	{"微信扫一扫", ASIDE_SHARE},
	{"扫一扫", ASIDE_SHARE},
	{"share", ASIDE_SHARE},
	{"share this", ASIDE_SHARE},
	{"share this article", ASIDE_SHARE},
	{"share this story", ASIDE_SHARE},
	{"share this post", ASIDE_SHARE},
	{"like this", ASIDE_SHARE},
	{"like loading", ASIDE_SHARE},
	{"loading", ASIDE_SHARE},
	{"tweet", ASIDE_SHARE},
	{"twitter", ASIDE_SHARE},
	{"facebook", ASIDE_SHARE},
	{"whatsapp", ASIDE_SHARE},
	{"telegram", ASIDE_SHARE},
	{"linkedin", ASIDE_SHARE},
	{"pinterest", ASIDE_SHARE},
	{"reddit", ASIDE_SHARE},
	{"email", ASIDE_SHARE},
	{"e-mail", ASIDE_SHARE},
	{"print", ASIDE_SHARE},
	{"copy link", ASIDE_SHARE},
	{"シェア", ASIDE_SHARE},
	{"シェアする", ASIDE_SHARE},
	{"ツイート", ASIDE_SHARE},
	{"共有", ASIDE_SHARE},
	{"印刷", ASIDE_SHARE},
	{"공유", ASIDE_SHARE},
	{"공유하기", ASIDE_SHARE},
	{"기사 공유", ASIDE_SHARE},
	{"인쇄", ASIDE_SHARE},
	{"广告", ASIDE_PROMOTION},
	{"廣告", ASIDE_PROMOTION},
	{"advertisement", ASIDE_PROMOTION},
	{"advertising", ASIDE_PROMOTION},
	{"sponsored", ASIDE_PROMOTION},
	{"sponsored content", ASIDE_PROMOTION},
	{"広告", ASIDE_PROMOTION},
	{"광고", ASIDE_PROMOTION},
	{"订阅", ASIDE_PROMOTION},
	{"訂閱", ASIDE_PROMOTION},
	{"立即订阅", ASIDE_PROMOTION},
	{"立即訂閱", ASIDE_PROMOTION},
	{"subscribe", ASIDE_PROMOTION},
	{"subscribe now", ASIDE_PROMOTION},
	{"sign up", ASIDE_PROMOTION},
	{"log in", ASIDE_PROMOTION},
	{"newsletter", ASIDE_PROMOTION},
	{"read more", ASIDE_PROMOTION},
	{"continue reading", ASIDE_PROMOTION},
	{"阅读全文", ASIDE_PROMOTION},
	{"閱讀全文", ASIDE_PROMOTION},
	{"阅读更多", ASIDE_PROMOTION},
	{"閱讀更多", ASIDE_PROMOTION},
	{"继续阅读", ASIDE_PROMOTION},
	{"繼續閱讀", ASIDE_PROMOTION},
	{"展开全文", ASIDE_PROMOTION},
	{"続きを読む", ASIDE_PROMOTION},
	{"ログインして続きを読む", ASIDE_PROMOTION},
	{"더보기", ASIDE_PROMOTION},
	{"返回顶部", ASIDE_NAVIGATION},
	{"回到顶部", ASIDE_NAVIGATION},
	{"返回頂部", ASIDE_NAVIGATION},
	{"回頂端", ASIDE_NAVIGATION},
	{"返回首页", ASIDE_NAVIGATION},
	{"首页", ASIDE_NAVIGATION},
	{"首頁", ASIDE_NAVIGATION},
	{"上一页", ASIDE_NAVIGATION},
	{"下一页", ASIDE_NAVIGATION},
	{"上一頁", ASIDE_NAVIGATION},
	{"下一頁", ASIDE_NAVIGATION},
	{"上一篇", ASIDE_NAVIGATION},
	{"下一篇", ASIDE_NAVIGATION},
	{"关闭窗口", ASIDE_NAVIGATION},
	{"back to top", ASIDE_NAVIGATION},
	{"home", ASIDE_NAVIGATION},
	{"menu", ASIDE_NAVIGATION},
	{"search", ASIDE_NAVIGATION},
	{"previous", ASIDE_NAVIGATION},
	{"next", ASIDE_NAVIGATION},
	{"previous post", ASIDE_NAVIGATION},
	{"next post", ASIDE_NAVIGATION},
	{"skip to content", ASIDE_NAVIGATION},
	{"skip to main content", ASIDE_NAVIGATION},
	{"トップページ", ASIDE_NAVIGATION},
	{"ページトップへ", ASIDE_NAVIGATION},
	{"前の記事", ASIDE_NAVIGATION},
	{"次の記事", ASIDE_NAVIGATION},
	{"目录", ASIDE_NAVIGATION},
	{"永久连接", ASIDE_NAVIGATION},
	{"永久链接", ASIDE_NAVIGATION},
	{"permalink", ASIDE_NAVIGATION},
	{"comments", ASIDE_COMMENTS},
	{"leave a comment", ASIDE_COMMENTS},
	{"leave a reply", ASIDE_COMMENTS},
	{"post a comment", ASIDE_COMMENTS},
	{"no comment", ASIDE_COMMENTS},
	{"no comments", ASIDE_COMMENTS},
	{"发表评论", ASIDE_COMMENTS},
	{"發表評論", ASIDE_COMMENTS},
	{"我要评论", ASIDE_COMMENTS},
	{"查看评论", ASIDE_COMMENTS},
	{"写评论", ASIDE_COMMENTS},
	{"コメント", ASIDE_COMMENTS},
	{"コメントを書く", ASIDE_COMMENTS},
	{"댓글", ASIDE_COMMENTS},
	{"댓글쓰기", ASIDE_COMMENTS},
};

/* A short block that begins with this. */
static const struct phrase begins[] = {
	{"分享到 ", ASIDE_SHARE},
	{"分享到：", ASIDE_SHARE},
	{"分享到:", ASIDE_SHARE},
	{"分享至 ", ASIDE_SHARE},
	{"分享至：", ASIDE_SHARE},
	{"手机上长按", ASIDE_SHARE},
	{"手機上長按", ASIDE_SHARE},
	{"长按识别", ASIDE_SHARE},
	{"长按二维码", ASIDE_SHARE},
	{"長按二維碼", ASIDE_SHARE},
	{"扫描二维码", ASIDE_SHARE},
	{"扫描下方二维码", ASIDE_SHARE},
	{"扫码", ASIDE_SHARE},
	{"微信扫描", ASIDE_SHARE},
	{"掃描二維碼", ASIDE_SHARE},
	{"点击以在", ASIDE_SHARE},
	{"點擊分享", ASIDE_SHARE},
	{"点击分享", ASIDE_SHARE},
	{"click to share", ASIDE_SHARE},
	{"click to print", ASIDE_SHARE},
	{"click to email", ASIDE_SHARE},
	{"share on ", ASIDE_SHARE},
	{"share via ", ASIDE_SHARE},
	{"この記事をシェア", ASIDE_SHARE},
	{"获取更多rss", ASIDE_PROMOTION},
	{"獲取更多rss", ASIDE_PROMOTION},
	{"feed enhanced by", ASIDE_PROMOTION},
	{"欢迎关注", ASIDE_PROMOTION},
	{"歡迎關注", ASIDE_PROMOTION},
	{"关注我们", ASIDE_PROMOTION},
	{"關注我們", ASIDE_PROMOTION},
	{"关注公众号", ASIDE_PROMOTION},
	{"微信搜索", ASIDE_PROMOTION},
	{"微信公众号：", ASIDE_PROMOTION},
	{"微信公众号:", ASIDE_PROMOTION},
	{"下载app", ASIDE_PROMOTION},
	{"下載app", ASIDE_PROMOTION},
	{"打开app", ASIDE_PROMOTION},
	{"下载客户端", ASIDE_PROMOTION},
	{"点击下载", ASIDE_PROMOTION},
	{"订阅我们", ASIDE_PROMOTION},
	{"訂閱我們", ASIDE_PROMOTION},
	{"订阅电子报", ASIDE_PROMOTION},
	{"訂閱電子報", ASIDE_PROMOTION},
	{"subscribe to ", ASIDE_PROMOTION},
	{"sign up for ", ASIDE_PROMOTION},
	{"sign up to ", ASIDE_PROMOTION},
	{"get the latest ", ASIDE_PROMOTION},
	{"get our newsletter", ASIDE_PROMOTION},
	{"follow us on ", ASIDE_PROMOTION},
	{"like us on ", ASIDE_PROMOTION},
	{"follow @", ASIDE_PROMOTION},
	{"download our app", ASIDE_PROMOTION},
	{"download the app", ASIDE_PROMOTION},
	{"continue reading on ", ASIDE_PROMOTION},
	{"continue reading the ", ASIDE_PROMOTION},
	{"already a subscriber", ASIDE_PROMOTION},
	{"この記事は有料会員", ASIDE_PROMOTION},
	{"この記事は会員限定", ASIDE_PROMOTION},
	{"有料会員になると", ASIDE_PROMOTION},
	{"残り", ASIDE_PROMOTION},
	{"由 ai 报道", ASIDE_PROMOTION},
	{"由 ai 報導", ASIDE_PROMOTION},
	{"reported by ai", ASIDE_PROMOTION},
	{"此网站使用 cookie", ASIDE_COOKIE},
	{"此网站使用cookie", ASIDE_COOKIE},
	{"本网站使用 cookie", ASIDE_COOKIE},
	{"本网站使用cookie", ASIDE_COOKIE},
	{"本網站使用 cookie", ASIDE_COOKIE},
	{"本網站使用cookie", ASIDE_COOKIE},
	{"我们使用 cookie", ASIDE_COOKIE},
	{"我们使用cookie", ASIDE_COOKIE},
	{"我們使用 cookie", ASIDE_COOKIE},
	{"我們使用cookie", ASIDE_COOKIE},
	{"this website uses cookies", ASIDE_COOKIE},
	{"this site uses cookies", ASIDE_COOKIE},
	{"our website uses cookies", ASIDE_COOKIE},
	{"we use cookies", ASIDE_COOKIE},
	{"we and our partners use cookies", ASIDE_COOKIE},
	{"by using this site, you agree", ASIDE_COOKIE},
	{"by continuing to use this site", ASIDE_COOKIE},
	{"当サイトではcookie", ASIDE_COOKIE},
	{"当サイトでは、cookie", ASIDE_COOKIE},
	{"このサイトではcookie", ASIDE_COOKIE},
	{"当サイトはcookie", ASIDE_COOKIE},
	{"이 웹사이트는 쿠키", ASIDE_COOKIE},
	{"이 사이트는 쿠키", ASIDE_COOKIE},
	{"上一篇：", ASIDE_NAVIGATION},
	{"下一篇：", ASIDE_NAVIGATION},
	{"上一篇:", ASIDE_NAVIGATION},
	{"下一篇:", ASIDE_NAVIGATION},
	{"标签：", ASIDE_NAVIGATION},
	{"标签:", ASIDE_NAVIGATION},
	{"標籤：", ASIDE_NAVIGATION},
	{"標籤:", ASIDE_NAVIGATION},
	{"关键词：", ASIDE_NAVIGATION},
	{"關鍵詞：", ASIDE_NAVIGATION},
	{"post tags:", ASIDE_NAVIGATION},
	{"tags:", ASIDE_NAVIGATION},
	{"filed under", ASIDE_NAVIGATION},
	{"posted in ", ASIDE_NAVIGATION},
	{"字号：", ASIDE_NAVIGATION},
	{"字體大小", ASIDE_NAVIGATION},
	{"you are here", ASIDE_NAVIGATION},
	{"您当前的位置", ASIDE_NAVIGATION},
	{"当前位置", ASIDE_NAVIGATION},
	{"您的位置", ASIDE_NAVIGATION},
	{"评论 (", ASIDE_COMMENTS},
};

/* A short block in which this stands. */
static const struct phrase holds[] = {
	{"隐私政策 以获取更多信息", ASIDE_COOKIE},
	{"read our privacy policy", ASIDE_COOKIE},
	{"二维码分享", ASIDE_SHARE},
	{"|permalink |", ASIDE_NAVIGATION},
	{"扫描二维码关注", ASIDE_PROMOTION},
	{"长按二维码关注", ASIDE_PROMOTION},
};

static const char *const related[] = {
	"相关文章", "相關文章", "相关阅读", "相關閱讀", "相关新闻", "相關新聞", "相关报道", "相关报导", "相關報導", "相關報道",
	"相关内容", "相關內容", "相关链接", "相關連結", "相關鏈接", "相关推荐", "相關推薦", "相关资讯", "相关", "相關",
	"延伸阅读", "延伸閱讀", "拓展阅读", "扩展阅读", "关联阅读", "更多报道", "更多报导", "更多報導", "更多報道",
	"更多新闻", "更多新聞", "更多文章", "更多相关", "推荐阅读", "推薦閱讀", "推荐文章", "猜你喜欢", "热门文章",
	"熱門文章", "热门推荐", "热门新闻", "熱門新聞", "热点推荐", "最新文章", "最新新闻", "最新消息", "您可能感兴趣的文章",
	"您可能感兴趣", "你可能感兴趣", "你可能感興趣", "你可能还喜欢", "您可能还喜欢", "你可能也喜欢", "你可能也喜歡",
	"往期回顾", "往期推荐", "往期文章", "大家都在看", "编辑推荐", "編輯推薦",
	"related", "related article", "related articles", "related posts", "related story", "related stories",
	"related news", "related content", "related reading", "related links", "related coverage", "related topics",
	"related reads", "more stories", "more news", "more on this story", "more on this topic", "more like this",
	"more from", "read also", "also read", "read next", "up next", "recommended", "recommended for you",
	"recommended reading", "recommended stories", "further reading", "see also", "you may also like",
	"you might also like", "you may like", "most read", "most popular", "popular posts", "popular stories", "trending",
	"trending now", "latest news", "latest stories", "top stories", "dont miss",
	"関連記事", "関連ニュース", "関連リンク", "関連コンテンツ", "関連", "あわせて読みたい", "こちらもおすすめ",
	"おすすめ記事", "おすすめの記事", "人気記事", "最新記事", "アクセスランキング",
	"관련기사", "관련 기사", "관련뉴스", "관련 뉴스", "관련글", "관련 글", "많이 본 뉴스", "추천기사", "추천 기사",
	"최신기사", "이 시각 주요뉴스",
};

static const char *const captions[] = {
	"图：", "圖：", "图:", "圖:", "图片来源", "圖片來源", "图片：", "圖片：", "图源", "圖源", "图为", "圖為", "资料图",
	"資料圖", "资料照", "資料照", "示意图", "示意圖", "图说", "圖說", "图／", "圖／", "图/", "圖/", "摄影：", "攝影：",
	"摄影:", "攝影:", "摄：", "攝：", "照片来源", "照片來源", "（图", "（圖", "(图", "(圖", "▲", "△", "▼", "↑", "写真：",
	"写真=", "写真＝", "（写真", "사진=", "사진 ", "[사진", "photo:", "photo by", "photograph:", "photograph by",
	"photo credit", "image:", "image credit", "picture:", "credit:", "source: getty", "illustration:", "illustration by",
	"getty images", "via getty", "(photo",
};

static const char *const machines[] = {
	"ai 生成的图像", "ai生成的图像", "ai 生成图像", "ai 生成的图片", "ai生成图片", "ai 生成的圖像", "ai 生成的圖片",
	"image generated by ai", "ai-generated image", "ai generated image", "由 ai 报道", "由 ai 報導", "reported by ai",
	"aiによる生成画像", "ai 생성 이미지",
};

static const char *const sources[] = {
	"原文", "原文链接", "原文連結", "原文鏈接", "原文地址", "原文网址", "原文網址", "阅读原文", "閱讀原文", "查看原文",
	"查看原網頁", "点击查看原文", "来源", "來源", "出处", "出處", "source", "original", "original article",
	"original link", "read the original", "view original", "元記事", "출처", "원문", "원문 보기",
};

/* Comparing ------------------------------------------------------------------------------------------------------- */

static bool is_word(uint32_t code)
{
	if (code < 0x80)
		return g_ascii_isalnum((char)code);
	if (code < 0x2E80)
		return code >= 0xC0 && !(code >= 0x2000 && code <= 0x2BFF);
	if (code >= 0x3001 && code <= 0x3030)
		return code >= 0x3005 && code <= 0x3007;
	return (code < 0xFF00 || (code >= 0xFF10 && code <= 0xFF5A && code != 0xFF1A && code != 0xFF1B && code != 0xFF1F) ||
	        (code >= 0xFF66 && code <= 0xFFDC)) &&
	       !(code >= 0xFE00 && code <= 0xFE6F) && code < 0x1F000;
}

struct span phrase_core(struct span text)
{
	size_t from = 0, to = text.len;
	while (from < to) {
		size_t next = from;
		if (is_word(utf8_next(text, &next)))
			break;
		from = next;
	}
	while (to > from) {
		size_t before = to;
		if (is_word(utf8_previous(text, &before)))
			break;
		to = before;
	}
	return span_cut(text, from, to);
}

/* The next letter or digit of `text`, a-z for A-Z; 0 at the end. */
static uint32_t next_word_code(struct span text, size_t *at)
{
	while (*at < text.len) {
		uint32_t code = utf8_next(text, at);
		if (is_word(code) || code >= 0x20000)
			return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
	}
	return 0;
}

bool phrase_same(struct span a, struct span b)
{
	size_t at_a = 0, at_b = 0;
	for (;;) {
		uint32_t first = next_word_code(a, &at_a), second = next_word_code(b, &at_b);
		if (first != second)
			return false;
		if (first == 0)
			return at_a > 0 && at_b > 0;
	}
}

bool phrase_begins(struct span a, struct span b, unsigned percent)
{
	size_t at_a = 0, at_b = 0, common = 0;
	uint32_t first, second;
	for (;; common++) {
		first = next_word_code(a, &at_a);
		second = next_word_code(b, &at_b);
		if (first != second || first == 0)
			break;
	}
	if (common == 0 || (first != 0 && second != 0))
		return false;
	size_t rest = 0;
	struct span longer = first != 0 ? a : b;
	size_t *at = first != 0 ? &at_a : &at_b;
	if (first != 0 || second != 0)
		for (rest = 1; next_word_code(longer, at) != 0;)
			rest++;
	return common * 100 >= (common + rest) * percent;
}

static bool is_among(struct span text, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_equal_nocase(text, span_of(list[i])))
			return true;
	return false;
}

static bool begins_among(struct span text, const char *const *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_starts_nocase(text, span_of(list[i])))
			return true;
	return false;
}

bool phrase_is_notice(struct span text, enum aside_reason *reason)
{
	struct span core = phrase_core(text);
	if (text.len > NOTICE_MOST || core.len == 0)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(wholes); i++)
		if (span_equal_nocase(core, span_of(wholes[i].text))) {
			*reason = wholes[i].reason;
			return true;
		}
	struct span from_core = span_from(text, (size_t)(core.at - text.at));
	for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
		if (span_starts_nocase(from_core, span_of(begins[i].text))) {
			*reason = begins[i].reason;
			return true;
		}
	for (size_t i = 0; i < G_N_ELEMENTS(holds); i++)
		if (span_find_nocase(text, span_of(holds[i].text)) != SPAN_NONE) {
			*reason = holds[i].reason;
			return true;
		}
	return false;
}

bool phrase_is_related(struct span text)
{
	struct span core = phrase_core(text);
	return core.len > 0 && core.len <= 40 && is_among(core, related, G_N_ELEMENTS(related));
}

bool phrase_takes_related(struct span *text)
{
	size_t wide = span_find(span_cut(*text, 0, 60), SPAN("："));
	size_t narrow = span_find(span_cut(*text, 0, 60), SPAN(":"));
	size_t colon = MIN(wide, narrow);
	if (colon == SPAN_NONE || !phrase_is_related(span_cut(*text, 0, colon)))
		return false;
	*text = span_trim_wide(span_from(*text, colon + (colon == wide ? sizeof "：" - 1 : 1)));
	return true;
}

bool phrase_is_caption(struct span text)
{
	return begins_among(span_trim_wide(text), captions, G_N_ELEMENTS(captions));
}

bool phrase_is_machine(struct span text)
{
	text = span_trim_wide(text);
	for (size_t i = 0; text.len <= 120 && i < G_N_ELEMENTS(machines); i++)
		if (span_find_nocase(text, span_of(machines[i])) != SPAN_NONE)
			return true;
	return false;
}

bool phrase_is_source(struct span text)
{
	struct span core = phrase_core(text);
	return core.len > 0 && core.len <= 40 && is_among(core, sources, G_N_ELEMENTS(sources));
}
