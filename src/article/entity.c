/* SPDX-License-Identifier: MIT */
/*
 * Character references of HTML in text that no HTML parser saw: front matter, link lines, text that was escaped twice.
 * Names come from libxml2's table of HTML 4. A reference that names no character (&#0;, a surrogate, &nosuch;) stays.
 */
#include "article/entity.h"

#include <libxml/HTMLparser.h>

#include "text/utf8.h"

/* The longest name of HTML 4 is thetasym. */
#define NAME_MAX_LEN 10

/* What CP1252 shows at 0x80 to 0x9F; 0 where it shows nothing. Pages wrote &#147; for decades, and browsers obey. */
static const uint16_t cp1252[32] = {
	0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static unsigned digit_value(char c, unsigned base)
{
	unsigned value = base;
	if (c >= '0' && c <= '9')
		value = (unsigned)(c - '0');
	else if (c >= 'a' && c <= 'f')
		value = (unsigned)(c - 'a') + 10;
	else if (c >= 'A' && c <= 'F')
		value = (unsigned)(c - 'A') + 10;
	return value < base ? value : base;
}

/* The number of `&#...` at the beginning of `s`, 0 where it is none; `len` gets its length. */
static uint32_t numeric(struct span s, size_t *len)
{
	bool hex = s.len > 2 && (s.at[2] == 'x' || s.at[2] == 'X');
	unsigned base = hex ? 16 : 10;
	size_t at = hex ? 3 : 2, first = at;
	uint32_t code = 0;
	for (; at < s.len && digit_value(s.at[at], base) < base; at++)
		code = code > 0x10FFFF ? code : code * base + digit_value(s.at[at], base);
	if (at == first)
		return 0;
	*len = at + (at < s.len && s.at[at] == ';');
	if (code >= 0x80 && code <= 0x9F)
		return cp1252[code - 0x80];
	return code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF) ? 0 : code;
}

/* The character that `&name;` at the beginning of `s` stands for, 0 where it is none. */
static uint32_t named(struct span s, size_t *len)
{
	char name[NAME_MAX_LEN + 1] = "";
	size_t at = 1;
	const htmlEntityDesc *entity;
	for (; at < s.len && at <= NAME_MAX_LEN && g_ascii_isalnum(s.at[at]); at++)
		name[at - 1] = s.at[at];
	if (at == 1 || at >= s.len || s.at[at] != ';')
		return 0;
	*len = at + 1;
	if (span_equal(span_of(name), SPAN("apos")))
		return '\'';
	entity = htmlEntityLookup((const xmlChar *)name);
	return entity ? entity->value : 0;
}

struct span entity_decode(struct arena *arena, struct span text)
{
	size_t next = span_find(text, SPAN("&"));
	GString *out;
	struct span decoded;
	if (next == SPAN_NONE)
		return text;
	out = g_string_sized_new(text.len);
	for (size_t at = 0; at < text.len;) {
		struct span rest = span_from(text, at);
		size_t len = 0;
		uint32_t code = 0;
		next = span_find(rest, SPAN("&"));
		if (next != 0) {
			next = next == SPAN_NONE ? rest.len : next;
			g_string_append_len(out, rest.at, (gssize)next);
			at += next;
			continue;
		}
		if (rest.len > 1)
			code = rest.at[1] == '#' ? numeric(rest, &len) : named(rest, &len);
		if (code)
			utf8_append(out, code);
		else
			g_string_append_c(out, '&');
		at += code ? len : 1;
	}
	decoded = arena_copy(arena, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return decoded;
}

struct span entity_decode_twice(struct arena *arena, struct span text)
{
	return entity_decode(arena, entity_decode(arena, text));
}
