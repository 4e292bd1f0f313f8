/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing beyond U+10FFFF. A byte that begins no valid
 * sequence stands for itself alone, so going forward and going backward cut a text at the same places. Validation is
 * the first thing that happens to every file: it takes ASCII eight bytes and CJK two or five characters at a time.
 */
#include "text/utf8.h"

#include <string.h>

#include "base/lanes.h"

struct range {
	uint32_t first, last;
};

/* Lead bytes E0 and F0 bar overlong forms, ED bars surrogates, F4 what lies beyond U+10FFFF: all in the second byte. */
static bool second_fits(unsigned char lead, unsigned char second)
{
	unsigned char least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
	unsigned char most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
	return second >= least && second <= most;
}

/* Bytes of the valid sequence at `p`, of which `left` (above 0) bytes may be read; 0 where there is none. */
static size_t sequence(const char *p, size_t left)
{
	unsigned char lead = (unsigned char)p[0];
	if (lead < 0x80)
		return 1;
	if (lead < 0xC2 || lead > 0xF4)
		return 0;
	size_t len = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
	if (left < len || !second_fits(lead, (unsigned char)p[1]))
		return 0;
	for (size_t i = 2; i < len; i++)
		if (!utf8_is_tail(p[i]))
			return 0;
	return len;
}

static uint32_t six_bits(char byte)
{
	return (unsigned char)byte & 0x3Fu;
}

uint32_t utf8_next_rare(struct span s, size_t *at)
{
	const char *p = s.at + *at;
	unsigned char lead = (unsigned char)p[0];
	size_t len = sequence(p, s.len - *at);
	*at += len ? len : 1;
	switch (len) {
	case 2:
		return (lead & 0x1Fu) << 6 | six_bits(p[1]);
	case 3:
		return (lead & 0x0Fu) << 12 | six_bits(p[1]) << 6 | six_bits(p[2]);
	case 4:
		return (lead & 0x07u) << 18 | six_bits(p[1]) << 12 | six_bits(p[2]) << 6 | six_bits(p[3]);
	default:
		return UTF8_REPLACEMENT;
	}
}

uint32_t utf8_previous(struct span s, size_t *at)
{
	size_t from = *at - 1;
	if ((unsigned char)s.at[from] < 0x80) {
		*at = from;
		return (unsigned char)s.at[from];
	}
	const unsigned char *three = (const unsigned char *)s.at + *at - 3;
	if (*at >= 3 && utf8_is_plain_three(three)) {
		*at -= 3;
		return utf8_three(three);
	}
	while (from > 0 && *at - from < 4 && utf8_is_tail(s.at[from]))
		from--;
	size_t end = from;
	uint32_t code = utf8_next(span_cut(s, 0, *at), &end);
	if (end == *at) {
		*at = from;
		return code;
	}
	*at -= 1;
	return UTF8_REPLACEMENT;
}

__attribute__((hot))
size_t utf8_put(char out[4], uint32_t code)
{
	if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
		code = UTF8_REPLACEMENT;
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	size_t len = code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	for (size_t i = len; --i > 0; code >>= 6)
		out[i] = (char)(0x80 | (code & 0x3F));
	out[0] = (char)(0xF00u >> len | code); /* 110, 1110 or 11110 above what is left of the code */
	return len;
}

__attribute__((hot))
void utf8_append(GString *out, uint32_t code)
{
	char bytes[4];
	g_string_append_len(out, bytes, (gssize)utf8_put(bytes, code));
}

__attribute__((hot))
void utf8_append_number(GString *out, size_t number)
{
	char digits[24];
	size_t at = sizeof(digits);
	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	g_string_append_len(out, digits + at, (gssize)(sizeof(digits) - at));
}

static uint64_t load64(const char *p)
{
	uint64_t word;
	memcpy(&word, p, sizeof word);
	return GUINT64_FROM_LE(word);
}

/* From `at` over bytes below 80, by words of eight as far as these reach; the highest bits tell where they end. */
static size_t skip_ascii(struct span s, size_t at)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	for (; s.len - at >= 8; at += 8) {
		uint64_t beyond = load64(s.at + at) & high;
		if (beyond != 0)
			return at + (size_t)__builtin_ctzll(beyond) / 8;
	}
	while (at < s.len && (unsigned char)s.at[at] < 0x80)
		at++;
	return at;
}

/*
 * Whether the three lowest bytes of `word` are a valid sequence of three: the marks of lead and tails are right, and
 * bit 5 of the second byte is set after the lead E0 (no overlong form) and clear after ED (no surrogate).
 */
static bool is_triple(uint64_t word)
{
	uint64_t decisive = word & 0x200F;
	return (word & 0xC0C0F0) == 0x8080E0 && decisive != 0 && decisive != 0x200D;
}

/* From `at` over rows of five sequences of three bytes, as long as none begins with E0 or ED. */
static size_t skip_rows(struct span s, size_t at)
{
	const lanes marks = {
		0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0xF0, 0xC0, 0xC0, 0,
	};
	const lanes row = {
		0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0xE0, 0x80, 0x80, 0,
	};
	for (; s.len - at >= LANE; at += LANE - 1) {
		lanes here = lanes_load(s.at + at);
		lanes other = (lanes)((here & marks) != row) | lanes_equal(here, 0xE0) | lanes_equal(here, 0xED);
		if (lanes_bits(other) & 0x7FFF)
			break;
	}
	return at;
}

/* From `at` over sequences of three bytes, two at a time, as far as eight bytes can be read. */
static size_t skip_triples(struct span s, size_t at)
{
	at = skip_rows(s, at);
	while (s.len - at >= 8) {
		uint64_t word = load64(s.at + at);
		if (!is_triple(word))
			break;
		if (!is_triple(word >> 24))
			return at + 3;
		at += 6;
	}
	return at;
}

