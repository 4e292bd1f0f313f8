/* SPDX-License-Identifier: MIT */
/*
 * Of a path that is not there, as that of a revision of a repository, the folder is looked up and the last part kept.
 */
#include "shelf/session.h"

#include <glib.h>
#include <stdlib.h>

static char *real_path(const char *path)
{
	char *real = realpath(path, NULL), *copy = g_strdup(real);
	free(real);
	return copy;
}

static char *whole_path(const char *archive)
{
	char *path = g_canonicalize_filename(archive, NULL), *whole = real_path(path);
	if (!whole) {
		char *folder = g_path_get_dirname(path), *name = g_path_get_basename(path), *above = real_path(folder);
		whole = g_build_filename(above ? above : folder, name, NULL);
		g_free(above);
		g_free(name);
		g_free(folder);
	}
	g_free(path);
	return whole;
}

char *session_name(char *const *archives)
{
	GString *name = g_string_new(NULL);
	char *valid = NULL;
	for (char *const *archive = archives; *archive; archive++) {
		char *path = whole_path(*archive);
		g_string_append_printf(name, "%s%s", name->len > 0 ? "\n" : "", path);
		g_free(path);
	}
	if (!g_strv_contains((const char *const *)archives, "-"))
		valid = g_utf8_make_valid(name->str, -1);
	g_string_free(name, TRUE);
	return valid;
}
