/* SPDX-License-Identifier: MIT */
/*
 * Labels of header lines and bylines: words of the trade in Chinese, Japanese, Korean and English, not of any outlet.
 * Between a label and its colon a remark in brackets may stand: 原文地址（需登录）：.
 */
#include "article/label.h"

#include <glib.h>
#include <string.h>

#include "article/address.h"
#include "article/date.h"
#include "article/phrase.h"
#include "base/lanes.h"

static const struct {
	struct span word;
	enum label label;
} words[] = {
	{SPAN("标题"), LABEL_TITLE},
	{SPAN("標題"), LABEL_TITLE},
	{SPAN("title"), LABEL_TITLE},
	{SPAN("日期"), LABEL_DATE},
	{SPAN("发布日期"), LABEL_DATE},
	{SPAN("發布日期"), LABEL_DATE},
	{SPAN("發佈日期"), LABEL_DATE},
	{SPAN("发表日期"), LABEL_DATE},
	{SPAN("發表日期"), LABEL_DATE},
	{SPAN("时间"), LABEL_DATE},
	{SPAN("時間"), LABEL_DATE},
	{SPAN("发布时间"), LABEL_DATE},
	{SPAN("發布時間"), LABEL_DATE},
	{SPAN("發佈時間"), LABEL_DATE},
	{SPAN("发表时间"), LABEL_DATE},
	{SPAN("發表時間"), LABEL_DATE},
	{SPAN("发布于"), LABEL_DATE},
	{SPAN("發佈於"), LABEL_DATE},
	{SPAN("发表于"), LABEL_DATE},
	{SPAN("發表於"), LABEL_DATE},
	{SPAN("公開日"), LABEL_DATE},
	{SPAN("公開日時"), LABEL_DATE},
	{SPAN("掲載日"), LABEL_DATE},
	{SPAN("날짜"), LABEL_DATE},
	{SPAN("입력"), LABEL_DATE},
	{SPAN("date"), LABEL_DATE},
	{SPAN("published"), LABEL_DATE},
	{SPAN("published on"), LABEL_DATE},
	{SPAN("posted"), LABEL_DATE},
	{SPAN("posted on"), LABEL_DATE},
	{SPAN("publication date"), LABEL_DATE},
	{SPAN("作者"), LABEL_AUTHOR},
	{SPAN("文"), LABEL_AUTHOR},
	{SPAN("撰文"), LABEL_AUTHOR},
	{SPAN("撰稿"), LABEL_AUTHOR},
	{SPAN("撰稿人"), LABEL_AUTHOR},
	{SPAN("记者"), LABEL_AUTHOR},
	{SPAN("記者"), LABEL_AUTHOR},
	{SPAN("本报记者"), LABEL_AUTHOR},
	{SPAN("本報記者"), LABEL_AUTHOR},
	{SPAN("文字"), LABEL_AUTHOR},
	{SPAN("著者"), LABEL_AUTHOR},
	{SPAN("執筆"), LABEL_AUTHOR},
	{SPAN("筆者"), LABEL_AUTHOR},
	{SPAN("글"), LABEL_AUTHOR},
	{SPAN("author"), LABEL_AUTHOR},
	{SPAN("by"), LABEL_AUTHOR},
	{SPAN("byline"), LABEL_AUTHOR},
	{SPAN("writer"), LABEL_AUTHOR},
	{SPAN("text"), LABEL_AUTHOR},
	{SPAN("编辑"), LABEL_EDITOR},
	{SPAN("編輯"), LABEL_EDITOR},
	{SPAN("责任编辑"), LABEL_EDITOR},
	{SPAN("責任編輯"), LABEL_EDITOR},
	{SPAN("责编"), LABEL_EDITOR},
	{SPAN("責編"), LABEL_EDITOR},
	{SPAN("編集"), LABEL_EDITOR},
	{SPAN("editor"), LABEL_EDITOR},
	{SPAN("edited by"), LABEL_EDITOR},
	{SPAN("来源"), LABEL_SITE},
	{SPAN("來源"), LABEL_SITE},
	{SPAN("出处"), LABEL_SITE},
	{SPAN("出處"), LABEL_SITE},
	{SPAN("稿源"), LABEL_SITE},
	{SPAN("转自"), LABEL_SITE},
	{SPAN("轉自"), LABEL_SITE},
	{SPAN("转载自"), LABEL_SITE},
	{SPAN("轉載自"), LABEL_SITE},
	{SPAN("出典"), LABEL_SITE},
	{SPAN("source"), LABEL_SITE},
	{SPAN("原文"), LABEL_ADDRESS},
	{SPAN("原文地址"), LABEL_ADDRESS},
	{SPAN("原文链接"), LABEL_ADDRESS},
	{SPAN("原文連結"), LABEL_ADDRESS},
	{SPAN("原文鏈接"), LABEL_ADDRESS},
	{SPAN("原文网址"), LABEL_ADDRESS},
	{SPAN("原文網址"), LABEL_ADDRESS},
	{SPAN("链接"), LABEL_ADDRESS},
	{SPAN("連結"), LABEL_ADDRESS},
	{SPAN("鏈接"), LABEL_ADDRESS},
	{SPAN("网址"), LABEL_ADDRESS},
	{SPAN("網址"), LABEL_ADDRESS},
	{SPAN("来源链接"), LABEL_ADDRESS},
	{SPAN("來源連結"), LABEL_ADDRESS},
	{SPAN("url"), LABEL_ADDRESS},
	{SPAN("link"), LABEL_ADDRESS},
	{SPAN("original"), LABEL_ADDRESS},
	{SPAN("original link"), LABEL_ADDRESS},
	{SPAN("original url"), LABEL_ADDRESS},
	{SPAN("permalink"), LABEL_ADDRESS},
};

