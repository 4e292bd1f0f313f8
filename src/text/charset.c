/* SPDX-License-Identifier: MIT */
/*
 * What bytes say, in an order that archives have taught: a mark at the beginning, UTF-8 where it fits, what is
 * declared, at last what reads most like a language. iconv decodes; a byte that it refuses becomes one U+FFFD and it
 * goes on behind that, so that no bad byte costs more than itself. Plausibility is the mean weight of the characters
 * beyond ASCII: decoding cleanly proves nothing, since Big5 decodes cleanly as GB18030, to characters that nobody uses.
 */
#include "text/charset.h"

#include <errno.h>
#include <glib.h>
#include <iconv.h>
#include <string.h>

#include "text/utf8.h"

#define DECLARATION_BYTES 4096 /* how far a declaration is looked for */
#define SAMPLE_BYTES 65536     /* how much is tried in each charset */
#define FAITH 4000             /* by how much of 10000 a guess must be more plausible than a declaration */
#define FEW 4                  /* so few characters tell little */
#define UTF_16_LEAST 3000      /* how plausible UTF-16 without a mark must be */

enum charset {
	UTF_8,
	UTF_16LE,
	UTF_16BE,
	GB18030,
	BIG5,
	CP932,
	EUC_JP,
	CP949,
	CP1250,
	CP1251,
	CP1252,
	CP1253,
	CP1254,
	CP1255,
	CP1256,
	CP1257,
	CP1258,
	CP874,
	LATIN_2,
	LATIN_3,
	LATIN_4,
	CYRILLIC,
	ARABIC,
	GREEK,
	HEBREW,
	LATIN_6,
	LATIN_7,
	LATIN_8,
	LATIN_9,
	LATIN_10,
	KOI8_R,
	KOI8_U,
	MACINTOSH,
};

/* The charsets, with the labels of WHATWG's Encoding Standard and those that Windows and iconv add. */
static const struct {
	const char *name, *iconv;
	size_t unit;        /* bytes passed over where one is refused */
	const char *labels; /* in lower case, between blanks */
} charsets[] = {
	[UTF_8] = {"UTF-8", "UTF-8", 1, "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"},
	[UTF_16LE] = {"UTF-16LE", "UTF-16LE", 2, ""},
	[UTF_16BE] = {"UTF-16BE", "UTF-16BE", 2, ""},
	[GB18030] = {"GB18030", "GB18030", 1,
	             "gb2312 gbk gb18030 gb_2312 gb_2312-80 gb2312-80 chinese csgb2312 csiso58gb231280 "
	             "iso-ir-58 x-gbk cp936 ms936 windows-936 euc-cn"},
	[BIG5] = {"Big5-HKSCS", "BIG5-HKSCS", 1, "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 big5-eten"},
	[CP932] = {"CP932", "CP932", 1, "shift_jis shift-jis sjis x-sjis ms932 cp932 ms_kanji csshiftjis windows-31j"},
	[EUC_JP] = {"EUC-JP", "EUC-JP", 1, "euc-jp x-euc-jp euc_jp cseucpkdfmtjapanese"},
	[CP949] = {"CP949", "CP949", 1,
	           "euc-kr euc_kr korean cseuckr ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
	           "csksc56011987 iso-ir-149 windows-949 cp949 uhc"},
	[CP1250] = {"CP1250", "CP1250", 1, "windows-1250 cp1250 x-cp1250"},
	[CP1251] = {"CP1251", "CP1251", 1, "windows-1251 cp1251 x-cp1251"},
	[CP1252] = {"CP1252", "CP1252", 1,
	            "iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 csisolatin1 latin1 "
	            "latin-1 l1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819 windows-1252 cp1252 x-cp1252"},
	[CP1253] = {"CP1253", "CP1253", 1, "windows-1253 cp1253"},
	[CP1254] = {"CP1254", "CP1254", 1, "windows-1254 cp1254 iso-8859-9 latin5"},
	[CP1255] = {"CP1255", "CP1255", 1, "windows-1255 cp1255"},
	[CP1256] = {"CP1256", "CP1256", 1, "windows-1256 cp1256"},
	[CP1257] = {"CP1257", "CP1257", 1, "windows-1257 cp1257"},
	[CP1258] = {"CP1258", "CP1258", 1, "windows-1258 cp1258"},
	[CP874] = {"CP874", "CP874", 1, "windows-874 iso-8859-11 tis-620 dos-874"},
	[LATIN_2] = {"ISO-8859-2", "ISO-8859-2", 1, "iso-8859-2 latin2"},
	[LATIN_3] = {"ISO-8859-3", "ISO-8859-3", 1, "iso-8859-3"},
	[LATIN_4] = {"ISO-8859-4", "ISO-8859-4", 1, "iso-8859-4"},
	[CYRILLIC] = {"ISO-8859-5", "ISO-8859-5", 1, "iso-8859-5 cyrillic"},
	[ARABIC] = {"ISO-8859-6", "ISO-8859-6", 1, "iso-8859-6 arabic"},
	[GREEK] = {"ISO-8859-7", "ISO-8859-7", 1, "iso-8859-7 greek"},
	[HEBREW] = {"ISO-8859-8", "ISO-8859-8", 1, "iso-8859-8 iso-8859-8-i hebrew"},
	[LATIN_6] = {"ISO-8859-10", "ISO-8859-10", 1, "iso-8859-10"},
	[LATIN_7] = {"ISO-8859-13", "ISO-8859-13", 1, "iso-8859-13"},
	[LATIN_8] = {"ISO-8859-14", "ISO-8859-14", 1, "iso-8859-14"},
	[LATIN_9] = {"ISO-8859-15", "ISO-8859-15", 1, "iso-8859-15 latin-9"},
	[LATIN_10] = {"ISO-8859-16", "ISO-8859-16", 1, "iso-8859-16"},
	[KOI8_R] = {"KOI8-R", "KOI8-R", 1, "koi8-r koi8"},
	[KOI8_U] = {"KOI8-U", "KOI8-U", 1, "koi8-u"},
	[MACINTOSH] = {"macintosh", "MACINTOSH", 1, "macintosh mac"},
};

