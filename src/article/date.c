/* SPDX-License-Identifier: MIT */
/*
 * Dates as people and programs wrote them, read by a cursor over bytes that is never moved back further than to where
 * it began, so everything here is linear. A reader that does not find its thing leaves the cursor where it was. Days
 * count from 1970-01-01; GLib's GDate knows the calendar.
 */
#include "article/date.h"

#include <glib.h>
#include <string.h>

#define EPOCH_JULIAN 719163 /* 1970-01-01 as GDate counts days */
#define DAY_SECONDS 86400
#define FIRST_YEAR 1400
#define LAST_YEAR 2199
#define MONTH_MOST 24 /* bytes of a month's name */

struct cursor {
	struct span s;
	size_t at;
};

struct day {
	unsigned year, month, day;
};

/* English names; a word of three letters or more that begins one stands for it. */
static const char *const months[12] = {
	"january", "february", "march",     "april",   "may",      "june",
	"july",    "august",   "september", "october", "november", "december",
};

/* The names of the months behind a day, whole, in other languages: Arabic, Danish, Dutch, French, German, Indonesian,
 * Italian, Norwegian, Polish, Portuguese, Russian, Spanish, Swedish, Turkish, Ukrainian. */
static const char *const months_elsewhere[12] = {
	" januar januari janvier janv jänner enero gennaio janeiro stycznia ocak января січня يناير ",
	" februar februari février févr febrero febbraio fevereiro lutego şubat февраля лютого فبراير شباط ",
	" märz mars maart marts marzo março marca mart maret марта березня مارس آذار ",
	" april avril abril aprile kwietnia nisan апреля квітня أبريل ابريل إبريل نيسان ",
	" mai mei maj mayo maggio maio maja mayıs мая травня مايو أيار ",
	" juni juin junio giugno junho czerwca haziran июня червня يونيو يونيه حزيران ",
	" juli juillet juil julio luglio julho lipca temmuz июля липня يوليو يوليه تموز ",
	" august augustus augusti août agosto sierpnia ağustos agustus августа серпня أغسطس اغسطس آب ",
	" september septembre septiembre setiembre settembre setembro września eylül сентября вересня سبتمبر أيلول ",
	" oktober octobre octubre ottobre outubro października ekim октября жовтня أكتوبر اكتوبر ",
	" november novembre noviembre novembro listopada kasım ноября листопада نوفمبر ",
	" dezember december décembre déc diciembre dicembre dezembro grudnia aralık desember декабря грудня ديسمبر ",
};

static const char *const weekdays[7] = {
	"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
};

/* What stands behind the year, the month and the day; a blank may stand before and behind each. */
static const struct {
	struct span year, month, day[3];
} east_asian[] = {
	{SPAN("年"), SPAN("月"), {SPAN("日"), SPAN("号"), SPAN("號")}},
	{SPAN("년"), SPAN("월"), {SPAN("일"), SPAN("일"), SPAN("일")}},
};

/* Years counted from an era: the year before its first. */
static const struct {
	struct span name;
	unsigned base;
} eras[] = {
	{SPAN("民國"), 1911}, {SPAN("民国"), 1911}, {SPAN("令和"), 2018}, {SPAN("平成"), 1988}, {SPAN("昭和"), 1925},
};

/* Names of zones in minutes east of Greenwich. CST and IST mean several and are left out: such a time is a bare day. */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{"utc", 0},    {"gmt", 0},    {"ut", 0},     {"z", 0},      {"est", -300}, {"edt", -240}, {"cdt", -300},
	{"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"jst", 540},  {"kst", 540},  {"hkt", 480},
	{"cet", 60},   {"cest", 120}, {"eet", 120},  {"eest", 180}, {"msk", 180},
};

static struct span rest_of(const struct cursor *c)
{
	return span_from(c->s, c->at);
}

static char peek(const struct cursor *c)
{
	return c->at < c->s.len ? c->s.at[c->at] : '\0';
}

static bool take(struct cursor *c, struct span literal)
{
	if (!literal.len || !span_starts(rest_of(c), literal))
		return false;
	c->at += literal.len;
	return true;
}

