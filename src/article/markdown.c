/* SPDX-License-Identifier: MIT */
/*
 * Markdown by way of md4c's HTML. Archives hold kramdown, Wiki.js and what Jekyll and Hugo make of it, so the source is
 * first made plain Markdown line by line: attribute lists and template tags go, footnotes become text, definition lists
 * and ==marks== become tags, HTML blocks are kept together over blank lines. Emphasis next to CJK punctuation, which
 * CommonMark's rules take for no emphasis (issue 650 there), is helped by a blank of a rare kind (U+2008) that is taken
 * out again behind md4c.
 */
#include "article/format.h"

#include <glib.h>
#include <md4c-html.h>
#include <stdbool.h>
#include <string.h>

#include "text/utf8.h"

#define HELP "\u2008"
#define DELIMITERS_MOST 64 /* emphasis that is open in one paragraph at most */

struct markdown {
	GString *out;
	char fence; /* the mark of the fenced block that is open; 0: none */
	size_t fence_len;
	unsigned depth;     /* HTML blocks that are open */
	bool blank;         /* the last line written was blank, or none was written */
	unsigned waiting;   /* blank lines not yet written */
	bool alone;         /* the last line written began a paragraph */
	bool defining;      /* inside a definition */
	bool cjk_indented;  /* an indented line holds CJK text: indentation is no sign of code */
	struct span before; /* the last line written */
	size_t last;        /* where it begins in `out` */
};

/* Lines ----------------------------------------------------------------------------------------------------------- */

static size_t indentation(struct span line)
{
	size_t cells = 0;
	for (size_t i = 0; i < line.len && (line.at[i] == ' ' || line.at[i] == '\t'); i++)
		cells += line.at[i] == '\t' ? 4 - cells % 4 : 1;
	return cells;
}

static size_t run_of(struct span s, char c)
{
	size_t len = 0;
	while (len < s.len && s.at[len] == c)
		len++;
	return len;
}

/* Opens or closes a fenced block; true where `line` is one of its fences. */
static bool take_fence(struct markdown *markdown, struct span line)
{
	struct span text = span_trim(line);
	char mark = text.len > 0 ? text.at[0] : '\0';
	size_t len = mark == '`' || mark == '~' ? run_of(text, mark) : 0;
	if (len < 3)
		return false;
	if (markdown->fence == 0) {
		if (mark == '`' && memchr(text.at + len, '`', text.len - len))
			return false;
		markdown->fence = mark;
		markdown->fence_len = len;
		return true;
	}
	if (mark != markdown->fence || len < markdown->fence_len || len < text.len)
		return false;
	markdown->fence = 0;
	return true;
}

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

/* [^name]: the length of the footnote's mark at the start of `s`; 0. */
static size_t footnote_mark(struct span s)
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

