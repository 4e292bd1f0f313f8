/* SPDX-License-Identifier: MIT */
/*
 * All settings by their names, one table: which field each goes to, what value it takes, and that value written out
 * again. Where they come from is somebody else's matter (config/config_file.c, the command line).
 */
#include "config/setting_table.h"

#include <glib/gi18n.h>

#include "text/breaks.h"
#include "text/width.h"

static const struct word flag_words[] = {
	{"true", 1}, {"false", 0}, {"yes", 1}, {"no", 0}, {"on", 1}, {"off", 0}, {NULL, 0},
};

static const struct word paragraph_words[] = {{"blank-line", 0}, {"indent", 1}, {NULL, 0}};

static const struct word level_words[] = {
	{"auto", BREAK_LEVEL_AUTO}, {"none", BREAK_LEVEL_NONE},     {"basic", BREAK_LEVEL_BASIC},
	{"gb", BREAK_LEVEL_GB},     {"strict", BREAK_LEVEL_STRICT}, {NULL, 0},
};

static const struct word korean_words[] = {{"keep-all", 0}, {"anywhere", 1}, {NULL, 0}};

static const struct word group_words[] = {{"none", 0}, {"story", 1}, {NULL, 0}};

/* In the order of enum script, which the reader holds them to. */
static const struct word script_words[] = {
	{"original", 0}, {"simplified", 1}, {"taiwan", 2}, {"hong-kong", 3}, {NULL, 0}};

static const struct word ambiguous_words[] = {{"auto", 0}, {"1", 1}, {"2", 2}, {NULL, 0}};

static const struct word emoji_words[] = {{"auto", 0}, {"text", 1}, {"wide", 2}, {NULL, 0}};

static const struct word quotes_words[] = {
	{"auto", QUOTES_AUTO}, {"narrow", QUOTES_NARROW}, {"padded", QUOTES_PADDED}, {NULL, 0},
};

/* In the order of enum list_column. */
static const struct word column_words[] = {
	{"title", 0}, {"source", 1}, {"archive", 2}, {"date", 3}, {"author", 4}, {"tags", 5}, {"length", 6},
	{"read", 7}, {"star", 8}, {NULL, 0},
};

static const struct word borders_words[] = {
	{"auto", BORDERS_AUTO}, {"ascii", BORDERS_ASCII}, {"lines", BORDERS_LINES}, {NULL, 0},
};

/* In the order of enum arrangement. */
static const struct word split_words[] = {{"side-by-side", 0}, {"stacked", 1}, {"single", 2}, {NULL, 0}};

/* In the order of enum preset. */
static const struct word preset_words[] = {
	{"default", 0}, {"newsboat", 1}, {"vim", 2}, {"less", 3}, {"mutt", 4}, {NULL, 0},
};

static const struct setting table[] = {
#define SETTING(section, name, type, field, words, fallback, least, most, expected, help) \
	{section, name, name[0] ? section "." name : section, TYPE_##type, offsetof(struct settings, field), \
	 words, fallback, least, most, expected, help},
#include "config/settings.def"
#undef SETTING
};

/* Sections that hold groups of freely named settings, and the field of struct settings where these are gathered. */
static const struct {
	const char *section;
	size_t offset;
} free_sections[] = {
	{"keys", offsetof(struct settings, keys)},
	{"themes", offsetof(struct settings, themes)},
};

static GPtrArray **free_field(struct settings *settings, size_t index)
{
	return (GPtrArray **)(void *)((char *)settings + free_sections[index].offset);
}

const struct setting *setting_find(struct span section, struct span name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (span_equal(section, span_of(table[i].section)) && span_equal(name, span_of(table[i].name)))
			return &table[i];
	return NULL;
}

bool setting_is_section(struct span name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (span_equal(name, span_of(table[i].section)))
			return true;
	return false;
}

GPtrArray **setting_groups(struct settings *settings, struct span section)
{
	for (size_t i = 0; i < G_N_ELEMENTS(free_sections); i++)
		if (span_equal(section, span_of(free_sections[i].section)))
			return free_field(settings, i);
	return NULL;
}

static bool find_word(const struct word *words, struct span text, int *value)
{
	for (; words->word; words++) {
		if (span_equal_nocase(text, span_of(words->word))) {
			*value = words->value;
			return true;
		}
	}
	return false;
}

static bool read_number(struct span text, int least, int most, int *value)
{
	int number = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9' || number > most)
			return false;
		number = number * 10 + (text.at[i] - '0');
	}
	*value = number;
	return text.len > 0 && number >= least && number <= most;
}

/* Words parted by commas or blanks, each once. */
static bool take_list(struct setting_list *list, const struct word *words, struct span text)
{
	char *copy = span_dup(text);
	char **parts = g_strsplit_set(copy, ", []", -1);
	struct setting_list taken = {.count = 0};
	bool fits = true;
	for (char **part = parts; *part; part++) {
		int value;
		if (!**part)
			continue;
		fits = fits && taken.count < SETTING_LIST_MOST && find_word(words, span_of(*part), &value);
		for (unsigned i = 0; fits && i < taken.count; i++)
			fits = taken.at[i] != value;
		if (fits)
			taken.at[taken.count++] = value;
	}
	g_strfreev(parts);
	g_free(copy);
	if (fits)
		*list = taken;
	return fits;
}

