/* SPDX-License-Identifier: MIT */
/*
 * A key has its kind above bit 42 and two code points of 21 bits below; three letters of ASCII have the first two
 * together in one. White space and punctuation end a run of letters.
 */
#include "find/grams.h"

#include "text/utf8.h"

enum {
	FOLD_PORTION = GRAMS_ROOM / 3, /* characters, each in three grams at most */
	SHIFT = 21,
	ASCII_SHIFT = 7,
};

static inline uint64_t key_of(enum gram_kind kind, uint32_t first, uint32_t second)
{
	return (uint64_t)kind << (2 * SHIFT) | (uint64_t)first << SHIFT | second;
}

/* As find/match.c has it. */
static inline bool is_space(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	return (code <= 0x3000 || code == 0xFEFF) && code_is_space(code);
}

static inline bool is_word(uint32_t code)
{
	return code < 0x80 && g_ascii_isalnum((char)code);
}

/* Not punctuation, of which there is much beside everything and which nobody looks for together with something. */
static inline bool is_letter(uint32_t code)
{
	if (code < 0x80)
		return g_ascii_isalnum((char)code);
	if (code < 0x2E80)
		return code >= 0xC0 && (code < 0x2000 || code > 0x206F);
	return code > 0x303F || code < 0x3000 || code == 0x3005 || code == 0x3007;
}

/* Bytes of the character that begins with this one. */
static inline size_t length_of(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Whether it stands for several characters, or something vanished before it. */
static inline bool is_odd(const struct grams *grams, const struct folded *folded)
{
	size_t length = length_of((unsigned char)grams->fold.text.at[folded->from]);
	return folded->to - folded->from != length || (folded->from != grams->reached && folded->to != grams->reached);
}

struct grams grams_begin(struct span text, bool title)
{
	return (struct grams){.fold = {.text = span_cut(text, 0, UINT32_MAX), .kind = FOLD_ALL}, .title = title};
}

/* Appends what ends with `code`. */
static inline size_t take(struct grams *grams, uint32_t code, uint64_t *keys)
{
	size_t count = 0;
	if (is_space(code)) {
		grams->before = grams->before_that = 0;
		return 0;
	}
	keys[count++] = key_of(grams->title ? GRAM_TITLE_ONE : GRAM_ONE, code, 0);
	if (!is_letter(code)) {
		grams->before = grams->before_that = 0;
		return count;
	}
	if (grams->before)
		keys[count++] = key_of(grams->title ? GRAM_TITLE_TWO : GRAM_TWO, grams->before, code);
	if (!grams->title && is_word(code) && is_word(grams->before) && is_word(grams->before_that))
		keys[count++] = key_of(GRAM_THREE, grams->before_that << ASCII_SHIFT | grams->before, code);
	grams->before_that = grams->before;
	grams->before = code;
	return count;
}

size_t grams_next(struct grams *grams, uint64_t keys[GRAMS_ROOM])
{
	struct folded folded[FOLD_PORTION - 1];
	size_t count = 0;
	while (count == 0) {
		size_t read = fold_many(&grams->fold, folded, G_N_ELEMENTS(folded));
		bool odd = read == 0 && grams->reached != grams->fold.text.len;
		for (size_t i = 0; i < read; i++) {
			odd |= is_odd(grams, &folded[i]);
			grams->reached = folded[i].to;
			count += take(grams, folded[i].code, keys + count);
		}
		if (odd && !grams->odd)
			keys[count++] = GRAM_KEY_ODD;
		grams->odd |= odd;
		if (read == 0)
			break;
	}
	return count;
}

/* Drops a key that says no more than the one that was just appended. */
static void keep_narrowest(GArray *keys, const uint64_t *taken, size_t count)
{
	if (count > 0)
		g_array_append_val(keys, taken[count - 1]);
}

/* Pairs that stand in a triple, and single characters that stand in a pair, are left out. */
static void drop_covered(GArray *keys, guint from)
{
	guint kept = from;
	for (guint i = from; i < keys->len; i++) {
		uint64_t key = g_array_index(keys, uint64_t, i);
		uint64_t next = i + 1 < keys->len ? g_array_index(keys, uint64_t, i + 1) : 0;
		unsigned kind = (unsigned)(key >> (2 * SHIFT)), after = (unsigned)(next >> (2 * SHIFT));
		bool begins = kind == GRAM_ONE || kind == GRAM_TITLE_ONE;
		if (next && ((begins && (after == GRAM_TWO || after == GRAM_TITLE_TWO)) ||
			     (kind == GRAM_TWO && after == GRAM_THREE)))
			continue;
		g_array_index(keys, uint64_t, kept++) = key;
	}
	g_array_set_size(keys, kept);
}

bool grams_of_term(struct span term, bool title, GArray *keys)
{
	struct grams grams = grams_begin(term, title);
	struct folded folded;
	guint from = keys->len;
	size_t characters = 0;
	bool spaces = false;
	while (fold_next(&grams.fold, &folded)) {
		uint64_t taken[3];
		if (characters++ == 0 && fold_joins(folded.code))
			return false; /* it may stand behind a character that swallowed it */
		spaces |= is_space(folded.code);
		keep_narrowest(keys, taken, take(&grams, folded.code, taken));
	}
	drop_covered(keys, from);
	return !spaces && characters > 0 && keys->len == from + 1;
}
