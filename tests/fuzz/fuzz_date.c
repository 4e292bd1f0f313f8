/* SPDX-License-Identifier: MIT */
/* Dates in every place where they are looked for: what is found can be written and read again. */
#include "article/date.h"
#include "fuzz.h"

const char fuzz_name[] = "date";

static void check_date(struct date date)
{
	char text[32];
	struct date again;
	date_write(date, text);
	again = date_parse(span_of(text));
	if (again.precision != date.precision || (date.precision != DATE_NONE && again.seconds != date.seconds))
		fuzz_fail("%s is read as another date", text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct span text = fuzz_text(arena, data, size);
	check_date(date_parse(text));
	check_date(date_find(text));
	check_date(date_in_path(text));
	check_date(date_from_milliseconds(text));
	arena_free(arena);
	return 0;
}
