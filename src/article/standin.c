/* SPDX-License-Identifier: MIT */
/*
 * A sign is two characters of plane 16, which is for private use and all but never used: they hold the number of the
 * text, fifteen bits each. Where a source holds a byte that begins such characters, there are no signs in it; one that
 * it spells by number comes alone, so it cannot be taken for a sign. \v and \f are let through by the source but not by
 * the parser.
 */
#include "article/standin.h"

#include <glib.h>
#include <string.h>

#include "article/draft.h"
#include "text/utf8.h"

#define PLANE 0x100000u
#define LEAD '\xF4'
#define BITS 15
#define WORTH 12 /* bytes of a text that gains by a sign */

static bool holds(struct span s, char byte)
{
	return memchr(s.at, byte, s.len) != NULL;
}

void standin_begin(struct standins *standins, struct arena *arena, struct span html)
{
	*standins = (struct standins){.arena = arena};
	standins->off =
		html.len == 0 || holds(html, LEAD) || holds(html, '\v') || holds(html, '\f') || holds(html, '\0');
}

static bool is_blank(struct span text)
{
	return span_is_blank(text);
}

bool standin_for(struct standins *standins, struct span text, char sign[STANDIN_BYTES + 1])
{
	uint32_t number = standins->count;
	if (standins->off || text.len < WORTH || number >> 2 * BITS || is_blank(text))
		return false;
	standins->texts = draft_room(standins->arena, standins->texts, number, &standins->room, sizeof text);
	standins->texts[standins->count++] = text;
	utf8_put(sign, PLANE | number >> BITS);
	utf8_put(sign + STANDIN_BYTES / 2, PLANE | (number & ((1u << BITS) - 1)));
	sign[STANDIN_BYTES] = '\0';
	return true;
}

/* The text that the sign at byte `at` of `s` stands for; {NULL, 0} where there is none. */
static struct span text_at(const struct standins *standins, struct span s, size_t at)
{
	const struct span none = {NULL, 0};
	if (s.len - at < STANDIN_BYTES || s.at[at + STANDIN_BYTES / 2] != LEAD)
		return none;
	uint32_t high = utf8_next(s, &at), low = utf8_next(s, &at);
	uint32_t number = (high - PLANE) << BITS | (low - PLANE);
	return number < standins->count ? standins->texts[number] : none;
}

/* Puts what stands in `text`, the first sign at `sign`, together. */
static struct span put_together(const struct standins *standins, struct span text, const char *sign)
{
	GString *out = g_string_sized_new(256);
	size_t from = 0;
	while (sign) {
		size_t at = (size_t)(sign - text.at);
		struct span stood_for = text_at(standins, text, at);
		size_t behind = at + (stood_for.at ? STANDIN_BYTES : 1);
		g_string_append_len(out, text.at + from, (gssize)((stood_for.at ? at : behind) - from));
		g_string_append_len(out, stood_for.at, (gssize)stood_for.len);
		from = behind;
		sign = memchr(text.at + from, LEAD, text.len - from);
	}
	g_string_append_len(out, text.at + from, (gssize)(text.len - from));
	struct span whole = arena_copy(standins->arena, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return whole;
}

struct span standin_resolve(const struct standins *standins, struct span text)
{
	const char *sign = standins->count > 0 && text.len > 0 ? memchr(text.at, LEAD, text.len) : NULL;
	if (!sign)
		return text;
	struct span stood_for = text_at(standins, text, 0);
	return stood_for.at && text.len == STANDIN_BYTES ? stood_for : put_together(standins, text, sign);
}
