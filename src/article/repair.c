/* SPDX-License-Identifier: MIT */
/*
 * One pass over the source, from tag to tag. What stays is copied in the longest runs possible, and nothing is copied
 * where nothing changes. Every look ahead either moves the pass on or is remembered as vain, so the work is linear.
 */
#include "article/repair.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define ATTRIBUTES_MOST 100
#define INSTRUCTION_MOST 256 /* bytes within which ?> or > is looked for */

struct repair {
	struct span in;
	size_t at;        /* the pass has come so far */
	size_t copied;    /* so much of `in` is in `out`, or was left out */
	GString *out;     /* NULL: nothing has changed yet */
	bool no_quote[2]; /* there is no further ' or " */
	bool no_comment;  /* there is no further --> */
	size_t no_source; /* up to here no escaped script or style is closed */
	unsigned code;    /* how many <code> and <pre> are open */
};

static char byte_at(const struct repair *repair, size_t at)
{
	return at < repair->in.len ? repair->in.at[at] : '\0';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

static bool is_white(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Puts `text` in the place of [from, to), which lies behind all that was replaced before. */
static void replace(struct repair *repair, size_t from, size_t to, const char *text)
{
	if (!repair->out)
		repair->out = g_string_sized_new(repair->in.len);
	g_string_append_len(repair->out, repair->in.at + repair->copied, (gssize)(from - repair->copied));
	g_string_append(repair->out, text);
	repair->copied = to;
}

static size_t find(const struct repair *repair, size_t from, struct span what)
{
	size_t at = span_find(span_from(repair->in, from), what);
	return at == SPAN_NONE ? SPAN_NONE : from + at;
}

/* Text ------------------------------------------------------------------------------------------------------------ */

/* The end of the escaped tag that begins at `at` (&lt;p class=...&gt;), or 0 where none does. */
static size_t escaped_tag(const struct repair *repair, size_t at)
{
	struct span rest = span_from(repair->in, at);
	if (!span_starts(rest, SPAN("&lt;")))
		return 0;
	at += 4;
	at += byte_at(repair, at) == '/' || byte_at(repair, at) == '!';
	if (!is_letter(byte_at(repair, at)))
		return 0;
	for (size_t end = at; end < repair->in.len && end - at < 2000; end++) {
		if (repair->in.at[end] == '<')
			return 0;
		if (repair->in.at[end] == '&' && span_starts(span_from(repair->in, end), SPAN("&gt;")))
			return end + 4;
		if (repair->in.at[end] == '&' && span_starts(span_from(repair->in, end), SPAN("&lt;")))
			return 0;
	}
	return 0;
}

/* Whether the escaped tag at `at` is one of source that nobody wants to read. */
static bool begins_source(const struct repair *repair, size_t at)
{
	struct span name = span_from(repair->in, at + 4);
	return span_starts_nocase(name, SPAN("script")) || span_starts_nocase(name, SPAN("style")) ||
	       span_starts_nocase(name, SPAN("!doctype"));
}

/* Where the escaped script or style whose escaped tag ends at `at` is closed; `at` where it is not before `to`. */
static size_t skip_source(struct repair *repair, size_t at, size_t to)
{
	if (at < repair->no_source)
		return at;
	size_t closing = span_find(span_cut(repair->in, at, to), SPAN("&lt;/s"));
	if (closing != SPAN_NONE)
		return at + closing;
	repair->no_source = to;
	return at;
}

/* An escaped script or style with all that is in it, or three escaped tags and more in a row: a page inside the page.
 */
static size_t escaped_source(struct repair *repair, size_t at, size_t to)
{
	size_t end = at;
	bool source = false;
	unsigned tags = 0;
	for (size_t next; (next = escaped_tag(repair, end)) != 0; tags++) {
		if (begins_source(repair, end)) {
			source = true;
			next = skip_source(repair, next, to);
		}
		end = next;
		while (is_white(byte_at(repair, end)))
			end++;
	}
	return source || tags >= 3 ? end : at;
}

/* &amp;lt; and its like: the end of the &amp; that only escapes another reference, or `at`. */
static size_t escaped_reference(const struct repair *repair, size_t at)
{
	size_t name = at + 5;
	if (!span_starts(span_from(repair->in, at), SPAN("&amp;")))
		return at;
	size_t end = name;
	while (end - name < 12 && (is_letter(byte_at(repair, end)) || byte_at(repair, end) == '#' ||
				   (byte_at(repair, end) >= '0' && byte_at(repair, end) <= '9')))
		end++;
	if (end == name || byte_at(repair, end) != ';')
		return at;
	return name;
}

static void take_text(struct repair *repair, size_t to)
{
	while (repair->at < to && repair->code == 0) {
		const char *found = memchr(repair->in.at + repair->at, '&', to - repair->at);
		if (!found)
			break;
		size_t at = (size_t)(found - repair->in.at), end = escaped_source(repair, at, to);
		if (end > at) {
			replace(repair, at, end, " ");
		} else if (escaped_reference(repair, at) > at) {
			end = at + 5;
			replace(repair, at, end, "&");
			for (; span_starts(span_from(repair->in, end), SPAN("amp;")); end += 4)
				replace(repair, end, end + 4, ""); /* escaped once more */
		}
		repair->at = MAX(end, at + 1);
	}
	repair->at = MAX(repair->at, to);
}

/* Tags ------------------------------------------------------------------------------------------------------------ */

/* The end of the quoted value that begins at `at`; SPAN_NONE where its quotation mark was never meant to close there.
 */
static size_t quoted_end(struct repair *repair, size_t at)
{
	char quote = repair->in.at[at];
	bool *none = &repair->no_quote[quote == '"'];
	size_t left = repair->in.len - at - 1;
	const char *value = repair->in.at + at + 1, *end = *none ? NULL : memchr(value, quote, left);
	if (!end) {
		*none = true;
		return SPAN_NONE;
	}
	bool opens_another = end > value && end[-1] == '=' && memchr(value, '<', (size_t)(end - value));
	return opens_another ? SPAN_NONE : (size_t)(end - repair->in.at) + 1;
}

/* What the scan of a tag has found. */
struct tag_end {
	size_t end; /* behind its >, or before the < that comes instead */
	size_t cut; /* where it has to be cut off: a forgotten quotation mark, too many attributes; 0: nowhere */
};

/* Where a tag ends whose quotation mark at `at` is never closed: behind the next >, or before the < that comes first.
 */
static size_t unquoted_end(const struct repair *repair, size_t at)
{
	for (; at < repair->in.len && repair->in.at[at] != '<'; at++)
		if (repair->in.at[at] == '>')
			return at + 1;
	return at;
}

/* Looks for the end of the tag whose name ends at `at`. */
static struct tag_end scan_tag(struct repair *repair, size_t at)
{
	unsigned attributes = 0;
	size_t cut = 0;
	bool value = false; /* an equals sign stands before */
	while (at < repair->in.len) {
		char c = repair->in.at[at];
		if (c == '>')
			return (struct tag_end){at + 1, cut};
		if (c == '<')
			return (struct tag_end){at, cut ? cut : at};
		if (value && (c == '"' || c == '\'')) {
			size_t end = quoted_end(repair, at);
			if (end == SPAN_NONE)
				return (struct tag_end){unquoted_end(repair, at), cut ? cut : at};
			at = end;
			value = false;
			continue;
		}
		if (is_white(c) && !is_white(byte_at(repair, at + 1)) && ++attributes == ATTRIBUTES_MOST)
			cut = at;
		value = c == '=' || (value && is_white(c));
		at++;
	}
	return (struct tag_end){at, cut ? cut : at};
}

static void note_code(struct repair *repair, struct span name, bool closing)
{
	if (!span_equal_nocase(name, SPAN("code")) && !span_equal_nocase(name, SPAN("pre")))
		return;
	if (!closing)
		repair->code++;
	else if (repair->code > 0)
		repair->code--;
}

/* The content of these is no markup. */
static void skip_raw(struct repair *repair, struct span name)
{
	bool script = span_equal_nocase(name, SPAN("script"));
	if (!script && !span_equal_nocase(name, SPAN("style")))
		return;
	struct span rest = span_from(repair->in, repair->at);
	size_t end = span_find_nocase(rest, script ? SPAN("</script") : SPAN("</style"));
	repair->at = end == SPAN_NONE ? repair->in.len : repair->at + end;
}

/* <https://host/path>: the address is meant. */
static bool take_address(struct repair *repair, size_t name_end)
{
	size_t at = repair->at;
	if (name_end == at + 1 || repair->in.at[name_end - 1] != ':' ||
	    !span_starts(span_from(repair->in, name_end), SPAN("//")))
		return false;
	size_t end = name_end;
	while (end < repair->in.len && !is_white(repair->in.at[end]) && repair->in.at[end] != '>' &&
	       repair->in.at[end] != '<')
		end++;
	replace(repair, at, at + 1, "");
	if (byte_at(repair, end) == '>')
		replace(repair, end, end + 1, " ");
	repair->at = end;
	return true;
}

static void take_tag(struct repair *repair)
{
	size_t at = repair->at;
	bool closing = byte_at(repair, at + 1) == '/';
	size_t from = at + 1 + closing, name_end = from;
	while (is_name(byte_at(repair, name_end)))
		name_end++;
	char after = byte_at(repair, name_end);
	if (!closing && take_address(repair, name_end))
		return;
	if (name_end < repair->in.len && !is_white(after) && after != '/' && after != '>' && after != '<') {
		replace(repair, at, at + 1, "&lt;");
		repair->at = at + 1;
		return;
	}
	struct span name = span_cut(repair->in, from, name_end);
	struct tag_end tag = scan_tag(repair, name_end);
	if (closing && span_equal_nocase(name, SPAN("br")))
		replace(repair, at, tag.end, "<br>");
	else if (tag.cut > 0)
		replace(repair, tag.cut, tag.end, ">");
	repair->at = tag.end;
	note_code(repair, name, closing);
	if (!closing)
		skip_raw(repair, name);
}

/* Comments, declarations, instructions: what begins with <! or <? */
static void take_other(struct repair *repair)
{
	size_t at = repair->at, end = SPAN_NONE;
	struct span rest = span_from(repair->in, at);
	if (span_starts(rest, SPAN("<!--"))) {
		end = repair->no_comment ? SPAN_NONE : find(repair, at + 2, SPAN("-->"));
		repair->no_comment = end == SPAN_NONE;
		end = end == SPAN_NONE ? at + 4 : MAX(end + 3, at + 4);
	} else if (span_starts(rest, SPAN("<![CDATA["))) {
		end = at + 9;
	} else if (span_starts(rest, SPAN("<?"))) {
		size_t close = span_find(span_cut(rest, 0, INSTRUCTION_MOST), SPAN("?>"));
		end = close == SPAN_NONE ? SPAN_NONE : at + close + 2;
	}
	if (end == SPAN_NONE) {
		const char *close = memchr(rest.at, '>', MIN(rest.len, INSTRUCTION_MOST));
		end = close ? at + (size_t)(close - rest.at) + 1 : at + 2;
	}
	replace(repair, at, end, "");
	repair->at = end;
}

static void take_markup(struct repair *repair)
{
	char next = byte_at(repair, repair->at + 1), third = byte_at(repair, repair->at + 2);
	if (is_letter(next) || (next == '/' && is_letter(third))) {
		take_tag(repair);
	} else if (next == '!' || next == '?') {
		take_other(repair);
	} else {
		replace(repair, repair->at, repair->at + 1, "&lt;");
		repair->at++;
	}
}

struct span repair_html(struct arena *arena, struct span html)
{
	struct repair repair = {.in = html};
	while (repair.at < html.len) {
		const char *tag = memchr(html.at + repair.at, '<', html.len - repair.at);
		take_text(&repair, tag ? (size_t)(tag - html.at) : html.len);
		if (repair.at < html.len && html.at[repair.at] == '<')
			take_markup(&repair);
	}
	if (!repair.out)
		return html;
	g_string_append_len(repair.out, html.at + repair.copied, (gssize)(html.len - repair.copied));
	struct span repaired = arena_copy(arena, (struct span){repair.out->str, repair.out->len});
	g_string_free(repair.out, TRUE);
	return repaired;
}
