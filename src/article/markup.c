/* SPDX-License-Identifier: MIT */
/*
 * One pass from tag to tag, with a stack of what is open that is libxml2's own at every moment. Each function gives
 * false as soon as it meets something whose reading is not certain: no guess is made here. Which elements end others,
 * are implied or ignored follows HTMLparser.c of libxml2 2.9 to 2.13; tests compare both parsers event by event. Of a
 * source that was not repaired nothing is read that repair.c would change, but for what it takes out whole: a doctype
 * and scripts.
 */
#include "article/markup.h"

#include <glib.h>
#include <limits.h>
#include <string.h>

#include "article/draft.h"
#include "article/markup_bytes.h"
#include "article/markup_reference.h"
#include "article/repair.h"
#include "base/lanes.h"

#define DEPTH_MOST 500      /* beyond it libxml2's stack is cut by its caller */
#define BLANK_MOST 1000     /* of longer white space libxml2 looks at the beginning alone */
#define ATTRIBUTES_MANY 200 /* each is compared with those before it: with more that would take too long */
#define ATTRIBUTES_FEW 30   /* of these repair.c cuts none off, however they are spaced */

struct open_name {
	enum markup_name name;
	struct span text; /* tells the unknown ones apart */
};

struct scan {
	struct arena *arena;
	struct span in;
	size_t at;
	struct markup *out;
	struct open_name *stack; /* of DEPTH_MOST */
	int depth;
	bool repaired;           /* the source is what repair.c gave */
	bool rubbish;            /* something in the tag that is read is no attribute, or a value of doubtful ends */
	bool marked;             /* < or & may stand in a value of it */
	bool had_head, had_body; /* one was begun before */
	size_t ignored;          /* <html>, <head> and <body> out of place whose end tag has not come */
};

static bool is_white(char c)
{
	return markup_is_in(BYTE_WHITE, c);
}

/* NUL at the end, which stands nowhere else. */
static char byte_at(const struct scan *scan, size_t at)
{
	return at < scan->in.len ? scan->in.at[at] : '\0';
}

static size_t skip_white(const struct scan *scan, size_t at)
{
	while (at < scan->in.len && is_white(scan->in.at[at]))
		at++;
	return at;
}

/* Events ---------------------------------------------------------------------------------------------------------- */

static struct markup_event *add_event(struct scan *scan, enum markup_kind kind, struct span text)
{
	struct markup *out = scan->out;
	if (out->event_count == out->event_room)
		out->events = draft_room(scan->arena, out->events, out->event_count, &out->event_room,
					 sizeof *out->events);
	struct markup_event *event = &out->events[out->event_count++];
	*event = (struct markup_event){.kind = kind, .text = text};
	return event;
}

static enum markup_name innermost(const struct scan *scan)
{
	return scan->depth > 0 ? scan->stack[scan->depth - 1].name : NAME_UNKNOWN;
}

static bool begin(struct scan *scan, struct open_name open, uint32_t first)
{
	if (scan->depth == DEPTH_MOST)
		return false;
	struct markup_event *event = add_event(scan, MARKUP_START, open.text);
	event->name = open.name;
	event->first = first;
	event->attributes = scan->out->attribute_count - first;
	scan->stack[scan->depth++] = open;
	scan->had_head |= open.name == NAME_HEAD;
	scan->had_body |= open.name == NAME_BODY;
	return true;
}

static void end(struct scan *scan)
{
	add_event(scan, MARKUP_END, (struct span){NULL, 0});
	scan->depth--;
}

static bool begin_implied(struct scan *scan, enum markup_name name)
{
	return begin(scan, (struct open_name){name, markup_rules[name].name}, scan->out->attribute_count);
}

static bool is_open(const struct scan *scan, enum markup_name name)
{
	for (int i = 0; i < scan->depth; i++)
		if (scan->stack[i].name == name)
			return true;
	return false;
}

/* What is of the head, where nothing but <html> is open. */
static bool belongs_into_head(enum markup_name name)
{
	return name == NAME_SCRIPT || name == NAME_STYLE || name == NAME_META || name == NAME_LINK ||
	       name == NAME_TITLE || name == NAME_BASE;
}