/* What parts a label from its value; a slash or a bar only behind words of Chinese and Japanese. */
static const struct span signs[] = {
	SPAN(":"), SPAN("："), SPAN("/"), SPAN("／"), SPAN("|"), SPAN("｜"), SPAN("丨"), SPAN("•"), SPAN("·"),
};

#define COLONS 2 /* of the signs */

/* Bytes of a person's or an outlet's name; what is longer is a sentence. A title may be of any length. */
#define LONGEST_NAME 120

/* By the first character: the first word that begins so, and for each word the next one; numbers from 1, 0: none. */
struct heads {
	uint8_t first[PHRASE_HEADS], next[G_N_ELEMENTS(words)];
};

/* A constant that is worked out once, whichever thread asks first. */
static const struct heads *known_heads(void)
{
	static const struct heads *known;
	if (g_once_init_enter(&known)) {
		struct heads *heads = g_new0(struct heads, 1);
		G_STATIC_ASSERT(G_N_ELEMENTS(words) < UINT8_MAX);
		for (size_t i = G_N_ELEMENTS(words); i-- > 0;) {
			uint8_t *first = &heads->first[phrase_head(words[i].word)];
			heads->next[i] = *first;
			*first = (uint8_t)(i + 1);
		}
		g_once_init_leave(&known, heads);
	}
	return known;
}

/* Where signs begin among sixteen bytes; two bytes more are looked at. */
static inline lanes signs_among(const char *bytes)
{
	lanes here = lanes_load(bytes), next = lanes_load(bytes + 1), third = lanes_load(bytes + 2);
	lanes narrow = lanes_equal(here, ':') | lanes_equal(here, '/') | lanes_equal(here, '|');
	lanes wide = lanes_equal(here, 0xEF) &
		     ((lanes_equal(next, 0xBC) & (lanes_equal(third, 0x9A) | lanes_equal(third, 0x8F))) |
		      (lanes_equal(next, 0xBD) & lanes_equal(third, 0x9C)));
	lanes other = (lanes_equal(here, 0xE4) & lanes_equal(next, 0xB8) & lanes_equal(third, 0xA8)) |
		      (lanes_equal(here, 0xE2) & lanes_equal(next, 0x80) & lanes_equal(third, 0xA2)) |
		      (lanes_equal(here, 0xC2) & lanes_equal(next, 0xB7));

	return narrow | wide | other;
}

