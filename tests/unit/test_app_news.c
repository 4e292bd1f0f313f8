/* SPDX-License-Identifier: MIT */
/* An archive that fills and changes while one reads: what is selected and read stays so. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "../replay/stage.h"
#include "../tree.h"

/* The text of the row that the cursor stands on, without its marker; for g_free(). */
static char *selected_row(const struct stage *stage)
{
	char *dump = stage_dump(stage);
	char **rows = g_strsplit(dump, "\n", -1);
	char *row = g_strdup(rows[stage->canvas->cursor_row]);
	g_strfreev(rows);
	g_free(dump);
	return row;
}

/* The list fills while one reads: what is selected stays so, whatever comes in above it. */
static void test_loading(void)
{
	char *corpus = stage_source("../shared/corpus"), *seeds = stage_source("seeds");
	bool large = g_file_test(corpus, G_FILE_TEST_IS_DIR);
	if (!large)
		g_test_message("no corpus beside the source tree: the seeds have to do");
	struct stage *stage = stage_new_loading(large ? corpus : seeds, 24, 80);
	while (archive_count(stage->archive) < 3 && archive_progress(stage->archive).loading)
		stage_take_news(stage);
	stage_key(stage, 'j');
	char *before = selected_row(stage);
	while (archive_progress(stage->archive).loading)
		stage_take_news(stage);
	stage_rest(stage);
	char *after = selected_row(stage);
	g_assert_cmpstr(after, ==, before);
	g_assert_true(g_str_has_prefix(after, ">N"));
	g_assert_cmpint(app_timeout(stage->app), ==, -1);
	g_free(before);
	g_free(after);
	g_free(corpus);
	g_free(seeds);
	stage_free(stage);
}

static void remove_file(const char *folder, const char *name)
{
	char *file = g_build_filename(folder, name, NULL);
	g_assert_cmpint(g_remove(file), ==, 0);
	g_free(file);
}

/* ^R: what has come is in the list, marked; what has gone is not. */
static void test_changes(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL), *dump;
	tree_write_article(folder, "a.md", "first");
	tree_write_article(folder, "b.md", "second");
	struct stage *stage = stage_new(folder, 24, 80);
	tree_write_article(folder, "c.md", "third");
	remove_file(folder, "a.md");
	stage_key(stage, 'R' - '@');
	while (archive_progress(stage->archive).checking)
		stage_take_news(stage);
	dump = stage_dump(stage);
	g_assert_nonnull(strstr(dump, "1 added, 0 changed, 1 gone"));
	g_assert_nonnull(strstr(dump, " + third"));
	g_assert_nonnull(strstr(dump, ">N second"));
	g_assert_null(strstr(dump, "first"));
	stage_type(stage, "Sthird\r"); /* and so it is in what is found */
	stage_expect(stage, ">+            third");
	tree_remove(folder);
	g_free(dump);
	g_free(folder);
	stage_free(stage);
}

static void write_dated(const char *folder, const char *name, const char *title, const char *date, const char *url)
{
	char *text = g_strdup_printf("---\ntitle: %s\ndate: %s\nfrom: %s\n---\n\nSome words about it.\n", title, date, url);
	tree_write(folder, name, text);
	g_free(text);
}

/* Who has selected an article stands on it when a newer version of it comes, and takes its place elsewhere. */
static void test_newer(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	write_dated(folder, "a.md", "one", "2024-01-05", "https://example.org/one");
	write_dated(folder, "b.md", "two", "2024-01-04", "https://example.org/two");
	write_dated(folder, "c.md", "three", "2024-01-03", "https://example.org/three");
	struct stage *stage = stage_new(folder, 24, 80);
	stage_type(stage, "jj");
	stage_expect(stage, ">N three");
	write_dated(folder, "d.md", "three again", "2024-01-06", "https://example.org/three");
	stage_look_again(stage);
	stage_expect(stage, ">+ three again");
	tree_remove(folder);
	g_free(folder);
	stage_free(stage);
}

/* What is read stays when it changes, and is told to have; ^R shows what it is now, or that it is gone. */
static void test_changed(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	tree_write_article(folder, "a.md", "first");
	tree_write_article(folder, "b.md", "second");
	struct stage *stage = stage_new(folder, 24, 80);
	stage_type(stage, "\r");
	tree_write_article(folder, "a.md", "another one");
	stage_look_again(stage);
	stage_expect(stage, "first");
	stage_expect(stage, "What you read has changed; ^R");
	stage_key(stage, 'R' - '@');
	stage_expect_not(stage, "first");
	stage_expect(stage, "another one");
	while (archive_progress(stage->archive).checking)
		stage_take_news(stage);
	tree_write_article(folder, "a.md", "the third one");
	stage_key(stage, 'R' - '@');
	while (archive_progress(stage->archive).checking)
		stage_take_news(stage);
	stage_expect(stage, "the third one");
	remove_file(folder, "a.md");
	stage_look_again(stage);
	stage_expect(stage, "What you read is gone");
	stage_expect(stage, "the third one");
	tree_remove(folder);
	g_free(folder);
	stage_free(stage);
}

/* An archive that is gone is no archive without changes. */
static void test_vanished(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	tree_write_article(folder, "a.md", "first");
	tree_write_article(folder, "b.md", "second");
	struct stage *stage = stage_new(folder, 24, 80);
	tree_remove(folder);
	stage_key(stage, 'R' - '@');
	while (archive_progress(stage->archive).checking)
		stage_take_news(stage);
	stage_expect(stage, "E tells what could not be read");
	g_free(folder);
	stage_free(stage);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/app-news/loading", test_loading);
	g_test_add_func("/app-news/changes", test_changes);
	g_test_add_func("/app-news/newer", test_newer);
	g_test_add_func("/app-news/changed", test_changed);
	g_test_add_func("/app-news/vanished", test_vanished);
	return g_test_run();
}
