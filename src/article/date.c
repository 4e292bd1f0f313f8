/* SPDX-License-Identifier: MIT */
/*
 * Dates as whole values and inside running text, and dates written down. What a day looks like is told in date_day.c,
 * what follows it in date_time.c; a text is looked through from each place where a date may begin.
 */
#include "article/date.h"

#include <glib.h>

#include "article/date_parts.h"
#include "text/utf8.h"

struct date date_from_digits(struct span digits)
{
	struct date_cursor c = {span_cut(digits, 0, 8), 0};
	struct date_day day;
	char *number;
	struct date date;
	if (digits.len == 13)
		return date_from_milliseconds(digits);
	if (digits.len == 8 || digits.len == 12 || digits.len == 14)
		return date_take_compact(&c, &day) ? date_of_day(day) : (struct date){.precision = DATE_NONE};
	if (digits.len != 10)
		return (struct date){.precision = DATE_NONE};
	number = g_strdup_printf("%.*s000", (int)digits.len, digits.at);
	date = date_from_milliseconds(span_of(number));
	g_free(number);
	return date;
}

static bool all_digits(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!g_ascii_isdigit(s.at[i]))
			return false;
	return s.len > 0;
}

struct date date_parse(struct span value)
{
	struct date_cursor c = {span_trim_wide(value), 0};
	struct date_day day = {0};
	struct date date;
	if (all_digits(c.s))
		return date_from_digits(c.s);
	date_skip_weekday(&c);
	if (!date_take_day(&c, &day))
		return (struct date){.precision = DATE_NONE};
	if (g_ascii_isdigit(date_peek(&c)) || date_peek(&c) == '-')
		return (struct date){.precision = DATE_NONE};
	date = date_of_day(day);
	return date.precision == DATE_NONE ? date : date_add_time(&c, date);
}

struct date date_from_milliseconds(struct span digits)
{
	const int64_t unset = 10000000000, end = 4102444800000; /* 2100; a smaller number counts seconds or nothing */
	bool negative = span_starts(digits, SPAN("-"));
	int64_t number = 0;
	digits = span_from(digits, negative);
	if (!all_digits(digits) || digits.len > 15)
		return (struct date){.precision = DATE_NONE};
	for (size_t i = 0; i < digits.len; i++)
		number = number * 10 + (digits.at[i] - '0');
	if (number < unset || number >= end)
		return (struct date){.precision = DATE_NONE};
	if (negative)
		number = -number - 999; /* so that the division rounds down */
	return (struct date){.seconds = number / 1000, .precision = DATE_INSTANT};
}

/* True where a date may begin: not inside a number or a word. */
static bool begins(struct span text, size_t at)
{
	char here = text.at[at], before = at > 0 ? text.at[at - 1] : ' ';
	if (((unsigned char)here & 0xC0) == 0x80)
		return false; /* inside a character */
	if (g_ascii_isdigit(here) || (unsigned char)here >= 0x80)
		return !g_ascii_isdigit(before);
	return g_ascii_isalpha(here) && !g_ascii_isalnum(before);
}

/* Whether a digit begins at `at`, of ASCII or full width (EF BC 90 to EF BC 99). */
static bool is_digit(struct span text, size_t at)
{
	const unsigned char *p = (const unsigned char *)text.at + at;
	if (p[0] != 0xEF)
		return p[0] - (unsigned)'0' < 10;
	return text.len - at > 2 && p[1] == 0xBC && p[2] - 0x90u < 10;
}

bool date_may_stand(struct span text)
{
	return utf8_has_digit(text);
}

/* Behind where the last digit begins, without which there is no date. */
static size_t last_digit(struct span text)
{
	size_t end = date_may_stand(text) ? text.len : 0;
	while (end > 0 && !is_digit(text, end - 1))
		end--;
	return end;
}

struct date date_find(struct span text)
{
	size_t end = last_digit(text);
	for (size_t at = 0; at < end; at++) {
		struct date_cursor c;
		struct date_day day;
		struct date date;
		if (!begins(text, at) || !date_may_open(span_from(text, at)))
			continue;
		c = (struct date_cursor){text, at};
		day = (struct date_day){0};
		if (!date_take_written(&c, &day))
			continue;
		date = date_of_day(day);
		if (date.precision != DATE_NONE && !g_ascii_isdigit(date_peek(&c)))
			return date;
	}
	return (struct date){.precision = DATE_NONE};
}

void date_write(struct date date, char out[32])
{
	int64_t days = date.seconds / DATE_DAY_SECONDS, rest = date.seconds % DATE_DAY_SECONDS;
	GDate day;
	out[0] = '\0';
	if (rest < 0) {
		rest += DATE_DAY_SECONDS;
		days--;
	}
	days += DATE_EPOCH_JULIAN;
	if (date.precision == DATE_NONE || days < 1 || days > 3652059) /* 0001-01-01 to 9999-12-31 */
		return;
	g_date_clear(&day, 1);
	g_date_set_julian(&day, (guint32)days);
	if (date.precision == DATE_DAY)
		g_snprintf(out, 32, "%04u-%02u-%02u", g_date_get_year(&day), g_date_get_month(&day),
		           g_date_get_day(&day));
	else
		g_snprintf(out, 32, "%04u-%02u-%02uT%02d:%02d:%02dZ", g_date_get_year(&day), g_date_get_month(&day),
		           g_date_get_day(&day), (int)(rest / 3600), (int)(rest / 60 % 60), (int)(rest % 60));
}
