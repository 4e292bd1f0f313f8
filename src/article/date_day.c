/* SPDX-License-Identifier: MIT */
/*
 * Days as people and programs wrote them: the ways of East Asia, ISO 8601 and its near misses, English and other
 * languages. Each way is a reader of its own, and all of the day must be there. GLib's GDate knows the calendar.
 */
#include "article/date_parts.h"

#include <glib.h>
#include <string.h>

#include "text/utf8.h"

#define FIRST_YEAR 1400
#define LAST_YEAR 2199
#define MONTH_MOST 24 /* bytes of a month's name */

/* English names; a word of three letters or more that begins one stands for it. */
static const char *const months[12] = {
	"january", "february", "march",     "april",   "may",      "june",
	"july",    "august",   "september", "october", "november", "december",
};

/*
 * The names of the months behind a day, whole, in other languages: Arabic, Danish, Dutch, French, German, Indonesian,
 * Italian, Norwegian, Polish, Portuguese, Russian, Spanish, Swedish, Turkish, Ukrainian.
 */
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
	uint32_t first; /* character of the name */
	struct span name;
	unsigned base;
} eras[] = {
	{U'民', SPAN("民國"), 1911}, {U'民', SPAN("民国"), 1911}, {U'令', SPAN("令和"), 2018},
	{U'平', SPAN("平成"), 1988}, {U'昭', SPAN("昭和"), 1925},
};

/* Which of `names` the word is short for, from 1; 0 for none. */
static unsigned name_of(struct span word, const char *const *names, unsigned count)
{
	if (word.len < 3)
		return 0;
	for (unsigned i = 0; i < count; i++)
		if (names[i][0] == (word.at[0] | 0x20) && span_starts_nocase(span_of(names[i]), word))
			return i + 1;
	return 0;
}

static bool day_is_real(struct date_day day)
{
	return day.year >= FIRST_YEAR && day.year <= LAST_YEAR && day.month >= 1 && day.month <= 12 && day.day >= 1 &&
	       g_date_valid_dmy((GDateDay)day.day, (GDateMonth)day.month, (GDateYear)day.year);
}

struct date date_of_day(struct date_day day)
{
	GDate date;
	if (!day_is_real(day))
		return (struct date){.precision = DATE_NONE};
	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day.day, (GDateMonth)day.month, (GDateYear)day.year);
	return (struct date){
		.seconds = ((int64_t)g_date_get_julian(&date) - DATE_EPOCH_JULIAN) * DATE_DAY_SECONDS,
		.precision = DATE_DAY,
	};
}

/* What follows the year in 2023年1月6日 and 2024년 3월 12일. */
static bool take_east_asian_tail(struct date_cursor *c, struct date_day *day)
{
	for (size_t i = 0; i < G_N_ELEMENTS(east_asian); i++) {
		struct date_cursor try = *c;
		date_skip_blanks(&try);
		if (!date_take(&try, east_asian[i].year))
			continue;
		date_skip_blanks(&try);
		if (!date_take_number(&try, 1, 2, &day->month))
			continue;
		date_skip_blanks(&try);
		if (!date_take(&try, east_asian[i].month))
			continue;
		date_skip_blanks(&try);
		if (!date_take_number(&try, 1, 2, &day->day))
			continue;
		*c = try;
		date_skip_blanks(&try);
		for (size_t k = 0; k < G_N_ELEMENTS(east_asian[i].day); k++) {
			if (!date_take(&try, east_asian[i].day[k]))
				continue;
			*c = try;
			break;
		}
		return true;
	}
	return false;
}

/* 2023年1月6日, 民國112年1月6日. */
static bool take_east_asian(struct date_cursor *c, struct date_day *day)
{
	struct date_cursor try = *c;
	unsigned base = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(eras) && !base; i++)
		base = date_take(&try, eras[i].name) ? eras[i].base : 0;
	date_skip_blanks(&try);
	if (!date_take_number(&try, base ? 1 : 4, base ? 3 : 4, &day->year))
		return false;
	day->year += base;
	if (!take_east_asian_tail(&try, day))
		return false;
	*c = try;
	return true;
}

