/* SPDX-License-Identifier: MIT */
/* A period is read as one or two moments, each with its beginning and its end: a year, a month or a day. */
#include "find/period.h"

#include <glib.h>
#include <string.h>
#include <time.h>

enum { YEAR_DIGITS = 4, TWO_DIGITS = 2 };

static bool take_number(struct span *rest, size_t digits, int *number)
{
	if (rest->len < digits)
		return false;
	*number = 0;
	for (size_t i = 0; i < digits; i++) {
		if (!g_ascii_isdigit(rest->at[i]))
			return false;
		*number = *number * 10 + (rest->at[i] - '0');
	}
	*rest = span_from(*rest, digits);
	return true;
}

/* "-11" or "/11", where there is one. */
static bool take_part(struct span *rest, int *number)
{
	if (rest->len == 0 || (rest->at[0] != '-' && rest->at[0] != '/'))
		return false;
	*rest = span_from(*rest, 1);
	return take_number(rest, TWO_DIGITS, number);
}

/* Midnight at the beginning of a day, and of the one `months` and `days` later, in one zone. */
static bool find_ends(GTimeZone *zone, const int date[3], int months, int days, int64_t *from, int64_t *to)
{
	GDateTime *begin = g_date_time_new(zone, date[0], date[1], date[2], 0, 0, 0);
	if (!begin)
		return false;
	GDateTime *later = g_date_time_add_full(begin, 0, months, days, 0, 0, 0);
	*from = g_date_time_to_unix(begin);
	*to = later ? g_date_time_to_unix(later) : G_MAXINT64;
	if (later)
		g_date_time_unref(later);
	g_date_time_unref(begin);
	return true;
}

static bool take_moment(struct span *rest, struct period *moment)
{
	int date[3] = {1, 1, 1};
	int months = 12, days = 0;
	*moment = (struct period){.month = 0};
	if (!take_number(rest, YEAR_DIGITS, &date[0]) || date[0] == 0)
		return false;
	if (rest->len > 0 && rest->at[0] != '.') {
		if (!take_part(rest, &date[1]))
			return false;
		months = 1;
	}
	if (rest->len > 0 && rest->at[0] != '.') {
		if (!take_part(rest, &date[2]))
			return false;
		months = 0;
		days = 1;
	}
	GTimeZone *utc = g_time_zone_new_utc(), *local = g_time_zone_new_local();
	bool known = find_ends(utc, date, months, days, &moment->day_from, &moment->day_to) &&
	             find_ends(local, date, months, days, &moment->from, &moment->to);
	g_time_zone_unref(utc);
	g_time_zone_unref(local);
	return known;
}

static const struct period always = {G_MININT64, G_MAXINT64, G_MININT64, G_MAXINT64, 0, 0};

/* A comparison with a moment: what lies before or behind it, with it or without. */
static const struct {
	struct span sign;
	bool after, with;
} comparisons[] = {
	{{">=", 2}, true, true},
	{{"<=", 2}, false, true},
	{{">", 1}, true, false},
	{{"<", 1}, false, false},
};

static void compare(struct period *period, const struct period *moment, bool after, bool with)
{
	*period = always;
	if (after) {
		period->day_from = with ? moment->day_from : moment->day_to;
		period->from = with ? moment->from : moment->to;
	} else {
		period->day_to = with ? moment->day_to : moment->day_from;
		period->to = with ? moment->to : moment->from;
	}
}

static bool take_comparison(struct span *rest, struct period *period)
{
	for (size_t i = 0; i < G_N_ELEMENTS(comparisons); i++) {
		if (!span_starts(*rest, comparisons[i].sign))
			continue;
		struct period moment;
		*rest = span_from(*rest, comparisons[i].sign.len);
		if (!take_moment(rest, &moment))
			return false;
		compare(period, &moment, comparisons[i].after, comparisons[i].with);
		return true;
	}
	return false;
}

