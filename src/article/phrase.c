/* SPDX-License-Identifier: MIT */
/*
 * Tables of phrases and two ways to compare with them. Only short blocks are ever compared, so plain loops over the
 * tables are fast enough. Letters are those of any script; everything else at the ends of a phrase is decoration.
 */
#include "article/phrase.h"

#include <glib.h>
#include <string.h>

#include "article/date.h"
#include "text/utf8.h"

#define DATE_MOST 48 /* bytes of a line that is nothing but a date */

/* In small letters. Length and first byte settle nearly every comparison without a look at the text. */
struct phrase {
	const char *text;
	uint8_t len;
	uint8_t first;
	uint8_t reason; /* enum aside_reason */
};

#define PHRASE_MOST 80 /* bytes of a phrase; a longer one does not compile */
#define PHRASE_LEN(text) (sizeof(text) - sizeof(char[sizeof(text) <= PHRASE_MOST ? 1 : -1]))
#define PHRASE(text, reason)                                                                                           \
	{                                                                                                              \
		text, PHRASE_LEN(text), (uint8_t)text[0], reason                                                       \
	}
#define NAVIGATION(text) PHRASE(text, ASIDE_NAVIGATION)
#define PROMOTION(text) PHRASE(text, ASIDE_PROMOTION)
#define SHARE(text) PHRASE(text, ASIDE_SHARE)
#define COOKIE(text) PHRASE(text, ASIDE_COOKIE)
#define RELATED(text) PHRASE(text, ASIDE_RELATED)
#define COMMENTS(text) PHRASE(text, ASIDE_COMMENTS)
#define SOURCE(text) PHRASE(text, ASIDE_SOURCE)