/*
 * Characters that make up half of ordinary text, whichever language it is in: Han of both Chinese scripts and of
 * Japanese, then Hangul, then punctuation. In text that is read in a wrong charset hardly one in twenty is among them.
 */
static const char commonest[] =
	"的是一在人不了中有国这个我和为们年大他以会到上来对可能时要出自用就家生多行发法也于过地公如说后者文政作经被而"
	"现学下些其都新方但之主成所本事得动美共民日与关明没你全工数开体最性实月分情信同么种制还力正当机并业因子前很理"
	"那面产更看无将此然从定道里网它部样意安进加重特党天问使社表去间入度名已化应权通心想代小或长市果高相期点员论好"
	"件内司只提己该据着知何报场外由起接受任解利题常世义视比等声平系息位认反什资活"
	"題長標這個會來時為國後說學過對沒麼實樣開與發經點問種當跟話進台氣現關網機記動灣書數萬務兩東總統選應讓無觀區圖"
	"認黨黃報議軍電員戰媒體導見聞語京様気込駅読売株円県町村思考始終元料金曜午週"
	"이다는에의을하가고지로한은기사를도리자시어나인대과들서정있그라해아게부일것전보제수적장상으면원성안동주만여니"
	"유국구경관위비생마조공연문개선신소스무오세우치방진학용내야화트미히모러바영재계습당할년음반"
	"，。、；：？！「」『』《》〈〉（）【】…—“”‘’・·〜～　％";

/* A set of code points below U+10000. */
struct code_set {
	uint8_t bits[0x10000 / 8];
};

static void code_set_fill(struct code_set *set, struct span codes)
{
	memset(set, 0, sizeof *set);
	for (size_t at = 0; at < codes.len;) {
		uint32_t code = utf8_next(codes, &at);
		set->bits[code / 8] |= (uint8_t)(1u << code % 8);
	}
}

static bool code_set_has(const struct code_set *set, uint32_t code)
{
	return code < 0x10000 && (set->bits[code / 8] >> code % 8 & 1);
}

/* Decoding --------------------------------------------------------------------------------------------------------- */

