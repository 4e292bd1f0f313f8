/* SPDX-License-Identifier: MIT */
/*
 * Reads a query from left to right. Groups are frames on a stack of fixed depth: nothing recurses. What an input method
 * puts in the place of an ASCII sign (：（）＂“”－＝／) is that sign wherever a term begins; inside a word every sign is
 * itself, so that what was pasted from a headline is found. What ends too early is remembered as unfinished and closed.
 */
#include "find/query_draft.h"

#include <glib/gi18n.h>

#include "text/utf8.h"

enum {
	DEPTH_MOST = 64,         /* groups inside groups */
	NODES_MOST = 512,
	LENGTH_MOST = 65536,     /* bytes of a query */
	WORDS_MOST = 16,         /* of near: */
	NEAR_DEFAULT = 10,       /* characters */
	NEAR_MOST = 10000,
	NAME_MOST = 12,          /* letters of what is taken for the name of a field */
	FULL_FIRST = 0xFF01,     /* the full-width forms of ! to ~ */
	FULL_LAST = 0xFF5E,
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
	struct span text;
	size_t at;
	unsigned known;
	struct draft *draft;
	struct query_error *error;
	struct frame frames[DEPTH_MOST + 1];
	unsigned depth;
};

/* A term while it is read. */
struct term {
	size_t from; /* with its minus */
	bool denied;
	enum query_field field;
};

/* Errors ----------------------------------------------------------------------------------------------------------- */

/* Remembers the first error; false, for the caller to give back. The message becomes the error's. */
static bool note(struct parser *parser, size_t from, size_t to, bool unfinished, char *message)
{
	struct query_error *error = parser->error;
	if (error->message && (error->unfinished <= unfinished)) {
		g_free(message);
		return false;
	}
	g_free(error->message);
	unsigned column = (unsigned)utf8_length(span_cut(parser->text, 0, from)) + 1;
	*error = (struct query_error){from, to, column, unfinished, message};
	return false;
}

static bool wrong(struct parser *parser, size_t from, const char *message)
{
	return note(parser, from, parser->at, false, g_strdup(message));
}

/* What is missing at the end is unfinished, and true: the rest counts. Elsewhere it is wrong. */
static bool missing(struct parser *parser, const char *message)
{
	bool unfinished = parser->at >= parser->text.len;
	note(parser, parser->at, parser->at, unfinished, g_strdup(message));
	return unfinished;
}

/* Characters ------------------------------------------------------------------------------------------------------- */

/* The ASCII sign that a code point stands for; else itself. */
static uint32_t plain(uint32_t code)
{
	if (code >= FULL_FIRST && code <= FULL_LAST)
		return code - FULL_FIRST + '!';
	return code == 0x3000 ? ' ' : code;
}

/* The next code point as it is, and where the one behind it stands; 0 at the end. */
static uint32_t look(const struct parser *parser, size_t *next)
{
	*next = parser->at;
	return parser->at < parser->text.len ? utf8_next(parser->text, next) : 0;
}

static bool at_sign(const struct parser *parser, uint32_t sign)
{
	size_t next;
	return plain(look(parser, &next)) == sign;
}

static bool take_sign(struct parser *parser, uint32_t sign)
{
	size_t next;
	if (plain(look(parser, &next)) != sign)
		return false;
	parser->at = next;
	return true;
}

static bool at_space(const struct parser *parser)
{
	size_t next;
	uint32_t code = look(parser, &next);
	return code == 0 || code_is_space(code);
}

static void skip_spaces(struct parser *parser)
{
	size_t next;
	uint32_t code;
	while ((code = look(parser, &next)) != 0 && code_is_space(code))
		parser->at = next;
}

/* Nodes ------------------------------------------------------------------------------------------------------------ */

static struct draft_node *node_at(const struct draft *draft, uint32_t at)
{
	return &g_array_index(draft->nodes, struct draft_node, at);
}

/* Adds a node below another, or above all. Its number. */
static uint32_t add(struct draft *draft, uint32_t parent, struct query_node node)
{
	struct draft_node new = {.node = node, .first = QUERY_NO_NODE, .last = QUERY_NO_NODE, .next = QUERY_NO_NODE};
	uint32_t at = draft->nodes->len;
	new.node.parent = parent;
	g_array_append_val(draft->nodes, new);
	if (parent == QUERY_NO_NODE)
		return at;
	struct draft_node *above = node_at(draft, parent);
	if (above->first == QUERY_NO_NODE)
		above->first = at;
	else
		node_at(draft, above->last)->next = at;
	above->last = at;
	return at;
}

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
	struct query_node denial = {.kind = QUERY_NOT, .from = (uint32_t)term->from, .to = (uint32_t)parser->at};
	return add(parser->draft, parent, denial);
}