/* A block that says this and nothing else. */
static const struct phrase wholes[] = {
	SHARE("分享"),
	SHARE("分享到"),
	SHARE("分享至"),
	SHARE("分享本文"),
	SHARE("分享此文"),
	SHARE("分享文章"),
	SHARE("共享此文章"),
	SHARE("一键分享"),
	SHARE("赞过"),
	SHARE("赞正在加载"),
	SHARE("点赞"),
	SHARE("按讚"),
	SHARE("收藏"),
	SHARE("复制链接"),
	SHARE("複製連結"),
	SHARE("打印"),
	SHARE("列印"),
	SHARE("友善列印"),
	SHARE("微信"),
	SHARE("微博"),
	SHARE("新浪微博"),
	SHARE("朋友圈"),
	SHARE("微信扫一扫"),
	SHARE("扫一扫"),
	SHARE("share"),
	SHARE("share this"),
	SHARE("click to tweet"),
	SHARE("share this article"),
	SHARE("share this story"),
	SHARE("share this post"),
	SHARE("like this"),
	SHARE("like loading"),
	SHARE("loading"),
	SHARE("tweet"),
	SHARE("twitter"),
	SHARE("facebook"),
	SHARE("whatsapp"),
	SHARE("telegram"),
	SHARE("linkedin"),
	SHARE("pinterest"),
	SHARE("reddit"),
	SHARE("email"),
	SHARE("e-mail"),
	SHARE("print"),
	SHARE("copy link"),
	SHARE("シェア"),
	SHARE("シェアする"),
	SHARE("ツイート"),
	SHARE("共有"),
	SHARE("印刷"),
	SHARE("공유"),
	SHARE("공유하기"),
	SHARE("기사 공유"),
	SHARE("인쇄"),
	PROMOTION("广告"),
	PROMOTION("廣告"),
	PROMOTION("advertisement"),
	PROMOTION("advertising"),
	PROMOTION("sponsored"),
	PROMOTION("sponsored content"),
	PROMOTION("広告"),
	PROMOTION("광고"),
	PROMOTION("订阅"),
	PROMOTION("訂閱"),
	PROMOTION("立即订阅"),
	PROMOTION("立即訂閱"),
	PROMOTION("subscribe"),
	PROMOTION("subscribe now"),
	PROMOTION("sign up"),
	PROMOTION("log in"),
	PROMOTION("newsletter"),
	PROMOTION("read more"),
	PROMOTION("continue reading"),
	PROMOTION("阅读全文"),
	PROMOTION("閱讀全文"),
	PROMOTION("阅读更多"),
	PROMOTION("閱讀更多"),
	PROMOTION("继续阅读"),
	PROMOTION("繼續閱讀"),
	PROMOTION("展开全文"),
	PROMOTION("続きを読む"),
	PROMOTION("ログインして続きを読む"),
	PROMOTION("더보기"),
	NAVIGATION("返回顶部"),
	NAVIGATION("回到顶部"),
	NAVIGATION("返回頂部"),
	NAVIGATION("回頂端"),
	NAVIGATION("返回首页"),
	NAVIGATION("首页"),
	NAVIGATION("首頁"),
	NAVIGATION("上一页"),
	NAVIGATION("下一页"),
	NAVIGATION("上一頁"),
	NAVIGATION("下一頁"),
	NAVIGATION("上一篇"),
	NAVIGATION("下一篇"),
	NAVIGATION("关闭窗口"),
	NAVIGATION("back to top"),
	NAVIGATION("home"),
	NAVIGATION("menu"),
	NAVIGATION("search"),
	NAVIGATION("previous"),
	NAVIGATION("next"),
	NAVIGATION("previous post"),
	NAVIGATION("next post"),
	NAVIGATION("skip to content"),
	NAVIGATION("skip to main content"),
	NAVIGATION("トップページ"),
	NAVIGATION("ページトップへ"),
	NAVIGATION("前の記事"),
	NAVIGATION("次の記事"),
	NAVIGATION("目录"),
	NAVIGATION("永久连接"),
	NAVIGATION("永久链接"),
	NAVIGATION("permalink"),
	COMMENTS("comments"),
	COMMENTS("leave a comment"),
	COMMENTS("leave a reply"),
	COMMENTS("post a comment"),
	COMMENTS("no comment"),
	COMMENTS("no comments"),
	COMMENTS("发表评论"),
	COMMENTS("發表評論"),
	COMMENTS("我要评论"),
	COMMENTS("查看评论"),
	COMMENTS("写评论"),
	COMMENTS("コメント"),
	COMMENTS("コメントを書く"),
	COMMENTS("댓글"),
	COMMENTS("댓글쓰기"),
	SHARE("diesen artikel teilen"),
	SHARE("partager"),
	SHARE("compartir"),
	NAVIGATION("haut de page"),
	NAVIGATION("follow this topic"),
};

