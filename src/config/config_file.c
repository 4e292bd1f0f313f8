/* SPDX-License-Identifier: MIT */
/*
 * The config file. A value that does not fit is reported where it stands and leaves its field as it was; what others
 * know the names of (keys, themes) is gathered with its places.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/yaml.h"
#include "config/setting_table.h"
#include "text/utf8.h"

/* A config file that is being read. */
struct reading {
	struct settings *settings;
	struct problems *problems;
	const char *path;
	struct span text; /* the whole of it */
};

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

/* A list in the file, as one setting takes it. */
static void read_list(struct reading *reading, const struct setting *setting, const struct yaml *list)
{
	GString *text = g_string_new(NULL);
	for (const struct yaml *node = list->first; node; node = node->next) {
		g_string_append_len(text, node->text.at ? node->text.at : "?",
		                    node->text.at ? (gssize)node->text.len : 1);
		g_string_append_c(text, ',');
	}
	if (!setting_take(reading->settings, setting, (struct span){text->str, text->len}))
		report_value(reading, list, _(setting->expected));
	g_string_free(text, TRUE);
}

static void read_setting(struct reading *reading, const struct setting *setting, const struct yaml *node)
{
	if (setting->type == TYPE_LIST && node->kind == YAML_LIST) {
		read_list(reading, setting, node);
		return;
	}
	if (node->kind != YAML_TEXT || !setting_take(reading->settings, setting, node->text))
		report_value(reading, node, _(setting->expected));
	else if (setting->type == TYPE_TEXT)
		reading->settings->theme_at =
			(struct setting_place){g_intern_string(reading->path), node->line, node->column};
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

static void free_setting_free(void *data)
{
	struct free_setting *setting = data;
	g_free(setting->group);
	g_free(setting->name);
	g_free(setting->value);
	g_free(setting);
}

/* A colour in digits at the beginning of `s`, for which it has been taken; {NULL, 0} for none. */
static struct span colour_at(struct span s)
{
	size_t len = 1;
	while (len < s.len && g_ascii_isxdigit(s.at[len]))
		len++;
	bool ends = len == s.len || !(g_ascii_isalnum(s.at[len]) || (unsigned char)s.at[len] >= 0x80);
	return len == 7 && ends ? span_cut(s, 0, len) : (struct span){NULL, 0};
}

/* YAML takes what begins with a blank and # for a comment: a colour without quotes is lost, and nobody would know. */
static void report_lost_colour(struct reading *reading, const struct yaml *node)
{
	struct span rest = reading->text, line = {0};
	size_t at = 0;
	for (unsigned i = 0; i < node->line && span_line(&rest, &line); i++)
		;
	for (unsigned column = 1; column < node->column && at < line.len; column++)
		utf8_next(line, &at);
	struct span behind = span_from(line, MIN(at + node->text.len, line.len)), comment = span_trim(behind);
	bool is_comment = !node->quoted && node->text.len > 0 && comment.at > behind.at && span_starts(comment, SPAN("#"));
	struct span colour = is_comment ? colour_at(comment) : (struct span){NULL, 0};
	if (colour.len > 0)
		problems_add(reading->problems, "lost-colour", reading->path, node->line,
		             (unsigned)utf8_length(span_cut(line, 0, (size_t)(comment.at - line.at))) + 1,
		             _("%.*s is a comment here: a value with a colour in digits has to stand in quotes"),
		             (int)colour.len, colour.at);
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
	if (field == &reading->settings->themes)
		report_lost_colour(reading, node);
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
	const struct setting *alone = setting_find(section->key, SPAN(""));
	GPtrArray **groups = setting_groups(reading->settings, section->key);
	if (span_equal(section->key, SPAN("archives"))) {
		read_archives(reading, section);
		return;
	}
	if (alone) {
		read_setting(reading, alone, section);
		return;
	}
	if (!setting_is_section(section->key) && !groups) {
		report_unknown(reading, section);
		return;
	}
	if (section->kind != YAML_MAP && !is_empty(section)) {
		report_value(reading, section, _("settings are expected, each with its name"));
		return;
	}
	for (const struct yaml *node = section->first; node; node = node->next) {
		const struct setting *setting = setting_find(section->key, node->key);
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
	reading->text = text;
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

/* Without the name of the file, which GLib says too: it stands before every problem. */
static const char *why_not(const char *path, const GError *error)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	const char *why = file < 0 ? g_strerror(errno) : error->message;
	if (file >= 0)
		close(file);
	return why;
}

void settings_read(struct settings *settings, const char *path, bool required, struct problems *problems)
{
	struct reading reading = {settings, problems, path, {NULL, 0}};
	char *bytes = NULL;
	gsize len = 0;
	GError *error = NULL;
	if (g_file_get_contents(path, &bytes, &len, &error))
		read_text(&reading, (struct span){bytes, len});
	else if (required || !g_error_matches(error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
		problems_add(problems, "unreadable", path, 0, 0, "%s", why_not(path, error));
	g_clear_error(&error);
	g_free(bytes);
}
