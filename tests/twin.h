/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TWIN_H
#define TESTS_TWIN_H

/* The proof that markup.c reads as libxml2 does: both read a source, and all that they hand out is compared. */

#include <stdbool.h>

#include "base/span.h"

/* Whether the libxml2 at hand reads HTML by the rules that markup.c follows; those of 2.14 are others. */
bool twin_is_comparable(void);

/*
 * NULL where both parsers hand out the same for `html` (repaired first, where it has to be), or markup.c leaves it to
 * libxml2, which `read` tells; else what differs, for g_free().
 */
char *twin_difference(struct span html, bool *read);

#endif
