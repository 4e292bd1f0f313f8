/* SPDX-License-Identifier: MIT */
/* What a page says of itself in JSON-LD, in whatever it is wrapped. */
#include "fuzz.h"
#include "text/utf8.h"

const char fuzz_name[] = "json_ld";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum field all[] = {FIELD_TITLE, FIELD_AUTHOR, FIELD_URL, FIELD_SITE, FIELD_LANGUAGE};
	struct arena *arena = arena_new();
	struct fields fields;
	fields_init(&fields, arena);
	fields_json_ld(&fields, fuzz_text(arena, data, size));
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		struct span value = fields_value(&fields, all[i], NULL);
		if (utf8_valid(value) != value.len)
			fuzz_fail("field %zu is cut inside a character", i);
	}
	arena_free(arena);
	return 0;
}
