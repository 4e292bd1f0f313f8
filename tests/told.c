/* SPDX-License-Identifier: MIT */
/* A sink that writes down what it is given, a line each. */
#include "told.h"

#include <string.h>

#include "archive/archive.h"

static bool take_known(void *data, const char *path, const struct stamp *stamp)
{
	const struct told *told = data;
	(void)stamp;
	return g_strcmp0(told->known, path) == 0;
}

static bool take_document(void *data, const char *path, const struct stamp *stamp, char *bytes, size_t len)
{
	struct told *told = data;
	struct input input = {.stop = -1};
	struct stamp read = *stamp;
	struct span span = {bytes, len};
	told->documents++;
	if (!bytes && !told->quiet && !told->source->ops->read(told->source, path, &read, &input, &span))
		g_ptr_array_add(told->lines, g_strdup_printf("unread %s %s", path, input.code));
	else if (!told->quiet)
		g_ptr_array_add(told->lines, g_strdup_printf("doc %s %.*s", path, (int)span.len, span.at));
	input_clear(&input);
	g_free(bytes);
	return true;
}

static bool take_left_out(void *data, const char *path, const char *reason)
{
	g_ptr_array_add(((struct told *)data)->lines, g_strdup_printf("out %s %s", path, reason));
	return true;
}

static bool take_problem(void *data, const char *path, const char *code, const char *message)
{
	g_assert_nonnull(message);
	g_ptr_array_add(((struct told *)data)->lines, g_strdup_printf("problem %s %s", path, code));
	return true;
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *told_walk(struct source *source, struct told *told)
{
	const struct source_sink sink = {true, take_known, take_document, take_left_out, take_problem, told};
	char *lines;
	g_assert_nonnull(source);
	told->source = source;
	told->lines = g_ptr_array_new_with_free_func(g_free);
	source->stop = -1;
	g_assert_true(source->ops->walk(source, &sink));
	g_ptr_array_sort(told->lines, compare_lines);
	g_ptr_array_add(told->lines, NULL);
	lines = g_strjoinv("\n", (char **)told->lines->pdata);
	g_ptr_array_unref(told->lines);
	return lines;
}

void told_assert(struct source *source, const char *expected)
{
	struct told told = {0};
	char *lines = told_walk(source, &told);
	g_assert_cmpstr(lines, ==, expected);
	source_close(source);
	g_free(lines);
}

char *told_entries(const char *path, bool ids)
{
	struct archive *archive = archive_open(&path, 1);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	char *all;
	archive_wait(archive);
	for (uint32_t i = 0; i < archive_count(archive); i++) {
		struct entry entry;
		struct article article;
		struct span title;
		archive_entry(archive, i, &entry);
		archive_article(archive, i, &article);
		title = article_span(&article, article.title);
		g_ptr_array_add(lines,
		                g_strdup_printf("%.*s %.*s %.*s", (int)entry.path.len, entry.path.at,
		                                ids ? (int)entry.id.len : 0, entry.id.at, (int)title.len, title.at));
	}
	g_ptr_array_sort(lines, compare_lines);
	g_ptr_array_add(lines, NULL);
	all = g_strjoinv("\n", (char **)lines->pdata);
	g_ptr_array_unref(lines);
	archive_close(archive);
	return all;
}
