/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_CLEAN_H
#define ARTICLE_CLEAN_H

/*
 * Cuts running text into what is copied as it is and what needs a decision: white space, controls, characters that a
 * reader cannot see. `text` is valid UTF-8 throughout.
 */

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

enum clean {
	CLEAN_NOTHING,   /* to be dropped */
	CLEAN_SPACE,     /* one blank: between words, whatever they are written in */
	CLEAN_INDENT,    /* a line feed, or several blanks beside a tag: how the source is laid out */
	CLEAN_WIDE,      /* U+3000 */
	CLEAN_LINE,      /* U+2028, U+2029: a new line is meant */
	CLEAN_CHARACTER, /* to be kept: `code` */
};

/* The end of the run of bytes from `at` on that can be copied as they are. */
size_t clean_plain(struct span text, size_t at);

/*
 * What stands at `*at`, where clean_plain() has stopped before the end; `*at` moves behind it. All of a run of ASCII
 * white space is taken at once. CLEAN_CHARACTER fills `code`: a C1 control is what CP1252 shows in its place.
 */
enum clean clean_special(struct span text, size_t *at, uint32_t *code);

/*
 * `text` on one line, in `arena`: no controls, white space collapsed, none at the ends; {NULL, 0} where nothing is
 * left.
 */
struct span clean_line(struct arena *arena, struct span text);

#endif
