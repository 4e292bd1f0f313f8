/* SPDX-License-Identifier: MIT */
/*
 * How sure each format is of a body. HTML is known by its tags, Markdown by marks that nobody writes by accident; a
 * mark counts only on lines that stand outside HTML blocks, and a list or a heading only where a block of Markdown may
 * begin. Everything looks at the first part of a long body alone.
 */
#include "article/format.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define LOOK_AT ((size_t)256 << 10) /* bytes of a body that decide */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The name of the tag at the start of `s` (which begins with <), without a slash; empty for what is no tag. */
static struct span tag_name(struct span s)
{
	size_t from = s.len > 1 && s.at[1] == '/' ? 2 : 1, to = from;
	while (to < s.len && (is_letter(s.at[to]) || (to > from && s.at[to] >= '0' && s.at[to] <= '9')))
		to++;
	bool ends = to == s.len || s.at[to] == '>' || s.at[to] == '/' || (unsigned char)s.at[to] <= ' ';
	return ends ? span_cut(s, from, to) : (struct span){NULL, 0};
}

/* What a tag says of the body that it stands in. */
enum {
	TAG_BLOCK = 1,   /* begins a block of HTML */
	TAG_NESTING = 2, /* lines inside it are HTML, too */
	TAG_INLINE = 4,
	TAG_PAGE = 8,  /* stands at the head of a whole page */
	TAG_FRAME = 16 /* begins a block where a tag closes it; else a text speaks of it */
};

/* In small letters, the commonest first. */
static const struct {
	struct span name;
	uint8_t kinds;
} tags[] = {
	{SPAN("p"), TAG_BLOCK},
	{SPAN("a"), TAG_INLINE},
	{SPAN("br"), TAG_BLOCK},
	{SPAN("div"), TAG_BLOCK | TAG_NESTING},
	{SPAN("li"), TAG_BLOCK},
	{SPAN("img"), TAG_BLOCK},
	{SPAN("strong"), TAG_INLINE},
	{SPAN("span"), TAG_INLINE},
	{SPAN("ul"), TAG_BLOCK | TAG_NESTING},
	{SPAN("h2"), TAG_BLOCK},
	{SPAN("figure"), TAG_BLOCK | TAG_NESTING},
	{SPAN("em"), TAG_INLINE},
	{SPAN("blockquote"), TAG_BLOCK | TAG_NESTING},
	{SPAN("h1"), TAG_BLOCK},
	{SPAN("h3"), TAG_BLOCK},
	{SPAN("b"), TAG_INLINE},
	{SPAN("table"), TAG_BLOCK | TAG_NESTING},
	{SPAN("ol"), TAG_BLOCK | TAG_NESTING},
	{SPAN("script"), TAG_NESTING},
	{SPAN("section"), TAG_BLOCK | TAG_NESTING},
	{SPAN("article"), TAG_BLOCK | TAG_NESTING},
	{SPAN("pre"), TAG_BLOCK | TAG_NESTING},
	{SPAN("main"), TAG_BLOCK | TAG_NESTING},
	{SPAN("header"), TAG_BLOCK | TAG_NESTING},
	{SPAN("footer"), TAG_BLOCK | TAG_NESTING},
	{SPAN("nav"), TAG_BLOCK | TAG_NESTING},
	{SPAN("aside"), TAG_BLOCK | TAG_NESTING},
	{SPAN("hr"), TAG_BLOCK},
	{SPAN("h4"), TAG_BLOCK},
	{SPAN("h5"), TAG_BLOCK},
	{SPAN("h6"), TAG_BLOCK},
	{SPAN("dl"), TAG_BLOCK},
	{SPAN("center"), TAG_BLOCK},
	{SPAN("details"), TAG_BLOCK},
	{SPAN("iframe"), TAG_FRAME},
	{SPAN("video"), TAG_BLOCK},
	{SPAN("form"), TAG_BLOCK | TAG_NESTING},
	{SPAN("style"), TAG_NESTING},
	{SPAN("i"), TAG_INLINE},
	{SPAN("font"), TAG_INLINE},
	{SPAN("u"), TAG_INLINE},
	{SPAN("code"), TAG_INLINE},
	{SPAN("small"), TAG_INLINE},
	{SPAN("sub"), TAG_INLINE},
	{SPAN("sup"), TAG_INLINE},
	{SPAN("picture"), TAG_INLINE},
	{SPAN("ok"), TAG_INLINE},
	{SPAN("html"), TAG_PAGE},
	{SPAN("head"), TAG_PAGE},
	{SPAN("body"), TAG_PAGE},
	{SPAN("title"), TAG_PAGE},
	{SPAN("meta"), TAG_PAGE},
	{SPAN("link"), TAG_PAGE},
};