/* The delimiters of emphasis that are open in this paragraph. */
struct delimiters {
	struct {
		char mark;
		unsigned char len;
	} open[DELIMITERS_MOST];
	unsigned count;
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
static bool close_delimiter(struct delimiters *delimiters, const struct run *run)
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
static void put_run(struct markdown *markdown, struct delimiters *delimiters, struct span line, size_t at, size_t len)
{
	struct run run = {line.at[at], len, side_of(code_before(line, at)), side_of(code_after(line, at + len))};
	bool closes = may_stand(run.mark, run.after, run.before, SIDE_OPENS, SIDE_CLOSES) &&
		      close_delimiter(delimiters, &run);
	bool opens = !closes && len <= 3 && may_stand(run.mark, run.before, run.after, SIDE_CLOSES, SIDE_OPENS);
	if (opens && delimiters->count < DELIMITERS_MOST) {
		delimiters->open[delimiters->count].mark = run.mark;
		delimiters->open[delimiters->count++].len = (unsigned char)len;
	}
	if (opens && !flanks(run.mark, run.before, run.after))
		g_string_append(markdown->out, HELP);
	g_string_append_len(markdown->out, line.at + at, (gssize)len);
	if (closes && !flanks(run.mark, run.after, run.before))
		g_string_append(markdown->out, HELP);
}

/* Writing a line -------------------------------------------------------------------------------------------------- */

static void put_raw(struct markdown *markdown, struct span line)
{
	for (; markdown->waiting > 0; markdown->waiting--)
		g_string_append_c(markdown->out, '\n');
	markdown->last = markdown->out->len;
	g_string_append_len(markdown->out, line.at, (gssize)line.len);
	g_string_append_c(markdown->out, '\n');
	markdown->before = line;
	markdown->blank = markdown->alone = false;
}

/* What stands at `at` of an ordinary line and is no text: its length; 0. A footnote's mark is written in another form.
 */
static size_t skip_special(struct markdown *markdown, struct span line, size_t at)
{
	struct span rest = span_from(line, at);
	size_t len = rest.at[0] == '{' ? template_tag(rest) : 0;
	if (len == 0 && rest.at[0] == '{')
		len = attribute_list(rest);
	if (len > 0 || (len = footnote_mark(rest)) == 0)
		return len;
	bool number = strspn(rest.at + 2, "0123456789") >= len - 3;
	g_string_append(markdown->out, number ? "<sup>" : "\\[");
	g_string_append_len(markdown->out, rest.at + 2, (gssize)(len - 3));
	g_string_append(markdown->out, number ? "</sup>" : "\\]");
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
	if (run_of(span_from(line, at), '=') != 2 || (at > 0 && joins(line.at[at - 1])))
		return SPAN_NONE;
	size_t end = span_find(inner, SPAN("=="));
	if (end == SPAN_NONE || end == 0 || inner.at[0] == ' ' || inner.at[end - 1] == ' ')
		return SPAN_NONE;
	return end + 2 < inner.len && joins(inner.at[end + 2]) ? SPAN_NONE : at + 2 + end;
}

/* ==text== is marked text. Writes the tag for the == at `at`; the bytes that it stands for, 0 where it is text. */
static size_t put_mark(struct markdown *markdown, struct span line, size_t at, size_t *end)
{
	bool closes = at == *end;
	if (!closes && (*end != SPAN_NONE || line.at[at] != '='))
		return 0;
	*end = closes ? SPAN_NONE : mark_end(line, at);
	if (!closes && *end == SPAN_NONE)
		return 0;
	g_string_append(markdown->out, closes ? "</mark>" : "<mark>");
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
	size_t marks = run_of(s, '`');
	for (size_t at = marks; at < s.len && at < 2000; at++) {
		size_t closing = run_of(span_from(s, at), '`');
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
static void put_address(struct markdown *markdown, struct span link)
{
	for (size_t at = 0; at < link.len;) {
		struct span rest = span_from(link, at);
		size_t len = rest.at[0] == '{' ? template_tag(rest) : 0;
		bool from_top;
		if (len == 0) {
			g_string_append_c(markdown->out, link.at[at++]);
			continue;
		}
		struct span address = tag_address(span_cut(rest, 0, len), &from_top);
		g_string_append(markdown->out, from_top ? "/" : "");
		for (size_t i = 0; i < address.len; i++)
			if (address.at[i] == ' ')
				g_string_append(markdown->out, "%20");
			else
				g_string_append_c(markdown->out, address.at[i]);
		at += len;
	}
}

/* How many bytes from `at` on are none that may mean something. */
static size_t plain_run(struct span line, size_t at)
{
	static const bool means[256] = {['*'] = true, ['_'] = true, ['{'] = true, ['['] = true, ['\\'] = true,
					['`'] = true, ['<'] = true, [']'] = true, ['='] = true};
	size_t plain = at;
	while (plain < line.len && !means[(unsigned char)line.at[plain]])
		plain++;
	return plain - at;
}

static void put_inline(struct markdown *markdown, struct delimiters *delimiters, struct span line)
{
	size_t mark = SPAN_NONE; /* where the mark that is open ends */
	for (size_t at = 0; at < line.len;) {
		size_t plain = plain_run(line, at);
		g_string_append_len(markdown->out, line.at + at, (gssize)plain);
		at += plain;
		if (at == line.len)
			break;
		char mark_at = line.at[at];
		size_t run = mark_at == '*' || mark_at == '_' ? run_of(span_from(line, at), mark_at) : 0, skipped;
		if (run > 0) {
			put_run(markdown, delimiters, line, at, run);
			at += run;
		} else if ((skipped = put_mark(markdown, line, at, &mark)) > 0 ||
			   (skipped = skip_special(markdown, line, at)) > 0) {
			at += skipped;
		} else {
			size_t len = line.at[at] == '`' ? code_span(span_from(line, at)) : verbatim(line, at);
			struct span piece = span_cut(line, at, at + MAX(len, 1));
			if (len > 2 && line.at[at] == ']')
				put_address(markdown, piece);
			else
				g_string_append_len(markdown->out, piece.at, (gssize)piece.len);
			at += piece.len;
		}
	}
	if (mark != SPAN_NONE)
		g_string_append(markdown->out, "</mark>");
}

/* Marks at the start of a line that are no emphasis: a bullet, a rule. */
static size_t line_prefix(struct span line)
{
	struct span text = span_trim(line);
	size_t indent = (size_t)(text.at - line.at);
	if (span_starts(text, SPAN("* ")) || span_starts(text, SPAN("- ")) || span_starts(text, SPAN("+ ")))
		return indent + 2;
	if (text.len >= 3 && run_of(text, '*') == text.len)
		return line.len;
	return indent;
}

/* False where nothing of the line is text. */
static bool put_line(struct markdown *markdown, struct delimiters *delimiters, struct span line)
{
	size_t prefix = line_prefix(line);
	for (; markdown->waiting > 0; markdown->waiting--)
		g_string_append_c(markdown->out, '\n');
	size_t begin = markdown->out->len;
	g_string_append_len(markdown->out, line.at, (gssize)prefix);
	put_inline(markdown, delimiters, span_from(line, prefix));
	bool vanished = span_trim((struct span){markdown->out->str + begin, markdown->out->len - begin}).len == 0;
	if (vanished) {
		g_string_truncate(markdown->out, begin);
		return false;
	}
	g_string_append_c(markdown->out, '\n');
	markdown->last = begin;
	markdown->before = line;
	markdown->blank = false;
	return true;
}

/* HTML blocks ----------------------------------------------------------------------------------------------------- */

static bool is_nesting(struct span name)
{
	static const char *const names[] = {"div",        "table",  "section", "article", "ul", "ol",
					    "blockquote", "figure", "center",  "pre",     "dl"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (span_equal_nocase(name, span_of(names[i])))
			return true;
	return false;
}

/* Counts the HTML blocks that a line opens and closes. */
static void note_tags(struct markdown *markdown, struct span line)
{
	for (const char *tag; (tag = line.len > 0 ? memchr(line.at, '<', line.len) : NULL);) {
		line = span_from(line, (size_t)(tag - line.at) + 1);
		bool closing = line.len > 0 && line.at[0] == '/';
		size_t from = closing, to = from;
		while (to < line.len && g_ascii_isalnum(line.at[to]))
			to++;
		if (!is_nesting(span_cut(line, from, to)))
			continue;
		if (!closing)
			markdown->depth++;
		else if (markdown->depth > 0)
			markdown->depth--;
	}
}

/* Whether `line`, behind blank lines inside an HTML block, still belongs to it. Markdown may stand there as well. */
static bool is_html_line(struct span line)
{
	struct span text = span_trim(line);
	return (text.len > 0 && text.at[0] == '<') || indentation(line) >= 4;
}

/* The lines ------------------------------------------------------------------------------------------------------- */

static bool is_cjk_text(struct span text)
{
	size_t at = 0;
	if (text.len == 0)
		return false;
	uint32_t code = utf8_next(text, &at);
	return code_is_cjk(code) || code_is_hangul(code);
}

static bool is_row_of(struct span text, char mark)
{
	return text.len >= 2 && run_of(text, mark) == text.len;
}

/* [name]: address. Where it follows a paragraph at once, md4c would take it for text. */
static bool is_definition(struct span text)
{
	if (text.len < 4 || text.at[0] != '[')
		return false;
	const char *end = memchr(text.at, ']', text.len);
	return end && end + 1 < text.at + text.len && end[1] == ':' && text.at[1] != '^';
}

/* [^name]: text. A paragraph with the note's name in front. */
static bool put_footnote(struct markdown *markdown, struct delimiters *delimiters, struct span line)
{
	size_t len = footnote_mark(line);
	if (len == 0 || len >= line.len || line.at[len] != ':')
		return false;
	g_string_append(markdown->out, "\n\\[");
	g_string_append_len(markdown->out, line.at + 2, (gssize)(len - 3));
	g_string_append(markdown->out, "\\] ");
	put_inline(markdown, delimiters, span_trim(span_from(line, len + 1)));
	g_string_append_c(markdown->out, '\n');
	return true;
}

/* Definitions ------------------------------------------------------------------------------------------------------ */

#define TERM_MOST 120 /* bytes */

/* `: text` of a definition list; `text` gets what is behind the sign. */
static bool is_defining(struct span line, struct span *text)
{
	*text = span_trim(line);
	if (indentation(line) > 3 || text->len < 3 || text->at[0] != ':' || (text->at[1] != ' ' && text->at[1] != '\t'))
		return false;
	*text = span_trim(span_from(*text, 1));
	return true;
}

/* A short line that is a paragraph and nothing else may be a term. */
static bool may_be_term(struct span line)
{
	return line.len > 0 && line.len <= TERM_MOST && !strchr("#>-*+|<:=~ \t0123456789", line.at[0]) &&
	       !span_ends(line, SPAN("|"));
}

static void end_definition(struct markdown *markdown)
{
	if (!markdown->defining)
		return;
	g_string_append(markdown->out, "\n</dd>\n\n");
	markdown->defining = false;
	markdown->blank = true;
}

/* The line before becomes a term, where it is not one already, and this one its definition; false where it is none. */
static bool put_definition(struct markdown *markdown, struct delimiters *delimiters, struct span line)
{
	struct span text, term = markdown->before;
	bool another = markdown->defining;
	if (!is_defining(line, &text) || !(another || (markdown->alone && !markdown->blank && may_be_term(term))))
		return false;
	end_definition(markdown);
	delimiters->count = 0;
	if (!another) {
		char *written = g_strndup(markdown->out->str + markdown->last, markdown->out->len - markdown->last);
		g_string_truncate(markdown->out, markdown->last);
		g_string_append_printf(markdown->out, "\n<dt>\n\n%s\n</dt>\n\n", written);
		g_free(written);
	}
	g_string_append(markdown->out, "<dd>\n\n");
	put_inline(markdown, delimiters, text);
	g_string_append_c(markdown->out, '\n');
	markdown->waiting = 0;
	markdown->defining = true;
	return true;
}

/* A line of dashes under a long line is a rule and no heading's underline. */
static bool is_false_underline(const struct markdown *markdown, struct span text)
{
	if (markdown->blank || markdown->waiting > 0 || !(is_row_of(text, '-') || is_row_of(text, '=')))
		return false;
	return markdown->before.len > 150;
}

/* {:toc} stands under a list item that a table of contents is put in the place of. */
static void take_contents(struct markdown *markdown)
{
	g_string_truncate(markdown->out, markdown->last);
	markdown->blank = true;
}

/* {% highlight %} and its end are fences of another kind. */
static struct span fence_of(struct span line)
{
	struct span text = span_trim(line);
	if (!span_starts(text, SPAN("{%")))
		return line;
	struct span name = span_trim(span_from(text, 2));
	return span_starts(name, SPAN("highlight")) || span_starts(name, SPAN("endhighlight")) ? SPAN("```") : line;
}

static void take_line(struct markdown *markdown, struct delimiters *delimiters, struct span line)
{
	line = fence_of(line);
	struct span text = span_trim(line);
	bool fence = take_fence(markdown, line);
	if (fence || markdown->fence != 0) {
		end_definition(markdown);
		put_raw(markdown, line);
		return;
	}
	if (put_definition(markdown, delimiters, line))
		return;
	if (text.len == 0) {
		end_definition(markdown);
		markdown->waiting = 1;
		delimiters->count = 0;
		return;
	}
	if (span_starts(text, SPAN("*[")) && span_find(text, SPAN("]:")) != SPAN_NONE)
		return; /* what an abbreviation is short for */
	if (span_equal(text, SPAN("{:toc}")) && markdown->waiting == 0) {
		take_contents(markdown);
		return;
	}
	bool html = markdown->depth > 0;
	if (html && markdown->waiting > 0 && is_html_line(line))
		markdown->waiting = 0;
	else if (html && markdown->waiting > 0)
		html = false;
	note_tags(markdown, line);
	if (html) {
		put_raw(markdown, line);
		return;
	}
	if (indentation(line) >= 4 && is_cjk_text(text))
		markdown->cjk_indented = true;
	if ((is_definition(text) && !markdown->blank) || is_false_underline(markdown, text))
		markdown->waiting = 1;
	bool begins = markdown->blank || markdown->waiting > 0;
	markdown->alone = !put_footnote(markdown, delimiters, text) &&
			  put_line(markdown, delimiters, markdown->defining ? text : line) && begins;
}

/* ##Heading: the blank that Markdown wants behind the marks. */
static struct span open_heading(struct arena *arena, struct span line)
{
	size_t level = run_of(line, '#');
	if (level < 2 || level > 6 || level == line.len || line.at[level] == ' ' || line.at[level] == '\t')
		return line;
	char *copy = arena_alloc(arena, line.len + 1);
	memcpy(copy, line.at, level);
	copy[level] = ' ';
	memcpy(copy + level + 1, line.at + level, line.len - level);
	return (struct span){copy, line.len + 1};
}

/* What md4c is given and what it makes of it. */
struct rendering {
	GString *in, *html;
};

/*
 * A < of the text is written as a number, for what is no markup here must not be taken for markup that was escaped once
 * too often. That which stands in HTML of the source comes as it is, and from `in`.
 */
static void append_html(const MD_CHAR *text, MD_SIZE size, void *data)
{
	const struct rendering *rendering = data;
	uintptr_t at = (uintptr_t)text, in = (uintptr_t)rendering->in->str;
	bool source = at >= in && at < in + rendering->in->len;
	if (!source && span_equal((struct span){text, size}, SPAN("&lt;")))
		g_string_append(rendering->html, "&#60;");
	else
		g_string_append_len(rendering->html, text, (gssize)size);
}

/* Takes the helping blanks out, as bytes and as md4c writes them in addresses. */
static void remove_help(GString *html)
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

void markdown_parse(struct builder *builder, struct fields *fields, struct span body)
{
	struct markdown markdown = {.out = g_string_sized_new(body.len + body.len / 8 + 64), .blank = true};
	struct delimiters delimiters = {.count = 0};
	struct span line;
	while (span_line(&body, &line))
		take_line(&markdown, &delimiters, markdown.fence ? line : open_heading(fields->arena, line));
	unsigned flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
	if (markdown.cjk_indented)
		flags |= MD_FLAG_NOINDENTEDCODEBLOCKS;
	GString *html = g_string_sized_new(markdown.out->len + markdown.out->len / 4);
	struct rendering rendering = {markdown.out, html};
	md_html(markdown.out->str, (MD_SIZE)markdown.out->len, append_html, &rendering, flags, 0);
	remove_help(html);
	html_parse(builder, fields, (struct span){html->str, html->len});
	g_string_free(markdown.out, TRUE);
	g_string_free(html, TRUE);
}
