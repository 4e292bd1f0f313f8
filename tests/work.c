/* SPDX-License-Identifier: MIT */
/*
 * The work that an article costs grows with its size, and the stack not at all, whatever stands in it. Counted, not
 * timed: the parsers are linked in a build of their own (libcounted.a) in which every basic block calls
 * __sanitizer_cov_trace_pc(), and the functions of libc that go over memory tell how far they went. The stack is one
 * that was painted before. What libxml2 and md4c do inside is not counted; `make bench` times it.
 *
 * Each row of the table is a piece of text that is repeated up to 64 KB, and up to four times as much (a quarter of
 * that under the sanitizers).
 */
#include <glib.h>
#include <pthread.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "article/bundle.h"
#include "article/parse.h"
#include "base/arena.h"

#ifdef __SANITIZE_ADDRESS__ /* which makes frames larger and everything slower */
#define STACK ((size_t)1 << 20)
#define SMALL ((size_t)16 << 10)
#else
#define STACK ((size_t)256 << 10)
#define SMALL ((size_t)64 << 10)
#endif
#define PAINT 0xA5
#define MANY 100000 /* how deep the deep ones are nested */

/* Counting --------------------------------------------------------------------------------------------------------- */

static uint64_t counted; /* basic blocks, and 16 bytes of memory each */

void __sanitizer_cov_trace_pc(void);
void *work_memchr(const void *memory, int byte, size_t len);
void *work_memmem(const void *memory, size_t len, const void *needle, size_t needle_len);
void *work_memmove(void *to, const void *from, size_t len);
void *work_memcpy(void *to, const void *from, size_t len);
void *work_memset(void *to, int byte, size_t len);
int work_memcmp(const void *a, const void *b, size_t len);
size_t work_strlen(const char *string);

void __sanitizer_cov_trace_pc(void)
{
	counted++;
}

static void count_bytes(size_t bytes)
{
	counted += bytes / 16 + 1;
}

void *work_memchr(const void *memory, int byte, size_t len)
{
	const char *found = memchr(memory, byte, len);
	count_bytes(found ? (size_t)(found - (const char *)memory) : len);
	return (void *)found;
}

void *work_memmem(const void *memory, size_t len, const void *needle, size_t needle_len)
{
	const char *found = memmem(memory, len, needle, needle_len);
	count_bytes(found ? (size_t)(found - (const char *)memory) : len);
	return (void *)found;
}

void *work_memmove(void *to, const void *from, size_t len)
{
	count_bytes(len);
	return memmove(to, from, len);
}

void *work_memcpy(void *to, const void *from, size_t len)
{
	count_bytes(len);
	return memcpy(to, from, len);
}

void *work_memset(void *to, int byte, size_t len)
{
	count_bytes(len);
	return memset(to, byte, len);
}

int work_memcmp(const void *a, const void *b, size_t len)
{
	count_bytes(len);
	return memcmp(a, b, len);
}

size_t work_strlen(const char *string)
{
	size_t len = strlen(string);
	count_bytes(len);
	return len;
}

/* Inputs ----------------------------------------------------------------------------------------------------------- */

struct growth {
	const char *name, *path;
	const char *head, *piece, *tail; /* \1 in a piece: its number; the tail may have more: text\2piece\3text... */
	bool deep;                       /* each piece lies inside the one before */
};

#define FRONT "---\ntitle: a title\ndate: 2020-01-01\n---\n"
#define PAGE "<!DOCTYPE html><html><head><title>A title of a page</title></head><body>"
#define RSS "<rss><channel>"
#define MESSAGE "From a Mon Jan  4 09:00:00 2021\nSubject: a\n"
#define HAN "這一行沒有換行，一直寫下去；"

