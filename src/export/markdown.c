/* SPDX-License-Identifier: MIT */
/*
 * Markdown. Text is escaped so that every reader of CommonMark shows what the article says; ours besides understands
 * template tags, ==marks== and attribute lists, which are broken up by character references. Emphasis is spelled with
 * asterisks only where all readers agree on it, which beside CJK punctuation they do not, and as HTML elsewhere. Each
 * line begins with what the quotations and items around it ask for.
 */
#include "export/markdown.h"

#include <glib/gi18n.h>
#include <string.h>

#include "article/date.h"
#include "base/json.h"
#include "export/escape.h"
#include "export/nest.h"
#include "export/runs.h"
#include "text/utf8.h"

#define NO_TABLE UINT32_MAX
#define COLUMNS_MOST 1000

struct markdown {
	GString *out;
	const struct subject *subject;
	const struct article *article;
	bool many;
	struct nest nest;
	struct runs runs;
	GString *prefix;  /* what each line begins with */
	GArray *prefixes; /* of unsigned: the bytes of each container's part of it */
	GString *marker;  /* what stands before the first line of an item, instead of its part of the prefix; or empty */
	size_t shared;    /* bytes of the prefix that were in force before, too */
	bool tight;       /* no blank line before the next block */
	unsigned lists;   /* that were closed: every second one is spelled with other marks */
	uint32_t next_aside;
	char closing[LEVEL_COUNT][16]; /* how each level that is open is closed */
};

/* Lines ------------------------------------------------------------------------------------------------------------ */