static bool take_any(struct cursor *c, const char *bytes, char *taken)
{
	char byte = peek(c);

	if (!byte || !strchr(bytes, byte))
		return false;
	if (taken)
		*taken = byte;
	c->at++;
	return true;
}

static void skip_blanks(struct cursor *c)
{
	while (take_any(c, " \t", NULL) || take(c, SPAN("\xE3\x80\x80")) || take(c, SPAN("\xC2\xA0")))
		;
}

/* The digit at the cursor, ASCII or full-width; -1 where there is none. `len` gets its bytes. */
static int digit_at(const struct cursor *c, size_t *len)
{
	struct span rest = rest_of(c);

	*len = 1;
	if (rest.len > 0 && g_ascii_isdigit(rest.at[0]))
		return rest.at[0] - '0';
	*len = 3;
	if (rest.len > 2 && span_starts(rest, SPAN("\xEF\xBC")) && (unsigned char)rest.at[2] - 0x90u < 10)
		return (unsigned char)rest.at[2] - 0x90;
	return -1;
}

/* A number of `least` to `most` digits with no further digit behind it. */
static bool take_number(struct cursor *c, unsigned least, unsigned most, unsigned *value)
{
	struct cursor try = *c;
	unsigned digits = 0, number = 0;
	size_t len;
	int digit;

	for (; (digit = digit_at(&try, &len)) >= 0; try.at += len) {
		if (++digits > most)
			return false;
		number = number * 10 + (unsigned)digit;
	}
	if (digits < least)
		return false;
	*c = try;
	*value = number;
	return true;
}

/* A word of ASCII letters; {NULL, 0} where none begins here. */
static struct span take_word(struct cursor *c)
{
	size_t from = c->at;

	while (g_ascii_isalpha(peek(c)))
		c->at++;
	return c->at > from ? span_cut(c->s, from, c->at) : (struct span){NULL, 0};
}

/* Which of `names` the word is short for, from 1; 0 for none. */
static unsigned name_of(struct span word, const char *const *names, unsigned count)
{
	if (word.len < 3)
		return 0;
	for (unsigned i = 0; i < count; i++)
		if (span_starts_nocase(span_of(names[i]), word))
			return i + 1;
	return 0;
}

static bool day_is_real(struct day day)
{
	return day.year >= FIRST_YEAR && day.year <= LAST_YEAR && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
	       g_date_valid_dmy((GDateDay)day.day, (GDateMonth)day.month, (GDateYear)day.year);
}

static struct date date_of_day(struct day day)
{
	GDate date;

	if (!day_is_real(day))
		return (struct date){.precision = DATE_NONE};
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day.day, (GDateMonth)day.month, (GDateYear)day.year);
	return (struct date){
		.seconds = ((int64_t)g_date_get_julian(&date) - EPOCH_JULIAN) * DAY_SECONDS,
		.precision = DATE_DAY,
	};
}

/* What follows the year in 2023年1月6日 and 2024년 3월 12일. */
static bool take_east_asian_tail(struct cursor *c, struct day *day)
{
	for (size_t i = 0; i < G_N_ELEMENTS(east_asian); i++) {
		struct cursor try = *c;

		skip_blanks(&try);
		if (!take(&try, east_asian[i].year))
			continue;
		skip_blanks(&try);
		if (!take_number(&try, 1, 2, &day->month))
			continue;
		skip_blanks(&try);
		if (!take(&try, east_asian[i].month))
			continue;
		skip_blanks(&try);
		if (!take_number(&try, 1, 2, &day->day))
			continue;
		*c = try;
		skip_blanks(&try);
		for (size_t k = 0; k < G_N_ELEMENTS(east_asian[i].day); k++) {
			if (!take(&try, east_asian[i].day[k]))
				continue;
			*c = try;
			break;
		}
		return true;
	}
	return false;
}

/* 2023年1月6日, 民國112年1月6日. */
static bool take_east_asian(struct cursor *c, struct day *day)
{
	struct cursor try = *c;
	unsigned base = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(eras) && !base; i++)
		base = take(&try, eras[i].name) ? eras[i].base : 0;
	skip_blanks(&try);
	if (!take_number(&try, base ? 1 : 4, base ? 3 : 4, &day->year))
		return false;
	day->year += base;
	if (!take_east_asian_tail(&try, day))
		return false;
	*c = try;
	return true;
}

