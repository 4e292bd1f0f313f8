/* SPDX-License-Identifier: MIT */
/* HTML, as a page with its navigation and as a fragment. */
#include "article/format.h"
#include "fuzz.h"

const char fuzz_name[] = "html";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_format(html_parse, data, size, true);
	fuzz_format(html_parse, data, size, false);
	return 0;
}