/* <html>, <head> and <body> where `name` needs them and the source has none. */
static bool imply_outer(struct scan *scan, enum markup_name name)
{
	if (name == NAME_HTML)
		return true;
	if (scan->depth == 0 && !begin_implied(scan, NAME_HTML))
		return false;
	if (name == NAME_BODY || name == NAME_HEAD)
		return true;
	if (scan->depth <= 1 && belongs_into_head(name))
		return scan->had_head || scan->had_body || begin_implied(scan, NAME_HEAD);
	if (name == NAME_NOFRAMES || name == NAME_FRAME || name == NAME_FRAMESET || scan->had_body ||
	    is_open(scan, NAME_HEAD))
		return true;
	return begin_implied(scan, NAME_BODY);
}

static void end_what_ends_at(struct scan *scan, enum markup_name next)
{
	while (scan->depth > 0 && markup_ends(innermost(scan), next))
		end(scan);
}

/* Whether text can stand where the pass is, or begins a paragraph. */
static bool may_hold_text(const struct scan *scan)
{
	enum markup_name inside = innermost(scan);
	return scan->depth > 0 && inside != NAME_HTML && inside != NAME_HEAD;
}

static bool imply_paragraph(struct scan *scan)
{
	if (may_hold_text(scan))
		return true;
	end_what_ends_at(scan, NAME_P);
	return imply_outer(scan, NAME_P) && begin_implied(scan, NAME_P);
}

/* Text ------------------------------------------------------------------------------------------------------------ */

/* Text without references up to `to`. */
static bool take_plain(struct scan *scan, size_t to)
{
	struct span text = span_cut(scan->in, scan->at, to);
	if (text.len == 0)
		return true;
	bool blank = skip_white(scan, scan->at) >= to && byte_at(scan, to) != '&';
	if (blank && text.len >= BLANK_MOST && !may_hold_text(scan))
		return false;
	if (!blank && !imply_paragraph(scan))
		return false;
	add_event(scan, MARKUP_TEXT, text);
	scan->at = to;
	return true;
}

/* The reference where the pass is, in text that ends at `to`. */
static bool take_reference_as_text(struct scan *scan, size_t to)
{
	char decoded[4];
	size_t from = scan->at, len;
	if (!scan->repaired && !repair_leaves_reference(scan->in, from, to))
		return false;
	if (!markup_take_reference(scan->in, &scan->at, decoded, &len) || !imply_paragraph(scan))
		return false;
	struct span text = span_cut(scan->in, from, scan->at);
	add_event(scan, MARKUP_TEXT, len > 0 ? arena_copy(scan->arena, (struct span){decoded, len}) : text);
	return true;
}

/* The < and & of sixteen bytes. */
static lanes marks(const char *bytes)
{
	lanes here = lanes_load(bytes);
	return lanes_equal(here, '<') | lanes_equal(here, '&');
}

/* Where the next < or & stands from where the pass is; the length where there is none. */
static size_t next_mark(const struct scan *scan)
{
	size_t at = scan->at;
	for (; scan->in.len - at >= LANE; at += LANE) {
		unsigned bits = lanes_bits(marks(scan->in.at + at));
		if (bits)
			return at + (size_t)__builtin_ctz(bits);
	}
	while (at < scan->in.len && scan->in.at[at] != '<' && scan->in.at[at] != '&')
		at++;
	return at;
}

/* The text up to the next tag, or to the end. */
static bool take_text(struct scan *scan)
{
	size_t mark = next_mark(scan);
	if (byte_at(scan, mark) != '&')
		return take_plain(scan, mark);
	const char *tag = memchr(scan->in.at + mark, '<', scan->in.len - mark);
	size_t to = tag ? (size_t)(tag - scan->in.at) : scan->in.len;
	while (scan->at < to) {
		const char *from = scan->in.at + scan->at, *reference = memchr(from, '&', to - scan->at);
		if (!take_plain(scan, reference ? (size_t)(reference - scan->in.at) : to))
			return false;
		if (reference && !take_reference_as_text(scan, to))
			return false;
	}
	return true;
}

