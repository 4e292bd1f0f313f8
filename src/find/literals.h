/* SPDX-License-Identifier: MIT */
#ifndef FIND_LITERALS_H
#define FIND_LITERALS_H

/* What must stand in a text for a regular expression to match it. */

#include "base/span.h"

/*
 * Calls `take` with runs of letters, digits and CJK characters of the expression; `branch` counts what is parted by |
 * outside of groups. A text that matches has, folded, all runs of one branch. Where an expression has more than is
 * known here, or a branch without any, there are none.
 */
void literals_find(struct span expression, void (*take)(void *data, unsigned branch, struct span literal), void *data);

#endif