/* By a letter's last bits: the first tag that begins so, and for each tag the next; numbers from 1, 0: none. */
struct initials {
	uint8_t first[32], next[G_N_ELEMENTS(tags)];
};

/* A constant that is worked out once, whichever thread asks first. */
static const struct initials *known_initials(void)
{
	static const struct initials *known;
	if (g_once_init_enter(&known)) {
		struct initials *made = g_new0(struct initials, 1);
		for (size_t i = G_N_ELEMENTS(tags); i-- > 0;) {
			uint8_t *first = &made->first[tags[i].name.at[0] & 31];
			made->next[i] = *first;
			*first = (uint8_t)(i + 1);
		}
		g_once_init_leave(&known, made);
	}
	return known;
}

/* What the tag at the start of `s` is; 0 for one that says nothing. */
static unsigned tag_kinds(struct span s)
{
	const struct initials *known = known_initials();
	struct span name = tag_name(s);
	for (size_t at = name.len ? known->first[name.at[0] & 31] : 0; at > 0; at = known->next[at - 1])
		if (span_equal_nocase(name, tags[at - 1].name))
			return tags[at - 1].kinds;
	return 0;
}

/* Behind white space, comments and an XML declaration. */
static struct span skip_prologue(struct span body)
{
	for (;;) {
		body = span_trim_wide(body);
		size_t end = span_starts(body, SPAN("<!--")) ? span_find(body, SPAN("-->"))
		             : span_starts(body, SPAN("<?")) ? span_find(body, SPAN(">"))
		                                             : SPAN_NONE;
		if (end == SPAN_NONE)
			return body;
		body = span_from(body, end + (body.at[end] == '-' ? 3 : 1));
	}
}

int html_accepts_page(struct span body)
{
	body = skip_prologue(span_cut(body, 0, LOOK_AT));
	if (body.len == 0 || body.at[0] != '<')
		return 0;
	if (span_starts_nocase(body, SPAN("<!doctype")))
		return 100;
	return tag_kinds(body) & TAG_PAGE ? 100 : 0;
}

/* How much of HTML there is. */
enum markup {
	MARKUP_NONE,
	MARKUP_INLINE,   /* inside of a text only, which has no paragraphs */
	MARKUP_BETWEEN,  /* inside of paragraphs only that blank lines part, as blogs keep what is typed into them */
	MARKUP_BLOCKS
};

static bool ends_with_any(struct span s, const struct span *ends, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (span_ends(s, ends[i]))
			return true;
	return false;
}

static struct span trim_blanks(struct span s, bool at_end)
{
	while (s.len > 0 && (s.at[at_end ? s.len - 1 : 0] == ' ' || s.at[at_end ? s.len - 1 : 0] == '\t'))
		s = at_end ? span_cut(s, 0, s.len - 1) : span_from(s, 1);
	return s;
}

static bool is_quoted(struct span before, struct span behind)
{
	static const struct {
		struct span open, close;
	} quotes[] = {
		{SPAN("`"), SPAN("`")}, {SPAN("\""), SPAN("\"")}, {SPAN("'"), SPAN("'")}, {SPAN("("), SPAN(")")},
		{SPAN("“"), SPAN("”")}, {SPAN("‘"), SPAN("’")}, {SPAN("「"), SPAN("」")}, {SPAN("『"), SPAN("』")},
		{SPAN("（"), SPAN("）")}, {SPAN("《"), SPAN("》")},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(quotes); i++)
		if (span_ends(before, quotes[i].open) && span_starts(behind, quotes[i].close))
			return true;
	return false;
}

/* What stands behind the name of a tag. */
static struct span behind_name(struct span tag)
{
	struct span name = tag_name(tag);
	return span_from(tag, (size_t)(name.at - tag.at) + name.len);
}

/* What a tag with nothing in it but its name is good for, by what stands around it. */
enum bearing {
	BEARING_HTML,
	BEARING_LETTERS, /* between two letters of a sentence: few are spoken of, many are HTML */
	BEARING_SPOKEN   /* a sentence speaks of it */
};

