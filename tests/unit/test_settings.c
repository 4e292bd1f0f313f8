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

static void test_cases(void)
{
	char *path = NULL;
	g_close(g_file_open_tmp("jianbao-XXXXXX.yaml", &path, NULL), NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_assert_true(g_file_set_contents(path, cases[i].file, -1, NULL));
		struct settings settings;
		settings_default(&settings);
		struct problems *problems = problems_new();
		settings_read(&settings, path, true, problems);
		char *found = g_strdup_printf("%d %d %d", settings.open_confirm, settings.width_ambiguous,
		                              settings.measure);
		char *reported = problem_list(problems, path);
		g_assert_cmpstr(found, ==, cases[i].settings);
		g_assert_cmpstr(reported, ==, cases[i].problems);
		g_free(found);
		g_free(reported);
		problems_free(problems);
	}
	g_unlink(path);
	g_free(path);
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

int main(int argc, char **argv)
{
	g_setenv("XDG_CONFIG_HOME", "/configs", TRUE); /* before GLib reads it, once */
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/settings/cases", test_cases);
	g_test_add_func("/settings/missing", test_missing);
	g_test_add_func("/settings/environment", test_environment);
	g_test_add_func("/settings/path", test_path);
	return g_test_run();
}
