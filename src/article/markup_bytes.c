/* SPDX-License-Identifier: MIT */
/* Classes of bytes, and those that are looked for before anything is read: each is looked at once, many at a time. */
#include "article/markup_bytes.h"

#include <glib.h>
#include <limits.h>

#include "base/lanes.h"

const uint8_t markup_classes[256] = {
	['\t'] = BYTE_WHITE,
	['\n'] = BYTE_WHITE,
	[' '] = BYTE_WHITE,
	['0' ... '9'] = BYTE_NAME,
	['A' ... 'Z'] = BYTE_LETTER | BYTE_NAME_START | BYTE_NAME | BYTE_UPPER,
	['a' ... 'z'] = BYTE_LETTER | BYTE_NAME_START | BYTE_NAME,
	['_'] = BYTE_NAME_START | BYTE_NAME,
	[':'] = BYTE_NAME_START | BYTE_NAME,
	['-'] = BYTE_NAME,
	['.'] = BYTE_NAME | BYTE_DOT,
};

/*
 * Those of sixteen bytes that may be control characters or begin noncharacters (EF BF BE and EF BF BF), whose second
 * byte is looked at even where it stands behind them.
 */
static inline lanes doubtful(const char *bytes)
{
	lanes here = lanes_load(bytes), next = lanes_load(bytes + 1);
	lanes control = (lanes)(here < ' ') & ~lanes_within(here, '\t', '\n');
	return control | (lanes_equal(here, 0xEF) & lanes_equal(next, 0xBF));
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
	for (size_t at = 0, end; at < html.len; at = end) {
		at += lanes_pass(html.at + at, html.len - 1 - at, doubtful);
		end = MIN(at + LANE, html.len);
		for (; at < end; at++)
			if (is_wild(html, at))
				return false;
	}
	return true;
}
