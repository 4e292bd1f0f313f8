/* SPDX-License-Identifier: MIT */
/*
 * White space and punctuation end a run of letters; a word is a run within it, of letters below U+0590: scripts behind
 * that have no blanks between words, or marks in them.
 */
#include "find/grams.h"

#include <string.h>

#include "find/letters.h"
#include "text/utf8.h"

void grams_begin(struct grams *grams, struct span text, bool title, const struct runs *runs)
{
	grams->fold = (struct fold){.text = span_cut(text, 0, UINT32_MAX), .kind = FOLD_ALL};
	grams->before = 0;
	grams->title = title;
	grams->odd = grams->overlong = grams->ended = false;
	grams->letters = grams->word.len = 0;
	grams->runs = runs;
	memset(grams->window.codes, 0, RUNS_BEFORE * sizeof(*grams->window.codes));
	grams->window.count = RUNS_BEFORE;
}

static void end_word(struct grams *grams)
{
	if (grams->letters > GRAM_WORD_MOST) {
		if (!grams->overlong)
			grams->keys[grams->key_count++] = GRAM_KEY_LONG;
		grams->overlong = true;
	} else if (grams->letters >= GRAM_WORD_LEAST) {
		grams->words[grams->word_count++] = grams->word;
	}
	grams->letters = grams->word.len = 0;
}

/* One more letter of a word; all of them are of one or two bytes. */
static inline void add_letter(struct grams *grams, uint32_t code)
{
	struct gram_word *word = &grams->word;
	if (++grams->letters > GRAM_WORD_MOST)
		return;
	if (code < 0x80)
		word->bytes[word->len++] = (char)code;
	else
		word->len = (uint8_t)(word->len + utf8_put(word->bytes + word->len, code));
}

/* All of a character but its pair and runs, which wait in the window. */
static inline void take_character(struct grams *grams, uint32_t code)
{
	struct runs_window *window = &grams->window;
	if (code < RUNS_CODES)
		grams->places[grams->place_count++] = code;
	else
		grams->keys[grams->key_count++] = gram_key(GRAM_ONE, code, 0);
	if (letters_is_cjk(code)) {
		if (grams->letters > 0)
			end_word(grams);
		window->codes[window->count++] = code;
		return;
	}
	bool letter = letters_is_letter(code), space = letters_is_space(code);
	bool word = letter && code < LETTERS_WORDS_END;
	grams->place_count -= space;
	if (grams->letters > 0 && !word)
		end_word(grams);
	window->codes[window->count++] = letter && !space ? code : 0;
	if (word)
		add_letter(grams, code);
}

static void take_text(struct grams *grams, const uint32_t *codes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		take_character(grams, codes[i]);
	struct runs_found found = {grams->places, grams->keys, grams->place_count, grams->key_count};
	runs_take(grams->runs, &grams->window, &found);
	grams->place_count = found.place_count;
	grams->key_count = found.key_count;
}

static void take_title(struct grams *grams, const uint32_t *codes, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		bool paired = letters_is_paired(codes[i]);
		if (!letters_is_space(codes[i]))
			grams->keys[grams->key_count++] = gram_key(GRAM_TITLE_ONE, codes[i], 0);
		if (paired && grams->before)
			grams->keys[grams->key_count++] = gram_key(GRAM_TITLE_TWO, grams->before, codes[i]);
		grams->before = paired ? codes[i] : 0;
	}
}

bool grams_next(struct grams *grams)
{
	uint32_t codes[GRAMS_PORTION];
	bool odd = false;
	grams->place_count = grams->key_count = grams->word_count = 0;
	if (grams->ended)
		return false;
	size_t read = fold_codes(&grams->fold, codes, G_N_ELEMENTS(codes), &odd);
	if (grams->title)
		take_title(grams, codes, read);
	else
		take_text(grams, codes, read);
	grams->ended = read == 0;
	if (grams->ended && grams->letters > 0)
		end_word(grams);
	if (odd && !grams->odd)
		grams->keys[grams->key_count++] = GRAM_KEY_ODD;
	grams->odd |= odd;
	return true;
}

/* Terms ------------------------------------------------------------------------------------------------------------ */

/* The folded characters of a term. */
struct term {
	const uint32_t *codes;
	size_t count;
	bool title;
};

