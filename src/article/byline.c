/* SPDX-License-Identifier: MIT */
/*
 * Bylines: who wrote it and when, in the first and last lines of a text. A name is told from what stands around it by
 * the words of the genre (記者, 報導, 讯, By) and by its own shape; a place at its end is cut off. Where the shape is
 * wrong nobody is named: a missing author is better than a wrong one. Lengths are bytes but for names, which are
 * counted in characters.
 */
#include "article/byline.h"

#include <glib.h>
#include <string.h>

#include "article/date.h"
#include "article/label.h"
#include "text/utf8.h"

#define LONGEST_LINE 240 /* a line with labels is no longer */
#define LONGEST_GROUP 160
#define LONGEST_PERSON 80
#define SHORTEST_NAME 6 /* two characters of Han */
#define GROUPS 4        /* brackets at one end of a line that are looked at */

struct pair {
	struct span open, close;
};

static const struct pair brackets[] = {
	{SPAN("【"), SPAN("】")}, {SPAN("（"), SPAN("）")}, {SPAN("("), SPAN(")")},   {SPAN("〔"), SPAN("〕")},
	{SPAN("["), SPAN("]")},   {SPAN("［"), SPAN("］")}, {SPAN("〖"), SPAN("〗")},
};

/* What a reporter is called before the name. */
static const char *const reporters[] = {"记者", "記者", "特派员", "特派員", "通讯员", "通訊員", "撰稿人"};

/* What follows the name and its place in a byline. */
static const char *const verbs[] = {
	"综合", "綜合", "报导", "報導", "报道", "報道", "专题", "專題", "编译", "編譯", "整理", "综述",
	"特稿", "专访", "專訪", "采访", "採訪", "专电", "專電", "电",   "電",   "讯",   "訊",   "即时",
	"即時", "连线", "連線", "外电", "外電", "撰文", "撰稿", "发自", "發自", "编写", "編寫",
};

/* How a line begins that tells of a picture; the names in it are others'. */
static const char *const pictured[] = {"图",   "圖",   "题图", "題圖", "配图", "配圖",
				       "封面", "摄影", "攝影", "插图", "插圖", "照片"};

/* How a dateline ends. */
static const char *const filed[] = {"讯", "訊", "电", "電", "报导", "報導", "报道", "報道"};

/* Who took the picture is not who wrote the text. */
static const char *const pictures[] = {"摄", "攝", "图", "圖"};

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
	"維也納", "耶路撒冷", "綜合",   "综合",
};

/* Endings of what is no person. */
static const char *const bodies[] = {"社", "网", "網", "报", "報", "部", "组", "組", "室",
				     "站", "团", "團", "局", "会", "會", "们", "們"};

static bool begins_with_any(struct span s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_starts(s, span_of(words[i])))
			return true;
	return false;
}

static bool ends_with_any(struct span s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_ends(s, span_of(words[i])))
			return true;
	return false;
}

static bool is_one_of(struct span s, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_equal(s, span_of(words[i])))
			return true;
	return false;
}

#define BEGINS_WITH(s, words) begins_with_any(s, words, G_N_ELEMENTS(words))
#define ENDS_WITH(s, words) ends_with_any(s, words, G_N_ELEMENTS(words))
#define IS_ONE_OF(s, words) is_one_of(s, words, G_N_ELEMENTS(words))

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

/* Cuts a place off the end of a name, where two characters or more are left. */
static struct span without_place(struct span name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
		struct span place = span_of(places[i]);

		if (span_ends(name, place) && name.len >= place.len + SHORTEST_NAME)
			return span_cut(name, 0, name.len - place.len);
	}
	return name;
}

/* All of `s` is the name of a person in Han characters: two to four of them, or a foreign name with its dot. */
static bool is_name(struct span s)
{
	size_t characters;
	bool dotted;

	if (han_run(s, &characters, &dotted) != s.len || ENDS_WITH(s, bodies) || IS_ONE_OF(s, places))
		return false;
	return characters >= 2 && characters <= (dotted ? 12 : 4);
}

/* The name at the beginning of `s`; {NULL, 0} where there is none. Moves `s` behind it and what belongs to it. */
static struct span take_name(struct span *s)
{
	size_t characters, end, at = 0;
	bool dotted;
	struct span run, name;