static bool add_leaf(struct parser *parser, const struct term *term, struct query_node leaf)
{
	if (parser->draft->nodes->len >= NODES_MOST) {
		needle_free(leaf.needle);
		return wrong(parser, term->from, _("the query has too many terms"));
	}
	leaf.from = (uint32_t)term->from;
	leaf.to = (uint32_t)parser->at;
	leaf.field = term->field;
	add(parser->draft, place(parser, term), leaf);
	return true;
}

static bool add_needle(struct parser *parser, const struct term *term, struct needle *needle)
{
	if (!needle)
		return wrong(parser, term->from, _("expected something that can be seen"));
	return add_leaf(parser, term, (struct query_node){.kind = QUERY_TEXT, .needle = needle});
}

/* Groups ----------------------------------------------------------------------------------------------------------- */

static void begin_frame(struct parser *parser, uint32_t parent, const struct term *term, size_t open)
{
	struct draft *draft = parser->draft;
	uint32_t any = add(draft, parent, (struct query_node){.kind = QUERY_OR, .from = (uint32_t)term->from});
	uint32_t all = add(draft, any, (struct query_node){.kind = QUERY_AND, .from = (uint32_t)term->from});
	*frame(parser) = (struct frame){any, all, term->field, term->from, open, term->denied};
}

static bool open_group(struct parser *parser, const struct term *term, size_t open)
{
	if (parser->depth == DEPTH_MOST || parser->draft->nodes->len >= NODES_MOST)
		return wrong(parser, open, _("the query has too many groups"));
	uint32_t parent = place(parser, term);
	parser->depth++;
	begin_frame(parser, parent, term, open);
	return true;
}

static void set_end(struct parser *parser, uint32_t at)
{
	node_at(parser->draft, at)->node.to = (uint32_t)parser->at;
}

static bool is_blank(const struct parser *parser, uint32_t at)
{
	return node_at(parser->draft, at)->first == QUERY_NO_NODE;
}

/* Ends the group, whose parenthesis was just read or is missing. */
static void leave_frame(struct parser *parser)
{
	struct frame *ended = frame(parser);
	uint32_t above = node_at(parser->draft, ended->any)->node.parent;
	set_end(parser, ended->any);
	set_end(parser, ended->all);
	if (ended->denied && above != QUERY_NO_NODE)
		set_end(parser, above);
	parser->depth--;
}

static bool close_group(struct parser *parser)
{
	size_t from = parser->at;
	if (parser->depth == 0) {
		take_sign(parser, ')');
		return wrong(parser, from, _("no group was opened that this could close"));
	}
	if (is_blank(parser, frame(parser)->all)) {
		parser->at = from;
		note(parser, from, from, false, g_strdup(_("expected a word before this")));
		return false;
	}
	take_sign(parser, ')');
	leave_frame(parser);
	return true;
}

static bool begin_alternative(struct parser *parser, size_t from)
{
	struct frame *here = frame(parser);
	if (is_blank(parser, here->all))
		return wrong(parser, from, _("expected a word before OR"));
	set_end(parser, here->all);
	here->all = add(parser->draft, here->any, (struct query_node){.kind = QUERY_AND, .from = (uint32_t)parser->at});
	skip_spaces(parser);
	if (parser->at >= parser->text.len)
		return missing(parser, _("expected a word after OR"));
	return true;
}

/* Words ------------------------------------------------------------------------------------------------------------ */

static bool is_quote(uint32_t code)
{
	return plain(code) == '"' || code == QUOTE_LEFT || code == QUOTE_RIGHT;
}

static bool closes(uint32_t opened, uint32_t code)
{
	if (plain(opened) == '"')
		return plain(code) == '"';
	return code == QUOTE_RIGHT || (opened == QUOTE_RIGHT && code == QUOTE_LEFT);
}

/* A phrase without its quotation marks; the place is at the first of them. */
static struct span take_phrase(struct parser *parser)
{
	size_t next;
	uint32_t opened = look(parser, &next);
	size_t from = next;
	for (parser->at = next; parser->at < parser->text.len; parser->at = next) {
		if (!closes(opened, look(parser, &next)))
			continue;
		struct span phrase = span_cut(parser->text, from, parser->at);
		parser->at = next;
		return phrase;
	}
	missing(parser, _("expected a quotation mark at the end of the phrase"));
	return span_from(parser->text, from);
}

/* Up to white space, or to the parenthesis that closes a group; parentheses of the word's own are its own. */
static struct span take_bare(struct parser *parser)
{
	size_t from = parser->at, next;
	unsigned own = 0;
	for (; !at_space(parser); parser->at = next) {
		uint32_t sign = plain(look(parser, &next));
		if (sign == ')' && own == 0 && parser->depth > 0)
			break;
		if (sign == '(')
			own++;
		else if (sign == ')' && own > 0)
			own--;
	}
	return span_cut(parser->text, from, parser->at);
}

