/* SPDX-License-Identifier: MIT */
/*
 * The fold, one source character at a time: what cannot be seen is passed over; then width, full-width and half-width
 * forms becoming the ordinary ones, a half-width kana taking its voicing mark in; then case, as lower case of upper
 * case, so that σ and ς, s and ſ meet. What else is to be one for a reader belongs into fold_code(). Offsets are bytes.
 */
#include "text/fold.h"

#include <glib.h>
#include <unicase.h>

#include "text/utf8.h"

enum {
	HALF_KANA = 0xFF61,   /* the first of the half-width kana and their punctuation */
	HALF_VOICED = 0xFF9E, /* the voicing marks, characters of their own */
	HALF_SEMIVOICED = 0xFF9F,
	HALF_HANGUL = 0xFFA0,
};

/* What U+FF61 to U+FF9F are in full width. */
static const uint16_t kana[] = {
	0x3002, 0x300C, 0x300D, 0x3001, 0x30FB, 0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30E3, 0x30E5,
	0x30E7, 0x30C3, 0x30FC, 0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1, 0x30B3,
	0x30B5, 0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1, 0x30C4, 0x30C6, 0x30C8, 0x30CA, 0x30CB, 0x30CC,
	0x30CD, 0x30CE, 0x30CF, 0x30D2, 0x30D5, 0x30D8, 0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4,
	0x30E6, 0x30E8, 0x30E9, 0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3, 0x3099, 0x309A,
};

/* What U+FFE0 to U+FFEE are in their ordinary width; 0 where nothing is assigned. */
static const uint16_t signs[] = {
	0xA2, 0xA3, 0xAC, 0xAF, 0xA6, 0xA5, 0x20A9, 0, 0x2502, 0x2190, 0x2191, 0x2192, 0x2193, 0x25A0, 0x25CB,
};

/* Half-width Hangul comes in runs: U+FFA0 is the filler, then the letters in the order of U+3131, with gaps. */
static uint32_t hangul_width(uint32_t code)
{
	static const struct {
		uint16_t first, last, full;
	} runs[] = {
		{0xFFA0, 0xFFA0, 0x3164}, {0xFFA1, 0xFFBE, 0x3131}, {0xFFC2, 0xFFC7, 0x314F},
		{0xFFCA, 0xFFCF, 0x3155}, {0xFFD2, 0xFFD7, 0x315B}, {0xFFDA, 0xFFDC, 0x3161},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(runs); i++)
		if (code >= runs[i].first && code <= runs[i].last)
			return runs[i].full + (code - runs[i].first);
	return code;
}

static uint32_t fold_width(uint32_t code)
{
	if (code == 0x3000)
		return ' ';
	if (code < 0xFF01 || code > 0xFFEE)
		return code;
	if (code <= 0xFF5E)
		return code - 0xFF01 + '!';
	if (code <= 0xFF60)
		return code - 0xFF5F + 0x2985;
	if (code < HALF_HANGUL)
		return kana[code - HALF_KANA];
	if (code < 0xFFE0)
		return hangul_width(code);
	return signs[code - 0xFFE0] ? signs[code - 0xFFE0] : code;
}

static uint32_t fold_case(uint32_t code)
{
	if (code < 0x80)
		return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
	if (code >= 0x2E80 && code < 0xA640) /* nothing there has case */
		return code;
	return uc_tolower(uc_toupper(code));
}

static uint32_t fold_code(enum fold_kind kind, uint32_t code)
{
	if (kind >= FOLD_WIDTH)
		code = fold_width(code);
	return kind == FOLD_ALL ? fold_case(code) : code;
}

/* What is invisible and says nothing but how to draw or break: soft hyphen, joiners, direction and variation marks. */
static bool is_ignorable(uint32_t code)
{
	if (code < 0xAD || (code >= 0x3000 && code < 0xFE00))
		return false;
	return code == 0xAD || code == 0x34F || code == 0x61C || (code >= 0x180B && code <= 0x180F) ||
	       (code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2060 && code <= 0x206F) || (code >= 0xFE00 && code <= 0xFE0F) || code == 0xFEFF ||
	       (code >= 0xE0000 && code <= 0xE0FFF);
}

/* The katakana `code` with a voicing mark, as one character; `code` itself where there is none such. */
static uint32_t voiced(uint32_t code, uint32_t mark)
{
	bool ha_row = code >= 0x30CF && code <= 0x30DB && (code - 0x30CF) % 3 == 0;
	if (mark == HALF_SEMIVOICED)
		return ha_row ? code + 2 : code;
	bool ka_to_chi = code >= 0x30AB && code <= 0x30C1 && code % 2 == 1;
	bool tsu_to_to = code >= 0x30C4 && code <= 0x30C8 && code % 2 == 0;
	if (ha_row || ka_to_chi || tsu_to_to)
		return code + 1;
	return code == 0x30A6 ? 0x30F4 : code == 0x30EF ? 0x30F7 : code == 0x30F2 ? 0x30FA : code;
}

/* Takes the voicing mark in that follows a half-width kana. */
static void take_voicing(struct fold *fold, struct folded *folded)
{
	size_t at = fold->at;
	uint32_t mark = at < fold->text.len ? utf8_next(fold->text, &at) : 0;
	if (mark != HALF_VOICED && mark != HALF_SEMIVOICED)
		return;
	uint32_t code = voiced(folded->code, mark);
	if (code == folded->code)
		return;
	folded->code = code;
	folded->to = fold->at = at;
}

/* As fold_next() where the next character is ASCII: half of many texts, and all that it needs. */
static bool next_ascii(struct fold *fold, struct folded *folded)
{
	uint32_t code = (unsigned char)fold->text.at[fold->at];
	*folded = (struct folded){fold->kind == FOLD_ALL ? fold_case(code) : code, fold->at, fold->at + 1};
	fold->at++;
	return true;
}

bool fold_next(struct fold *fold, struct folded *folded)
{
	if (fold->at < fold->text.len && (unsigned char)fold->text.at[fold->at] < 0x80)
		return next_ascii(fold, folded);
	uint32_t code;
	do {
		if (fold->at >= fold->text.len)
			return false;
		folded->from = fold->at;
		code = utf8_next(fold->text, &fold->at);
	} while (fold->kind >= FOLD_WIDTH && is_ignorable(code));
	folded->to = fold->at;
	folded->code = fold_code(fold->kind, code);
	if (fold->kind >= FOLD_WIDTH && code >= HALF_KANA && code < HALF_VOICED)
		take_voicing(fold, folded);
	return true;
}

enum fold_kind fold_smart(struct span query)
{
	for (size_t at = 0; at < query.len;) {
		uint32_t code = utf8_next(query, &at);
		if (uc_tolower(code) != code)
			return FOLD_WIDTH;
	}
	return FOLD_ALL;
}
