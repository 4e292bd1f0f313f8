/* SPDX-License-Identifier: MIT */
/* Bytes of any charset. The first byte chooses a label that is declared for the rest. */
#include <glib.h>
#include <string.h>

#include "fuzz.h"
#include "text/charset.h"
#include "text/utf8.h"

const char fuzz_name[] = "charset";

static const char *const labels[] = {NULL,     "utf-8",  "gbk",    "big5",   "shift_jis",
                                     "euc-jp", "euc-kr", "latin1", "utf-16", "x"};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct decoded decoded;
	if (size > 0) {
		decoded = charset_decode(arena, (struct span){(const char *)data + 1, size - 1},
		                         span_of(labels[data[0] % G_N_ELEMENTS(labels)]));
		if (utf8_valid(decoded.text) != decoded.text.len)
			fuzz_fail("what is decoded is no UTF-8");
		if (decoded.text.len > 0 && (memchr(decoded.text.at, '\0', decoded.text.len) ||
		                             memchr(decoded.text.at, '\r', decoded.text.len)))
			fuzz_fail("NUL or a carriage return is left");
		if (!decoded.charset || decoded.replaced > size)
			fuzz_fail("%zu of %zu bytes replaced", decoded.replaced, size);
	}
	arena_free(arena);
	return 0;
}
