/* SPDX-License-Identifier: MIT */
/*
 * Spans: comparing, searching and cutting borrowed runs of bytes. Nothing here allocates but span_dup(); every offset is
 * in bytes. White space is ASCII's but where a name says "wide".
 */
#include "base/span.h"

#include <glib.h>
#include <string.h>

struct span span_of(const char *string)
{
	return (struct span){string, string ? strlen(string) : 0};
}

struct span span_cut(struct span s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct span){s.at ? s.at + from : NULL, to - from};
}

struct span span_from(struct span s, size_t from)
{
	return span_cut(s, from, s.len);
}

bool span_equal(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool span_equal_nocase(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || g_ascii_strncasecmp(a.at, b.at, a.len) == 0);
}

int span_compare(struct span a, struct span b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.at, b.at, common) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool span_starts(struct span s, struct span prefix)
{
	return s.len >= prefix.len && span_equal(span_cut(s, 0, prefix.len), prefix);
}

bool span_starts_nocase(struct span s, struct span prefix)
{
	return s.len >= prefix.len && span_equal_nocase(span_cut(s, 0, prefix.len), prefix);
}

bool span_ends(struct span s, struct span suffix)
{
	return s.len >= suffix.len && span_equal(span_from(s, s.len - suffix.len), suffix);
}

size_t span_find(struct span s, struct span needle)
{
	if (needle.len == 0)
		return 0;
	if (s.len == 0)
		return SPAN_NONE;
	const char *hit = memmem(s.at, s.len, needle.at, needle.len);
	return hit ? (size_t)(hit - s.at) : SPAN_NONE;
}

size_t span_find_nocase(struct span s, struct span needle)
{
	for (size_t at = 0; at + needle.len <= s.len; at++)
		if (span_equal_nocase(span_cut(s, at, at + needle.len), needle))
			return at;
	return SPAN_NONE;
}

size_t span_find_last(struct span s, struct span needle)
{
	if (needle.len > s.len)
		return SPAN_NONE;
	for (size_t at = s.len - needle.len + 1; at-- > 0;)
		if (span_equal(span_cut(s, at, at + needle.len), needle))
			return at;
	return SPAN_NONE;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span span_trim(struct span s)
{
	size_t from = 0;
	size_t to = s.len;
	while (from < to && is_space(s.at[from]))
		from++;
	while (to > from && is_space(s.at[to - 1]))
		to--;
	return span_cut(s, from, to);
}

/* UTF-8 of the white space beyond ASCII, U+0085 and U+00A0 to U+FEFF; U+2000 to U+200B differ in the last byte alone. */
static const struct span wide_spaces[] = {
	SPAN("\xC2\x85"),     SPAN("\xC2\xA0"),     SPAN("\xE1\x9A\x80"), SPAN("\xE2\x80\x80"), SPAN("\xE2\x80\x81"),
	SPAN("\xE2\x80\x82"), SPAN("\xE2\x80\x83"), SPAN("\xE2\x80\x84"), SPAN("\xE2\x80\x85"), SPAN("\xE2\x80\x86"),
	SPAN("\xE2\x80\x87"), SPAN("\xE2\x80\x88"), SPAN("\xE2\x80\x89"), SPAN("\xE2\x80\x8A"), SPAN("\xE2\x80\x8B"),
	SPAN("\xE2\x80\xA8"), SPAN("\xE2\x80\xA9"), SPAN("\xE2\x80\xAF"), SPAN("\xE2\x81\x9F"), SPAN("\xE3\x80\x80"),
	SPAN("\xEF\xBB\xBF"),
};

/* Bytes of the wide space that begins (or, with `at_end`, ends) `s`; 0 where none does. */
static size_t wide_space(struct span s, bool at_end)
{
	for (size_t i = 0; i < G_N_ELEMENTS(wide_spaces); i++)
		if (at_end ? span_ends(s, wide_spaces[i]) : span_starts(s, wide_spaces[i]))
			return wide_spaces[i].len;
	return 0;
}

struct span span_trim_wide(struct span s)
{
	for (;;) {
		s = span_trim(s);
		size_t head = wide_space(s, false);
		s = span_from(s, head);
		size_t tail = wide_space(s, true);
		s = span_cut(s, 0, s.len - tail);
		if (head == 0 && tail == 0)
			return s;
	}
}

bool span_line(struct span *rest, struct span *line)
{
	if (rest->len == 0)
		return false;
	const char *end = memchr(rest->at, '\n', rest->len);
	size_t len = end ? (size_t)(end - rest->at) : rest->len;
	*line = span_cut(*rest, 0, len);
	*rest = span_from(*rest, end ? len + 1 : len);
	if (line->len > 0 && line->at[line->len - 1] == '\r')
		line->len--;
	return true;
}

char *span_dup(struct span s)
{
	return g_strndup(s.at ? s.at : "", s.len);
}