static const struct growth growths[] = {
	{"html/div", "a.html", PAGE, "<div>a", "</body>", true},
	{"html/div-b", "a.html", PAGE, "<b><div>", "the text", true},
	{"html/span-han", "a.html", PAGE, "<span>字", "", true},
	{"html/list", "a.html", PAGE, "<ul><li>a", "", true},
	{"html/items", "a.html", PAGE "<ul>", "<li>item \1", "", false},
	{"html/quote", "a.html", PAGE, "<blockquote>a", "", true},
	{"html/table", "a.html", PAGE, "<table><tr><td>a", "", true},
	{"html/rows", "a.html", PAGE "<table>", "<tr><td>a<td>b\1<td>c", "", false},
	{"html/cells", "a.html", PAGE "<table><tr>", "<td>a\1", "", false},
	{"html/spans", "a.html", PAGE "<table><tr>", "<td rowspan=1000 colspan=1000>a", "", false},
	{"html/definitions", "a.html", PAGE "<dl>", "<dt>a<dd>b", "", true},
	{"html/p", "a.html", PAGE, "<p>a paragraph of a few words\n", "", false},
	{"html/indented-p", "a.html", PAGE, "\n            <p>\n", "text", true},
	{"html/br", "a.html", PAGE "<p>", "a<br>\n", "", false},
	{"html/hr", "a.html", PAGE, "<hr>", "", false},
	{"html/headings", "a.html", PAGE, "<h2>heading \1</h2>", "", false},
	{"html/same-headings", "a.html", PAGE, "<h2>heading</h2><p>a", "", false},
	{"html/links", "a.html", PAGE, "<a href=/\1>link \1</a> ", "", false},
	{"html/related", "a.html", PAGE "<p>text of the article, which is short</p><h3>Related articles</h3><ul>",
	 "<li><a href=/\1>a title of an article \1</a>", "</ul>", false},
	{"html/related-group", "a.html", PAGE "<p>", "text of it ", "</p><div class=related><p>\2w\3</p><ul>\2<li><a href=/\1>t\1</a>",
	 false},
	{"html/open-links", "a.html", PAGE, "<a href=/\1>link", "", true},
	{"html/images", "a.html", PAGE, "<img src=\1.png alt='a \1'>", "", false},
	{"html/figures", "a.html", PAGE, "<figure><img src=\1.png><figcaption>caption \1</figcaption></figure>", "", false},
	{"html/one-figure", "a.html", PAGE "<figure>", "<img src=\1.png>", "<figcaption>\2a word ", false},
	{"html/image-row", "a.html", PAGE "<p>", "<img src=\1.png>", "</p><p>圖：\2一個字", false},
	{"html/marks", "a.html", PAGE "<p>", "<b>a<i>b</b>c</i>", "", false},
	{"html/ruby", "a.html", PAGE "<p>", "<ruby>字<rt>zì", "", true},
	{"html/hidden", "a.html", PAGE, "<div hidden>a", "", true},
	{"html/script", "a.html", PAGE, "<script>if (a < b) x('</p>')</script>", "<p>text", false},
	{"html/open-script", "a.html", PAGE, "<script>", "text", true},
	{"html/comments", "a.html", PAGE, "<!-- a -->b", "", false},
	{"html/open-comments", "a.html", PAGE, "<!-- a", "", false},
	{"html/nav", "a.html", PAGE, "<nav><a href=/>a</a></nav><p>b", "", false},
	{"html/divs", "a.html", PAGE, "<div class='entry content'><p>text, text, and more of it\1</p></div>", "", false},
	{"html/meta", "a.html", "<html><head>", "<meta property=article:tag content='a \1'>", "<title>a</title><p>text", false},
	{"html/json-ld", "a.html", "<html><head><script type=application/ld+json>", "[", "</script><p>text", true},
	{"html/json-ld-objects", "a.html", "<html><head><script type=application/ld+json>", "{\"author\":", "1</script><p>text",
	 true},
	{"html/attributes", "a.html", PAGE "<p ", "a\1=b ", ">text", false},
	{"html/same-attributes", "a.html", PAGE "<p ", "a=b ", ">text", false},
	{"html/classes", "a.html", PAGE "<div class='", "share nav \1 ", "'>text", false},
	{"html/style", "a.html", PAGE "<div style='", "a:b;", "'>text", false},
	{"html/entities", "a.html", PAGE "<p>", "&amp;nbsp;&#147;&x;", "", false},
	{"html/amps", "a.html", PAGE "<p>", "&", "", false},
	{"html/amp-amp", "a.html", PAGE "<p>", "&amp;amp;", "", false},
	{"html/numbers", "a.html", PAGE "<p>&#", "1", ";", false},
	{"html/lt", "a.html", PAGE "<p>", "<", "", false},
	{"html/lt-word", "a.html", PAGE "<p>", "<word ", "", false},
	{"html/lt-slash", "a.html", PAGE "<p>", "</", "", false},
	{"html/lt-bang", "a.html", PAGE "<p>", "<!", "", false},
	{"html/lt-quote", "a.html", PAGE "<p>", "<a b='", "", false},
	{"html/pi", "a.html", PAGE "<p>", "<?", "", false},
	{"html/cdata", "a.html", PAGE "<p>", "<![CDATA[", "", false},
	{"html/close", "a.html", PAGE, "</div></p></b></table>", "text", false},
	{"html/unknown", "a.html", PAGE, "<x\1>a", "", true},
	{"html/unknown-closed", "a.html", PAGE, "<x\1>a</x\1>", "", false},
	{"html/address", "a.html", PAGE "<a href=/", "%25", ">text</a>", false},
	{"html/author", "a.html", PAGE "<p class=byline>By ", "Jane Doe, ", "</p>\2<p class=author>x</p>", false},
	{"html/site", "a.html", "<html><head><meta property=og:site_name content='", "a - ", "'><title>\2b - ", false},
	{"html/h1-title", "a.html", "<html><head><title>", "a b ", "</title><body><h1>\2a b ", false},
	{"html/title", "a.html", "<html><title>", "a - b | ", "</title><p>text", false},
	{"html/breadcrumbs", "a.html", PAGE, "<a href=/>首頁</a> &gt; ", "<p>text", false},
	{"html/escaped-page", "a.html", PAGE, "&lt;p&gt;&lt;script&gt;a&lt;/script&gt;", "", false},
	{"html/white", "a.html", PAGE "<p>a", " \n", "b", false},
	{"html/select", "a.html", PAGE "<select>", "<option>a", "</select>text", false},
	{"html/pre", "a.html", PAGE "<pre>", "a\n  b\n", "", false},
	{"html/media", "a.html", PAGE, "<video><source src=a\1.mp4></video>", "", false},
	{"html/iframes", "a.html", PAGE, "<iframe src=https://e.org/\1></iframe>", "", false},
	{"html/details", "a.html", PAGE, "<details><summary>a</summary>", "", true},
	{"html/share", "a.html", PAGE "<p>text</p>", "<div class=share>分享到：微博 微信</div>", "", false},
	{"html/footers", "a.html", PAGE, "<p>版权声明：转载请注明</p><p>相关阅读：</p>", "", false},
	{"html/cookies", "a.html", PAGE, "<p>We use cookies.</p>", "", false},
	{"html/bylines", "a.html", PAGE, "<p>（記者張三報導）</p><p>文／李四</p>", "", false},

	{"markdown/han", "a.md", FRONT, HAN, "", false},
	{"markdown/paragraphs", "a.md", FRONT, HAN "\n\n", "", false},
	{"markdown/lines", "a.md", FRONT, HAN "\n", "", false},
	{"markdown/quote", "a.md", FRONT, "> ", "text\n", true},
	{"markdown/quotes", "a.md", FRONT, "> a\n> > b\n\n", "", false},
	{"markdown/nested-quotes", "a.md", FRONT, "> > > > a\n", "", false},
	{"markdown/list", "a.md", FRONT, "- ", "text\n", true},
	{"markdown/items", "a.md", FRONT, "- item \1\n", "", false},
	{"markdown/numbers", "a.md", FRONT, "1. item \1\n", "", false},
	{"markdown/items-quotes", "a.md", FRONT, "> - ", "text\n", true},
	{"markdown/strong", "a.md", FRONT, "**中文。**字", "\n", false},
	{"markdown/open-strong", "a.md", FRONT, "**a ", "\n", false},
	{"markdown/stars", "a.md", FRONT, "*", " a\n", false},
	{"markdown/stars-a", "a.md", FRONT, "*a", "\n", false},
	{"markdown/stars-han", "a.md", FRONT, "*字**。", "\n", false},
	{"markdown/underscores", "a.md", FRONT, "_a ", "\n", false},
	{"markdown/tildes", "a.md", FRONT, "~~a ", "\n", false},
	{"markdown/backticks", "a.md", FRONT, "`", "a\n", false},
	{"markdown/backticks-a", "a.md", FRONT, "`a``", "\n", false},
	{"markdown/fences", "a.md", FRONT, "```\na\n", "", false},
	{"markdown/brackets", "a.md", FRONT, "[", "a\n", true},
	{"markdown/brackets-a", "a.md", FRONT, "[a](", "\n", true},
	{"markdown/closed-brackets", "a.md", FRONT, "[]", "\n", false},
	{"markdown/bracket-close", "a.md", FRONT, "](", "\n", false},
	{"markdown/images", "a.md", FRONT, "![", "a\n", true},
	{"markdown/links", "a.md", FRONT, "[a](b\1) ", "\n", false},
	{"markdown/link-line", "a.md", "[", "a](", "https://e.org/)\n------\n\ntext\n", false},
	{"markdown/references", "a.md", FRONT, "[r\1]: https://e.org/\1\n", "\ntext\n", false},
	{"markdown/reference-uses", "a.md", FRONT "[a]: https://e.org\n\n", "[a][a] ", "\n", false},
	{"markdown/long-label", "a.md", FRONT "[", "a", "]: x\n", false},
	{"markdown/footnotes", "a.md", FRONT, "[^\1]: note\n", "", false},
	{"markdown/headings", "a.md", FRONT, "# heading \1\n", "", false},
	{"markdown/hashes", "a.md", FRONT, "#", " a\n", false},
	{"markdown/underlines", "a.md", FRONT, "a\n---\n", "", false},
	{"markdown/rules", "a.md", FRONT, "---\n", "text\n", false},
	{"markdown/dashes", "a.md", FRONT "text\n", "-", "\n", false},
	{"markdown/table", "a.md", FRONT "a|b\n-|-\n", "c|d\n", "", false},
	{"markdown/pipes", "a.md", FRONT, "|", "\n|-|\n", false},
	{"markdown/columns", "a.md", FRONT "|a|b\n|-|-\n", "|a", "\n", false},
	{"markdown/table-heads", "a.md", FRONT, "a|b\n-|-\n\n", "", false},
	{"markdown/html", "a.md", FRONT, "<div>\n\n", "text\n", true},
	{"markdown/html-lines", "a.md", FRONT, "<p>a\n", "", false},
	{"markdown/html-in-line", "a.md", FRONT, "a <b>b ", "\n", false},
	{"markdown/lt", "a.md", FRONT, "<", "\n", false},
	{"markdown/lt-word", "a.md", FRONT, "<a ", "\n", false},
	{"markdown/autolinks", "a.md", FRONT, "<https://e.org/\1> ", "\n", false},
	{"markdown/addresses", "a.md", FRONT, "https://e.org/\1 ", "\n", false},
	{"markdown/http", "a.md", FRONT, "http://", "\n", false},
	{"markdown/www", "a.md", FRONT, "www.a", "\n", false},
	{"markdown/mail", "a.md", FRONT, "a@b.", "\n", false},
	{"markdown/backslashes", "a.md", FRONT, "\\", "\n", false},
	{"markdown/liquid", "a.md", FRONT, "{% a %} {{ b }} ", "\n", false},
	{"markdown/open-liquid", "a.md", FRONT, "{% {{ ", "\n", false},
	{"markdown/attributes", "a.md", FRONT, "{: .a}\n", "text\n", false},
	{"markdown/open-attributes", "a.md", FRONT, "{: ", "text\n", false},
	{"markdown/indented", "a.md", FRONT, "    a\n", "", false},
	{"markdown/deeper", "a.md", FRONT, "- a\n  ", "b\n", false},
	{"markdown/blank", "a.md", FRONT, "\n", "text\n", false},
	{"markdown/white", "a.md", FRONT "a", " ", "b\n", false},
	{"markdown/entities", "a.md", FRONT, "&nbsp;&#0;&#x41;", "\n", false},
	{"markdown/related", "a.md", FRONT "text\n\n### 相關閱讀\n\n", "- [題目 \1](/a/\1)\n", "", false},
	{"markdown/labels", "a.md", FRONT, "作者：張三\n\n原文地址：https://e.org/\1\n\n", "", false},
	{"markdown/captions", "a.md", FRONT, "![](a\1.png)\n\n圖：某某\n\n", "", false},
	{"markdown/comments", "a.md", FRONT, "<!--", "\n", false},
	{"markdown/comments-closed", "a.md", FRONT, "<!-- a -->\n\n", "", false},

	{"front-matter/keys", "a.md", "---\n", "key\1: value\n", "title: a\n---\ntext\n", false},
	{"front-matter/same-keys", "a.md", "---\n", "title: value\n", "---\ntext\n", false},
	{"front-matter/tags", "a.md", "---\ntitle: a\ntags:\n", "  - tag \1\n", "---\ntext\n", false},
	{"front-matter/flow", "a.md", "---\ntitle: a\ntags: [", "tag \1, ", "]\n---\ntext\n", false},
	{"front-matter/deep-flow", "a.md", "---\ntitle: a\ntags: ", "[", "\n---\ntext\n", true},
	{"front-matter/deep-map", "a.md", "---\ntitle: a\ntags: ", "{a: ", "\n---\ntext\n", true},
	{"front-matter/authors", "a.md", "---\ntitle: a\nauthor:\n", "  - name: author \1\n", "---\ntext\n", false},
	{"front-matter/aliases", "a.md", "---\ntitle: a\ntags: &a [b]\nauthor: [", "*a, ", "]\n---\ntext\n", false},
	{"front-matter/quoted", "a.md", "---\ntitle: \"", "\\\"a", "\"\n---\ntext\n", false},
	{"front-matter/block", "a.md", "---\ntitle: |\n", "  line\n", "---\ntext\n", false},
	{"front-matter/unclosed", "a.md", "---\ntitle: a\n", "key: value\n", "", false},
	{"front-matter/strays", "a.md", "---\ntitle: a\n", "stray\n", "---\ntext\n", false},
	{"front-matter/title", "a.md", "---\ntitle: ", "很長", "\n---\ntext\n", false},
	{"front-matter/author", "a.md", "---\ntitle: a\nauthor: ", "張三、", "\n---\ntext\n", false},
	{"front-matter/address", "a.md", "---\ntitle: a\nfrom: https://e.org/", "%25", "\n---\ntext\n", false},
	{"front-matter/slashes", "a.md", "---\ntitle: a\nfrom: https://e.org", "/2020", "\n---\ntext\n", false},
	{"front-matter/date", "a.md", "---\ntitle: a\ndate: ", "2020-", "\n---\ntext\n", false},
	{"front-matter/toml", "a.md", "+++\ntitle = 'a'\n", "key\1 = 'value'\n", "+++\ntext\n", false},

	{"plain/lines", "a.txt", "A title\n\n", "a line of text\n", "", false},
	{"plain/han", "a.txt", "題目\n\n", HAN, "\n", false},
	{"plain/word", "a.txt", "A title\n\n", "abcdefghij", "\n", false},
	{"plain/short-lines", "a.txt", "A title\n\n", "a\n\n", "", false},
	{"plain/tabs", "a.txt", "A title\n\n", "a\tb\tc\n", "", false},
	{"plain/one-row", "a.txt", "A title\n\n", "a\t", "\n", false},
	{"plain/addresses", "a.txt", "A title\n\n", "https://e.org/\1 ", "\n", false},
	{"plain/dates", "a.txt", "A title\n\n", "2020-01-02 2020年1月2日 ", "\n", false},
	{"plain/bylines", "a.txt", "A title\n\n", "（記者張三報導）【大紀元", "\n", false},
	{"plain/brackets", "a.txt", "A title\n\n", "（【", "\n", false},
	{"plain/related", "a.txt", "題目\n\n正文。\n\n相关文章\n", "一篇文章的題目 \1\n", "", false},
	{"plain/title", "a.txt", "", "title ", "\n\ntext\n", false},
	{"plain/captions", "a.txt", "A title\n\n", "圖片：某某\n\n", "", false},
	{"plain/returns", "a.txt", "A title\r\r", "a\r", "", false},
	{"plain/bad-bytes", "a.txt", "題目題目題目題目\n\n" HAN HAN HAN, HAN HAN "\xFF", "\n", false},
	{"plain/latin", "a.txt", "Caf\xE9\n\n", "na\xEFve caf\xE9 ", "\n", false},
	{"plain/big5", "a.txt", "\xA4\xA4\xA4\xE5\n\n", "\xA4\xA4\xA4\xE5\xA1\x41", "\n", false},
	{"plain/gbk", "a.txt", "\xD6\xD0\xCE\xC4\n\n", "\xD6\xD0\xCE\xC4\xA3\xAC", "\n", false},
	{"plain/marks", "a.txt", "A title\n\na", "\u0301", "\n", false},
	{"plain/controls", "a.txt", "A title\n\nThis is the text. ", "a text\x01 ", "\n", false},
	{"plain/blank", "a.txt", "A title\n\n", " \t\n", "text\n", false},
	{"feed/items", "a.xml", RSS, "<item><guid>\1</guid><title>a \1</title><description>&lt;p>a text</description></item>\n",
	 "", false},
	{"feed/same-items", "a.xml", RSS, "<item><title>a</title></item>", "", false},
	{"feed/open-items", "a.xml", RSS, "<item>", "", true},
	{"feed/open-elements", "a.xml", RSS "<item>", "<title>", "", true},
	{"feed/open-parts", "a.xml", RSS "<item><description>", "<b><i a='\1'>", "", true},
	{"feed/attributes", "a.xml", RSS "<item><link", " a\1='b'", "/></item>", false},
	{"feed/quotes", "a.xml", RSS "<item><title>a</title>", "<a \"'", "", false},
	{"feed/comments", "a.xml", RSS "<item>", "<!--", "", false},
	{"feed/sections", "a.xml", RSS "<item><description>", "<![CDATA[a]]>", "", false},
	{"feed/references", "a.xml", RSS "<item><description>", "&amp;&lol9;&#x4E00;", "", false},
	{"feed/tags", "a.xml", RSS "<item>", "<category>t\1</category>", "</item>", false},
	{"feed/atom", "a.xml", "<feed>", "<entry><id>\1</id><content type=xhtml><div>a</div></content></entry>", "", false},
	{"feed/json", "a.json", "{\"version\":\"jsonfeed\",\"items\":[{}", ",{\"id\":\"\1\",\"content_text\":\"a\"}", "]}", false},

	{"mail/messages", "a", "", MESSAGE "\ntext \1\n\n", "", false},
	{"mail/froms", "a", MESSAGE "\n", "\nFrom a 09:00\n", "", false},
	{"mail/quoted", "a", MESSAGE "\n", ">From a\n", "", false},
	{"mail/headers", "a", MESSAGE, "X-\1: a\n", "\ntext\n", false},
	{"mail/folded", "a", MESSAGE "Keywords: a\n", " b,\n", "\ntext\n", false},
	{"mail/words", "a", MESSAGE "Keywords: a\n", " =?utf-8?Q?a?=\n", "\ntext\n", false},
	{"mail/broken-words", "a", MESSAGE "Keywords: a\n", " =?=?utf-8?Q?a\n", "\ntext\n", false},
	{"mail/parameters", "a", MESSAGE "Content-Type: text/plain", "; a\1=b", "\n\ntext\n", false},
	{"mail/pieces", "a", MESSAGE "Content-Type: image/png; a=b", "; name*\1=b", "\n\ntext\n", false},
	{"mail/parts", "a", MESSAGE "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\ntext \1\n", "", false},
	{"mail/nested", "a", MESSAGE "Content-Type: multipart/mixed; boundary=b\n\n",
	 "--b\nContent-Type: multipart/mixed; boundary=b\n\n", "", true},
	{"mail/inner", "a", MESSAGE "Content-Type: message/rfc822\n\n", "Content-Type: message/rfc822\n\n", "", true},
	{"mail/alternatives", "a", MESSAGE "Content-Type: multipart/mixed; boundary=b\n\n",
	 "--b\nContent-Type: multipart/alternative; boundary=c\n\n--c\n\na\n--c--\n", "", false},
	{"mail/base64", "a", MESSAGE "Content-Transfer-Encoding: base64\n\n", "YWIgYWIgYWIg\n", "", false},
	{"mail/printable", "a", MESSAGE "Content-Transfer-Encoding: quoted-printable\n\n", "a=41=\n", "", false},
	{"mail/flowed", "a", MESSAGE "Content-Type: text/plain; format=flowed\n\n", "a line \n", "", false},

	{"warc/records", "a", "WARC/1.0\nWARC-Type: warcinfo\nContent-Length: 0\n\n",
	 "WARC/1.0\nWARC-Type: resource\nWARC-Target-URI: https://e.org/\1\nContent-Type: text/html\nContent-Length: 12\n\n<p>a text</p>\n\n",
	 "", false},
	{"warc/broken", "a", "WARC/1.0\nWARC-Type: warcinfo\nContent-Length: 0\n\n", "WARC/\n", "", false},
	{"warc/chunks", "a",
	 "WARC/1.0\nWARC-Type: response\nContent-Length: 99999999999\n\n"
	 "WARC/1.0\nWARC-Type: response\nContent-Length: 9999999\n\nHTTP/1.1 200\nContent-Type: text/html\nTransfer-Encoding: chunked\n\n",
	 "1\na\n", "", false},

	{"share/page", "a.md", "### A title\n---\n#### [a](b)\n", "<p>\n        text \1</p>\n", "<hr/>\n原文地址：https://e.org/\n", false},
	{"share/body", "a.md", "[A title](https://e.org/)\n------\n日期：Thu, 02 Jul 2020 17:14:14 +0000\n\n", "<p>text \1</p>", "\n",
	 false},
};

