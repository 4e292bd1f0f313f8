/* SPDX-License-Identifier: MIT */
/*
 * What is chosen, in the order of a list that shows the even entries, the highest first; the odd ones follow as the
 * archive has them. Rows are counted: few that are chosen do not go over a long list.
 */
#include <glib.h>

#include "../tree.h"
#include "ui/choice.h"

enum { FILES = 60, ROWS = FILES / 2 };

struct list {
	struct pane pane;
	size_t gone_over;
};

static size_t rows(const struct pane *pane)
{
	(void)pane;
	return ROWS;
}

static uint32_t entry_at(const struct pane *pane, size_t row)
{
	((struct list *)pane)->gone_over++;
	return (uint32_t)(2 * (ROWS - 1 - row));
}

static size_t row_of(const struct pane *pane, uint32_t entry)
{
	(void)pane;
	return entry % 2 == 0 && entry < FILES ? ROWS - 1 - entry / 2 : ROWS;
}

static const struct pane_ops ops = {.rows = rows, .entry_at = entry_at, .row_of = row_of};
static struct archive *archive;

/* Every `step`th entry is chosen. */
static void assert_order(uint32_t step, size_t gone_over)
{
	struct list list = {.pane = {.ops = &ops}};
	struct entry_set chosen = {NULL, 0, 0};
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	for (uint32_t entry = 0; entry < FILES; entry += step)
		entry_set_put(&chosen, entry, true);
	choice_append(&chosen, &list.pane, archive, entries);
	g_assert_cmpuint(entries->len, ==, chosen.count);
	for (guint i = 1; i < entries->len; i++) {
		uint32_t before = g_array_index(entries, uint32_t, i - 1), entry = g_array_index(entries, uint32_t, i);
		size_t row = row_of(&list.pane, entry), row_before = row_of(&list.pane, before);
		g_assert_true(entry_set_put(&chosen, entry, false));
		g_assert_true(row > row_before || (row == ROWS && row_before == ROWS &&
		                                   archive_row(archive, entry) > archive_row(archive, before)));
	}
	g_assert_cmpuint(list.gone_over, ==, gone_over);
	entry_set_clear(&chosen);
	g_array_unref(entries);
}

static void test_few(void)
{
	assert_order(FILES, 0);
	assert_order(7, 0);
}

static void test_many(void)
{
	assert_order(1, ROWS);
	assert_order(3, ROWS);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	char *root = g_dir_make_tmp("jianbao-choice-XXXXXX", NULL);
	for (size_t i = 0; i < FILES; i++) {
		char *name = g_strdup_printf("%02zu.md", i * 7 % FILES);
		tree_write(root, name, "Text.\n");
		g_free(name);
	}
	const char *path = root;
	archive = archive_open(&path, 1);
	archive_wait(archive);
	g_assert_cmpuint(archive_count(archive), ==, FILES);
	g_test_add_func("/choice/few", test_few);
	g_test_add_func("/choice/many", test_many);
	int status = g_test_run();
	archive_close(archive);
	tree_remove(root);
	g_free(root);
	return status;
}