/* A short block that begins with this. */
static const struct phrase begins[] = {
	SHARE("分享到 "),
	SHARE("分享到："),
	SHARE("分享到:"),
	SHARE("分享至 "),
	SHARE("分享至："),
	SHARE("手机上长按"),
	SHARE("手機上長按"),
	SHARE("长按识别"),
	SHARE("长按二维码"),
	SHARE("長按二維碼"),
	SHARE("扫描二维码"),
	SHARE("扫描下方二维码"),
	SHARE("扫码"),
	PROMOTION("扫描二维码关注"),
	PROMOTION("长按二维码关注"),
	SHARE("微信扫描"),
	SHARE("掃描二維碼"),
	SHARE("点击以在"),
	SHARE("點擊分享"),
	SHARE("点击分享"),
	SHARE("click to share"),
	SHARE("click to print"),
	SHARE("click to email"),
	SHARE("share on "),
	SHARE("share via "),
	SHARE("この記事をシェア"),
	PROMOTION("获取更多rss"),
	PROMOTION("獲取更多rss"),
	PROMOTION("feed enhanced by"),
	PROMOTION("欢迎关注"),
	PROMOTION("歡迎關注"),
	PROMOTION("关注我们"),
	PROMOTION("關注我們"),
	PROMOTION("关注公众号"),
	PROMOTION("微信搜索"),
	PROMOTION("微信公众号："),
	PROMOTION("微信公众号:"),
	PROMOTION("下载app"),
	PROMOTION("下載app"),
	PROMOTION("打开app"),
	PROMOTION("下载客户端"),
	PROMOTION("点击下载"),
	PROMOTION("订阅我们"),
	PROMOTION("訂閱我們"),
	PROMOTION("订阅电子报"),
	PROMOTION("訂閱電子報"),
	PROMOTION("subscribe to "),
	PROMOTION("sign up for "),
	PROMOTION("sign up to "),
	PROMOTION("get the latest "),
	PROMOTION("get our newsletter"),
	PROMOTION("follow us on "),
	PROMOTION("like us on "),
	PROMOTION("follow @"),
	PROMOTION("download our app"),
	PROMOTION("download the app"),
	PROMOTION("continue reading on "),
	PROMOTION("continue reading the "),
	PROMOTION("already a subscriber"),
	PROMOTION("この記事は有料会員"),
	PROMOTION("この記事は会員限定"),
	PROMOTION("有料会員になると"),
	PROMOTION("残り"),
	PROMOTION("由 ai 报道"),
	PROMOTION("由 ai 報導"),
	PROMOTION("reported by ai"),
	COOKIE("此网站使用 cookie"),
	COOKIE("此网站使用cookie"),
	COOKIE("本网站使用 cookie"),
	COOKIE("本网站使用cookie"),
	COOKIE("本網站使用 cookie"),
	COOKIE("本網站使用cookie"),
	COOKIE("我们使用 cookie"),
	COOKIE("我们使用cookie"),
	COOKIE("我們使用 cookie"),
	COOKIE("我們使用cookie"),
	COOKIE("this website uses cookies"),
	COOKIE("this site uses cookies"),
	COOKIE("our website uses cookies"),
	COOKIE("we use cookies"),
	COOKIE("we and our partners use cookies"),
	COOKIE("by using this site, you agree"),
	COOKIE("by continuing to use this site"),
	COOKIE("当サイトではcookie"),
	COOKIE("当サイトでは、cookie"),
	COOKIE("このサイトではcookie"),
	COOKIE("当サイトはcookie"),
	COOKIE("이 웹사이트는 쿠키"),
	COOKIE("이 사이트는 쿠키"),
	NAVIGATION("上一篇："),
	NAVIGATION("下一篇："),
	NAVIGATION("上一篇:"),
	NAVIGATION("下一篇:"),
	NAVIGATION("标签："),
	NAVIGATION("标签:"),
	NAVIGATION("標籤："),
	NAVIGATION("標籤:"),
	NAVIGATION("关键词："),
	NAVIGATION("關鍵詞："),
	NAVIGATION("post tags:"),
	NAVIGATION("tags:"),
	NAVIGATION("filed under"),
	NAVIGATION("posted in "),
	NAVIGATION("字号："),
	NAVIGATION("字體大小"),
	NAVIGATION("you are here"),
	NAVIGATION("您当前的位置"),
	NAVIGATION("当前位置"),
	NAVIGATION("您的位置"),
	COMMENTS("评论 ("),
	NAVIGATION("copyright ©"),
	NAVIGATION("copyright (c)"),
};

/* Anywhere in a short block. */
static const struct phrase holds[] = {
	PROMOTION("where people are continuing the conversation"),
	NAVIGATION("|permalink |"),
};

/* What a counter counts; a line that is a number and one of these says how often the page was looked at. */
static const struct phrase counted[] = {
	NAVIGATION("views"),   NAVIGATION("view"),     NAVIGATION("comments"), NAVIGATION("comment"),
	NAVIGATION("shares"),  NAVIGATION("reads"),    NAVIGATION("likes"),    NAVIGATION("阅读"),
	NAVIGATION("閱讀"),    NAVIGATION("浏览"),     NAVIGATION("瀏覽"),     NAVIGATION("人浏览"),
	NAVIGATION("人瀏覽"),  NAVIGATION("次浏览"),   NAVIGATION("次瀏覽"),   NAVIGATION("人阅读"),
	NAVIGATION("次阅读"),  NAVIGATION("评论"),     NAVIGATION("評論"),     NAVIGATION("条评论"),
	NAVIGATION("則留言"),  NAVIGATION("個讚"),     NAVIGATION("人点赞"),   NAVIGATION("点赞"),
	NAVIGATION("minutes"), NAVIGATION("min read"),
};

