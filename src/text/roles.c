/* SPDX-License-Identifier: MIT */
/*
 * Which character plays which part in line breaking. The lists are clreq's (section on prohibition rules for line start
 * and line end) and jlreq's character classes cl-01 to cl-12, joined with the classes that UAX #14 gives them.
 */
#include "text/roles.h"

#include <glib.h>
#include <unictype.h>

#include "text/utf8.h"

struct part {
	uint32_t first, last;
	enum role role; /* of a range of pairs: the first of each pair opens, the second closes */
	bool pairs;
};

/* clang-format off */
#define ONE(code, role) {code, code, role, false}
#define PAIRS(first, last) {first, last, ROLE_OPEN, true}

/* Sorted. What is in no row: letters, Hangul, or no role. */
static const struct part parts[] = {
	ONE(0x85, ROLE_LINE),
	ONE(0xA2, ROLE_POSTFIX),
	{0xA3, 0xA5, ROLE_PREFIX, false},
	ONE(0xAB, ROLE_QUOTE_OPEN),
	ONE(0xAD, ROLE_SOFT),
	ONE(0xB0, ROLE_POSTFIX),
	ONE(0xB1, ROLE_PREFIX),
	ONE(0xB7, ROLE_MIDDLE),
	ONE(0xBB, ROLE_QUOTE_CLOSE),
	ONE(0x1680, ROLE_SPACE),
	{0x2000, 0x2006, ROLE_SPACE, false},
	{0x2008, 0x200A, ROLE_SPACE, false},
	ONE(0x2010, ROLE_HYPHEN),
	ONE(0x2013, ROLE_LINK),
	{0x2014, 0x2015, ROLE_DASH, false},
	ONE(0x2018, ROLE_QUOTE_OPEN),
	ONE(0x2019, ROLE_QUOTE_CLOSE),
	{0x201A, 0x201C, ROLE_QUOTE_OPEN, false},
	ONE(0x201D, ROLE_QUOTE_CLOSE),
	{0x201E, 0x201F, ROLE_QUOTE_OPEN, false},
	ONE(0x2022, ROLE_BULLET),
	{0x2024, 0x2026, ROLE_DOTS, false},
	ONE(0x2027, ROLE_MIDDLE),
	{0x2028, 0x2029, ROLE_LINE, false},
	{0x2030, 0x2037, ROLE_POSTFIX, false},
	ONE(0x2039, ROLE_QUOTE_OPEN),
	ONE(0x203A, ROLE_QUOTE_CLOSE),
	{0x203C, 0x203D, ROLE_PAUSE, false},
	{0x2047, 0x2049, ROLE_PAUSE, false},
	ONE(0x205F, ROLE_SPACE),
	{0x20A0, 0x20CF, ROLE_PREFIX, false},
	ONE(0x2103, ROLE_POSTFIX),
	ONE(0x2109, ROLE_POSTFIX),
	ONE(0x2116, ROLE_PREFIX),
	ONE(0x22EF, ROLE_DOTS),
	PAIRS(0x2329, 0x232A),
	ONE(0x2500, ROLE_DASH),
	PAIRS(0x2985, 0x2986),
	{0x2E3A, 0x2E3B, ROLE_DASH, false},
	{0x2E80, 0x2FDF, ROLE_HAN, false},
	ONE(0x3000, ROLE_SPACE),
	{0x3001, 0x3002, ROLE_PAUSE, false},
	{0x3003, 0x3004, ROLE_HAN, false},
	ONE(0x3005, ROLE_REPEAT),
	{0x3006, 0x3007, ROLE_HAN, false},
	PAIRS(0x3008, 0x3011),
	{0x3012, 0x3013, ROLE_HAN, false},
	PAIRS(0x3014, 0x301B),
	ONE(0x301C, ROLE_LINK),
	ONE(0x301D, ROLE_OPEN),
	{0x301E, 0x301F, ROLE_CLOSE, false},
	{0x3020, 0x303A, ROLE_HAN, false},
	ONE(0x303B, ROLE_REPEAT),
	{0x303C, 0x3040, ROLE_HAN, false},
	ONE(0x3041, ROLE_SMALL), ONE(0x3042, ROLE_HAN),
	ONE(0x3043, ROLE_SMALL), ONE(0x3044, ROLE_HAN),
	ONE(0x3045, ROLE_SMALL), ONE(0x3046, ROLE_HAN),
	ONE(0x3047, ROLE_SMALL), ONE(0x3048, ROLE_HAN),
	ONE(0x3049, ROLE_SMALL), {0x304A, 0x3062, ROLE_HAN, false},
	ONE(0x3063, ROLE_SMALL), {0x3064, 0x3082, ROLE_HAN, false},
	ONE(0x3083, ROLE_SMALL), ONE(0x3084, ROLE_HAN),
	ONE(0x3085, ROLE_SMALL), ONE(0x3086, ROLE_HAN),
	ONE(0x3087, ROLE_SMALL), {0x3088, 0x308D, ROLE_HAN, false},
	ONE(0x308E, ROLE_SMALL), {0x308F, 0x3094, ROLE_HAN, false},
	{0x3095, 0x3096, ROLE_SMALL, false},
	{0x309B, 0x309E, ROLE_REPEAT, false},
	ONE(0x309F, ROLE_HAN),
	ONE(0x30A0, ROLE_LINK),
	ONE(0x30A1, ROLE_SMALL), ONE(0x30A2, ROLE_HAN),
	ONE(0x30A3, ROLE_SMALL), ONE(0x30A4, ROLE_HAN),
	ONE(0x30A5, ROLE_SMALL), ONE(0x30A6, ROLE_HAN),
	ONE(0x30A7, ROLE_SMALL), ONE(0x30A8, ROLE_HAN),
	ONE(0x30A9, ROLE_SMALL), {0x30AA, 0x30C2, ROLE_HAN, false},
	ONE(0x30C3, ROLE_SMALL), {0x30C4, 0x30E2, ROLE_HAN, false},
	ONE(0x30E3, ROLE_SMALL), ONE(0x30E4, ROLE_HAN),
	ONE(0x30E5, ROLE_SMALL), ONE(0x30E6, ROLE_HAN),
	ONE(0x30E7, ROLE_SMALL), {0x30E8, 0x30ED, ROLE_HAN, false},
	ONE(0x30EE, ROLE_SMALL), {0x30EF, 0x30F4, ROLE_HAN, false},
	{0x30F5, 0x30F6, ROLE_SMALL, false},
	{0x30F7, 0x30FA, ROLE_HAN, false},
	ONE(0x30FB, ROLE_MIDDLE),
	ONE(0x30FC, ROLE_SMALL),
	{0x30FD, 0x30FE, ROLE_REPEAT, false},
	{0x30FF, 0x312F, ROLE_HAN, false},
	{0x3190, 0x31EF, ROLE_HAN, false},
	{0x31F0, 0x31FF, ROLE_SMALL, false},
	{0x3220, 0x325F, ROLE_HAN, false},
	{0x327F, 0x32FF, ROLE_HAN, false},
	{0x3300, 0x3357, ROLE_UNIT, false},
	{0x3358, 0x3370, ROLE_HAN, false},
	{0x3371, 0x33DF, ROLE_UNIT, false},
	{0x33E0, 0x33FE, ROLE_HAN, false},
	ONE(0x33FF, ROLE_UNIT),
	{0x3400, 0xA4CF, ROLE_HAN, false},
	{0xF900, 0xFAFF, ROLE_HAN, false},
	{0xFE10, 0xFE16, ROLE_PAUSE, false},
	PAIRS(0xFE17, 0xFE18),
	ONE(0xFE19, ROLE_DOTS),
	PAIRS(0xFE35, 0xFE44),
	PAIRS(0xFE47, 0xFE48),
	{0xFE50, 0xFE57, ROLE_PAUSE, false},
	PAIRS(0xFE59, 0xFE5E),
	ONE(0xFE69, ROLE_PREFIX),
	ONE(0xFE6A, ROLE_POSTFIX),
	ONE(0xFF01, ROLE_PAUSE),
	{0xFF02, 0xFF03, ROLE_HAN, false},
	ONE(0xFF04, ROLE_PREFIX),
	ONE(0xFF05, ROLE_POSTFIX),
	{0xFF06, 0xFF07, ROLE_HAN, false},
	PAIRS(0xFF08, 0xFF09),
	ONE(0xFF0A, ROLE_HAN),
	ONE(0xFF0B, ROLE_PREFIX),
	ONE(0xFF0C, ROLE_PAUSE),
	ONE(0xFF0D, ROLE_LINK),
	ONE(0xFF0E, ROLE_PAUSE),
	ONE(0xFF0F, ROLE_SLASH),
	{0xFF10, 0xFF19, ROLE_WIDE_DIGIT, false},
	{0xFF1A, 0xFF1B, ROLE_PAUSE, false},
	ONE(0xFF1C, ROLE_OPEN), /* brackets more often than signs of mathematics */
	ONE(0xFF1D, ROLE_HAN),
	ONE(0xFF1E, ROLE_CLOSE),
	ONE(0xFF1F, ROLE_PAUSE),
	{0xFF20, 0xFF3A, ROLE_HAN, false},
	ONE(0xFF3B, ROLE_OPEN),
	ONE(0xFF3C, ROLE_HAN),
	ONE(0xFF3D, ROLE_CLOSE),
	{0xFF3E, 0xFF5A, ROLE_HAN, false},
	ONE(0xFF5B, ROLE_OPEN),
	ONE(0xFF5C, ROLE_HAN),
	ONE(0xFF5D, ROLE_CLOSE),
	ONE(0xFF5E, ROLE_LINK),
	PAIRS(0xFF5F, 0xFF60),
	ONE(0xFF61, ROLE_PAUSE),
	PAIRS(0xFF62, 0xFF63),
	ONE(0xFF64, ROLE_PAUSE),
	ONE(0xFF65, ROLE_MIDDLE),
	ONE(0xFF66, ROLE_HAN),
	{0xFF67, 0xFF70, ROLE_SMALL, false},
	{0xFF71, 0xFF9D, ROLE_HAN, false},
	{0xFF9E, 0xFF9F, ROLE_REPEAT, false},
	ONE(0xFFE0, ROLE_POSTFIX),
	ONE(0xFFE1, ROLE_PREFIX),
	{0xFFE5, 0xFFE6, ROLE_PREFIX, false},
	{0x1B000, 0x1B16F, ROLE_HAN, false},
	{0x1F200, 0x1F2FF, ROLE_HAN, false},
	{0x20000, 0x3FFFF, ROLE_HAN, false},
};

