/* SPDX-License-Identifier: MIT */
/*
 * A block shows its text without white space and with its numbers folded, where its links and its image lead: two that
 * show the same have the same hash. Every letter of a block is looked at; a block without an end is hashed as it is.
 */
#include "archive/shown.h"

#include <glib.h>
#include <string.h>

#include "article/address.h"
#include "article/date.h"
#include "base/arena.h"
#include "base/hash.h"
#include "base/lanes.h"
#include "text/utf8.h"

#define LONG_BYTES 65536 /* a longer block is compared as it is, white space and digits with it */
#define DATED_BYTES 120  /* up to this a block with a date is a dateline: its digits are what it says */

enum { CACHE_LINE = 64 };

/* Blocks of the article that is looked at, as they were seen last: both ends and the longest one are often the same. */
#define SEEN_MOST 32

struct seen {
	const struct block *block; /* NULL: none */
	struct shown shown;
};

struct looker {
	uint64_t seed;
	struct arena *scratch;
	GString *text; /* scratch */
	struct seen seen[SEEN_MOST]; /* block i of an article is in i % SEEN_MOST */
	bool used;
};

struct looker *looker_new(uint64_t seed)
{
	struct looker *looker = g_new0(struct looker, 1);
	looker->seed = seed;
	looker->scratch = arena_new();
	looker->text = g_string_new(NULL);
	return looker;
}

void looker_free(struct looker *looker)
{
	if (!looker)
		return;
	arena_free(looker->scratch);
	g_string_free(looker->text, TRUE);
	g_free(looker);
}

void looker_forget(struct looker *looker)
{
	if (!looker->used)
		return;
	memset(looker->seen, 0, sizeof(looker->seen));
	arena_reset(looker->scratch);
	looker->used = false;
}

/* One block -------------------------------------------------------------------------------------------------------- */

static bool is_digit(uint32_t code)
{
	return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
}

/* A dateline differs from page to page in nothing but its digits, and yet belongs to its page. */
static bool tells_by_digits(struct span text)
{
	return text.len <= DATED_BYTES && date_find(text).precision != DATE_NONE;
}

/*
 * A bit for each of sixteen bytes that is ASCII white space or a digit, or that such characters begin (U+0085, U+1680
 * to U+3000, U+FEFF...), but for the commonest punctuation of East Asian text. Two bytes more are looked at.
 */
static unsigned doubtful_bits(const char *bytes)
{
	lanes here = lanes_load(bytes), next = lanes_load(bytes + 1), third = lanes_load(bytes + 2);
	lanes low = (lanes)(here <= ' ') | lanes_within(here, '0', '9') | lanes_equal(here, 0xC2);
	lanes general = lanes_equal(here, 0xE2) & ((lanes_equal(next, 0x80) & ~lanes_within(third, 0x8C, 0xA7)) |
						   lanes_equal(next, 0x81));
	lanes wide = lanes_equal(here, 0xE3) & lanes_equal(next, 0x80) & lanes_equal(third, 0x80);
	lanes digit = lanes_equal(next, 0xBC) & lanes_within(third, 0x90, 0x99);

	return lanes_bits(low | lanes_equal(here, 0xE1) | general | wide |
			  (lanes_equal(here, 0xEF) & (lanes_equal(next, 0xBB) | digit)));
}

/* Text on its way without white space, every number as 0 where they are folded. */
struct folding {
	char *to;
	bool folded, number; /* numbers are; the character before was a digit of one */
};

static void put_ascii(struct folding *out, unsigned char c)
{
	bool digit = out->folded && c - (unsigned)'0' < 10;
	if (c > ' ' && !(digit && out->number))
		*out->to++ = digit ? '0' : (char)c;
	out->number = digit;
}

/* Sixteen bytes of ASCII. Each is written in any case, and stays where `to` moves on: which do cannot be foreseen. */
static void put_lane(struct folding *out, const char *bytes)
{
	bool digits = out->folded && lanes_bits(lanes_within(lanes_load(bytes), '0', '9'));
	char *to = out->to;
	for (size_t i = 0; digits && i < LANE; i++)
		put_ascii(out, (unsigned char)bytes[i]);
	if (digits)
		return;
	for (size_t i = 0; i < LANE; i++) {
		*to = bytes[i];
		to += bytes[i] > ' ';
	}
	out->to = to;
	out->number = false;
}