static const struct phrase related[] = {
	RELATED("a lire aussi"),
	RELATED("à lire aussi"),
	RELATED("lire aussi"),
	RELATED("voir aussi"),
	RELATED("lesen sie auch"),
	RELATED("mehr zum thema"),
	RELATED("siehe auch"),
	RELATED("lea también"),
	RELATED("lee también"),
	RELATED("leia também"),
	RELATED("leggi anche"),
	RELATED("相关文章"),
	RELATED("相關文章"),
	RELATED("相关阅读"),
	RELATED("相關閱讀"),
	RELATED("相关新闻"),
	RELATED("相關新聞"),
	RELATED("相关报道"),
	RELATED("相关报导"),
	RELATED("相關報導"),
	RELATED("相關報道"),
	RELATED("相关内容"),
	RELATED("相關內容"),
	RELATED("相关链接"),
	RELATED("相關連結"),
	RELATED("相關鏈接"),
	RELATED("相关推荐"),
	RELATED("相關推薦"),
	RELATED("相关资讯"),
	RELATED("相关"),
	RELATED("相關"),
	RELATED("延伸阅读"),
	RELATED("延伸閱讀"),
	RELATED("拓展阅读"),
	RELATED("扩展阅读"),
	RELATED("关联阅读"),
	RELATED("更多报道"),
	RELATED("更多报导"),
	RELATED("更多報導"),
	RELATED("更多報道"),
	RELATED("更多新闻"),
	RELATED("更多新聞"),
	RELATED("更多文章"),
	RELATED("更多相关"),
	RELATED("推荐阅读"),
	RELATED("推薦閱讀"),
	RELATED("推荐文章"),
	RELATED("猜你喜欢"),
	RELATED("热门文章"),
	RELATED("熱門文章"),
	RELATED("热门推荐"),
	RELATED("热门新闻"),
	RELATED("熱門新聞"),
	RELATED("热点推荐"),
	RELATED("最新文章"),
	RELATED("最新新闻"),
	RELATED("最新消息"),
	RELATED("您可能感兴趣的文章"),
	RELATED("您可能感兴趣"),
	RELATED("你可能感兴趣"),
	RELATED("你可能感興趣"),
	RELATED("你可能还喜欢"),
	RELATED("您可能还喜欢"),
	RELATED("你可能也喜欢"),
	RELATED("你可能也喜歡"),
	RELATED("往期回顾"),
	RELATED("往期推荐"),
	RELATED("往期文章"),
	RELATED("大家都在看"),
	RELATED("编辑推荐"),
	RELATED("編輯推薦"),
	RELATED("related"),
	RELATED("related article"),
	RELATED("related articles"),
	RELATED("related posts"),
	RELATED("related story"),
	RELATED("related stories"),
	RELATED("related news"),
	RELATED("related content"),
	RELATED("related reading"),
	RELATED("related links"),
	RELATED("related coverage"),
	RELATED("related topics"),
	RELATED("related reads"),
	RELATED("more stories"),
	RELATED("more news"),
	RELATED("more on this story"),
	RELATED("more on this topic"),
	RELATED("more like this"),
	RELATED("more from"),
	RELATED("read also"),
	RELATED("also read"),
	RELATED("read next"),
	RELATED("up next"),
	RELATED("recommended"),
	RELATED("recommended for you"),
	RELATED("recommended reading"),
	RELATED("recommended stories"),
	RELATED("further reading"),
	RELATED("see also"),
	RELATED("you may also like"),
	RELATED("you might also like"),
	RELATED("you may like"),
	RELATED("most read"),
	RELATED("most popular"),
	RELATED("popular posts"),
	RELATED("popular stories"),
	RELATED("trending"),
	RELATED("trending now"),
	RELATED("latest news"),
	RELATED("latest stories"),
	RELATED("top stories"),
	RELATED("dont miss"),
	RELATED("関連記事"),
	RELATED("関連ニュース"),
	RELATED("関連リンク"),
	RELATED("関連コンテンツ"),
	RELATED("関連"),
	RELATED("あわせて読みたい"),
	RELATED("こちらもおすすめ"),
	RELATED("おすすめ記事"),
	RELATED("おすすめの記事"),
	RELATED("人気記事"),
	RELATED("最新記事"),
	RELATED("アクセスランキング"),
	RELATED("관련기사"),
	RELATED("관련 기사"),
	RELATED("관련뉴스"),
	RELATED("관련 뉴스"),
	RELATED("관련글"),
	RELATED("관련 글"),
	RELATED("많이 본 뉴스"),
	RELATED("추천기사"),
	RELATED("추천 기사"),
	RELATED("최신기사"),
	RELATED("이 시각 주요뉴스"),
};

