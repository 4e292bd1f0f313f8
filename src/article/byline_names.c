/* SPDX-License-Identifier: MIT */
/*
 * Names in bylines. A name is told from what stands around it by the words of the genre (記者, 報導, 讯, By) and by its
 * own shape; a place at its end is cut off. Tables of words end in NULL. Lengths are bytes but for names, which are
 * counted in characters.
 */
#include "article/byline_names.h"

#include <glib.h>
#include <string.h>

#include "article/date.h"
#include "text/utf8.h"

#define SHORTEST_NAME 6 /* two characters of Han */

/* What a reporter is called before the name. */
const char *const byline_reporters[] = {"记者", "記者", "特派员", "特派員", "通讯员", "通訊員", "撰稿人", NULL};

/* What follows the name and its place in a byline. */
static const char *const verbs[] = {
	"综合", "綜合", "报导", "報導", "报道", "報道", "专题", "專題", "编译", "編譯", "整理", "综述",
	"特稿", "专访", "專訪", "采访", "採訪", "专电", "專電", "电",   "電",   "讯",   "訊",   "即时",
	"即時", "连线", "連線", "外电", "外電", "撰文", "撰稿", "发自", "發自", "编写", "編寫", NULL,
};

/* Who took the picture is not who wrote the text. */
static const char *const pictures[] = {"摄", "攝", "图", "圖", NULL};

/* Places from which news is filed; they stand between the name and the verb without any sign. */
static const char *const places[] = {
	"台北",   "臺北",     "新北",   "桃園",   "桃园",   "台中",     "臺中",     "台南",   "臺南",   "高雄",
	"基隆",   "新竹",     "嘉義",   "嘉义",   "屏東",   "宜蘭",     "花蓮",     "台東",   "臺東",   "苗栗",
	"彰化",   "南投",     "雲林",   "澎湖",   "金門",   "馬祖",     "香港",     "澳門",   "澳门",   "北京",
	"上海",   "广州",     "廣州",   "深圳",   "天津",   "重庆",     "重慶",     "南京",   "武汉",   "武漢",
	"成都",   "西安",     "杭州",   "东京",   "東京",   "大阪",     "首尔",     "首爾",   "曼谷",   "新加坡",
	"吉隆坡", "雅加达",   "雅加達", "河内",   "河內",   "马尼拉",   "馬尼拉",   "新德里", "华盛顿", "華盛頓",
	"纽约",   "紐約",     "洛杉矶", "洛杉磯", "旧金山", "舊金山",   "芝加哥",   "多伦多", "多倫多", "温哥华",
	"溫哥華", "伦敦",     "倫敦",   "巴黎",   "柏林",   "布鲁塞尔", "布魯塞爾", "日内瓦", "日內瓦", "莫斯科",
	"悉尼",   "雪梨",     "墨尔本", "墨爾本", "堪培拉", "罗马",     "羅馬",     "马德里", "馬德里", "维也纳",
	"維也納", "耶路撒冷", "綜合",   "综合",   NULL,
};

/* Endings of what is no person. */
static const char *const bodies[] = {"社", "网", "網", "报", "報", "部", "组", "組", "室",
                                     "站", "团", "團", "局", "会", "會", "们", "們", NULL};

/* Without the length of the word, which differs from most texts in its first bytes. */
static bool begins_with(struct span s, const char *word)
{
	size_t at = 0;
	while (at < s.len && word[at] && word[at] == s.at[at])
		at++;
	return !word[at];
}

bool byline_begins_with(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (begins_with(s, *words))
			return true;
	return false;
}

bool byline_ends_with(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (span_ends(s, span_of(*words)))
			return true;
	return false;
}

static bool is_one_of(struct span s, const char *const *words)
{
	for (; *words; words++)
		if (begins_with(s, *words) && strlen(*words) == s.len)
			return true;
	return false;
}

