/* SPDX-License-Identifier: MIT */
#ifndef FIND_PERIOD_H
#define FIND_PERIOD_H

/*
 * Periods of dates as a query names them: 2022, 2022-11, 2022-11-13, 2022-11..2023-01, >2024 (begins when 2024 is
 * over), >=2024, <2024, <=2024, ..2023, 2022..., *-11 and *-11-13 (of any year). A bare day is in the period if the day
 * is; an instant counts in the local zone.
 */

#include <stdbool.h>
#include <stdint.h>

#include "article/article.h"
#include "base/span.h"

/* Seconds since 1970, from inclusive, to exclusive: of bare days as if in UTC, and of instants. */
struct period {
	int64_t day_from, day_to;
	int64_t from, to;
	uint8_t month, day; /* from 1; 0: any */
};

struct civil {
	int year, month, day; /* from 1 */
};

/* The day that a date counts for; false where there is none, or none that four digits of a year can write. */
bool period_day(struct date date, struct civil *civil);

/*
 * Reads all of `value`, which is ASCII. False for what names no period; `unfinished` then tells whether more letters
 * could make it one.
 */
bool period_parse(struct span value, struct period *period, bool *unfinished);

/* False for an article without a date. */
bool period_holds(const struct period *period, struct date date);

#endif