static const struct phrase captions[] = {
	PHRASE("©", 0),
	PHRASE("图：", 0),
	PHRASE("圖：", 0),
	PHRASE("图:", 0),
	PHRASE("圖:", 0),
	PHRASE("图片来源", 0),
	PHRASE("圖片來源", 0),
	PHRASE("图片：", 0),
	PHRASE("圖片：", 0),
	PHRASE("图源", 0),
	PHRASE("圖源", 0),
	PHRASE("图为", 0),
	PHRASE("圖為", 0),
	PHRASE("资料图", 0),
	PHRASE("資料圖", 0),
	PHRASE("资料照", 0),
	PHRASE("資料照", 0),
	PHRASE("示意图", 0),
	PHRASE("示意圖", 0),
	PHRASE("图说", 0),
	PHRASE("圖說", 0),
	PHRASE("图／", 0),
	PHRASE("圖／", 0),
	PHRASE("图/", 0),
	PHRASE("圖/", 0),
	PHRASE("摄影：", 0),
	PHRASE("攝影：", 0),
	PHRASE("摄影:", 0),
	PHRASE("攝影:", 0),
	PHRASE("摄：", 0),
	PHRASE("攝：", 0),
	PHRASE("照片来源", 0),
	PHRASE("照片來源", 0),
	PHRASE("（图", 0),
	PHRASE("（圖", 0),
	PHRASE("(图", 0),
	PHRASE("(圖", 0),
	PHRASE("▲", 0),
	PHRASE("△", 0),
	PHRASE("▼", 0),
	PHRASE("↑", 0),
	PHRASE("写真：", 0),
	PHRASE("写真=", 0),
	PHRASE("写真＝", 0),
	PHRASE("（写真", 0),
	PHRASE("사진=", 0),
	PHRASE("사진 ", 0),
	PHRASE("[사진", 0),
	PHRASE("photo:", 0),
	PHRASE("photo by", 0),
	PHRASE("photograph:", 0),
	PHRASE("photograph by", 0),
	PHRASE("photo credit", 0),
	PHRASE("image:", 0),
	PHRASE("image credit", 0),
	PHRASE("bild:", 0),
	PHRASE("foto:", 0),
	PHRASE("foto ", 0),
	PHRASE("crédit photo", 0),
	PHRASE("crédits photo", 0),
	PHRASE("picture:", 0),
	PHRASE("credit:", 0),
	PHRASE("source: getty", 0),
	PHRASE("illustration:", 0),
	PHRASE("illustration by", 0),
	PHRASE("getty images", 0),
	PHRASE("via getty", 0),
	PHRASE("(photo", 0),
};

/* Anywhere in a very short line. */
static const char *const credits[] = {
	"图：", "圖：", "图/",  "圖/",  "图／", "圖／", "图源",  "圖源",    "摄影：",       "攝影：",
	"摄/",  "攝/",  "摄）", "攝）", "摄)",  "攝)",  "Getty", "Reuters", "Shutterstock",
};