/* Appends what iconv makes of `bytes`. Gives how many bytes (for UTF-16: units) were bad. */
static size_t decode_iconv(enum charset charset, struct span bytes, GString *out)
{
	iconv_t cd = iconv_open("UTF-8", charsets[charset].iconv);
	if (cd == (iconv_t)-1)
		return utf8_repair(bytes, out);
	size_t bad = 0;
	char *in = (char *)bytes.at;
	size_t left = bytes.len;
	while (left > 0) {
		char piece[4096];
		char *end = piece;
		size_t room = sizeof piece;
		size_t result = iconv(cd, &in, &left, &end, &room);
		bool refused = result == (size_t)-1 && errno != E2BIG;
		g_string_append_len(out, piece, end - piece);
		if (!refused)
			continue;
		size_t skip = MIN(charsets[charset].unit, left);
		in += skip;
		left -= skip;
		utf8_append(out, UTF8_REPLACEMENT);
		bad++;
	}
	char rest[64];
	char *end = rest;
	size_t room = sizeof rest;
	iconv(cd, NULL, NULL, &end, &room); /* some charsets hold a character back for a mark that may follow */
	g_string_append_len(out, rest, end - rest);
	iconv_close(cd);
	return bad;
}

static size_t decode(enum charset charset, struct span bytes, GString *out)
{
	return charset == UTF_8 ? utf8_repair(bytes, out) : decode_iconv(charset, bytes, out);
}

/* What is declared ------------------------------------------------------------------------------------------------- */

static bool has_word(struct span words, struct span word)
{
	while (words.len > 0) {
		const char *blank = memchr(words.at, ' ', words.len);
		size_t len = blank ? (size_t)(blank - words.at) : words.len;
		if (span_equal_nocase(span_cut(words, 0, len), word))
			return true;
		words = span_from(words, len + 1);
	}
	return false;
}

/* Whether `label` names a charset. Labels of UTF-16 do not count: who could read them read no UTF-16. */
static bool find_label(struct span label, enum charset *charset)
{
	label = span_trim(label);
	for (size_t i = 0; i < G_N_ELEMENTS(charsets) && label.len > 0; i++) {
		if (has_word(span_of(charsets[i].labels), label)) {
			*charset = (enum charset)i;
			return true;
		}
	}
	return false;
}

/* The value behind `name` and an equals sign in a tag, with or without quotation marks; empty where there is none. */
static struct span tag_value(struct span tag, struct span name)
{
	size_t at = span_find_nocase(tag, name);
	if (at == SPAN_NONE)
		return (struct span){NULL, 0};
	struct span rest = span_trim(span_from(tag, at + name.len));
	if (!span_starts(rest, SPAN("=")))
		return (struct span){NULL, 0};
	rest = span_trim(span_from(rest, 1));
	if (span_starts(rest, SPAN("\"")) || span_starts(rest, SPAN("'")))
		rest = span_trim(span_from(rest, 1));
	size_t len = 0;
	while (len < rest.len && !strchr(" \t\r\n\"';/>?", rest.at[len]))
		len++;
	return span_cut(rest, 0, len);
}

/* What the first <meta> with a charset, or the XML declaration, says. */
static bool find_declaration(struct span bytes, enum charset *charset)
{
	struct span head = span_cut(bytes, 0, DECLARATION_BYTES);
	while (head.len > 0) {
		const char *open = memchr(head.at, '<', head.len);
		if (!open)
			return false;
		head = span_from(head, (size_t)(open - head.at) + 1);
		const char *close = head.len > 0 ? memchr(head.at, '>', head.len) : NULL;
		struct span tag = span_cut(head, 0, close ? (size_t)(close - head.at) : head.len);
		bool xml = span_starts_nocase(tag, SPAN("?xml"));
		if (!xml && !span_starts_nocase(tag, SPAN("meta")))
			continue;
		if (find_label(tag_value(tag, xml ? SPAN("encoding") : SPAN("charset")), charset))
			return true;
	}
	return false;
}

/* What is plausible ------------------------------------------------------------------------------------------------ */

static bool is_ascii_letter(uint32_t code)
{
	return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z');
}