/* 2019-2-06, 2019/2/6, 2019.02.06, 2019_02_06: one sign both times. */
static bool take_iso(struct cursor *c, struct day *day)
{
	struct cursor try = *c;
	char first, second;

	if (!take_number(&try, 4, 4, &day->year) || !take_any(&try, "-/._", &first) ||
	    !take_number(&try, 1, 2, &day->month) || !take_any(&try, "-/._", &second) || first != second ||
	    !take_number(&try, 1, 2, &day->day))
		return false;
	*c = try;
	return true;
}

/* 20190206 */
static bool take_compact(struct cursor *c, struct day *day)
{
	struct cursor try = *c;
	unsigned number;

	if (!take_number(&try, 8, 8, &number))
		return false;
	*day = (struct day){number / 10000, number / 100 % 100, number % 100};
	*c = try;
	return true;
}

/* 15/09/2023, where the numbers tell which of them is the month. */
static bool take_year_last(struct cursor *c, struct day *day)
{
	struct cursor try = *c;
	unsigned a, b;
	char first, second;

	if (!take_number(&try, 1, 2, &a) || !take_any(&try, "/.-", &first) || !take_number(&try, 1, 2, &b) ||
	    !take_any(&try, "/.-", &second) || first != second || !take_number(&try, 4, 4, &day->year))
		return false;
	if ((a > 12) == (b > 12) && a != b)
		return false;
	day->day = a > 12 ? a : b;
	day->month = a > 12 ? b : a;
	*c = try;
	return true;
}

static bool take_month_name(struct cursor *c, unsigned *month)
{
	struct cursor try = *c;

	*month = name_of(take_word(&try), months, G_N_ELEMENTS(months));
	if (!*month)
		return false;
	take_any(&try, ".", NULL);
	*c = try;
	return true;
}

/* The day of a month in English: 2, 02, 2nd. */
static bool take_ordinal(struct cursor *c, unsigned *day)
{
	struct cursor try = *c;
	struct span suffix;

	if (!take_number(&try, 1, 2, day))
		return false;
	suffix = take_word(&try);
	if (suffix.len && !span_equal_nocase(suffix, SPAN("st")) && !span_equal_nocase(suffix, SPAN("nd")) &&
	    !span_equal_nocase(suffix, SPAN("rd")) && !span_equal_nocase(suffix, SPAN("th")))
		return false;
	*c = try;
	return true;
}

/* 2 Jul 2020, 2-Jul-2020, July 2, 2020 */
static bool take_english(struct cursor *c, struct day *day)
{
	struct cursor try = *c;
	bool month_first = take_month_name(&try, &day->month);

	skip_blanks(&try);
	if (!take_ordinal(&try, &day->day))
		return false;
	while (take_any(&try, " \t-,", NULL))
		;
	if (!month_first) {
		if (!take_month_name(&try, &day->month))
			return false;
		while (take_any(&try, " \t-,", NULL))
			;
	}
	if (!take_number(&try, 4, 4, &day->year))
		return false;
	*c = try;
	return true;
}

/* A word of any script, up to a sign, a digit or a blank; {NULL, 0} where none begins here or it is as long as none is. */
static struct span take_letters(struct cursor *c)
{
	size_t from = c->at;

	while (g_ascii_isalpha(peek(c)) || ((unsigned char)peek(c) >= 0x80 && !span_starts(rest_of(c), SPAN("\xC2\xA0"))))
		if (++c->at - from > MONTH_MOST)
			return (struct span){NULL, 0};
	return c->at > from ? span_cut(c->s, from, c->at) : (struct span){NULL, 0};
}

static unsigned month_elsewhere(struct span word)
{
	for (unsigned i = 0; i < G_N_ELEMENTS(months_elsewhere) && word.len; i++) {
		struct span names = span_of(months_elsewhere[i]);

		for (size_t at; (at = span_find_nocase(names, word)) != SPAN_NONE; names = span_from(names, at + 1))
			if (at > 0 && names.at[at - 1] == ' ' && names.at[at + word.len] == ' ')
				return i + 1;
	}
	return 0;
}