	*s = span_trim_wide(*s);
	run = span_cut(*s, 0, han_run(*s, &characters, &dotted));
	for (end = 0; end < run.len; end = at) {
		if (end >= SHORTEST_NAME &&
		    (BEGINS_WITH(span_from(run, end), verbs) || BEGINS_WITH(span_from(run, end), pictures)))
			break;
		utf8_next(run, &at);
	}
	name = without_place(span_cut(run, 0, end));
	*s = span_from(*s, end);
	return is_name(name) ? name : (struct span){NULL, 0};
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

/* 張三、李四 at the beginning of `s`, which moves behind it. The list lies in the text, so it must be of one piece. */
static struct span take_names(struct span *s)
{
	struct span list = take_name(s), rest = *s;

	while (list.at && skip_and(&rest)) {
		struct span next = take_name(&rest);

		if (!next.at)
			break;
		list.len = (size_t)(next.at + next.len - list.at);
		*s = rest;
	}
	return list;
}

static void offer(struct fields *fields, enum field field, struct span value)
{
	if (value.at)
		fields_offer(fields, field, ORIGIN_BYLINE, value);
}

/* Whether a byline may go on with `rest` behind its names: with a verb, a sign, a number, or not at all. */
static bool follows_names(struct span rest)
{
	static const char *const signs[] = {"／", "/", "|", "｜", "，", ",", "、", "－", "-", "；", "。", "●", "◎"};

	rest = span_trim_wide(rest);
	return !rest.len || g_ascii_isdigit(rest.at[0]) || BEGINS_WITH(rest, verbs) || BEGINS_WITH(rest, places) ||
	       BEGINS_WITH(rest, signs) || BEGINS_WITH(rest, reporters);
}

/* ……記者張三台北13日電, 記者張三／台北報導, 记者 张三 报道; not 記者會 and not （記者張三攝）. */
static bool scan_reporter(struct fields *fields, struct span text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(reporters); i++) {
		struct span word = span_of(reporters[i]);
		size_t at = span_find(text, word);
		struct span rest = at == SPAN_NONE ? (struct span){NULL, 0} : span_from(text, at + word.len), names;

		if (!rest.len)
			continue;
		if (span_starts(rest, SPAN("：")) || span_starts(rest, SPAN(":")))
			rest = span_from(rest, rest.at[0] == ':' ? 1 : strlen("："));
		names = take_names(&rest);
		if (!names.at || !follows_names(rest))
			continue;
		offer(fields, FIELD_AUTHOR, names);
		return true;
	}
	return false;
}

/* 【ワシントン＝山田太郎】 */
static void scan_correspondent(struct fields *fields, struct span group)
{
	static const struct span signs[] = {SPAN("＝"), SPAN("=")};

	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
		size_t at = span_find(group, signs[i]);
		struct span name = at == SPAN_NONE ? (struct span){NULL, 0} : span_from(group, at + signs[i].len);

		name = span_trim_wide(name);
		if (name.len && is_name(name))
			offer(fields, FIELD_AUTHOR, name);
	}
}

/* Where the value of a label for a person goes on to something else: at a wide gap, a bracket, a number behind a name.
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

/* The name among words of Han characters: 某大学研究员 吕德文 names the office first, 杜 虎 is one name, else the first
 * word. */
static struct span han_person(struct span value)
{
	size_t blank = span_find(value, SPAN(" ")), characters;
	struct span first = span_cut(value, 0, blank == SPAN_NONE ? value.len : blank), rest = value;
	bool dotted;

