/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_SHARE_H
#define ARTICLE_SHARE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* How much of a body is links, counted in letters (of any script; digits, signs and white space count nothing). */
struct share {
	size_t links;    /* links that show something */
	size_t linked;   /* letters inside links */
	size_t free;     /* letters outside links and headings */
	size_t pictures; /* images outside links */
};

/* Counts over the source itself, HTML and Markdown at once, before any chrome is taken out. Linear in `body`. */
struct share share_of(struct span body);

/*
 * Whether `body` is nothing but links, or next to nothing: one letter in five may stand outside. Stops when it knows.
 */
bool share_is_list(struct span body);

#endif