/* Tags ------------------------------------------------------------------------------------------------------------ */

static struct span lower_case(struct scan *scan, struct span name)
{
	struct span copy = arena_copy(scan->arena, name);
	char *at = (char *)copy.at;
	for (size_t i = 0; i < copy.len; i++)
		at[i] = g_ascii_tolower(at[i]);
	return copy;
}

/* The name at `scan->at`, which moves behind it. False where it is none, or too long. */
static bool take_name(struct scan *scan, struct open_name *open)
{
	uint8_t met;
	size_t to = markup_skip_name(scan->in, scan->at, &met);
	struct span name = span_cut(scan->in, scan->at, to);
	if (name.len == 0 || name.len > NAME_MOST || !markup_is_in(BYTE_LETTER, name.at[0]) || (met & BYTE_DOT))
		return false;
	if (met & BYTE_UPPER)
		name = lower_case(scan, name);
	enum markup_name number = markup_name(name);
	*open = (struct open_name){number, number ? markup_rules[number].name : arena_copy(scan->arena, name)};
	scan->at = to;
	return true;
}

/* The value in [from, to) with its references decoded, which never makes it longer. */
static bool decode_value(struct scan *scan, size_t from, size_t to, struct span *value)
{
	*value = span_cut(scan->in, from, to);
	if (!memchr(value->at, '&', value->len))
		return true;
	char *out = arena_alloc(scan->arena, to - from);
	size_t used = 0;
	while (from < to) {
		const char *next = memchr(scan->in.at + from, '&', to - from);
		size_t at = next ? (size_t)(next - scan->in.at) : to, len = 0;
		memcpy(out + used, scan->in.at + from, at - from);
		used += at - from;
		from = at;
		if (at == to)
			break;
		char decoded[4];
		if (!markup_take_reference(scan->in, &at, decoded, &len) || at > to)
			return false;
		memcpy(out + used, len > 0 ? decoded : scan->in.at + from, len > 0 ? len : at - from);
		used += len > 0 ? len : at - from;
		from = at;
	}
	*value = (struct span){out, used};
	return true;
}

/* Without quotation marks a value reaches up to white space or the end of the tag. */
static bool take_bare_value(struct scan *scan, struct span *value)
{
	size_t from = scan->at;
	for (; scan->at < scan->in.len && !is_white(scan->in.at[scan->at]) && scan->in.at[scan->at] != '>'; scan->at++)
		scan->rubbish |= scan->in.at[scan->at] == '"' || scan->in.at[scan->at] == '\'';
	scan->marked = true;
	return decode_value(scan, from, scan->at, value);
}

/* Where `quote` stands from `at` on, the length where it does not; `marked` where < or & stands before. */
static size_t find_quote(const struct scan *scan, size_t at, char quote, bool *marked)
{
	for (; scan->in.len - at >= LANE; at += LANE) {
		const char *here = scan->in.at + at;
		unsigned ends = lanes_bits(lanes_equal(lanes_load(here), (unsigned char)quote));
		unsigned before = ends ? (ends & -ends) - 1 : UINT_MAX; /* bits below the first */
		*marked |= (lanes_bits(marks(here)) & before) != 0;
		if (ends)
			return at + (size_t)__builtin_ctz(ends);
	}
	for (; at < scan->in.len && scan->in.at[at] != quote; at++)
		*marked |= scan->in.at[at] == '<' || scan->in.at[at] == '&';
	return at;
}

static bool take_value(struct scan *scan, struct span *value)
{
	char quote = byte_at(scan, scan->at);
	if (quote != '"' && quote != '\'')
		return take_bare_value(scan, value);
	bool marked = false;
	size_t from = scan->at + 1, to = find_quote(scan, from, quote, &marked);
	if (to == scan->in.len)
		return false;
	scan->at = to + 1;
	scan->marked |= marked;
	*value = span_cut(scan->in, from, to);
	return !marked || decode_value(scan, from, to, value);
}

