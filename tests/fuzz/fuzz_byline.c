/* SPDX-License-Identifier: MIT */
/* Lines that say who wrote an article and when: at either end of it, and where an element is declared to say so. */
#include "article/byline.h"
#include "article/date.h"
#include "fuzz.h"
#include "text/utf8.h"

const char fuzz_name[] = "byline";

static void check_names(const struct fields *fields, enum field field)
{
	struct span names = fields_value(fields, field, NULL);
	if (utf8_valid(names) != names.len)
		fuzz_fail("a name is cut inside a character");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct span text = fuzz_text(arena, data, size);
	for (unsigned how = 0; how < 4; how++) {
		struct fields fields;
		fields_init(&fields, arena);
		if (how < 3)
			byline_scan(&fields, text, how != 1, how != 0);
		else
			byline_declared(&fields, text, true);
		check_names(&fields, FIELD_AUTHOR);
		check_names(&fields, FIELD_EDITOR);
	}
	arena_free(arena);
	return 0;
}
