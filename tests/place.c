/* SPDX-License-Identifier: MIT */
/* Each file is a minute younger than the one before, so that one that is replaced always shows it. */
#include "place.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "tree.h"

void place_begin(struct place *place, const char *name)
{
	char *template = g_strdup_printf("jianbao-%s-XXXXXX", name);
	place->base = g_dir_make_tmp(template, NULL);
	place->root = g_build_filename(place->base, "news", NULL);
	place->cache = g_build_filename(place->base, "cache", NULL);
	place->kept = g_build_filename(place->base, "kept", NULL);
	place->minute = 0;
	g_assert_cmpint(g_mkdir(place->root, 0700), ==, 0);
	g_free(template);
}

void place_end(struct place *place)
{
	tree_remove(place->base);
	g_free(place->base);
	g_free(place->root);
	g_free(place->cache);
	g_free(place->kept);
}

void place_make_old(const char *path, int minute)
{
	struct timespec times[2] = {{PLACE_LONG_AGO + 60 * minute, 0}, {PLACE_LONG_AGO + 60 * minute, 0}};
	g_assert_cmpint(utimensat(AT_FDCWD, path, times, 0), ==, 0);
}

void place_write(struct place *place, const char *path, const char *text, gssize len)
{
	char *file = g_build_filename(place->root, path, NULL), *folder = g_path_get_dirname(file);
	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(file, text, len, NULL));
	place_make_old(file, place->minute++);
	g_free(folder);
	g_free(file);
}

void place_write_article(struct place *place, const char *path, const char *title, const char *date, const char *url)
{
	GString *text = g_string_new("---\n");
	g_string_append_printf(text, "title: \"%s\"\n", title);
	if (date)
		g_string_append_printf(text, "date: %s\n", date);
	if (url)
		g_string_append_printf(text, "from: %s\n", url);
	g_string_append_printf(text, "---\n\n%s" PLACE_PARAGRAPH "\n" PLACE_PARAGRAPH, title);
	place_write(place, path, text->str, (gssize)text->len);
	g_string_free(text, TRUE);
}

void place_remove(const struct place *place, const char *path)
{
	char *file = g_build_filename(place->root, path, NULL);
	g_assert_cmpint(g_remove(file), ==, 0);
	g_free(file);
}
