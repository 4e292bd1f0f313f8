/* SPDX-License-Identifier: MIT */
/*
 * The config file. What it may say is the one table below: a section, a name in it, what value it takes and the field
 * that it goes to. A value that does not fit is reported where it stands and leaves its field as it was.
 */
#include "config/settings.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/yaml.h"
#include "text/breaks.h"
#include "text/width.h"

enum type {
	TYPE_FLAG,   /* a bool */
	TYPE_WORD,   /* an int, by a list of words */
	TYPE_NUMBER, /* an int from `least` to `most` */
	TYPE_LIST,   /* a struct setting_list, by a list of words */
	TYPE_TEXT,   /* a char *, owned; NULL reads back as "auto" */
};

struct word {
	const char *word;
	int value;
};

struct setting {
	const char *section, *name;
	const char *id; /* what settings_set() calls it */
	enum type type;
	size_t offset;            /* of the field in struct settings */
	const struct word *words; /* what may be said, up to a NULL; or NULL */
	int least, most;          /* TYPE_NUMBER */
	const char *expected;     /* what may be said, for people */
	const char *help;         /* what it means */
};

static const struct word flag_words[] = {
	{"true", 1}, {"false", 0}, {"yes", 1}, {"no", 0}, {"on", 1}, {"off", 0}, {NULL, 0},
};

static const struct word paragraph_words[] = {{"blank-line", 0}, {"indent", 1}, {NULL, 0}};

static const struct word level_words[] = {
	{"auto", BREAK_LEVEL_AUTO}, {"none", BREAK_LEVEL_NONE},     {"basic", BREAK_LEVEL_BASIC},
	{"gb", BREAK_LEVEL_GB},     {"strict", BREAK_LEVEL_STRICT}, {NULL, 0},
};

static const struct word korean_words[] = {{"keep-all", 0}, {"anywhere", 1}, {NULL, 0}};

/* In the order of enum script, which the reader holds them to. */
static const struct word script_words[] = {{"original", 0}, {"simplified", 1}, {"taiwan", 2}, {"hong-kong", 3}, {NULL, 0}};

static const struct word ambiguous_words[] = {{"auto", 0}, {"1", 1}, {"2", 2}, {NULL, 0}};

static const struct word emoji_words[] = {{"auto", 0}, {"text", 1}, {"wide", 2}, {NULL, 0}};

static const struct word quotes_words[] = {
	{"auto", QUOTES_AUTO}, {"narrow", QUOTES_NARROW}, {"padded", QUOTES_PADDED}, {NULL, 0},
};

/* In the order of enum list_column. */
static const struct word column_words[] = {
	{"title", 0}, {"source", 1}, {"archive", 2}, {"date", 3}, {"author", 4}, {"tags", 5}, {"length", 6}, {NULL, 0},
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
#define SETTING(section, name, type, field, words, least, most, expected, help) \
	{section, name, name[0] ? section "." name : section, TYPE_##type, offsetof(struct settings, field), \
	 words, least, most, expected, help},
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

/* A config file that is being read. */
struct reading {
	struct settings *settings;
	struct problems *problems;
	const char *path;
};

void settings_default(struct settings *settings)
{
	const char *secure = g_getenv("JIANBAO_SECURE");
	const char *no_colour = g_getenv("NO_COLOR");
	*settings = (struct settings){
		.open_confirm = true,
		.pinyin = true,
		.mouse = true,
		.columns = {4, {0, 1, 2, 3}},
		.width_ambiguous = 0,
		.measure = 76,
		.read_after = 5,
		.colour = !no_colour || !no_colour[0],
		.probe = true,
		.cache = true,
		.secure = secure && secure[0] && !g_str_equal(secure, "0"),
	};
}

static void free_setting_free(void *data)
{
	struct free_setting *setting = data;
	g_free(setting->group);
	g_free(setting->name);
	g_free(setting->value);
	g_free(setting);
}

static GPtrArray **free_field(struct settings *settings, size_t index)
{
	return (GPtrArray **)(void *)((char *)settings + free_sections[index].offset);
}

void settings_clear(struct settings *settings)
{
	for (size_t i = 0; i < settings->archive_count; i++) {
		g_free(settings->archives[i].name);
		g_free(settings->archives[i].path);
		g_free(settings->archives[i].filter);
	}
	g_clear_pointer(&settings->archives, g_free);
	settings->archive_count = 0;
	g_clear_pointer(&settings->theme, g_free);
	for (size_t i = 0; i < G_N_ELEMENTS(free_sections); i++)
		g_clear_pointer(free_field(settings, i), g_ptr_array_unref);
}

/* What was read freely never changes, so copies share it. */
void settings_copy(struct settings *to, const struct settings *from)
{
	*to = *from;
	to->theme = g_strdup(from->theme);
	to->archives = NULL;
	to->archive_count = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(free_sections); i++)
		if (*free_field(to, i))
			g_ptr_array_ref(*free_field(to, i));
}

