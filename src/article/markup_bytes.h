/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MARKUP_BYTES_H
#define ARTICLE_MARKUP_BYTES_H

/* Nobody but markup.c includes this. */

#include <stdbool.h>

#include "base/span.h"

/*
 * Whether `html`, which is valid UTF-8, holds no control characters but tabs and line feeds, no noncharacters U+FFFE
 * and U+FFFF, no mark of UTF-8 at its beginning, and no more bytes than an int counts.
 */
bool markup_is_tame(struct span html);

#endif