/* A piece, up to its end or \3, with its number in place of \1. */
static void add_piece(GString *out, const char *piece, size_t number)
{
	for (const char *at = piece; *at && *at != '\3'; at++) {
		if (*at == '\1')
			g_string_append_printf(out, "%zu", number);
		else
			g_string_append_c(out, *at);
	}
}

/* The tail, in which every piece is repeated so often. */
static void add_tail(GString *out, const char *tail, size_t count)
{
	for (const char *at = tail; *at; at++) {
		if (*at != '\2') {
			g_string_append_c(out, *at);
			continue;
		}
		for (size_t i = 0; i < count; i++)
			add_piece(out, at + 1, i);
		at = strchr(at, '\3');
		if (!at)
			break;
	}
}

/* The file with as many pieces as make `size` bytes (half of them where the tail has pieces too), or with so many. */
static GString *grow(const struct growth *growth, size_t size, size_t most)
{
	GString *out = g_string_new(growth->head);
	size_t count = 0, room = strchr(growth->tail, '\2') ? size / 2 : size;
	for (; count < most && out->len < room; count++)
		add_piece(out, growth->piece, count);
	add_tail(out, growth->tail, count);
	return out;
}

/* Running ---------------------------------------------------------------------------------------------------------- */

struct run {
	struct span bytes, path;
	uint64_t work; /* see `counted` */
	size_t memory; /* bytes of the arena */
	size_t stack;  /* bytes, the thread's own included */
	double time;   /* seconds of the processor; told, not judged */
};

