/* SPDX-License-Identifier: MIT */
/* What a limit leaves of a list: by letter, by sound, and while articles come. */
#include <glib.h>

#include "../tree.h"
#include "ui/limit.h"

enum { MORE = 300, BUDGET_US = 1000000 };

/* Articles that came, and that nobody was told of yet, are asked about as well: is one found by letter already? */
static void articles_come_meanwhile(void)
{
	char *root = g_dir_make_tmp("jianbao-limit-XXXXXX", NULL);
	const char *roots[] = {root};
	struct kept kept = {.shelf = NULL};
	struct limit limit = {.search = NULL};
	tree_write_article(root, "a.md", "美日峰會");
	struct archive *archive = archive_open(roots, 1);
	archive_wait(archive);
	g_assert_true(limit_set(&limit, archive, &kept, SPAN("mr"), true));
	limit_work(&limit, archive, BUDGET_US);
	g_assert_cmpuint(limit_count(&limit), ==, 1);
	for (int i = 0; i < MORE; i++) {
		char *name = g_strdup_printf("%03d.md", i);
		tree_write_article(root, name, i % 2 ? "美日會談" : "mr 美日");
		g_free(name);
	}
	archive_look(archive);
	archive_wait(archive);
	limit_work(&limit, archive, BUDGET_US);
	limit_refresh(&limit, false);
	limit_work(&limit, archive, BUDGET_US);
	g_assert_cmpuint(limit_count(&limit), ==, MORE + 1);
	limit_clear(&limit);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/limit/articles-come", articles_come_meanwhile);
	return g_test_run();
}
