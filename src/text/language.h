/* SPDX-License-Identifier: MIT */
#ifndef TEXT_LANGUAGE_H
#define TEXT_LANGUAGE_H

#include "base/span.h"

/* BCP 47 tags are short; with script and NUL they fit here. */
#define LANGUAGE_SIZE 12

/*
 * Guesses the language of `text` (UTF-8) by its characters: "zh-Hans", "zh-Hant", "ja", "ko", "en" and what else its
 * letters and commonest words tell; "" where there is too little to tell. Chinese is told apart by characters that only
 * one script writes; where none occurs it is "zh-Hans". Looks at no more than the first 64 KiB, in linear time.
 */
void language_guess(struct span text, char tag[LANGUAGE_SIZE]);

enum han {
	HAN_NONE,       /* no ideographs, or not Chinese */
	HAN_EITHER,     /* nothing tells the scripts apart */
	HAN_SIMPLIFIED,
	HAN_TRADITIONAL
};

/* Which Chinese script a sentence is written in, by its characters alone. Looks at all of it. */
enum han language_han(struct span sentence);

#endif
