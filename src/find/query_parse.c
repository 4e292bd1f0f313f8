/* SPDX-License-Identifier: MIT */
/*
 * Reads a query from left to right. Groups are frames on a stack of fixed depth: nothing recurses. A sign of an input
 * method is the ASCII sign that it stands for wherever a term begins (query_scanner.h); inside a word every sign is
 * itself, so that what was pasted from a headline is found. What ends too early is remembered as unfinished and closed.
 */
#include "find/query_draft.h"

#include <glib/gi18n.h>

#include "find/query_scanner.h"
#include "text/utf8.h"

enum {
	DEPTH_MOST = 64,         /* groups inside groups */
	NODES_MOST = 512,
	LENGTH_MOST = 65536,     /* bytes of a query */
	WORDS_MOST = 16,         /* of near: */
	NEAR_DEFAULT = 10,       /* characters */
	NEAR_MOST = 10000,
	NAME_MOST = 12,          /* letters of what is taken for the name of a field */
	QUOTE_LEFT = 0x201C,
	QUOTE_RIGHT = 0x201D,
};

struct frame {
	uint32_t any, all;      /* QUERY_OR, and the QUERY_AND below it that is being filled */
	enum query_field field; /* of what stands in the group */
	size_t from, open;      /* where the term begins, and where its parenthesis stands */
	bool denied;
};

struct parser {
	struct query_scanner in;
	unsigned known; /* of enum query_known */
	struct draft *draft;
	struct frame frames[DEPTH_MOST + 1];
	unsigned depth;
};

/* A term while it is read. */
struct term {
	size_t from; /* with its minus */
	bool denied;
	enum query_field field;
};

/* Nodes ------------------------------------------------------------------------------------------------------------ */

static struct frame *frame(struct parser *parser)
{
	return &parser->frames[parser->depth];
}

/* Where a term goes: into what is being filled, below a QUERY_NOT where it is denied. */
static uint32_t place(struct parser *parser, const struct term *term)
{
	uint32_t parent = frame(parser)->all;
	if (!term->denied)
		return parent;
	struct query_node denial = {.kind = QUERY_NOT, .from = (uint32_t)term->from, .to = (uint32_t)parser->in.at};
	return draft_add(parser->draft, parent, denial);
}

static bool add_leaf(struct parser *parser, const struct term *term, struct query_node leaf)
{
	if (parser->draft->nodes->len >= NODES_MOST) {
		needle_free(leaf.needle);
		return scanner_wrong(&parser->in, term->from, _("the query has too many terms"));
	}
	leaf.from = (uint32_t)term->from;
	leaf.to = (uint32_t)parser->in.at;
	leaf.field = term->field;
	draft_add(parser->draft, place(parser, term), leaf);
	return true;
}

static bool add_needle(struct parser *parser, const struct term *term, struct needle *needle)
{
	if (!needle)
		return scanner_wrong(&parser->in, term->from, _("expected something that can be seen"));
	return add_leaf(parser, term, (struct query_node){.kind = QUERY_TEXT, .needle = needle});
}

/* Groups ----------------------------------------------------------------------------------------------------------- */

static void begin_frame(struct parser *parser, uint32_t parent, const struct term *term, size_t open)
{
	struct draft *draft = parser->draft;
	uint32_t any = draft_add(draft, parent, (struct query_node){.kind = QUERY_OR, .from = (uint32_t)term->from});
	uint32_t all = draft_add(draft, any, (struct query_node){.kind = QUERY_AND, .from = (uint32_t)term->from});
	*frame(parser) = (struct frame){any, all, term->field, term->from, open, term->denied};
}

static bool open_group(struct parser *parser, const struct term *term, size_t open)
{
	if (parser->depth == DEPTH_MOST || parser->draft->nodes->len >= NODES_MOST)
		return scanner_wrong(&parser->in, open, _("the query has too many groups"));
	uint32_t parent = place(parser, term);
	parser->depth++;
	begin_frame(parser, parent, term, open);
	return true;
}

static void set_end(struct parser *parser, uint32_t at)
{
	draft_node_at(parser->draft, at)->node.to = (uint32_t)parser->in.at;
}

/* Ends the group, whose parenthesis was just read or is missing. */
static void leave_frame(struct parser *parser)
{
	struct frame *ended = frame(parser);
	uint32_t above = draft_node_at(parser->draft, ended->any)->node.parent;
	set_end(parser, ended->any);
	set_end(parser, ended->all);
	if (ended->denied && above != QUERY_NO_NODE)
		set_end(parser, above);
	parser->depth--;
}