/* The bytes of the run of Han characters, and of the dots inside foreign names, at the beginning of `s`. */
static size_t han_run(struct span s, size_t *characters, bool *dotted)
{
	size_t at = 0, end = 0;
	*characters = 0;
	*dotted = false;
	while (at < s.len) {
		uint32_t code = utf8_next(s, &at);
		if (code == 0xB7 || code == 0x2027 || code == 0x30FB || code == 0x2022) {
			*dotted = true;
			continue;
		}
		if (!code_is_han(code))
			break;
		end = at;
		++*characters;
	}
	return end;
}

bool byline_is_han(struct span s)
{
	size_t characters;
	bool dotted;
	return han_run(s, &characters, &dotted) > 0;
}

/* Cuts a place off the end of a name, where two characters or more are left. */
static struct span without_place(struct span name)
{
	for (size_t i = 0; places[i]; i++) {
		struct span place = span_of(places[i]);
		if (span_ends(name, place) && name.len >= place.len + SHORTEST_NAME)
			return span_cut(name, 0, name.len - place.len);
	}
	return name;
}

bool byline_is_name(struct span s)
{
	size_t characters;
	bool dotted;
	if (han_run(s, &characters, &dotted) != s.len || characters < 2 || characters > (dotted ? 12 : 4))
		return false;
	return !byline_ends_with(s, bodies) && !is_one_of(s, places);
}

struct span byline_take_name(struct span *s)
{
	size_t characters, end, at = 0;
	bool dotted;
	struct span run, name;
	*s = span_trim_wide(*s);
	run = span_cut(*s, 0, han_run(*s, &characters, &dotted));
	for (end = 0; end < run.len; end = at) {
		if (end >= SHORTEST_NAME && (byline_begins_with(span_from(run, end), verbs) ||
		                             byline_begins_with(span_from(run, end), pictures)))
			break;
		utf8_next(run, &at);
	}
	name = without_place(span_cut(run, 0, end));
	*s = span_from(*s, end);
	return byline_is_name(name) ? name : (struct span){NULL, 0};
}

/* Moves `s` behind a sign that parts names of one list. */
static bool skip_and(struct span *s)
{
	static const char *const signs[] = {"、", "，", ",", "和", "與", "与", "及", " "};
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		if (!span_starts(*s, span_of(signs[i])))
			continue;
		*s = span_from(*s, strlen(signs[i]));
		return true;
	}
	return false;
}

struct span byline_take_names(struct span *s)
{
	struct span list = byline_take_name(s), rest = *s;
	while (list.at && skip_and(&rest)) {
		struct span next = byline_take_name(&rest);
		if (!next.at)
			break;
		list.len = (size_t)(next.at + next.len - list.at);
		*s = rest;
	}
	return list;
}

bool byline_follows_names(struct span rest)
{
	static const char *const signs[] = {"／", "/", "|",  "｜", "，", ",", "、",
	                                    "－", "-", "；", "。", "●",  "◎", NULL};
	rest = span_trim_wide(rest);
	return !rest.len || g_ascii_isdigit(rest.at[0]) || byline_begins_with(rest, verbs) ||
	       byline_begins_with(rest, places) || byline_begins_with(rest, signs) ||
	       byline_begins_with(rest, byline_reporters);
}

/*
 * Where the value of a label for a person goes on to something else: at a wide gap, a bracket, a number behind a name.
 */
static size_t person_end(struct span value, bool han)
{
	static const struct span ends[] = {SPAN("|"),  SPAN("("),  SPAN("#"),  SPAN(";"),  SPAN("\t"),      SPAN("（"),
	                                   SPAN("　"), SPAN("）"), SPAN("】"), SPAN("  "), SPAN("\xC2\xA0")};
	for (size_t at = 0; at < value.len; at++) {
		struct span rest = span_from(value, at);
		for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
			if (span_starts(rest, ends[i]))
				return at;
		if (han && (g_ascii_isdigit(value.at[at]) || value.at[at] == '/' || span_starts(rest, SPAN("／"))))
			return at;
		if (value.at[at] == ' ' && rest.len > 1 && g_ascii_isdigit(rest.at[1]))
			return at;
	}
	return value.len;
}