/* The sign at the beginning of `s`; NULL where there is none. */
static const struct span *sign_at(struct span s, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_starts(s, signs[i]))
			return &signs[i];
	return NULL;
}

bool label_may_stand(struct span line)
{
	static const bool leads[256] = {[':'] = true,  ['/'] = true,  ['|'] = true, [0xC2] = true,
					[0xE2] = true, [0xE4] = true, [0xEF] = true}; /* first bytes of the signs */
	size_t seen = line.len > 2 ? line.len - 2 : 0, at = lanes_pass(line.at, seen, signs_among);
	if (seen - at >= LANE)
		return true;
	for (; at < line.len; at++)
		if (leads[(unsigned char)line.at[at]] && sign_at(span_from(line, at), G_N_ELEMENTS(signs)))
			return true;
	return false;
}

static bool skip_sign(struct span *rest, bool colon_only)
{
	*rest = span_trim_wide(*rest);
	const struct span *sign = sign_at(*rest, colon_only ? COLONS : G_N_ELEMENTS(signs));
	if (sign)
		*rest = span_trim_wide(span_from(*rest, sign->len));
	return sign;
}

static void skip_remark(struct span *rest)
{
	static const struct span open[] = {SPAN("（"), SPAN("(")}, close[] = {SPAN("）"), SPAN(")")};
	for (size_t i = 0; i < G_N_ELEMENTS(open); i++) {
		size_t end = span_starts(*rest, open[i]) ? span_find(*rest, close[i]) : SPAN_NONE;
		if (end != SPAN_NONE)
			*rest = span_from(*rest, end + close[i].len);
	}
}

enum label label_take(struct span *line)
{
	struct span begin = span_trim_wide(*line);
	const struct heads *heads = known_heads();
	if (!begin.len)
		return LABEL_NONE;
	for (size_t at = heads->first[phrase_head(begin)]; at > 0; at = heads->next[at - 1]) {
		size_t i = at - 1;
		struct span word = words[i].word, rest;
		bool person = words[i].label == LABEL_AUTHOR || words[i].label == LABEL_EDITOR;
		bool latin = (unsigned char)word.at[0] < 0x80;
		if (!span_starts_nocase(begin, word))
			continue;
		rest = span_from(begin, word.len);
		skip_remark(&rest);
		if (!skip_sign(&rest, latin || !person))
			continue;
		*line = rest;
		return words[i].label;
	}
	return LABEL_NONE;
}

static bool offer_date(struct fields *fields, enum origin origin, struct span value)
{
	struct date date = date_parse(value);
	if (date.precision == DATE_NONE)
		date = date_find(value);
	fields_offer_date(fields, origin, date);
	return date.precision != DATE_NONE;
}

/* The address at the beginning of `value`; it may hold CJK characters, but a blank ends it. */
static struct span first_address(struct span value)
{
	size_t at = 0;
	if (span_starts(value, SPAN("<")))
		value = span_from(value, 1);
	while (at < value.len && !strchr(" \t\n<>\"", value.at[at]))
		at++;
	return span_cut(value, 0, at);
}

bool label_offer(struct fields *fields, enum label label, enum origin origin, struct span value)
{
	static const enum field field_of[] = {
		[LABEL_TITLE] = FIELD_TITLE, [LABEL_AUTHOR] = FIELD_AUTHOR, [LABEL_EDITOR] = FIELD_EDITOR,
		[LABEL_SITE] = FIELD_SITE,   [LABEL_ADDRESS] = FIELD_URL,
	};
	struct span address = first_address(value);
	if (label == LABEL_NONE || !value.len)
		return false;
	if (label == LABEL_DATE)
		return offer_date(fields, origin, value);
	if ((label == LABEL_SITE || label == LABEL_ADDRESS) && address_is_web(address)) {
		fields_offer(fields, FIELD_URL, origin, address);
		return true;
	}
	if (label == LABEL_ADDRESS || (label != LABEL_TITLE && value.len > LONGEST_NAME) ||
	    span_find(value, SPAN("](")) != SPAN_NONE || span_find(value, SPAN("。")) != SPAN_NONE)
		return false;
	fields_offer(fields, field_of[label], origin, value);
	return true;
}