static const char *const machines[] = {
	"ai 生成的图像", "ai生成的图像",  "ai 生成图像",           "ai 生成的图片",      "ai生成图片",
	"ai 生成的圖像", "ai 生成的圖片", "image generated by ai", "ai-generated image", "ai generated image",
	"由 ai 报道",    "由 ai 報導",    "reported by ai",        "aiによる生成画像",   "ai 생성 이미지",
};

static const struct phrase sources[] = {
	SOURCE("原文"),
	SOURCE("原文链接"),
	SOURCE("原文連結"),
	SOURCE("原文鏈接"),
	SOURCE("原文地址"),
	SOURCE("原文网址"),
	SOURCE("原文網址"),
	SOURCE("阅读原文"),
	SOURCE("閱讀原文"),
	SOURCE("查看原文"),
	SOURCE("查看原網頁"),
	SOURCE("点击查看原文"),
	SOURCE("来源"),
	SOURCE("來源"),
	SOURCE("出处"),
	SOURCE("出處"),
	SOURCE("source"),
	SOURCE("original"),
	SOURCE("original article"),
	SOURCE("original link"),
	SOURCE("read the original"),
	SOURCE("view original"),
	SOURCE("元記事"),
	SOURCE("출처"),
	SOURCE("원문"),
	SOURCE("원문 보기"),
};

/* The words of a link to the rest of a text. */
static const struct phrase mores[] = {
	PROMOTION("read"),
	PROMOTION("read more"),
	PROMOTION("more"),
	PROMOTION("read on"),
	PROMOTION("full story"),
	PROMOTION("full article"),
	PROMOTION("continue reading"),
	PROMOTION("keep reading"),
	PROMOTION("learn more"),
	PROMOTION("see more"),
	PROMOTION("全文"),
	PROMOTION("阅读全文"),
	PROMOTION("閱讀全文"),
	PROMOTION("查看全文"),
	PROMOTION("更多"),
	PROMOTION("阅读更多"),
	PROMOTION("閱讀更多"),
	PROMOTION("繼續閱讀"),
	PROMOTION("继续阅读"),
	PROMOTION("详细"),
	PROMOTION("詳細"),
	PROMOTION("詳全文"),
	PROMOTION("続きを読む"),
	PROMOTION("もっと見る"),
	PROMOTION("더보기"),
	PROMOTION("자세히 보기"),
	PROMOTION("weiterlesen"),
	PROMOTION("mehr"),
	PROMOTION("lire la suite"),
	PROMOTION("leer más"),
};

/* Headings of lists begin with these. */
static const struct phrase related_begins[] = {
	RELATED("more from "),  RELATED("more in "),         RELATED("more on "),
	RELATED("more about "), RELATED("latest from "),     RELATED("latest posts"),
	RELATED("popular in "), RELATED("most popular in "), RELATED("trending on "),
};

