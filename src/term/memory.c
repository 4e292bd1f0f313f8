/* SPDX-License-Identifier: MIT */
/*
 * Remembering the widths of a terminal. The file is one line of numbers: a version, the cells of the ambiguous
 * characters, then of each class. A file that is not exactly that counts as none.
 */
#include "term/memory.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define VERSION 1u

/* The path of the file for g_free(); NULL where nothing can be kept. */
static char *memory_path(int fd)
{
	const char *folder = g_getenv("XDG_RUNTIME_DIR");
	const char *device = ttyname(fd);
	const char *term = g_getenv("TERM");
	if (!folder || !g_path_is_absolute(folder) || !device)
		return NULL;
	char *key = g_strdup_printf("%s\n%ld\n%s", device, (long)getsid(0), term ? term : "");
	char *hash = g_compute_checksum_for_string(G_CHECKSUM_SHA256, key, -1);
	char *name = g_strdup_printf("widths-%.16s", hash);
	char *path = g_build_filename(folder, "jianbao", name, NULL);
	g_free(name);
	g_free(hash);
	g_free(key);
	return path;
}

static bool is_cells(unsigned value)
{
	return value <= 2 || value == WIDTH_UNDRAWABLE;
}

static bool parse(const char *text, struct widths *widths)
{
	unsigned values[2 + WIDTH_CLASS_COUNT];
	const char *at = text;
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++) {
		int used = 0;
		if (sscanf(at, "%3u%n", &values[i], &used) != 1 || !is_cells(values[i]))
			return false;
		at += used;
	}
	if (values[0] != VERSION || (values[1] != 1 && values[1] != 2) || strcmp(at, "\n") != 0)
		return false;
	widths->ambiguous = (uint8_t)values[1];
	widths->lines = widths->ambiguous == 1;
	for (size_t i = 0; i < WIDTH_CLASS_COUNT; i++)
		widths->classes[i] = (uint8_t)values[2 + i];
	return true;
}

bool memory_recall(int fd, struct widths *widths)
{
	char *path = memory_path(fd);
	char *text = NULL;
	bool found = path && g_file_get_contents(path, &text, NULL, NULL) && parse(text, widths);
	g_free(text);
	g_free(path);
	return found;
}

void memory_keep(int fd, const struct widths *widths)
{
	char *path = memory_path(fd);
	if (!path)
		return;
	char *folder = g_path_get_dirname(path);
	GString *line = g_string_new(NULL);
	g_string_printf(line, "%u %u", VERSION, widths->ambiguous);
	for (size_t i = 0; i < WIDTH_CLASS_COUNT; i++)
		g_string_append_printf(line, " %u", widths->classes[i]);
	g_string_append_c(line, '\n');
	if (g_mkdir_with_parents(folder, 0700) == 0)
		g_file_set_contents_full(path, line->str, (gssize)line->len, G_FILE_SET_CONTENTS_CONSISTENT, 0600,
		                         NULL);
	g_string_free(line, TRUE);
	g_free(folder);
	g_free(path);
}
