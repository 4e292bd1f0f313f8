/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MAIL_H
#define ARTICLE_MAIL_H

#include "article/parse.h"
#include "base/arena.h"
#include "base/span.h"

/*
 * Reads one message of mail (RFC 5322, MIME) as an article. `path` is that of the document it lies in. Everything in
 * `parsed` lives in `scratch`. Never fails.
 */
void mail_parse(struct arena *scratch, struct span message, struct span path, struct parsed *parsed);

#endif
