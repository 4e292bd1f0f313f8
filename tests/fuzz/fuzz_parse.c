/* SPDX-License-Identifier: MIT */
/* Whole files, from bytes to an article. */
#include "article/parse.h"
#include "fuzz.h"

const char fuzz_name[] = "parse";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct parsed parsed;
	article_parse(arena, (struct span){(const char *)data, size}, SPAN("2020/01/02/a name.md"), &parsed);
	fuzz_check_article(&parsed.article);
	arena_free(arena);
	return 0;
}
