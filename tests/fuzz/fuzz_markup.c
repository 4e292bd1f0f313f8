/* SPDX-License-Identifier: MIT */
/* HTML that is read without libxml2 is read as libxml2 reads it. */
#include <glib.h>

#include "../twin.h"
#include "fuzz.h"

const char fuzz_name[] = "markup";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	bool read;
	char *difference = twin_is_comparable() ? twin_difference(fuzz_text(arena, data, size), &read) : NULL;
	if (difference)
		fuzz_fail("%s", difference);
	arena_free(arena);
	return 0;
}
