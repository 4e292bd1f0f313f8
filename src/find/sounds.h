/* SPDX-License-Identifier: MIT */
#ifndef FIND_SOUNDS_H
#define FIND_SOUNDS_H

/*
 * Titles found by how they sound: `mrfh` finds 美日峰會, as meirifenghui does, meirifh, or the beginning of them. For
 * short texts, and after all that was found by its letters.
 */

#include <stdbool.h>

#include "base/span.h"
#include "find/match.h"

/* Whether a query may be meant so: nothing but letters of ASCII, at least two, and no more than anybody types. */
bool sounds_are(struct span query);

/*
 * The first place where each Chinese character stands for its initial or its whole reading, the last one for the
 * beginning of it too, and letters for themselves; signs and blanks between do not count. False where there is none,
 * and for a query that is not sounds_are().
 */
bool sounds_find(struct span query, struct span text, struct match *match);

#endif