/* The character at `at`, which moves behind it. */
static void put_character(struct folding *out, struct span text, size_t *at)
{
	size_t from = *at;
	uint32_t code = utf8_next(text, at);
	if (code < 0x80) {
		put_ascii(out, (unsigned char)code);
		return;
	}
	bool digit = out->folded && is_digit(code), number = out->number;
	out->number = digit;
	if (digit && !number)
		*out->to++ = '0';
	if (digit || code_is_space(code))
		return;
	memcpy(out->to, text.at + from, *at - from);
	out->to += *at - from;
}

#define LOOKED_AT (LANE + 2) /* bytes that are looked at together */

/* As much as can be looked at; gives where the rest begins, which is shorter than LOOKED_AT. */
static size_t put_run(struct folding *out, struct span text)
{
	size_t at = 0;
	while (text.len - at >= LOOKED_AT) {
		const char *here = text.at + at;
		unsigned doubts = doubtful_bits(here);
		if (doubts && !lanes_bits(lanes_load(here))) { /* no byte has its highest bit */
			put_lane(out, here);
			at += LANE;
			continue;
		}
		size_t plain = doubts ? (size_t)__builtin_ctz(doubts) : LANE;
		memcpy(out->to, here, LANE); /* what is too much is overwritten */
		out->to += plain;
		out->number &= plain == 0;
		at += plain;
		if (doubts)
			put_character(out, text, &at);
	}
	return at;
}

static void append_text(GString *string, struct span text, bool folded)
{
	gsize len = string->len;
	g_string_set_size(string, len + text.len + LANE); /* it gets no longer than the text */
	struct folding out = {string->str + len, folded, false};
	struct span rest = span_from(text, put_run(&out, text));
	char blank[2 * LOOKED_AT]; /* the rest, with white space behind it, which shows nothing */
	memset(blank, ' ', sizeof(blank));
	if (rest.len > 0)
		memcpy(blank, rest.at, rest.len);
	put_run(&out, (struct span){blank, rest.len + LOOKED_AT});
	g_string_truncate(string, (gsize)(out.to - string->str));
}

static bool has_letter(struct span text)
{
	for (size_t at = 0; at < text.len;) {
		if (g_unichar_isalpha(utf8_next(text, &at)))
			return true;
	}
	return false;
}

/* Appends where the links of a block lead; gives how many there are. Links are sorted by where they begin. */
static uint32_t append_links(GString *out, const struct article *article, const struct block *block)
{
	uint32_t low = 0, high = article->link_count, count = 0;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (article->links[middle].from < block->from)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < article->link_count && article->links[low].from <= block->to; low++) {
		struct span url = article_span(article, article->links[low].url);
		if (article->links[low].from == block->to && block->to > block->from)
			break;
		g_string_append_c(out, '\0');
		g_string_append_len(out, url.at, (gssize)url.len);
		count++;
	}
	return count;
}

/* The same of a block without an end: what repeats is never that long, and looking at each letter of it takes long. */
static struct shown look_at_long(const struct looker *looker, const struct article *article, const struct block *block)
{
	struct span text = article_block(article, block);
	uint64_t hashes[] = {XXH3_64bits_withSeed(text.at, text.len, looker->seed), 0};
	GString *out = looker->text;
	g_string_truncate(out, 0);
	append_links(out, article, block);
	hashes[1] = XXH3_64bits_withSeed(out->str, out->len, looker->seed);
	return (struct shown){
		.hash = XXH3_64bits(hashes, sizeof(hashes)),
		.bytes = (uint32_t)text.len,
		.heading = block->kind == BLOCK_HEADING,
	};
}

static struct shown look_closely(const struct looker *looker, const struct article *article, const struct block *block)
{
	struct span text = article_block(article, block);
	if (text.len > LONG_BYTES && block->kind != BLOCK_IMAGE)
		return look_at_long(looker, article, block);
	bool letters = has_letter(text);
	struct shown shown = {.image = block->kind == BLOCK_IMAGE, .heading = block->kind == BLOCK_HEADING};
	GString *out = looker->text;
	uint32_t links;

	g_string_truncate(out, 0);
	links = append_links(out, article, block);
	if (shown.image) {
		struct span url = article_span(article, article->images[block->number].url);
		g_string_append_c(out, '\1');
		g_string_append_len(out, url.at, (gssize)url.len);
	}
	g_string_append_c(out, '\2');
	shown.bytes = (uint32_t)out->len;
	append_text(out, text, letters && links == 0 && !tells_by_digits(text));
	shown.bytes = (uint32_t)out->len - shown.bytes;
	shown.nothing = !letters && !shown.image && links == 0 && !utf8_has_digit(text);
	shown.hash = XXH3_64bits_withSeed(out->str, out->len, looker->seed);
	return shown;
}

