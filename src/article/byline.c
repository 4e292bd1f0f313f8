/* SPDX-License-Identifier: MIT */
/*
 * Bylines: who wrote it and when, in the first and last lines of a text: what lines, groups in brackets and labels may
 * hold one. What a name is, is told in byline_names.c. Where the shape is wrong nobody is named: a missing author is
 * better than a wrong one. Lengths are bytes.
 */
#include "article/byline.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "article/byline_names.h"
#include "article/date.h"
#include "article/label.h"
#include "text/utf8.h"

#define LONGEST_LINE 240 /* a line with labels is no longer */
#define LONGEST_GROUP 160
#define GROUPS 4 /* brackets at one end of a line that are looked at */

struct pair {
	struct span open, close;
};

static const struct pair brackets[] = {
	{SPAN("【"), SPAN("】")}, {SPAN("（"), SPAN("）")}, {SPAN("("), SPAN(")")},   {SPAN("〔"), SPAN("〕")},
	{SPAN("["), SPAN("]")},   {SPAN("［"), SPAN("］")}, {SPAN("〖"), SPAN("〗")},
};

/* How a line begins that tells of a picture; the names in it are others'. */
static const char *const pictured[] = {"图",   "圖",   "题图", "題圖", "配图", "配圖", "封面",
                                       "摄影", "攝影", "插图", "插圖", "照片", NULL};

/* How a dateline ends. */
static const char *const filed[] = {"讯", "訊", "电", "電", "报导", "報導", "报道", "報道", NULL};

static void offer(struct fields *fields, enum field field, struct span value)
{
	if (value.at)
		fields_offer(fields, field, ORIGIN_BYLINE, value);
}

/* ……記者張三台北13日電, 記者張三／台北報導, 记者 张三 报道; not 記者會 and not （記者張三攝）. */
static bool scan_reporter(struct fields *fields, struct span text)
{
	for (size_t i = 0; byline_reporters[i]; i++) {
		struct span word = span_of(byline_reporters[i]);
		size_t at = span_find(text, word);
		struct span rest = at == SPAN_NONE ? (struct span){NULL, 0} : span_from(text, at + word.len), names;
		if (!rest.len)
			continue;
		if (span_starts(rest, SPAN("：")) || span_starts(rest, SPAN(":")))
			rest = span_from(rest, rest.at[0] == ':' ? 1 : strlen("："));
		names = byline_take_names(&rest);
		if (!names.at || !byline_follows_names(rest))
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
		if (name.len && byline_is_name(name))
			offer(fields, FIELD_AUTHOR, name);
	}
}

static int compare_codes(const void *a, const void *b)
{
	uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
	return (first > second) - (first < second);
}

/* Whether a letter beyond ASCII is one that dates are written with, or what stands before and behind them. */
static bool is_date_sign(uint32_t code)
{
	/* In ascending order. */
	static const uint32_t signs[] = {
		U'一', U'七', U'三', U'上', U'下', U'二', U'于', U'五', U'佈', U'六', U'分', U'刊',
		U'午', U'发', U'号', U'周', U'四', U'布', U'年', U'新', U'於', U'日', U'时', U'星',
		U'時', U'更', U'月', U'期', U'点', U'登', U'發', U'秒', U'號', U'表', U'週', U'點',
		U'기', U'년', U'등', U'력', U'록', U'분', U'사', U'수', U'승', U'시', U'오', U'월',
		U'인', U'일', U'입', U'전', U'정', U'후',
	};
	return bsearch(&code, signs, G_N_ELEMENTS(signs), sizeof(signs[0]), compare_codes);
}

/* A line that is a date and hardly anything else: no more than four letters that no date is written with. */
static bool is_date_line(struct span line)
{
	unsigned strange = 0, latin = 0;
	for (size_t at = 0; at < line.len && strange <= 4;) {
		uint32_t code = utf8_next(line, &at);
		if (code < 0x80)
			latin += g_ascii_isalpha((char)code) ? 1 : 0;
		else if (!is_date_sign(code) && !code_is_space(code))
			strange++;
	}
	return strange <= 4 && latin <= 24;
}

static void offer_date_line(struct fields *fields, struct span line)
{
	if (line.len <= LONGEST_LINE && date_may_stand(line) && is_date_line(line))
		fields_offer_date(fields, ORIGIN_BYLINE, date_find(line));
}

/* A date may stand behind the name. */
static void offer_person(struct fields *fields, enum field field, struct span value)
{
	struct span person = byline_person(value);
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
		label_offer(fields, label, ORIGIN_BYLINE, byline_outlet(value));
	else if (label == LABEL_DATE)
		label_offer(fields, label, ORIGIN_HEADER, value);
	else if (label == LABEL_NONE)
		offer_date_line(fields, value);
}

