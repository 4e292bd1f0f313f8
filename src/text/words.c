/* SPDX-License-Identifier: MIT */
/*
 * Words are looked for in windows around a place, cut at white space where there is some, else anywhere: no word that
 * anybody reads is as long as half a window. libunistring parts every ideograph from the next; here those of one script
 * stay together, as nothing better can be known without a dictionary.
 */
#include "text/words.h"

#include <stdbool.h>
#include <stdint.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uniwbrk.h>

#include "text/utf8.h"

/* A cluster is cut that is longer than this. Bytes. */
#define CLUSTER_MOST ((size_t)256)

/* Bytes that are looked at on each side of a place. */
#define WINDOW ((size_t)1024)

/* A sentence is no longer than this. Bytes. */
#define SENTENCE_MOST ((size_t)32768)

static const uint8_t *bytes_of(struct span text)
{
	return (const uint8_t *)text.at;
}

/* The beginning of the character in which byte `at` stands. */
static size_t whole(struct span text, size_t at)
{
	while (at > 0 && at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80)
		at--;
	return at;
}

size_t cluster_next(struct span text, size_t at)
{
	char breaks[CLUSTER_MOST];
	struct span ahead =
		span_cut(text, at, whole(text, at + CLUSTER_MOST < text.len ? at + CLUSTER_MOST : text.len));
	size_t next = 1;
	if (at >= text.len)
		return text.len;
	u8_grapheme_breaks(bytes_of(ahead), ahead.len, breaks);
	while (next < ahead.len && !breaks[next])
		next++;
	return at + next;
}

size_t cluster_previous(struct span text, size_t at)
{
	char breaks[CLUSTER_MOST + 4];
	size_t from = whole(text, at > CLUSTER_MOST ? at - CLUSTER_MOST : 0), before = at - from;
	struct span behind = span_cut(text, from, at);
	if (at == 0)
		return 0;
	u8_grapheme_breaks(bytes_of(behind), behind.len, breaks);
	for (before--; before > 0 && !breaks[before];)
		before--;
	return from + before;
}

/* Words ------------------------------------------------------------------------------------------------------------ */

enum letter { LETTER_NONE, LETTER_HAN, LETTER_HIRAGANA, LETTER_KATAKANA, LETTER_OTHER };

static enum letter letter_of(uint32_t code)
{
	if (code_is_han(code))
		return LETTER_HAN;
	if (code_is_kana(code))
		return code >= 0x3040 && code <= 0x309F ? LETTER_HIRAGANA : LETTER_KATAKANA;
	return uc_is_general_category_withtable(code, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N) ? LETTER_OTHER
	                                                                                       : LETTER_NONE;
}

/* The bytes of a window, and for each whether a word may begin or end before it. */
struct window {
	struct span text;
	size_t from;
	char breaks[2 * WINDOW + 1];
};

/* The window around `at`, without the words at its ends that may be cut in two. */
static void look(struct window *window, struct span text, size_t at)
{
	size_t to = whole(text, at + WINDOW < text.len ? at + WINDOW : text.len);
	window->from = whole(text, at > WINDOW ? at - WINDOW : 0);
	window->text = span_cut(text, window->from, to);
	u8_wordbreaks(bytes_of(window->text), window->text.len, window->breaks);
}

/* Whether a word begins before byte `at` of the window (or, with `ends`, ends there). */
static bool is_border(const struct window *window, size_t at, bool ends)
{
	size_t next = at, before = at;
	enum letter here = at < window->text.len ? letter_of(utf8_next(window->text, &next)) : LETTER_NONE;
	enum letter last = at > 0 ? letter_of(utf8_previous(window->text, &before)) : LETTER_NONE;
	enum letter inner = ends ? last : here, outer = ends ? here : last;
	if (inner == LETTER_NONE || (at > 0 && at < window->text.len && !window->breaks[at]))
		return false;
	return inner == LETTER_OTHER || inner != outer;
}

static size_t next_border(struct span text, size_t at, bool ends)
{
	while (at < text.len) {
		struct window window;
		look(&window, text, at);
		for (size_t i = at - window.from + 1; i <= window.text.len; i++) {
			bool begins = i == window.text.len || ((unsigned char)window.text.at[i] & 0xC0) != 0x80;
			bool cut = i == window.text.len && window.from + i < text.len;
			if (begins && !cut && is_border(&window, i, ends))
				return window.from + i;
		}
		at = window.from + window.text.len > at + 1 ? window.from + window.text.len - 1 : at + 1;
		at = window.from + window.text.len == text.len ? text.len : whole(text, at);
	}
	return text.len;
}

size_t word_next(struct span text, size_t at)
{
	return next_border(text, at, false);
}

size_t word_previous(struct span text, size_t at)
{
	while (at > 0) {
		struct window window;
		size_t before = at;
		look(&window, text, at);
		for (size_t i = at - window.from; i-- > 0;) {
			bool cut = i == 0 && window.from > 0;
			if (((unsigned char)window.text.at[i] & 0xC0) != 0x80 && !cut && is_border(&window, i, false))
				return window.from + i;
		}
		at = window.from == 0 ? 0 : window.from + 4;
		at = at < before ? whole(text, at) : window.from;
	}
	return 0;
}

size_t word_end(struct span text, size_t at)
{
	size_t next = cluster_next(text, at), end = next < text.len ? next_border(text, next, true) : text.len;
	return end == text.len && next >= text.len ? text.len : cluster_previous(text, end);
}

/* Sentences -------------------------------------------------------------------------------------------------------- */

static bool is_stop(uint32_t code)
{
	return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == 0xFF61 || code == '!' || code == '?' ||
	       code == '.' || code == 0x2026;
}

/* What may stand between a stop and the end of its sentence. */
static bool closes(uint32_t code)
{
	return is_stop(code) || code == '"' || code == '\'' ||
	       uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Pe | UC_CATEGORY_MASK_Pf);
}

/* Behind a stop, which stands before `at`, and all that goes with it; `*ends`: a sentence ends there, unlike in 3.5. */
static size_t pass_stop(struct span text, uint32_t stop, size_t at, bool *ends)
{
	size_t next = at;
	*ends = false;
	for (uint32_t code = stop; closes(code); code = next < text.len ? utf8_next(text, &next) : 0) {
		*ends |= is_stop(code) && code >= 0x2000;
		at = next;
	}
	for (next = at; next < text.len && code_is_space(utf8_next(text, &next)); at = next)
		*ends = true;
	*ends |= at == text.len;
	return at;
}

size_t sentence_next(struct span text, size_t at)
{
	text = span_cut(text, 0, whole(text, at + SENTENCE_MOST < text.len ? at + SENTENCE_MOST : text.len));
	while (at < text.len) {
		uint32_t code = utf8_next(text, &at);
		bool ends = false;
		if (is_stop(code))
			at = pass_stop(text, code, at, &ends);
		if (ends)
			return at;
		if (code == '\n') {
			while (at < text.len && text.at[at] == '\n')
				at++;
			return at;
		}
	}
	return text.len;
}

size_t sentence_previous(struct span text, size_t at)
{
	size_t from = whole(text, at > SENTENCE_MOST ? at - SENTENCE_MOST : 0);
	size_t end = at, feed, begin, next;
	while (end > from && text.at[end - 1] == '\n')
		end--;
	feed = span_find_last(span_cut(text, from, end), SPAN("\n"));
	begin = feed == SPAN_NONE ? from : from + feed + 1;
	while ((next = sentence_next(text, begin)) < at && next > begin)
		begin = next;
	return begin;
}
