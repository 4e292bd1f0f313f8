/* SPDX-License-Identifier: MIT */
/*
 * The last term of a query, as the parser would read it: white space parts terms, but inside of quotation marks; a
 * field and its colon stand before a value; signs are taken in full width, too. A value is quoted where it would be
 * read as something else without.
 */
#include "ui/query_words.h"

#include <string.h>

#include "text/utf8.h"

#define QUOTE_LEFT 0x201Cu
#define QUOTE_RIGHT 0x201Du

static const struct {
	const char *name;   /* with its colon */
	const char *values; /* all there are, parted by blanks; NULL: those of the archive, or none */
	enum vocabulary_field field; /* VOCABULARY_FIELDS: none */
} fields[] = {
	{"title:", NULL, VOCABULARY_FIELDS},
	{"text:", NULL, VOCABULARY_FIELDS},
	{"author:", NULL, VOCABULARY_AUTHOR},
	{"source:", NULL, VOCABULARY_SOURCE},
	{"tag:", NULL, VOCABULARY_TAG},
	{"url:", NULL, VOCABULARY_FIELDS},
	{"archive:", NULL, VOCABULARY_FIELDS},
	{"date:", NULL, VOCABULARY_FIELDS},
	{"lang:", NULL, VOCABULARY_LANG},
	{"is:", "unread starred empty", VOCABULARY_FIELDS},
	{"has:", "image link date author source tag lang archive", VOCABULARY_FIELDS},
	{"links:", NULL, VOCABULARY_FIELDS},
	{"near:", NULL, VOCABULARY_FIELDS},
};

/* What is being completed. */
struct term {
	size_t from;       /* where the term begins, behind what denies it */
	size_t value;      /* where its value begins, its quotation mark included; SPAN_NONE: it has no field */
	size_t field;      /* in the table; how many there are for a field that is unknown */
	struct span begun; /* what there is of the value, or of the name of a field */
};

/* What ASCII has, where a sign is of full width. */
static uint32_t plain(uint32_t code)
{
	return code >= 0xFF01 && code <= 0xFF5E ? code - 0xFF01 + '!' : code;
}

static uint32_t closing(uint32_t code)
{
	if (plain(code) == '"')
		return '"';
	return code == QUOTE_LEFT ? QUOTE_RIGHT : code == QUOTE_RIGHT ? QUOTE_LEFT : 0;
}

/* Where the last term begins. A quotation mark, or a parenthesis, counts where a word may begin. */
static size_t last_term(struct span text)
{
	size_t from = 0;
	uint32_t closed_by = 0;
	bool begins = true;
	for (size_t at = 0; at < text.len;) {
		uint32_t code = utf8_next(text, &at), sign = plain(code);
		if (closed_by) {
			if (sign == closed_by || code == closed_by)
				closed_by = 0;
			continue;
		}
		if (code_is_space(code) || (begins && sign == '('))
			from = at;
		closed_by = begins ? closing(code) : 0;
		begins = code_is_space(code) || sign == '(' || sign == ':' || sign == '=' || (begins && sign == '-');
	}
	return from;
}

static size_t find_field(struct span text, size_t from, size_t *value)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		struct span name = span_of(fields[i].name);
		size_t at = from + name.len - 1;
		if (!span_starts(span_from(text, from), span_cut(name, 0, name.len - 1)) || at >= text.len)
			continue;
		if (plain(utf8_next(text, &at)) == ':') {
			*value = at;
			return i;
		}
	}
	return G_N_ELEMENTS(fields);
}

static struct term read_term(struct span text)
{
	struct term term = {.from = last_term(text), .value = SPAN_NONE};
	size_t at = term.from;
	while (at < text.len && plain(utf8_next(text, &at)) == '-')
		term.from = at;
	term.field = find_field(text, term.from, &term.value);
	if (term.field == G_N_ELEMENTS(fields)) {
		term.begun = span_from(text, term.from);
		return term;
	}
	at = term.value;
	if (at < text.len && plain(utf8_next(text, &at)) == '=')
		term.value = at;
	at = term.value;
	if (at < text.len && closing(utf8_next(text, &at)))
		term.begun = span_from(text, at);
	else
		term.begun = span_from(text, term.value);
	return term;
}

static bool needs_quotes(const char *value)
{
	struct span text = span_of(value);
	for (size_t at = 0; at < text.len;) {
		bool first = at == 0;
		uint32_t code = utf8_next(text, &at), sign = plain(code);
		if (code_is_space(code) || sign == '(' || sign == ')' || closing(code))
			return true;
		if (first && (sign == '/' || sign == '='))
			return true;
	}
	return false;
}

/* In the marks that do not stand in it; NULL where both do. For g_free(). */
static char *quoted(const char *value, bool whole)
{
	if (!needs_quotes(value))
		return g_strdup(value);
	if (!strchr(value, '"') && !strstr(value, "\uFF02"))
		return g_strconcat("\"", value, whole ? "\"" : "", NULL);
	if (!strstr(value, "\u201D") && !strstr(value, "\u201C"))
		return g_strconcat("\u201C", value, whole ? "\u201D" : "", NULL);
	return NULL;
}

/*
 * Values that are being gathered, before they are quoted: what they have in common may need other marks than they do.
 */
struct gathering {
	GPtrArray *values;
	size_t total;
	const char *last; /* borrowed */
};

static bool gather(void *data, const char *value)
{
	struct gathering *gathering = data;
	if (gathering->total++ < COMPLETION_MOST) {
		g_ptr_array_add(gathering->values, g_strdup(value));
		return true;
	}
	gathering->last = value;
	return true;
}

static void gather_words(struct gathering *gathering, const char *words, struct span begun)
{
	char **list = g_strsplit(words, " ", -1);
	for (char **word = list; *word; word++)
		if (span_starts_nocase(span_of(*word), begun))
			gather(gathering, *word);
	g_strfreev(list);
}

/* They come in order: the first and the last have in common what all have. */
static void offer(const struct gathering *gathering, struct span begun, struct completion *completion)
{
	for (guint i = 0; i < gathering->values->len; i++) {
		char *word = quoted(g_ptr_array_index(gathering->values, i), true);
		if (word)
			completion_add(completion, word);
		g_free(word);
	}
	completion->total = MAX(gathering->total, completion->words->len);
	if (gathering->last)
		g_ptr_array_add(gathering->values, g_strdup(gathering->last));
	size_t common = completion_common(gathering->values);
	if (completion->words->len < 2 || common <= begun.len)
		return;
	char *start = g_strndup(g_ptr_array_index(gathering->values, 0), common);
	completion->common = quoted(start, false);
	g_free(start);
}

static void complete_field(struct span begun, struct completion *completion)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		if (span_starts(span_of(fields[i].name), begun))
			completion_add(completion, fields[i].name);
	completion_settle(completion, begun.len);
}

void query_complete(struct span text, const struct vocabulary *vocabulary, struct completion *completion)
{
	struct term term = read_term(text);
	completion->to = text.len;
	if (term.field == G_N_ELEMENTS(fields)) {
		completion->from = term.from;
		complete_field(term.begun, completion);
		return;
	}
	completion->from = term.value;
	struct gathering gathering = {.values = g_ptr_array_new_with_free_func(g_free)};
	if (fields[term.field].values)
		gather_words(&gathering, fields[term.field].values, term.begun);
	else if (fields[term.field].field < VOCABULARY_FIELDS)
		vocabulary_find(vocabulary, fields[term.field].field, term.begun, gather, &gathering);
	offer(&gathering, term.begun, completion);
	g_ptr_array_unref(gathering.values);
}
