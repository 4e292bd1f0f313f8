/* SPDX-License-Identifier: MIT */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

/* Decoding, checking and repairing UTF-8. A code point is a uint32_t; offsets are bytes. */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

#define UTF8_REPLACEMENT 0xFFFDu

/* Whether `byte` stands inside a sequence, behind its first byte. */
static inline bool utf8_is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* U+1000 to U+CFFF and U+E000 to U+FFFF, nearly all that is not ASCII here: any two tails are right behind these. */
static inline bool utf8_is_plain_three(const unsigned char *p)
{
	return p[0] > 0xE0 && p[0] < 0xF0 && p[0] != 0xED && (p[1] & 0xC0) == 0x80 && (p[2] & 0xC0) == 0x80;
}

/* The code point of three bytes. */
static inline uint32_t utf8_three(const unsigned char *p)
{
	return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 | (p[2] & 0x3Fu);
}

/* utf8_next() for the characters that it does not do itself. */
uint32_t utf8_next_rare(struct span s, size_t *at);

/*
 * The code point at byte `*at` of `s`, and moves `*at` behind it. `*at` must be below `s.len`. A byte that begins no
 * valid sequence gives U+FFFD and moves by one.
 */
static inline uint32_t utf8_next(struct span s, size_t *at)
{
	const unsigned char *p = (const unsigned char *)s.at + *at;
	if (p[0] < 0x80) {
		*at += 1;
		return p[0];
	}
	if (s.len - *at > 2 && utf8_is_plain_three(p)) {
		*at += 3;
		return utf8_three(p);
	}
	return utf8_next_rare(s, at);
}

/* As utf8_next, backwards: the code point that ends at `*at` (above 0), which moves to its first byte. */
uint32_t utf8_previous(struct span s, size_t *at);

/* Writes `code` as 1 to 4 bytes and gives how many. A surrogate or a number beyond U+10FFFF is written as U+FFFD. */
size_t utf8_put(char out[4], uint32_t code);

/* Appends what utf8_put() writes. */
void utf8_append(GString *out, uint32_t code);

/* Appends a number in decimal digits: each key writes some, and what printf() does besides costs more than the rest. */
void utf8_append_number(GString *out, size_t number);

/* The length of the longest valid beginning: `s.len` where all of it is valid. NUL is valid. Fast on valid text. */
size_t utf8_valid(struct span s);

/* Appends `s` to `out`, each bad byte as one U+FFFD. Gives how many bytes were bad. */
size_t utf8_repair(struct span s, GString *out);

/* How many code points `s` holds. */
size_t utf8_length(struct span s);

/* Whether a digit stands in `s`, of ASCII or full width. */
bool utf8_has_digit(struct span s);

/* Classes of code points that several folders ask for. */

/* Han, kana, bopomofo, CJK punctuation and full-width forms: where a line feed beside it is no space. Not Hangul. */
bool code_is_cjk(uint32_t code);

/* An ideograph, URO and extensions and 〇 々. */
bool code_is_han(uint32_t code);

/* Hiragana and katakana with their marks, half-width ones too. */
bool code_is_kana(uint32_t code);

/* Syllables and jamo, compatibility and half-width ones too, and what is enclosed in circles or parentheses. */
bool code_is_hangul(uint32_t code);

/* White space in the sense of Unicode, U+200B and U+FEFF too. */
bool code_is_space(uint32_t code);

/*
 * What never belongs into an article's text: C0 but \t and \n, DEL, C1, bidi controls and what is deprecated with them,
 * annotation marks, tag characters, noncharacters, U+FEFF.
 */
bool code_is_control(uint32_t code);

#endif
