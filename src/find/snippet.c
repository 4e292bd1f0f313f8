/* SPDX-License-Identifier: MIT */
/*
 * A window over the matches finds the place; then the line around it is walked glyph by glyph, so that nothing that
 * shows as one character is cut. Units: bytes of the text, cells of the screen.
 */
#include "find/snippet.h"

#include <glib.h>

enum {
	MATCHES_MOST = 1000,  /* so many are looked at for the best place */
	CELL_BYTES = 2,       /* bytes that a cell stands for, about: an ideograph has 3 and takes two cells */
	LINE_BEFORE = 512,    /* bytes before the match from which on glyphs are walked */
	BEFORE_SHARE = 3,     /* a third of the window may stand before the first match */
};

/* The first match of those of which most, and most different ones, stand within `room` bytes. */
static size_t best_of(struct span text, const struct match *matches, size_t count, size_t room)
{
	size_t best = 0, most = 0, from = 0;
	count = MIN(count, MATCHES_MOST);
	for (size_t to = 0; to < count; to++) {
		while (matches[to].to - matches[from].from > room && from < to)
			from++;
		size_t different = 0;
		for (size_t i = from; i <= to && i < from + 4; i++) {
			struct span one = span_cut(text, matches[i].from, matches[i].to);
			struct span before =
				i > from ? span_cut(text, matches[i - 1].from, matches[i - 1].to) : SPAN("");
			different += !span_equal(one, before);
		}
		if (different > most) {
			most = different;
			best = from;
		}
	}
	return best;
}

/* The line of `text` around a byte, cut to what is near before it at the beginning of a code point. */
static struct snippet line_around(struct span text, size_t byte)
{
	size_t from = byte, to = byte;
	while (from > 0 && text.at[from - 1] != '\n' && byte - from < LINE_BEFORE)
		from--;
	while (from < byte && ((unsigned char)text.at[from] & 0xC0) == 0x80)
		from++;
	while (to < text.len && text.at[to] != '\n')
		to++;
	return (struct snippet){from, to};
}

static bool ends_sentence(uint32_t code)
{
	return code == 0x3002 || code == 0xFF01 || code == 0xFF1F || code == '!' || code == '?';
}

/*
 * Where to begin so that at most `room` cells stand before `match`: behind the last end of a sentence there, else as
 * far before as fits.
 */
static size_t begin_before(struct span text, size_t from, size_t match, size_t room, const struct widths *widths)
{
	struct span before = span_cut(text, from, match);
	size_t total = width_text(widths, before), used = 0, begin = from;
	struct glyph glyph;
	bool fits = total <= room;
	for (size_t at = 0; glyph_next(widths, before, &at, &glyph);) {
		used += glyph.columns;
		bool ended = glyph.count > 0 && ends_sentence(glyph.code[0]) && at < before.len;
		if (total - used > room)
			continue;
		if (!fits || ended)
			begin = from + at;
		fits = true;
	}
	return begin;
}

struct snippet snippet_cut(struct span text, const struct match *matches, size_t count, size_t columns,
                           const struct widths *widths)
{
	const struct match *match = &matches[best_of(text, matches, count, columns * CELL_BYTES)];
	struct snippet line = line_around(text, match->from);
	struct snippet snippet;
	snippet.from = begin_before(text, line.from, match->from, columns / BEFORE_SHARE, widths);
	while (snippet.from < match->from && g_ascii_isspace(text.at[snippet.from]))
		snippet.from++;
	struct span rest = span_cut(text, snippet.from, line.to);
	snippet.to = snippet.from + width_fit(widths, rest, columns, NULL);
	return snippet;
}