/* Services that pages are shared by; a line of nothing but these is a row of buttons. */
static const struct phrase services[] = {
	SHARE("facebook"),     SHARE("twitter"),   SHARE("x"),
	SHARE("google+"),      SHARE("google"),    SHARE("linkedin"),
	SHARE("xing"),         SHARE("whatsapp"),  SHARE("telegram"),
	SHARE("messenger"),    SHARE("pinterest"), SHARE("reddit"),
	SHARE("tumblr"),       SHARE("pocket"),    SHARE("flipboard"),
	SHARE("instagram"),    SHARE("youtube"),   SHARE("line"),
	SHARE("wechat"),       SHARE("weibo"),     SHARE("qq"),
	SHARE("qzone"),        SHARE("email"),     SHARE("e-mail"),
	SHARE("mail"),         SHARE("print"),     SHARE("share"),
	SHARE("tweet"),        SHARE("like"),      SHARE("rss"),
	SHARE("sms"),          SHARE("copy"),      SHARE("link"),
	SHARE("plurk"),        SHARE("微信"),      SHARE("微博"),
	SHARE("新浪微博"),     SHARE("腾讯微博"),  SHARE("qq空间"),
	SHARE("qq好友"),       SHARE("朋友圈"),    SHARE("豆瓣"),
	SHARE("人人网"),       SHARE("复制链接"),  SHARE("打印"),
	SHARE("列印"),         SHARE("分享"),      SHARE("分享到"),
	SHARE("收藏"),         SHARE("臉書"),      SHARE("脸书"),
	SHARE("推特"),         SHARE("噗浪"),      SHARE("はてなブックマーク"),
	SHARE("はてブ"),       SHARE("シェア"),    SHARE("ツイート"),
	SHARE("페이스북"),     SHARE("트위터"),    SHARE("카카오톡"),
	SHARE("카카오스토리"), SHARE("네이버"),    SHARE("밴드"),
	SHARE("라인"),         SHARE("url복사"),
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
	if (code == 0x30FB)
		return false;
	return (code < 0xFF00 ||
		(code >= 0xFF10 && code <= 0xFF5A && code != 0xFF1A && code != 0xFF1B && code != 0xFF1F) ||
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
	for (bool any = false;; any = true) {
		uint32_t first = next_word_code(a, &at_a), second = next_word_code(b, &at_b);
		if (first != second)
			return false;
		if (first == 0)
			return any;
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

/* The phrase of `list` that `text` is; NULL where it is none. */
static const struct phrase *find_whole(struct span text, const struct phrase *list, size_t count)
{
	for (size_t i = 0; text.len < PHRASE_MOST && i < count; i++)
		if (list[i].len == text.len && span_equal_nocase(text, (struct span){list[i].text, list[i].len}))
			return &list[i];
	return NULL;
}

/* The first phrase of `list` that `text` begins with; NULL where there is none. */
static const struct phrase *find_beginning(struct span text, const struct phrase *list, size_t count)
{
	if (text.len == 0)
		return NULL;
	uint8_t first = (uint8_t)(text.at[0] >= 'A' && text.at[0] <= 'Z' ? text.at[0] + ('a' - 'A') : text.at[0]);
	for (size_t i = 0; i < count; i++)
		if (list[i].first == first && span_starts_nocase(text, (struct span){list[i].text, list[i].len}))
			return &list[i];
	return NULL;
}

static bool parts_buttons(char c)
{
	return c == ' ' || c == '|' || c == ',' || c == '/' || c == '\n' || c == '\t' || c == '\0';
}

/* Whether all words of `text`, two at least, are services. */
static bool is_buttons(struct span text)
{
	unsigned count = 0;
	for (size_t from = 0, to; from < text.len; from = to + 1) {
		for (to = from; to < text.len && !parts_buttons(text.at[to]);)
			to++;
		struct span word = span_cut(text, from, to);
		if (phrase_core(word).len == 0)
			continue;
		if (!find_whole(word, services, G_N_ELEMENTS(services)))
			return false;
		count++;
	}
	return count >= 2;
}

/* 114 views */
static const struct phrase *find_counter(struct span core)
{
	size_t digits = 0;
	while (digits < core.len && strchr("0123456789,.", core.at[digits]) && core.at[digits] != '\0')
		digits++;
	if (digits == 0 || digits == core.len)
		return NULL;
	return find_whole(phrase_core(span_from(core, digits)), counted, G_N_ELEMENTS(counted));
}

static const struct phrase *find_held(struct span text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(holds); i++)
		if (span_find_nocase(text, (struct span){holds[i].text, holds[i].len}) != SPAN_NONE)
			return &holds[i];
	return NULL;
}

bool phrase_is_notice(struct span text, enum aside_reason *reason)
{
	static const struct phrase buttons = SHARE(" "), copyright = NAVIGATION("©");
	if (text.len > NOTICE_MOST)
		return false;
	struct span core = phrase_core(text), from_core = span_from(text, (size_t)(core.at - text.at));
	const struct phrase *found = find_whole(core, wholes, G_N_ELEMENTS(wholes));
	if (!found)
		found = find_beginning(from_core, begins, G_N_ELEMENTS(begins));
	if (!found && is_buttons(core))
		found = &buttons;
	if (!found && span_starts(text, SPAN("©")))
		found = &copyright;
	if (!found)
		found = find_counter(core);
	if (!found)
		found = find_held(text);
	if (found)
		*reason = (enum aside_reason)found->reason;
	return found;
}

bool phrase_is_related(struct span text)
{
	struct span core = phrase_core(text);
	return find_whole(core, related, G_N_ELEMENTS(related)) ||
	       (core.len <= 60 && find_beginning(core, related_begins, G_N_ELEMENTS(related_begins)));
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
	text = span_trim_wide(text);
	if (find_beginning(text, captions, G_N_ELEMENTS(captions)))
		return true;
	for (size_t i = 0; text.len <= 90 && i < G_N_ELEMENTS(credits); i++)
		if (span_find(text, span_of(credits[i])) != SPAN_NONE)
			return true;
	return false;
}

bool phrase_is_machine(struct span text)
{
	text = span_trim_wide(text);
	for (size_t i = 0; text.len <= 120 && i < G_N_ELEMENTS(machines); i++)
		if (span_find_nocase(text, span_of(machines[i])) != SPAN_NONE)
			return true;
	return false;
}

bool phrase_is_date(struct span text)
{
	static const struct span words[] = {
		SPAN("年"),        SPAN("月"),       SPAN("日"),       SPAN("号"),        SPAN("號"),
		SPAN("时"),        SPAN("時"),       SPAN("分"),       SPAN("秒"),        SPAN("星期"),
		SPAN("周"),        SPAN("週"),       SPAN("一"),       SPAN("二"),        SPAN("三"),
		SPAN("四"),        SPAN("五"),       SPAN("六"),       SPAN("天"),        SPAN("上午"),
		SPAN("下午"),      SPAN("am"),       SPAN("pm"),       SPAN("st"),        SPAN("nd"),
		SPAN("rd"),        SPAN("th"),       SPAN("년"),       SPAN("월"),        SPAN("일"),
		SPAN("jan"),       SPAN("feb"),      SPAN("mar"),      SPAN("apr"),       SPAN("may"),
		SPAN("jun"),       SPAN("jul"),      SPAN("aug"),      SPAN("sep"),       SPAN("sept"),
		SPAN("oct"),       SPAN("nov"),      SPAN("dec"),      SPAN("january"),   SPAN("february"),
		SPAN("march"),     SPAN("april"),    SPAN("june"),     SPAN("july"),      SPAN("august"),
		SPAN("september"), SPAN("october"),  SPAN("november"), SPAN("december"),  SPAN("mon"),
		SPAN("tue"),       SPAN("wed"),      SPAN("thu"),      SPAN("fri"),       SPAN("sat"),
		SPAN("sun"),       SPAN("monday"),   SPAN("tuesday"),  SPAN("wednesday"), SPAN("thursday"),
		SPAN("friday"),    SPAN("saturday"), SPAN("sunday"),   SPAN("gmt"),       SPAN("utc"),
	};
	if (text.len > DATE_MOST || date_find(text).precision == DATE_NONE)
		return false;
	for (size_t at = 0; at < text.len;) {
		size_t next = at, longest = 0;
		uint32_t code = utf8_next(text, &next);
		for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
			if (words[i].len > longest && span_starts_nocase(span_from(text, at), words[i]))
				longest = words[i].len;
		if (longest == 0 && is_word(code) && !(code >= '0' && code <= '9'))
			return false;
		at = longest > 0 ? at + longest : next;
	}
	return true;
}

bool phrase_is_more(struct span text)
{
	struct span core = phrase_core(text);
	return core.len == 0 || find_whole(core, mores, G_N_ELEMENTS(mores));
}

bool phrase_is_source(struct span text)
{
	struct span core = phrase_core(text);
	return find_whole(core, sources, G_N_ELEMENTS(sources));
}