struct shown looker_look(struct looker *looker, const struct article *article, const struct block *block)
{
	struct seen *seen = &looker->seen[(size_t)(block - article->blocks) % SEEN_MOST];
	looker->used = true;
	if (seen->block != block)
		*seen = (struct seen){block, look_closely(looker, article, block)};
	return seen->shown;
}

/* One article ------------------------------------------------------------------------------------------------------ */

static uint32_t find_longest(const struct article *article)
{
	uint32_t longest = 0;
	for (uint32_t i = 1; i < article->block_count; i++) {
		const struct block *one = &article->blocks[longest], *other = &article->blocks[i];
		if (other->to - other->from > one->to - one->from)
			longest = i;
	}
	return longest;
}

/* A hash of the host, or of what else the article says of where it is from; 0 where it says nothing. */
static uint64_t look_at_host(const struct looker *looker, const struct article *article)
{
	struct span host = address_host(looker->scratch, article_span(article, article->url));
	if (host.len == 0)
		host = article_span(article, article->source);
	return host.len > 0 ? MAX(XXH3_64bits_withSeed(host.at, host.len, looker->seed), 1) : 0;
}

struct sight looker_sight(struct looker *looker, const struct article *article)
{
	struct sight sight = {.known = true};
	if (article->block_count == 0 || article_is_empty(article))
		return sight;
	looker->used = true;
	sight.host = look_at_host(looker, article);
	sight.blocks = article->block_count;
	sight.longest = find_longest(article);
	sight.most = looker_look(looker, article, &article->blocks[sight.longest]);
	for (uint32_t i = 0; i < MIN(SIGHT_DEPTH, sight.blocks); i++) {
		sight.ends[HEAD][i] = looker_look(looker, article, &article->blocks[i]);
		sight.ends[TAIL][i] = looker_look(looker, article, &article->blocks[sight.blocks - 1 - i]);
	}
	return sight;
}

/* All articles ----------------------------------------------------------------------------------------------------- */

struct sights {
	uint64_t seed;
	uint32_t first;
	GArray *all; /* of struct sight, by number less the first */
};

struct sights *sights_new(uint64_t seed, uint32_t first)
{
	struct sights *sights = g_new0(struct sights, 1);
	sights->seed = seed;
	sights->first = first;
	sights->all = g_array_new(FALSE, TRUE, sizeof(struct sight));
	return sights;
}

void sights_free(struct sights *sights)
{
	if (!sights)
		return;
	g_array_free(sights->all, TRUE);
	g_free(sights);
}

uint64_t sights_seed(const struct sights *sights)
{
	return sights->seed;
}

void sights_put(struct sights *sights, uint32_t number, const struct sight *sight)
{
	uint32_t at = number - sights->first;
	if (number < sights->first)
		return;
	if (at >= sights->all->len)
		g_array_set_size(sights->all, at + 1);
	g_array_index(sights->all, struct sight, at) = *sight;
}

const struct sight *sights_at(const struct sights *sights, uint32_t number)
{
	uint32_t at = number - sights->first;
	const struct sight *sight;
	if (number < sights->first || at >= sights->all->len)
		return NULL;
	sight = &g_array_index(sights->all, struct sight, at);
	return sight->known ? sight : NULL;
}

void sights_expect(const struct sights *sights, uint32_t number)
{
	uint32_t at = number - sights->first;
	const char *sight;
	if (number < sights->first || at >= sights->all->len)
		return;
	sight = (const char *)&g_array_index(sights->all, struct sight, at);
	for (size_t byte = 0; byte < sizeof(struct sight); byte += CACHE_LINE)
		__builtin_prefetch(sight + byte);
}

size_t sights_keys(const struct sights *sights)
{
	size_t keys = 0;
	for (guint i = 0; i < sights->all->len; i++) {
		const struct sight *sight = &g_array_index(sights->all, struct sight, i);
		if (sight->blocks > 0)
			keys += 1 + MIN(2 * SIGHT_DEPTH, sight->blocks + 1) * (sight->host ? 2u : 1u);
	}
	return keys;
}
