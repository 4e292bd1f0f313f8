/* SPDX-License-Identifier: MIT */
/*
 * One-line values of front matter as text. A quotation mark is a byte: " with escapes, ' where two stand for one. Every
 * reader goes over its value once.
 */
#include "article/scalar.h"

#include <glib.h>
#include <string.h>

#include "text/utf8.h"

/* The escapes of double quotation marks that stand for one byte; a control other than these shows nothing. */
static const struct {
	char letter, byte;
} escapes[] = {
	{'"', '"'}, {'\\', '\\'}, {'/', '/'}, {'n', '\n'}, {'t', '\t'}, {'r', '\n'}, {' ', ' '},
};

/* Escapes that are followed by so many hexadecimal digits. */
static const struct {
	char letter;
	unsigned digits;
} hex_escapes[] = {{'x', 2}, {'u', 4}, {'U', 8}};

/* Where the quotation mark that opens at byte 0 of `s` is closed, SPAN_NONE where it is not. */
static size_t closing(struct span s)
{
	char mark = s.at[0];
	for (size_t at = 1; at < s.len; at++) {
		if (mark == '"' && s.at[at] == '\\') {
			at++;
			continue;
		}
		if (s.at[at] != mark)
			continue;
		if (mark == '\'' && at + 1 < s.len && s.at[at + 1] == mark)
			at++;
		else
			return at;
	}
	return SPAN_NONE;
}

/* The number that `digits` hexadecimal digits spell at the beginning of `s`; false where they do not. */
static bool take_hex(struct span s, unsigned digits, uint32_t *code)
{
	*code = 0;
	if (s.len < digits)
		return false;
	for (unsigned i = 0; i < digits; i++) {
		if (!g_ascii_isxdigit(s.at[i]))
			return false;
		*code = *code << 4 | (uint32_t)g_ascii_xdigit_value(s.at[i]);
	}
	return true;
}

/* Reads \xNN, \uNNNN (pairs of surrogates too) and \UNNNNNNNN at the beginning of `s`; gives the length, 0 for none. */
static size_t take_code(struct span s, GString *out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(hex_escapes); i++) {
		size_t len = 2 + hex_escapes[i].digits;
		uint32_t code, low;
		if (s.len < 2 || s.at[1] != hex_escapes[i].letter ||
		    !take_hex(span_from(s, 2), hex_escapes[i].digits, &code))
			continue;
		if (code >= 0xD800 && code < 0xDC00 && span_starts(span_from(s, len), SPAN("\\u")) &&
		    take_hex(span_from(s, len + 2), 4, &low) && low >= 0xDC00 && low < 0xE000) {
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
			len *= 2;
		}
		utf8_append(out, code);
		return len;
	}
	return 0;
}

/* Reads one escape at the beginning of `s`; an unknown one stays with its backslash. Gives its length. */
static size_t take_escape(struct span s, GString *out)
{
	size_t len = take_code(s, out);
	if (len)
		return len;
	for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++) {
		if (s.len < 2 || s.at[1] != escapes[i].letter)
			continue;
		g_string_append_c(out, escapes[i].byte);
		return 2;
	}
	g_string_append_c(out, '\\');
	return 1;
}

/* What stands between two quotation marks of this kind. */
static struct span unescape(struct arena *arena, struct span inner, char mark)
{
	char sign = mark == '"' ? '\\' : '\'';
	GString *out;
	struct span text;
	if (!inner.len || !memchr(inner.at, sign, inner.len))
		return inner;
	out = g_string_sized_new(inner.len);
	for (size_t at = 0; at < inner.len;) {
		if (inner.at[at] == '\\' && mark == '"') {
			at += take_escape(span_from(inner, at), out);
			continue;
		}
		g_string_append_c(out, inner.at[at]);
		at += span_starts(span_from(inner, at), SPAN("''")) && mark == '\'' ? 2 : 1;
	}
	text = arena_copy(arena, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return text;
}

static bool is_quoted(struct span value)
{
	return value.len > 0 && (value.at[0] == '"' || value.at[0] == '\'');
}

static bool ends_value(struct span tail)
{
	tail = span_trim(tail);
	return !tail.len || tail.at[0] == '#';
}

struct span scalar_text(struct arena *arena, struct span value, bool *repaired)
{
	size_t close;
	char mark;
	value = span_trim(value);
	if (!is_quoted(value))
		return value;
	mark = value.at[0];
	close = closing(value);
	if (close != SPAN_NONE && ends_value(span_from(value, close + 1)))
		return unescape(arena, span_cut(value, 1, close), mark);
	if (repaired)
		*repaired = true;
	if (close == SPAN_NONE)
		return mark == '"' ? unescape(arena, span_from(value, 1), mark) : value; /* 'Tis an apostrophe */
	if (value.at[value.len - 1] != mark || value.at[close + 1] == ' ')
		return value;
	return unescape(arena, span_cut(value, 1, value.len - 1), mark);
}

/* The bytes of the comma at the beginning of `s`, ASCII or Chinese; 0 for none. */
static size_t comma_len(struct span s)
{
	if (span_starts(s, SPAN(",")))
		return 1;
	return span_starts(s, SPAN("，")) || span_starts(s, SPAN("、")) ? strlen("，") : 0;
}

/* The length of the item at the beginning of `list`: up to the comma or the end. */
static size_t item_len(struct span list)
{
	size_t at = 0;
	if (is_quoted(list)) {
		size_t close = closing(list);
		struct span tail = close == SPAN_NONE ? list : span_trim(span_from(list, close + 1));
		if (close != SPAN_NONE && (!tail.len || comma_len(tail)))
			return tail.len ? (size_t)(tail.at - list.at) : list.len;
	}
	while (at < list.len && !comma_len(span_from(list, at)))
		at++;
	return at;
}

/* A list without its brackets, where they hold all of it. */
static struct span without_brackets(struct span value)
{
	size_t end;
	value = span_trim(value);
	if (!span_starts(value, SPAN("[")))
		return value;
	end = span_find_last(value, SPAN("]"));
	if (end == SPAN_NONE)
		return span_trim(span_from(value, 1));
	return ends_value(span_from(value, end + 1)) ? span_trim(span_cut(value, 1, end)) : value;
}

bool scalar_item(struct arena *arena, struct span *rest, struct span *item, bool *repaired)
{
	struct span list = without_brackets(*rest);
	size_t len;
	if (!list.len)
		return false;
	len = item_len(list);
	*item = scalar_text(arena, span_cut(list, 0, len), repaired);
	list = span_from(list, len);
	*rest = span_trim(span_from(list, comma_len(list)));
	return true;
}

bool scalar_is_open(struct span value)
{
	value = span_trim(value);
	return is_quoted(value) && closing(value) == SPAN_NONE;
}

bool scalar_is_null(struct span value)
{
	return !value.len || span_equal(value, SPAN("~")) || span_equal_nocase(value, SPAN("null"));
}
