/* SPDX-License-Identifier: MIT */
/* Plain text. */
#include "article/format.h"
#include "fuzz.h"

const char fuzz_name[] = "plain";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_format(plain_parse, data, size, false);
	return 0;
}
