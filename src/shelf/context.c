/* SPDX-License-Identifier: MIT */
/* Finding a place again. Units: bytes; each search reads the text once. */
#include "shelf/context.h"

/* About twenty Chinese characters: hardly twice in one article. */
#define CONTEXT_MOST 64

struct span context_of(struct span text, uint32_t byte)
{
	struct span rest = span_from(text, byte), line;
	if (!span_line(&rest, &line))
		return (struct span){"", 0};
	size_t len = line.len < CONTEXT_MOST ? line.len : CONTEXT_MOST;
	while (len > 0 && len < line.len && ((unsigned char)line.at[len] & 0xC0) == 0x80)
		len--;
	return span_cut(line, 0, len);
}

uint32_t context_find(struct span text, uint32_t byte, struct span context)
{
	size_t wanted = byte < text.len ? byte : text.len;
	if (context.len == 0 || span_starts(span_from(text, wanted), context))
		return (uint32_t)wanted;
	size_t before = span_find_last(span_cut(text, 0, wanted + context.len), context);
	size_t after = span_find(span_from(text, wanted), context);
	if (before == SPAN_NONE && after == SPAN_NONE)
		return (uint32_t)wanted;
	if (before == SPAN_NONE || (after != SPAN_NONE && after < wanted - before))
		return (uint32_t)(wanted + after);
	return (uint32_t)before;
}
