/* SPDX-License-Identifier: MIT */
/*
 * Inline text. It is escaped so that every reader of CommonMark shows what the article says; ours besides understands
 * template tags, ==marks== and attribute lists, which are broken up by character references. Emphasis is spelled with
 * asterisks only where all readers agree on it, which beside CJK punctuation they do not, and as HTML elsewhere.
 */
#include <string.h>

#include "export/markdown_state.h"
#include "text/utf8.h"

/* Begins the line of a block that goes on. */
void markdown_next_line(struct markdown *markdown)
{
	g_string_append_c(markdown->out, '\n');
	g_string_append_len(markdown->out, markdown->prefix->str, (gssize)markdown->prefix->len);
}

static void trim_end(GString *out)
{
	while (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
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
void markdown_line(GString *out, struct span text)
{
	escape_line(out, span_trim(text), true);
}

/* Inline text with its line feeds: as hard breaks, or as blanks where a line cannot be broken. */
void markdown_text(struct markdown *markdown, struct span text, bool first, bool breaks)
{
	for (size_t at; (at = span_find(text, SPAN("\n"))) != SPAN_NONE; text = span_from(text, at + 1)) {
		escape_line(markdown->out, span_cut(text, 0, at), first);
		if (breaks) {
			trim_end(markdown->out);
			g_string_append_c(markdown->out, '\\');
			markdown_next_line(markdown);
			first = true;
		} else {
			g_string_append(markdown->out, "<br>");
		}
	}
	escape_line(markdown->out, text, first);
}

size_t markdown_longest_run(struct span text, char c)
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
	size_t fence = markdown_longest_run(text, '`') + 1;
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

/* The destination of a link; what would end it too early, or be read as something else, is escaped. */
static void put_destination(GString *out, struct span url)
{
	size_t semicolon = span_find_last(url, SPAN(";")), references = semicolon == SPAN_NONE ? 0 : semicolon;
	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];
		if ((unsigned char)c <= ' ' || strchr("<>\"`|{}", c))
			g_string_append_printf(out, "%%%02X", (unsigned char)c);
		else if (strchr("()\\*_", c))
			g_string_append_printf(out, "\\%c", c);
		else if (c == '&' && i < references && is_reference(span_from(url, i + 1)))
			g_string_append(out, "&amp;");
		else
			g_string_append_c(out, c);
	}
}

/*
 * A path, as of a picture beside the article: nothing in its first part that is, or might be read as, a scheme's colon.
 */
static bool is_relative(struct span url)
{
	for (size_t i = 0; i < url.len && !strchr("/?#", url.at[i]); i++)
		if (url.at[i] == ':' || url.at[i] == '&')
			return false;
	return url.len > 0;
}

/* Where a link leads as Markdown has it; false where it leads nowhere. */
bool markdown_goal(struct markdown *markdown, GString *out, struct span url)
{
	struct link_goal goal = subject_link(markdown->subject, url);
	struct subject other;
	bool relative = goal.kind == LINK_NONE && is_relative(url);
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

/*
 * What may stand outside of a delimiter: the text's end, a blank, a letter. Of punctuation not all readers think alike.
 */
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
bool markdown_open_link(struct markdown *markdown, uint32_t link)
{
	GString *goal = g_string_new("](");
	struct span url = article_span(markdown->article, markdown->article->links[link].url);
	bool leads = markdown_goal(markdown, goal, url);
	if (leads)
		g_string_append_c(markdown->out, '[');
	g_string_free(goal, TRUE);
	return leads;
}

void markdown_close_link(struct markdown *markdown, uint32_t link)
{
	g_string_append(markdown->out, "](");
	markdown_goal(markdown, markdown->out, article_span(markdown->article, markdown->article->links[link].url));
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
		markdown_close_link(markdown, run->link);
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
			strcpy(markdown->closing[level], markdown_open_link(markdown, runs[i].link) ? ")" : "");
		else
			open_level(markdown, &runs[i], runs_reach(&runs[i], count - i, level), level);
	}
}

static void close_levels(struct markdown *markdown, const struct run *runs, size_t i, size_t count)
{
	static const struct run nothing = {0, 0, NO_LINK, 0};
	for (int level = LEVEL_CODE - 1; level >= 0; level--) {
		if (run_has(&runs[i], level) &&
		    !runs_continue(&runs[i], i + 1 < count ? &runs[i + 1] : &nothing, level))
			close_level(markdown, &runs[i], level);
	}
}

/* The text of a block; `breaks`: a line feed may end a line. */
void markdown_runs(struct markdown *markdown, const struct block *block, bool breaks)
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
			markdown_text(markdown, text, i == 0 && markdown->out->len == before, breaks);
		close_levels(markdown, runs, i, count);
	}
}
