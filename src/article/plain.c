/* SPDX-License-Identifier: MIT */
/*
 * Plain text: the first line is the title, blank lines part paragraphs, lines with tabs in a row are a table. Nothing
 * in it is markup. A paragraph may be broken into lines of one length by whoever saved it: then a line that is not at
 * the end of a sentence goes on in the next.
 */
#include "article/format.h"

#include <glib.h>

#define TITLE_MOST 300   /* bytes; a longer first line is no title */
#define WRAPPED_LEAST 40 /* cells: a shorter line was not broken for want of room */

/* Cells that a line takes, roughly: two for a character of three bytes and more. */
static size_t cells(struct span line)
{
	size_t count = 0;
	for (size_t i = 0; i < line.len; i++) {
		unsigned char byte = (unsigned char)line.at[i];
		count += byte >= 0xE0 ? 2u : byte < 0x80 || byte >= 0xC0; /* tails count nothing */
	}
	return count;
}

/* Whether `line` stops where a sentence, a clause with a colon or a quotation may. */
static bool ends_sentence(struct span line)
{
	static const char *const ends[] = {".", "!",  "?",  ":",  ";",  "\"", ")", "。", "！", "？", "：", "；",
	                                   "”", "」", "』", "）", "】", "》", "…", "．", "〉", "’",  "'",  "|"};
	for (size_t i = 0; i < G_N_ELEMENTS(ends); i++)
		if (span_ends(line, span_of(ends[i])))
			return true;
	return false;
}

/*
 * Whether `line` looks like the beginning of something: indented, a bullet, a bracket, a question's or answer's mark.
 */
static bool begins_anew(struct span line)
{
	static const char *const begins[] = {" ",  "\t", "\u3000", "- ", "* ",   "•",  "・", "·", "●",
	                                     "○",  "■",  "□",      "◆",  "※",    "【", "（", "(", "[",
	                                     "「", "『", "“",      "\"", "http", "#",  "|"};
	for (size_t i = 0; i < G_N_ELEMENTS(begins); i++)
		if (span_starts(line, span_of(begins[i])))
			return true;
	return line.len > 0 && line.at[0] >= '0' && line.at[0] <= '9';
}

/* Whether the line `b` goes on with the sentence of `a`: the line was broken only because it was full. */
static bool goes_on(struct span a, struct span b, size_t width)
{
	size_t length = cells(a);
	if (length < WRAPPED_LEAST || length + 12 < width || length > 100)
		return false;
	return !ends_sentence(span_trim_wide(a)) && !begins_anew(b);
}

struct plain {
	struct builder *builder;
	struct span before; /* the line before, in the same paragraph; {NULL, 0} */
	size_t width;       /* cells of the longest line that looks wrapped, of this paragraph */
	bool table;
};

static void end_paragraph(struct plain *plain)
{
	if (plain->table)
		builder_close(plain->builder, ROLE_TABLE);
	else
		builder_close(plain->builder, ROLE_PARAGRAPH);
	plain->table = false;
	plain->before = (struct span){NULL, 0};
	plain->width = 0;
}

static void put_row(struct plain *plain, struct span line)
{
	builder_open(plain->builder, &(struct element){.role = ROLE_ROW});
	for (size_t from = 0; from <= line.len;) {
		size_t tab = span_find(span_from(line, from), SPAN("\t"));
		size_t to = tab == SPAN_NONE ? line.len : from + tab;
		builder_open(plain->builder, &(struct element){.role = ROLE_CELL});
		builder_text(plain->builder, span_cut(line, from, to));
		builder_close(plain->builder, ROLE_CELL);
		from = to + 1;
	}
	builder_close(plain->builder, ROLE_ROW);
}

static bool has_tab(struct span line)
{
	return span_find(span_trim(line), SPAN("\t")) != SPAN_NONE;
}

static void put_line(struct plain *plain, struct span line, struct span next)
{
	bool table = has_tab(line) && (plain->table || has_tab(next));
	if (table != plain->table)
		end_paragraph(plain);
	if (table && !plain->table)
		builder_open(plain->builder, &(struct element){.role = ROLE_TABLE});
	plain->table = table;
	if (table) {
		put_row(plain, span_trim(line));
		return;
	}
	plain->width = MAX(plain->width, cells(line));
	if (plain->before.len == 0)
		builder_open(plain->builder, &(struct element){.role = ROLE_PARAGRAPH});
	else if (goes_on(plain->before, line, plain->width))
		builder_text(plain->builder, SPAN("\n"));
	else
		builder_break(plain->builder);
	builder_text(plain->builder, line);
	plain->before = line;
}

/* The title stands alone on the first line; what knows its title already begins with its text. */
static bool take_title(struct fields *fields, struct span line, struct span rest)
{
	enum origin origin;
	struct span known = fields_value(fields, FIELD_TITLE, &origin);
	if (known.len > 0 && origin != ORIGIN_FILE_NAME)
		return false;
	if (line.len > TITLE_MOST)
		return false;
	fields_offer(fields, FIELD_TITLE, ORIGIN_HEADING, line);
	return span_trim_wide(rest).len > 0;
}

void plain_parse(struct builder *builder, struct fields *fields, struct span body)
{
	struct plain plain = {.builder = builder};
	struct span line, rest = body;
	bool first = true;
	while (span_line(&rest, &line)) {
		struct span text = span_trim_wide(line), next, peek = rest;
		if (text.len == 0) {
			end_paragraph(&plain);
			continue;
		}
		if (first && take_title(fields, text, rest)) {
			first = false;
			continue;
		}
		first = false;
		if (!span_line(&peek, &next))
			next = (struct span){NULL, 0};
		put_line(&plain, line, next);
	}
	end_paragraph(&plain);
}