static void trim_end(GString *out)
{
	while (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
}

/* Begins the line of a block that goes on. */
static void next_line(struct markdown *markdown)
{
	g_string_append_c(markdown->out, '\n');
	g_string_append_len(markdown->out, markdown->prefix->str, (gssize)markdown->prefix->len);
}

/* Begins a block: a blank line, and the marker of an item that waits. */
static void begin_block(struct markdown *markdown)
{
	GString *out = markdown->out, *prefix = markdown->prefix;
	if (!markdown->tight) {
		size_t from = out->len;
		g_string_append_len(out, prefix->str, (gssize)MIN(markdown->shared, prefix->len));
		while (out->len > from && out->str[out->len - 1] == ' ')
			g_string_truncate(out, out->len - 1);
		g_string_append_c(out, '\n');
	}
	g_string_append_len(out, prefix->str, (gssize)(prefix->len - markdown->marker->len));
	g_string_append_len(out, markdown->marker->str, (gssize)markdown->marker->len);
	g_string_truncate(markdown->marker, 0);
	markdown->shared = prefix->len;
	markdown->tight = false;
}

static void end_block(struct markdown *markdown)
{
	g_string_append_c(markdown->out, '\n');
}

/* Text ------------------------------------------------------------------------------------------------------------- */

/* Whether what follows an ampersand may be a character reference. */
static bool is_reference(struct span text)
{
	return text.len > 0 && (text.at[0] == '#' || g_ascii_isalpha(text.at[0]));
}

/* A number and a full stop or parenthesis begin an item; the bytes of the number, or 0. */
static size_t ordinal(struct span text)
{
	size_t len = 0;
	while (len < text.len && g_ascii_isdigit(text.at[len]))
		len++;
	return len > 0 && len < 10 && len < text.len && strchr(".)", text.at[len]) ? len : 0;
}

/* One ASCII character at `at` that may mean something; `first` of its line. */
static void escape_mark(GString *out, struct span text, size_t at, bool first)
{
	char c = text.at[at], next = at + 1 < text.len ? text.at[at + 1] : '\0';
	if (strchr("\\`*_[]<>#~|", c) || (first && strchr("+-=", c)) || (c == '!' && at + 1 == text.len))
		g_string_append_printf(out, "\\%c", c);
	else if (c == '&' && is_reference(span_from(text, at + 1)))
		g_string_append(out, "&amp;");
	else if ((c == '{' && next && strchr("{%:.#", next)) || (c == '=' && next == '=') || (first && c == ':'))
		g_string_append_printf(out, "&#%d;", c);
	else
		g_string_append_c(out, c);
}

/* `first`: `text` begins a line. Line feeds must have been taken out. */
static void escape_line(GString *out, struct span text, bool first)
{
	size_t number = first ? ordinal(text) : 0;
	for (size_t at = 0; at < text.len; at++) {
		char c = text.at[at];
		if (number > 0 && at == number)
			g_string_append_printf(out, "\\%c", c);
		else if (c == '\t' || c == '\n')
			g_string_append_c(out, ' ');
		else
			escape_mark(out, text, at, first && at == 0);
	}
}

/* As a title or a caption: on one line. */
static void put_line(GString *out, struct span text)
{
	escape_line(out, span_trim(text), true);
}

/* Inline text with its line feeds: as hard breaks, or as blanks where a line cannot be broken. */
static void put_text(struct markdown *markdown, struct span text, bool first, bool breaks)
{
	for (size_t at; (at = span_find(text, SPAN("\n"))) != SPAN_NONE; text = span_from(text, at + 1)) {
		escape_line(markdown->out, span_cut(text, 0, at), first);
		if (breaks) {
			trim_end(markdown->out);
			g_string_append_c(markdown->out, '\\');
			next_line(markdown);
			first = true;
		} else {
			g_string_append(markdown->out, "<br>");
		}
	}
	escape_line(markdown->out, text, first);
}

static size_t longest_run(struct span text, char c)
{
	size_t longest = 0, run = 0;
	for (size_t i = 0; i < text.len; i++) {
		run = text.at[i] == c ? run + 1 : 0;
		longest = MAX(longest, run);
	}
	return longest;
}

/* Between as many backquotes as are needed. */
static void put_code(struct markdown *markdown, struct span text, bool in_table)
{
	GString *out = markdown->out;
	size_t fence = longest_run(text, '`') + 1;
	bool pad = text.len > 0 && (text.at[0] == '`' || text.at[text.len - 1] == '`' || text.at[0] == ' ');
	for (size_t i = 0; i < fence; i++)
		g_string_append_c(out, '`');
	g_string_append(out, pad ? " " : "");
	for (size_t i = 0; i < text.len; i++) {
		if (in_table && text.at[i] == '|')
			g_string_append_c(out, '\\');
		g_string_append_c(out, text.at[i] == '\n' ? ' ' : text.at[i]);
	}
	g_string_append(out, pad ? " " : "");
	for (size_t i = 0; i < fence; i++)
		g_string_append_c(out, '`');
}

/* Links ------------------------------------------------------------------------------------------------------------ */

/* The destination of a link, in angle brackets where a bare one would end too early. */
static void put_destination(GString *out, struct span url)
{
	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];
		if ((unsigned char)c <= ' ' || strchr("<>\"`|{}", c))
			g_string_append_printf(out, "%%%02X", (unsigned char)c);
		else if (strchr("()\\*_", c))
			g_string_append_printf(out, "\\%c", c);
		else if (c == '&')
			g_string_append(out, is_reference(span_from(url, i + 1)) &&
						     memchr(url.at + i, ';', url.len - i) ? "&amp;" : "&");
		else
			g_string_append_c(out, c);
	}
}

/* Where a link leads as Markdown has it; false where it leads nowhere. */
static bool put_goal(struct markdown *markdown, GString *out, struct span url)
{
	struct link_goal goal = subject_link(markdown->subject, url);
	struct subject other;
	bool relative = goal.kind == LINK_NONE && url.len > 0 && strchr("/.#?", url.at[0]);
	if (goal.kind == LINK_INSIDE && markdown->many) {
		export_set_subject(markdown->subject->set, goal.place, &other);
		g_string_append_printf(out, "#a-%.*s", (int)other.entry.id.len, other.entry.id.at);
	} else if (goal.kind == LINK_OUTSIDE) {
		put_destination(out, span_of(goal.url));
	} else if (goal.kind == LINK_INSIDE || relative) {
		put_destination(out, url);
	}
	g_free(goal.url);
	return goal.kind != LINK_NONE || relative;
}