static enum bearing bearing_of(struct span body, size_t at)
{
	static const struct span ends[] = {
		SPAN("."), SPAN("!"), SPAN("?"), SPAN(":"), SPAN(";"), SPAN(">"), SPAN(")"), SPAN("\""), SPAN("\n"),
		SPAN("\r"), SPAN("。"), SPAN("！"), SPAN("？"), SPAN("："), SPAN("；"), SPAN("…"), SPAN("”"), SPAN("」"),
		SPAN("』"), SPAN("）"),
	};
	struct span tag = span_from(body, at), before = span_cut(body, 0, at), behind = behind_name(tag);
	if (!span_starts(behind, SPAN(">")))
		return BEARING_HTML;
	behind = span_from(behind, 1);
	if (is_quoted(before, behind))
		return BEARING_SPOKEN;
	struct span sentence = trim_blanks(before, true), rest = trim_blanks(behind, false);
	if (span_equal_nocase(tag_name(tag), SPAN("br")) || sentence.len == 0 || rest.len == 0 || strchr("<\r\n", rest.at[0]) ||
	    ends_with_any(sentence, ends, G_N_ELEMENTS(ends)))
		return BEARING_HTML;
	bool parted = sentence.len < before.len, parts = rest.len < behind.len || strchr(",.;:?!", rest.at[0]);
	if (parted || parts)
		return parted && parts ? BEARING_SPOKEN : BEARING_HTML;
	return (unsigned char)before.at[before.len - 1] >= 0x80 ? BEARING_LETTERS : BEARING_HTML;
}

#define LETTERS_MOST 2 /* tags between letters that a text speaks of */

static enum markup markup_of(struct span body)
{
	unsigned inlines = 0, letters = 0;
	bool closed = false, more = false; /* an inline tag is closed; one holds more than its name */
	for (size_t at = 0, next; (next = span_find(span_from(body, at), SPAN("<"))) != SPAN_NONE; at++) {
		at += next;
		struct span tag = span_from(body, at);
		unsigned kinds = tag_kinds(tag);
		if (kinds & TAG_BLOCK || (kinds & TAG_FRAME && tag.at[1] == '/')) {
			enum bearing bearing = bearing_of(body, at);
			letters += bearing == BEARING_LETTERS;
			if (bearing == BEARING_HTML || letters > LETTERS_MOST)
				return MARKUP_BLOCKS;
		}
		inlines += (kinds & TAG_INLINE) != 0;
		closed = closed || (kinds & TAG_INLINE && tag.at[1] == '/');
		more = more || (kinds & TAG_INLINE && !span_starts(behind_name(tag), SPAN(">")));
	}
	if (inlines < 2 || (!closed && !more))
		return MARKUP_NONE;
	bool parted = span_find(body, SPAN("\n\n")) != SPAN_NONE || span_find(body, SPAN("\n\r\n")) != SPAN_NONE;
	if (parted)
		return MARKUP_BETWEEN;
	/* HTML would be one paragraph: whoever wrote lines, and no more than the names of tags, wrote a text. */
	return more || span_find(span_trim_wide(body), SPAN("\n")) == SPAN_NONE ? MARKUP_INLINE : MARKUP_NONE;
}

int html_accepts_fragment(struct span body)
{
	static const int sure[] = {[MARKUP_NONE] = 0, [MARKUP_INLINE] = 50, [MARKUP_BETWEEN] = 0, [MARKUP_BLOCKS] = 60};
	body = skip_prologue(span_cut(body, 0, LOOK_AT));
	if (body.len > 0 && body.at[0] == '<' && tag_kinds(body) & (TAG_BLOCK | TAG_NESTING | TAG_FRAME))
		return 80;
	return sure[markup_of(body)];
}

/* Markdown -------------------------------------------------------------------------------------------------------- */

/* What has been seen of a body, line by line. */
struct marks {
	unsigned score; /* how much speaks for Markdown */
	unsigned depth; /* HTML blocks that are open */
	unsigned items; /* list items in a row */
	bool blank;     /* the line before was blank; true at the start */
	bool text;      /* the line before was ordinary text */
	bool fence;     /* inside a fenced block of code */
	bool html;      /* inside a block that began with a tag, and that a blank line ends */
};

static unsigned count(struct span line, struct span what)
{
	unsigned found = 0;
	for (size_t at; (at = span_find(line, what)) != SPAN_NONE; found++)
		line = span_from(line, at + what.len);
	return found;
}