static bool close_group(struct parser *parser)
{
	size_t from = parser->in.at;
	if (parser->depth == 0) {
		scanner_take_sign(&parser->in, ')');
		return scanner_wrong(&parser->in, from, _("no group was opened that this could close"));
	}
	if (draft_is_blank(parser->draft, frame(parser)->all)) {
		parser->in.at = from;
		scanner_note(&parser->in, from, from, false, g_strdup(_("expected a word before this")));
		return false;
	}
	scanner_take_sign(&parser->in, ')');
	leave_frame(parser);
	return true;
}

static bool begin_alternative(struct parser *parser, size_t from)
{
	struct frame *here = frame(parser);
	if (draft_is_blank(parser->draft, here->all))
		return scanner_wrong(&parser->in, from, _("expected a word before OR"));
	set_end(parser, here->all);
	here->all = draft_add(parser->draft, here->any,
	                      (struct query_node){.kind = QUERY_AND, .from = (uint32_t)parser->in.at});
	scanner_skip_spaces(&parser->in);
	if (parser->in.at >= parser->in.text.len)
		return scanner_missing(&parser->in, _("expected a word after OR"));
	return true;
}

/* Words ------------------------------------------------------------------------------------------------------------ */

static bool is_quote(uint32_t code)
{
	return scanner_plain(code) == '"' || code == QUOTE_LEFT || code == QUOTE_RIGHT;
}

static bool closes(uint32_t opened, uint32_t code)
{
	if (scanner_plain(opened) == '"')
		return scanner_plain(code) == '"';
	return code == QUOTE_RIGHT || (opened == QUOTE_RIGHT && code == QUOTE_LEFT);
}

/* A phrase without its quotation marks; the place is at the first of them. */
static struct span take_phrase(struct parser *parser)
{
	size_t next;
	uint32_t opened = scanner_look(&parser->in, &next);
	size_t from = next;
	for (parser->in.at = next; parser->in.at < parser->in.text.len; parser->in.at = next) {
		if (!closes(opened, scanner_look(&parser->in, &next)))
			continue;
		struct span phrase = span_cut(parser->in.text, from, parser->in.at);
		parser->in.at = next;
		return phrase;
	}
	scanner_missing(&parser->in, _("expected a quotation mark at the end of the phrase"));
	return span_from(parser->in.text, from);
}

/* Up to white space, or to the parenthesis that closes a group; parentheses of the word's own are its own. */
static struct span take_bare(struct parser *parser)
{
	size_t from = parser->in.at, next;
	unsigned own = 0;
	for (; !scanner_at_space(&parser->in); parser->in.at = next) {
		uint32_t sign = scanner_plain(scanner_look(&parser->in, &next));
		if (sign == ')' && own == 0 && parser->depth > 0)
			break;
		if (sign == '(')
			own++;
		else if (sign == ')' && own > 0)
			own--;
	}
	return span_cut(parser->in.text, from, parser->in.at);
}

/* A word or a phrase; false where there is neither, which was said. `still` is what shall be said of it. */
static bool take_words(struct parser *parser, struct span *words, const char *expected)
{
	size_t next;
	bool quoted = is_quote(scanner_look(&parser->in, &next));
	*words = quoted ? take_phrase(parser) : take_bare(parser);
	if (span_trim_wide(*words).len > 0)
		return true;
	words->len = 0;
	return scanner_missing(&parser->in, expected);
}

static bool take_exact(struct parser *parser, const struct term *term)
{
	struct span words;
	scanner_take_sign(&parser->in, '=');
	struct query_node leaf = {.kind = QUERY_TEXT, .whole = scanner_take_sign(&parser->in, '=')};
	if (!take_words(parser, &words, _("expected a word after =")))
		return false;
	if (words.len == 0)
		return true;
	leaf.needle = needle_exact(words);
	return add_leaf(parser, term, leaf);
}

/* Regular expressions ---------------------------------------------------------------------------------------------- */

static bool take_regex(struct parser *parser, const struct term *term)
{
	size_t next, from;
	bool closed = false, escaped = false;
	scanner_look(&parser->in, &from);
	size_t to = from;
	for (parser->in.at = from; parser->in.at < parser->in.text.len && !closed; parser->in.at = next) {
		uint32_t code = scanner_look(&parser->in, &next);
		closed = !escaped && scanner_plain(code) == '/';
		escaped = !escaped && code == '\\';
		to = closed ? parser->in.at : next;
	}
	if (!closed)
		return scanner_missing(&parser->in, _("expected / at the end of the expression"));
	if (to == from)
		return scanner_wrong(&parser->in, term->from, _("expected an expression between the slashes"));
	struct regex_error error = {0, NULL};
	struct needle *needle = needle_regex(span_cut(parser->in.text, from, to), &error);
	if (needle)
		return add_leaf(parser, term, (struct query_node){.kind = QUERY_TEXT, .needle = needle});
	scanner_note(&parser->in, from + error.at, to, false, error.message);
	return false;
}