/* "de " and "del " in Spanish and Portuguese, behind blanks. */
static void skip_particle(struct cursor *c)
{
	skip_blanks(c);
	if (take(c, SPAN("de ")) || take(c, SPAN("del ")))
		skip_blanks(c);
}

/* 2 juillet 2020, 1er juillet 2020, 2. Juli 2020, 2 de julio de 2020, 2 июля 2020; 2 تموز/يوليو 2020 in two calendars. */
static bool take_elsewhere(struct cursor *c, struct day *day)
{
	struct cursor try = *c;

	if (!take_number(&try, 1, 2, &day->day))
		return false;
	if (!take_any(&try, ".", NULL) && !take(&try, SPAN("er ")))
		take(&try, SPAN("º"));
	skip_particle(&try);
	day->month = month_elsewhere(take_letters(&try));
	if (take_any(&try, "/", NULL)) {
		unsigned second = month_elsewhere(take_letters(&try));

		day->month = second ? second : day->month;
	}
	if (!day->month)
		return false;
	take_any(&try, ".,", NULL);
	skip_particle(&try);
	if (!take_number(&try, 4, 4, &day->year))
		return false;
	*c = try;
	return true;
}

/* "Thu, " before a date of RFC 2822. */
static void skip_weekday(struct cursor *c)
{
	struct cursor try = *c;

	if (!name_of(take_word(&try), weekdays, G_N_ELEMENTS(weekdays)))
		return;
	while (take_any(&try, " \t,.", NULL))
		;
	*c = try;
}

static bool take_day(struct cursor *c, struct day *day)
{
	return take_east_asian(c, day) || take_iso(c, day) || take_compact(c, day) || take_english(c, day) ||
	       take_elsewhere(c, day) || take_year_last(c, day);
}