/* [text](address) with something in both. */
static bool has_link(struct span line)
{
	size_t at = span_find(line, SPAN("]("));
	size_t open = at == SPAN_NONE ? SPAN_NONE : span_find(span_cut(line, 0, at), SPAN("["));
	if (open == SPAN_NONE || open > at)
		return false;
	struct span address = span_from(line, at + 2);
	size_t close = span_find(address, SPAN(")"));
	return close != SPAN_NONE && close > 0;
}

/* **text** that is no word with stars in the place of letters. */
static bool has_strong(struct span line)
{
	size_t open = span_find(line, SPAN("**"));
	if (open == SPAN_NONE || (open > 0 && is_letter(line.at[open - 1])))
		return false;
	struct span text = span_from(line, open + 2);
	size_t close = span_find(text, SPAN("**"));
	return close != SPAN_NONE && close > 0 && text.at[0] != ' ' && text.at[close - 1] != ' ';
}

static bool is_heading(struct span line)
{
	size_t level = 0;
	while (level < line.len && line.at[level] == '#')
		level++;
	return level >= 1 && level <= 6 && level < line.len && line.at[level] == ' ';
}

static bool is_item(struct span line)
{
	if (span_starts(line, SPAN("- ")) || span_starts(line, SPAN("* ")) || span_starts(line, SPAN("+ ")))
		return true;
	size_t digits = 0;
	while (digits < line.len && line.at[digits] >= '0' && line.at[digits] <= '9')
		digits++;
	return digits > 0 && digits < 10 && span_starts(span_from(line, digits), SPAN(". "));
}

/* A line of nothing but `mark`, three or more of them. */
static bool is_row_of(struct span line, char mark)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] != mark)
			return false;
	return line.len >= 3;
}

/* |---|:---:| */
static bool is_table_rule(struct span line)
{
	for (size_t i = 0; i < line.len; i++)
		if (line.at[i] == '\0' || !strchr("|-: ", line.at[i]))
			return false;
	return count(line, SPAN("|")) > 0 && count(line, SPAN("--")) > 0;
}

/* What one line outside HTML and code says. */
static unsigned weigh_line(struct marks *marks, struct span line)
{
	unsigned score = 0;
	bool item = is_item(line);
	marks->items = item ? marks->items + 1 : 0;
	score += is_heading(line) && marks->blank ? 4 : 0;
	score += has_link(line) ? 4 : 0;
	score += has_strong(line) ? 4 : 0;
	score += marks->items == 2 ? 2 : 0;
	score += is_table_rule(line) ? 4 : 0;
	score += marks->text && is_row_of(line, '=') ? 3 : 0;
	score += span_starts(line, SPAN("> ")) && marks->blank ? 2 : 0;
	return score;
}

static void note_tags(struct marks *marks, struct span line)
{
	for (size_t at; (at = span_find(line, SPAN("<"))) != SPAN_NONE;) {
		line = span_from(line, at);
		bool closing = line.len > 1 && line.at[1] == '/';
		if (tag_kinds(line) & TAG_NESTING) {
			if (!closing)
				marks->depth++;
			else if (marks->depth > 0)
				marks->depth--;
		}
		line = span_from(line, 1);
	}
}

int markdown_accepts(struct span body)
{
	struct marks marks = {.blank = true};
	struct span line, rest = span_cut(body, 0, LOOK_AT);
	while (span_line(&rest, &line) && marks.score < 12) {
		struct span text = span_trim(line);
		if (span_starts(text, SPAN("```")) || span_starts(text, SPAN("~~~"))) {
			marks.score += marks.fence ? 3 : 0;
			marks.fence = !marks.fence;
		} else if (!marks.fence) {
			unsigned outside = marks.depth;
			note_tags(&marks, text);
			marks.html = text.len > 0 &&
			             (marks.html || (text.at[0] == '<' && tag_kinds(text) & (TAG_BLOCK | TAG_FRAME)));
			if (outside == 0 && marks.depth == 0 && !marks.html && line.len - text.len < 4)
				marks.score += weigh_line(&marks, text);
		}
		marks.blank = text.len == 0;
		marks.text = text.len > 0;
	}
	if (marks.score >= 4)
		return 90;
	return markup_of(skip_prologue(span_cut(body, 0, LOOK_AT))) == MARKUP_BETWEEN ? 50 : 0;
}

/* Anything can be read as plain text. */
int plain_accepts(struct span body)
{
	(void)body;
	return 30;
}
