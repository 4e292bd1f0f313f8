/* SPDX-License-Identifier: MIT */
/*
 * Folders in the order in which the system gives them; links to folders are followed, for a corpus is what somebody
 * made.
 */
#include "corpus.h"

#include "article/parse.h"

GPtrArray *corpus_new(void)
{
	return g_ptr_array_new_with_free_func((GDestroyNotify)article_free);
}

static void read_folder(const char *path, GDir *folder, GPtrArray *articles)
{
	const char *name;
	while ((name = g_dir_read_name(folder))) {
		char *inside = g_build_filename(path, name, NULL);
		corpus_read(inside, articles);
		g_free(inside);
	}
}

static void read_file(const char *path, GPtrArray *articles)
{
	char *bytes;
	gsize len;
	if (!g_file_get_contents(path, &bytes, &len, NULL))
		return;
	struct arena *arena = arena_new();
	struct parsed parsed;
	article_parse(arena, (struct span){bytes, len}, span_of(path), &parsed);
	g_ptr_array_add(articles, article_copy(&parsed.article));
	arena_free(arena);
	g_free(bytes);
}

void corpus_read(const char *path, GPtrArray *articles)
{
	GDir *folder = g_dir_open(path, 0, NULL);
	if (folder)
		read_folder(path, folder, articles);
	else if (g_file_test(path, G_FILE_TEST_IS_REGULAR))
		read_file(path, articles);
	if (folder)
		g_dir_close(folder);
}
