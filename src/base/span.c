/* SPDX-License-Identifier: MIT */
/*
 * Spans: comparing, searching and cutting borrowed runs of bytes. Nothing here allocates but span_dup(); every offset
 * is in bytes. White space is ASCII's but where a name says "wide".
 */
#include "base/span.h"

#include <glib.h>
#include <string.h>

static char small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool span_equal_nocase(struct span a, struct span b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (a.at[i] != b.at[i] && small(a.at[i]) != small(b.at[i]))
			return false;
	return true;
}

int span_compare(struct span a, struct span b)
{
	size_t common = a.len < b.len ? a.len : b.len;
	int order = common ? memcmp(a.at, b.at, common) : 0;
	return order ? order : (a.len > b.len) - (a.len < b.len);
}

bool span_starts_nocase(struct span s, struct span prefix)
{
	if (s.len >= prefix.len && prefix.len > 0 && small(s.at[0]) != small(prefix.at[0]))
		return false;
	return s.len >= prefix.len && span_equal_nocase(span_cut(s, 0, prefix.len), prefix);
}

/*
 * By one byte of a short needle, which memchr() finds many times faster than memmem() all of it: the first one, or
 * where a CJK character ends it the last one, for first bytes of those are all over the text, and blanks before them,
 * too.
 */
static const char *find_by_byte(struct span s, struct span needle)
{
	size_t last = needle.len - 1, key = (unsigned char)needle.at[last] < 0x80 ? 0 : last;
	const char *at = s.at + key, *end = s.at + s.len - (last - key);
	while (at < end && (at = memchr(at, needle.at[key], (size_t)(end - at)))) {
		const char *from = at - key;
		if (from[0] == needle.at[0] && from[last] == needle.at[last] && memcmp(from, needle.at, last) == 0)
			return from;
		at++;
	}
	return NULL;
}

size_t span_find_any(struct span s, struct span needle)
{
	const size_t few = 16; /* bytes of a needle that may be compared at every byte */
	if (needle.len == 0)
		return 0;
	if (s.len < needle.len)
		return SPAN_NONE;
	const char *hit = needle.len <= few ? find_by_byte(s, needle) : memmem(s.at, s.len, needle.at, needle.len);
	return hit ? (size_t)(hit - s.at) : SPAN_NONE;
}

/* Where `byte` comes next from `at` on; `end` where it does not. */
static const char *next_byte(const char *at, const char *end, char byte)
{
	const char *hit = at < end ? memchr(at, byte, (size_t)(end - at)) : NULL;
	return hit ? hit : end;
}

size_t span_find_nocase(struct span s, struct span needle)
{
	if (needle.len == 0)
		return 0;
	if (s.len < needle.len)
		return SPAN_NONE;
	char first = small(needle.at[0]), large = g_ascii_toupper(first);
	const char *end = s.at + s.len - needle.len + 1;
	const char *a = next_byte(s.at, end, first), *b = large == first ? end : next_byte(s.at, end, large);
	while (a < end || b < end) {
		const char *at = MIN(a, b);
		if (span_equal_nocase((struct span){at, needle.len}, needle))
			return (size_t)(at - s.at);
		if (at == a)
			a = next_byte(at + 1, end, first);
		else
			b = next_byte(at + 1, end, large);
	}
	return SPAN_NONE;
}

/* By what stands in no text but before an address: letters of "http" are everywhere. */
size_t span_find_web(struct span s)
{
	for (size_t at = 0, sign; (sign = span_find(span_from(s, at), SPAN("://"))) != SPAN_NONE; at += strlen("://")) {
		at += sign;
		struct span before = span_cut(s, 0, at);
		if (span_ends(before, SPAN("http")))
			return at - strlen("http");
		if (span_ends(before, SPAN("https")))
			return at - strlen("https");
	}
	return SPAN_NONE;
}

uint64_t span_beginning(struct span s)
{
	uint64_t number = 0;
	for (size_t i = 0; i < sizeof(number); i++)
		number = number << 8 | (i < s.len ? (unsigned char)s.at[i] : 0);
	return number;
}

