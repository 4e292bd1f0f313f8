/* SPDX-License-Identifier: MIT */
#ifndef QUALITY_COMPARE_H
#define QUALITY_COMPARE_H

/* When two texts count as the same, as doc/QUALITY.md tells it. All text is UTF-8. */

#include <glib.h>
#include <stdbool.h>

#include "base/span.h"

/* Without white space, zero-width characters and controls, for g_free(). */
char *text_squeezed(struct span s);

/* On one line, runs of white space as one blank, none at the ends, for g_free(). */
char *text_collapsed(struct span s);

/* Without any white space, for g_free(). */
char *text_without_space(struct span s);

/*
 * The names of several people in one form: whatever parts them is a line feed, case and white space aside. For
 * g_free().
 */
char *names_folded(struct span s);

/*
 * The 4-grams of a text as sorted hashes, for g_array_free(). A token is a CJK character or a run of other letters and
 * digits in lower case; of a text of fewer than four tokens all of it is one shingle.
 */
GArray *shingles_of(struct span s);

struct agreement {
	double precision, recall, f1; /* 0 to 1 */
};

/* Shingles as multisets. Two empty texts agree. */
struct agreement shingles_agree(const GArray *found, const GArray *expected);

/* Which share of the shingles of `part` occurs in `whole`; 1 for a part without any. */
double shingles_share(const GArray *part, const GArray *whole);

#endif