static double processor_time(void)
{
	struct timespec now;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* All articles of a document that holds many, one after the other; gives the most memory that one needed. */
static size_t parse_items(struct arena *arena, const struct run *run)
{
	struct bundle *bundle = bundle_open(window_of(run->bytes), run->path);
	struct bundle_item item;
	struct parsed parsed;
	size_t most = 0;
	while (bundle && bundle_next(bundle, &item)) {
		bundle_parse(bundle, arena, &parsed);
		most = MAX(most, arena_bytes(arena));
		arena_reset(arena);
	}
	bundle_close(bundle);
	return most;
}

static void *parse(void *data)
{
	struct run *run = data;
	struct arena *arena = arena_new();
	struct parsed parsed;
	double began = processor_time();
	counted = 0;
	if (bundle_begins(run->bytes))
		run->memory = parse_items(arena, run);
	else
		article_parse(arena, run->bytes, run->path, &parsed);
	run->work = counted;
	run->memory = MAX(run->memory, arena_bytes(arena));
	run->time = processor_time() - began;
	arena_free(arena);
	return NULL;
}

/* How many bytes of a painted stack, which grows down, were written to. */
static __attribute__((no_sanitize("address"))) size_t used_stack(const unsigned char *stack)
{
	size_t untouched = 0;
	while (untouched < STACK && stack[untouched] == PAINT)
		untouched++;
	return STACK - untouched;
}

static struct run run_on_small_stack(const GString *file, const char *path)
{
	struct run run = {.bytes = {file->str, file->len}, .path = span_of(path)};
	unsigned char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	pthread_attr_t attributes;
	pthread_t thread;

	g_assert_true(stack != MAP_FAILED);
	memset(stack, PAINT, STACK);
	pthread_attr_init(&attributes);
	g_assert_cmpint(pthread_attr_setstack(&attributes, stack, STACK), ==, 0);
	g_assert_cmpint(pthread_create(&thread, &attributes, parse, &run), ==, 0);
	pthread_join(thread, NULL);
	pthread_attr_destroy(&attributes);
	run.stack = used_stack(stack);
	munmap(stack, STACK);
	return run;
}

static struct run run_growth(const struct growth *growth, size_t size, size_t most)
{
	GString *file = grow(growth, size, most);
	struct run run = run_on_small_stack(file, growth->path);
	g_test_message("%zu bytes: work %.1f a byte, memory %.1f a byte, stack %zu, %.1f ms", file->len,
	               (double)run.work / (double)file->len, (double)run.memory / (double)file->len, run.stack,
	               1000 * run.time);
	g_string_free(file, TRUE);
	return run;
}

/* Four times the input may cost five times the work: arrays that double and sorting are not quite even. */
static void test_growth(const void *data)
{
	const struct growth *growth = data;
	struct run small = run_growth(growth, SMALL, G_MAXSIZE), large = run_growth(growth, 4 * SMALL, G_MAXSIZE);
	const size_t slack = (size_t)2 << 20, frame = 4096;
	g_assert_cmpuint(large.work, <=, 5 * small.work);
	g_assert_cmpuint(large.memory, <=, 5 * small.memory + slack);
	g_assert_cmpuint(large.stack, <=, small.stack + frame);
}

static void test_depth(const void *data)
{
	run_growth(data, G_MAXSIZE, MANY);
}

/* All that is done once, so that it counts for no run: tables, locales, the first use of libraries. */
static void warm_up(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(growths); i++) {
		GString *file = grow(&growths[i], 512, G_MAXSIZE);
		run_on_small_stack(file, growths[i].path);
		g_string_free(file, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	warm_up();
	for (size_t i = 0; i < G_N_ELEMENTS(growths); i++) {
		char *name = g_strdup_printf("/work/%s", growths[i].name);
		char *deep = g_strdup_printf("/depth/%s", growths[i].name);
		g_test_add_data_func(name, &growths[i], test_growth);
		if (growths[i].deep)
			g_test_add_data_func(deep, &growths[i], test_depth);
		g_free(deep);
		g_free(name);
	}
	return g_test_run();
}
