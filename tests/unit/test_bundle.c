/* SPDX-License-Identifier: MIT */
/* Documents that hold many articles: what comes out of the samples, and of what is broken. */
#include <glib.h>
#include <string.h>

#include "../sound.h"
#include "article/bundle.h"
#include "article/date.h"
#include "article/mail_header.h"
#include "base/brotli.h"

static struct span field(const struct article *article, struct slice slice)
{
	struct span value = article_span(article, slice);
	return value.at ? value : SPAN("-");
}

static void append(GString *out, struct span value)
{
	g_string_append_len(out, value.at, (gssize)value.len);
	g_string_append_c(out, '|');
}

/* Key (`keyed`), title, date, author, source, address, tags, language, and the text, its line feeds as slashes. */
static void append_item(GString *out, const struct bundle_item *item, const struct article *article, bool keyed)
{
	char date[32], *fault = article_fault(article);
	size_t from;
	g_assert_null(fault);
	if (keyed)
		append(out, item->key);
	date_write(article->date, date);
	append(out, field(article, article->title));
	append(out, span_of(date));
	append(out, field(article, article->author));
	append(out, field(article, article->source));
	append(out, field(article, article->url));
	for (uint32_t i = 0; i < article->tag_count; i++)
		append(out, article_span(article, article->tags[i]));
	append(out, span_of(article->lang));
	from = out->len;
	append(out, article_text(article));
	for (; from < out->len; from++)
		out->str[from] = out->str[from] == '\n' ? '/' : out->str[from];
	g_string_append_c(out, '\n');
}

static char *read_all(struct window window, bool keyed)
{
	struct bundle *bundle = bundle_open(window, SPAN("folder/box"));
	struct arena *scratch = arena_new();
	GString *out = g_string_new(NULL);
	struct bundle_item item;
	struct parsed parsed;
	while (bundle && bundle_next(bundle, &item)) {
		bundle_parse(bundle, scratch, &parsed);
		append_item(out, &item, &parsed.article, keyed);
		arena_reset(scratch);
	}
	bundle_close(bundle);
	arena_free(scratch);
	return g_string_free(out, FALSE);
}

static char *sample(const char *name, gsize *len)
{
	const char *source = g_getenv("G_TEST_SRCDIR");
	char *path = g_build_filename(source ? source : ".", "tests/data/bundles", name, NULL), *bytes;
	g_assert_true(g_file_get_contents(path, &bytes, len, NULL));
	g_free(path);
	return bytes;
}

static void test_samples(void)
{
	static const char *const samples[] = {"rss.xml", "atom.xml", "rdf.xml", "feed.json", "box.mbox", "pages.warc"};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		char *name = g_strconcat(samples[i], ".expect", NULL);
		gsize len, other;
		char *bytes = sample(samples[i], &len), *expected = sample(name, &other);
		char *items = read_all(window_of((struct span){bytes, len}), true);
		g_assert_cmpstr(items, ==, expected);
		g_free(items);
		g_free(expected);
		g_free(bytes);
		g_free(name);
	}
}

