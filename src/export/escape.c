/* SPDX-License-Identifier: MIT */
/*
 * Bytes that are not UTF-8 come out of utf8_next() as U+FFFD, one byte long, which tells them from the character
 * itself.
 */
#include "export/escape.h"

#include "text/utf8.h"

static void append_code(GString *out, struct span bytes, uint32_t code)
{
	bool is_bad = code == UTF8_REPLACEMENT && bytes.len == 1;
	if (code < 0x80 && code_is_control(code))
		g_string_append_printf(out, "\\x%02X", code);
	else if (is_bad)
		g_string_append_printf(out, "\\x%02X", (unsigned char)*bytes.at);
	else if (code_is_control(code))
		g_string_append_printf(out, "\\u{%04X}", code);
	else
		g_string_append_len(out, bytes.at, (gssize)bytes.len);
}

void escape_text(GString *out, struct span text)
{
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t code = utf8_next(text, &at);
		append_code(out, span_cut(text, from, at), code);
	}
}

void escape_field(GString *out, struct span text)
{
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t code = utf8_next(text, &at);
		if (code == '\n')
			g_string_append(out, "\\n");
		else if (code == '\t')
			g_string_append(out, "\\t");
		else if (code == '\\')
			g_string_append(out, "\\\\");
		else
			append_code(out, span_cut(text, from, at), code);
	}
}
