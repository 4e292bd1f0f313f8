/* SPDX-License-Identifier: MIT */
/* Removing recurses: the folders of tests are no deeper than the tests made them. */
#include "tree.h"

#include <glib.h>
#include <glib/gstdio.h>

void tree_write(const char *folder, const char *path, const char *text)
{
	char *file = g_build_filename(folder, path, NULL), *parent = g_path_get_dirname(file);
	g_assert_cmpint(g_mkdir_with_parents(parent, 0700), ==, 0);
	g_assert_true(g_file_set_contents(file, text, -1, NULL));
	g_free(parent);
	g_free(file);
}

void tree_remove(const char *path)
{
	GDir *folder = g_file_test(path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open(path, 0, NULL);
	const char *name;
	while (folder && (name = g_dir_read_name(folder))) {
		char *inner = g_build_filename(path, name, NULL);
		tree_remove(inner);
		g_free(inner);
	}
	if (folder)
		g_dir_close(folder);
	g_remove(path);
}

void tree_write_article(const char *folder, const char *name, const char *title)
{
	char *text = g_strdup_printf("---\ntitle: %s\n---\n\nSome words about it.\n", title);
	tree_write(folder, name, text);
	g_free(text);
}
