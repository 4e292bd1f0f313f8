/* SPDX-License-Identifier: MIT */
/*
 * A list of words is some hundred kilobytes in which every word stands once. It is gone through by the two bytes of the
 * piece that stand together least often, sixteen places at a time (Mula, "SIMD-friendly algorithms for substring
 * searching").
 */
#include "find/lexicon.h"

#include <string.h>

#include "base/lanes.h"

/* How rare a byte is in words, about: the rarest letters last; what is not here is rarer, but what begins a letter. */
static unsigned rarity(char byte)
{
	static const char often[] = "\neaisrnotlcdumphgbyfvkwzxjq";
	const char *place = byte ? strchr(often, byte) : NULL;
	if ((unsigned char)byte >= 0xC0)
		return 0;
	return place ? (unsigned)(place - often) : sizeof(often);
}

struct lexicon_piece lexicon_piece(struct span bytes)
{
	struct lexicon_piece piece = {bytes, 0};
	unsigned most = 0;
	for (size_t i = 0; i + 1 < bytes.len; i++) {
		unsigned rare = rarity(bytes.at[i]) + rarity(bytes.at[i + 1]);
		if (rare > most) {
			most = rare;
			piece.pair = i;
		}
	}
	return piece;
}

static inline bool stands_at(const struct lexicon_piece *piece, struct span words, size_t at)
{
	return memcmp(words.at + at, piece->bytes.at, piece->bytes.len) == 0;
}

size_t lexicon_find(const struct lexicon_piece *piece, struct span words, size_t from)
{
	size_t len = piece->bytes.len, second = len > 1;
	if (words.len < len)
		return SPAN_NONE;
	const char *pair = piece->bytes.at + piece->pair, *base = words.at + piece->pair;
	lanes one = (lanes){0} + (unsigned char)pair[0], other = (lanes){0} + (unsigned char)pair[second];
	size_t at = from, last = words.len - len; /* where it may stand at the end */
	for (; at + LANE <= last; at += LANE) {
		lanes hits = (lanes)(lanes_load(base + at) == one) & (lanes)(lanes_load(base + at + second) == other);
		for (unsigned bits = lanes_bits(hits); bits; bits &= bits - 1) {
			size_t here = at + (size_t)__builtin_ctz(bits);
			if (stands_at(piece, words, here))
				return here;
		}
	}
	for (; at <= last; at++)
		if (stands_at(piece, words, at))
			return at;
	return SPAN_NONE;
}

size_t lexicon_end(struct span words, size_t at)
{
	const char *end = at < words.len ? memchr(words.at + at, '\n', words.len - at) : NULL;
	return end ? (size_t)(end - words.at) : SPAN_NONE;
}

size_t lexicon_count(struct span words, size_t from, size_t to)
{
	size_t count = 0;
	for (size_t i = from; i < to; i++)
		count += words.at[i] == '\n';
	return count;
}