/* A word or a phrase; false where there is neither, which was said. `still` is what shall be said of it. */
static bool take_words(struct parser *parser, struct span *words, const char *expected)
{
	size_t next;
	bool quoted = is_quote(look(parser, &next));
	*words = quoted ? take_phrase(parser) : take_bare(parser);
	if (span_trim_wide(*words).len > 0)
		return true;
	words->len = 0;
	return missing(parser, expected);
}

static bool take_exact(struct parser *parser, const struct term *term)
{
	struct span words;
	take_sign(parser, '=');
	struct query_node leaf = {.kind = QUERY_TEXT, .whole = take_sign(parser, '=')};
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
	look(parser, &from);
	size_t to = from;
	for (parser->at = from; parser->at < parser->text.len && !closed; parser->at = next) {
		uint32_t code = look(parser, &next);
		closed = !escaped && plain(code) == '/';
		escaped = !escaped && code == '\\';
		to = closed ? parser->at : next;
	}
	if (!closed)
		return missing(parser, _("expected / at the end of the expression"));
	if (to == from)
		return wrong(parser, term->from, _("expected an expression between the slashes"));
	struct regex_error error = {0, NULL};
	struct needle *needle = needle_regex(span_cut(parser->text, from, to), &error);
	if (needle)
		return add_leaf(parser, term, (struct query_node){.kind = QUERY_TEXT, .needle = needle});
	note(parser, from + error.at, to, false, error.message);
	return false;
}

/* Fields with values ----------------------------------------------------------------------------------------------- */

/* A value in plain ASCII as far as it is that. */
static struct span take_value(struct parser *parser)
{
	struct span raw = take_bare(parser);
	GString *value = g_string_new(NULL);
	for (size_t at = 0; at < raw.len;)
		utf8_append(value, plain(utf8_next(raw, &at)));
	struct span copy = arena_copy(parser->draft->arena, (struct span){value->str, value->len});
	g_string_free(value, TRUE);
	return copy;
}

/* A value is wrong, or may become right by typing on: then it does not count yet. */
static bool refuse(struct parser *parser, size_t from, bool unfinished, const char *message)
{
	unfinished = unfinished && parser->at >= parser->text.len;
	note(parser, from, parser->at, unfinished, g_strdup(message));
	return unfinished;
}

static bool take_date(struct parser *parser, const struct term *term)
{
	size_t from = parser->at;
	struct query_node leaf = {.kind = QUERY_DATE};
	bool unfinished;
	if (!period_parse(take_value(parser), &leaf.period, &unfinished))
		return refuse(parser, from, unfinished,
		              _("expected a date: 2022, 2022-11, 2022-11-13, 2022-11..2023-01, >2024, *-11-13"));
	return add_leaf(parser, term, leaf);
}

