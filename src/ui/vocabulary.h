/* SPDX-License-Identifier: MIT */
#ifndef UI_VOCABULARY_H
#define UI_VOCABULARY_H

/*
 * The words that fields of articles have anywhere in the archive, for completing them: sources, authors, tags,
 * languages. They are gathered in portions, in order of the alphabet, each once.
 */

#include <stdbool.h>

#include "archive/archive.h"
#include "base/span.h"

enum vocabulary_field {
	VOCABULARY_SOURCE, VOCABULARY_AUTHOR, VOCABULARY_TAG, VOCABULARY_LANG, VOCABULARY_FIELDS
};

struct vocabulary;

/* The archive is borrowed, and may still be loading. */
struct vocabulary *vocabulary_new(const struct archive *archive);
void vocabulary_free(struct vocabulary *vocabulary); /* NULL is allowed */

/* Looks through the archive for so many microseconds; true while something is left. */
bool vocabulary_work(struct vocabulary *vocabulary, unsigned budget_us);
bool vocabulary_is_busy(const struct vocabulary *vocabulary);

/* One more word of a field; what nobody could type is left out. */
void vocabulary_add(struct vocabulary *vocabulary, enum vocabulary_field field, struct span word);

/* Hands over the words that begin so, whatever the case of ASCII letters, in order, until `take` gives false. */
void vocabulary_find(const struct vocabulary *vocabulary, enum vocabulary_field field, struct span begun,
                     bool (*take)(void *data, const char *word), void *data);

#endif
