/* SPDX-License-Identifier: MIT */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

/*
 * Steps through a text as a reader takes it: by grapheme clusters, words (UAX #29; of Chinese and Japanese a run of one
 * script), and sentences. Offsets are bytes, of clean UTF-8, at the beginning of a cluster. What is looked at beside a
 * place is bounded, however long the text is.
 */

#include <stddef.h>

#include "base/span.h"

/* The beginning of the next cluster, the length of the text behind the last one; of the one before, 0 at the first. */
size_t cluster_next(struct span text, size_t at);
size_t cluster_previous(struct span text, size_t at);

/*
 * Where the next word begins, the length of the text where none does; where the last one before `at` does, 0 where none
 * does. Words hold a letter or a figure.
 */
size_t word_next(struct span text, size_t at);
size_t word_previous(struct span text, size_t at);

/* The last cluster of the word that ends next, behind `at`; the length of the text where none does. */
size_t word_end(struct span text, size_t at);

/* Where the next sentence begins, and the one in which the cluster before `at` stands. A line feed ends one, too. */
size_t sentence_next(struct span text, size_t at);
size_t sentence_previous(struct span text, size_t at);

#endif