size_t span_find_last(struct span s, struct span needle)
{
	if (needle.len == 0 || needle.len > s.len)
		return needle.len == 0 ? s.len : SPAN_NONE;
	for (size_t end = s.len - needle.len + 1; end > 0;) {
		const char *hit = memrchr(s.at, needle.at[0], end);
		if (!hit)
			break;
		end = (size_t)(hit - s.at);
		if (memcmp(hit, needle.at, needle.len) == 0)
			return end;
	}
	return SPAN_NONE;
}

static bool is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span span_trim(struct span s)
{
	for (; s.len > 0 && is_space(s.at[0]); s.at++)
		s.len--;
	while (s.len > 0 && is_space(s.at[s.len - 1]))
		s.len--;
	return s;
}

bool span_is_blank(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!is_space(s.at[i]))
			return false;
	return true;
}

/* Bytes of the white space beyond ASCII that `p` begins with, of which `left` may be read; 0 where there is none. */
static size_t wide_space(const char *p, size_t left)
{
	if (left < 2 || (unsigned char)p[0] < 0xC2)
		return 0;
	unsigned char second = (unsigned char)p[1], third = left > 2 ? (unsigned char)p[2] : 0;
	switch ((unsigned char)p[0]) {
	case 0xC2: /* U+0085, U+00A0 */
		return second == 0x85 || second == 0xA0 ? 2 : 0;
	case 0xE1: /* U+1680 */
		return second == 0x9A && third == 0x80 ? 3 : 0;
	case 0xE2: /* U+2000 to U+200B, U+2028, U+2029, U+202F, U+205F */
		if (second == 0x81)
			return third == 0x9F ? 3 : 0;
		return second == 0x80 && ((third >= 0x80 && third <= 0x8B) || third == 0xA8 || third == 0xA9 ||
		                          third == 0xAF)
		               ? 3
		               : 0;
	case 0xE3: /* U+3000 */
		return second == 0x80 && third == 0x80 ? 3 : 0;
	case 0xEF: /* U+FEFF */
		return second == 0xBB && third == 0xBF ? 3 : 0;
	default:
		return 0;
	}
}

/* Bytes of the white space that `s` begins with, of ASCII or beyond; 0 where there is none. */
static size_t first_space(struct span s)
{
	if (s.len == 0 || (unsigned char)s.at[0] < 0x80)
		return s.len > 0 && is_space(s.at[0]);
	return wide_space(s.at, s.len);
}

/* The same for what it ends with. */
static size_t last_space(struct span s)
{
	if (s.len == 0 || (unsigned char)s.at[s.len - 1] < 0x80)
		return s.len > 0 && is_space(s.at[s.len - 1]);
	if (s.len >= 3 && wide_space(s.at + s.len - 3, 3) == 3)
		return 3;
	return s.len >= 2 && wide_space(s.at + s.len - 2, 2) == 2 ? 2 : 0;
}

struct span span_trim_wide(struct span s)
{
	for (size_t space; (space = first_space(s)) > 0; s.at += space)
		s.len -= space;
	for (size_t space; (space = last_space(s)) > 0;) {
		s.len -= space;
		while (s.len > 0 && is_space(s.at[s.len - 1])) /* most are one byte, and there may be very many */
			s.len--;
	}
	return s;
}

bool span_line(struct span *rest, struct span *line)
{
	if (rest->len == 0)
		return false;
	const char *feed = memchr(rest->at, '\n', rest->len), *end = rest->at + rest->len;
	size_t len = (size_t)((feed ? feed : end) - rest->at);
	*line = (struct span){rest->at, len - (len > 0 && rest->at[len - 1] == '\r')};
	rest->at = feed ? feed + 1 : end;
	rest->len = (size_t)(end - rest->at);
	return true;
}

char *span_dup(struct span s)
{
	return g_strndup(s.at ? s.at : "", s.len);
}