/*
 * The name among words of Han characters: 某大学研究员 吕德文 names the office first, 杜 虎 is one name, else the first
 * word.
 */
static struct span han_person(struct span value)
{
	size_t blank = span_find(value, SPAN(" ")), characters;
	struct span first = span_cut(value, 0, blank == SPAN_NONE ? value.len : blank), rest = value;
	bool dotted;
	if (blank == SPAN_NONE || byline_is_name(first))
		return first;
	han_run(first, &characters, &dotted);
	while ((blank = span_find(rest, SPAN(" "))) != SPAN_NONE) {
		size_t end;
		rest = span_from(rest, blank + 1);
		end = span_find(rest, SPAN(" "));
		if (characters == 1 && han_run(rest, &characters, &dotted) > 0 && characters <= 2)
			return span_cut(value, 0, first.len + 1 + (end == SPAN_NONE ? rest.len : end));
		if (byline_is_name(span_cut(rest, 0, end == SPAN_NONE ? rest.len : end)))
			return span_cut(rest, 0, end == SPAN_NONE ? rest.len : end);
	}
	return first;
}

/* A question or a sentence is no name. */
static bool is_sentence(struct span value)
{
	static const struct span marks[] = {SPAN("。"), SPAN("？"), SPAN("?"), SPAN("！"),
	                                    SPAN("!"),  SPAN("“"),  SPAN("「")};
	for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
		if (span_find(value, marks[i]) != SPAN_NONE)
			return true;
	return false;
}

struct span byline_person(struct span value)
{
	bool han;
	value = span_trim_wide(value);
	for (size_t i = 0; byline_reporters[i]; i++)
		if (span_starts(value, span_of(byline_reporters[i])))
			value = span_trim_wide(span_from(value, strlen(byline_reporters[i])));
	han = byline_is_han(value);
	value = span_trim_wide(span_cut(value, 0, person_end(value, han)));
	if (!value.len || value.len > BYLINE_PERSON_MOST || is_sentence(value))
		return (struct span){NULL, 0};
	return han ? han_person(value) : value;
}

struct span byline_outlet(struct span value)
{
	size_t end = 0, blank = span_find(value, SPAN(" "));
	if (blank != SPAN_NONE && byline_is_han(value))
		value = span_cut(value, 0, blank);
	while (end < value.len && !g_ascii_isdigit(value.at[end]))
		end++;
	value = span_trim_wide(span_cut(value, 0, date_find(value).precision == DATE_NONE ? value.len : end));
	if (span_starts(value, SPAN("《")) && span_ends(value, SPAN("》")))
		value = span_cut(value, strlen("《"), value.len - strlen("》"));
	return value.len <= BYLINE_PERSON_MOST && !is_sentence(value) ? value : (struct span){NULL, 0};
}

struct span byline_english_names(struct span line)
{
	static const char *const small[] = {"and", "de",  "da",  "del", "der", "di",  "la",
	                                    "le",  "van", "von", "den", "al",  "bin", "&"};
	size_t end = 0, words = 0;
	while (end < line.len && words < 12) {
		struct span rest = span_from(line, end + (words > 0)), word;
		size_t len = 0;
		bool known = false;
		while (len < rest.len && !strchr(" ,|\t\n:;/", rest.at[len]))
			len++;
		word = span_cut(rest, 0, len);
		for (size_t i = 0; i < G_N_ELEMENTS(small); i++)
			known = known || span_equal(word, span_of(small[i]));
		if (!word.len || !(known || g_ascii_isupper(word.at[0]) || (unsigned char)word.at[0] >= 0xC3))
			break;
		end += len + (words > 0);
		words++;
		if (len < rest.len && rest.at[len] != ' ')
			break;
	}
	return words >= 2 && words < 12 ? span_cut(line, 0, end) : (struct span){NULL, 0};
}
