/* SPDX-License-Identifier: MIT */
/*
 * GMime would do this too, but it makes a tree of objects by recursion, wants to be set up for the whole process, and
 * brings libraries for encrypted mail; charsets and markup are this program's own anyway, and better at what is broken.
 */
#include "article/mail_header.h"

#include <glib.h>

#include "text/charset.h"

#define PARAMETER_PIECES 100 /* of one parameter */

static const struct span nothing = {NULL, 0};

static struct span finish(struct arena *arena, GString *out)
{
	struct span result = arena_copy(arena, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return result;
}

/*
 * Fields -------------------------------------------------------------------------------------------------------------
 */

static bool is_continued(struct span rest)
{
	return rest.len > 0 && (rest.at[0] == ' ' || rest.at[0] == '\t');
}

struct span mail_field(struct arena *arena, struct span header, const char *name)
{
	struct span rest = header, line, wanted = span_of(name);
	GString *value;
	for (;;) {
		if (!span_line(&rest, &line))
			return nothing;
		if (line.len > wanted.len && line.at[wanted.len] == ':' && span_starts_nocase(line, wanted))
			break;
	}
	line = span_from(line, wanted.len + 1);
	if (!is_continued(rest))
		return span_trim(line);
	value = g_string_new_len(line.at, (gssize)line.len);
	while (is_continued(rest) && span_line(&rest, &line))
		g_string_append_printf(value, " %.*s", (int)MIN(span_trim(line).len, INT_MAX), span_trim(line).at);
	return span_trim(finish(arena, value));
}

/*
 * Ways to write bytes ------------------------------------------------------------------------------------------------
 */

static int hex_value(char c)
{
	return g_ascii_xdigit_value(c);
}

/* `words`: of the kind that stands in headers, where a low line is a blank and lines have no ends. */
static struct span decode_quoted(struct arena *arena, struct span text, bool words)
{
	GString *out = g_string_sized_new(text.len);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		int high = i + 2 < text.len ? hex_value(text.at[i + 1]) : -1;
		int low = i + 2 < text.len ? hex_value(text.at[i + 2]) : -1;
		if (c == '=' && high >= 0 && low >= 0) {
			g_string_append_c(out, (char)(high * 16 + low));
			i += 2;
		} else if (c == '=' && i + 1 < text.len && text.at[i + 1] == '\n' && !words) {
			i += 1;
		} else if (c == '=' && i + 2 < text.len && text.at[i + 1] == '\r' && text.at[i + 2] == '\n' && !words) {
			i += 2;
		} else {
			g_string_append_c(out, (char)(c == '_' && words ? ' ' : c));
		}
	}
	return finish(arena, out);
}

static struct span decode_base64(struct arena *arena, struct span text)
{
	guchar *out = arena_alloc(arena, text.len / 4 * 3 + 4);
	gint state = 0;
	guint save = 0;
	gsize len = text.len > 0 ? g_base64_decode_step(text.at, text.len, out, &state, &save) : 0;
	return (struct span){(const char *)out, len};
}

struct span mail_decode(struct arena *arena, struct span text, struct span encoding)
{
	encoding = span_trim(encoding);
	if (span_equal_nocase(encoding, SPAN("base64")))
		return decode_base64(arena, text);
	if (span_equal_nocase(encoding, SPAN("quoted-printable")))
		return decode_quoted(arena, text, false);
	return text;
}

/*
 * Words --------------------------------------------------------------------------------------------------------------
 */

/* =?charset?B?text?= */
struct word {
	struct span charset, text;
	char way;
	size_t len; /* of all of it */
};

/* Whether an encoded word begins at `rest`. They are short: 75 bytes by the standard. */
static bool take_word(struct span rest, struct word *word)
{
	struct span inner = span_cut(rest, 2, 1024);
	size_t first = span_find(inner, SPAN("?")), second, end;
	if (!span_starts(rest, SPAN("=?")) || first == SPAN_NONE)
		return false;
	second = first + 2;
	if (second >= inner.len || inner.at[second] != '?')
		return false;
	end = span_find(span_from(inner, second + 1), SPAN("?="));
	if (end == SPAN_NONE)
		return false;
	word->charset = span_cut(inner, 0, first);
	word->charset = span_cut(word->charset, 0, span_find(word->charset, SPAN("*"))); /* its language */
	word->way = g_ascii_toupper(inner.at[first + 1]);
	word->text = span_cut(inner, second + 1, second + 1 + end);
	word->len = 2 + second + 1 + end + 2;
	return word->way == 'B' || word->way == 'Q';
}

/* Bytes that wait to be decoded: characters may be cut between words of one charset. */
struct waiting {
	struct arena *arena;
	GString *bytes, *out;
	struct span charset;
};

static void flush(struct waiting *waiting)
{
	struct span bytes = {waiting->bytes->str, waiting->bytes->len};
	struct span text;
	if (bytes.len == 0)
		return;
	text = charset_decode(waiting->arena, bytes, waiting->charset).text;
	g_string_append_len(waiting->out, text.at, (gssize)text.len);
	g_string_truncate(waiting->bytes, 0);
}

static void wait_for(struct waiting *waiting, struct span bytes, struct span charset)
{
	if (!span_equal_nocase(waiting->charset, charset))
		flush(waiting);
	waiting->charset = charset;
	g_string_append_len(waiting->bytes, bytes.at, (gssize)bytes.len);
}

static bool is_blank(struct span text)
{
	return span_is_blank(text);
}

