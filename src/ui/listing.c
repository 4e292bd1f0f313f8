/* SPDX-License-Identifier: MIT */
/* The fields of lists. Units: bytes, which are cells here. */
#include "ui/listing.h"

#include "find/period.h"

static char *write_number(char *at, unsigned number, unsigned digits)
{
	for (unsigned i = digits; i-- > 0; number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + digits;
}

struct span listing_date(struct date date, char out[LISTING_DATE])
{
	struct civil day;
	if (!period_day(date, &day))
		return (struct span){NULL, 0};
	char *at = write_number(out, (unsigned)day.year, 4);
	*at++ = '-';
	at = write_number(at, (unsigned)day.month, 2);
	*at++ = '-';
	write_number(at, (unsigned)day.day, 2);
	return (struct span){out, LISTING_DATE};
}
