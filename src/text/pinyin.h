/* SPDX-License-Identifier: MIT */
#ifndef TEXT_PINYIN_H
#define TEXT_PINYIN_H

/* How Chinese characters are read in Mandarin, without tones; ü is v, as one types it. */

#include <stddef.h>
#include <stdint.h>

/* No character has more readings than this together with the one it folds to. */
#define PINYIN_MOST 16

/* The readings of a character, each once, the usual one first; 0 for what is no Chinese character of the BMP. */
size_t pinyin_readings(uint32_t code, const char *syllables[PINYIN_MOST]);

#endif