/* Fields with values ----------------------------------------------------------------------------------------------- */

/* A value in plain ASCII as far as it is that. */
static struct span take_value(struct parser *parser)
{
	struct span raw = take_bare(parser);
	GString *value = g_string_new(NULL);
	for (size_t at = 0; at < raw.len;)
		utf8_append(value, scanner_plain(utf8_next(raw, &at)));
	struct span copy = arena_copy(parser->draft->arena, (struct span){value->str, value->len});
	g_string_free(value, TRUE);
	return copy;
}

/* A value is wrong, or may become right by typing on: then it does not count yet. */
static bool refuse(struct parser *parser, size_t from, bool unfinished, const char *message)
{
	unfinished = unfinished && parser->in.at >= parser->in.text.len;
	scanner_note(&parser->in, from, parser->in.at, unfinished, g_strdup(message));
	return unfinished;
}

static bool take_date(struct parser *parser, const struct term *term)
{
	size_t from = parser->in.at;
	struct query_node leaf = {.kind = QUERY_DATE};
	bool unfinished;
	if (!period_parse(take_value(parser), &leaf.period, &unfinished))
		return refuse(parser, from, unfinished,
		              _("expected a date: 2022, 2022-11, 2022-11-13, 2022-11..2023-01, >2024, *-11-13"));
	return add_leaf(parser, term, leaf);
}

static bool take_lang(struct parser *parser, const struct term *term)
{
	size_t from = parser->in.at;
	bool whole = scanner_take_sign(&parser->in, '=') && scanner_take_sign(&parser->in, '=');
	struct query_node leaf = {.kind = QUERY_LANG, .whole = whole};
	leaf.value = take_value(parser);
	for (size_t i = 0; i < leaf.value.len; i++)
		if (!g_ascii_isalnum(leaf.value.at[i]) && leaf.value.at[i] != '-')
			return refuse(parser, from, false, _("expected a language: zh-Hant, zh, ja, en"));
	if (leaf.value.len == 0)
		return refuse(parser, from, true, _("expected a language: zh-Hant, zh, ja, en"));
	return add_leaf(parser, term, leaf);
}

static bool take_links(struct parser *parser, const struct term *term)
{
	size_t from = parser->in.at;
	struct query_node leaf = {.kind = QUERY_LINKS, .value = take_value(parser)};
	const char *expected = _("expected the identifier of an article: 16 hexadecimal digits");
	for (size_t i = 0; i < leaf.value.len; i++)
		if (!g_ascii_isxdigit(leaf.value.at[i]))
			return refuse(parser, from, false, expected);
	if (leaf.value.len != 16)
		return refuse(parser, from, leaf.value.len < 16, expected);
	return add_leaf(parser, term, leaf);
}

/* A word that a value may be. */
struct choice {
	struct span word;
	unsigned which;
	unsigned needs; /* of enum query_known */
};

/* The choice that `value` is; NULL where it is none, which is said. `*go_on`: reading may go on. */
static const struct choice *choose(struct parser *parser, const struct choice *choices, size_t count,
                                   const char *expected, bool *go_on)
{
	size_t from = parser->in.at;
	struct span value = take_value(parser);
	bool begins = false;
	*go_on = false;
	for (size_t i = 0; i < count; i++) {
		begins = begins || span_starts(choices[i].word, value);
		if (!span_equal(value, choices[i].word))
			continue;
		if ((choices[i].needs & parser->known) == choices[i].needs)
			return &choices[i];
		scanner_wrong(&parser->in, from,
		              _("this is not known here: no record is kept of what was read or starred"));
		return NULL;
	}
	*go_on = refuse(parser, from, begins, expected);
	return NULL;
}

static bool take_is(struct parser *parser, const struct term *term)
{
	static const struct choice choices[] = {
		{{"unread", 6}, IS_UNREAD, QUERY_KNOWS_READ},
		{{"starred", 7}, IS_STARRED, QUERY_KNOWS_STARS},
		{{"empty", 5}, IS_EMPTY, 0},
	};
	bool go_on;
	const struct choice *choice =
		choose(parser, choices, G_N_ELEMENTS(choices), _("expected unread, starred or empty"), &go_on);
	if (!choice)
		return go_on;
	return add_leaf(parser, term, (struct query_node){.kind = QUERY_IS, .which = choice->which});
}

