/* SPDX-License-Identifier: MIT */
#ifndef QUALITY_MEASURE_H
#define QUALITY_MEASURE_H

/* One article against its line of truth. */

#include <glib.h>
#include <jansson.h>
#include <stdbool.h>

#include "article/article.h"
#include "article/parse.h"

enum measure {
	MEASURE_KIND,
	MEASURE_TITLE,
	MEASURE_DATE,
	MEASURE_ADDRESS,
	MEASURE_AUTHOR,
	MEASURE_SENTENCES,
	MEASURE_ABSENT,
	MEASURE_BLANK,
	MEASURE_SHINGLES,
	MEASURES
};

struct tally {
	double right; /* of those asked; for MEASURE_SHINGLES the sum of F1 */
	unsigned asked;
};

struct failure {
	enum measure measure;
	char *expected, *found; /* texts for people */
};

/* What became of a file: `article` is NULL where nobody will ever see one. */
struct outcome {
	enum verdict verdict;
	const char *reason; /* VERDICT_LEFT_OUT: why */
	const struct article *article;
};

struct result {
	const char *path;
	struct tally tallies[MEASURES];
	GPtrArray *failures; /* of struct failure */
	double weight;       /* how bad it is: how many measures failed, each by its share */
};

/*
 * Compares. `page` is the whole text of the article as its truth has it, or NULL where only sentences are asked for.
 * The strings of `truth` are borrowed. For result_free().
 */
struct result *result_new(const json_t *truth, const char *page, const struct outcome *outcome);

void result_free(struct result *result);

#endif