/* A key as a message may show it: without what is not printable. */
static char *shown(struct span key)
{
	GString *out = g_string_new(NULL);
	char *text = g_utf8_make_valid(key.at, (gssize)key.len);
	for (const char *at = text; *at; at = g_utf8_next_char(at))
		g_string_append_unichar(out, g_unichar_isprint(g_utf8_get_char(at)) ? g_utf8_get_char(at) : '?');
	g_free(text);
	return g_string_free(out, FALSE);
}

static void report_unknown(struct reading *reading, const struct yaml *node)
{
	char *key = shown(node->key);
	problems_add(reading->problems, "unknown-setting", reading->path, node->key_line, node->key_column,
	             _("there is no setting “%s” here"), key);
	g_free(key);
}

static void report_value(struct reading *reading, const struct yaml *node, const char *expected)
{
	problems_add(reading->problems, "wrong-value", reading->path, node->line, node->column, "%s", expected);
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

/* Gives a setting what `text` says; false where it does not fit. */
static bool take_text(struct settings *settings, const struct setting *setting, struct span text)
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

/* A list in the file, as take_list() reads one. */
static void read_list(struct reading *reading, const struct setting *setting, const struct yaml *list)
{
	GString *text = g_string_new(NULL);
	for (const struct yaml *node = list->first; node; node = node->next) {
		g_string_append_len(text, node->text.at ? node->text.at : "?", node->text.at ? (gssize)node->text.len : 1);
		g_string_append_c(text, ',');
	}
	if (!take_text(reading->settings, setting, (struct span){text->str, text->len}))
		report_value(reading, list, _(setting->expected));
	g_string_free(text, TRUE);
}

static void read_setting(struct reading *reading, const struct setting *setting, const struct yaml *node)
{
	if (setting->type == TYPE_LIST && node->kind == YAML_LIST) {
		read_list(reading, setting, node);
		return;
	}
	if (node->kind != YAML_TEXT || !take_text(reading->settings, setting, node->text))
		report_value(reading, node, _(setting->expected));
	else if (setting->type == TYPE_TEXT)
		reading->settings->theme_at =
			(struct setting_place){g_intern_string(reading->path), node->line, node->column};
}

static const struct setting *find_setting(struct span section, struct span name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (span_equal(section, span_of(table[i].section)) && span_equal(name, span_of(table[i].name)))
			return &table[i];
	return NULL;
}

static bool is_section(struct span name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
		if (span_equal(name, span_of(table[i].section)))
			return true;
	return false;
}

/* A section or a file of which nothing is said. */
static bool is_empty(const struct yaml *node)
{
	return node->kind == YAML_TEXT && node->text.len == 0;
}

/* Archives ------------------------------------------------------------------------------------------------------- */

/* ~ is the person's folder; what is not absolute is seen from the folder of the config file. */
static char *full_path(const struct reading *reading, struct span text)
{
	char *path = span_dup(text), *folder = g_path_get_dirname(reading->path), *full;
	if (path[0] == '~' && (path[1] == '/' || path[1] == '\0'))
		full = g_build_filename(g_get_home_dir(), path + 1, NULL);
	else if (g_path_is_absolute(path))
		full = g_strdup(path);
	else
		full = g_build_filename(folder, path, NULL);
	g_free(folder);
	g_free(path);
	return full;
}

/* A value of an archive, for g_free(); NULL where there is none. */
static char *archive_value(struct reading *reading, const struct yaml *item, const char *name)
{
	const struct yaml *node = yaml_get(item, name);
	if (node && node->kind != YAML_TEXT)
		report_value(reading, node, _("a text is expected"));
	return node && node->kind == YAML_TEXT && node->text.len > 0 ? span_dup(node->text) : NULL;
}

static void report_unknown_values(struct reading *reading, const struct yaml *item)
{
	static const struct span names[] = {SPAN("name"), SPAN("path"), SPAN("filter")};
	for (const struct yaml *node = item->first; node; node = node->next) {
		bool known = false;
		for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
			known |= span_equal(node->key, names[i]);
		if (!known)
			report_unknown(reading, node);
	}
}

static void read_archive(struct reading *reading, const struct yaml *item)
{
	const struct yaml *path = item->kind == YAML_MAP ? yaml_get(item, "path") : item;
	struct settings *settings = reading->settings;
	if (!path || path->kind != YAML_TEXT || path->text.len == 0) {
		report_value(reading, item, _("an archive with its path is expected"));
		return;
	}
	settings->archives = g_renew(struct settings_archive, settings->archives, settings->archive_count + 1);
	struct settings_archive *archive = &settings->archives[settings->archive_count++];
	*archive = (struct settings_archive){.path = full_path(reading, path->text)};
	if (item->kind != YAML_MAP)
		return;
	archive->name = archive_value(reading, item, "name");
	archive->filter = archive_value(reading, item, "filter");
	report_unknown_values(reading, item);
}

static void read_archives(struct reading *reading, const struct yaml *section)
{
	if (section->kind != YAML_LIST && !is_empty(section)) {
		report_value(reading, section, _("a list of archives is expected, each with its path"));
		return;
	}
	for (const struct yaml *item = section->first; item; item = item->next)
		read_archive(reading, item);
}

/* Where the groups of a section are gathered; NULL where it has none. */
static GPtrArray **free_of(struct settings *settings, struct span section)
{
	for (size_t i = 0; i < G_N_ELEMENTS(free_sections); i++)
		if (span_equal(section, span_of(free_sections[i].section)))
			return free_field(settings, i);
	return NULL;
}

static void add_free(struct reading *reading, GPtrArray **field, const struct yaml *group, const struct yaml *node)
{
	if (node->kind != YAML_TEXT) {
		report_value(reading, node, _("a word is expected"));
		return;
	}
	struct free_setting *setting = g_new(struct free_setting, 1);
	*setting = (struct free_setting){
		.group = span_dup(group->key),
		.name = span_dup(node->key),
		.value = span_dup(node->text),
		.path = g_intern_string(reading->path),
		.line = node->line,
		.column = node->column,
		.name_line = node->key_line,
		.name_column = node->key_column,
		.group_line = group->key_line,
		.group_column = group->key_column,
	};
	if (!*field)
		*field = g_ptr_array_new_with_free_func(free_setting_free);
	g_ptr_array_add(*field, setting);
}

static void read_group(struct reading *reading, GPtrArray **field, const struct yaml *group)
{
	if (group->kind != YAML_MAP && !is_empty(group)) {
		report_unknown(reading, group);
		return;
	}
	for (const struct yaml *node = group->first; node; node = node->next)
		add_free(reading, field, group, node);
}

static void read_section(struct reading *reading, const struct yaml *section)
{
	const struct setting *alone = find_setting(section->key, SPAN(""));
	GPtrArray **groups = free_of(reading->settings, section->key);
	if (span_equal(section->key, SPAN("archives"))) {
		read_archives(reading, section);
		return;
	}
	if (alone) {
		read_setting(reading, alone, section);
		return;
	}
	if (!is_section(section->key) && !groups) {
		report_unknown(reading, section);
		return;
	}
	if (section->kind != YAML_MAP && !is_empty(section)) {
		report_value(reading, section, _("settings are expected, each with its name"));
		return;
	}
	for (const struct yaml *node = section->first; node; node = node->next) {
		const struct setting *setting = find_setting(section->key, node->key);
		if (setting)
			read_setting(reading, setting, node);
		else if (groups)
			read_group(reading, groups, node);
		else
			report_unknown(reading, node);
	}
}

static void read_text(struct reading *reading, struct span text)
{
	struct arena *arena = arena_new();
	struct yaml_error error;
	const struct yaml *root = yaml_read(arena, text, &error);
	if (!root)
		problems_add(reading->problems, "bad-yaml", reading->path, error.line, error.column, "%s",
		             error.message);
	else if (root->kind != YAML_MAP)
		report_value(reading, root, _("settings are expected, each with its name"));
	else
		for (const struct yaml *section = root->first; section; section = section->next)
			read_section(reading, section);
	arena_free(arena);
}

void settings_read(struct settings *settings, const char *path, bool required, struct problems *problems)
{
	struct reading reading = {settings, problems, path};
	char *bytes = NULL;
	gsize len = 0;
	GError *error = NULL;
	if (g_file_get_contents(path, &bytes, &len, &error))
		read_text(&reading, (struct span){bytes, len});
	else if (required || !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		problems_add(problems, "unreadable", path, 0, 0, "%s", error->message);
	g_clear_error(&error);
	g_free(bytes);
}

char *settings_cache(const struct settings *settings)
{
	return settings->cache ? g_build_filename(g_get_user_cache_dir(), "jianbao", NULL) : NULL;
}

char *settings_kept(const struct settings *settings)
{
	bool keep = settings->keep_deleted && !settings->private;
	return keep ? g_build_filename(g_get_user_data_dir(), "jianbao", "gone", NULL) : NULL;
}

char *settings_path(void)
{
	const char *path = g_getenv("JIANBAO_CONFIG");
	if (path && path[0])
		return g_strdup(path);
	return g_build_filename(g_get_user_config_dir(), "jianbao", "config.yaml", NULL);
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
	return take_text(settings, setting, text) ? NULL : _(setting->expected);
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
		g_string_append(out, *(char *const *)field ? *(char *const *)field : "auto");
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
		if (section && !g_str_equal(section, table[i].section))
			continue;
		if (table[i].name[0] && !g_str_equal(before, table[i].section))
			g_string_append_printf(out, "%s%s:\n", out->len > 0 ? "\n" : "", table[i].section);
		before = table[i].section;
		write_setting(settings, &table[i], out);
	}
}

void settings_write_archives(const struct settings *settings, GString *out)
{
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
}