static bool take_lang(struct parser *parser, const struct term *term)
{
	size_t from = parser->at;
	struct query_node leaf = {.kind = QUERY_LANG, .whole = take_sign(parser, '=') && take_sign(parser, '=')};
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
	size_t from = parser->at;
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
static const struct choice *choose(struct parser *parser, const struct choice *choices, size_t count, const char *expected,
                                   bool *go_on)
{
	size_t from = parser->at;
	struct span value = take_value(parser);
	bool begins = false;
	*go_on = false;
	for (size_t i = 0; i < count; i++) {
		begins = begins || span_starts(choices[i].word, value);
		if (!span_equal(value, choices[i].word))
			continue;
		if ((choices[i].needs & parser->known) == choices[i].needs)
			return &choices[i];
		wrong(parser, from, _("this is not known here: no record is kept of what was read or starred"));
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
	for (; digits < 6; digits++, parser->at = next) {
		uint32_t digit = plain(look(parser, &next));
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
	for (skip_spaces(parser); taken && *count < WORDS_MOST; skip_spaces(parser)) {
		if (parser->at >= parser->text.len || at_sign(parser, ')'))
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
	if (!take_sign(parser, '('))
		return missing(parser, expected);
	if (!take_near_words(parser, words, &count, expected))
		return false;
	if (count < 2)
		return missing(parser, expected);
	if (!take_sign(parser, ')') && !missing(parser, _("expected ) behind the last word")))
		return false;
	return add_needle(parser, term, needle_near(words, count, distance));
}

/* Terms ------------------------------------------------------------------------------------------------------------ */

static bool take_text(struct parser *parser, struct term *term);

static bool take_in_field(struct parser *parser, struct term *term)
{
	if (at_space(parser) || (at_sign(parser, ')') && parser->depth > 0))
		return missing(parser, _("expected what to look for right behind the colon"));
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
	size_t from = parser->at;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (!span_starts(span_from(parser->text, from), fields[i].name))
			continue;
		parser->at = from + fields[i].name.len;
		if (take_sign(parser, ':'))
			return &fields[i];
	}
	parser->at = from;
	return NULL;
}

/* True for letters with a colon behind them, as of a field, and something behind that which is no address. */
static bool looks_like_field(const struct parser *parser)
{
	struct span rest = span_from(parser->text, parser->at);
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
	size_t from = parser->at;
	while (!take_sign(parser, ':'))
		parser->at++;
	return wrong(parser, from,
	             _("no such field; there are title text author source tag url archive date lang is has links near"));
}

/* Words of a term whose signs and field were taken. */
static bool take_text(struct parser *parser, struct term *term)
{
	struct span words;
	size_t next, from = parser->at;
	uint32_t code = look(parser, &next), sign = plain(code);
	if (sign == '(') {
		parser->at = next;
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
	size_t from = parser->at;
	struct span word = take_bare(parser);
	*go_on = true;
	if (span_equal(word, SPAN("NOT"))) {
		skip_spaces(parser);
		term->denied = true;
		return false;
	}
	if (span_equal(word, SPAN("OR"))) {
		*go_on = begin_alternative(parser, from);
		return true;
	}
	if (span_equal(word, SPAN("AND")))
		return true;
	parser->at = from;
	return false;
}

static bool take_term(struct parser *parser)
{
	struct term term = {.from = parser->at, .field = frame(parser)->field};
	bool go_on;
	if (take_operator(parser, &term, &go_on))
		return go_on;
	while (take_sign(parser, '-'))
		term.denied = !term.denied;
	if (at_space(parser) || (at_sign(parser, ')') && parser->depth > 0))
		return missing(parser, _("expected what shall not occur"));
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
	for (skip_spaces(parser); parser->at < parser->text.len; skip_spaces(parser))
		if (!(at_sign(parser, ')') ? close_group(parser) : take_term(parser)))
			return false;
	return true;
}

/* An AND in which nothing stands because the query is not finished would hold for everything: it goes. */
static void drop_blank(struct draft *draft, uint32_t any)
{
	struct draft_node *node = node_at(draft, any);
	uint32_t kept = QUERY_NO_NODE;
	for (uint32_t at = node->first; at != QUERY_NO_NODE; at = node_at(draft, at)->next)
		if (node_at(draft, at)->first != QUERY_NO_NODE)
			kept = at;
	if (kept == QUERY_NO_NODE || kept == node->last)
		return;
	node_at(draft, kept)->next = QUERY_NO_NODE;
	node->last = kept;
}

/* True for an OR of nothing but a blank AND. */
static bool holds_nothing(const struct draft *draft, uint32_t any)
{
	uint32_t first = node_at(draft, any)->first;
	return first == node_at(draft, any)->last && node_at(draft, first)->first == QUERY_NO_NODE;
}

/* Takes the last node below another away. */
static void drop_last(struct draft *draft, uint32_t parent)
{
	struct draft_node *above = node_at(draft, parent);
	uint32_t kept = QUERY_NO_NODE;
	for (uint32_t at = above->first; at != above->last; at = node_at(draft, at)->next)
		kept = at;
	above->last = kept;
	if (kept == QUERY_NO_NODE)
		above->first = QUERY_NO_NODE;
	else
		node_at(draft, kept)->next = QUERY_NO_NODE;
}

static void close_all(struct parser *parser)
{
	struct draft *draft = parser->draft;
	while (parser->depth > 0) {
		size_t open = frame(parser)->open;
		uint32_t any = frame(parser)->any;
		note(parser, open, parser->at, true, g_strdup(_("expected ) at the end of this group")));
		drop_blank(draft, any);
		leave_frame(parser);
		if (holds_nothing(draft, any))
			drop_last(draft, frame(parser)->all);
	}
	drop_blank(draft, frame(parser)->any);
	set_end(parser, frame(parser)->any);
	set_end(parser, frame(parser)->all);
}

bool draft_parse(struct draft *draft, struct span text, unsigned known, struct query_error *error)
{
	*draft = (struct draft){g_array_new(FALSE, FALSE, sizeof(struct draft_node)), arena_new()};
	struct parser *parser = g_new0(struct parser, 1);
	*parser = (struct parser){.text = text, .known = known, .draft = draft, .error = error};
	begin_frame(parser, QUERY_NO_NODE, &(struct term){0}, 0);
	bool read = text.len > LENGTH_MOST ? wrong(parser, 0, _("the query is too long")) : take_all(parser);
	if (read)
		close_all(parser);
	g_free(parser);
	return read;
}

void draft_clear(struct draft *draft)
{
	for (guint i = 0; i < draft->nodes->len; i++)
		needle_free(node_at(draft, i)->node.needle);
	g_array_unref(draft->nodes);
	arena_free(draft->arena);
}
