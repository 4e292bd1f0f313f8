/* SPDX-License-Identifier: MIT */
/*
 * The config file: what it sets, what is reported where, and that the rest of a wrong file still counts. Settings are
 * written out here as "confirm ambiguous measure", problems as "line:column code".
 */
#include "config/settings.h"

#include <glib.h>
#include <glib/gstdio.h>

static const struct {
	const char *file, *settings, *problems;
} cases[] = {
	{"", "1 0 76", ""},
	{"# nothing\n", "1 0 76", ""},
	{"open: {confirm: false}\nwidth: {ambiguous: 2}\nreader: {measure: 60}\n", "0 2 60", ""},
	{"open:\n  confirm: No\nwidth:\n  ambiguous: AUTO\n", "0 0 76", ""},
	{"open: {confirm: on}\nwidth: {ambiguous: '1'}\n", "1 1 76", ""},
	{"open:\nwidth: {}\n", "1 0 76", ""},
	{"reader: {measure: 20}\nreader: {measure: 1000}\n", "1 0 1000", ""}, /* the later one counts */
	{"reader: {measure: 19}\n", "1 0 76", "1:19 wrong-value"},
	{"reader: {measure: 1001}\n", "1 0 76", "1:19 wrong-value"},
	{"reader: {measure: 99999999999999999999}\n", "1 0 76", "1:19 wrong-value"},
	{"reader: {measure: -60}\n", "1 0 76", "1:19 wrong-value"},
	{"reader: {measure: ''}\n", "1 0 76", "1:19 wrong-value"},
	{"reader: {measure: [60]}\n", "1 0 76", "1:19 wrong-value"},
	{"width:\n  ambiguous: 3\n  ambigous: 2\nopen: {confirm: maybe}\nreader: {measure: 50}\n", "1 0 50",
	 "2:14 wrong-value, 3:3 unknown-setting, 4:17 wrong-value"},
	{"colour: {x: y}\nopen: yes\nreader:\n- measure\n", "1 0 76",
	 "1:1 unknown-setting, 2:7 wrong-value, 4:1 wrong-value"},
	{"\"\\e[31m\": x\n", "1 0 76", "1:1 unknown-setting"},
	{"just text\n", "1 0 76", "1:1 wrong-value"},
	{"open: {confirm: false\n", "1 0 76", "2:1 bad-yaml"},
	{"open: {confirm: no}\n\xFF\n", "1 0 76", "2:1 bad-yaml"},
};

/* How the reader sets text: "paragraph hanging space level korean script words". */
static const struct {
	const char *file, *settings, *problems;
} reader_cases[] = {
	{"", "0 0 0 0 0 0 0", ""},
	{"reader: {paragraph: indent, hanging: true, cjk_latin_space: yes, taiwan_words: on}\n", "1 1 1 0 0 0 1", ""},
	{"reader: {paragraph: blank-line, korean: keep-all, break_level: auto, script: original}\n", "0 0 0 0 0 0 0", ""},
	{"reader: {korean: anywhere, break_level: none, script: simplified}\n", "0 0 0 1 1 1 0", ""},
	{"reader: {break_level: basic, script: taiwan}\n", "0 0 0 2 0 2 0", ""},
	{"reader: {break_level: gb, script: hong-kong}\n", "0 0 0 3 0 3 0", ""},
	{"reader: {break_level: Strict}\n", "0 0 0 4 0 0 0", ""},
	{"reader: {paragraph: both, break_level: loose, korean: 1, script: tw}\n", "0 0 0 0 0 0 0",
	 "1:21 wrong-value, 1:40 wrong-value, 1:55 wrong-value, 1:66 wrong-value"},
};

/* How wide characters are: "ambiguous emoji quotes". */
static const struct {
	const char *file, *settings, *problems;
} width_cases[] = {
	{"width: {ambiguous: 2, emoji: text, quotes: narrow}\n", "2 1 1", ""},
	{"width: {ambiguous: 1, emoji: wide, quotes: padded}\n", "1 2 2", ""},
	{"width: {emoji: auto, quotes: auto}\n", "0 0 0", ""},
	{"width: {emoji: 2, quotes: wide}\n", "0 0 0", "1:16 wrong-value, 1:27 wrong-value"},
};

