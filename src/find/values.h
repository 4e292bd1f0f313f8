/* SPDX-License-Identifier: MIT */
#ifndef FIND_VALUES_H
#define FIND_VALUES_H

/*
 * What can be counted of every article of an archive, as small numbers: the same value has the same number, so that
 * counting compares no text. It is made once, by entry, a few milliseconds at a time; entries keep what they are, so
 * only those that come later are added. Number 0 of each facet stands for what is not known.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"
#include "base/span.h"

enum facet {
	FACET_ARCHIVE,
	FACET_SOURCE,
	FACET_TAG,
	FACET_AUTHOR,
	FACET_LANGUAGE,
	FACET_YEAR, /* the periods: values_day() instead of values_text() */
	FACET_MONTH,
	FACET_DAY,
	FACET_COUNT
};

/*
 * A day, a month or a year as a number that ascends with time: year * 512 + month * 32 + day, 0 for what is left out.
 */
typedef int32_t facet_period;

static inline facet_period period_number(int year, int month, int day)
{
	return year * 512 + month * 32 + day;
}

static inline int facet_year_of(facet_period period)
{
	return period / 512;
}

static inline int facet_month_of(facet_period period)
{
	return period / 32 % 16;
}

static inline int facet_day_of(facet_period period)
{
	return period % 32;
}

/* And-ed with a period: the month, the year in which it lies. */
#define PERIOD_MONTH ((facet_period)~31)
#define PERIOD_YEAR ((facet_period)~511)

/* "2023-01-06", "2023-01" or "2023"; nothing for 0. */
void facet_write_period(facet_period period, GString *out);

struct values;

/* The archive is borrowed. */
struct values *values_new(const struct archive *archive);
void values_free(struct values *values); /* NULL is allowed */

/* Adds what came, for about `budget_us` microseconds (0: all). True where all is there. */
bool values_work(struct values *values, unsigned budget_us);

/* Entries that are known. */
size_t values_known(const struct values *values);

/* How many numbers a facet has, 0 among them; for years and months none: they are made of days. */
uint32_t values_count(const struct values *values, enum facet facet);

/* The text of a number; {"", 0} for 0. */
struct span values_text(const struct values *values, enum facet facet, uint32_t number);

/* The day of a number of FACET_DAY; 0 for 0. */
facet_period values_day(const struct values *values, uint32_t number);

/* The number of a text, 0 where no article has it; and the same, which gives it one. */
uint32_t values_find(const struct values *values, enum facet facet, struct span text);
uint32_t values_add(struct values *values, enum facet facet, struct span text);

/* The numbers of an entry that is known. */
struct article_values {
	uint32_t source, author, archive, language, day;
	const uint32_t *tags; /* none twice; valid until more is added */
	uint32_t tag_count;
};

/* Fills `of` for an entry below values_known(). */
void values_of(const struct values *values, uint32_t entry, struct article_values *of);

#endif
