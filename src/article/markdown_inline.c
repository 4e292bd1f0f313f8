/* SPDX-License-Identifier: MIT */
/*
 * What stands inside a line of Markdown: emphasis, marks, code, links, template tags and attribute lists of the
 * programs that make sites. Emphasis next to CJK punctuation, which CommonMark's rules take for no emphasis (issue 650
 * there), is helped by a blank of a rare kind (U+2008) that is taken out again behind md4c. Offsets are bytes of the
 * line.
 */
#include "article/markdown_inline.h"

#include <string.h>

#include "text/utf8.h"

#define HELP "\u2008"

/* {: .class}, {.class}, {#id}, {:toc}: the length of the attribute list at the start of `s`; 0. */
static size_t attribute_list(struct span s)
{
	if (s.len < 3 || s.at[0] != '{' || !strchr(":.#", s.at[1]) || s.at[1] == '\0')
		return 0;
	const char *end = memchr(s.at, '}', MIN(s.len, 200));
	return end ? (size_t)(end - s.at) + 1 : 0;
}

/* {% tag %} and {{ value }}: the length of the template tag at the start of `s`; 0. */
static size_t template_tag(struct span s)
{
	bool tag = span_starts(s, SPAN("{%")), value = span_starts(s, SPAN("{{"));
	if (!tag && !value)
		return 0;
	size_t end = span_find(span_cut(s, 0, 500), tag ? SPAN("%}") : SPAN("}}"));
	return end == SPAN_NONE ? 0 : end + 2;
}

size_t markdown_footnote(struct span s)
{
	if (!span_starts(s, SPAN("[^")))
		return 0;
	size_t end = span_find(span_cut(s, 0, 60), SPAN("]"));
	return end == SPAN_NONE || end == 2 ? 0 : end + 1;
}

/* Emphasis -------------------------------------------------------------------------------------------------------- */

enum side { SIDE_BLANK, SIDE_LETTER, SIDE_CJK, SIDE_OPENS, SIDE_CLOSES, SIDE_MARK };

/* What a character beside a delimiter is: a letter, or punctuation that faces one way or none. */
static enum side side_of(uint32_t code)
{
	if (code == 0 || code_is_space(code))
		return SIDE_BLANK;
	if (code_is_han(code) || code_is_kana(code) || code_is_hangul(code))
		return SIDE_CJK;
	switch (g_unichar_type(code)) {
	case G_UNICODE_OPEN_PUNCTUATION:
	case G_UNICODE_INITIAL_PUNCTUATION:
		return SIDE_OPENS;
	case G_UNICODE_CLOSE_PUNCTUATION:
	case G_UNICODE_FINAL_PUNCTUATION:
		return SIDE_CLOSES;
	case G_UNICODE_OTHER_PUNCTUATION:
	case G_UNICODE_DASH_PUNCTUATION:
	case G_UNICODE_CONNECT_PUNCTUATION:
		return SIDE_MARK;
	default:
		return code < 0x80 && !g_ascii_isalnum((char)code) ? SIDE_MARK : SIDE_LETTER;
	}
}

static uint32_t code_before(struct span line, size_t at)
{
	return at == 0 ? 0 : utf8_previous(line, &at);
}

static uint32_t code_after(struct span line, size_t at)
{
	return at >= line.len ? 0 : utf8_next(line, &at);
}

static bool is_letter(enum side side)
{
	return side == SIDE_LETTER || side == SIDE_CJK;
}

/* A run of stars or underscores and what stands on its two sides. */
struct run {
	char mark;
	size_t len;
	enum side before, after;
};

/* CommonMark's rule, which asks for a letter inside where there is one outside. Underscores never part letters. */
static bool flanks(char mark, enum side outer, enum side inner)
{
	bool left = inner != SIDE_BLANK && (is_letter(inner) || !is_letter(outer));
	return left && (mark == '*' || !is_letter(outer));
}

/* Ours: punctuation inside is as good as a letter, if only it does not face `outward`; so for underscores, too. */
static bool may_stand(char mark, enum side outer, enum side inner, enum side outward, enum side inward)
{
	if (inner == SIDE_BLANK || (inner == outward && outer != SIDE_BLANK && outer != inward))
		return false;
	return mark == '*' || !is_letter(outer) || (outer == SIDE_CJK && !is_letter(inner));
}

/* Whether what is open is closed by `run`; then it is open no more. */
static bool close_delimiter(struct markdown_delimiters *delimiters, const struct run *run)
{
	unsigned i = delimiters->count;
	while (i-- > 0) {
		unsigned char *len = &delimiters->open[i].len;
		if (delimiters->open[i].mark != run->mark || (*len != run->len && *len != 3))
			continue;
		bool rest = *len > run->len;
		*len = (unsigned char)(*len - MIN(*len, run->len));
		delimiters->count = i + rest;
		return true;
	}
	i = delimiters->count;
	bool both = run->len == 3 && i >= 2 && delimiters->open[i - 1].mark == run->mark &&
	            delimiters->open[i - 2].mark == run->mark;
	delimiters->count -= both ? 2 : 0;
	return both;
}

