/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_DATE_PARTS_H
#define ARTICLE_DATE_PARTS_H

/*
 * What the files of dates share; nobody else includes it.
 *
 *   date_cursor.c  signs, numbers and words
 *   date_day.c     a day in all the ways that it is written
 *   date_time.c    the time and the zone behind it
 *   date_path.c    days in paths
 *   date.c         whole values, running text, dates written down
 *
 * A reader that does not find its thing is false and leaves the cursor where it was; what it gives is then undefined.
 */

#include <stdbool.h>
#include <stddef.h>

#include "article/article.h"
#include "base/span.h"

#define DATE_EPOCH_JULIAN 719163 /* 1970-01-01 as GDate counts days */
#define DATE_DAY_SECONDS 86400

struct date_cursor {
	struct span s; /* UTF-8 */
	size_t at;     /* byte, at most the length */
};

/* As it was written: it need not be in any calendar. */
struct date_day {
	unsigned year, month, day;
};

/* What is not read yet. */
static inline struct span date_rest(const struct date_cursor *c)
{
	return span_from(c->s, c->at);
}

/* The byte at the cursor; 0 at the end. */
static inline char date_peek(const struct date_cursor *c)
{
	return c->at < c->s.len ? c->s.at[c->at] : '\0';
}

/* Takes `literal`; an empty one is never there. */
static inline bool date_take(struct date_cursor *c, struct span literal)
{
	if (!literal.len || !span_starts(date_rest(c), literal))
		return false;
	c->at += literal.len;
	return true;
}

/* Takes one byte that is among `bytes`; `taken`, which may be NULL, gets it. */
bool date_take_any(struct date_cursor *c, const char *bytes, char *taken);

/* Goes behind blanks: spaces, tabs, the wide space, the one that does not break. */
void date_skip_blanks(struct date_cursor *c);

/* A number of `least` to `most` digits, ASCII or full-width, with no further digit behind it. `most` is 9 at most. */
bool date_take_number(struct date_cursor *c, unsigned least, unsigned most, unsigned *value);

/* How many digits, ASCII or full-width, follow each other at the cursor, as far as ten. */
unsigned date_count_digits(const struct date_cursor *c);

/* A word of ASCII letters; {NULL, 0} where none begins here. */
struct span date_take_word(struct date_cursor *c);

/* Goes behind "Thu, " before a date of RFC 2822. */
void date_skip_weekday(struct date_cursor *c);

/* 20190206 */
bool date_take_compact(struct date_cursor *c, struct date_day *day);

/* A day that begins with its year, with signs between its parts: 2019-02-06, 2023年1月6日. */
bool date_take_year_first(struct date_cursor *c, struct date_day *day);

/* A day with signs or words between its parts, in any order: the above, 2 Jul 2020, 2 de julio de 2020, 15/09/2023. */
bool date_take_written(struct date_cursor *c, struct date_day *day);

/*
 * False where date_take_written() takes nothing, told by the first character, which is no blank of ASCII: `rest` is not
 * empty. True says nothing.
 */
bool date_may_open(struct span rest);

/* A day in any of the ways above. */
bool date_take_day(struct date_cursor *c, struct date_day *day);

/* The day as a date; DATE_NONE where no calendar has it. */
struct date date_of_day(struct date_day day);

/*
 * `date` is a bare day: with the time and the zone that follow it at the cursor it becomes an instant; it stays as it
 * is where there is no such time, and is DATE_NONE where that is impossible.
 */
struct date date_add_time(struct date_cursor *c, struct date date);

/* Nothing but digits: seconds or milliseconds since 1970, YYYYMMDD, YYYYMMDDhhmm, YYYYMMDDhhmmss. */
struct date date_from_digits(struct span digits);

#endif