/* Emphasis --------------------------------------------------------------------------------------------------------- */

static bool is_letter(uint32_t code)
{
	return g_unichar_isalnum(code);
}

/* What may stand outside of a delimiter: the text's end, a blank, a letter. Of punctuation not all readers think alike. */
static bool is_plain_beside(struct span text, size_t at, bool before)
{
	if (before ? at == 0 : at >= text.len)
		return true;
	uint32_t code = before ? utf8_previous(text, &at) : utf8_next(text, &at);
	return is_letter(code) || code == ' ' || code == '\n';
}

/* Whether delimiters around text [from, to) open and close it for every reader: letters at both ends inside. */
static bool delimiters_hold(const struct markdown *markdown, uint32_t from, uint32_t to)
{
	struct span text = article_text(markdown->article);
	size_t first = from, last = to;
	return to > from && is_letter(utf8_next(text, &first)) && is_letter(utf8_previous(text, &last)) &&
	       is_plain_beside(text, from, true) && is_plain_beside(text, to, false) &&
	       !memchr(text.at + from, '\n', to - from);
}

static const struct {
	const char *mark, *element; /* no mark: always as an element */
} spellings[LEVEL_COUNT] = {
	[LEVEL_STRONG] = {"**", "strong"}, [LEVEL_EMPHASIS] = {"*", "em"},       [LEVEL_DELETED] = {"~~", "del"},
	[LEVEL_SUPERSCRIPT] = {"", "sup"}, [LEVEL_SUBSCRIPT] = {"", "sub"},
};

/* A delimiter beside another of its kind would be read together with it. */
static bool is_beside(const GString *out, char mark)
{
	return out->len > 0 && out->str[out->len - 1] == mark;
}

/* Nothing where the link leads nowhere: false. */
static bool open_link(struct markdown *markdown, uint32_t link)
{
	GString *goal = g_string_new("](");
	struct span url = article_span(markdown->article, markdown->article->links[link].url);
	bool leads = put_goal(markdown, goal, url);
	if (leads)
		g_string_append_c(markdown->out, '[');
	g_string_free(goal, TRUE);
	return leads;
}

static void close_link(struct markdown *markdown, uint32_t link)
{
	g_string_append(markdown->out, "](");
	put_goal(markdown, markdown->out, article_span(markdown->article, markdown->article->links[link].url));
	g_string_append_c(markdown->out, ')');
}

static void open_level(struct markdown *markdown, const struct run *run, size_t reach, enum run_level level)
{
	const char *mark = spellings[level].mark, *element = spellings[level].element;
	char *closing = markdown->closing[level];
	bool alone = !(run->marks & (1u << LEVEL_STRONG)) || level == LEVEL_STRONG;
	if (*mark && alone && !is_beside(markdown->out, *mark) &&
	    delimiters_hold(markdown, run->from, run[reach - 1].to)) {
		g_string_append(markdown->out, mark);
		strcpy(closing, mark);
	} else {
		g_string_append_printf(markdown->out, "<%s>", element);
		g_snprintf(closing, sizeof(markdown->closing[level]), "</%s>", element);
	}
}

static void close_level(struct markdown *markdown, const struct run *run, enum run_level level)
{
	if (level == LEVEL_LINK && *markdown->closing[level])
		close_link(markdown, run->link);
	else if (level != LEVEL_LINK)
		g_string_append(markdown->out, markdown->closing[level]);
}

