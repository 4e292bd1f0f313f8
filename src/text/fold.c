/* SPDX-License-Identifier: MIT */
/*
 * The fold is a table in two stages, made from Unicode's data and OpenCC's (gen/fold.sh), one index for each kind over
 * shared rows. A value is 0 for itself, a code point, or from SEQUENCES on the number of a sequence, which may be
 * empty. The table holds for characters alone; a mark, a vowel of Hangul or a voicing mark that follows is taken in
 * afterwards, where a look at the next bytes says that there may be one. Offsets are bytes.
 */
#include "text/fold.h"

#include <unicase.h>
#include <uninorm.h>

#include "text/utf8.h"

enum {
	FOLD_LIMIT = 0x32400, /* the table ends behind the last ideograph */
	SEQUENCES = 0xD800,
	TAGS = 0xE0000, /* ignorable, and beyond the table */
	TAGS_END = 0xE1000,
};

#include "text/fold.inc"

static inline uint32_t lookup(enum fold_kind kind, uint32_t code)
{
	if (code < FOLD_LIMIT)
		return fold_rows[fold_index[kind - FOLD_CASED][code / 64]][code % 64];
	return code >= TAGS && code < TAGS_END ? SEQUENCES : 0;
}

static inline uint32_t single(uint32_t code, uint32_t value)
{
	if (value == 0)
		return code;
	if (value < SEQUENCES)
		return value;
	uint16_t from = fold_sequence_from[value - SEQUENCES], to = fold_sequence_from[value - SEQUENCES + 1];
	return to - from == 1 ? fold_sequences[from] : FOLD_NOT_ONE;
}

uint32_t fold_code(enum fold_kind kind, uint32_t code)
{
	return kind == FOLD_EXACT ? code : single(code, lookup(kind, code));
}

/* Joining ---------------------------------------------------------------------------------------------------------- */

static bool is_latin(uint32_t code)
{
	return (code >= 'A' && code <= 'Z') || (code >= 'a' && code <= 'z') ||
	       (code >= 0xC0 && code <= 0x2AF && code != 0xD7 && code != 0xF7);
}

/* Marks that a Latin letter loses. */
static bool is_accent(uint32_t code)
{
	return (code >= 0x300 && code <= 0x36F) || (code >= 0x1AB0 && code <= 0x1AFF) ||
	       (code >= 0x1DC0 && code <= 0x1DFF) || (code >= 0x20D0 && code <= 0x20FF) ||
	       (code >= 0xFE20 && code <= 0xFE2F);
}

/* Besides accents, whatever stands second in a canonical composition. */
static const struct {
	uint32_t first, last;
} seconds[] = {
	{0x653, 0x655},     {0x93C, 0x93C},     {0x9BE, 0x9BE},     {0x9D7, 0x9D7},     {0xB3E, 0xB3E},
	{0xB56, 0xB57},     {0xBBE, 0xBBE},     {0xBD7, 0xBD7},     {0xC56, 0xC56},     {0xCC2, 0xCC2},
	{0xCD5, 0xCD6},     {0xD3E, 0xD3E},     {0xD57, 0xD57},     {0xDCA, 0xDCA},     {0xDCF, 0xDCF},
	{0xDDF, 0xDDF},     {0x102E, 0x102E},   {0x1161, 0x1175},   {0x11A8, 0x11C2},   {0x1B35, 0x1B35},
	{0x3099, 0x309A},   {0x110BA, 0x110BA}, {0x11127, 0x11127}, {0x1133E, 0x1133E}, {0x11357, 0x11357},
	{0x114B0, 0x114B0}, {0x114BA, 0x114BA}, {0x114BD, 0x114BD}, {0x115AF, 0x115AF}, {0x11930, 0x11930},
};

bool fold_joins(uint32_t code)
{
	if (code < 0x300)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(seconds); i++)
		if (code >= seconds[i].first && code <= seconds[i].last)
			return true;
	return is_accent(code);
}

/* Whether what follows at byte `at` may join what stands before it: by its first bytes, true too often. */
static inline bool may_join(struct span text, size_t at)
{
	if (at + 1 >= text.len)
		return false;
	unsigned char lead = (unsigned char)text.at[at], second = (unsigned char)text.at[at + 1];
	if (lead < 0xCC || (lead >= 0xE4 && lead <= 0xEE))
		return false;
	if (lead == 0xE2)
		return second == 0x83;
	if (lead == 0xE3)
		return (second >= 0x84 && second <= 0x86) ||
		       (second == 0x82 && at + 2 < text.len && (unsigned char)text.at[at + 2] >= 0x99);
	return lead == 0xEF ? second >= 0xBE || second == 0xB8 : true;
}

/* Takes what joins it into the character read last. */
static G_GNUC_NO_INLINE void take_joining(struct fold *fold, struct folded *folded)
{
	while (may_join(fold->text, fold->at)) {
		size_t at = fold->at;
		uint32_t code = utf8_next(fold->text, &at);
		code = single(code, lookup(fold->kind, code));
		if (code == FOLD_NOT_ONE)
			return;
		if (!is_latin(folded->code) || !is_accent(code)) {
			code = uc_composition(folded->code, code);
			if (code == 0)
				return;
			folded->code = code;
		}
		folded->to = fold->at = at;
	}
}

/* Iterating -------------------------------------------------------------------------------------------------------- */