static bool take_range(struct span *rest, struct period *period)
{
	struct period moment;
	*period = always;
	bool begins = rest->len > 0 && rest->at[0] != '.';
	if (begins) {
		if (!take_moment(rest, &moment))
			return false;
		*period = moment;
	}
	if (rest->len == 0)
		return begins;
	if (!span_starts(*rest, SPAN("..")))
		return false;
	*rest = span_from(*rest, 2);
	period->day_to = period->to = G_MAXINT64;
	if (rest->len == 0)
		return begins;
	if (!take_moment(rest, &moment))
		return false;
	period->day_to = moment.day_to;
	period->to = moment.to;
	return true;
}

/* "*-11" or "*-11-13"; a day that no month has is none. */
static bool take_recurring(struct span *rest, struct period *period)
{
	int month = 0, day = 0;
	*period = always;
	*rest = span_from(*rest, 1);
	if (!take_part(rest, &month) || month < 1 || month > 12)
		return false;
	period->month = (uint8_t)month;
	if (rest->len == 0)
		return true;
	if (!take_part(rest, &day) || day < 1 || day > g_date_get_days_in_month((GDateMonth)month, 2000))
		return false;
	period->day = (uint8_t)day;
	return true;
}

/* A date that the beginning of one can be filled up to, in a year that has every day. */
#define FILLING "2000-01-01"
#define YEAR_FILLED "2000"

static bool is_moment(struct span text)
{
	struct period moment;
	return take_moment(&text, &moment) && text.len == 0;
}

static bool can_be_filled(struct span piece)
{
	char filled[] = FILLING;
	if (piece.len >= sizeof(filled))
		return false;
	for (size_t i = 0; i < piece.len; i++)
		filled[i] = piece.at[i];
	return is_moment(span_of(filled));
}

/* True where more letters could make it a period: the last date is a beginning, and what stands before it is right. */
static bool may_go_on(struct span value)
{
	size_t from = value.len;
	if (value.len > 0 && value.at[0] == '*') {
		char *filled =
			g_strdup_printf(YEAR_FILLED "%.*s", (int)MIN(value.len - 1, strlen(FILLING)), value.at + 1);
		bool may = can_be_filled(span_of(filled));
		g_free(filled);
		return may;
	}
	while (from > 0 && !strchr(".<>=", value.at[from - 1]))
		from--;
	struct span before = span_cut(value, 0, from);
	bool compared = before.len > 0 && (value.at[0] == '<' || value.at[0] == '>');
	if (!can_be_filled(span_from(value, from)))
		return false;
	if (compared)
		return before.len == 1 || (before.len == 2 && value.at[1] == '=');
	for (unsigned dots = 0; dots < 2 && span_ends(before, SPAN(".")); dots++)
		before.len--;
	return before.len == 0 || is_moment(before);
}

bool period_parse(struct span value, struct period *period, bool *unfinished)
{
	struct span rest = value;
	bool compared = value.len > 0 && (value.at[0] == '<' || value.at[0] == '>');
	bool recurs = value.len > 0 && value.at[0] == '*';
	bool read = recurs     ? take_recurring(&rest, period)
	            : compared ? take_comparison(&rest, period)
	                       : take_range(&rest, period);
	*unfinished = may_go_on(value);
	return read && rest.len == 0;
}

/* Not by way of GDateTime, which asks the file system for the local zone every time. */
bool period_day(struct date date, struct civil *civil)
{
	time_t seconds = date.seconds;
	struct tm time;
	if (date.precision == DATE_NONE || !(date.precision == DATE_DAY ? gmtime_r : localtime_r)(&seconds, &time) ||
	    time.tm_year < -1900 || time.tm_year > 9999 - 1900)
		return false;
	*civil = (struct civil){time.tm_year + 1900, time.tm_mon + 1, time.tm_mday};
	return true;
}

static bool recurs_on(const struct period *period, struct date date)
{
	struct civil civil;
	return period_day(date, &civil) && civil.month == period->month &&
	       (period->day == 0 || civil.day == period->day);
}

bool period_holds(const struct period *period, struct date date)
{
	if (date.precision == DATE_NONE)
		return false;
	if (period->month > 0)
		return recurs_on(period, date);
	if (date.precision == DATE_DAY)
		return date.seconds >= period->day_from && date.seconds < period->day_to;
	return date.seconds >= period->from && date.seconds < period->to;
}