	if (blank == SPAN_NONE || is_name(first))
		return first;
	han_run(first, &characters, &dotted);
	while ((blank = span_find(rest, SPAN(" "))) != SPAN_NONE) {
		size_t end;

		rest = span_from(rest, blank + 1);
		end = span_find(rest, SPAN(" "));
		if (characters == 1 && han_run(rest, &characters, &dotted) > 0 && characters <= 2)
			return span_cut(value, 0, first.len + 1 + (end == SPAN_NONE ? rest.len : end));
		if (is_name(span_cut(rest, 0, end == SPAN_NONE ? rest.len : end)))
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

/* The name in the value of a label for a person; {NULL, 0} where it is none. */
static struct span person_of(struct span value)
{
	size_t characters;
	bool dotted, han;

	value = span_trim_wide(value);
	for (size_t i = 0; i < G_N_ELEMENTS(reporters); i++)
		if (span_starts(value, span_of(reporters[i])))
			value = span_trim_wide(span_from(value, strlen(reporters[i])));
	han = han_run(value, &characters, &dotted) > 0;
	value = span_trim_wide(span_cut(value, 0, person_end(value, han)));
	if (!value.len || value.len > LONGEST_PERSON || is_sentence(value))
		return (struct span){NULL, 0};
	return han ? han_person(value) : value;
}

/* The name of an outlet: without the date and the title marks around it; one in Han characters ends at a blank. */
static struct span outlet_of(struct span value)
{
	size_t end = 0, characters, blank = span_find(value, SPAN(" "));
	bool dotted;

	if (blank != SPAN_NONE && han_run(value, &characters, &dotted) > 0)
		value = span_cut(value, 0, blank);
	while (end < value.len && !g_ascii_isdigit(value.at[end]))
		end++;
	value = span_trim_wide(span_cut(value, 0, date_find(value).precision == DATE_NONE ? value.len : end));
	if (span_starts(value, SPAN("《")) && span_ends(value, SPAN("》")))
		value = span_cut(value, strlen("《"), value.len - strlen("》"));
	return value.len <= LONGEST_PERSON && !is_sentence(value) ? value : (struct span){NULL, 0};
}

/* A line that is a date and hardly anything else: no more than four letters that no date is written with. */
static bool is_date_line(struct span line)
{
	static const char signs[] = "年月日号號时時分秒点點星期周週一二三四五六七上下午发布發佈表於于刊登更新更년월일시"
				    "분오전후기사입력수정등록승인";
	const struct span known = {signs, sizeof signs - 1};
	unsigned strange = 0, latin = 0;

	for (size_t at = 0; at < line.len && strange <= 4;) {
		size_t from = at;
		uint32_t code = utf8_next(line, &at);

		if (code < 0x80)
			latin += g_ascii_isalpha((char)code) ? 1 : 0;
		else if (span_find(known, span_cut(line, from, at)) == SPAN_NONE && !code_is_space(code))
			strange++;
	}
	return strange <= 4 && latin <= 24;
}

static void offer_date_line(struct fields *fields, struct span line)
{
	if (line.len <= LONGEST_LINE && is_date_line(line))
		fields_offer_date(fields, ORIGIN_BYLINE, date_find(line));
}

/* A date may stand behind the name. */
static void offer_person(struct fields *fields, enum field field, struct span value)
{
	struct span person = person_of(value);

	offer(fields, field, person);
	if (person.at)
		offer_date_line(fields, span_from(value, (size_t)(person.at - value.at) + person.len));
}

/* Addresses are left to whoever knows the lines that give the article's own. */
static void offer_label(struct fields *fields, enum label label, struct span value)
{
	if (label == LABEL_AUTHOR || label == LABEL_EDITOR)
		offer_person(fields, label == LABEL_AUTHOR ? FIELD_AUTHOR : FIELD_EDITOR, value);
	else if (label == LABEL_SITE)
		label_offer(fields, label, ORIGIN_BYLINE, outlet_of(value));
	else if (label == LABEL_DATE)
		label_offer(fields, label, ORIGIN_HEADER, value);
	else if (label == LABEL_NONE)
		offer_date_line(fields, value);
}

/*
 * Where the next label begins in `s`: behind a blank or a sign that parts; the length where there is none. English
 * words with a colon occur in any sentence, so one blank before them is not enough.
 */
static size_t next_label(struct span s)
{
	static const struct span parts[] = {SPAN("\t"), SPAN("|"),  SPAN("/"),  SPAN("　"),       SPAN("／"),
					    SPAN("｜"), SPAN("；"), SPAN("，"), SPAN("\xC2\xA0"), SPAN(" ")};
	static const bool leads[256] = {[' '] = true,  ['\t'] = true, ['|'] = true, ['/'] = true,
					[0xC2] = true, [0xE3] = true, [0xEF] = true}; /* first bytes of the parts */

	for (size_t at = 0; at < s.len; at++) {
		if (!leads[(unsigned char)s.at[at]])
			continue;
		for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
			struct span rest = span_from(s, at), try = span_from(rest, parts[i].len);
			bool latin = try.len > 0 && (unsigned char)try.at[0] < 0x80;

			if (!span_starts(rest, parts[i]) || (parts[i].at[0] == ' ' && latin))
				continue;
			if (label_take(&try) != LABEL_NONE)
				return at + parts[i].len;
		}
	}
	return s.len;
}

/* 作者：沈白  编辑：周禾  来源：…; true where the line begins with a label or one follows a date. */
static bool scan_labels(struct fields *fields, struct span line)
{
	bool any = false;

	if (BEGINS_WITH(line, pictured))
		return false;
	for (struct span value = line; line.len > 0; value = line) {
		enum label label = label_take(&value);
		size_t end = next_label(value);

		if (label == LABEL_NONE && !any && end == value.len)
			return false;
		offer_label(fields, label, span_trim_wide(span_cut(value, 0, end)));
		any = any || label != LABEL_NONE;
		line = span_from(value, end);
	}
	return any;
}

/* A remark with a date in it is no dateline. */
static void scan_group(struct fields *fields, struct span group)
{
	if (ENDS_WITH(group, filed) || is_date_line(group))
		fields_offer_date(fields, ORIGIN_BYLINE, date_find(group));
	if (!scan_labels(fields, group) && !scan_reporter(fields, group))
		scan_correspondent(fields, group);
}

/* Groups in brackets at the beginning of a line: 【…讯】（…报导）. A wide one is a remark of the text. */
static void scan_leading_groups(struct fields *fields, struct span line)
{
	for (unsigned n = 0; n < GROUPS; n++) {
		size_t from = line.len;

		line = span_trim_wide(line);
		for (size_t i = 0; i < G_N_ELEMENTS(brackets); i++) {
			size_t end = span_starts(line, brackets[i].open)
					     ? span_find(span_cut(line, 0, LONGEST_GROUP), brackets[i].close)
					     : SPAN_NONE;

			if (end == SPAN_NONE)
				continue;
			scan_group(fields, span_cut(line, brackets[i].open.len, end));
			line = span_from(line, end + brackets[i].close.len);
			break;
		}
		if (line.len == from)
			return;
	}
}

/* The group in brackets at the end of a line: （記者張三報導）, （责任编辑：周禾）. */
static void scan_trailing_group(struct fields *fields, struct span line)
{
	line = span_trim_wide(line);
	for (size_t i = 0; i < G_N_ELEMENTS(brackets); i++) {
		size_t from = span_ends(line, brackets[i].close) ? span_find_last(line, brackets[i].open) : SPAN_NONE;
		struct span group;

		if (from == SPAN_NONE)
			continue;
		group = span_cut(line, from + brackets[i].open.len, line.len - brackets[i].close.len);
		if (group.len <= LONGEST_GROUP && !scan_labels(fields, group))
			scan_reporter(fields, group);
	}
}

/* By John Smith and Jane Doe, ...: every word begins with a capital, or is one of those inside names. */
static struct span english_names(struct span line)
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

/* A sentence may begin with By, too: the line must say little else, and not end in a full stop. */
static void scan_english(struct fields *fields, struct span line)
{
	struct span names;

	if (!span_starts_nocase(line, SPAN("by ")) || line.at[0] != 'B' || span_ends(line, SPAN(".")))
		return;
	names = english_names(span_trim(span_from(line, 3)));
	if (!names.at && span_starts(line, SPAN("BY ")) && line.len <= 24)
		names = span_from(line, 3); /* BY lin */
	if (!names.at || (size_t)(line.at + line.len - names.at) - names.len > 60)
		return;
	offer(fields, FIELD_AUTHOR, names);
	fields_offer_date(fields, ORIGIN_BYLINE, date_find(span_from(line, (size_t)(names.at - line.at) + names.len)));
}

/* 김하늘 기자: two to four syllables before the word for reporter. */
static void scan_korean(struct fields *fields, struct span line)
{
	size_t reporter = span_find(span_cut(line, 0, LONGEST_GROUP), SPAN(" 기자"));
	size_t at = reporter, from = reporter, syllables = 0;

	if (reporter == SPAN_NONE)
		return;
	while (at > 0) {
		uint32_t code = utf8_previous(line, &at);

		if (!code_is_hangul(code))
			break;
		from = at;
		syllables++;
	}
	if (syllables >= 2 && syllables <= 4)
		offer(fields, FIELD_AUTHOR, span_cut(line, from, reporter));
}

/* 叶宣/达扬（法新社、路透社）: names and nothing else but the agencies that they drew on. */
static void scan_signature(struct fields *fields, struct span line)
{
	static const char *const agencies[] = {"社", "综合", "綜合", "等"};
	struct span rest = line, name = take_name(&rest);
	size_t len = 0;
	bool agency = false;

	while (name.at) {
		len = (size_t)(name.at + name.len - line.at);
		if (!span_starts(rest, SPAN("/")) && !span_starts(rest, SPAN("／")))
			break;
		rest = span_from(rest, rest.at[0] == '/' ? 1 : strlen("／"));
		name = take_name(&rest);
	}
	if (!name.at || (!span_starts(rest, SPAN("（")) && !span_starts(rest, SPAN("("))))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(agencies); i++)
		agency = agency || span_find(rest, span_of(agencies[i])) != SPAN_NONE;
	if (agency && (span_ends(rest, SPAN("）")) || span_ends(rest, SPAN(")"))))
		offer(fields, FIELD_AUTHOR, span_cut(line, 0, len));
}

