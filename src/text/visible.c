/* SPDX-License-Identifier: MIT */
/*
 * Runs of plain text are copied as they stand; what lies between them is spelled out. What is spelled out is decided by
 * the properties of Unicode, not by a list: whatever is no letter, mark, figure, sign or blank.
 */
#include "text/visible.h"

#include <stdint.h>
#include <string.h>
#include <unictype.h>

#include "text/utf8.h"

static bool shows_itself(uint32_t code)
{
	const uint32_t hidden = UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf | UC_CATEGORY_MASK_Cs | UC_CATEGORY_MASK_Cn |
	                        UC_CATEGORY_MASK_Zl | UC_CATEGORY_MASK_Zp;
	if (code < 0x80)
		return (code >= 0x20 && code != 0x7F) || code == '\n' || code == '\t';
	if (code_is_han(code) || code_is_kana(code))
		return true;
	if (code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0 || (code >= 0xFE00 && code <= 0xFE0F))
		return false; /* letters without a shape, and selectors */
	return !uc_is_general_category_withtable(code, hidden) && !code_is_control(code);
}

static void mark(GByteArray *signs, size_t from, size_t to)
{
	size_t bytes = to / 8 + 1, had = signs->len;
	if (bytes > had) {
		g_byte_array_set_size(signs, (guint)bytes);
		memset(signs->data + had, 0, bytes - had);
	}
	for (size_t i = from; i < to; i++)
		signs->data[i / 8] |= (guint8)(1u << i % 8);
}

static void spell(uint32_t code, bool byte, GString *out, GByteArray *signs)
{
	size_t from = out->len;
	if (byte && code >= 0x80)
		g_string_append_printf(out, "\\x%02X", code);
	else if (code < 0x20 || code == 0x7F)
		g_string_append_printf(out, "^%c", (char)(code ^ 0x40));
	else
		g_string_append_printf(out, "<U+%04X>", code);
	mark(signs, from, out->len);
}

/* The character at `*at`, which moves behind it; `byte`: it is a byte that is no text. */
static uint32_t take(struct span text, size_t *at, enum visible_kind kind, bool *byte)
{
	size_t begin = *at;
	uint32_t code = (unsigned char)text.at[begin];
	*byte = kind == VISIBLE_BYTES;
	if (kind == VISIBLE_BYTES) {
		++*at;
		return code;
	}
	uint32_t decoded = utf8_next(text, at);
	*byte = decoded == UTF8_REPLACEMENT && *at == begin + 1;
	return *byte ? code : decoded;
}

size_t visible_write(struct span text, size_t from, size_t most, enum visible_kind kind, GString *out,
                     GByteArray *signs)
{
	size_t end = text.len - from > most ? from + most : text.len, at = from, plain = from;
	while (at < end) {
		size_t begin = at;
		bool byte;
		uint32_t code = take(text, &at, kind, &byte);
		bool ends_line = code == '\r' && at < text.len && text.at[at] == '\n';
		if (byte ? code < 0x80 && shows_itself(code) : shows_itself(code))
			continue;
		g_string_append_len(out, text.at + plain, (gssize)(begin - plain));
		plain = at;
		if (!ends_line)
			spell(code, byte, out, signs);
	}
	g_string_append_len(out, text.at + plain, (gssize)(at - plain));
	mark(signs, out->len, out->len);
	return at;
}
