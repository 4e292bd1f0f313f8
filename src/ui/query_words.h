/* SPDX-License-Identifier: MIT */
#ifndef UI_QUERY_WORDS_H
#define UI_QUERY_WORDS_H

/* Completing a query: the names of fields, and what may stand behind them, in quotation marks where it needs some. */

#include "ui/completion.h"
#include "ui/vocabulary.h"

/* What the end of `text` may become. `from` counts from the beginning of `text`. */
void query_complete(struct span text, const struct vocabulary *vocabulary, struct completion *completion);

#endif
