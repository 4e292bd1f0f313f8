/* SPDX-License-Identifier: MIT */
#ifndef FIND_GRAMS_H
#define FIND_GRAMS_H

/*
 * What the index of a text is made of: every folded character but white space, every two letters, digits or CJK
 * characters that stand side by side, and every word of an alphabet: a run of letters and digits that have no Han
 * characters, kana or Hangul among them; and runs of three to eight characters whose parts are frequent. Side by side
 * means what it means to a match (find/match.h), so a term of one or two characters occurs exactly where its gram does,
 * and one of letters alone exactly where a word has it.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "find/gram_key.h"
#include "find/runs.h"
#include "text/fold.h"

/*
 * That a text has characters which join others or vanish: folded in another way, its grams may not be the same. What is
 * looked for by its case or its spelling may be in any of these.
 */
#define GRAM_KEY_ODD ((uint64_t)GRAM_ODD << GRAM_KIND_SHIFT)

/* That a text has a run of letters too long for a word: what is looked for by words may be in any of these. */
#define GRAM_KEY_LONG ((uint64_t)GRAM_LONG << GRAM_KIND_SHIFT)

/* The key of the first word of a part; the others follow by number, then the runs. */
#define GRAM_KEY_WORDS ((uint64_t)GRAM_WORD << GRAM_KIND_SHIFT)

/* Stands for a run that is asked for: its key is another in each part. */
#define GRAM_KEY_RUNS ((uint64_t)GRAM_RUN << GRAM_KIND_SHIFT)

enum {
	GRAM_WORD_LEAST = 3, /* characters of a word: what is shorter is a gram */
	GRAM_WORD_MOST = 32, /* what is longer is no word */
	GRAM_WORD_BYTES = 2 * GRAM_WORD_MOST,
	GRAMS_PORTION = 255, /* characters */
	GRAMS_ROOM = RUN_MOST * GRAMS_PORTION + 2, /* places, or keys, of one portion of a text, */
	GRAMS_WORDS = GRAMS_PORTION / 4 + 2, /* and words */
	GRAM_ASKED_MOST = 16, /* characters of a term that are asked for by runs */
};

/* A word in UTF-8, folded. */
struct gram_word {
	uint8_t len;
	char bytes[GRAM_WORD_BYTES];
};

struct grams {
	struct fold fold;
	uint32_t before; /* in a title: the letter that stands directly before; 0: none */
	bool title, odd, overlong, ended;
	unsigned letters; /* of the word that is being read; above GRAM_WORD_MOST: it is none */
	struct gram_word word;
	const struct runs *runs;
	struct runs_window window;
	/* Of this portion, in no order and with repetitions: what has places (find/runs.h), and all else. */
	size_t place_count, key_count, word_count;
	uint32_t places[GRAMS_ROOM];
	uint64_t keys[GRAMS_ROOM];
	struct gram_word words[GRAMS_WORDS];
};

/* The grams of a title alone (`title`), which has no words, or of any text. `runs`: what is frequent. */
void grams_begin(struct grams *grams, struct span text, bool title, const struct runs *runs);

/* The next portion; false at the end. */
bool grams_next(struct grams *grams);

/* What is asked of an index: a key, or a piece of a word, where a line feed stands for the word's beginning or end. */
struct gram {
	uint64_t key;   /* GRAM_KEY_WORDS: a piece of a word; GRAM_KEY_RUNS: a run, without line feeds, */
	uint8_t covers; /* and so many grams behind it need not be asked for besides (0: it is too long for one) */
	unsigned branch; /* for whoever asks: those of one are asked for together */
	uint8_t len;
	char bytes[GRAM_WORD_BYTES + 2];
};

/*
 * Appends the grams (struct gram) that every text has in which `term`, folded, occurs: as few as say as much as all.
 * True where that is all there is to say: a text that has them, has the term. Where the first gram is a run, it is all
 * of the term or its first GRAM_ASKED_MOST characters. `title`: grams of titles.
 */
bool grams_of_term(struct span term, bool title, GArray *grams);

#endif
