/* SPDX-License-Identifier: MIT */
/* However archives are spelled, one comes back to the same place. */
#include <glib.h>
#include <unistd.h>

#include "../tree.h"
#include "shelf/session.h"

static char *name_of(const char *first, const char *second)
{
	char *archives[] = {(char *)first, (char *)second, NULL};
	return session_name(archives);
}

static void test_spellings(void)
{
	static const char *const same[] = {"news", "./news/", "other/../news", "link", "link/.", "other/up/link"};
	char *folder = g_dir_make_tmp("jianbao-session-XXXXXX", NULL), *here = g_get_current_dir();
	char *real, *name;
	g_assert_cmpint(chdir(folder), ==, 0);
	real = g_get_current_dir();
	tree_write(folder, "news/a.md", "x");
	tree_write(folder, "other/a.md", "x");
	g_assert_cmpint(symlink("news", "link"), ==, 0);
	g_assert_cmpint(symlink("..", "other/up"), ==, 0);
	for (gsize i = 0; i < G_N_ELEMENTS(same); i++) {
		char *expected = g_build_filename(real, "news", NULL);
		name = name_of(same[i], NULL);
		g_assert_cmpstr(name, ==, expected);
		g_free(name);
		g_free(expected);
	}
	g_assert_cmpint(chdir(here), ==, 0);
	tree_remove(folder);
	g_free(real);
	g_free(here);
	g_free(folder);
}

static void test_others(void)
{
	char *name = name_of("/nowhere/at/all@rev", "/");
	g_assert_cmpstr(name, ==, "/nowhere/at/all@rev\n/");
	g_free(name);
	g_assert_null(name_of("/", "-"));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/session/spellings", test_spellings);
	g_test_add_func("/session/others", test_others);
	return g_test_run();
}