/* Writes a run of delimiters, with the blank that lets it open or close next to CJK punctuation. */
static void put_run(GString *out, struct markdown_delimiters *delimiters, struct span line, size_t at, size_t len)
{
	struct run run = {line.at[at], len, side_of(code_before(line, at)), side_of(code_after(line, at + len))};
	bool closes = may_stand(run.mark, run.after, run.before, SIDE_OPENS, SIDE_CLOSES) &&
	              close_delimiter(delimiters, &run);
	bool opens = !closes && len <= 3 && may_stand(run.mark, run.before, run.after, SIDE_CLOSES, SIDE_OPENS);
	if (opens && delimiters->count < MARKDOWN_DELIMITERS_MOST) {
		delimiters->open[delimiters->count].mark = run.mark;
		delimiters->open[delimiters->count++].len = (unsigned char)len;
	}
	bool help_before = opens && !flanks(run.mark, run.before, run.after);
	bool help_behind = closes && !flanks(run.mark, run.after, run.before);
	g_string_append(out, help_before ? HELP : "");
	g_string_append_len(out, line.at + at, (gssize)len);
	g_string_append(out, help_behind ? HELP : "");
	delimiters->helped |= help_before || help_behind;
}

/* Inside a line --------------------------------------------------------------------------------------------------- */

/*
 * What stands at `at` of an ordinary line and is no text: its length; 0. A footnote's mark is written in another form.
 */
static size_t skip_special(GString *out, struct span line, size_t at)
{
	struct span rest = span_from(line, at);
	size_t len = rest.at[0] == '{' ? template_tag(rest) : 0;
	if (len == 0 && rest.at[0] == '{')
		len = attribute_list(rest);
	if (len > 0 || (len = markdown_footnote(rest)) == 0)
		return len;
	bool number = strspn(rest.at + 2, "0123456789") >= len - 3;
	g_string_append(out, number ? "<sup>" : "\\[");
	g_string_append_len(out, rest.at + 2, (gssize)(len - 3));
	g_string_append(out, number ? "</sup>" : "\\]");
	return len;
}

/* What stands beside == in a condition, and not in text. */
static bool joins(char c)
{
	return g_ascii_isalnum(c) || c == '=';
}

/* Where the mark that begins with the == at `at` ends: its other ==; SPAN_NONE where none begins (a==b, a == b). */
static size_t mark_end(struct span line, size_t at)
{
	struct span inner = span_from(line, at + 2);
	if (markdown_run(span_from(line, at), '=') != 2 || (at > 0 && joins(line.at[at - 1])))
		return SPAN_NONE;
	size_t end = span_find(inner, SPAN("=="));
	if (end == SPAN_NONE || end == 0 || inner.at[0] == ' ' || inner.at[end - 1] == ' ')
		return SPAN_NONE;
	return end + 2 < inner.len && joins(inner.at[end + 2]) ? SPAN_NONE : at + 2 + end;
}

/* ==text== is marked text. Writes the tag for the == at `at`; the bytes that it stands for, 0 where it is text. */
static size_t put_mark(GString *out, struct span line, size_t at, size_t *end)
{
	bool closes = at == *end;
	if (!closes && (*end != SPAN_NONE || line.at[at] != '='))
		return 0;
	*end = closes ? SPAN_NONE : mark_end(line, at);
	if (!closes && *end == SPAN_NONE)
		return 0;
	g_string_append(out, closes ? "</mark>" : "<mark>");
	return 2;
}

/* Bytes from `at` on that are copied whatever they are: an escaped character, a code span, a tag, an address. */
static size_t verbatim(struct span line, size_t at)
{
	struct span rest = span_from(line, at);
	if (rest.at[0] == '\\')
		return rest.len > 1 ? 2 : 1;
	if (rest.at[0] == '<') {
		if (rest.len < 2 || !(g_ascii_isalpha(rest.at[1]) || strchr("/!?", rest.at[1])))
			return 1;
		const char *end = memchr(rest.at, '>', MIN(rest.len, 2000));
		return end ? (size_t)(end - rest.at) + 1 : 1;
	}
	if (span_starts(rest, SPAN("]("))) {
		const char *end = memchr(rest.at, ')', MIN(rest.len, 4000));
		return end ? (size_t)(end - rest.at) : 2;
	}
	return 0;
}

/* The length of the code span at the start of `s`; of its opening marks alone where it is not closed on this line. */
static size_t code_span(struct span s)
{
	size_t marks = markdown_run(s, '`');
	for (size_t at = marks; at < s.len && at < 2000; at++) {
		size_t closing = markdown_run(span_from(s, at), '`');
		if (closing == marks)
			return at + closing;
		at += closing;
	}
	return marks;
}

