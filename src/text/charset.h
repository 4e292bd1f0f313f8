/* SPDX-License-Identifier: MIT */
#ifndef TEXT_CHARSET_H
#define TEXT_CHARSET_H

/*
 * From the bytes of a file to UTF-8, before any parser sees them. The order is that of browsers, with one difference
 * that archives need: a byte order mark; else valid UTF-8, or UTF-8 with a bad byte here and there, wins over every
 * declaration; else the declared label, mapped as WHATWG's Encoding Standard does (gb* to GB18030, big5 to Big5-HKSCS,
 * shift_jis to CP932, euc-kr to CP949, latin1 to CP1252), unless nonsense comes out of it and a language out of
 * another; else the most plausible of GB18030, Big5-HKSCS, CP932, EUC-JP, CP949 and CP1252 by the characters that come
 * out. UTF-16 is found without a mark too.
 */

#include <stddef.h>

#include "base/arena.h"
#include "base/span.h"

struct decoded {
	struct span text;    /* UTF-8 without BOM, NUL and carriage returns: \r\n and lone \r are \n */
	const char *charset; /* the name of what the bytes were, static */
	size_t replaced;     /* bad bytes that became U+FFFD */
};

/*
 * Decodes all of `bytes`. The text is `bytes` itself where nothing had to change, else it lives in `arena`.
 * `declared` is a label from outside the bytes (a feed, a header), or {NULL, 0}; `<meta charset>` and `<?xml encoding`
 * in the first 4096 bytes are looked at here. Never fails.
 */
struct decoded charset_decode(struct arena *arena, struct span bytes, struct span declared);

#endif