static bool is_latin_letter(uint32_t code)
{
	return code >= 0xC0 && code <= 0x24F && code != 0xD7 && code != 0xF7;
}

/*
 * Points for a character beyond ASCII between its neighbours (0 at the ends): 10 for what text is made of, `kana` for
 * kana, which GB18030 and EUC-JP have at the same place.
 */
static int weight(const struct code_set *common, int kana, uint32_t before, uint32_t code, uint32_t after)
{
	bool among_letters = is_ascii_letter(before) || is_ascii_letter(after);
	bool among_symbols = (is_latin_letter(before) && after >= 0x80) || (is_latin_letter(after) && before >= 0x80);
	if (code == UTF8_REPLACEMENT || code_is_control(code) || (code >= 0xE000 && code <= 0xF8FF))
		return -20;
	if (is_latin_letter(code))
		return among_letters ? 10 : -10;
	if (code < 0x370)
		return before < 0x80 && after < 0x80 ? 2 : -10;
	if (code >= 0x2010 && code <= 0x2122)
		return among_symbols ? -10 : among_letters ? 10 : 8;
	if (code_set_has(common, code))
		return 10;
	if (code >= 0xFF61 && code <= 0xFFDC)
		return -5;
	if (code_is_kana(code))
		return kana;
	bool rare = code_is_han(code) && (code < 0x4E00 || code > 0x9FFF);
	return rare ? -5 : 0;
}

/*
 * The mean points of the characters beyond ASCII, times 1000, nearer to 0 the fewer they are; below every possible mean
 * where there are none.
 */
static int plausibility(const struct code_set *common, int kana, struct span text)
{
	int64_t points = 0;
	int64_t count = 0;
	uint32_t before = 0;
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at);
		if (code >= 0x80) {
			size_t ahead = at;
			points += weight(common, kana, before, code, at < text.len ? utf8_next(text, &ahead) : 0);
			count++;
		}
		before = code;
	}
	return count > 0 ? (int)(points * 1000 / (count + FEW)) : G_MININT / 2;
}

/* What is tried of `bytes`: from just before the first byte beyond ASCII, where every charset begins afresh. */
static struct span sample_of(struct span bytes)
{
	size_t from = 0;
	while (from < bytes.len && (unsigned char)bytes.at[from] < 0x80)
		from++;
	return span_cut(bytes, from > 0 ? from - 1 : 0, from + SAMPLE_BYTES);
}

static int plausibility_in(enum charset charset, const struct code_set *common, struct span sample)
{
	GString *text = g_string_new(NULL);
	decode(charset, sample, text);
	int kana = charset == GB18030 ? 5 : 10;
	int result = plausibility(common, kana, (struct span){text->str, text->len});
	g_string_free(text, TRUE);
	return result;
}

/* In the order in which they win where they are equally plausible. */
static const enum charset guesses[] = {UTF_8, GB18030, BIG5, CP932, EUC_JP, CP949, CP1252};

/*
 * The charset of bytes that are no UTF-8: the most plausible one, but what is declared (UTF_8 where nothing is) unless
 * that is far less plausible.
 */
static enum charset guess(struct span bytes, enum charset declared)
{
	struct code_set common;
	code_set_fill(&common, (struct span){commonest, sizeof commonest - 1});
	struct span sample = sample_of(bytes);
	enum charset best = declared;
	int most = plausibility_in(declared, &common, sample) + (declared == UTF_8 ? 0 : FAITH);
	for (size_t i = 0; i < G_N_ELEMENTS(guesses); i++) {
		int points = plausibility_in(guesses[i], &common, sample);
		if (points <= most)
			continue;
		most = points;
		best = guesses[i];
	}
	return best;
}

/*
 * UTF-16 that has no mark, else UTF_8. In text of any language one byte of a line feed, a space or a digit is NUL;
 * where that is half of all bytes it is Latin text, else what comes out must be plausible.
 */