/* What a template tag in a link's address stands for: the post or file that it names, a quoted path; or nothing. */
static struct span tag_address(struct span tag, bool *from_top)
{
	struct span inner = span_trim(span_cut(tag, 2, tag.len - 2));
	bool value = tag.at[1] == '{', file = !value && span_starts(inner, SPAN("link "));
	*from_top = false;
	if (value) {
		const char *end = inner.len > 1 && strchr("\"'", inner.at[0])
		                          ? memchr(inner.at + 1, inner.at[0], inner.len - 1)
		                          : NULL;
		return end ? span_cut(inner, 1, (size_t)(end - inner.at)) : (struct span){NULL, 0};
	}
	if (!file && !span_starts(inner, SPAN("post_url ")))
		return (struct span){NULL, 0};
	inner = span_trim(span_from(inner, strlen(file ? "link" : "post_url")));
	*from_top = file && inner.len > 0 && inner.at[0] != '/';
	return inner;
}

/* `](address` of a link, with what its template tags stand for in their place. */
static void put_address(GString *out, struct span link)
{
	for (size_t at = 0; at < link.len;) {
		struct span rest = span_from(link, at);
		size_t len = rest.at[0] == '{' ? template_tag(rest) : 0;
		bool from_top;
		if (len == 0) {
			g_string_append_c(out, link.at[at++]);
			continue;
		}
		struct span address = tag_address(span_cut(rest, 0, len), &from_top);
		g_string_append(out, from_top ? "/" : "");
		for (size_t i = 0; i < address.len; i++)
			if (address.at[i] == ' ')
				g_string_append(out, "%20");
			else
				g_string_append_c(out, address.at[i]);
		at += len;
	}
}

#define STRIDE 32 /* bytes: a loop of a fixed length without a branch becomes a few instructions on vectors */

/* False where none of STRIDE bytes is a sign that may mean something: [ \ ] ^ _ ` stand in a row, and so do < and =. */
static bool may_mean(const char *bytes)
{
	uint8_t found = 0;
	for (size_t i = 0; i < STRIDE; i++) {
		uint8_t byte = (uint8_t)bytes[i];
		found |= ((uint8_t)(byte - '[') <= '`' - '[') | ((byte & 0xFE) == '<') | (byte == '*') | (byte == '{');
	}
	return found;
}

/* How many bytes from `at` on are none that may mean something. */
static size_t plain_run(struct span line, size_t at)
{
	static const bool means[256] = {['*'] = true, ['_'] = true, ['{'] = true, ['['] = true, ['\\'] = true,
	                                ['`'] = true, ['<'] = true, [']'] = true, ['='] = true};
	size_t plain = at;
	while (line.len - plain >= STRIDE && !may_mean(line.at + plain))
		plain += STRIDE;
	while (plain < line.len && !means[(unsigned char)line.at[plain]])
		plain++;
	return plain - at;
}

void markdown_put_inline(GString *out, struct markdown_delimiters *delimiters, struct span line)
{
	size_t mark = SPAN_NONE; /* where the mark that is open ends */
	for (size_t at = 0; at < line.len;) {
		size_t plain = plain_run(line, at);
		g_string_append_len(out, line.at + at, (gssize)plain);
		at += plain;
		if (at == line.len)
			break;
		char mark_at = line.at[at];
		size_t run = mark_at == '*' || mark_at == '_' ? markdown_run(span_from(line, at), mark_at) : 0, skipped;
		if (run > 0) {
			put_run(out, delimiters, line, at, run);
			at += run;
		} else if ((skipped = put_mark(out, line, at, &mark)) > 0 ||
		           (skipped = skip_special(out, line, at)) > 0) {
			at += skipped;
		} else {
			size_t len = line.at[at] == '`' ? code_span(span_from(line, at)) : verbatim(line, at);
			struct span piece = span_cut(line, at, at + MAX(len, 1));
			if (len > 2 && line.at[at] == ']')
				put_address(out, piece);
			else
				g_string_append_len(out, piece.at, (gssize)piece.len);
			at += piece.len;
		}
	}
	if (mark != SPAN_NONE)
		g_string_append(out, "</mark>");
}

void markdown_remove_help(GString *html)
{
	static const struct span helps[] = {{HELP, sizeof HELP - 1}, {"%E2%80%88", 9}};
	for (size_t i = 0; i < G_N_ELEMENTS(helps); i++) {
		struct span rest = {html->str, html->len};
		size_t to = 0;
		for (;;) {
			size_t at = span_find(rest, helps[i]);
			struct span piece = span_cut(rest, 0, at == SPAN_NONE ? rest.len : at);
			memmove(html->str + to, piece.at, piece.len);
			to += piece.len;
			if (at == SPAN_NONE)
				break;
			rest = span_from(rest, at + helps[i].len);
		}
		g_string_truncate(html, to);
	}
}
