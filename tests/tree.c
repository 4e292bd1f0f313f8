/* SPDX-License-Identifier: MIT */
/* Removes the temporary folders of tests. It recurses: they are no deeper than the tests made them. */
#include "tree.h"

#include <glib.h>
#include <glib/gstdio.h>

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