static enum charset find_utf16(struct span bytes)
{
	size_t nuls[2] = {0, 0};
	size_t pairs = MIN(bytes.len, DECLARATION_BYTES) / 2;
	if (pairs == 0 || !memchr(bytes.at, '\0', 2 * pairs))
		return UTF_8;
	for (size_t i = 0; i < 2 * pairs; i++)
		nuls[i % 2] += bytes.at[i] == '\0';
	if (nuls[1] * 2 > pairs && nuls[0] * 8 < nuls[1])
		return UTF_16LE;
	if (nuls[0] * 2 > pairs && nuls[1] * 8 < nuls[0])
		return UTF_16BE;
	if (utf8_valid(bytes) == bytes.len)
		return UTF_8;
	struct code_set common;
	code_set_fill(&common, (struct span){commonest, sizeof commonest - 1});
	struct span sample = span_cut(bytes, 0, SAMPLE_BYTES);
	int little = plausibility_in(UTF_16LE, &common, sample);
	int big = plausibility_in(UTF_16BE, &common, sample);
	return MAX(little, big) < UTF_16_LEAST ? UTF_8 : little > big ? UTF_16LE : UTF_16BE;
}

/* Whether `repaired`, in which `bad` bytes were replaced, is UTF-8 that was merely damaged here and there. */
static bool is_mostly_utf8(struct span repaired, size_t bad)
{
	size_t good = 0;
	for (size_t at = 0; at < repaired.len;)
		good += utf8_next(repaired, &at) >= 0x80;
	return good - bad >= 8 * bad;
}

/* What comes out --------------------------------------------------------------------------------------------------- */

/* Line feeds alone end lines, and there is no NUL. */
static struct span clean(struct arena *arena, struct span text)
{
	if (text.len == 0 || (!memchr(text.at, '\r', text.len) && !memchr(text.at, '\0', text.len)))
		return text;
	char *out = arena_alloc(arena, text.len + 1);
	size_t len = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (c == '\0' || (c == '\n' && i > 0 && text.at[i - 1] == '\r'))
			continue;
		out[len++] = c == '\r' ? '\n' : c;
	}
	return (struct span){out, len};
}

static struct decoded decoded_as(struct arena *arena, enum charset charset, struct span bytes)
{
	GString *text = g_string_sized_new(bytes.len + bytes.len / 2);
	size_t replaced = decode(charset, bytes, text);
	struct span copy = arena_copy(arena, (struct span){text->str, text->len});
	g_string_free(text, TRUE);
	return (struct decoded){clean(arena, copy), charsets[charset].name, replaced};
}

/* A byte order mark, or GB18030's form of one, tells all. Gives its length; 0 where there is none. */
static size_t find_mark(struct span bytes, enum charset *charset)
{
	static const struct {
		struct span mark;
		enum charset charset;
	} marks[] = {
		{SPAN("\xEF\xBB\xBF"), UTF_8},
		{SPAN("\xFF\xFE"), UTF_16LE},
		{SPAN("\xFE\xFF"), UTF_16BE},
		{SPAN("\x84\x31\x95\x33"), GB18030},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
		if (span_starts(bytes, marks[i].mark)) {
			*charset = marks[i].charset;
			return marks[i].mark.len;
		}
	}
	return 0;
}

/* Bytes without a mark that are no valid UTF-8. */
static struct decoded decode_unknown(struct arena *arena, struct span bytes, struct span declared)
{
	struct decoded repaired = decoded_as(arena, UTF_8, bytes);
	if (is_mostly_utf8(repaired.text, repaired.replaced))
		return repaired;
	enum charset charset = UTF_8;
	if (!find_label(declared, &charset))
		find_declaration(bytes, &charset);
	charset = guess(bytes, charset);
	return charset == UTF_8 ? repaired : decoded_as(arena, charset, bytes);
}

struct decoded charset_decode(struct arena *arena, struct span bytes, struct span declared)
{
	enum charset charset = UTF_8;
	size_t mark = find_mark(bytes, &charset);
	if (mark == 0)
		charset = find_utf16(bytes);
	struct span body = span_from(bytes, mark);
	if (charset != UTF_8)
		return decoded_as(arena, charset, body);
	if (utf8_valid(body) == body.len)
		return (struct decoded){clean(arena, body), charsets[UTF_8].name, 0};
	return mark > 0 ? decoded_as(arena, UTF_8, body) : decode_unknown(arena, body, declared);
}