/* ASCII but letters and digits. */
static const uint8_t ascii[128] = {
	['\t'] = ROLE_SPACE,       ['\n'] = ROLE_LINE,          ['\v'] = ROLE_LINE,        ['\f'] = ROLE_LINE,
	['\r'] = ROLE_LINE,        [' '] = ROLE_SPACE,          ['!'] = ROLE_LATIN_PAUSE,  ['"'] = ROLE_QUOTE_STRAIGHT,
	['$'] = ROLE_PREFIX,       ['%'] = ROLE_POSTFIX,        ['\''] = ROLE_QUOTE_STRAIGHT, ['('] = ROLE_LATIN_OPEN,
	[')'] = ROLE_LATIN_CLOSE,  ['+'] = ROLE_PLUS,           [','] = ROLE_LATIN_PAUSE,  ['-'] = ROLE_HYPHEN,
	['.'] = ROLE_LATIN_PAUSE,  ['/'] = ROLE_SLASH,          [':'] = ROLE_LATIN_PAUSE,  [';'] = ROLE_LATIN_PAUSE,
	['?'] = ROLE_LATIN_PAUSE,  ['['] = ROLE_LATIN_OPEN,     [']'] = ROLE_LATIN_CLOSE,  ['{'] = ROLE_LATIN_OPEN,
	['}'] = ROLE_LATIN_CLOSE,  ['~'] = ROLE_TILDE,
};
/* clang-format on */

static const struct part *part_of(uint32_t code)
{
	size_t from = 0, to = G_N_ELEMENTS(parts);
	while (from < to) {
		size_t middle = from + (to - from) / 2;
		if (code < parts[middle].first)
			to = middle;
		else if (code > parts[middle].last)
			from = middle + 1;
		else
			return &parts[middle];
	}
	return NULL;
}

enum role role_of(uint32_t code)
{
	if (code < 0x80) {
		if (g_ascii_isalpha((char)code))
			return ROLE_ALPHA;
		return g_ascii_isdigit((char)code) ? ROLE_DIGIT : (enum role)ascii[code];
	}
	if (code >= 0x4E00 && code <= 0x9FFF)
		return ROLE_HAN;
	const struct part *part = part_of(code);
	if (part)
		return part->pairs && (code - part->first) % 2 == 1 ? ROLE_CLOSE : part->role;
	if (code_is_hangul(code))
		return ROLE_HANGUL;
	return uc_is_general_category_withtable(code, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N) ? ROLE_ALPHA
	                                                                                       : ROLE_OTHER;
}

bool code_is_blank(uint32_t code)
{
	return code == ' ' || code == '\t' || (code >= 0x1680 && role_of(code) == ROLE_SPACE);
}