static void open_levels(struct markdown *markdown, const struct run *runs, size_t i, size_t count)
{
	static const struct run nothing = {0, 0, NO_LINK, 0};
	for (int level = 0; level < LEVEL_CODE; level++) {
		if (!run_has(&runs[i], level) || runs_continue(i > 0 ? &runs[i - 1] : &nothing, &runs[i], level))
			continue;
		if (level == LEVEL_LINK)
			strcpy(markdown->closing[level], open_link(markdown, runs[i].link) ? ")" : "");
		else
			open_level(markdown, &runs[i], runs_reach(&runs[i], count - i, level), level);
	}
}

static void close_levels(struct markdown *markdown, const struct run *runs, size_t i, size_t count)
{
	static const struct run nothing = {0, 0, NO_LINK, 0};
	for (int level = LEVEL_CODE - 1; level >= 0; level--) {
		if (run_has(&runs[i], level) && !runs_continue(&runs[i], i + 1 < count ? &runs[i + 1] : &nothing, level))
			close_level(markdown, &runs[i], level);
	}
}

/* The text of a block; `breaks`: a line feed may end a line. */
static void put_runs(struct markdown *markdown, const struct block *block, bool breaks)
{
	size_t count;
	const struct run *runs = runs_of(&markdown->runs, block, &count);
	for (size_t i = 0; i < count; i++) {
		struct span text = span_cut(article_text(markdown->article), runs[i].from, runs[i].to);
		size_t before = markdown->out->len;
		open_levels(markdown, runs, i, count);
		if (run_has(&runs[i], LEVEL_CODE))
			put_code(markdown, text, block->kind == BLOCK_CELL);
		else
			put_text(markdown, text, i == 0 && markdown->out->len == before, breaks);
		close_levels(markdown, runs, i, count);
	}
}

/* Containers ------------------------------------------------------------------------------------------------------- */

static void opened(void *data, const struct container *container)
{
	struct markdown *markdown = data;
	unsigned before = (unsigned)markdown->prefix->len;
	const char *bullet = markdown->lists % 2 ? "* " : "- ";
	g_array_append_val(markdown->prefixes, before);
	if (container->kind == NEST_QUOTE) {
		if (markdown->marker->len > 0)
			g_string_append(markdown->marker, "> ");
		g_string_append(markdown->prefix, "> ");
	} else if (container->kind == NEST_ITEM) {
		size_t len = markdown->marker->len;
		if (container->number > 0)
			g_string_append_printf(markdown->marker, "%u%s ", container->number, markdown->lists % 2 ? ")" : ".");
		else
			g_string_append(markdown->marker, bullet);
		for (; len < markdown->marker->len; len++)
			g_string_append_c(markdown->prefix, ' ');
	}
}

static void closed(void *data, const struct container *container)
{
	struct markdown *markdown = data;
	unsigned before = g_array_index(markdown->prefixes, unsigned, markdown->prefixes->len - 1);
	g_array_set_size(markdown->prefixes, markdown->prefixes->len - 1);
	g_string_truncate(markdown->prefix, before);
	markdown->shared = MIN(markdown->shared, before);
	g_string_truncate(markdown->marker, 0);
	markdown->lists += container->kind == NEST_LIST;
}

/* Blocks ----------------------------------------------------------------------------------------------------------- */

static void put_paragraph(struct markdown *markdown, const struct block *block)
{
	begin_block(markdown);
	put_runs(markdown, block, true);
	end_block(markdown);
}

static void put_heading(struct markdown *markdown, const struct block *block)
{
	unsigned level = (unsigned)CLAMP(block->level + (markdown->many ? 1 : 0), 1, 6);
	begin_block(markdown);
	g_string_append_printf(markdown->out, "%.*s ", (int)level, "######");
	put_runs(markdown, block, false);
	end_block(markdown);
}

static void put_rule(struct markdown *markdown, const struct block *block)
{
	(void)block;
	begin_block(markdown);
	g_string_append(markdown->out, "* * *");
	end_block(markdown);
}