/* What is no feed, and what is broken in one. */
static void test_feeds(void)
{
	static const struct {
		const char *bytes, *items;
	} samples[] = {
		{"<html><body>feed</body></html>", ""},
		{"<rdf:RDF xmlns='x'><item><title>a</title></item></rdf:RDF>", ""},
		{"<rss", ""},
		{"<rss><channel>", ""},
		{"<rss><item><title>a</title></item></rss>", "a||-|-|-|||\n"},
		{"<rss><item><title>a<item><title>b</title>", "a||-|-|-|||\nb||-|-|-|||\n"},
		{"<rss><channel><link><item><title>a</title></item></channel></rss>", "a||-|-|-|||\n"},
		{"<rss><item><title>a</title><link>https://e.example/1</item></rss>",
		 "a||-|e.example|https://e.example/1|||\n"},
		{"<rss><item><title>a<![CDATA[<b]]></title><description>x <![CDATA[<p>y</p>", "a<b||-|-|-||x//y|\n"},
		{"<rss><item><title a='>'>b > c &lt; d</title></item></rss>", "b > c < d||-|-|-|||\n"},
		{"<rss><item><title a=\">b</title></item><item><title>c</title></item></rss>",
		 "b||-|-|-|||\nc||-|-|-|||\n"},
		{"<rss><item/><item><guid>https://e.example/1</guid></item></rss>",
		 "box||-|-|-|||\nbox||-|e.example|https://e.example/1|||\n"},
		{"<rss><!-- <item> --><item><title>a</title><!-- ", "a||-|-|-|||\n"},
		{"<feed><entry><title>a</title><content type='image/png'>AAAA</content></entry></feed>",
		 "a||-|-|-|||\n"},
		{"{\"version\": \"https://jsonfeed.org/version/1\"}", ""},
		{"{\"version\": \"1\", \"a\": \"jsonfeed\", \"items\": [{\"title\": \"a\"}]}", ""},
		{"{\"version\": \"jsonfeed\", \"items\": [[], {\"title\": \"a\", \"id\": 5}, null]}", "a||-|-|-|||\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		char *items = read_all(window_of(span_of(samples[i].bytes)), false);
		g_assert_cmpstr(items, ==, samples[i].items);
		g_free(items);
	}
}

static char *read_packed(struct span body)
{
	static const char head[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: br\r\n\r\n";
	GString *record = g_string_new("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.example/1\r\n");
	char *items;
	g_string_append_printf(record, "Content-Length: %zu\r\n\r\n%s", strlen(head) + body.len, head);
	g_string_append_len(record, body.at, (gssize)body.len);
	items = read_all(window_of((struct span){record->str, record->len}), false);
	g_string_free(record, TRUE);
	return items;
}

/* Packed by Brotli: as a whole, cut short at every byte, and not packed at all. */
static void test_brotli(void)
{
	static const char packed[] =
		"\x1b\x48\x00\x68\x8c\xd3\x25\xb4\x57\xf9\x6c\x84\x4a\xb7\xb3\xa5\x7a\x21\x49\x4d\x09\x36\x8c\x8d"
		"\xb1\xf9\xf2\xe9\xc3\x44\xe5\x18\x07\xec\xd7\xb5\xc8\xf2\x60\x2b\x9d\x81\xcd\xad\x33\x41\xe3\x12"
		"\x71\x49\xef\x49\x81\x5d\x87\xa1\xd2\x18\xdf\xc9\xc4\x3e\x5a\xf9\x50\x8e\x16\x8b\xca\x27";
	static const char whole[] =
		"Lamps||-|e.example|https://e.example/1|en|The lamps of the harbour were lit again on Monday.|\n";
	struct span all = {packed, sizeof(packed) - 1};
	char *items = read_packed(all);
	g_assert_cmpstr(items, ==, brotli_is_there() ? whole : "");
	g_free(items);
	if (!brotli_is_there()) {
		g_test_skip("no libbrotlidec here");
		return;
	}
	for (size_t len = 0; len < all.len; len++) {
		items = read_packed(span_cut(all, 0, len));
		g_assert_cmpstr(items, !=, whole);
		g_free(items);
	}
	items = read_packed(SPAN("<title>Lamps</title><p>The lamps of the harbour were lit again on Monday."));
	g_assert_cmpstr(items, ==, whole);
	g_free(items);
}

#define FROM "From a Mon Jan  4 09:00:00 2021\n"

static void test_mail(void)
{
	static const struct {
		const char *bytes, *items;
	} samples[] = {
		{"From here on the road is bad.\n\nSubject: a\n", ""},
		{"From a Mon Jan  4 09:00:00 2021\n\nno header", ""},
		{FROM "Subject: a", "a||-|-|-|||\n"},
		{FROM "Subject: a\n\nb\n" FROM "Subject: no blank line before\n", NULL},
		{FROM "Subject: a\n\nb\n\nFrom c 09:00\nno header\n", "a||-|-|-||b//From c 09:00/no header|\n"},
		{FROM "Subject: a\r\n\r\nb\r\n\r\nFrom c 09:00\r\nSubject: d\r\n", "a||-|-|-||b|\nd||-|-|-|||\n"},
		{FROM "subject:a\n b\n\tc\n\n>>From d\n> From e\n", "a b c||-|-|-|en|>From d/> From e|\n"},
		{FROM "From: =?utf-8?q?a=5Fb?= <c@e.example>\nSubject: =?x\n\n", "=?x||a_b|-|-|||\n"},
		{FROM "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nc\n--b\n\nd",
		 "a||-|-|-||c//d|\n"},
		{FROM "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\n--b--\n\nc\n--b\n\nd", "a||-|-|-|||\n"},
		{FROM "Subject: a\nContent-Type: multipart/mixed\n\nc", "a||-|-|-||Attachment (multipart/mixed)|\n"},
		{FROM "Subject: a\nContent-Type: message/rfc822\n\nSubject: b\n\nc", "a||-|-|-||b//c|\n"},
		{FROM "Subject: a\nContent-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+Yjw=\n",
		 "a||-|-|-||b<|\n"},
		{FROM "Subject: a\nContent-Type: image/png; name=\"b;c.png\"\n\nAAAA",
		 "a||-|-|-||Attachment: b;c.png (image/png)|\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		char *items = read_all(window_of(span_of(samples[i].bytes)), false);
		if (samples[i].items)
			g_assert_cmpstr(items, ==, samples[i].items);
		else
			g_assert_cmpuint(strcspn(items, "\n") + 1, ==, strlen(items)); /* one item */
		g_free(items);
	}
}

static void test_words(void)
{
	static const char *const samples[][2] = {
		{"plain", "plain"},
		{"=?utf-8?B?5L2g?=", "你"},
		{"=?utf-8?B?5L0=?= =?utf-8?B?oA==?=", "你"},
		{"=?utf-8?Q?a?= =?utf-8?Q?b?= c =?utf-8?Q?d?=", "ab c d"},
		{"=?gb2312?B?xOM=?= =?utf-8?B?5L2g?=", "你你"},
		{"=?utf-8*zh?q?=E4=BD=A0_x?=", "你 x"},
		{"=?utf-8?X?a?=", "=?utf-8?X?a?="},
		{"=?utf-8?B?", "=?utf-8?B?"},
		{"=?=?=?", "=?=?=?"},
		{"caf\xe9", "café"},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		g_assert_cmpstr(mail_words(arena, span_of(samples[i][0])).at, ==, samples[i][1]);
	arena_free(arena);
}

static void test_parameters(void)
{
	static const char *const samples[][3] = {
		{"text/plain; charset=a", "charset", "a"},
		{"text/plain;charset = \"a b\" ; x=y", "charset", "a b"},
		{"a; name=\"x\\\"; y\"", "name", "x\"; y"},
		{"a; xname=b; name=c", "name", "c"},
		{"a; filename*0=\"ab\"; filename*1=cd", "filename", "abcd"},
		{"a; filename*=utf-8''%E4%BD%A0", "filename", "你"},
		{"a; filename*0*=utf-8''%E4; filename*1*=%BD%A0", "filename", "你"},
		{"a; filename*=%", "filename", "%"},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct span value = mail_parameter(arena, span_of(samples[i][0]), samples[i][1]);
		g_assert_true(span_equal(value, span_of(samples[i][2])));
	}
	g_assert_null(mail_parameter(arena, SPAN("text/plain"), "charset").at);
	arena_free(arena);
}

/* Gives a few bytes at a time. */
struct trickle {
	struct span rest;
	size_t step;
};

static size_t trickle(void *data, char *to, size_t room)
{
	struct trickle *stream = data;
	size_t len = MIN(MIN(room, stream->step), stream->rest.len);
	memcpy(to, stream->rest.at, len);
	stream->rest = span_from(stream->rest, len);
	return len;
}

static void test_streams(void)
{
	gsize len;
	char *bytes = sample("box.mbox", &len), *whole = read_all(window_of((struct span){bytes, len}), true);
	for (size_t step = 1; step < 3000; step = step * 3 + 1) {
		struct trickle stream = {{bytes, len}, step};
		char *items = read_all(window_of_stream(trickle, &stream), true);
		g_assert_cmpstr(items, ==, whole);
		g_free(items);
	}
	g_free(whole);
	g_free(bytes);
}

/* Messages without end: the first is cut, what follows is found, and no more is held than a message may have. */
struct endless {
	size_t left; /* of the first message */
	size_t tail; /* bytes of the second that were given */
	size_t most; /* room that was ever asked for */
};

static size_t endless(void *data, char *to, size_t room)
{
	static const char head[] = FROM "Subject: a\n\n", tail[] = "\n\n" FROM "Subject: b\n\nc\n";
	struct endless *stream = data;
	size_t len = MIN(room, stream->left);
	stream->most = MAX(stream->most, room);
	if (len > 0) {
		memset(to, stream->left % 80 == 0 ? '\n' : 'x', len);
		memcpy(to, head, MIN(len, sizeof(head) - 1) * (stream->tail == SIZE_MAX));
		stream->tail = 0;
		stream->left -= len;
		return len;
	}
	len = MIN(room, sizeof(tail) - 1 - stream->tail);
	memcpy(to, tail + stream->tail, len);
	stream->tail += len;
	return len;
}

static void test_endless(void)
{
	struct endless stream = {(size_t)300 << 20, SIZE_MAX, 0};
	struct bundle *bundle = bundle_open(window_of_stream(endless, &stream), SPAN("box"));
	struct bundle_item item;
	g_assert_true(bundle_next(bundle, &item));
	g_assert_cmpuint(item.size, <=, (size_t)64 << 20);
	g_assert_true(bundle_next(bundle, &item));
	g_assert_true(span_equal(item.key, SPAN("2")));
	g_assert_false(bundle_next(bundle, &item));
	g_assert_cmpuint(stream.most, <=, (size_t)128 << 20);
	bundle_close(bundle);
}

/* Depth and numbers that would show recursion or quadratic work. */
static void test_hostile(void)
{
	GString *mail = g_string_new(FROM "Subject: a\nContent-Type: multipart/mixed; boundary=b0\n\n");
	GString *feed = g_string_new("<rss><item><title>a</title><description>");
	char *items;
	for (int i = 0; i < 20000; i++) {
		g_string_append_printf(mail, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i + 1);
		g_string_append(feed, "<description a=\"");
	}
	items = read_all(window_of((struct span){mail->str, mail->len}), false);
	g_assert_true(g_str_has_prefix(items, "a|"));
	g_free(items);
	items = read_all(window_of((struct span){feed->str, feed->len}), false);
	g_assert_true(g_str_has_prefix(items, "a|"));
	g_free(items);
	g_string_free(mail, TRUE);
	g_string_free(feed, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/bundle/samples", test_samples);
	g_test_add_func("/bundle/feeds", test_feeds);
	g_test_add_func("/bundle/brotli", test_brotli);
	g_test_add_func("/bundle/mail", test_mail);
	g_test_add_func("/bundle/words", test_words);
	g_test_add_func("/bundle/parameters", test_parameters);
	g_test_add_func("/bundle/streams", test_streams);
	g_test_add_func("/bundle/endless", test_endless);
	g_test_add_func("/bundle/hostile", test_hostile);
	return g_test_run();
}
