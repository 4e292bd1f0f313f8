/* SPDX-License-Identifier: MIT */
#ifndef FIND_GRAMS_H
#define FIND_GRAMS_H

/*
 * What the index of a text is made of: every folded character but white space, every two letters, digits or CJK
 * characters that stand side by side, and every three letters or digits of ASCII that do. Side by side means what it
 * means to a match (find/match.h), so a term that is one of these occurs exactly where its gram does.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "text/fold.h"

/* Kinds of grams; those of titles are found among the others, too. */
enum gram_kind { GRAM_ONE, GRAM_TWO, GRAM_THREE, GRAM_TITLE_ONE, GRAM_TITLE_TWO, GRAM_ODD };

/*
 * That a text has characters which join others or vanish: folded in another way, its grams may not be the same. What is
 * looked for by its case or its spelling may be in any of these.
 */
#define GRAM_KEY_ODD ((uint64_t)GRAM_ODD << 42)

/* Keys of one portion of a text. */
#define GRAMS_ROOM 768

struct grams {
	struct fold fold;
	uint32_t before, before_that; /* the letters that stand directly before; 0: none */
	size_t reached; /* bytes that grams were made of */
	bool title, odd;
};

/* The grams of a title alone (`title`), or of any text. */
struct grams grams_begin(struct span text, bool title);

/* The next portion, in no order and with repetitions; 0 only at the end. */
size_t grams_next(struct grams *grams, uint64_t keys[GRAMS_ROOM]);

/*
 * Appends the keys (uint64_t) of grams that every text has in which `term`, folded, occurs: as few as say as much as
 * all. True where that is all there is to say: a text that has them, has the term. `title`: keys of titles.
 */
bool grams_of_term(struct span term, bool title, GArray *keys);

#endif
