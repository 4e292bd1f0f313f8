/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_TRUST_H
#define ARCHIVE_TRUST_H

/*
 * What was read from a file is not what a parser gave until it was looked through: the promises of article.h that
 * everybody relies on, asked of an article whose pool and arrays are there.
 */

#include <stdbool.h>

#include "article/article.h"

/* True where all of them hold. Reads every byte of the pool; beyond that nothing. */
bool trust_article(const struct article *article);

/* The same for its fields and tags alone; reads no more than these. */
bool trust_facts(const struct article *article);

#endif
