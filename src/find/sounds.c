/* SPDX-License-Identifier: MIT */
/*
 * From each character on, a set of how many letters of the query may have been used up so far (bit n: n of them) goes
 * from character to character. Time is the product of both lengths at most, and titles are short.
 */
#include "find/sounds.h"

#include <glib.h>

#include "text/fold.h"
#include "text/pinyin.h"
#include "text/utf8.h"

enum { LETTERS_MOST = 62 };

typedef uint64_t states;

bool sounds_are(struct span query)
{
	for (size_t i = 0; i < query.len; i++)
		if (!g_ascii_isalpha(query.at[i]))
			return false;
	return query.len >= 2 && query.len <= LETTERS_MOST;
}

/* How many letters of `query` from `at` on are those of `syllable`. */
static size_t in_common(struct span query, size_t at, const char *syllable)
{
	size_t len = 0;
	while (at + len < query.len && syllable[len] && g_ascii_tolower(query.at[at + len]) == syllable[len])
		len++;
	return len;
}

/* From `at` letters used up, what a reading leads to. */
static states after_reading(struct span query, size_t at, const char *syllable)
{
	size_t common = in_common(query, at, syllable);
	states after = 0;
	if (common >= 1)
		after |= (states)1 << (at + 1);
	if (common >= 2 && syllable[1] == 'h') /* zh, ch, sh */
		after |= (states)1 << (at + 2);
	if (common > 0 && (syllable[common] == '\0' || at + common == query.len))
		after |= (states)1 << (at + common);
	return after;
}

static states after_han(struct span query, states before, uint32_t code)
{
	const char *syllables[PINYIN_MOST];
	size_t count = pinyin_readings(code, syllables);
	states after = 0;
	for (size_t at = 0; at < query.len; at++)
		for (size_t i = 0; i < count && before >> at & 1; i++)
			after |= after_reading(query, at, syllables[i]);
	return after;
}

static states after_letter(struct span query, states before, uint32_t letter)
{
	states after = 0;
	for (size_t at = 0; at < query.len; at++)
		if (before >> at & 1 && (uint32_t)g_ascii_tolower(query.at[at]) == letter)
			after |= (states)1 << (at + 1);
	return after;
}

/* Whether a match begins at byte `from`, and where it ends. A word of letters alone is no sound. */
static bool matches_at(struct span query, struct span text, size_t from, size_t *to)
{
	states now = 1, end = (states)1 << query.len;
	bool any_han = false;
	for (size_t at = from; at < text.len && now != 0;) {
		uint32_t code = utf8_next(text, &at), folded = fold_code(FOLD_ALL, code);
		bool han = code_is_han(code), letter = folded < 0x80 && g_ascii_isalpha((char)folded);
		if (han)
			now = after_han(query, now, code);
		else if (letter)
			now = after_letter(query, now, folded);
		else if (now == 1 || g_unichar_isalpha(code))
			return false;
		any_han |= han;
		*to = at;
		if (now & end)
			return any_han;
	}
	return false;
}

bool sounds_find(struct span query, struct span text, struct match *match)
{
	if (!sounds_are(query))
		return false;
	text = span_cut(text, 0, UINT32_MAX);
	for (size_t at = 0, to; at < text.len; utf8_next(text, &at)) {
		if (!matches_at(query, text, at, &to))
			continue;
		*match = (struct match){(uint32_t)at, (uint32_t)to};
		return true;
	}
	return false;
}
