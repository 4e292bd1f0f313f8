/* SPDX-License-Identifier: MIT */
/*
 * Markdown by way of md4c's HTML. Archives hold kramdown, Wiki.js and what Jekyll and Hugo make of it, so the source is
 * first made plain Markdown line by line: attribute lists and template tags go, footnotes become text, definition lists
 * and ==marks== become tags, HTML blocks are kept together over blank lines. What is inside a line: markdown_inline.c.
 */
#include "article/format.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "article/markdown_inline.h"
#include "article/markdown_render.h"
#include "text/utf8.h"

struct markdown {
	GString *out;
	char fence; /* the mark of the fenced block that is open; 0: none */
	size_t fence_len;
	bool fenced; /* one was opened */
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

/* Opens or closes a fenced block; true where `line` is one of its fences. */
static bool take_fence(struct markdown *markdown, struct span line)
{
	struct span text = span_trim(line);
	char mark = text.len > 0 ? text.at[0] : '\0';
	size_t len = mark == '`' || mark == '~' ? markdown_run(text, mark) : 0;
	if (len < 3)
		return false;
	if (markdown->fence == 0) {
		if (mark == '`' && memchr(text.at + len, '`', text.len - len))
			return false;
		markdown->fence = mark;
		markdown->fenced = true;
		markdown->fence_len = len;
		return true;
	}
	if (mark != markdown->fence || len < markdown->fence_len || len < text.len)
		return false;
	markdown->fence = 0;
	return true;
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

/* Marks at the start of a line that are no emphasis: a bullet, a rule. */
static size_t line_prefix(struct span line)
{
	struct span text = span_trim(line);
	size_t indent = (size_t)(text.at - line.at);
	if (span_starts(text, SPAN("* ")) || span_starts(text, SPAN("- ")) || span_starts(text, SPAN("+ ")))
		return indent + 2;
	if (text.len >= 3 && markdown_run(text, '*') == text.len)
		return line.len;
	return indent;
}

/* False where nothing of the line is text. */
static bool put_line(struct markdown *markdown, struct markdown_delimiters *delimiters, struct span line)
{
	size_t prefix = line_prefix(line);
	for (; markdown->waiting > 0; markdown->waiting--)
		g_string_append_c(markdown->out, '\n');
	size_t begin = markdown->out->len;
	g_string_append_len(markdown->out, line.at, (gssize)prefix);
	markdown_put_inline(markdown->out, delimiters, span_from(line, prefix));
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
	static const struct span names[] = {
		{"div", 3},         {"table", 5},  {"section", 7}, {"article", 7}, {"ul", 2}, {"ol", 2},
		{"blockquote", 10}, {"figure", 6}, {"center", 6},  {"pre", 3},     {"dl", 2},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (name.len == names[i].len && span_equal_nocase(name, names[i]))
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
	return text.len >= 2 && markdown_run(text, mark) == text.len;
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
static bool put_footnote(struct markdown *markdown, struct markdown_delimiters *delimiters, struct span line)
{
	size_t len = markdown_footnote(line);
	if (len == 0 || len >= line.len || line.at[len] != ':')
		return false;
	g_string_append(markdown->out, "\n\\[");
	g_string_append_len(markdown->out, line.at + 2, (gssize)(len - 3));
	g_string_append(markdown->out, "\\] ");
	markdown_put_inline(markdown->out, delimiters, span_trim(span_from(line, len + 1)));
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
static bool put_definition(struct markdown *markdown, struct markdown_delimiters *delimiters, struct span line)
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
	markdown_put_inline(markdown->out, delimiters, text);
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

/* Whether a line can be nothing but a line more of an HTML block: most are, and need not be looked at as all others. */
static bool goes_on_in_html(const struct markdown *markdown, struct span text)
{
	return markdown->depth > 0 && markdown->waiting == 0 && markdown->fence == 0 && text.len > 0 &&
	       !memchr("`~{:*", text.at[0], 5);
}

static void take_line(struct markdown *markdown, struct markdown_delimiters *delimiters, struct span line)
{
	struct span text = span_trim(line);
	if (goes_on_in_html(markdown, text)) {
		note_tags(markdown, line);
		put_raw(markdown, line);
		return;
	}
	line = fence_of(line);
	text = span_trim(line);
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
	size_t level = markdown_run(line, '#');
	if (level < 2 || level > 6 || level == line.len || line.at[level] == ' ' || line.at[level] == '\t')
		return line;
	char *copy = arena_alloc(arena, line.len + 1);
	memcpy(copy, line.at, level);
	copy[level] = ' ';
	memcpy(copy + level + 1, line.at + level, line.len - level);
	return (struct span){copy, line.len + 1};
}

void markdown_parse(struct builder *builder, struct fields *fields, struct span body)
{
	struct markdown markdown = {.out = g_string_sized_new(body.len + body.len / 8 + 64), .blank = true};
	struct markdown_delimiters delimiters = {.count = 0};
	struct span line;
	while (span_line(&body, &line))
		take_line(&markdown, &delimiters, markdown.fence ? line : open_heading(fields->arena, line));
	GString *html = markdown_render((struct span){markdown.out->str, markdown.out->len}, markdown.fenced,
	                                !markdown.cjk_indented);
	if (delimiters.helped)
		markdown_remove_help(html);
	builder_trust(builder, (struct span){html->str, html->len}); /* md4c cuts no character of a valid body */
	html_parse(builder, fields, (struct span){html->str, html->len});
	builder_trust(builder, (struct span){NULL, 0});
	g_string_free(markdown.out, TRUE);
	g_string_free(html, TRUE);
}
