/* SPDX-License-Identifier: MIT */
#ifndef UI_LISTING_H
#define UI_LISTING_H

/* What panes that list articles write alike. */

#include "article/article.h"

/* Bytes, and cells, of a day. */
#define LISTING_DATE 10

/*
 * "2022-11-13", an instant in the local zone; nothing where no date is known. Borrowed from `out`, which is not
 * terminated.
 */
struct span listing_date(struct date date, char out[LISTING_DATE]);

#endif
