/* SPDX-License-Identifier: MIT */
/* Numbers and names of entities: only what is plainly spelt is decoded, what a name is not certain of is refused. */
#include "article/markup_reference.h"

#include <glib.h>
#include <libxml/HTMLparser.h>
#include <string.h>

#include "article/markup_bytes.h"
#include "text/utf8.h"

#define NUMBER_MOST 8  /* digits of a numeric reference */
#define ENTITY_MOST 10 /* bytes of an entity's name; no name of HTML 4 is longer */

/* NUL at the end, which stands nowhere else. */
static char byte_at(struct span html, size_t at)
{
	return at < html.len ? html.at[at] : '\0';
}

/* What an XML parser lets through. */
static bool is_character(uint32_t code)
{
	return (code >= 0x20 && code < 0xD800) || code == '\t' || code == '\n' ||
	       (code >= 0xE000 && code < 0xFFFE) || (code >= 0x10000 && code < 0x110000);
}

/* The number of the reference at `*at`, which moves behind it; 0 where it is not plainly spelt. */
static uint32_t take_number(struct span html, size_t *at)
{
	bool hex = (byte_at(html, *at + 2) | 0x20) == 'x';
	size_t from = *at + (hex ? 3 : 2), to = from;
	uint32_t code = 0;
	for (; to - from < NUMBER_MOST; to++) {
		char c = byte_at(html, to);
		int digit = hex ? g_ascii_xdigit_value(c) : g_ascii_digit_value(c);
		if (digit < 0)
			break;
		code = code * (hex ? 16 : 10) + (uint32_t)digit;
	}
	if (to == from || byte_at(html, to) != ';' || !is_character(code))
		return 0;
	*at = to + 1;
	return code;
}

static uint32_t entity_value(struct span name)
{
	char copy[ENTITY_MOST + 1];
	if (name.len > ENTITY_MOST)
		return 0;
	memcpy(copy, name.at, name.len);
	copy[name.len] = '\0';
	const htmlEntityDesc *entity = htmlEntityLookup((const xmlChar *)copy);
	return entity ? entity->value : 0;
}

bool markup_take_reference(struct span html, size_t *at, char decoded[4], size_t *len)
{
	size_t from = *at + 1, to = from;
	uint32_t code = 0;
	*len = 0;
	if (byte_at(html, from) == '#') {
		code = take_number(html, at);
		*len = code ? utf8_put(decoded, code) : 0;
		return code != 0;
	}
	uint8_t met;
	if (markup_is_in(BYTE_NAME_START, byte_at(html, from)))
		to = markup_skip_name(html, from, &met);
	if (to == html.len || (unsigned char)html.at[to] >= 0x80 || to - from > NAME_MOST)
		return false;
	if (html.at[to] == ';' && to > from)
		code = entity_value(span_cut(html, from, to));
	*at = to + (code != 0);
	*len = code ? utf8_put(decoded, code) : 0;
	return true;
}
