/* SPDX-License-Identifier: MIT */
/*
 * Nearly every byte of an article is copied as it is, so one table tells which bytes need a look. A lead byte that may
 * begin something special is looked at together with its second and third byte before the run is given up.
 */
#include "article/clean.h"

#include <stdbool.h>
#include <string.h>

#include "base/lanes.h"
#include "text/utf8.h"

enum byte_class { PLAIN, WHITE, LOOK };

/*
 * PLAIN by default. Leads: C2 (C1, no-break space, soft hyphen), D8 (U+061C), E1 (U+1680), E2 (U+2000 ff.), E3
 * (U+3000), EF, F0 to F4.
 */
static const uint8_t classes[256] = {
	[0x00 ... 0x08] = LOOK, [0x09 ... 0x0D] = WHITE, [0x0E ... 0x1F] = LOOK, [0x20] = WHITE,         [0x7F] = LOOK,
	[0xC2] = LOOK,          [0xD8] = LOOK,           [0xE1 ... 0xE3] = LOOK, [0xEF ... 0xF4] = LOOK,
};

/* U+00A0 to U+00FF but the no-break space and the soft hyphen; U+1100 ff. but U+1680; and so on, lead by lead. */
static bool looks_plain(const unsigned char *p)
{
	switch (p[0]) {
	case 0xC2:
		return p[1] > 0xA0 && p[1] != 0xAD;
	case 0xD8:
		return p[1] != 0x9C;
	case 0xE1:
		return p[1] != 0x9A;
	case 0xE2:
		return p[1] > 0x81 || (p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xA7) || (p[1] == 0x80 && p[2] > 0xAF);
	case 0xE3:
		return p[1] != 0x80 || p[2] != 0x80;
	case 0xEF:
		return p[1] < 0xB7 || (p[1] >= 0xBC && p[1] < 0xBF) || (p[1] == 0xBF && p[2] < 0xB9);
	case 0xF0:
		return p[1] < 0xBF && ((p[1] & 0x0F) != 0x0F || p[2] != 0xBF);
	default:
		return false;
	}
}

static size_t sequence_len(unsigned char lead)
{
	return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Whether what is not PLAIN at `at`, in a run that began at `from`, is copied as it is all the same. */
static bool is_plain(struct span text, size_t from, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.at;
	if (p[at] == ' ')
		return at > from && text.len - at > 1 && classes[p[at + 1]] == PLAIN;
	return p[at] >= 0x80 && text.len - at >= sequence_len(p[at]) && looks_plain(p + at);
}

/*
 * A bit for each of the sixteen bytes that is not PLAIN by itself, but for what texts are full of: U+3001 to U+3FFF and
 * U+FF00 to U+FF3F, and a space before a visible character of ASCII. Two bytes more are looked at.
 */
static unsigned doubtful(const char *bytes)
{
	lanes here = lanes_load(bytes), next = lanes_load(bytes + 1), third = lanes_load(bytes + 2);
	lanes blank = lanes_equal(here, 0xE3) & lanes_equal(next, 0x80) & lanes_equal(third, 0x80);
	lanes high = lanes_within(here, 0xEF, 0xF4) & ~(lanes_equal(here, 0xEF) & lanes_equal(next, 0xBC));
	lanes parting = lanes_equal(here, ' ') & lanes_within(next, '!', '~');
	return lanes_bits(((lanes)(here <= ' ') & ~parting) | lanes_equal(here, 0x7F) | lanes_equal(here, 0xC2) |
			  lanes_equal(here, 0xD8) | lanes_within(here, 0xE1, 0xE2) | blank | high);
}

size_t clean_plain(struct span text, size_t at)
{
	size_t from = at;
	if (at < text.len && classes[(unsigned char)text.at[at]] == WHITE)
		return at;
	for (; text.len - at >= LANE + 2; at += LANE) {
		for (unsigned bits = doubtful(text.at + at); bits; bits &= bits - 1) {
			size_t doubt = at + (size_t)__builtin_ctz(bits);
			if (!is_plain(text, from, doubt))
				return doubt;
		}
	}
	while (at < text.len && (classes[(unsigned char)text.at[at]] == PLAIN || is_plain(text, from, at)))
		at++;
	return at;
}

/* Several blanks inside a line part words; at the ends of what the parser gave they only indent a tag. */
static enum clean take_white(struct span text, size_t *at)
{
	size_t from = *at;
	bool line = false;
	while (*at < text.len && classes[(unsigned char)text.at[*at]] == WHITE) {
		line |= text.at[*at] == '\n';
		*at += 1;
	}
	bool beside_tag = from == 0 || *at == text.len;
	return line || (beside_tag && *at - from > 1) ? CLEAN_INDENT : CLEAN_SPACE;
}

/* What CP1252 shows for the bytes 80 to 9F; 0: nothing. */
static const uint16_t cp1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

enum clean clean_special(struct span text, size_t *at, uint32_t *code)
{
	if (classes[(unsigned char)text.at[*at]] == WHITE)
		return take_white(text, at);
	*code = utf8_next(text, at);
	if (*code >= 0x80 && *code < 0xA0) {
		*code = cp1252[*code - 0x80];
		return *code ? CLEAN_CHARACTER : CLEAN_NOTHING;
	}
	if (*code == 0x3000)
		return CLEAN_WIDE;
	if (*code == 0x2028 || *code == 0x2029)
		return CLEAN_LINE;
	if (*code == 0xAD || *code == 0x200B || *code == 0x2060 || code_is_control(*code))
		return CLEAN_NOTHING;
	return code_is_space(*code) ? CLEAN_SPACE : CLEAN_CHARACTER;
}

struct span clean_line(struct arena *arena, struct span text)
{
	char *out = arena_alloc(arena, 2 * text.len + 4); /* a C1 control may become one byte longer */
	size_t len = 0, at = 0;
	bool space = false;
	while (at < text.len) {
		size_t from = at;
		uint32_t code = 0;
		at = clean_plain(text, at);
		enum clean clean = at > from ? CLEAN_CHARACTER : clean_special(text, &at, &code);
		if (clean == CLEAN_NOTHING)
			continue;
		if (clean != CLEAN_CHARACTER) {
			space = len > 0;
			continue;
		}
		if (space)
			out[len++] = ' ';
		space = false;
		if (code != 0) {
			len += utf8_put(out + len, code);
		} else {
			memcpy(out + len, text.at + from, at - from);
			len += at - from;
		}
	}
	return len > 0 ? (struct span){out, len} : (struct span){NULL, 0};
}
