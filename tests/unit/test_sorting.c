/* SPDX-License-Identifier: MIT */
/* Lists that are sorted in portions: in the order that a plain sort gives, and no portion longer than it may be. */
#include <glib.h>

#include "ui/sorting.h"

enum { ROWS = 3000, PORTION_ROWS = 256 };

static struct archive *archive;

/* The articles of the seeds, over and over. */
static uint32_t entry_at(const void *data, size_t row)
{
	(void)data;
	return archive_at(archive, row * 7 % archive_shown(archive));
}

static struct span text_of(uint32_t entry, enum sort_key key)
{
	struct article article;
	archive_facts(archive, entry, &article);
	return article_span(&article, key == SORT_SOURCE ? article.source : article.title);
}

/* Whether `one` may stand before `other`. */
static bool in_order(uint32_t one, uint32_t other, enum sort_key key)
{
	struct article a, b;
	if (key != SORT_LENGTH)
		return span_compare(text_of(one, key), text_of(other, key)) <= 0;
	archive_facts(archive, one, &a);
	archive_facts(archive, other, &b);
	return a.text_len >= b.text_len;
}

static size_t sort_all(struct sorting *sorting, size_t rows)
{
	size_t portions = 1;
	sorting_take(sorting, archive, entry_at, NULL, rows);
	while (!sorting_work(sorting, 0))
		portions++;
	g_assert_false(sorting_is_busy(sorting));
	g_assert_cmpuint(sorting->entries->len, ==, rows);
	return portions;
}

static void test_order(void)
{
	static const char letters[] = "stl";
	for (size_t rows = 0; rows < ROWS; rows = rows * 3 + 1) {
		for (size_t i = 0; letters[i]; i++) {
			struct sorting sorting = {.key = SORT_DATE};
			g_assert_nonnull(sorting_choose(&sorting, (uint32_t)letters[i]));
			sort_all(&sorting, rows);
			const uint32_t *entries = (const uint32_t *)(const void *)sorting.entries->data;
			for (size_t row = 1; row < rows; row++)
				g_assert_true(in_order(entries[row - 1], entries[row], sorting.key));
			sorting_clear(&sorting);
		}
	}
}

/* What is alike stays as it came, and comes the other way round when all does. */
static void test_rows(void)
{
	struct sorting sorting = {.key = SORT_DATE};
	g_assert_nonnull(sorting_choose(&sorting, 'd'));
	g_assert_true(sorting.reversed);
	sort_all(&sorting, ROWS);
	for (guint row = 0; row < ROWS; row++)
		g_assert_cmpuint(g_array_index(sorting.entries, uint32_t, row), ==, entry_at(NULL, ROWS - 1 - row));
	sorting_choose(&sorting, 'd');
	sorting_take(&sorting, archive, entry_at, NULL, ROWS);
	g_assert_null(sorting.entries);
	g_assert_false(sorting_is_busy(&sorting));
	sorting_clear(&sorting);
}

/* Each row is gathered, merged in each pass and written; the order before holds until all is done. */
static void test_portions(void)
{
	struct sorting sorting = {.key = SORT_TITLE};
	size_t passes = 2;
	for (size_t width = PORTION_ROWS; width < ROWS; width *= 2)
		passes++;
	g_assert_cmpuint(sort_all(&sorting, ROWS), >=, passes * ROWS / PORTION_ROWS);
	sorting_choose(&sorting, 'l');
	sorting_take(&sorting, archive, entry_at, NULL, ROWS);
	GArray *before = sorting.entries;
	g_assert_false(sorting_work(&sorting, 0));
	g_assert_true(sorting.entries == before);
	sorting_clear(&sorting);
	g_assert_false(sorting_is_busy(&sorting));
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	const char *top = g_getenv("G_TEST_SRCDIR");
	char *seeds = g_build_filename(top ? top : ".", "seeds", NULL);
	const char *path = seeds;
	archive = archive_open(&path, 1);
	archive_wait(archive);
	g_test_add_func("/sorting/order", test_order);
	g_test_add_func("/sorting/rows", test_rows);
	g_test_add_func("/sorting/portions", test_portions);
	int status = g_test_run();
	archive_close(archive);
	g_free(seeds);
	return status;
}
