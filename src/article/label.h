/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_LABEL_H
#define ARTICLE_LABEL_H

/* The words before a colon that say what stands behind it: 日期：, 作者：, 文／, 責任編輯：, Source:. */

#include <stdbool.h>

#include "article/fields.h"
#include "base/span.h"

enum label { LABEL_NONE, LABEL_TITLE, LABEL_DATE, LABEL_AUTHOR, LABEL_EDITOR, LABEL_SITE, LABEL_ADDRESS };

/* False where no sign that parts a label from its value stands in `line`. */
bool label_may_stand(struct span line);

/* Where `line` begins with a label and its sign, moves it behind them and says which; else LABEL_NONE. */
enum label label_take(struct span *line);

/*
 * Offers `value` as what the label says it is, the date from `origin`, everything else too. An address in the place of
 * a site is an address. False where the value is not of that kind.
 */
bool label_offer(struct fields *fields, enum label label, enum origin origin, struct span value);

#endif