bool setting_take(struct settings *settings, const struct setting *setting, struct span text)
{
	int value = 0;
	if (setting->type == TYPE_TEXT) {
		char **owned = (char **)(void *)((char *)settings + setting->offset);
		g_free(*owned);
		*owned = span_dup(text);
		return true;
	}
	if (setting->type == TYPE_LIST)
		return take_list((void *)((char *)settings + setting->offset), setting->words, text);
	bool fits = setting->type == TYPE_NUMBER ? read_number(text, setting->least, setting->most, &value)
	                                         : find_word(setting->words, text, &value);
	void *field = (char *)settings + setting->offset;
	if (!fits)
		return false;
	if (setting->type == TYPE_FLAG)
		*(bool *)field = value != 0;
	else
		*(int *)field = value;
	return true;
}

void settings_take_fallbacks(struct settings *settings)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (table[i].type != TYPE_TEXT)
			setting_take(settings, &table[i], span_of(table[i].fallback));
}

/* One setting by its name ------------------------------------------------------------------------------------------ */

/* "reader.measure", or "measure" alone: no name stands in two sections. */
static const struct setting *find_id(struct span name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (span_equal(name, span_of(table[i].id)) ||
		    (table[i].name[0] && span_equal(name, span_of(table[i].name))))
			return &table[i];
	return NULL;
}

const char *settings_set(struct settings *settings, struct span name, struct span text)
{
	const struct setting *setting = find_id(name);
	if (!setting)
		return _("there is no setting of this name");
	return setting_take(settings, setting, text) ? NULL : _(setting->expected);
}

/* The first word of a value is the one that is written. */
static const char *word_of(const struct word *words, int value)
{
	while (words->word && words->value != value)
		words++;
	return words->word ? words->word : "";
}

static void write_list(const struct setting_list *list, const struct word *words, GString *out)
{
	g_string_append_c(out, '[');
	for (unsigned i = 0; i < list->count; i++)
		g_string_append_printf(out, "%s%s", i > 0 ? ", " : "", word_of(words, list->at[i]));
	g_string_append_c(out, ']');
}

static void write_value(const struct settings *settings, const struct setting *setting, GString *out)
{
	const void *field = (const char *)settings + setting->offset;
	if (setting->type == TYPE_FLAG)
		g_string_append(out, word_of(setting->words, *(const bool *)field));
	else if (setting->type == TYPE_WORD)
		g_string_append(out, word_of(setting->words, *(const int *)field));
	else if (setting->type == TYPE_LIST)
		write_list(field, setting->words, out);
	else if (setting->type == TYPE_TEXT)
		g_string_append(out, *(char *const *)field ? *(char *const *)field : setting->fallback);
	else
		g_string_append_printf(out, "%d", *(const int *)field);
}

bool settings_get(const struct settings *settings, struct span name, GString *out)
{
	const struct setting *setting = find_id(name);
	if (setting)
		write_value(settings, setting, out);
	return setting != NULL;
}

size_t settings_count(void)
{
	return G_N_ELEMENTS(table);
}

const char *settings_name(size_t index)
{
	return table[index].id;
}

const char *settings_help(size_t index)
{
	return _(table[index].help);
}

void settings_words(size_t index, GString *out)
{
	const struct word *words = table[index].words;
	for (size_t i = 0; words && words[i].word; i++)
		g_string_append_printf(out, "%s%s", i > 0 ? " " : "", words[i].word);
}

/* The whole of it -------------------------------------------------------------------------------------------------- */

void settings_quote(const char *text, GString *out)
{
	g_string_append_c(out, '\'');
	for (; *text; text++) {
		if (*text == '\'')
			g_string_append_c(out, '\'');
		g_string_append_c(out, *text);
	}
	g_string_append_c(out, '\'');
}

static void write_setting(const struct settings *settings, const struct setting *setting, GString *out)
{
	bool alone = !setting->name[0];
	const char *indent = alone ? "" : "  ";
	g_string_append_printf(out, "%s# %s (%s)\n", indent, _(setting->help), _(setting->expected));
	g_string_append_printf(out, "%s%s: ", indent, alone ? setting->section : setting->name);
	if (setting->type == TYPE_TEXT) {
		GString *value = g_string_new(NULL);
		write_value(settings, setting, value);
		settings_quote(value->str, out);
		g_string_free(value, TRUE);
	} else {
		write_value(settings, setting, out);
	}
	g_string_append_c(out, '\n');
}

void settings_write(const struct settings *settings, const char *section, GString *out)
{
	const char *before = "";
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
		bool alone = !table[i].name[0], begins = !alone && !g_str_equal(before, table[i].section);
		if (section && !g_str_equal(section, table[i].section))
			continue;
		if (out->len > 0 && (begins || (alone && *before)))
			g_string_append_c(out, '\n');
		if (begins)
			g_string_append_printf(out, "%s:\n", table[i].section);
		before = alone ? "" : table[i].section;
		write_setting(settings, &table[i], out);
	}
}

void settings_write_archives(const struct settings *settings, GString *out)
{
	if (settings->archive_count > 0)
		g_string_append_printf(out, "# %s\n", _("what is read where nothing is named"));
	for (size_t i = 0; i < settings->archive_count; i++) {
		const struct settings_archive *archive = &settings->archives[i];
		const char *const values[][2] = {{"name", archive->name}, {"filter", archive->filter}};
		g_string_append(out, i == 0 ? "archives:\n  - path: " : "  - path: ");
		settings_quote(archive->path, out);
		g_string_append_c(out, '\n');
		for (size_t j = 0; j < G_N_ELEMENTS(values); j++) {
			if (!values[j][1])
				continue;
			g_string_append_printf(out, "    %s: ", values[j][0]);
			settings_quote(values[j][1], out);
			g_string_append_c(out, '\n');
		}
	}
	if (settings->archive_count > 0)
		g_string_append_c(out, '\n');
}
