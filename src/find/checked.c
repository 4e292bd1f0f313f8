/* SPDX-License-Identifier: MIT */
/*
 * The sums (XXH3) are of portions of 16 KB; behind them stand the length of all and a sum of what is said of it here.
 */
#include "find/checked.h"

#include <string.h>

#include "base/hash.h"

enum { PORTION = 16384 };

/* How much is read on between two looks at the clock. It may have to come from a disk. */
#define LOOK_BYTES ((size_t)65536)

struct tail {
	uint64_t len; /* of the bytes */
	uint64_t sum; /* of the sums and of that */
};

struct checked {
	struct span bytes;
	const char *sums;
	uint64_t *sound; /* a bit for each portion that was read */
	size_t at;       /* so far all was read on */
	bool broken;
};

static size_t portions_of(uint64_t len)
{
	return (size_t)(len / PORTION + (len % PORTION > 0));
}

static uint64_t sum_of(struct span bytes, size_t portion)
{
	struct span cut = span_cut(bytes, portion * PORTION, (portion + 1) * PORTION);
	return XXH3_64bits(cut.at, cut.len);
}

GByteArray *checked_sums(struct span bytes)
{
	GByteArray *out = g_byte_array_new();
	struct tail tail = {.len = bytes.len};
	for (size_t i = 0; i < portions_of(bytes.len); i++) {
		uint64_t sum = sum_of(bytes, i);
		g_byte_array_append(out, (const guint8 *)&sum, sizeof(sum));
	}
	tail.sum = XXH3_64bits_withSeed(out->data, out->len, tail.len);
	g_byte_array_append(out, (const guint8 *)&tail, sizeof(tail));
	return out;
}

struct checked *checked_open(struct span kept, struct span *bytes)
{
	struct tail tail;
	if (kept.len < sizeof(tail))
		return NULL;
	size_t before = kept.len - sizeof(tail);
	memcpy(&tail, kept.at + before, sizeof(tail));
	if (tail.len > before || before - tail.len != portions_of(tail.len) * sizeof(uint64_t) ||
	    tail.sum != XXH3_64bits_withSeed(kept.at + tail.len, before - tail.len, tail.len))
		return NULL;
	struct checked *checked = g_new0(struct checked, 1);
	*bytes = checked->bytes = span_cut(kept, 0, tail.len);
	checked->sums = kept.at + tail.len;
	checked->sound = g_new0(uint64_t, portions_of(tail.len) / 64 + 1);
	return checked;
}

void checked_free(struct checked *checked)
{
	if (checked)
		g_free(checked->sound);
	g_free(checked);
}

static bool is_sound(struct checked *checked, size_t portion)
{
	uint64_t sum, bit = (uint64_t)1 << portion % 64;
	if (checked->sound[portion / 64] & bit)
		return true;
	memcpy(&sum, checked->sums + portion * sizeof(sum), sizeof(sum));
	if (sum == sum_of(checked->bytes, portion))
		checked->sound[portion / 64] |= bit;
	else
		checked->broken = true;
	return !checked->broken;
}

bool checked_read(struct checked *checked, size_t from, size_t len)
{
	for (size_t portion = from / PORTION; portion * PORTION < from + len && !checked->broken; portion++)
		is_sound(checked, portion);
	return !checked->broken;
}

bool checked_read_on(struct checked *checked, int64_t end)
{
	bool began = false;
	for (; !checked->broken && checked->at < checked->bytes.len; began = true) {
		size_t len = MIN(LOOK_BYTES, checked->bytes.len - checked->at);
		if (began && end && g_get_monotonic_time() >= end)
			return false;
		checked_read(checked, checked->at, len);
		checked->at += len;
	}
	return true;
}

size_t checked_is_at(const struct checked *checked)
{
	return checked->at;
}

__attribute__((hot))
bool checked_is_broken(const struct checked *checked)
{
	return checked->broken;
}