static char *problem_list(const struct problems *problems, const char *path)
{
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < problems_count(problems); i++) {
		const struct problem *problem = problems_at(problems, i);
		g_assert_cmpstr(problem->path, ==, path);
		for (const char *at = problem->message; *at; at++)
			g_assert_cmpint((unsigned char)*at, >=, ' ');
		g_string_append_printf(out, "%s%u:%u %s", i ? ", " : "", problem->line, problem->column, problem->code);
	}
	return g_string_free(out, FALSE);
}

static char *main_settings(const struct settings *settings)
{
	return g_strdup_printf("%d %d %d", settings->open_confirm, settings->width_ambiguous, settings->measure);
}

static char *reader_settings(const struct settings *settings)
{
	return g_strdup_printf("%d %d %d %d %d %d %d", settings->indented, settings->hanging, settings->spaced,
	                       settings->break_level, settings->korean_anywhere, settings->script,
	                       settings->taiwan_words);
}

static char *width_settings(const struct settings *settings)
{
	return g_strdup_printf("%d %d %d", settings->width_ambiguous, settings->width_emoji, settings->width_quotes);
}

static void check_file(const char *file, char *(*write)(const struct settings *settings), const char *wanted,
                       const char *problems_wanted)
{
	char *path = NULL;
	g_close(g_file_open_tmp("jianbao-XXXXXX.yaml", &path, NULL), NULL);
	g_assert_true(g_file_set_contents(path, file, -1, NULL));
	struct settings settings;
	settings_default(&settings);
	struct problems *problems = problems_new();
	settings_read(&settings, path, true, problems);
	char *found = write(&settings), *reported = problem_list(problems, path);
	g_assert_cmpstr(found, ==, wanted);
	g_assert_cmpstr(reported, ==, problems_wanted);
	g_free(found);
	g_free(reported);
	problems_free(problems);
	g_unlink(path);
	g_free(path);
}

static char *list_settings(const struct settings *settings)
{
	return g_strdup(settings->pinyin ? "pinyin" : "");
}

static void test_list(void)
{
	check_file("", list_settings, "pinyin", "");
	check_file("list:\n  pinyin: false\n", list_settings, "", "");
	check_file("list:\n  pinyin: maybe\n", list_settings, "pinyin", "2:11 wrong-value");
}

static char *columns_setting(const struct settings *settings)
{
	GString *out = g_string_new(NULL);
	settings_get(settings, SPAN("columns"), out);
	return g_string_free(out, FALSE);
}

static void test_columns(void)
{
	check_file("", columns_setting, "[title, source, archive, date]", "");
	check_file("list: {columns: [date, title]}\n", columns_setting, "[date, title]", "");
	check_file("list: {columns: 'date,title, tags'}\n", columns_setting, "[date, title, tags]", "");
	check_file("list: {columns: []}\n", columns_setting, "[]", "");
	check_file("list: {columns: [date, date]}\n", columns_setting, "[title, source, archive, date]",
	           "1:17 wrong-value");
	check_file("list: {columns: [when]}\n", columns_setting, "[title, source, archive, date]", "1:17 wrong-value");
	check_file("list: {columns: [[date]]}\n", columns_setting, "[title, source, archive, date]",
	           "1:17 wrong-value");
}

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_file(cases[i].file, main_settings, cases[i].settings, cases[i].problems);
	for (size_t i = 0; i < G_N_ELEMENTS(reader_cases); i++)
		check_file(reader_cases[i].file, reader_settings, reader_cases[i].settings, reader_cases[i].problems);
	for (size_t i = 0; i < G_N_ELEMENTS(width_cases); i++)
		check_file(width_cases[i].file, width_settings, width_cases[i].settings, width_cases[i].problems);
}