static bool is_word_at(const struct term *term, size_t at)
{
	return at < term->count && !term->title && letters_is_word(term->codes[at]);
}

static size_t word_end(const struct term *term, size_t at)
{
	while (is_word_at(term, at))
		at++;
	return at;
}

static void ask_key(GArray *grams, uint64_t key)
{
	struct gram gram = {.key = key};
	g_array_append_val(grams, gram);
}

/* The word at [from, to): within the term its ends are known. */
static void ask_word(const struct term *term, size_t from, size_t to, GArray *grams)
{
	struct gram gram = {.key = GRAM_KEY_WORDS};
	if (to - from > GRAM_WORD_MOST) {
		ask_key(grams, GRAM_KEY_LONG);
		return;
	}
	if (from > 0)
		gram.bytes[gram.len++] = '\n';
	for (size_t i = from; i < to; i++)
		gram.len = (uint8_t)(gram.len + utf8_put(gram.bytes + gram.len, term->codes[i]));
	if (to < term->count)
		gram.bytes[gram.len++] = '\n';
	g_array_append_val(grams, gram);
}

static bool is_letter_at(const struct term *term, size_t at)
{
	return at < term->count && letters_is_paired(term->codes[at]);
}

/* Characters that a pair or a word has are not asked for by themselves. */
static bool stands_alone(const struct term *term, size_t at)
{
	bool letter = is_letter_at(term, at);
	return !letter || !((at > 0 && is_letter_at(term, at - 1)) || is_letter_at(term, at + 1));
}

/* All of the term is a run that the index may know, or runs that overlap. */
static bool is_run(const struct term *term)
{
	bool is = !term->title && term->count >= RUN_LEAST;
	for (size_t i = 0; i < term->count && is; i++)
		is = letters_is_run(term->codes[i]);
	return is;
}

static void ask_run(const struct term *term, GArray *grams)
{
	struct gram gram = {.key = GRAM_KEY_RUNS};
	if (term->count <= GRAM_ASKED_MOST)
		gram.covers = (uint8_t)(term->count - 1);
	for (size_t i = 0; i < MIN(term->count, GRAM_ASKED_MOST); i++)
		gram.len = (uint8_t)(gram.len + utf8_put(gram.bytes + gram.len, term->codes[i]));
	g_array_append_val(grams, gram);
}

static void ask_all(const struct term *term, GArray *grams)
{
	size_t word = 0; /* where the word ends that was asked for last */
	if (is_run(term))
		ask_run(term, grams);
	for (size_t i = 0; i < term->count; i++) {
		uint32_t code = term->codes[i];
		if (letters_is_space(code))
			continue;
		if (i >= word && is_word_at(term, i) && (i == 0 || !is_word_at(term, i - 1))) {
			size_t end = word_end(term, i);
			if (end - i >= GRAM_WORD_LEAST) {
				word = end;
				ask_word(term, i, end, grams);
			}
		}
		if (stands_alone(term, i))
			ask_key(grams, gram_key(term->title ? GRAM_TITLE_ONE : GRAM_ONE, code, 0));
		else if (is_letter_at(term, i) && is_letter_at(term, i + 1) && !(i + 1 < word))
			ask_key(grams, gram_key(term->title ? GRAM_TITLE_TWO : GRAM_TWO, code, term->codes[i + 1]));
	}
}

bool grams_of_term(struct span text, bool title, GArray *grams)
{
	struct fold fold = {.text = span_cut(text, 0, UINT32_MAX), .kind = FOLD_ALL};
	struct folded folded;
	guint from = grams->len;
	bool spaces = false;
	GArray *codes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	while (fold_next(&fold, &folded)) {
		spaces |= letters_is_space(folded.code);
		g_array_append_val(codes, folded.code);
	}
	struct term term = {(const uint32_t *)(const void *)codes->data, codes->len, title};
	/* What joins may stand behind a character that swallowed it. */
	bool joins = term.count > 0 && fold_joins(term.codes[0]);
	if (!joins)
		ask_all(&term, grams);
	g_array_unref(codes);
	if (joins || spaces || grams->len != from + 1)
		return false;
	return g_array_index(grams, struct gram, from).key != GRAM_KEY_LONG;
}
