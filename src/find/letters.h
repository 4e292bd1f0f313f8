/* SPDX-License-Identifier: MIT */
#ifndef FIND_LETTERS_H
#define FIND_LETTERS_H

/* What an index takes folded characters for. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "text/utf8.h"

/* Words are of letters below this: scripts behind it have no blanks between words, or marks in them. */
#define LETTERS_WORDS_END 0x590u

/* As find/match.c has it. */
static inline bool letters_is_space(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	return (code <= 0x3000 || code == 0xFEFF) && code_is_space(code);
}

/* Not punctuation, of which there is much beside everything and which nobody looks for together with something. */
static inline bool letters_is_letter(uint32_t code)
{
	if (code < 0x80)
		return g_ascii_isalnum((char)code);
	if (code < 0x2E80)
		return code >= 0xC0 && (code < 0x2000 || code > 0x206F);
	return code > 0x303F || code < 0x3000 || code == 0x3005 || code == 0x3007;
}

/* True of most letters that are of no word: said with one look. */
static inline bool letters_is_cjk(uint32_t code)
{
	return code > 0x303F && code != 0xFEFF;
}

/* What a word is made of. */
static inline bool letters_is_word(uint32_t code)
{
	return code < LETTERS_WORDS_END && letters_is_letter(code);
}

/* What pairs are made of. */
static inline bool letters_is_paired(uint32_t code)
{
	return letters_is_cjk(code) || (letters_is_letter(code) && !letters_is_space(code));
}

/* What a run is made of: letters that are of no word. */
static inline bool letters_is_run(uint32_t code)
{
	return letters_is_cjk(code) ||
	       (code >= LETTERS_WORDS_END && letters_is_letter(code) && !letters_is_space(code));
}

#endif
