/* SPDX-License-Identifier: MIT */
#ifndef FIND_LITERALS_H
#define FIND_LITERALS_H

/* What must stand in a text for a regular expression to match it. */

#include "base/span.h"

/*
 * Calls `take` with runs of letters, digits and CJK characters of the expression, each of which, folded, is in every
 * text that matches. Where an expression has more than it knows, it gives none.
 */
void literals_find(struct span expression, void (*take)(void *data, struct span literal), void *data);

#endif