/* The first of a sequence; the others wait. False for an empty one. */
static bool begin_sequence(struct fold *fold, struct folded *folded, uint32_t value)
{
	fold->more = fold_sequence_from[value - SEQUENCES];
	fold->more_end = fold_sequence_from[value - SEQUENCES + 1];
	fold->more_from = folded->from;
	if (fold->more == fold->more_end)
		return false;
	folded->code = fold_sequences[fold->more++];
	return true;
}

static inline bool next(struct fold *fold, struct folded *folded)
{
	if (G_UNLIKELY(fold->more < fold->more_end)) {
		*folded = (struct folded){fold_sequences[fold->more++], fold->more_from, fold->at};
		return true;
	}
	while (fold->at < fold->text.len) {
		folded->from = fold->at;
		uint32_t code = utf8_next(fold->text, &fold->at);
		uint32_t value = lookup(fold->kind, code);
		folded->to = fold->at;
		folded->code = value ? value : code;
		if (G_UNLIKELY(value >= SEQUENCES) && !begin_sequence(fold, folded, value))
			continue;
		if (G_UNLIKELY(may_join(fold->text, fold->at)) && fold->more == fold->more_end)
			take_joining(fold, folded);
		return true;
	}
	return false;
}

static bool next_exact(struct fold *fold, struct folded *folded)
{
	if (fold->at >= fold->text.len)
		return false;
	folded->from = fold->at;
	folded->code = utf8_next(fold->text, &fold->at);
	folded->to = fold->at;
	return true;
}

bool fold_next(struct fold *fold, struct folded *folded)
{
	return fold->kind == FOLD_EXACT ? next_exact(fold, folded) : next(fold, folded);
}

/* Bytes of the character that begins with this one. */
static inline size_t length_of(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Those that stand for one character each and join nothing, of one byte or of three, as most are. */
static size_t fold_common(struct fold *fold, uint32_t *codes, size_t room)
{
	enum { LONGEST = 3 };
	enum fold_kind kind = fold->kind;
	struct span text = fold->text;
	size_t count = 0, at = fold->at, before = at;
	while (count < room && text.len - at >= LONGEST) {
		const unsigned char *bytes = (const unsigned char *)text.at + at;
		uint32_t code = bytes[0];
		size_t length = 1;
		if (code >= 0x80) {
			/* Tails are 10xxxxxx. */
			uint32_t tails = (bytes[1] ^ 0x80u) | (bytes[2] ^ 0x80u);
			if (tails >= 0x40 || code <= 0xE0 || code == 0xED || code >= 0xF0 || may_join(text, at))
				break;
			code = (code & 0xFu) << 12 | (bytes[1] & 0x3Fu) << 6 | (bytes[2] & 0x3Fu);
			length = LONGEST;
		}
		uint32_t value = lookup(kind, code);
		if (G_UNLIKELY(value >= SEQUENCES))
			break;
		codes[count++] = value ? value : code;
		before = at;
		at += length;
	}
	if (count > 0 && may_join(text, at)) {
		count--;
		at = before;
	}
	fold->at = at;
	return count;
}

size_t fold_codes(struct fold *fold, uint32_t *codes, size_t room, bool *odd)
{
	size_t count = 0;
	while (count < room) {
		if (fold->more == fold->more_end)
			count += fold_common(fold, codes + count, room - count);
		if (count == room)
			break;
		struct folded folded;
		size_t before = fold->at;
		if (!next(fold, &folded)) {
			*odd |= before != fold->text.len;
			break;
		}
		*odd |= folded.to - folded.from != length_of((unsigned char)fold->text.at[folded.from]) ||
			(folded.from != before && folded.to != before);
		codes[count++] = folded.code;
	}
	return count;
}

/* Backwards -------------------------------------------------------------------------------------------------------- */

static bool holds(uint32_t value, uint32_t code)
{
	if (value < SEQUENCES)
		return value == code;
	for (uint16_t i = fold_sequence_from[value - SEQUENCES]; i < fold_sequence_from[value - SEQUENCES + 1]; i++)
		if (fold_sequences[i] == code)
			return true;
	return false;
}

static void add_sources(enum fold_kind kind, uint32_t code, GArray *sources)
{
	for (uint32_t first = 0; first < FOLD_LIMIT; first += 64) {
		const uint16_t *row = fold_rows[fold_index[kind - FOLD_CASED][first / 64]];
		if (row == fold_rows[0])
			continue;
		for (uint32_t source = first; source < first + 64; source++)
			if (source != code && row[source % 64] != 0 && holds(row[source % 64], code))
				g_array_append_val(sources, source);
	}
	if (lookup(kind, code) == 0)
		g_array_append_val(sources, code);
}

GArray *fold_sources(enum fold_kind kind, uint32_t code)
{
	GArray *sources = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	if (kind == FOLD_EXACT) {
		g_array_append_val(sources, code);
		return sources;
	}
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH] = {code};
	do {
		code = parts[0];
		add_sources(kind, code, sources);
	} while (uc_canonical_decomposition(code, parts) == 2 && fold_joins(parts[1]) && !is_latin(parts[0]));
	return sources;
}

enum fold_kind fold_smart(struct span query)
{
	for (size_t at = 0; at < query.len;) {
		uint32_t code = utf8_next(query, &at);
		if (uc_tolower(code) != code)
			return FOLD_CASED;
	}
	return FOLD_ALL;
}