/* 2019-2-06, 2019/2/6, 2019.02.06, 2019_02_06: one sign both times. */
static bool take_iso(struct date_cursor *c, struct date_day *day)
{
	struct date_cursor try = *c;
	char first, second;
	if (!date_take_number(&try, 4, 4, &day->year) || !date_take_any(&try, "-/._", &first) ||
	    !date_take_number(&try, 1, 2, &day->month) || !date_take_any(&try, "-/._", &second) || first != second ||
	    !date_take_number(&try, 1, 2, &day->day))
		return false;
	*c = try;
	return true;
}

bool date_take_compact(struct date_cursor *c, struct date_day *day)
{
	struct date_cursor try = *c;
	unsigned number;
	if (!date_take_number(&try, 8, 8, &number))
		return false;
	*day = (struct date_day){number / 10000, number / 100 % 100, number % 100};
	*c = try;
	return true;
}

/* 15/09/2023, where the numbers tell which of them is the month. */
static bool take_year_last(struct date_cursor *c, struct date_day *day)
{
	struct date_cursor try = *c;
	unsigned a, b;
	char first, second;
	if (!date_take_number(&try, 1, 2, &a) || !date_take_any(&try, "/.-", &first) ||
	    !date_take_number(&try, 1, 2, &b) || !date_take_any(&try, "/.-", &second) || first != second ||
	    !date_take_number(&try, 4, 4, &day->year))
		return false;
	if ((a > 12) == (b > 12) && a != b)
		return false;
	day->day = a > 12 ? a : b;
	day->month = a > 12 ? b : a;
	*c = try;
	return true;
}

static bool take_month_name(struct date_cursor *c, unsigned *month)
{
	struct date_cursor try = *c;
	*month = name_of(date_take_word(&try), months, G_N_ELEMENTS(months));
	if (!*month)
		return false;
	date_take_any(&try, ".", NULL);
	*c = try;
	return true;
}

/* The day of a month in English: 2, 02, 2nd. */
static bool take_ordinal(struct date_cursor *c, unsigned *day)
{
	struct date_cursor try = *c;
	struct span suffix;
	if (!date_take_number(&try, 1, 2, day))
		return false;
	suffix = date_take_word(&try);
	if (suffix.len && !span_equal_nocase(suffix, SPAN("st")) && !span_equal_nocase(suffix, SPAN("nd")) &&
	    !span_equal_nocase(suffix, SPAN("rd")) && !span_equal_nocase(suffix, SPAN("th")))
		return false;
	*c = try;
	return true;
}

/* 2 Jul 2020, 2-Jul-2020, July 2, 2020 */
static bool take_english(struct date_cursor *c, struct date_day *day)
{
	struct date_cursor try = *c;
	bool month_first = take_month_name(&try, &day->month);
	date_skip_blanks(&try);
	if (!take_ordinal(&try, &day->day))
		return false;
	while (date_take_any(&try, " \t-,", NULL))
		;
	if (!month_first) {
		if (!take_month_name(&try, &day->month))
			return false;
		while (date_take_any(&try, " \t-,", NULL))
			;
	}
	if (!date_take_number(&try, 4, 4, &day->year))
		return false;
	*c = try;
	return true;
}

/* A word of any script, up to a sign, a digit or a blank; {NULL, 0} where none begins here or it is too long. */
static struct span take_letters(struct date_cursor *c)
{
	size_t from = c->at;
	while (g_ascii_isalpha(date_peek(c)) ||
	       ((unsigned char)date_peek(c) >= 0x80 && !span_starts(date_rest(c), SPAN("\xC2\xA0"))))
		if (++c->at - from > MONTH_MOST)
			return (struct span){NULL, 0};
	return c->at > from ? span_cut(c->s, from, c->at) : (struct span){NULL, 0};
}

static unsigned month_elsewhere(struct span word)
{
	if (word.len > 0 && (unsigned char)word.at[0] >= 0xE0)
		return 0; /* all names begin below U+0800: a month of East Asia has a number */
	for (unsigned i = 0; i < G_N_ELEMENTS(months_elsewhere) && word.len; i++) {
		struct span names = span_of(months_elsewhere[i]);
		for (size_t at; (at = span_find_nocase(names, word)) != SPAN_NONE; names = span_from(names, at + 1))
			if (at > 0 && names.at[at - 1] == ' ' && names.at[at + word.len] == ' ')
				return i + 1;
	}
	return 0;
}

