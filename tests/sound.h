/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SOUND_H
#define TESTS_SOUND_H

/* What article.h promises of every article, whatever it was read from. */

#include "article/article.h"

/* What is wrong with `article`, for g_free(); NULL where nothing is. */
char *article_fault(const struct article *article);

#endif