/* The first attribute of a name is the one that counts. */
static void add_attribute(struct scan *scan, uint32_t first, struct attribute attribute)
{
	struct markup *out = scan->out;
	for (uint32_t i = first; i < out->attribute_count; i++)
		if (span_equal(out->attributes[i].name, attribute.name))
			return;
	if (out->attribute_count == out->attribute_room)
		out->attributes = draft_room(scan->arena, out->attributes, out->attribute_count, &out->attribute_room,
					     sizeof *out->attributes);
	out->attributes[out->attribute_count++] = attribute;
}

static bool is_tag_end(const struct scan *scan, size_t at)
{
	char c = byte_at(scan, at);
	return c == '>' || (c == '/' && byte_at(scan, at + 1) == '>');
}

/* What is no attribute reaches up to white space or the end of the tag, and is nothing. */
static void skip_rubbish(struct scan *scan)
{
	scan->rubbish = true;
	while (scan->at < scan->in.len && !is_white(scan->in.at[scan->at]) && !is_tag_end(scan, scan->at))
		scan->at++;
}

static bool take_attribute(struct scan *scan, uint32_t first)
{
	uint8_t met;
	size_t to = markup_skip_name(scan->in, scan->at, &met);
	struct attribute attribute = {.name = span_cut(scan->in, scan->at, to)};
	if (attribute.name.len > NAME_MOST)
		return false;
	if (met & BYTE_UPPER)
		attribute.name = lower_case(scan, attribute.name);
	scan->at = skip_white(scan, to);
	if (byte_at(scan, scan->at) == '=') {
		scan->at = skip_white(scan, scan->at + 1);
		if (!take_value(scan, &attribute.value))
			return false;
	}
	add_attribute(scan, first, attribute);
	return true;
}

/* The attributes up to > or />. */
static bool take_attributes(struct scan *scan)
{
	uint32_t first = scan->out->attribute_count;
	for (;;) {
		scan->at = skip_white(scan, scan->at);
		if (scan->at == scan->in.len || scan->out->attribute_count - first > ATTRIBUTES_MANY)
			return false;
		if (is_tag_end(scan, scan->at))
			return true;
		char c = scan->in.at[scan->at];
		if (!markup_is_in(BYTE_NAME_START, c) && c != '.')
			skip_rubbish(scan);
		else if (!take_attribute(scan, first))
			return false;
	}
}

static bool is_outer(enum markup_name name)
{
	return name == NAME_HTML || name == NAME_HEAD || name == NAME_BODY;
}

/*
 * There is one <html>, one <head> and one <body>, each in its place; others are ignored, and as many of their end tags.
 */
static bool is_in_place(const struct scan *scan, enum markup_name name)
{
	return !(name == NAME_HTML && scan->depth > 0) && !(name == NAME_HEAD && scan->depth != 1) &&
	       !(name == NAME_BODY && is_open(scan, NAME_BODY));
}

/* The content of these is no markup. */
static bool is_raw(enum markup_name name)
{
	return name == NAME_SCRIPT || name == NAME_STYLE;
}

/* What stands in a script or style, up to its end tag; `dropped`: the repair would have taken it out. */
static bool take_raw(struct scan *scan, enum markup_name name, bool dropped)
{
	struct span closing = name == NAME_SCRIPT ? SPAN("</script") : SPAN("</style");
	struct span rest = span_from(scan->in, scan->at);
	size_t len = span_find_nocase(rest, closing);
	if (len == SPAN_NONE || byte_at(scan, scan->at + len + closing.len) != '>')
		return false;
	if (len > 0 && span_starts(rest, dropped ? SPAN("</") : SPAN("<")))
		return false;
	if (len > 0 && !dropped)
		add_event(scan, MARKUP_TEXT, span_cut(rest, 0, len));
	scan->at += len;
	return true;
}

/* Whether repair.c leaves the start tag as it is whose name ends at `from` and whose > is still to come. */
static bool is_sound(const struct scan *scan, size_t from, enum markup_name name, uint32_t first)
{
	struct span rest = span_cut(scan->in, from, scan->at);
	if (scan->in.at[from - 1] == ':') /* <https://...> */
		return false;
	/* Whether a slash at its end makes it empty is not told in the same way. */
	if (is_raw(name) && (scan->rubbish || scan->in.at[scan->at] == '/' || scan->in.at[scan->at - 1] == '/'))
		return false;
	bool angle = scan->marked && memchr(rest.at, '<', rest.len);
	if (!scan->rubbish && scan->out->attribute_count - first <= ATTRIBUTES_FEW && !angle)
		return true;
	return repair_leaves_tag(scan->in, from, scan->at + (scan->in.at[scan->at] == '/' ? 2 : 1));
}