/* "de " and "del " in Spanish and Portuguese, behind blanks. */
static void skip_particle(struct date_cursor *c)
{
	date_skip_blanks(c);
	if (date_take(c, SPAN("de ")) || date_take(c, SPAN("del ")))
		date_skip_blanks(c);
}

/* 2 juillet 2020, 1er juillet 2020, 2. Juli 2020, 2 de julio de 2020, 2 июля 2020; 2 تموز/يوليو 2020: two calendars. */
static bool take_elsewhere(struct date_cursor *c, struct date_day *day)
{
	struct date_cursor try = *c;
	if (!date_take_number(&try, 1, 2, &day->day))
		return false;
	if (!date_take_any(&try, ".", NULL) && !date_take(&try, SPAN("er ")))
		date_take(&try, SPAN("º"));
	skip_particle(&try);
	day->month = month_elsewhere(take_letters(&try));
	if (date_take_any(&try, "/", NULL)) {
		unsigned second = month_elsewhere(take_letters(&try));
		day->month = second ? second : day->month;
	}
	if (!day->month)
		return false;
	date_take_any(&try, ".,", NULL);
	skip_particle(&try);
	if (!date_take_number(&try, 4, 4, &day->year))
		return false;
	*c = try;
	return true;
}

void date_skip_weekday(struct date_cursor *c)
{
	struct date_cursor try = *c;
	if (!name_of(date_take_word(&try), weekdays, G_N_ELEMENTS(weekdays)))
		return;
	while (date_take_any(&try, " \t,.", NULL))
		;
	*c = try;
}

bool date_take_year_first(struct date_cursor *c, struct date_day *day)
{
	return take_iso(c, day) || take_east_asian(c, day); /* no day is both; the first is in most files */
}

/* An ASCII letter begins the name of a month in English; beyond ASCII there are blanks, wide digits and eras. */
bool date_may_open(struct span rest)
{
	size_t at = 0;
	uint32_t code = utf8_next(rest, &at);
	if (code < 0x80)
		return g_ascii_isdigit((char)code) || name_of(span_cut(rest, 0, 3), months, G_N_ELEMENTS(months)) > 0;
	if (code == 0x3000 || code == 0xA0 || (code >= 0xFF10 && code <= 0xFF19))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(eras); i++)
		if (code == eras[i].first)
			return true;
	return false;
}

/*
 * Whether a day may go on behind the number at the cursor, told by the byte that follows it. Behind a year these are
 * signs, blanks (E3 80 80 and C2 A0 among them), 年 and 년; behind one or two digits no character from U+4000 on.
 */
static bool may_go_on(const struct date_cursor *c, unsigned digits)
{
	struct date_cursor behind = *c;
	unsigned number;
	if (!date_take_number(&behind, 1, 9, &number))
		return true;
	return digits > 2 ? date_peek(&behind) && strchr("-/._ \t\xE3\xC2\xE5\xEB", date_peek(&behind))
	                  : (unsigned char)date_peek(&behind) < 0xE4;
}

bool date_take_written(struct date_cursor *c, struct date_day *day)
{
	unsigned digits = date_count_digits(c);
	/* Most numbers are no days: a year has four digits, unless an era or a blank stands before it. */
	if (g_ascii_isalpha(date_peek(c)))
		return take_english(c, day);
	if (digits > 2)
		return digits == 4 && may_go_on(c, digits) && date_take_year_first(c, day);
	if (digits > 0)
		return may_go_on(c, digits) &&
		       (take_english(c, day) || take_elsewhere(c, day) || take_year_last(c, day));
	return date_take_year_first(c, day) || take_english(c, day) || take_elsewhere(c, day) || take_year_last(c, day);
}

bool date_take_day(struct date_cursor *c, struct date_day *day)
{
	return date_take_compact(c, day) || date_take_written(c, day);
}
