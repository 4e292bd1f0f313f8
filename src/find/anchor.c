/* SPDX-License-Identifier: MIT */
/*
 * A form is told by its last two bytes, which differ where all lead bytes of Chinese are alike; where a letter has
 * dozens of forms, by its first two or the first alone, which other text has rarely. That gives false alarms but misses
 * nothing: whoever asks looks closer. The search by two bytes at once is Mula's ("SIMD-friendly algorithms for
 * substring searching").
 */
#include "find/anchor.h"

#include <string.h>

#include "text/utf8.h"

enum {
	WIDE = 4,        /* lanes, looked at in one turn */
	TAILS_MOST = 12, /* more forms than this are told by their beginnings */
};

/* How often a character stands in text, in no unit: 0 for the rare ones. */
static const char common[] =
	"的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所"
	"民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日"
	"那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想"
	"已通并提直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指"
	"几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权"
	"收证改清己美再采转更单风切打白教速花带安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集";

static const char letters[] = "etaoinsrhldcumfpgwybvkxjqz";

enum { OFTEN = 400, KANA = 300, LETTER = 200, OTHER = 100 };

static unsigned commonness(uint32_t code)
{
	unsigned rank = 0;
	code = fold_code(FOLD_ALL, code);
	if (code < 0x80) {
		const char *letter = code ? strchr(letters, (int)code) : NULL;
		return letter ? LETTER + (unsigned)(letters + sizeof(letters) - letter) : OTHER;
	}
	if (code_is_kana(code))
		return KANA;
	if (!code_is_han(code))
		return OTHER;
	struct span list = {common, sizeof(common) - 1};
	for (size_t at = 0; at < list.len; rank++)
		if (fold_code(FOLD_ALL, utf8_next(list, &at)) == code)
			return OFTEN > rank ? OFTEN - rank : 1;
	return 0;
}

static void add_pair(struct anchor *anchor, unsigned char first, unsigned char second, unsigned char loose)
{
	for (unsigned i = 0; i < anchor->pair_count; i++)
		if (anchor->first[i][0] == first &&
		    (anchor->second[i][0] == (second | loose) || anchor->loose[i][0] == 0xFF))
			return;
	if (anchor->pair_count < ANCHOR_PAIRS) {
		anchor->first[anchor->pair_count] = (lanes){0} + first;
		anchor->second[anchor->pair_count] = (lanes){0} + (unsigned char)(second | loose);
		anchor->loose[anchor->pair_count] = (lanes){0} + loose;
	}
	anchor->pair_count++;
}

static void add_letter(struct anchor *anchor, unsigned char byte)
{
	unsigned char known = anchor->letter[0];
	anchor->letter_mask = (lanes){0} + (unsigned char)(known ? known ^ byte : 0);
	anchor->letter = ((lanes){0} + byte) | anchor->letter_mask;
}

/* Bytes of a form to go by: its last two, its first two, or the first alone. */
enum telling { TAILS, HEADS, LEADS };

static void add_form(struct anchor *anchor, uint32_t code, enum telling telling)
{
	char form[4];
	size_t len = utf8_put(form, code), at = telling == TAILS && len > 2 ? len - 2 : 0;
	if (len == 1)
		add_letter(anchor, (unsigned char)form[0]);
	else
		add_pair(anchor, (unsigned char)form[at], (unsigned char)form[at + 1],
		         telling == LEADS || (telling == HEADS && len == 2) ? 0xFF : 0);
}

/* False where there are too many forms even so. */
static bool fill(struct anchor *anchor, const GArray *sources)
{
	enum telling telling = sources->len <= TAILS_MOST ? TAILS : HEADS;
	do {
		anchor->pair_count = 0;
		anchor->letter = (lanes){0};
		anchor->letter_mask = (lanes){0};
		for (guint i = 0; i < sources->len; i++)
			add_form(anchor, g_array_index(sources, uint32_t, i), telling);
		if (anchor->letter[0] == 0)
			anchor->letter_mask = (lanes){0} + (unsigned char)0xFF; /* nothing equals 0 then */
	} while (anchor->pair_count > ANCHOR_PAIRS && telling++ < LEADS);
	return anchor->pair_count <= ANCHOR_PAIRS;
}

static bool usable(uint32_t code)
{
	return code > ' ' && code < 0x110000 && code != UTF8_REPLACEMENT && !fold_joins(code) && !code_is_space(code);
}

