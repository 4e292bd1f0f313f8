/* SPDX-License-Identifier: MIT */
/* Addresses, and references seen from them: the first line is the base, the rest the reference. */
#include "article/address.h"
#include "fuzz.h"

const char fuzz_name[] = "address";

static void check_clean(struct span url)
{
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] <= ' ')
			fuzz_fail("byte %zu of a clean address is 0x%02x", i, (unsigned)url.at[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct span text = fuzz_text(arena, data, size), rest = text, base = {"", 0}, resolved;
	if (address_end(text) > text.len)
		fuzz_fail("an address of %zu bytes in %zu", address_end(text), text.len);
	span_line(&rest, &base);
	resolved = address_resolve(arena, base, rest);
	check_clean(address_clean(arena, resolved));
	if (address_canonical(arena, resolved).len > 0 && !address_is_web(address_clean(arena, resolved)))
		fuzz_fail("what does not lead into the web has a canonical form");
	if (address_path(resolved).len > resolved.len)
		fuzz_fail("a path is longer than its address");
	address_host(arena, resolved);
	arena_free(arena);
	return 0;
}