static bool take_has(struct parser *parser, const struct term *term)
{
	static const struct choice choices[] = {
		{{"image", 5}, HAS_IMAGE, 0},
		{{"link", 4}, HAS_LINK, 0},
		{{"date", 4}, HAS_DATE, 0},
		{{"author", 6}, HAS_AUTHOR, 0},
		{{"source", 6}, HAS_SOURCE, 0},
		{{"tag", 3}, HAS_TAG, 0},
		{{"lang", 4}, HAS_LANG, 0},
		{{"archive", 7}, HAS_ARCHIVE, 0},
	};
	bool go_on;
	const struct choice *choice =
		choose(parser, choices, G_N_ELEMENTS(choices),
		       _("expected image, link, date, author, source, tag, lang or archive"),
		       &go_on);
	if (!choice)
		return go_on;
	return add_leaf(parser, term, (struct query_node){.kind = QUERY_HAS, .which = choice->which});
}

/* Near ------------------------------------------------------------------------------------------------------------- */

static unsigned take_distance(struct parser *parser)
{
	unsigned distance = 0, digits = 0;
	size_t next;
	for (; digits < 6; digits++, parser->in.at = next) {
		uint32_t digit = scanner_plain(scanner_look(&parser->in, &next));
		if (digit < '0' || digit > '9')
			break;
		distance = distance * 10 + (digit - '0');
	}
	return digits > 0 ? MIN(distance, NEAR_MOST) : NEAR_DEFAULT;
}

/* Up to the parenthesis, the end, or one word too many. */
static bool take_near_words(struct parser *parser, struct span words[WORDS_MOST], size_t *count, const char *expected)
{
	bool taken = true;
	parser->depth++; /* so that a word ends at the parenthesis */
	for (scanner_skip_spaces(&parser->in); taken && *count < WORDS_MOST; scanner_skip_spaces(&parser->in)) {
		if (parser->in.at >= parser->in.text.len || scanner_at_sign(&parser->in, ')'))
			break;
		taken = take_words(parser, &words[*count], expected);
		*count += taken && words[*count].len > 0;
	}
	parser->depth--;
	return taken;
}

static bool take_near(struct parser *parser, const struct term *term)
{
	const char *expected = _("expected two words or more in parentheses: near:5(岸田 拜登)");
	struct span words[WORDS_MOST];
	size_t count = 0;
	unsigned distance = take_distance(parser);
	if (!scanner_take_sign(&parser->in, '('))
		return scanner_missing(&parser->in, expected);
	if (!take_near_words(parser, words, &count, expected))
		return false;
	if (count < 2)
		return scanner_missing(&parser->in, expected);
	if (!scanner_take_sign(&parser->in, ')') && !scanner_missing(&parser->in, _("expected ) behind the last word")))
		return false;
	return add_needle(parser, term, needle_near(words, count, distance));
}

/* Terms ------------------------------------------------------------------------------------------------------------ */

static bool take_text(struct parser *parser, struct term *term);

static bool take_in_field(struct parser *parser, struct term *term)
{
	if (scanner_at_space(&parser->in) || (scanner_at_sign(&parser->in, ')') && parser->depth > 0))
		return scanner_missing(&parser->in, _("expected what to look for right behind the colon"));
	return take_text(parser, term);
}

static const struct field {
	struct span name;
	enum query_field field;
	bool (*take)(struct parser *parser, const struct term *term); /* NULL: words */
} fields[] = {
	{{"title", 5}, IN_TITLE, NULL}, {{"author", 6}, IN_AUTHOR, NULL}, {{"source", 6}, IN_SOURCE, NULL},
	{{"tag", 3}, IN_TAG, NULL},     {{"url", 3}, IN_URL, NULL},       {{"text", 4}, IN_TEXT, NULL},
	{{"archive", 7}, IN_ARCHIVE, NULL},
	{{"date", 4}, IN_ANY, take_date}, {{"lang", 4}, IN_ANY, take_lang}, {{"is", 2}, IN_ANY, take_is},
	{{"has", 3}, IN_ANY, take_has}, {{"links", 5}, IN_ANY, take_links}, {{"near", 4}, IN_ANY, take_near},
};

/* The name of a field and its colon, which are taken; NULL where there is none. */
static const struct field *take_field(struct parser *parser)
{
	size_t from = parser->in.at;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (!span_starts(span_from(parser->in.text, from), fields[i].name))
			continue;
		parser->in.at = from + fields[i].name.len;
		if (scanner_take_sign(&parser->in, ':'))
			return &fields[i];
	}
	parser->in.at = from;
	return NULL;
}

