/* SPDX-License-Identifier: MIT */
/* What stands above a body: front matter, comments, link lines, headers. The body is the end of the text. */
#include "article/preamble.h"
#include "fuzz.h"

const char fuzz_name[] = "front_matter";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct span text = fuzz_text(arena, data, size), body;
	struct fields fields;
	fields_init(&fields, arena);
	body = preamble_read(arena, &fields, text);
	if (body.len > text.len || (body.len > 0 && body.at + body.len > text.at + text.len))
		fuzz_fail("the body is %zu bytes of %zu", body.len, text.len);
	arena_free(arena);
	return 0;
}
