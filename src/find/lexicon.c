/* SPDX-License-Identifier: MIT */
/*
 * A list of words is some hundred kilobytes in which every word stands once. It is gone through by the two bytes of the
 * piece that stand together least often, sixteen places at a time (Mula, "SIMD-friendly algorithms for substring
 * searching").
 */
#include "find/lexicon.h"

#include <string.h>

enum { LANE = 16 };

typedef unsigned char bytes16 __attribute__((vector_size(LANE)));

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

static inline bytes16 load(const char *at)
{
	bytes16 bytes;
	memcpy(&bytes, at, sizeof(bytes));
	return bytes;
}

/* A bit for each lane that is not 0; the lanes are 0 or 0xFF. */
static inline unsigned bits_of(bytes16 lanes)
{
#ifdef __SSE2__
	typedef char signed_bytes __attribute__((vector_size(LANE)));
	return (unsigned)__builtin_ia32_pmovmskb128((signed_bytes)lanes);
#else
	unsigned mask = 0;
	for (unsigned i = 0; i < LANE; i++)
		mask |= (unsigned)(lanes[i] & 1) << i;
	return mask;
#endif
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
	bytes16 one = (bytes16){0} + (unsigned char)pair[0], other = (bytes16){0} + (unsigned char)pair[second];
	size_t at = from, last = words.len - len; /* where it may stand at the end */
	for (; at + LANE <= last; at += LANE) {
		bytes16 hits = (bytes16)(load(base + at) == one) & (bytes16)(load(base + at + second) == other);
		for (unsigned bits = bits_of(hits); bits; bits &= bits - 1) {
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
