/* SPDX-License-Identifier: MIT */
/*
 * Charsets: sentences that are encoded here and must be recognised by nothing but their bytes; declarations, true or
 * not; marks, line ends, NUL and bad bytes.
 */
#include "text/charset.h"

#include <glib.h>
#include <string.h>

#define HANS "外交部发言人周三在例行记者会上表示，双方已就下一轮会谈的时间与议程达成初步共识。"
#define HANT "外交部發言人週三在例行記者會上表示，雙方已就下一輪會談的時間與議程達成初步共識。"
#define JA "気象庁によると、台風は九州に接近する見込みで、厳重な警戒が必要だという。"
#define KO "외교부 대변인은 수요일 정례 브리핑에서 다음 회담의 일정에 대해 합의했다고 밝혔다."
#define FR "Le président a été réélu ; où est l’opposition ?"

/* The name that iconv knows, the name that is reported, and the text. */
static const struct {
	const char *iconv, *name, *text;
} samples[] = {
	{"GB18030", "GB18030", HANS},
	{"GB18030", "GB18030", HANT}, /* GBK holds the traditional characters too */
	{"GB18030", "GB18030", "国标四字节：㐂𠀀𪚥"},
	{"GB18030", "GB18030", "<p>2022年11月</p>"},
	{"BIG5-HKSCS", "Big5-HKSCS", HANT},
	{"BIG5-HKSCS", "Big5-HKSCS", "功蓋許多，許功蓋是常見的衝碼字。"},
	{"BIG5-HKSCS", "Big5-HKSCS", "佢哋喺度嘅時候好開心。"},
	{"CP932", "CP932", JA},
	{"CP932", "CP932", "表示能力の高い十番目の噂を検証する。"},
	{"EUC-JP", "EUC-JP", JA},
	{"CP949", "CP949", KO},
	{"CP949", "CP949", "김 위원장은 똠방각하를 펲시로 본다."},
	{"CP1252", "CP1252", FR},
	{"CP1252", "CP1252", "Größe, Maßnahme"},
	{"CP1252", "CP1252", "“We won’t go there” — it’s the café’s owner."},
	{"UTF-16LE", "UTF-16LE", HANS "\n\n" HANT},
	{"UTF-16BE", "UTF-16BE", HANS "\n\n" HANT},
	{"UTF-16LE", "UTF-16LE", "plain text\n"},
	{"UTF-16BE", "UTF-16BE", "café noir\n"},
	{"UTF-8", "UTF-8", HANS HANT JA KO FR},
};

static struct span encoded(const char *text, const char *charset)
{
	gsize len;
	char *bytes = g_convert(text, -1, charset, "UTF-8", NULL, &len, NULL);
	g_assert_nonnull(bytes);
	return (struct span){bytes, len};
}

static void check(struct span bytes, struct span declared, const char *name, struct span text, size_t replaced)
{
	struct arena *arena = arena_new();
	struct decoded decoded = charset_decode(arena, bytes, declared);
	g_assert_cmpstr(decoded.charset, ==, name);
	char *found = span_dup(decoded.text);
	char *wanted = span_dup(text);
	g_assert_cmpstr(found, ==, wanted);
	g_assert_cmpuint(decoded.text.len, ==, text.len);
	g_free(found);
	g_free(wanted);
	g_assert_cmpuint(decoded.replaced, ==, replaced);
	arena_free(arena);
}

static void test_samples(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct span bytes = encoded(samples[i].text, samples[i].iconv);
		check(bytes, (struct span){NULL, 0}, samples[i].name, span_of(samples[i].text), 0);
		g_free((char *)bytes.at);
	}
}

static const struct {
	const char *iconv;    /* what it is */
	const char *head;     /* what stands before the text */
	const char *declared; /* what is said of it from outside */
	const char *text, *name;
} declarations[] = {
	{"GB18030", "<meta charset=gb2312>", NULL, "瑾瑜", "GB18030"},
	{"BIG5-HKSCS", "<META HTTP-EQUIV='Content-Type' CONTENT='text/html; charset=Big5'>", NULL, "瑾瑜", "Big5-HKSCS"},
	{"CP932", "<html><meta name=x content=y><meta charset = \"Shift_JIS\" />", NULL, "瑾瑜", "CP932"},
	{"EUC-JP", "<?xml version='1.0' encoding='EUC-JP'?>", NULL, "瑾瑜", "EUC-JP"},
	{"CP949", "", " ks_c_5601-1987 ", "瑾瑜", "CP949"},
	{"CP1252", "<meta charset=iso-8859-1>", NULL, "“x”", "CP1252"},
	{"CP1251", "<meta charset=windows-1251>", NULL, "Президент России", "CP1251"},
	{"KOI8-R", "", "koi8-r", "Президент России", "KOI8-R"},
	{"CP874", "<meta charset=tis-620>", NULL, "ประเทศไทย", "CP874"},
	{"ISO-8859-2", "<meta charset=iso-8859-2>", NULL, "Łódź, żółw", "ISO-8859-2"},
	{"CP949", "<meta charset=big5>", "euc-kr", "瑾瑜", "CP949"}, /* what is said from outside goes first */
	{"GB18030", "<meta charset=klingon>", NULL, HANS, "GB18030"},
	{"GB18030", "<meta charset=utf-8>", NULL, HANS, "GB18030"},
	{"GB18030", "<meta charset=iso-8859-1>", NULL, HANS, "GB18030"},
	{"GB18030", "<meta charset=utf-16le>", NULL, HANS, "GB18030"},
	{"BIG5-HKSCS", "<meta charset=gb2312>", NULL, HANT, "Big5-HKSCS"},
	{"CP1252", "<meta charset=gbk>", NULL, FR, "CP1252"},
	{"UTF-8", "<meta charset=iso-8859-1>", NULL, HANT, "UTF-8"},
	{"UTF-8", "", "gb2312", FR, "UTF-8"},
	{"GB18030", "<meta charset", NULL, HANS, "GB18030"},
	{"GB18030", "<meta charset=", NULL, HANS, "GB18030"},
	{"GB18030", "<", NULL, HANS, "GB18030"},
};

