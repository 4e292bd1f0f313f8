/* SPDX-License-Identifier: MIT */
#ifndef FIND_INDEX_PART_H
#define FIND_INDEX_PART_H

/*
 * A part of the index: of each gram (find/grams.h), which of up to 65,536 articles have it. It is built from texts, by
 * any thread, into a run of bytes that is a file or memory, and asked as it lies there.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "find/grams.h"

/* Another number for other bytes or other grams. */
#define INDEX_VERSION 7

/* Articles of a part, at most. */
#define PART_ARTICLES 65536

/* A set of the articles of a part: a bit each. */
#define PART_WORDS (PART_ARTICLES / 64)

struct part_set {
	uint64_t words[PART_WORDS];
};

/* One text of an article; borrowed. */
struct piece {
	const char *at;
	uint32_t len;
	uint16_t article; /* of the part; never less than that of the piece before */
	uint16_t title;   /* it is one */
};

/* What a part is made of. */
struct part_source {
	uint32_t first, count; /* articles of the segment; at most PART_ARTICLES */
	uint64_t text;         /* bytes of the articles' texts */
	GArray *pieces;        /* struct piece */
};

/* The bytes, for g_byte_array_unref(); NULL where `stop`, which is looked at between pieces, became true. */
GByteArray *part_build(const struct part_source *source, volatile gint *stop);

struct part {
	uint32_t first, count;
	uint64_t text;
	uint32_t gram_count, blocks;
	uint32_t word_count, first_word;
	struct span index, places, grams, postings, words;
	const char *bytes;
	struct checked *checked; /* borrowed: what is read is checked first; NULL: the bytes are sound */
};

/* False for what is no part. Borrows the bytes; `checked` (find/checked.h) may be put behind it. */
bool part_open(struct part *part, struct span bytes);

/* Adds the articles that have the gram. False where the bytes are wrong: then nobody knows. */
bool part_add(const struct part *part, uint64_t key, struct part_set *set);

/* Adds the articles that have a word in which the piece stands (struct gram). False as above. */
bool part_add_words(const struct part *part, struct span piece, struct part_set *set);

/*
 * Takes out of the set what lacks this run, or may lack it: what lacks a piece of it that the part knows. `exact`: what
 * is left has it. Of RUN_LEAST characters (letters_is_run()) to GRAM_ASKED_MOST. False as above.
 */
bool part_keep_run(const struct part *part, struct span run, struct part_set *set, bool *exact);

#endif
