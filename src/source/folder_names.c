/* SPDX-License-Identifier: MIT */
/* A folder may hold any number of names, and somebody waits: no more than so many are looked at. */
#include "source/folder_names.h"

#include <string.h>

#define LOOKED_MOST 20000u

/* Whether a name can stand in a line that is typed. */
static bool is_typeable(const char *name)
{
	if (!g_utf8_validate(name, -1, NULL))
		return false;
	for (const char *c = name; *c; c = g_utf8_next_char(c))
		if (g_unichar_iscntrl(g_utf8_get_char(c)))
			return false;
	return true;
}

static bool is_meant(const char *name, struct span begun)
{
	return span_starts(span_of(name), begun) && (name[0] != '.' || begun.len > 0) && is_typeable(name);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void end_folders(const char *folder, GPtrArray *names)
{
	for (guint i = 0; i < names->len; i++) {
		char *name = g_ptr_array_index(names, i), *path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR)) {
			g_ptr_array_index(names, i) = g_strconcat(name, "/", NULL);
			g_free(name);
		}
		g_free(path);
	}
}

GPtrArray *folder_names(const char *folder, struct span begun, size_t most)
{
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;
	for (unsigned i = 0; dir && i < LOOKED_MOST && (name = g_dir_read_name(dir)); i++)
		if (is_meant(name, begun))
			g_ptr_array_add(names, g_strdup(name));
	if (dir)
		g_dir_close(dir);
	g_ptr_array_sort(names, by_name);
	g_ptr_array_set_size(names, (int)MIN(names->len, most));
	end_folders(folder, names);
	return names;
}