/* 长平是中国资深媒体人: the last lines say who somebody is that the title has named. */
static void scan_biography(struct fields *fields, struct span line)
{
	static const char *const callings[] = {"作家", "学者", "學者", "媒体人", "媒體人", "评论",
					       "評論", "教授", "律师", "律師",   "记者",   "記者",
					       "撰稿", "编辑", "編輯", "研究员", "研究員"};
	struct span title = fields_value(fields, FIELD_TITLE, NULL);
	size_t is = span_find(span_cut(line, 0, LONGEST_PERSON), SPAN("是"));
	struct span name = span_cut(line, 0, is == SPAN_NONE ? 0 : is);

	if (!name.len || !is_name(name) || span_find(title, name) == SPAN_NONE)
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(callings); i++)
		if (span_find(line, span_of(callings[i])) != SPAN_NONE)
			offer(fields, FIELD_AUTHOR, name);
}

/* Words before a name in a byline of a page, in the languages of the pages that were seen. */
static struct span without_by(struct span text)
{
	static const struct span words[] = {SPAN("posted by "), SPAN("written by "), SPAN("by "),  SPAN("by: "),
					    SPAN("par "),       SPAN("por "),        SPAN("von "), SPAN("di ")};

	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (span_starts_nocase(text, words[i]))
			return span_trim_wide(span_from(text, words[i].len));
	return text;
}

