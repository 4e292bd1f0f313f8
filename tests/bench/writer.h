/* SPDX-License-Identifier: MIT */
#ifndef BENCH_WRITER_H
#define BENCH_WRITER_H

/*
 * Articles as files, in the shapes that archives have: posts of Jekyll (a front matter of YAML over HTML), Markdown,
 * HTML under a line with the link, whole pages with what surrounds an article, plain text. Article `index` of a seed is
 * always the same.
 */

#include "prose.h"

enum family { FAMILY_JEKYLL, FAMILY_MARKDOWN, FAMILY_BARE, FAMILY_PAGE, FAMILY_PLAIN, FAMILY_COUNT };

/* Names for people, by family. */
extern const char *const family_names[FAMILY_COUNT];

struct writer {
	const struct prose *prose;
	uint64_t seed;
	unsigned families; /* one bit a family: those to choose from */
};

/*
 * Writes the file of an article into `out` and its name, without a folder, into `name`. `edition` 0 is the article;
 * every other edition has a paragraph more that tells its number.
 */
void writer_article(const struct writer *writer, uint64_t index, unsigned edition, GString *name, GString *out);

#endif