/* True for letters with a colon behind them, as of a field, and something behind that which is no address. */
static bool looks_like_field(const struct parser *parser)
{
	struct span rest = span_from(parser->in.text, parser->in.at);
	size_t len = 0;
	while (len < rest.len && len <= NAME_MOST && g_ascii_islower(rest.at[len]))
		len++;
	if (len < 2 || len > NAME_MOST || len + 1 >= rest.len || rest.at[len] != ':')
		return false;
	struct span value = span_from(rest, len + 1);
	size_t at = 0;
	return !span_starts(value, SPAN("//")) && !code_is_space(utf8_next(value, &at));
}

static bool refuse_field(struct parser *parser)
{
	size_t from = parser->in.at;
	while (!scanner_take_sign(&parser->in, ':'))
		parser->in.at++;
	return scanner_wrong(
		&parser->in, from,
		_("no such field; there are title text author source tag url archive date lang is has links near"));
}

/* Words of a term whose signs and field were taken. */
static bool take_text(struct parser *parser, struct term *term)
{
	struct span words;
	size_t next, from = parser->in.at;
	uint32_t code = scanner_look(&parser->in, &next), sign = scanner_plain(code);
	if (sign == '(') {
		parser->in.at = next;
		return open_group(parser, term, from);
	}
	if (sign == '/')
		return take_regex(parser, term);
	if (sign == '=')
		return take_exact(parser, term);
	if (!take_words(parser, &words, _("expected a word")))
		return false;
	return words.len == 0 || add_needle(parser, term, needle_words(words));
}

/* OR, AND and NOT, in capitals; false where it is none of them, else `*go_on` tells whether reading may go on. */
static bool take_operator(struct parser *parser, struct term *term, bool *go_on)
{
	size_t from = parser->in.at;
	struct span word = take_bare(parser);
	*go_on = true;
	if (span_equal(word, SPAN("NOT"))) {
		scanner_skip_spaces(&parser->in);
		term->denied = true;
		return false;
	}
	if (span_equal(word, SPAN("OR"))) {
		*go_on = begin_alternative(parser, from);
		return true;
	}
	if (span_equal(word, SPAN("AND")))
		return true;
	parser->in.at = from;
	return false;
}

static bool take_term(struct parser *parser)
{
	struct term term = {.from = parser->in.at, .field = frame(parser)->field};
	bool go_on;
	if (take_operator(parser, &term, &go_on))
		return go_on;
	while (scanner_take_sign(&parser->in, '-'))
		term.denied = !term.denied;
	if (scanner_at_space(&parser->in) || (scanner_at_sign(&parser->in, ')') && parser->depth > 0))
		return scanner_missing(&parser->in, _("expected what shall not occur"));
	const struct field *field = take_field(parser);
	if (!field)
		return looks_like_field(parser) ? refuse_field(parser) : take_text(parser, &term);
	if (field->take)
		return field->take(parser, &term);
	term.field = field->field;
	return take_in_field(parser, &term);
}

static bool take_all(struct parser *parser)
{
	for (scanner_skip_spaces(&parser->in); parser->in.at < parser->in.text.len; scanner_skip_spaces(&parser->in))
		if (!(scanner_at_sign(&parser->in, ')') ? close_group(parser) : take_term(parser)))
			return false;
	return true;
}

static void close_all(struct parser *parser)
{
	struct draft *draft = parser->draft;
	while (parser->depth > 0) {
		size_t open = frame(parser)->open;
		uint32_t any = frame(parser)->any;
		scanner_note(&parser->in, open, parser->in.at, true,
		             g_strdup(_("expected ) at the end of this group")));
		draft_drop_blank(draft, any);
		leave_frame(parser);
		if (draft_holds_nothing(draft, any))
			draft_drop_last(draft, frame(parser)->all);
	}
	draft_drop_blank(draft, frame(parser)->any);
	set_end(parser, frame(parser)->any);
	set_end(parser, frame(parser)->all);
}

bool draft_parse(struct draft *draft, struct span text, unsigned known, struct query_error *error)
{
	*draft = (struct draft){g_array_new(FALSE, FALSE, sizeof(struct draft_node)), arena_new()};
	struct parser *parser = g_new0(struct parser, 1);
	*parser = (struct parser){.in = {.text = text, .error = error}, .known = known, .draft = draft};
	begin_frame(parser, QUERY_NO_NODE, &(struct term){0}, 0);
	bool too_long = text.len > LENGTH_MOST;
	bool read = too_long ? scanner_wrong(&parser->in, 0, _("the query is too long")) : take_all(parser);
	if (read)
		close_all(parser);
	g_free(parser);
	return read;
}