static void append_author(struct fields *fields, struct span name)
{
	struct span *before = &fields->value[FIELD_AUTHOR][ORIGIN_BYLINE];
	char *both = g_strdup_printf("%.*s, %.*s", (int)before->len, before->at, (int)name.len, name.at);

	*before = (struct span){NULL, 0};
	offer(fields, FIELD_AUTHOR, span_of(both));
	g_free(both);
}

void byline_declared(struct fields *fields, struct span text, bool more)
{
	struct span name = without_by(text), known = fields->value[FIELD_AUTHOR][ORIGIN_BYLINE];
	size_t characters;
	bool dotted;

	if (scan_labels(fields, text) || scan_reporter(fields, text))
		return;
	scan_korean(fields, text);
	if (han_run(name, &characters, &dotted) > 0)
		name = person_of(name);
	else
		name = english_names(name);
	if (name.at && known.at && more && known.len < LONGEST_GROUP && span_find(known, name) == SPAN_NONE)
		append_author(fields, name);
	else
		offer(fields, FIELD_AUTHOR, name);
}

static void scan_line(struct fields *fields, struct span line, bool last)
{
	scan_leading_groups(fields, line);
	scan_trailing_group(fields, line);
	scan_korean(fields, line);
	if (line.len > LONGEST_LINE)
		return;
	offer_date_line(fields, line);
	if (!scan_labels(fields, line) && BEGINS_WITH(line, reporters))
		scan_reporter(fields, line);
	scan_english(fields, line);
	if (!last)
		return;
	scan_signature(fields, line);
	scan_biography(fields, line);
}

void byline_scan(struct fields *fields, struct span block, bool first, bool last)
{
	struct span line;

	if (!first && !last)
		return;
	for (unsigned n = 0; n < 8 && span_line(&block, &line); n++)
		scan_line(fields, span_trim_wide(line), last);
}