static bool take_start(struct scan *scan)
{
	struct open_name open;
	uint32_t first = scan->out->attribute_count;
	size_t begin_at = scan->at++;
	scan->rubbish = scan->marked = false;
	if (!take_name(scan, &open))
		return false;
	size_t from = scan->at;
	char after = byte_at(scan, from);
	if (!is_white(after) && after != '>' && after != '/')
		return false;
	end_what_ends_at(scan, open.name);
	if (!imply_outer(scan, open.name) || !take_attributes(scan))
		return false;
	if (!scan->repaired && !is_sound(scan, from, open.name, first))
		return false;
	struct span tag = span_cut(scan->in, begin_at, scan->at);
	bool closed = scan->in.at[scan->at] == '/';
	scan->at += closed ? 2 : 1;
	if (!is_in_place(scan, open.name)) {
		scan->out->attribute_count = first;
		scan->ignored++;
		return !closed;
	}
	if (!begin(scan, open, first))
		return false;
	if (closed || markup_rules[open.name].empty)
		end(scan);
	else if (is_raw(open.name))
		return take_raw(scan, open.name, !scan->repaired && repair_drops_raw(tag));
	return true;
}

static bool is_same(struct open_name a, struct open_name b)
{
	return a.name == b.name && (a.name != NAME_UNKNOWN || span_equal(a.text, b.text));
}

/* An end tag ends what is open inside its element, but nothing where something heavier stands between. */
static void end_element(struct scan *scan, struct open_name open)
{
	int i = scan->depth - 1;
	while (i >= 0 && !is_same(scan->stack[i], open) &&
	       markup_rules[scan->stack[i].name].weight <= markup_rules[open.name].weight)
		i--;
	if (i < 0 || !is_same(scan->stack[i], open))
		return;
	while (scan->depth > i)
		end(scan);
}

/* Whether the name at `scan->at` is that of the innermost element, in lower case, and the tag ends behind it. */
static bool is_innermost(const struct scan *scan)
{
	if (scan->depth == 0)
		return false;
	struct span name = scan->stack[scan->depth - 1].text;
	return span_starts(span_from(scan->in, scan->at), name) && byte_at(scan, scan->at + name.len) == '>';
}

static bool take_end(struct scan *scan)
{
	struct open_name open;
	scan->at += 2;
	if (scan->ignored == 0 && is_innermost(scan)) { /* as most are */
		scan->at += scan->stack[scan->depth - 1].text.len + 1;
		end(scan);
		return true;
	}
	if (!take_name(scan, &open))
		return false;
	scan->at = skip_white(scan, scan->at);
	if (byte_at(scan, scan->at) != '>' || (!scan->repaired && open.name == NAME_BR))
		return false;
	scan->at++;
	if (scan->ignored > 0 && is_outer(open.name))
		scan->ignored--;
	else
		end_element(scan, open);
	return true;
}

bool markup_read(struct arena *arena, struct span html, bool repaired, struct markup *markup)
{
	if (!markup_is_tame(html))
		return false;
	struct open_name stack[DEPTH_MOST];
	struct scan scan = {.arena = arena, .in = html, .repaired = repaired, .out = markup, .stack = stack};
	*markup = (struct markup){.events = NULL};
	scan.at = skip_white(&scan, 0);
	if (!repaired)
		scan.at = skip_white(&scan, repair_behind_declaration(html, scan.at));
	while (scan.at < html.len) {
		if (!take_text(&scan))
			return false;
		if (scan.at < html.len && !(byte_at(&scan, scan.at + 1) == '/' ? take_end(&scan) : take_start(&scan)))
			return false;
	}
	while (scan.depth > 0)
		end(&scan);
	return true;
}
