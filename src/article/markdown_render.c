/* SPDX-License-Identifier: MIT */
/*
 * Pages that are shared as Markdown are HTML mostly, under a line or two of Markdown: md4c gives it back as it is, line
 * by line, and takes as long for that as reading it as HTML does. So md4c is given a stand-in for each such passage,
 * and what it gives back for that is the passage. One is a block of CommonMark's sixth kind (spec 0.31, 4.6): it begins
 * with one of certain tags at the margin, behind a blank line, and goes on to the next blank line.
 */
#include "article/markdown_render.h"

#include <md4c-html.h>
#include <stdint.h>
#include <string.h>

#define STAND_IN "<p>"

struct passage {
	size_t at; /* of its stand-in */
	struct span html;
};

struct rendering {
	GString *markdown; /* with stand-ins */
	GArray *passages;  /* of struct passage */
	guint next;        /* the passage whose stand-in comes next */
	GString *html;
};

static bool is_next_passage(const struct rendering *rendering, size_t at)
{
	return rendering->next < rendering->passages->len &&
	       g_array_index(rendering->passages, struct passage, rendering->next).at == at;
}

/*
 * A < of the text is written as a number, for what is no markup here must not be taken for markup that was escaped once
 * too often. That which stands in HTML of the source comes as it is, and from there.
 */
static void append_html(const MD_CHAR *text, MD_SIZE size, void *data)
{
	struct rendering *rendering = data;
	struct span piece = {text, size};
	size_t at = (uintptr_t)text - (uintptr_t)rendering->markdown->str; /* beyond its end for what md4c writes */
	if (is_next_passage(rendering, at))
		piece = g_array_index(rendering->passages, struct passage, rendering->next++).html;
	else if (at >= rendering->markdown->len && span_equal(piece, SPAN("&lt;")))
		piece = SPAN("&#60;");
	g_string_append_len(rendering->html, piece.at, (gssize)piece.len);
}

/* Whether a block of the sixth kind begins here: some of the tags that may. */
static bool begins_passage(struct span text)
{
	static const struct span names[] = {
		{"p", 1},       {"hr", 2},      {"ul", 2},     {"ol", 2},          {"dl", 2},      {"div", 3},
		{"table", 5},   {"center", 6},  {"figure", 6}, {"blockquote", 10}, {"article", 7}, {"section", 7},
	};
	size_t from = span_starts(text, SPAN("</")) ? 2 : 1, to = from;
	if (text.len == 0 || text.at[0] != '<')
		return false;
	while (to < text.len && g_ascii_isalpha(text.at[to]))
		to++;
	if (to == text.len || !(strchr(" \t\n>", text.at[to]) || span_starts(span_from(text, to), SPAN("/>"))))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (span_equal_nocase(span_cut(text, from, to), names[i]))
			return true;
	}
	return false;
}

/* Whether nothing that began in this Markdown can be open behind a blank line, at the margin. */
static bool leaves_nothing_open(struct span markdown)
{
	return markdown.len == 0 || !memchr(markdown.at, '<', markdown.len);
}

/* The end of the last line of the block that begins at `at`. */
static size_t end_of_block(struct span source, size_t at)
{
	size_t found = span_find(span_from(source, at), SPAN("\n\n"));
	return found == SPAN_NONE ? source.len - span_ends(source, SPAN("\n")) : at + found;
}

static void append(GString *string, struct span bytes)
{
	g_string_append_len(string, bytes.at, (gssize)bytes.len);
}

/* Parts the passages from the Markdown around them. */
static void part(struct rendering *rendering, struct span source)
{
	size_t from = 0;
	for (size_t at = 0, end; at < source.len; at = end + 2) {
		end = end_of_block(source, at);
		if (!begins_passage(span_from(source, at)))
			continue;
		if (!leaves_nothing_open(span_cut(source, from, at)))
			break; /* nor would it be further on */
		append(rendering->markdown, span_cut(source, from, at));
		struct passage passage = {rendering->markdown->len, span_cut(source, at, end)};
		g_array_append_val(rendering->passages, passage);
		append(rendering->markdown, SPAN(STAND_IN));
		from = end;
	}
	append(rendering->markdown, span_cut(source, from, source.len));
}

GString *markdown_render(struct span source, bool fenced, bool indented)
{
	unsigned flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | (indented ? 0 : MD_FLAG_NOINDENTEDCODEBLOCKS);
	struct rendering rendering = {
		.markdown = g_string_sized_new(source.len),
		.passages = g_array_new(FALSE, FALSE, sizeof(struct passage)),
		.html = g_string_sized_new(source.len + source.len / 4),
	};
	if (fenced) /* a blank line ends nothing there */
		append(rendering.markdown, source);
	else
		part(&rendering, source);
	md_html(rendering.markdown->str, (MD_SIZE)rendering.markdown->len, append_html, &rendering, flags, 0);
	g_array_unref(rendering.passages);
	g_string_free(rendering.markdown, TRUE);
	return rendering.html;
}