static void test_missing(void)
{
	struct settings settings;
	settings_default(&settings);
	struct problems *problems = problems_new();
	settings_read(&settings, "/nonexistent/config.yaml", false, problems);
	g_assert_cmpuint(problems_count(problems), ==, 0);
	settings_read(&settings, "/nonexistent/config.yaml", true, problems);
	g_assert_cmpuint(problems_count(problems), ==, 1);
	settings_read(&settings, "/", false, problems); /* a folder is there, but cannot be read */
	g_assert_cmpuint(problems_count(problems), ==, 2);
	g_assert_cmpstr(problems_at(problems, 1)->code, ==, "unreadable");
	g_assert_cmpint(settings.measure, ==, 76);
	problems_free(problems);
}

static void test_environment(void)
{
	static const struct {
		const char *secure, *no_colour;
		bool is_secure, colour;
	} runs[] = {
		{NULL, NULL, false, true},
		{"", "", false, true},
		{"0", "0", false, false},
		{"1", "1", true, false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(runs); i++) {
		if (runs[i].secure)
			g_setenv("JIANBAO_SECURE", runs[i].secure, TRUE);
		else
			g_unsetenv("JIANBAO_SECURE");
		if (runs[i].no_colour)
			g_setenv("NO_COLOR", runs[i].no_colour, TRUE);
		else
			g_unsetenv("NO_COLOR");
		struct settings settings;
		settings_default(&settings);
		g_assert_cmpint(settings.secure, ==, runs[i].is_secure);
		g_assert_cmpint(settings.colour, ==, runs[i].colour);
	}
}

static void test_path(void)
{
	g_setenv("JIANBAO_CONFIG", "/some/where.yaml", TRUE);
	char *path = settings_path();
	g_assert_cmpstr(path, ==, "/some/where.yaml");
	g_free(path);
	g_setenv("JIANBAO_CONFIG", "", TRUE);
	path = settings_path();
	g_assert_cmpstr(path, ==, "/configs/jianbao/config.yaml");
	g_free(path);
}

static void test_archives(void)
{
	static const char yaml[] =
		"archives:\n  - {name: a, path: /b, filter: 'tag:c'}\n  - d\n  - path: ~/e\n  - {name: f}\n";
	char *folder = g_dir_make_tmp("jianbao-XXXXXX", NULL), *path = g_build_filename(folder, "config.yaml", NULL);
	char *seen = g_build_filename(folder, "d", NULL), *home = g_build_filename(g_get_home_dir(), "e", NULL);
	struct problems *problems = problems_new();
	struct settings settings;
	settings_default(&settings);
	g_assert_true(g_file_set_contents(path, yaml, -1, NULL));
	settings_read(&settings, path, true, problems);
	g_assert_cmpuint(settings.archive_count, ==, 3);
	g_assert_cmpstr(settings.archives[0].name, ==, "a");
	g_assert_cmpstr(settings.archives[0].path, ==, "/b");
	g_assert_cmpstr(settings.archives[0].filter, ==, "tag:c");
	g_assert_cmpstr(settings.archives[1].path, ==, seen);
	g_assert_null(settings.archives[1].name);
	g_assert_cmpstr(settings.archives[2].path, ==, home);
	g_assert_cmpuint(problems_count(problems), ==, 1); /* no path */
	g_assert_cmpuint(problems_at(problems, 0)->line, ==, 5);
	settings_clear(&settings);
	problems_free(problems);
	g_remove(path);
	g_rmdir(folder);
	g_free(home);
	g_free(seen);
	g_free(folder);
	g_free(path);
}

int main(int argc, char **argv)
{
	g_setenv("XDG_CONFIG_HOME", "/configs", TRUE); /* before GLib reads it, once */
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/settings/cases", test_cases);
	g_test_add_func("/settings/list", test_list);
	g_test_add_func("/settings/columns", test_columns);
	g_test_add_func("/settings/missing", test_missing);
	g_test_add_func("/settings/environment", test_environment);
	g_test_add_func("/settings/path", test_path);
	g_test_add_func("/settings/archives", test_archives);
	return g_test_run();
}