/* hh:mm, hh:mm:ss.fff, hhmmss behind a T; seconds of the day, -1 where there is no time, -2 where it is impossible. */
static long take_time(struct cursor *c)
{
	struct cursor try = *c, mark;
	unsigned hour, minute, second = 0, compact;
	struct span half;

	if (take_number(&try, 6, 6, &compact)) {
		hour = compact / 10000;
		minute = compact / 100 % 100;
		second = compact % 100;
	} else {
		if (!take_number(&try, 1, 2, &hour) || !take_any(&try, ":", NULL) || !take_number(&try, 2, 2, &minute))
			return -1;
		if (take_any(&try, ":", NULL) && !take_number(&try, 1, 2, &second))
			return -1;
	}
	mark = try;
	if (take_any(&mark, ".,", NULL) && g_ascii_isdigit(peek(&mark))) {
		while (g_ascii_isdigit(peek(&mark)))
			mark.at++;
		try = mark;
	}
	mark = try;
	skip_blanks(&mark);
	half = take_word(&mark);
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
static enum zone take_offset(struct cursor *c, int *minutes)
{
	struct cursor try = *c;
	unsigned hours, rest = 0;
	char sign;

	if (!take_any(&try, "+-", &sign))
		return ZONE_NONE;
	if (take_number(&try, 4, 4, &hours)) {
		rest = hours % 100;
		hours /= 100;
	} else if (!take_number(&try, 1, 2, &hours)) {
		return ZONE_NONE;
	} else if (take_any(&try, ":", NULL) && !take_number(&try, 2, 2, &rest)) {
		return ZONE_NONE;
	}
	if (hours > 15 || rest > 59)
		return ZONE_IMPOSSIBLE;
	*minutes = (int)(hours * 60 + rest) * (sign == '-' ? -1 : 1);
	*c = try;
	return ZONE_KNOWN;
}

/* An offset, Z, a name of a zone, or a name with an offset (GMT+0800). */
static enum zone take_zone(struct cursor *c, int *minutes)
{
	struct span name;

	skip_blanks(c);
	name = take_word(c);
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

/* The time and the zone behind a day, as far as there are any. */
static struct date add_time(struct cursor *c, struct date date)
{
	const struct date none = {.precision = DATE_NONE};
	int minutes = 0;
	long seconds;
	enum zone zone;

	while (take_any(c, " \tT,", NULL))
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

/* 09202011 where it is no YYYYMMDD and the numbers tell which of them is the month. */
static struct date parse_year_last(struct span digits)
{
	unsigned a = (unsigned)(digits.at[0] - '0') * 10 + (unsigned)(digits.at[1] - '0');
	unsigned b = (unsigned)(digits.at[2] - '0') * 10 + (unsigned)(digits.at[3] - '0'), year;
	struct cursor c = {digits, 4};

	if (!take_number(&c, 4, 4, &year) || (a > 12) == (b > 12))
		return (struct date){.precision = DATE_NONE};
	return date_of_day((struct day){year, MIN(a, b), MAX(a, b)});
}

/* All digits: seconds or milliseconds since 1970, YYYYMMDDhhmm, YYYYMMDDhhmmss. */
static struct date parse_digits(struct span digits)
{
	struct cursor c = {span_cut(digits, 0, 8), 0};
	struct day day;
	char *number;
	struct date date;

	if (digits.len == 13)
		return date_from_milliseconds(digits);
	if (digits.len == 8 || digits.len == 12 || digits.len == 14)
		return take_compact(&c, &day) ? date_of_day(day) : (struct date){.precision = DATE_NONE};
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
	struct cursor c = {span_trim_wide(value), 0};
	struct day day = {0};
	struct date date;

	if (all_digits(c.s))
		return parse_digits(c.s);
	skip_weekday(&c);
	if (!take_day(&c, &day))
		return (struct date){.precision = DATE_NONE};
	if (g_ascii_isdigit(peek(&c)) || peek(&c) == '-')
		return (struct date){.precision = DATE_NONE};
	date = date_of_day(day);
	return date.precision == DATE_NONE ? date : add_time(&c, date);
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

struct date date_find(struct span text)
{
	for (size_t at = 0; at < text.len; at++) {
		struct cursor c = {text, at};
		struct day day = {0};
		struct date date;

		if (!begins(text, at))
			continue;
		if (!take_east_asian(&c, &day) && !take_iso(&c, &day) && !take_english(&c, &day) &&
		    !take_elsewhere(&c, &day) && !take_year_last(&c, &day))
			continue;
		date = date_of_day(day);
		if (date.precision != DATE_NONE && !g_ascii_isdigit(peek(&c)))
			return date;
	}
	return (struct date){.precision = DATE_NONE};
}

/* Only digits, `least` to `most` of them. */
static bool segment_number(struct span segment, unsigned least, unsigned most, unsigned *value)
{
	struct cursor c = {segment, 0};

	return take_number(&c, least, most, value) && c.at == segment.len;
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
	struct cursor c = {segments[2], 0};
	struct day day;
	unsigned number;

	if (segment_number(segments[2], 4, 4, &day.year) && segment_number(segments[3], 4, 4, &number))
		return date_of_day((struct day){day.year, number / 100, number % 100});
	if (!segment_number(segments[3], 1, 2, &day.day))
		return (struct date){.precision = DATE_NONE};
	if (segment_number(segments[2], 6, 6, &number))
		return date_of_day((struct day){number / 100, number % 100, day.day});
	if (take_number(&c, 4, 4, &day.year) && take_any(&c, "-", NULL) && take_number(&c, 2, 2, &day.month) &&
	    c.at == segments[2].len)
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
		struct cursor c = {segment, at};
		struct day day = {0};
		struct date date = {.precision = DATE_NONE};
		size_t end = at;

		if (!g_ascii_isdigit(segment.at[at]))
			continue;
		while (end < segment.len && g_ascii_isdigit(segment.at[end]))
			end++;
		if (take_iso(&c, &day) || take_east_asian(&c, &day))
			date = date_of_day(day);
		else if (end - at == 8 || end - at == 12 || end - at == 14)
			date = parse_digits(span_cut(segment, at, end));
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

void date_write(struct date date, char out[32])
{
	int64_t days = date.seconds / DAY_SECONDS, rest = date.seconds % DAY_SECONDS;
	GDate day;

	out[0] = '\0';
	if (rest < 0) {
		rest += DAY_SECONDS;
		days--;
	}
	days += EPOCH_JULIAN;
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
