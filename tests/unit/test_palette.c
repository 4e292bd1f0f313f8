/* SPDX-License-Identifier: MIT */
/* Themes: looks as they are written, what is reported where, and colours on terminals with fewer of them. */
#include <glib.h>
#include <glib/gstdio.h>

#include "ui/palette.h"

static const struct {
	const char *text;
	bool readable;
	int32_t fore, back;
	unsigned attributes;
} looks[] = {
	{"", true, -1, -1, 0},
	{"bold blue", true, 4, -1, STYLE_BOLD},
	{" blue  bold ", true, 4, -1, STYLE_BOLD},
	{"bright-red on 240", true, 9, 240, 0},
	{"#12aBef underline reverse", true, PALETTE_RGB | 0x12ABEF, -1, STYLE_UNDERLINE | PALETTE_REVERSE},
	{"default on white", true, -1, 7, 0},
	{"italic", true, -1, -1, STYLE_ITALIC},
	{"on", false, 0, 0, 0},
	{"red on", false, 0, 0, 0},
	{"red on blue green", false, 0, 0, 0},
	{"256", false, 0, 0, 0},
	{"#12345", false, 0, 0, 0},
	{"#12345g", false, 0, 0, 0},
	{"blinking", false, 0, 0, 0},
	{"bright-", false, 0, 0, 0},
};

static void test_looks(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(looks); i++) {
		struct paint paint;
		g_assert_cmpint(paint_parse(span_of(looks[i].text), &paint), ==, looks[i].readable);
		if (!looks[i].readable)
			continue;
		g_assert_cmpint(paint.fore, ==, looks[i].fore);
		g_assert_cmpint(paint.back, ==, looks[i].back);
		g_assert_cmpuint(paint.attributes, ==, looks[i].attributes);
	}
}

static void test_nearest(void)
{
	g_assert_cmpint(palette_nearest(PALETTE_RGB | 0xFF0000, 256), ==, 196);
	g_assert_cmpint(palette_nearest(PALETTE_RGB | 0xFE0102, 16), ==, 9);
	g_assert_cmpint(palette_nearest(PALETTE_RGB | 0xD7B46A, 16), ==, 3); /* a date in the dark theme, not 8 */
	g_assert_cmpint(palette_nearest(PALETTE_RGB | 0xC00000, 8), ==, 1);
	g_assert_cmpint(palette_nearest(PALETTE_RGB | 0x767676, 256), ==, 243);
	g_assert_cmpint(palette_nearest(231, 8), ==, 7);
	g_assert_cmpint(palette_nearest(12, 256), ==, 12);
	g_assert_cmpint(palette_nearest(5, 8), ==, 5);
}

static char *load(const char *file, struct palette *palette)
{
	struct settings settings;
	struct problems *problems = problems_new();
	GString *out = g_string_new(NULL);
	char *path = NULL;
	g_close(g_file_open_tmp("jianbao-XXXXXX.yaml", &path, NULL), NULL);
	g_assert_true(g_file_set_contents(path, file, -1, NULL));
	settings_default(&settings);
	settings.ground = GROUND_UNKNOWN;
	settings_read(&settings, path, true, problems);
	palette_load(palette, &settings, problems);
	for (size_t i = 0; i < problems_count(problems); i++) {
		const struct problem *problem = problems_at(problems, i);
		g_string_append_printf(out, "%s%u:%u %s", i ? ", " : "", problem->line, problem->column, problem->code);
	}
	settings_clear(&settings);
	problems_free(problems);
	g_unlink(path);
	g_free(path);
	return g_string_free(out, FALSE);
}

static const struct {
	const char *file, *problems;
	bool mono, title, date; /* what is set in the palette */
} themes[] = {
	{"", "", false, false, false},
	{"theme: mono", "", true, false, false},
	{"theme: dark", "", false, false, true},
	{"theme: high-contrast", "", false, true, true},
	{"theme: nonesuch", "1:8 unknown-theme", false, false, false},
	{"theme: mine\nthemes: {mine: {title: bold blue}}", "", false, true, false},
	{"theme: dark\nthemes: {dark: {title: red}, mine: {link: red}}", "", false, true, true},
	{"themes:\n  mine:\n    titel: red\n    date: rde\n", "3:5 unknown-role, 4:11 wrong-value", false, false, false},
	{"theme: mine\nthemes:\n  mine:\n    title: #aa0000\n    date: '#aa0000'\n", "4:11 wrong-value", false, false, true},
	{"theme: mine\nthemes:\n  mine:\n    title: bold #aa0000\n    date: 'bold #aa0000' # as it was\n", "4:17 lost-colour",
	 false, true, true},
	{"theme: mine\nthemes:\n  mine:\n    title: bold # added #aa0000x\n", "", false, true, false},
	{"theme: mine\nthemes:\n  mine: {title: bold, date: 'bold #aa0000'}\n", "", false, true, true},
	{"theme: mine\nthemes:\n  mine:\n    date: \"\"\n", "4:11 wrong-value", false, false, false},
};

static void test_themes(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(themes); i++) {
		struct palette palette;
		char *problems = load(themes[i].file, &palette);
		g_assert_cmpstr(problems, ==, themes[i].problems);
		g_assert_cmpint(palette.mono, ==, themes[i].mono);
		g_assert_cmpint(palette.paints[STYLE_TITLE].set, ==, themes[i].title);
		g_assert_cmpint(palette.paints[STYLE_DATE].set, ==, themes[i].date);
		g_free(problems);
	}
}

/* Keys have the ground of the line that they stand in, unless the theme says otherwise. */
static void test_keys(void)
{
	struct palette palette;
	g_free(load("theme: mine\nthemes: {mine: {status: white on 53}}", &palette));
	g_assert_cmpint(palette.paints[STYLE_KEY].back, ==, 53);
	g_assert_cmpuint(palette.paints[STYLE_KEY].attributes, ==, STYLE_BOLD);
	g_free(load("theme: mine\nthemes: {mine: {status: white on 53, key: red}}", &palette));
	g_assert_cmpint(palette.paints[STYLE_KEY].fore, ==, 1);
	g_assert_cmpint(palette.paints[STYLE_KEY].back, ==, PALETTE_DEFAULT);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/palette/looks", test_looks);
	g_test_add_func("/palette/nearest", test_nearest);
	g_test_add_func("/palette/themes", test_themes);
	g_test_add_func("/palette/keys", test_keys);
	return g_test_run();
}
