/* SPDX-License-Identifier: MIT */
/*
 * The grammar of the command line, and its completion. What may stand there is asked of the tables of actions and of
 * settings, so that nothing has to be listed again. Units: bytes of what was typed.
 */
#include "ui/command_line.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/palette.h"

#define COUNT_MOST 9999999

/* Short names that hands know from vim and less. Nothing is lost by leaving, so what also writes there just leaves. */
static const struct {
	const char *name;
	enum action action;
} short_names[] = {
	{"q", ACTION_QUIT},           {"q!", ACTION_QUIT},
	{"qa", ACTION_QUIT},          {"qa!", ACTION_QUIT},
	{"qall", ACTION_QUIT},        {"x", ACTION_QUIT},
	{"xa", ACTION_QUIT},          {"wq", ACTION_QUIT},
	{"wqa", ACTION_QUIT},         {"exit", ACTION_QUIT},
	{"h", ACTION_HELP},           {"w", ACTION_SAVE},
	{"write", ACTION_SAVE},       {"$", ACTION_BOTTOM},
	{"n", ACTION_NEXT_ARTICLE},   {"p", ACTION_PREVIOUS_ARTICLE},
	{"bn", ACTION_NEXT_ARTICLE},  {"bp", ACTION_PREVIOUS_ARTICLE},
	{"e", ACTION_RELOAD},         {"e!", ACTION_RELOAD},
	{"noh", ACTION_CANCEL},       {"nohl", ACTION_CANCEL},
	{"nohlsearch", ACTION_CANCEL},
};

static bool is_number(struct span word)
{
	for (size_t i = 0; i < word.len; i++)
		if (word.at[i] < '0' || word.at[i] > '9')
			return false;
	return word.len > 0;
}

static unsigned number_of(struct span word)
{
	unsigned number = 0;
	for (size_t i = 0; i < word.len; i++)
		number = MIN(number * 10 + (unsigned)(word.at[i] - '0'), COUNT_MOST);
	return number;
}

/* The next word from byte `at` on, which moves behind it; empty at the end. */
static struct span next_word(struct span text, size_t *at)
{
	while (*at < text.len && text.at[*at] == ' ')
		(*at)++;
	size_t from = *at;
	while (*at < text.len && text.at[*at] != ' ')
		(*at)++;
	return span_cut(text, from, *at);
}

static size_t place_of(struct span text, struct span word)
{
	return (size_t)(word.at - text.at);
}

static enum action named(struct span word)
{
	for (size_t i = 0; i < G_N_ELEMENTS(short_names); i++)
		if (span_equal(word, span_of(short_names[i].name)))
			return short_names[i].action;
	return action_named(word);
}

static bool takes_query(enum action action)
{
	return action == ACTION_LIMIT || action == ACTION_FIND;
}

/* Other text, which nothing can be said about here. */
static bool takes_text(enum action action)
{
	return action == ACTION_SEARCH || action == ACTION_SAVE || action == ACTION_PIPE || action == ACTION_SAVED;
}

/* The action whose words are being typed, and the byte where they begin; ACTION_NONE before that. */
static enum action begun(struct span text, size_t *from)
{
	size_t next = 0;
	enum action action = named(next_word(text, &next));
	bool any = next < text.len;
	while (next < text.len && text.at[next] == ' ')
		next++;
	*from = next;
	return any ? action : ACTION_NONE;
}

bool command_has_query(struct span text, size_t *from)
{
	return takes_query(begun(text, from));
}

bool command_has_path(struct span text, size_t *from)
{
	return begun(text, from) == ACTION_SAVE;
}

bool command_has_words(struct span text)
{
	size_t from;
	enum action action = begun(text, &from);
	return takes_query(action) || takes_text(action);
}

/* "NAME=VALUE", "NAME?" or "NAME", which asks too; nothing asks for all of them. */
static const char *parse_set(struct span text, size_t at, const struct settings *settings, struct command *command,
                             size_t *wrong)
{
	struct span rest = span_trim(span_from(text, at));
	size_t equals = span_find(rest, SPAN("="));
	struct settings trial;
	*wrong = rest.len > 0 ? place_of(text, rest) : text.len;
	command->kind = equals == SPAN_NONE ? COMMAND_ASK : COMMAND_SET;
	command->name = span_trim(span_cut(rest, 0, MIN(equals, rest.len)));
	if (command->kind == COMMAND_ASK && span_ends(command->name, SPAN("?")))
		command->name.len--;
	command->value = equals == SPAN_NONE ? (struct span){NULL, 0} : span_trim(span_from(rest, equals + 1));
	if (rest.len == 0) {
		command->kind = COMMAND_LIST;
		return NULL;
	}
	if (command->name.len == 0)
		return _("the name of a setting is expected");
	if (command->kind == COMMAND_ASK) {
		GString *value = g_string_new(NULL);
		bool known = settings_get(settings, command->name, value);
		g_string_free(value, TRUE);
		return known ? NULL : _("there is no setting of this name");
	}
	settings_copy(&trial, settings);
	const char *complaint = settings_set(&trial, command->name, command->value);
	settings_clear(&trial);
	GString *value = g_string_new(NULL);
	if (settings_get(settings, command->name, value))
		*wrong += equals + 1;
	g_string_free(value, TRUE);
	return complaint;
}

