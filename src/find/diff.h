/* SPDX-License-Identifier: MIT */
#ifndef FIND_DIFF_H
#define FIND_DIFF_H

/*
 * What has to be done to one text for it to become another: words of scripts that write spaces and single characters of
 * all others are kept, taken away or added. (Myers 1986, An O(ND) Difference Algorithm.)
 */

#include <glib.h>

#include "base/span.h"

enum edit_kind { EDIT_KEPT, EDIT_REMOVED, EDIT_ADDED };

struct edit {
	enum edit_kind kind;
	struct span text; /* of the old text where it is kept or removed, of the new one where it is added */
};

/*
 * A new array of struct edit for g_array_free(); neighbours differ in kind, and what is removed stands before what is
 * added in its place. Texts that have little in common are given as less detailed than they might be, so that it costs
 * no more than their length and a bounded amount of work.
 */
GArray *diff_texts(struct span old, struct span new);

#endif