static void put_preformatted(struct markdown *markdown, const struct block *block)
{
	struct span text = article_block(markdown->article, block), line;
	size_t len = MAX(longest_run(text, '`') + 1, 3);
	char *fence = g_strnfill(len, '`');
	begin_block(markdown);
	g_string_append(markdown->out, fence);
	while (span_line(&text, &line)) {
		next_line(markdown);
		g_string_append_len(markdown->out, line.at, (gssize)line.len);
	}
	next_line(markdown);
	g_string_append(markdown->out, fence);
	end_block(markdown);
	g_free(fence);
}

static void put_picture(struct markdown *markdown, const struct image *image)
{
	g_string_append(markdown->out, "![");
	put_line(markdown->out, article_span(markdown->article, image->alt));
	g_string_append(markdown->out, "](");
	put_goal(markdown, markdown->out, article_span(markdown->article, image->url));
	g_string_append_c(markdown->out, ')');
}

/* The caption is a paragraph below it: Markdown has no place for one. */
static void put_image(struct markdown *markdown, const struct block *block)
{
	if (block->number >= markdown->article->image_count)
		return;
	uint32_t link = runs_image_link(&markdown->runs, block);
	begin_block(markdown);
	bool leads = link != NO_LINK && open_link(markdown, link);
	put_picture(markdown, &markdown->article->images[block->number]);
	if (leads)
		close_link(markdown, link);
	end_block(markdown);
	if (block->to > block->from)
		put_paragraph(markdown, block);
}

/* A colon below the term, as several dialects have it; anywhere else it reads well enough. */
static void put_definition(struct markdown *markdown, const struct block *block)
{
	markdown->tight = true;
	begin_block(markdown);
	g_string_append(markdown->out, ": ");
	put_runs(markdown, block, false);
	end_block(markdown);
}

static void (*const puts_block[])(struct markdown *, const struct block *) = {
	[BLOCK_PARAGRAPH] = put_paragraph,
	[BLOCK_HEADING] = put_heading,
	[BLOCK_ITEM] = put_paragraph,
	[BLOCK_IMAGE] = put_image,
	[BLOCK_PREFORMATTED] = put_preformatted,
	[BLOCK_RULE] = put_rule,
	[BLOCK_TERM] = put_paragraph,
	[BLOCK_DEFINITION] = put_definition,
};

/* Tables ----------------------------------------------------------------------------------------------------------- */

static void put_empty_cells(struct markdown *markdown, unsigned from, unsigned to, const char *cell)
{
	for (; from < to; from++)
		g_string_append(markdown->out, cell);
}

/* A row: the cells from `*at` on that stand in it. */
static void put_row(struct markdown *markdown, uint32_t *at, uint32_t end, unsigned columns)
{
	const struct block *blocks = markdown->article->blocks;
	uint32_t row = blocks[*at].row;
	unsigned column = 0;
	g_string_append_c(markdown->out, '|');
	for (; *at < end && blocks[*at].row == row; ++*at) {
		unsigned here = MIN(blocks[*at].column, COLUMNS_MOST);
		put_empty_cells(markdown, column, here, "  |");
		column = MAX(column, here) + 1;
		g_string_append_c(markdown->out, ' ');
		put_runs(markdown, &blocks[*at], false);
		g_string_append(markdown->out, " |");
	}
	put_empty_cells(markdown, column, columns, "  |");
}

/* The first row is the heading, for Markdown has no table without. Gives the block behind the table. */
static uint32_t put_table(struct markdown *markdown, uint32_t first)
{
	const struct article *article = markdown->article;
	unsigned columns = 0;
	uint32_t end = first, at = first;
	for (; end < article->block_count && article->blocks[end].kind == BLOCK_CELL &&
	       article->blocks[end].table == article->blocks[first].table; end++)
		columns = MAX(columns, MIN(article->blocks[end].column, COLUMNS_MOST) + 1u);
	begin_block(markdown);
	put_row(markdown, &at, end, columns);
	next_line(markdown);
	g_string_append_c(markdown->out, '|');
	put_empty_cells(markdown, 0, columns, "---|");
	while (at < end) {
		next_line(markdown);
		put_row(markdown, &at, end, columns);
	}
	end_block(markdown);
	return end;
}

