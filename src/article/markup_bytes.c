/* SPDX-License-Identifier: MIT */
/* Bytes of HTML that are looked for before anything is read of it: every byte is looked at once, many at a time. */
#include "article/markup_bytes.h"

#include <glib.h>
#include <limits.h>
#include <stdint.h>

#define TOGETHER 64 /* bytes that are looked at together, which the compiler does by vectors */

/*
 * Whether there may be control characters among TOGETHER bytes, or noncharacters (EF BF BE and EF BF BF), whose second
 * byte is looked at even where it stands behind them.
 */
static bool is_doubtful(const char *bytes)
{
	uint8_t doubt = 0;
	for (size_t i = 0; i < TOGETHER; i++) {
		uint8_t c = (uint8_t)bytes[i], next = (uint8_t)bytes[i + 1];
		doubt |= (uint8_t)((c < 0x20) & (c != '\t') & (c != '\n')) | (uint8_t)((c == 0xEF) & (next == 0xBF));
	}
	return doubt != 0;
}

/* Control characters and noncharacters, which libxml2 drops in some places. */
static bool is_wild(struct span html, size_t at)
{
	unsigned char c = (unsigned char)html.at[at];
	struct span rest = span_from(html, at);
	if (c < 0x20)
		return c != '\t' && c != '\n';
	return c == 0xEF && (span_starts(rest, SPAN("\xEF\xBF\xBE")) || span_starts(rest, SPAN("\xEF\xBF\xBF")));
}

bool markup_is_tame(struct span html)
{
	if (span_starts(html, SPAN("\xEF\xBB\xBF")) || html.len > INT_MAX)
		return false;
	for (size_t i = 0, end; i < html.len; i = end) {
		end = MIN(i + TOGETHER, html.len);
		if (end < html.len && !is_doubtful(html.at + i))
			continue;
		for (; i < end; i++)
			if (is_wild(html, i))
				return false;
	}
	return true;
}
