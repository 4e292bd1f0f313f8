/* SPDX-License-Identifier: MIT */
/*
 * The time and the zone behind a day. Times are seconds of the day, zones are minutes east of Greenwich. A time whose
 * zone is not known says nothing about when it was, so it leaves the bare day; an impossible one leaves no date at all.
 */
#include "article/date_parts.h"

#include <glib.h>

/* Names of zones in minutes east of Greenwich. CST and IST mean several and are left out: such a time is a bare day. */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{"utc", 0},    {"gmt", 0},    {"ut", 0},     {"z", 0},      {"est", -300}, {"edt", -240}, {"cdt", -300},
	{"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"jst", 540},  {"kst", 540},  {"hkt", 480},
	{"cet", 60},   {"cest", 120}, {"eet", 120},  {"eest", 180}, {"msk", 180},
};

/* hh:mm, hh:mm:ss.fff, hhmmss behind a T; seconds of the day, -1 where there is no time, -2 where it is impossible. */
static long take_time(struct date_cursor *c)
{
	struct date_cursor try = *c, mark;
	unsigned hour, minute, second = 0, compact;
	struct span half;
	if (date_take_number(&try, 6, 6, &compact)) {
		hour = compact / 10000;
		minute = compact / 100 % 100;
		second = compact % 100;
	} else {
		if (!date_take_number(&try, 1, 2, &hour) || !date_take_any(&try, ":", NULL) ||
		    !date_take_number(&try, 2, 2, &minute))
			return -1;
		if (date_take_any(&try, ":", NULL) && !date_take_number(&try, 1, 2, &second))
			return -1;
	}
	mark = try;
	if (date_take_any(&mark, ".,", NULL) && g_ascii_isdigit(date_peek(&mark))) {
		while (g_ascii_isdigit(date_peek(&mark)))
			mark.at++;
		try = mark;
	}
	mark = try;
	date_skip_blanks(&mark);
	half = date_take_word(&mark);
	if (span_equal_nocase(half, SPAN("am")) || span_equal_nocase(half, SPAN("pm"))) {
		if (hour < 1 || hour > 12)
			return -2;
		hour = hour % 12 + (half.at[0] == 'p' || half.at[0] == 'P' ? 12 : 0);
		try = mark;
	}
	if (hour > 23 || minute > 59 || second > 60)
		return -2;
	*c = try;
	return (long)(hour * 3600 + minute * 60 + second);
}

enum zone { ZONE_NONE, ZONE_KNOWN, ZONE_IMPOSSIBLE };

/* +08:00, +0800, +08 */
static enum zone take_offset(struct date_cursor *c, int *minutes)
{
	struct date_cursor try = *c;
	unsigned hours, rest = 0;
	char sign;
	if (!date_take_any(&try, "+-", &sign))
		return ZONE_NONE;
	if (date_take_number(&try, 4, 4, &hours)) {
		rest = hours % 100;
		hours /= 100;
	} else if (!date_take_number(&try, 1, 2, &hours)) {
		return ZONE_NONE;
	} else if (date_take_any(&try, ":", NULL) && !date_take_number(&try, 2, 2, &rest)) {
		return ZONE_NONE;
	}
	if (hours > 15 || rest > 59)
		return ZONE_IMPOSSIBLE;
	*minutes = (int)(hours * 60 + rest) * (sign == '-' ? -1 : 1);
	*c = try;
	return ZONE_KNOWN;
}

/* An offset, Z, a name of a zone, or a name with an offset (GMT+0800). */
static enum zone take_zone(struct date_cursor *c, int *minutes)
{
	struct span name;
	date_skip_blanks(c);
	name = date_take_word(c);
	if (!name.len)
		return take_offset(c, minutes);
	for (size_t i = 0; i < G_N_ELEMENTS(zones); i++) {
		enum zone zone;
		if (!span_equal_nocase(name, span_of(zones[i].name)))
			continue;
		*minutes = zones[i].minutes;
		zone = *minutes == 0 ? take_offset(c, minutes) : ZONE_KNOWN;
		return zone == ZONE_IMPOSSIBLE ? ZONE_IMPOSSIBLE : ZONE_KNOWN;
	}
	return ZONE_NONE;
}

struct date date_add_time(struct date_cursor *c, struct date date)
{
	const struct date none = {.precision = DATE_NONE};
	int minutes = 0;
	long seconds;
	enum zone zone;
	while (date_take_any(c, " \tT,", NULL))
		;
	seconds = take_time(c);
	if (seconds < 0)
		return seconds == -1 ? date : none;
	zone = take_zone(c, &minutes);
	if (zone == ZONE_IMPOSSIBLE)
		return none;
	if (zone == ZONE_NONE)
		return date;
	date.seconds += seconds - (int64_t)minutes * 60;
	date.precision = DATE_INSTANT;
	return date;
}
