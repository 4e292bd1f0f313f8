/* SPDX-License-Identifier: MIT */
/*
 * mkcopies COUNT FOLDER FROM...: writes an archive of so many files out of the real ones in some folders, taken in
 * turn. Each time round is an edition: its number stands in every address, behind the host, and at the beginning of
 * every paragraph of HTML, so no article is a copy of another, or the same at another place. The first edition is as it
 * was.
 */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IN_A_FOLDER 400

static void die(const char *what, const char *about)
{
	g_printerr("mkcopies: %s: %s\n", about, what);
	exit(1);
}

static int compare_paths(const void *one, const void *other)
{
	return strcmp(*(char *const *)one, *(char *const *)other);
}

/* Appends the paths of all files below a folder. */
static void gather(const char *folder, GPtrArray *paths)
{
	GError *error = NULL;
	GDir *dir = g_dir_open(folder, 0, &error);
	const char *name;
	if (!dir)
		die(error->message, folder);
	while ((name = g_dir_read_name(dir))) {
		char *path = g_build_filename(folder, name, NULL);
		if (g_file_test(path, G_FILE_TEST_IS_DIR))
			gather(path, paths);
		else if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
			g_ptr_array_add(paths, g_steal_pointer(&path));
		g_free(path);
	}
	g_dir_close(dir);
}

/* What an edition has more stands behind what a match ends with: the slash of an address's host, a paragraph's tag. */
static char *make_edition(const char *bytes, gsize len, unsigned edition, gsize *made)
{
	static const char *const patterns[] = {"(://[A-Za-z0-9.-]+/)", "(<p(?: [^>]*)?>)"};
	const char *const marks[] = {"\\g<1>%u/", "\\g<1>%u "};
	char *text = g_memdup2(bytes, len);
	for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
		GRegex *regex = g_regex_new(patterns[i], G_REGEX_RAW | G_REGEX_OPTIMIZE, 0, NULL);
		char *by = g_strdup_printf(marks[i], edition);
		char *next = g_regex_replace(regex, text, (gssize)len, 0, by, 0, NULL);
		g_free(text);
		g_free(by);
		g_regex_unref(regex);
		text = next;
		len = strlen(text);
	}
	*made = len;
	return text;
}

static void write_file(const char *folder, const char *name, const char *bytes, gsize len)
{
	GError *error = NULL;
	char *path = g_build_filename(folder, name, NULL);
	if (!g_file_set_contents_full(path, bytes, (gssize)len, G_FILE_SET_CONTENTS_NONE, 0666, &error))
		die(error->message, path);
	g_free(path);
}

/* File `number` of the archive, out of one of those that there are. Gives its bytes. */
static gsize write_copy(const char *root, unsigned number, const GPtrArray *paths)
{
	const char *from = g_ptr_array_index(paths, number % paths->len);
	char *folder = g_strdup_printf("%s/%05u", root, number / IN_A_FOLDER);
	char *base = g_path_get_basename(from), *name = g_strdup_printf("%07u-%.200s", number, base);
	unsigned edition = number / paths->len;
	char *bytes;
	gsize len;
	if (!g_file_get_contents(from, &bytes, &len, NULL) || g_mkdir_with_parents(folder, 0777) != 0)
		die(g_strerror(errno), from);
	if (edition > 0 && !memchr(bytes, '\0', len)) {
		char *made = make_edition(bytes, len, edition, &len);
		g_free(bytes);
		bytes = made;
	}
	write_file(folder, name, bytes, len);
	g_free(bytes);
	g_free(base);
	g_free(name);
	g_free(folder);
	return len;
}

int main(int argc, char **argv)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	unsigned count = argc > 3 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
	gsize bytes = 0;
	if (count == 0)
		die("COUNT FOLDER FROM...", "usage");
	for (int i = 3; i < argc; i++)
		gather(argv[i], paths);
	if (paths->len == 0)
		die("no files", argv[3]);
	qsort(paths->pdata, paths->len, sizeof(gpointer), compare_paths);
	for (unsigned i = 0; i < count; i++)
		bytes += write_copy(argv[2], i, paths);
	printf("%u articles, %.1f MB\n", count, (double)bytes / 1e6);
	g_ptr_array_unref(paths);
	return 0;
}
