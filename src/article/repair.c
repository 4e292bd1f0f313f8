/* SPDX-License-Identifier: MIT */
/*
 * One pass over the source, from tag to tag. What stays is copied in the longest runs possible, and nothing is copied
 * where nothing changes. Every look ahead either moves the pass on or is remembered as vain, so the work is linear.
 */
#include "article/repair.h"

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define ATTRIBUTES_MOST 100
#define INSTRUCTION_MOST 256 /* bytes within which ?> or > is looked for */
#define REFERENCE_MOST 32    /* bytes of the name or number of a reference */

struct repair {
	struct span in;
	size_t at;        /* the pass has come so far */
	size_t copied;    /* so much of `in` is in `out`, or was left out */
	GString *out;     /* NULL: nothing has changed yet */
	bool no_quote[2]; /* there is no further ' or " */
	bool no_comment;  /* there is no further --> */
	size_t no_source; /* up to here no escaped script or style is closed */
	unsigned code;    /* how many <code> and <pre> are open */
	bool fresh;       /* what was copied last is a whole tag or reference: the parser hands out text from here on */
	struct standins *standins;
};

static char byte_at(const struct repair *repair, size_t at)
{
	return at < repair->in.len ? repair->in.at[at] : '\0';
}

enum { WHITE = 1, LETTER = 2, NAME = 4, TURN = 8 }; /* TURN: tells something about where a tag ends */

static const uint8_t classes[256] = {
	['\t' ... '\r'] = WHITE | TURN,
	[' '] = WHITE | TURN,
	['"'] = TURN,
	['\''] = TURN,
	['<' ... '>'] = TURN,
	['0' ... '9'] = NAME,
	['A' ... 'Z'] = LETTER | NAME,
	['a' ... 'z'] = LETTER | NAME,
	['-'] = NAME,
	['.'] = NAME,
	[':'] = NAME,
	['_'] = NAME,
};

static bool is_in(uint8_t class, char c)
{
	return (classes[(unsigned char)c] & class) != 0;
}

static bool is_letter(char c)
{
	return is_in(LETTER, c);
}

static bool is_name(char c)
{
	return is_in(NAME, c);
}

static bool is_white(char c)
{
	return is_in(WHITE, c);
}

