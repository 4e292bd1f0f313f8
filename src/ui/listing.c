/* SPDX-License-Identifier: MIT */
/* The fields of lists. Units: bytes, which are cells here. */
#include "ui/listing.h"

#include <time.h>

static char *write_number(char *at, unsigned number, unsigned digits)
{
	for (unsigned i = digits; i-- > 0; number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + digits;
}

/* Not by way of GDateTime, which asks the file system for the local zone every time. */
struct span listing_date(struct date date, char out[LISTING_DATE])
{
	time_t seconds = date.seconds;
	struct tm time;
	if (date.precision == DATE_NONE || !(date.precision == DATE_DAY ? gmtime_r : localtime_r)(&seconds, &time) ||
	    time.tm_year < -1900 || time.tm_year > 9999 - 1900)
		return (struct span){NULL, 0};
	char *at = write_number(out, (unsigned)(time.tm_year + 1900), 4);
	*at++ = '-';
	at = write_number(at, (unsigned)time.tm_mon + 1, 2);
	*at++ = '-';
	write_number(at, (unsigned)time.tm_mday, 2);
	return (struct span){out, LISTING_DATE};
}