static void test_declarations(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(declarations); i++) {
		char *text = g_strconcat(declarations[i].head, declarations[i].text, NULL);
		struct span bytes = encoded(text, declarations[i].iconv);
		check(bytes, span_of(declarations[i].declared), declarations[i].name, span_of(text), 0);
		g_free((char *)bytes.at);
		g_free(text);
	}
}

static const struct {
	struct span bytes;
	const char *name;
	struct span text;
	size_t replaced;
} raw[] = {
	{SPAN(""), "UTF-8", SPAN(""), 0},
	{SPAN("\xEF\xBB\xBF"), "UTF-8", SPAN(""), 0},
	{SPAN("\xEF\xBB\xBF\xE4\xB8\xADx"), "UTF-8", SPAN("中x"), 0},
	{SPAN("\xEF\xBB\xBF\xE9\xE8"), "UTF-8", SPAN("\uFFFD\uFFFD"), 2}, /* the mark is believed */
	{SPAN("\xFF\xFE\x2D\x4E\n\0"), "UTF-16LE", SPAN("中\n"), 0},
	{SPAN("\xFE\xFF\x4E\x2D\0\r\0\n"), "UTF-16BE", SPAN("中\n"), 0},
	{SPAN("\xFF\xFE\x2D\x4E\x2D"), "UTF-16LE", SPAN("中\uFFFD"), 1},           /* cut off */
	{SPAN("\xFF\xFE\x00\xDC\x2D\x4E"), "UTF-16LE", SPAN("\uFFFD中"), 1},       /* half a surrogate pair */
	{SPAN("\x84\x31\x95\x33\xD6\xD0"), "GB18030", SPAN("中"), 0},
	{SPAN("a\r\nb\rc\n\r\rd\r"), "UTF-8", SPAN("a\nb\nc\n\n\nd\n"), 0},
	{SPAN("\0a\0\0b\r\0\n"), "UTF-8", SPAN("ab\n\n"), 0},
	{SPAN("\0\0\0\0"), "UTF-8", SPAN(""), 0},
	{SPAN("中文网页里的一个\x92字节"), "UTF-8", SPAN("中文网页里的一个\uFFFD字节"), 1},
	{SPAN("Президент \xE9"), "UTF-8", SPAN("Президент \uFFFD"), 1},
	{SPAN("\xD6\xD0\xB9\xFA\xB5\xC4\xD7\xA8\xBC\xD2\xFF\xA1\xA3"), "GB18030", SPAN("中国的专家\uFFFD。"), 1},
	{SPAN("\x90"), "UTF-8", SPAN("\uFFFD"), 1},
};

static void test_raw(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(raw); i++)
		check(raw[i].bytes, (struct span){NULL, 0}, raw[i].name, raw[i].text, raw[i].replaced);
}

static void test_no_copy(void)
{
	struct arena *arena = arena_new();
	struct span bytes = SPAN("\xEF\xBB\xBF什么都不用改\n");
	struct decoded decoded = charset_decode(arena, bytes, (struct span){NULL, 0});
	g_assert_true(decoded.text.at == bytes.at + 3);
	g_assert_cmpuint(arena_bytes(arena), ==, 0);
	arena_free(arena);
}

/* A declaration counts in the first 4096 bytes only, and a long page is tried where it has more than ASCII. */
static void test_far(void)
{
	GString *page = g_string_new(NULL);
	while (page->len < 200000)
		g_string_append(page, "var x = 1; ");
	g_string_append(page, "<meta charset=big5>");
	struct span text = encoded(HANS, "GB18030");
	gsize before = page->len;
	g_string_append_len(page, text.at, (gssize)text.len);
	struct arena *arena = arena_new();
	struct decoded decoded = charset_decode(arena, (struct span){page->str, page->len}, (struct span){NULL, 0});
	g_assert_cmpstr(decoded.charset, ==, "GB18030");
	g_assert_true(span_equal(span_from(decoded.text, before), SPAN(HANS)));
	arena_free(arena);
	g_free((char *)text.at);
	g_string_free(page, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/charset/samples", test_samples);
	g_test_add_func("/charset/declarations", test_declarations);
	g_test_add_func("/charset/raw", test_raw);
	g_test_add_func("/charset/no-copy", test_no_copy);
	g_test_add_func("/charset/far", test_far);
	return g_test_run();
}
