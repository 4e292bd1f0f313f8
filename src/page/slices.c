/* SPDX-License-Identifier: MIT */
/*
 * Where long blocks are cut. A block of many megabytes becomes parts like any others, so that opening it, its end, and
 * any byte of it costs the layout of one part, and places stay what they are. The price is a line that may end early
 * where two parts meet; it is paid at the end of a sentence if there is one, and every few hundred rows. (Remembering
 * where lines begin instead would lay out all that stands above a place before showing it.) Offsets are bytes.
 */

#include "page/layout.h"
#include "text/utf8.h"

/* A part ends at the best place among the last WINDOW of SLICE_MOST bytes: some three hundred rows of 76 cells. */
#define SLICE_MOST 32768u
#define WINDOW 4096u

/* Which end of a line looks least as if something were missing; the higher the better, 0 for none. */
static int rank_of(struct span text, size_t at, uint8_t chance)
{
	static const int ranks[] = {
		[BREAK_LAST] = 1, [BREAK_EMERGENCY] = 2, [BREAK_URL] = 3, [BREAK_MAY] = 4, [BREAK_MUST] = 7};
	int rank = ranks[chance];
	if (chance != BREAK_MAY)
		return rank;
	uint32_t before = utf8_previous(text, &at);
	if (before == 0x3002 || before == 0xFF01 || before == 0xFF1F)
		return rank + 2;
	return code_is_space(before) ? rank + 1 : rank;
}

/* The best place to cut the last bytes of `text`, its length where there is none. */
static size_t best_cut(const struct page *page, struct span text)
{
	uint8_t chances[WINDOW];
	int best = 0;
	size_t cut = text.len;
	breaks_find(text, &page->rules, chances);
	for (size_t at = 1; at < text.len; at++) {
		int rank = rank_of(text, at, chances[at]);
		if (rank > 0 && rank >= best) {
			best = rank;
			cut = at;
		}
	}
	return cut;
}

/* The first byte of the code point in which byte `at` stands. */
static size_t whole(struct span text, size_t at)
{
	while (at > 0 && at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80)
		at--;
	return at;
}

/* Behind the line feed of code: the last one near, else the next one. */
static size_t code_cut(struct span text)
{
	size_t feed = span_find_last(span_cut(text, 0, SLICE_MOST), SPAN("\n"));
	if (feed == SPAN_NONE)
		feed = span_find(text, SPAN("\n"));
	return feed == SPAN_NONE ? text.len : feed + 1;
}

bool slice_is_due(size_t len)
{
	return len > SLICE_MOST + SLICE_MOST / 2;
}

uint32_t slice_end(const struct page *page, const struct block *block, uint32_t from)
{
	struct span text = span_cut(article_text(page->article), from, block->to);
	if (!slice_is_due(text.len))
		return block->to;
	if (block->kind == BLOCK_PREFORMATTED)
		return from + (uint32_t)code_cut(text);
	size_t to = whole(text, SLICE_MOST), window = whole(text, to - WINDOW + 4);
	return from + (uint32_t)(window + best_cut(page, span_cut(text, window, to)));
}
