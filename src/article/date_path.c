/* SPDX-License-Identifier: MIT */
/*
 * Days in the paths of addresses and the names of files. Segments are what stands between slashes; a day may be written
 * over up to four of them, or inside one.
 */
#include "article/date.h"

#include <glib.h>

#include "article/date_parts.h"

/* 09202011 where it is no YYYYMMDD and the numbers tell which of them is the month. */
static struct date parse_year_last(struct span digits)
{
	unsigned a = (unsigned)(digits.at[0] - '0') * 10 + (unsigned)(digits.at[1] - '0');
	unsigned b = (unsigned)(digits.at[2] - '0') * 10 + (unsigned)(digits.at[3] - '0'), year;
	struct date_cursor c = {digits, 4};
	if (!date_take_number(&c, 4, 4, &year) || (a > 12) == (b > 12))
		return (struct date){.precision = DATE_NONE};
	return date_of_day((struct date_day){year, MIN(a, b), MAX(a, b)});
}

/* Only digits, `least` to `most` of them. */
static bool segment_number(struct span segment, unsigned least, unsigned most, unsigned *value)
{
	struct date_cursor c = {segment, 0};
	return date_take_number(&c, least, most, value) && c.at == segment.len;
}

/* A year of the web, four digits or two. */
static bool segment_year(struct span segment, unsigned *year)
{
	if (segment_number(segment, 4, 4, year))
		return *year >= 1900 && *year < 2100;
	if (!segment_number(segment, 2, 2, year))
		return false;
	*year += *year < 70 ? 2000 : 1900;
	return true;
}

/*
 * The day that the last of four neighbouring segments ends: 2020/12/4, 2020/1204, 202012/04, 2020-12/04, and with the
 * name of a section inside 2020/politics/12/04.
 */
static struct date date_of_segments(const struct span segments[4])
{
	struct date_cursor c = {segments[2], 0};
	struct date_day day;
	unsigned number;
	if (!segment_number(segments[3], 1, 4, &number))
		return (struct date){.precision = DATE_NONE};
	if (segment_number(segments[2], 4, 4, &day.year) && segment_number(segments[3], 4, 4, &number))
		return date_of_day((struct date_day){day.year, number / 100, number % 100});
	if (!segment_number(segments[3], 1, 2, &day.day))
		return (struct date){.precision = DATE_NONE};
	if (segment_number(segments[2], 6, 6, &number))
		return date_of_day((struct date_day){number / 100, number % 100, day.day});
	if (date_take_number(&c, 4, 4, &day.year) && date_take_any(&c, "-", NULL) &&
	    date_take_number(&c, 2, 2, &day.month) && c.at == segments[2].len)
		return date_of_day(day);
	if (!segment_number(segments[2], 1, 2, &day.month))
		return (struct date){.precision = DATE_NONE};
	if (segment_year(segments[1], &day.year) || (segments[0].len == 4 && segment_year(segments[0], &day.year)))
		return date_of_day(day);
	return (struct date){.precision = DATE_NONE};
}

/* The first day inside one segment: YYYY-MM-DD, YYYY_MM_DD, YYYYMMDD, or a number that goes on with the time of day. */
static struct date date_in_segment(struct span segment)
{
	for (size_t at = 0; at < segment.len; at++) {
		struct date_cursor c = {segment, at};
		struct date_day day = {0};
		struct date date = {.precision = DATE_NONE};
		size_t end = at;
		if (!g_ascii_isdigit(segment.at[at]))
			continue;
		while (end < segment.len && g_ascii_isdigit(segment.at[end]))
			end++;
		if (date_take_year_first(&c, &day))
			date = date_of_day(day);
		else if (end - at == 8 || end - at == 12 || end - at == 14)
			date = date_from_digits(span_cut(segment, at, end));
		if (date.precision == DATE_NONE && end - at == 8)
			date = parse_year_last(span_cut(segment, at, end));
		if (date.precision != DATE_NONE)
			return date;
		at = end - 1;
	}
	return (struct date){.precision = DATE_NONE};
}

struct date date_in_path(struct span path)
{
	struct span segments[4] = {{NULL, 0}, {NULL, 0}, {NULL, 0}, {NULL, 0}};
	struct date last = {.precision = DATE_NONE};
	for (size_t at = 0; at <= path.len;) {
		struct span rest = span_from(path, at);
		size_t slash = span_find(rest, SPAN("/"));
		struct span segment = slash == SPAN_NONE ? rest : span_cut(rest, 0, slash);
		struct date date;
		segments[0] = segments[1];
		segments[1] = segments[2];
		segments[2] = segments[3];
		segments[3] = segment;
		date = date_of_segments(segments);
		if (date.precision != DATE_NONE)
			return date;
		date = date_in_segment(segment);
		if (date.precision != DATE_NONE)
			last = date;
		at += segment.len + 1;
	}
	return last;
}
