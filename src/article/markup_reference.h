/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MARKUP_REFERENCE_H
#define ARTICLE_MARKUP_REFERENCE_H

/* References in HTML (&amp; &#38;) as libxml2 reads them. Nobody but markup.c includes this. */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/*
 * What the & at byte `*at` begins, which moves behind it: a character, whose bytes in UTF-8 are put into `decoded` and
 * counted in `len`, or, where `len` is 0, text as it stands. False where it is not certain.
 */
bool markup_take_reference(struct span html, size_t *at, char decoded[4], size_t *len);

#endif
