/* SPDX-License-Identifier: MIT */
/* Markdown. */
#include "article/format.h"
#include "fuzz.h"

const char fuzz_name[] = "markdown";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_format(markdown_parse, data, size, false);
	return 0;
}