/* Bytes of the blank or sign at the beginning of `s` that may part two labels; 0 where there is none. */
static size_t part_len(struct span s)
{
	unsigned char first = (unsigned char)s.at[0];
	if (first < 0x80)
		return first == ' ' || first == '\t' || first == '|' || first == '/';
	if (first == 0xC2)
		return span_starts(s, SPAN("\xC2\xA0")) ? 2 : 0;
	return span_starts(s, SPAN("　")) || span_starts(s, SPAN("，")) || span_starts(s, SPAN("；")) ||
			       span_starts(s, SPAN("／")) || span_starts(s, SPAN("｜"))
		       ? 3
		       : 0;
}

/*
 * Where the next label begins in `s`: behind a blank or a sign that parts; the length where there is none. English
 * words with a colon occur in any sentence, so one blank before them is not enough.
 */
static size_t next_label(struct span s)
{
	static const bool leads[256] = {[' '] = true,  ['\t'] = true, ['|'] = true, ['/'] = true,
	                                [0xC2] = true, [0xE3] = true, [0xEF] = true}; /* first bytes of the parts */
	for (size_t at = 0; at < s.len; at++) {
		size_t part = leads[(unsigned char)s.at[at]] ? part_len(span_from(s, at)) : 0;
		if (part == 0)
			continue;
		struct span try = span_from(s, at + part);
		bool latin = try.len > 0 && (unsigned char)try.at[0] < 0x80;
		if (!(s.at[at] == ' ' && latin) && label_take(&try) != LABEL_NONE)
			return at + part;
	}
	return s.len;
}

/* 作者：沈白  编辑：周禾  来源：…; true where the line begins with a label or one follows a date. */
static bool scan_labels(struct fields *fields, struct span line)
{
	bool any = false;
	if (!label_may_stand(line) || byline_begins_with(line, pictured))
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
	if (byline_ends_with(group, filed) || is_date_line(group))
		fields_offer_date(fields, ORIGIN_BYLINE, date_find(group));
	if (!scan_labels(fields, group) && !scan_reporter(fields, group))
		scan_correspondent(fields, group);
}

/* Groups in brackets at the beginning of a line: 【…讯】（…报导）. A wide one is a remark of the text. */
static void scan_leading_groups(struct fields *fields, struct span line)
{
	if (line.len == 0 || !strchr("([\xE3\xEF", line.at[0])) /* the first bytes of the brackets */
		return;
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

/* A sentence may begin with By, too: the line must say little else, and not end in a full stop. */
static void scan_english(struct fields *fields, struct span line)
{
	struct span names;
	if (!span_starts_nocase(line, SPAN("by ")) || line.at[0] != 'B' || span_ends(line, SPAN(".")))
		return;
	names = byline_english_names(span_trim(span_from(line, 3)));
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
	struct span rest = line, name;
	size_t len = 0;
	bool agency = false;
	if (!span_ends(line, SPAN("）")) && !span_ends(line, SPAN(")")))
		return;
	name = byline_take_name(&rest);
	while (name.at) {
		len = (size_t)(name.at + name.len - line.at);
		if (!span_starts(rest, SPAN("/")) && !span_starts(rest, SPAN("／")))
			break;
		rest = span_from(rest, rest.at[0] == '/' ? 1 : strlen("／"));
		name = byline_take_name(&rest);
	}
	if (!name.at || (!span_starts(rest, SPAN("（")) && !span_starts(rest, SPAN("("))))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(agencies); i++)
		agency = agency || span_find(rest, span_of(agencies[i])) != SPAN_NONE;
	if (agency)
		offer(fields, FIELD_AUTHOR, span_cut(line, 0, len));
}

/* 长平是中国资深媒体人: the last lines say who somebody is that the title has named. */
static void scan_biography(struct fields *fields, struct span line)
{
	static const char *const callings[] = {"作家", "学者", "學者", "媒体人", "媒體人", "评论",
	                                       "評論", "教授", "律师", "律師",   "记者",   "記者",
	                                       "撰稿", "编辑", "編輯", "研究员", "研究員"};
	struct span title = fields_value(fields, FIELD_TITLE, NULL);
	size_t is = span_find(span_cut(line, 0, BYLINE_PERSON_MOST), SPAN("是"));
	struct span name = span_cut(line, 0, is == SPAN_NONE ? 0 : is);
	if (!name.len || !byline_is_name(name) || span_find(title, name) == SPAN_NONE)
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
	if (scan_labels(fields, text) || scan_reporter(fields, text))
		return;
	scan_korean(fields, text);
	if (byline_is_han(name))
		name = byline_person(name);
	else
		name = byline_english_names(name);
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
	if (!scan_labels(fields, line) && byline_begins_with(line, byline_reporters))
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
