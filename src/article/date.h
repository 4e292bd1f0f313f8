/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_DATE_H
#define ARTICLE_DATE_H

/*
 * Dates as archives write them. A time with a zone is an instant; a time without one counts as its bare day, for nobody
 * knows whose midnight it means; an impossible date (February 30th, month 13, year 0 or 9999) is none.
 */

#include <stdbool.h>

#include "article/article.h"
#include "base/span.h"

/* A whole value: ISO 8601 and its near misses (2019-2-06, 2018-02-24  +0800), RFC 2822, 2023年1月6日, epoch numbers. */
struct date date_parse(struct span value);

/* Milliseconds since 1970 as decimal digits; none for NaN and what no clock showed. */
struct date date_from_milliseconds(struct span digits);

/* The first date inside running text, such as 【…2023年01月06日讯】; a bare day. `text` is one line or less. */
struct date date_find(struct span text);

/* False where date_find() finds nothing, told by its digits. */
bool date_may_stand(struct span text);

/*
 * A bare day in the path of an address (/2020/12/4/, /gb/23/1/6/, 20230914-) or in a file's name (YYYY-MM-DD,
 * YYYYMMDD).
 */
struct date date_in_path(struct span path);

/* "2022-11-13T18:04:03Z" or "2023-01-06"; "" for DATE_NONE. */
void date_write(struct date date, char out[32]);

#endif