size_t utf8_valid(struct span s)
{
	size_t at = 0, len = 1;
	while (at < s.len && len > 0) {
		size_t from = at;
		at = skip_triples(s, skip_ascii(s, at));
		if (at == from)
			at += len = sequence(s.at + at, s.len - at);
	}
	return at;
}

size_t utf8_repair(struct span s, GString *out)
{
	size_t bad = 0;
	for (size_t at = 0; at < s.len; at++) {
		size_t good = utf8_valid(span_from(s, at));
		if (good > 0)
			g_string_append_len(out, s.at + at, (gssize)good);
		at += good;
		if (at == s.len)
			break;
		utf8_append(out, UTF8_REPLACEMENT);
		bad++;
	}
	return bad;
}

size_t utf8_length(struct span s)
{
	size_t count = 0;
	for (size_t at = 0; at < s.len; at++) {
		size_t end = at + utf8_valid(span_from(s, at));
		for (; at < end; at++)
			count += !utf8_is_tail(s.at[at]);
		count += at < s.len; /* the bad byte that ended the valid run */
	}
	return count;
}

static bool has_ascii_digit(struct span s)
{
	size_t at = 0;
	for (; s.len - at >= LANE; at += LANE)
		if (lanes_bits(lanes_within(lanes_load(s.at + at), '0', '9')))
			return true;
	for (; at < s.len; at++)
		if ((uint8_t)(s.at[at] - '0') < 10)
			return true;
	return false;
}

bool utf8_has_digit(struct span s)
{
	if (has_ascii_digit(s))
		return true;
	for (size_t at; (at = span_find(s, SPAN("\xEF"))) != SPAN_NONE; s = span_from(s, at)) {
		uint32_t code = utf8_next(s, &at);
		if (code >= 0xFF10 && code <= 0xFF19)
			return true;
	}
	return false;
}

/* Whether one of the `count` ranges, in ascending order, holds `code`. */
static bool in_ranges(const struct range *ranges, size_t count, uint32_t code)
{
	size_t low = 0;
	while (low < count) {
		size_t middle = low + (count - low) / 2;
		if (code > ranges[middle].last)
			low = middle + 1;
		else if (code < ranges[middle].first)
			count = middle;
		else
			return true;
	}
	return false;
}

#define IN_RANGES(ranges, code) in_ranges(ranges, G_N_ELEMENTS(ranges), code)

bool code_is_cjk(uint32_t code)
{
	static const struct range ranges[] = {
		{0x2E80, 0x2FDF},   /* radicals */
		{0x2FF0, 0x312F},   /* description marks, punctuation, kana, bopomofo */
		{0x3190, 0x31FF},   /* kanbun, bopomofo, strokes, small kana */
		{0x3220, 0x325F},   /* in brackets and circles, but the Hangul ones */
		{0x327F, 0x9FFF},   /* more of them, units, Extension A, hexagrams, URO */
		{0xF900, 0xFAFF},   /* compatibility ideographs */
		{0xFE10, 0xFE1F},   /* vertical punctuation */
		{0xFE30, 0xFE6F},   /* vertical and small forms */
		{0xFF01, 0xFF9F},   /* full width, half-width kana */
		{0xFFE0, 0xFFE6},   /* full-width signs */
		{0x16FE0, 0x16FFF}, /* marks of Old Chinese texts */
		{0x1AFF0, 0x1B16F}, /* old kana */
		{0x1F200, 0x1F2FF}, /* in squares */
		{0x20000, 0x3FFFD}, /* the ideographic planes */
	};
	return code >= 0x2E80 && IN_RANGES(ranges, code);
}

bool code_is_han(uint32_t code)
{
	return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) || code == 0x3005 ||
	       code == 0x3007 || (code >= 0xF900 && code <= 0xFAFF) || (code >= 0x20000 && code <= 0x3FFFD);
}

bool code_is_kana(uint32_t code)
{
	static const struct range ranges[] = {
		{0x3041, 0x3096}, {0x3099, 0x309F}, {0x30A1, 0x30FA},   {0x30FC, 0x30FF},
		{0x31F0, 0x31FF}, {0xFF66, 0xFF9F}, {0x1AFF0, 0x1B16F},
	};
	return code >= 0x3041 && IN_RANGES(ranges, code);
}

bool code_is_hangul(uint32_t code)
{
	static const struct range ranges[] = {
		{0x1100, 0x11FF}, {0x302E, 0x302F}, {0x3131, 0x318E}, {0x3200, 0x321E}, {0x3260, 0x327E},
		{0xA960, 0xA97F}, {0xAC00, 0xD7A3}, {0xD7B0, 0xD7FF}, {0xFFA0, 0xFFDC},
	};
	return code >= 0x1100 && IN_RANGES(ranges, code);
}

bool code_is_space(uint32_t code)
{
	static const struct range ranges[] = {
		{0x85, 0x85},     {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200B}, {0x2028, 0x2029},
		{0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF},
	};
	if (code < 0x85)
		return code == ' ' || (code >= '\t' && code <= '\r');
	return (code <= 0x3000 || code == 0xFEFF) && IN_RANGES(ranges, code);
}

bool code_is_control(uint32_t code)
{
	static const struct range ranges[] = {
		{0x7F, 0x9F},     {0x61C, 0x61C},   {0x200E, 0x200F}, {0x202A, 0x202E},   {0x2066, 0x206F},
		{0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE007F},
	};
	if (code < 0x20)
		return code != '\t' && code != '\n';
	if (code < 0x7F || (code >= 0x3000 && code < 0xFDD0))
		return false;
	return (code & 0xFFFE) == 0xFFFE || code > 0x10FFFF || IN_RANGES(ranges, code);
}