/* The text --------------------------------------------------------------------------------------------------------- */

static void put_asides(struct markdown *markdown, uint32_t block)
{
	const struct article *article = markdown->article;
	for (; markdown->next_aside < article->aside_count && article->asides[markdown->next_aside].block <= block;
	     markdown->next_aside++) {
		const struct aside *aside = &article->asides[markdown->next_aside];
		nest_leave(&markdown->nest);
		begin_block(markdown);
		g_string_append_printf(markdown->out, "\\[%s\\] ", aside_reason_name(aside->reason));
		put_text(markdown, article_span(article, aside->text), false, true);
		end_block(markdown);
	}
}

/* The items of a list stand close together. But only a list that begins with 1 may begin right below text. */
static bool is_tight(const struct article *article, uint32_t i)
{
	if (i > 0 && article->blocks[i].number > 1 && article->blocks[i].list > article->blocks[i - 1].list)
		return false;
	return i > 0 && article->blocks[i].kind == BLOCK_ITEM && article->blocks[i - 1].list > 0 &&
	       article->blocks[i].from == article->blocks[i - 1].to + 1;
}

static void put_blocks(struct markdown *markdown)
{
	const struct article *article = markdown->article;
	bool asides = markdown->subject->set->with_chrome;
	for (uint32_t i = 0; i < article->block_count;) {
		const struct block *block = &article->blocks[i];
		unsigned lists = markdown->lists;
		if (asides)
			put_asides(markdown, i);
		nest_enter(&markdown->nest, block);
		markdown->tight = is_tight(article, i) && lists == markdown->lists;
		if (block->kind == BLOCK_CELL) {
			i = put_table(markdown, i);
			continue;
		}
		if (block->kind < G_N_ELEMENTS(puts_block))
			puts_block[block->kind](markdown, block);
		i++;
	}
	nest_leave(&markdown->nest);
	if (asides)
		put_asides(markdown, article->block_count);
}

/* Around the text -------------------------------------------------------------------------------------------------- */

/* A scalar of YAML: JSON's strings are such. */
static void put_field(GString *out, const char *name, struct span value)
{
	if (value.len == 0)
		return;
	struct json json = json_begin(out);
	g_string_append_printf(out, "%s: ", name);
	json_put_text(&json, value);
	g_string_append_c(out, '\n');
}

static void put_bytes_field(GString *out, const char *name, struct span value)
{
	GString *safe = g_string_new(NULL);
	escape_field(safe, value);
	put_field(out, name, (struct span){safe->str, safe->len});
	g_string_free(safe, TRUE);
}

static void put_tags(GString *out, const struct article *article)
{
	struct json json = json_begin(out);
	if (article->tag_count == 0)
		return;
	g_string_append(out, "tags: ");
	json_open_array(&json);
	for (uint32_t i = 0; i < article->tag_count; i++)
		json_put_text(&json, article_span(article, article->tags[i]));
	json_close_array(&json);
	g_string_append_c(out, '\n');
}

static void put_front_matter(struct markdown *markdown)
{
	const struct subject *subject = markdown->subject;
	const struct article *article = markdown->article;
	char date[32];
	date_write(article->date, date);
	g_string_append(markdown->out, "---\n");
	put_bytes_field(markdown->out, "title", subject_title(subject));
	if (*date)
		g_string_append_printf(markdown->out, "date: %s\n", date);
	put_field(markdown->out, "author", article_span(article, article->author));
	put_field(markdown->out, "source", article_span(article, article->source));
	put_field(markdown->out, "url", article_span(article, article->url));
	put_tags(markdown->out, article);
	put_field(markdown->out, "lang", span_of(article->lang));
	put_bytes_field(markdown->out, "archive", subject->entry.archive);
	put_bytes_field(markdown->out, "path", subject->entry.path);
	g_string_append(markdown->out, "---\n");
}