struct span mail_words(struct arena *arena, struct span value)
{
	struct waiting waiting = {arena, g_string_new(NULL), g_string_new(NULL), nothing};
	size_t from = 0, at = 0, next;
	bool encoded = false;
	struct word word;
	while ((next = span_find(span_from(value, at), SPAN("=?"))) != SPAN_NONE) {
		struct span before;
		at += next;
		if (!take_word(span_from(value, at), &word)) {
			at += 2;
			continue;
		}
		before = span_cut(value, from, at);
		if (!encoded || !is_blank(before)) /* blanks between encoded words are nothing */
			wait_for(&waiting, before, nothing);
		wait_for(&waiting,
		         word.way == 'B' ? decode_base64(arena, word.text) : decode_quoted(arena, word.text, true),
		         word.charset);
		encoded = true;
		at += word.len;
		from = at;
	}
	wait_for(&waiting, span_from(value, from), nothing);
	flush(&waiting);
	g_string_free(waiting.bytes, TRUE);
	return finish(arena, waiting.out);
}

/*
 * Structured values --------------------------------------------------------------------------------------------------
 */

/* Where `sign` first stands outside quotation marks; SPAN_NONE. */
static size_t find_outside(struct span text, char sign)
{
	bool quoted = false;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] == '\\' && quoted)
			i++;
		else if (text.at[i] == '"')
			quoted = !quoted;
		else if (text.at[i] == sign && !quoted)
			return i;
	}
	return SPAN_NONE;
}

static struct span unquote(struct arena *arena, struct span text)
{
	GString *out;
	text = span_trim(text);
	if (text.len < 2 || text.at[0] != '"')
		return text;
	text = span_cut(text, 1, text.len - (span_ends(text, SPAN("\"")) ? 1 : 0));
	out = g_string_sized_new(text.len);
	for (size_t i = 0; i < text.len; i++) {
		i += text.at[i] == '\\' && i + 1 < text.len;
		g_string_append_c(out, text.at[i]);
	}
	return finish(arena, out);
}

/* charset'language'%E4%BD%A0 */
static struct span decode_extended(struct arena *arena, struct span text)
{
	size_t first = span_find(text, SPAN("'")), second = span_find(span_from(text, first + 1), SPAN("'"));
	struct span charset = nothing;
	GString *out = g_string_new(NULL);
	if (first != SPAN_NONE && second != SPAN_NONE) {
		charset = span_cut(text, 0, first);
		text = span_from(text, first + 1 + second + 1);
	}
	for (size_t i = 0; i < text.len; i++) {
		int high = i + 2 < text.len ? hex_value(text.at[i + 1]) : -1;
		int low = i + 2 < text.len ? hex_value(text.at[i + 2]) : -1;
		bool escaped = text.at[i] == '%' && high >= 0 && low >= 0;
		g_string_append_c(out, escaped ? (char)(high * 16 + low) : text.at[i]);
		i += escaped ? 2 : 0;
	}
	return charset_decode(arena, finish(arena, out), charset).text;
}

/* The next `name=value` of what stands behind semicolons. */
static bool next_parameter(struct span *rest, struct span *name, struct span *value)
{
	size_t from = find_outside(*rest, ';'), equals, end;
	if (from == SPAN_NONE)
		return false;
	*rest = span_from(*rest, from + 1);
	end = find_outside(*rest, ';');
	*value = span_cut(*rest, 0, end);
	equals = span_find(*value, SPAN("="));
	*name = span_trim(span_cut(*value, 0, equals));
	*value = equals == SPAN_NONE ? SPAN("") : span_from(*value, equals + 1);
	*rest = span_from(*rest, end == SPAN_NONE ? rest->len : end);
	return true;
}

struct span mail_parameter(struct arena *arena, struct span value, const char *name)
{
	struct span rest = value, at, text, wanted = span_of(name);
	GString *joined = g_string_new(NULL);
	bool extended = false;
	unsigned pieces = 0;
	while (pieces < PARAMETER_PIECES && next_parameter(&rest, &at, &text)) {
		struct span tail = span_from(at, wanted.len);
		if (!span_starts_nocase(at, wanted) || (tail.len > 0 && tail.at[0] != '*'))
			continue;
		extended |= span_ends(tail, SPAN("*"));
		text = unquote(arena, text);
		g_string_append_len(joined, text.at, (gssize)text.len);
		pieces++;
		if (tail.len == 0)
			break;
	}
	text = finish(arena, joined);
	if (pieces == 0)
		return nothing;
	return extended ? decode_extended(arena, text) : text;
}

/* "Name" <address>, Name <address>, address (Name), address */
struct span mail_person(struct arena *arena, struct span value)
{
	size_t open = find_outside(value, '<'), comma = find_outside(value, ','), bracket;
	struct span name, first = open == SPAN_NONE || comma < open ? span_cut(value, 0, comma) : value;
	if (open != SPAN_NONE && open < first.len) {
		name = mail_words(arena, unquote(arena, span_cut(first, 0, open)));
		if (span_trim_wide(name).len > 0)
			return name;
		first = span_from(first, open + 1);
		return span_trim(span_cut(first, 0, span_find(first, SPAN(">"))));
	}
	bracket = find_outside(first, '(');
	if (bracket != SPAN_NONE)
		return mail_words(arena, span_trim(span_cut(first, bracket + 1, span_find_last(first, SPAN(")")))));
	return mail_words(arena, span_trim(first));
}