bool anchor_choose(struct anchor *anchor, enum fold_kind kind, const uint32_t *codes, size_t count)
{
	size_t best = count;
	unsigned least = 0;
	for (size_t i = 0; i < count && (best == count || least > 0); i++) {
		unsigned here = usable(codes[i]) ? commonness(codes[i]) : 0;
		if (usable(codes[i]) && (best == count || here < least)) {
			best = i;
			least = here;
		}
	}
	if (best == count)
		return false;
	GArray *sources = fold_sources(kind, codes[best]);
	bool filled = fill(anchor, sources);
	anchor->index = best;
	g_array_unref(sources);
	return filled;
}

/* Finding ---------------------------------------------------------------------------------------------------------- */

/* Which of WIDE * LANE bytes may begin a pair or be the letter; one byte more is read. */
static inline uint64_t look(const struct anchor *anchor, const char *at)
{
	lanes here[WIDE], next[WIDE], hits[WIDE];
	uint64_t mask = 0;
#pragma GCC unroll 4
	for (unsigned i = 0; i < WIDE; i++) {
		here[i] = lanes_load(at + i * LANE);
		next[i] = lanes_load(at + i * LANE + 1);
		hits[i] = (lanes)((here[i] | anchor->letter_mask) == anchor->letter);
	}
	bool ascii = lanes_bits((lanes)((here[0] | here[1] | here[2] | here[3]) > 0x7F)) == 0;
	for (unsigned pair = 0; pair < anchor->pair_count && !ascii; pair++) {
		lanes first = anchor->first[pair], second = anchor->second[pair], loose = anchor->loose[pair];
#pragma GCC unroll 4
		for (unsigned i = 0; i < WIDE; i++)
			hits[i] |= (lanes)(here[i] == first) & (lanes)((next[i] | loose) == second);
	}
	if (lanes_bits(hits[0] | hits[1] | hits[2] | hits[3]) == 0)
		return 0;
#pragma GCC unroll 4
	for (unsigned i = 0; i < WIDE; i++)
		mask |= (uint64_t)lanes_bits(hits[i]) << (i * LANE);
	return mask;
}

/* The same for LANE bytes. */
static inline unsigned look_lane(const struct anchor *anchor, const char *at)
{
	lanes here = lanes_load(at), next = lanes_load(at + 1);
	lanes hits = (lanes)((here | anchor->letter_mask) == anchor->letter);
	for (unsigned i = 0; i < anchor->pair_count; i++)
		hits |= (lanes)(here == anchor->first[i]) &
		        (lanes)((next | anchor->loose[i]) == anchor->second[i]);
	return lanes_bits(hits);
}

/* The same for one byte, behind which `next` stands. */
static bool look_one(const struct anchor *anchor, unsigned char here, unsigned char next)
{
	if ((here | anchor->letter_mask[0]) == anchor->letter[0])
		return true;
	for (unsigned i = 0; i < anchor->pair_count; i++)
		if (here == anchor->first[i][0] && (next | anchor->loose[i][0]) == anchor->second[i][0])
			return true;
	return false;
}

/* The first hit in [at, to), or `to`; `hits` is kept for the next call. */
static size_t next_hit(const struct anchor *anchor, struct anchor_hits *hits, struct span text, size_t at, size_t to)
{
	if (at - hits->from < WIDE * LANE) {
		uint64_t left = hits->mask >> (at - hits->from);
		if (left)
			return at + (size_t)__builtin_ctzll(left);
		at = hits->from + WIDE * LANE;
	}
	for (; at + WIDE * LANE <= to && at + WIDE * LANE < text.len; at += WIDE * LANE) {
		uint64_t mask = look(anchor, text.at + at);
		*hits = (struct anchor_hits){at, mask};
		if (mask)
			return at + (size_t)__builtin_ctzll(mask);
	}
	for (; at + LANE <= to && at + LANE < text.len; at += LANE) {
		unsigned mask = look_lane(anchor, text.at + at);
		if (mask)
			return at + (size_t)__builtin_ctz(mask);
	}
	for (; at < to; at++)
		if (look_one(anchor, (unsigned char)text.at[at],
		             at + 1 < text.len ? (unsigned char)text.at[at + 1] : 0))
			return at;
	return to;
}

static bool is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

size_t anchor_find(const struct anchor *anchor, struct anchor_hits *hits, struct span text, size_t from, size_t to)
{
	for (size_t hit = from; (hit = next_hit(anchor, hits, text, hit, to)) < to; hit++) {
		size_t start = hit;
		while (start > from && is_tail(text.at[start]) && hit - start < 3)
			start--;
		if (!is_tail(text.at[start]))
			return start;
	}
	return to;
}