/* Names of tags differ in their length, mostly. */
static bool is_called(struct span name, struct span what)
{
	return name.len == what.len && span_equal_nocase(name, what);
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

/* Text or the value of an attribute, in which there is no reference. */
static void stand_in(struct repair *repair, size_t from, size_t to)
{
	char sign[STANDIN_BYTES + 1];
	if (repair->standins && standin_for(repair->standins, span_cut(repair->in, from, to), sign))
		replace(repair, from, to, sign);
}

/* Text up to `to`, in which there is no reference. */
static void take_plain(struct repair *repair, size_t to)
{
	if (repair->fresh)
		stand_in(repair, repair->at, to);
	repair->fresh &= to == repair->at;
	repair->at = to;
}

/* Behind the reference whose & stands before `at` (&lt; &#8212; &#x2014;), or 0 where it is not spelt so. */
static size_t reference_end(const struct repair *repair, size_t at)
{
	bool number = byte_at(repair, at) == '#', hex = number && (byte_at(repair, at + 1) | 0x20) == 'x';
	size_t from = at + number + hex, end = from;
	while (end - from < REFERENCE_MOST &&
	       (number && !hex ? g_ascii_isdigit(byte_at(repair, end)) : g_ascii_isalnum(byte_at(repair, end))))
		end++;
	for (size_t i = from; hex && i < end; i++)
		if (!g_ascii_isxdigit(repair->in.at[i]))
			return 0;
	if (end == from || byte_at(repair, end) != ';' || (!number && !is_letter(repair->in.at[from])))
		return 0;
	return end + 1;
}

/* The reference, or the text escaped once too often, that begins where the pass is. */
static void take_reference(struct repair *repair, size_t to)
{
	size_t at = repair->at, end = at + 1;
	size_t source = repair->code == 0 ? escaped_source(repair, at, to) : at;
	repair->fresh = false;
	if (source > at) {
		replace(repair, at, source, " ");
		repair->at = source;
		return;
	}
	if (repair->code == 0 && escaped_reference(repair, at) > at) {
		end = at + 5;
		replace(repair, at, end, "&");
		for (; span_starts(span_from(repair->in, end), SPAN("amp;")); end += 4)
			replace(repair, end, end + 4, ""); /* escaped once more */
	}
	size_t behind = reference_end(repair, end);
	repair->fresh = behind > 0;
	repair->at = MAX(behind, end);
}

static void take_text(struct repair *repair, size_t to)
{
	while (repair->at < to) {
		const char *found = memchr(repair->in.at + repair->at, '&', to - repair->at);
		take_plain(repair, found ? (size_t)(found - repair->in.at) : to);
		if (found)
			take_reference(repair, to);
	}
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

/*
 * Whether the quotation mark at `at` opens a value to the parser, too: an equals sign and, behind white space, a name
 * of its kind stand before it. `from` is where the name of the tag ends.
 */
static bool opens_value(const struct repair *repair, size_t from, size_t at)
{
	const char *in = repair->in.at;
	while (at > from && is_white(in[at - 1]))
		at--;
	at -= at > from; /* the equals sign */
	while (at > from && is_white(in[at - 1]))
		at--;
	size_t end = at;
	while (at > from && is_name(in[at - 1]))
		at--;
	return at < end && at > from && is_white(in[at - 1]) && !g_ascii_isdigit(in[at]) && in[at] != '-';
}

/* Looks for the end of the tag whose name ends at `at`. */
static struct tag_end scan_tag(struct repair *repair, size_t at, bool closing)
{
	unsigned attributes = 0;
	size_t cut = 0, from = at;
	bool value = false; /* an equals sign stands before */
	bool same = !closing; /* the parser will read it so, too */
	for (; at < repair->in.len; at++) {
		char c = repair->in.at[at];
		if (!is_in(TURN, c)) {
			value = false;
			continue;
		}
		if (c == '>')
			return (struct tag_end){at + 1, cut};
		if (c == '<')
			return (struct tag_end){at, cut ? cut : at};
		if (value && (c == '"' || c == '\'')) {
			size_t end = quoted_end(repair, at);
			if (end == SPAN_NONE)
				return (struct tag_end){unquoted_end(repair, at), cut ? cut : at};
			same = same && repair->standins && !cut && opens_value(repair, from, at);
			if (same && !memchr(repair->in.at + at, '&', end - at))
				stand_in(repair, at + 1, end - 1);
			at = end - 1;
			value = false;
			continue;
		}
		if (is_white(c) && !is_white(byte_at(repair, at + 1)) && ++attributes == ATTRIBUTES_MOST)
			cut = at;
		value = c == '=' || (value && is_white(c));
	}
	return (struct tag_end){at, cut ? cut : at};
}

static void note_code(struct repair *repair, struct span name, bool closing)
{
	if (!is_called(name, SPAN("code")) && !is_called(name, SPAN("pre")))
		return;
	if (!closing)
		repair->code++;
	else if (repair->code > 0)
		repair->code--;
}

/* Whether `tag`, which has lost its >, is empty to the parser: it ends in a slash that belongs to no value. */
static bool is_empty(struct span tag)
{
	size_t equals = span_find_last(tag, SPAN("="));
	struct span last = equals == SPAN_NONE ? tag : span_trim(span_from(tag, equals + 1));
	if (!span_ends(tag, SPAN("/")))
		return false;
	for (size_t i = 0; i < last.len; i++)
		if (is_white(last.at[i]) || last.at[i] == '"' || last.at[i] == '\'')
			return true;
	return equals == SPAN_NONE;
}

/* Nobody asks for it, but for data for other programs. */
bool repair_drops_raw(struct span tag)
{
	return span_find_nocase(tag, SPAN("json")) == SPAN_NONE && span_find(tag, SPAN("&")) == SPAN_NONE;
}

/* The content of these is no markup. `tag` is the tag that the pass has just taken, without its >. */
static void skip_raw(struct repair *repair, struct span name, struct span tag)
{
	bool script = is_called(name, SPAN("script"));
	if ((!script && !is_called(name, SPAN("style"))) || is_empty(tag))
		return;
	struct span rest = span_from(repair->in, repair->at);
	size_t len = span_find_nocase(rest, script ? SPAN("</script") : SPAN("</style"));
	size_t end = len == SPAN_NONE ? repair->in.len : repair->at + len;
	bool raw = !span_starts(rest, SPAN("</")); /* else to the parser the element ends at once, whatever it is */
	if (end > repair->at && raw && repair_drops_raw(tag))
		replace(repair, repair->at, end, "");
	repair->at = end;
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
	repair->fresh = false;
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
		repair->fresh = true;
		return;
	}
	struct span name = span_cut(repair->in, from, name_end);
	struct tag_end tag = scan_tag(repair, name_end, closing);
	if (closing && is_called(name, SPAN("br")))
		replace(repair, at, tag.end, "<br>");
	else if (tag.cut > 0)
		replace(repair, tag.cut, tag.end, ">");
	repair->at = tag.end;
	repair->fresh = true;
	note_code(repair, name, closing);
	if (!closing)
		skip_raw(repair, name, span_cut(repair->in, at, tag.cut ? tag.cut : tag.end - 1));
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
		repair->fresh = true;
	}
}

struct span repair_html(struct arena *arena, struct span html, struct standins *standins)
{
	struct repair repair = {.in = html, .standins = standins};
	if (standins)
		standin_begin(standins, arena, html);
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

bool repair_leaves_reference(struct span html, size_t at, size_t to)
{
	struct repair repair = {.in = html};
	return escaped_reference(&repair, at) == at && escaped_source(&repair, at, to) == at;
}

bool repair_leaves_tag(struct span html, size_t at, size_t end)
{
	struct repair repair = {.in = html};
	struct tag_end tag = scan_tag(&repair, at, false);
	return tag.end == end && tag.cut == 0;
}

size_t repair_behind_declaration(struct span html, size_t at)
{
	struct span rest = span_cut(html, at, at + INSTRUCTION_MOST);
	if (!span_starts(rest, SPAN("<!")) || span_starts(rest, SPAN("<!--")) || span_starts(rest, SPAN("<![CDATA[")))
		return at;
	const char *close = memchr(rest.at, '>', rest.len);
	return close ? at + (size_t)(close - rest.at) + 1 : at;
}