const char *command_parse(struct span text, const struct settings *settings, struct command *command, size_t *at)
{
	size_t next = 0;
	struct span word = next_word(text, &next);
	*command = (struct command){.kind = COMMAND_NOTHING};
	*at = 0;
	if (word.len == 0)
		return NULL;
	if (span_equal(word, SPAN("set")))
		return parse_set(text, next, settings, command, at);
	command->kind = COMMAND_ACTION;
	command->action = ACTION_TOP;
	if (is_number(word)) {
		command->count = number_of(word);
		word = next_word(text, &next);
		if (word.len == 0)
			return NULL;
	}
	*at = place_of(text, word);
	command->action = named(word);
	if (command->action == ACTION_NONE)
		return _("there is no action of this name");
	bool query = takes_query(command->action);
	if (query || takes_text(command->action)) {
		command->value = span_trim(span_from(text, next));
		*at = next;
		if (command->value.len > 0)
			command->kind = query ? COMMAND_QUERY : COMMAND_TEXT;
		return NULL;
	}
	word = next_word(text, &next);
	if (word.len == 0)
		return NULL;
	*at = place_of(text, word);
	if (!is_number(word))
		return _("a number is expected, or nothing");
	command->count = number_of(word);
	return NULL;
}

/* Completion ------------------------------------------------------------------------------------------------------- */

static void offer(GPtrArray *out, struct span begun, const char *name, const char *behind)
{
	if (span_starts(span_of(name), begun))
		g_ptr_array_add(out, g_strconcat(name, behind, NULL));
}

/* What holds in one context alone does nothing outside of it, and a command is mostly typed outside. */
static void offer_actions(GPtrArray *out, struct span begun)
{
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
		if (action_info(action)->context == KEYS_ALL)
			offer(out, begun, action_info(action)->name, "");
	offer(out, begun, "set", " ");
}

static const char *behind_dot(const char *name)
{
	const char *dot = strchr(name, '.');
	return dot ? dot + 1 : name;
}

/* By its name, or, where that begins otherwise, by its section. */
static void offer_settings(GPtrArray *out, struct span begun)
{
	for (size_t i = 0; i < settings_count(); i++) {
		const char *name = settings_name(i), *last = behind_dot(name);
		offer(out, begun, span_starts(span_of(last), begun) ? last : name, "=");
	}
}

static void offer_words(GPtrArray *out, const char *words, struct span begun)
{
	char **list = g_strsplit(words, " ", -1);
	for (char **word = list; *word; word++)
		if (**word)
			offer(out, begun, *word, "");
	g_strfreev(list);
}

static void offer_themes(GPtrArray *out, const struct settings *settings, struct span begun)
{
	GString *names = g_string_new(NULL);
	palette_names(names);
	offer_words(out, names->str, begun);
	g_string_free(names, TRUE);
	const char *last = NULL;
	for (guint i = 0; settings->themes && i < settings->themes->len; i++) {
		const struct free_setting *setting = g_ptr_array_index(settings->themes, i);
		if (!last || strcmp(last, setting->group) != 0)
			offer(out, begun, setting->group, "");
		last = setting->group;
	}
}

/* Behind the last comma of a list, the next word. */
static void offer_values(GPtrArray *out, const struct settings *settings, struct span name, struct span begun)
{
	if (span_equal(name, SPAN("theme")))
		offer_themes(out, settings, begun);
	for (size_t i = 0; i < settings_count(); i++) {
		if (!span_equal(name, span_of(settings_name(i))) &&
		    !span_equal(name, span_of(behind_dot(settings_name(i)))))
			continue;
		GString *words = g_string_new(NULL);
		settings_words(i, words);
		offer_words(out, words->str, begun);
		g_string_free(words, TRUE);
	}
}

size_t command_complete(struct span text, const struct settings *settings, GPtrArray *out)
{
	size_t from = text.len, next = 0;
	struct span first = next_word(text, &next);
	while (from > 0 && text.at[from - 1] != ' ')
		from--;
	if (!span_equal(first, SPAN("set")) || next == text.len) {
		offer_actions(out, span_from(text, from));
		return from;
	}
	struct span word = span_from(text, from);
	size_t equals = span_find(word, SPAN("=")), comma = span_find_last(word, SPAN(","));
	if (equals == SPAN_NONE) {
		offer_settings(out, word);
		return from;
	}
	size_t value = comma != SPAN_NONE && comma > equals ? comma + 1 : equals + 1;
	offer_values(out, settings, span_cut(word, 0, equals), span_from(word, value));
	return from + value;
}
