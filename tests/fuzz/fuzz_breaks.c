/* SPDX-License-Identifier: MIT */
/*
 * Line breaks. The first two bytes choose level, language and room; the lines of the rest, joined, are the text, and a
 * line begins only where one may.
 */
#include "fuzz.h"
#include "text/breaks.h"
#include "text/width.h"

const char fuzz_name[] = "breaks";

static void check_chances(struct span text, const uint8_t *chances)
{
	if (chances[0] != BREAK_NO)
		fuzz_fail("a break before the text");
	for (size_t i = 0; i < text.len; i++) {
		if (chances[i] > BREAK_LAST)
			fuzz_fail("byte %zu: chance %u", i, chances[i]);
		if (chances[i] != BREAK_NO && ((unsigned char)text.at[i] & 0xC0) == 0x80)
			fuzz_fail("byte %zu: a break inside a character", i);
	}
}

static void check_lines(struct span text, const uint8_t *chances, const struct break_room *room)
{
	for (size_t from = 0; from < text.len;) {
		size_t shown = 0, len = breaks_fill(text, chances, from, room, &widths_default, &shown);
		if (len == 0 || len > text.len - from || shown > len)
			fuzz_fail("a line of %zu bytes, %zu shown, at %zu of %zu", len, shown, from, text.len);
		from += len;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	if (size > 2) {
		struct break_rules rules = {(enum break_level)(data[0] & 3), (data[0] & 4) != 0};
		struct break_room room = {1 + data[1] % 100, 1 + data[1] % 90, (data[0] & 8) != 0};
		struct span text = fuzz_text(arena, data + 2, size - 2);
		uint8_t *chances = arena_alloc(arena, text.len + 1);
		if (text.len > 0) {
			breaks_find(text, &rules, chances);
			check_chances(text, chances);
			check_lines(text, chances, &room);
		}
	}
	arena_free(arena);
	return 0;
}
