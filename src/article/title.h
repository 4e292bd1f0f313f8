/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_TITLE_H
#define ARTICLE_TITLE_H

#include <stdbool.h>

#include "article/fields.h"
#include "base/arena.h"
#include "base/span.h"

/*
 * Whether `part` is what the site is called: its name, its host, or the host's first word; punctuation and case aside.
 */
bool names_site(struct span part, struct span site, struct span host);

/*
 * The title of a page without the name of its site behind or before it: `site` is that name, `host` the host of the
 * page, both may be {NULL, 0}. `guess`: where neither is found, a short last part behind a bar or a dash is taken for
 * the site's name. Points into `title`.
 */
struct span title_without_site(struct span title, struct span site, struct span host, bool guess);

/*
 * A title made from the name of a file, the last resort: without folders, ending and the date that begins it,
 * underscores as blanks. Clean UTF-8 in `arena`; never empty.
 */
struct span title_from_path(struct arena *arena, struct span path);

/* Offers that title where nobody knows another. */
void title_fall_back(struct fields *fields);

#endif
