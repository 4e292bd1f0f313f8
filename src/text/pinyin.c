/* SPDX-License-Identifier: MIT */
/* A table made from Unihan's data (gen/pinyin.awk). A character has its own readings and those of what it folds to. */
#include "text/pinyin.h"

#include "text/fold.h"

enum {
	FIRST = 0x3400,
	LISTS = 0x8000, /* from here on a value is a place among the lists, which end with 0 */
};

#include "text/pinyin.inc"

static size_t add(size_t count, uint16_t id, const char *out[PINYIN_MOST])
{
	for (size_t i = 0; i < count; i++)
		if (out[i] == syllables[id])
			return count;
	if (id == 0 || count == PINYIN_MOST)
		return count;
	out[count] = syllables[id];
	return count + 1;
}

static size_t add_all(size_t count, uint32_t code, const char *out[PINYIN_MOST])
{
	if (code < FIRST || code - FIRST >= G_N_ELEMENTS(readings))
		return count;
	uint16_t value = readings[code - FIRST];
	if (value < LISTS)
		return add(count, value, out);
	for (const uint16_t *id = &reading_lists[value - LISTS]; *id != 0; id++)
		count = add(count, *id, out);
	return count;
}

size_t pinyin_readings(uint32_t code, const char *out[PINYIN_MOST])
{
	if (code < FIRST)
		return 0;
	uint32_t folded = fold_code(FOLD_ALL, code);
	size_t count = add_all(0, code, out);
	return folded == code ? count : add_all(count, folded, out);
}