/* The title, where the text does not begin with it. */
static void put_title(struct markdown *markdown)
{
	const struct article *article = markdown->article;
	struct span title = subject_title(markdown->subject);
	if (article->block_count > 0 && article->blocks[0].kind == BLOCK_HEADING &&
	    span_equal(article_block(article, &article->blocks[0]), title))
		return;
	g_string_append(markdown->out, "\n# ");
	put_line(markdown->out, title);
	end_block(markdown);
}

static void put_known(GString *out, struct span text)
{
	if (text.len == 0)
		return;
	if (out->len > 0)
		g_string_append(out, " · ");
	put_line(out, text);
}

/* Among others: a place to link to, the title, what is known, where it is from. */
static void put_head(struct markdown *markdown)
{
	const struct article *article = markdown->article;
	GString *out = markdown->out, *known = g_string_new(NULL);
	struct span id = markdown->subject->entry.id, url = article_span(article, article->url);
	char *place = subject_place(markdown->subject), *address = subject_address(markdown->subject, url);
	char date[32];
	subject_date(markdown->subject, date);
	put_known(known, article_span(article, article->author));
	put_known(known, article_span(article, article->source));
	put_known(known, span_of(date));
	g_string_append_printf(out, "<a id=\"a-%.*s\"></a>\n\n# ", (int)id.len, id.at);
	put_line(out, subject_title(markdown->subject));
	g_string_append_printf(out, "\n\n%s%s", known->str, known->len > 0 ? "\\\n" : "");
	if (address) {
		g_string_append_c(out, '<');
		g_string_append(out, address);
		g_string_append(out, ">\\\n");
	} else if (url.len > 0) {
		put_line(out, url);
		g_string_append(out, "\\\n");
	}
	put_line(out, span_of(place));
	g_string_append_c(out, '\n');
	g_free(address);
	g_free(place);
	g_string_free(known, TRUE);
}

static void put_reference(struct markdown *markdown, const struct reference *reference)
{
	struct span title = article_span(markdown->article, reference->title);
	struct span url = article_span(markdown->article, reference->url);
	GString *goal = g_string_new(NULL);
	bool leads = url.len > 0 && put_goal(markdown, goal, url);
	g_string_append(markdown->out, leads ? "- [" : "- ");
	put_line(markdown->out, title.len > 0 ? title : url);
	if (leads)
		g_string_append_printf(markdown->out, "](%s)", goal->str);
	g_string_append_c(markdown->out, '\n');
	g_string_free(goal, TRUE);
}

/* One list under the word for it: more headings would not be read back as what they are. */
static void put_related(struct markdown *markdown)
{
	const struct article *article = markdown->article;
	if (article->related_count > 0)
		g_string_append_printf(markdown->out, "\n%s %s\n\n", markdown->many ? "###" : "##",
				       subject_related_word(markdown->subject));
	for (uint32_t i = 0; i < article->related_count; i++)
		put_reference(markdown, &article->related[i]);
}

void markdown_write(GString *out, const struct subject *subject, bool many)
{
	struct markdown *markdown = g_new0(struct markdown, 1);
	markdown->out = out;
	markdown->subject = subject;
	markdown->article = &subject->article;
	markdown->many = many;
	markdown->nest = (struct nest){.opened = opened, .closed = closed, .data = markdown};
	markdown->runs.article = &subject->article;
	markdown->prefix = g_string_new(NULL);
	markdown->prefixes = g_array_new(FALSE, FALSE, sizeof(unsigned));
	markdown->marker = g_string_new(NULL);
	if (many)
		put_head(markdown);
	else
		put_front_matter(markdown);
	if (!many)
		put_title(markdown);
	put_blocks(markdown);
	put_related(markdown);
	runs_clear(&markdown->runs);
	g_string_free(markdown->marker, TRUE);
	g_array_free(markdown->prefixes, TRUE);
	g_string_free(markdown->prefix, TRUE);
	g_free(markdown);
}
