/* SPDX-License-Identifier: MIT */
/* Sets of entries: what is put in and taken out, and going through what is there. */
#include <glib.h>

#include "archive/archive.h"
#include "ui/entry_set.h"

static const uint32_t entries[] = {0, 1, 63, 64, 129, 1000000};

static void test_put(void)
{
	struct entry_set set = {NULL, 0, 0};
	g_assert_false(entry_set_has(&set, 0));
	g_assert_false(entry_set_put(&set, 5, false));
	g_assert_null(set.words); /* nothing is kept of what is not there */
	for (size_t i = 0; i < G_N_ELEMENTS(entries); i++) {
		g_assert_true(entry_set_put(&set, entries[i], true));
		g_assert_false(entry_set_put(&set, entries[i], true));
		g_assert_true(entry_set_has(&set, entries[i]));
		g_assert_false(entry_set_has(&set, entries[i] + 2));
		g_assert_cmpuint(set.count, ==, i + 1);
	}
	g_assert_false(entry_set_put(&set, ENTRY_NONE, true));
	g_assert_false(entry_set_has(&set, ENTRY_NONE));
	g_assert_true(entry_set_put(&set, 63, false));
	g_assert_false(entry_set_has(&set, 63));
	g_assert_cmpuint(set.count, ==, G_N_ELEMENTS(entries) - 1);
	entry_set_clear(&set);
	g_assert_false(entry_set_has(&set, 64));
	g_assert_cmpuint(set.count, ==, 0);
}

static void test_next(void)
{
	struct entry_set set = {NULL, 0, 0}, copy;
	size_t at = 0;
	g_assert_cmpuint(entry_set_next(&set, 0), ==, ENTRY_NONE);
	for (size_t i = G_N_ELEMENTS(entries); i-- > 0;)
		entry_set_put(&set, entries[i], true);
	copy = entry_set_copy(&set);
	entry_set_clear(&set);
	for (uint32_t entry = entry_set_next(&copy, 0); entry != ENTRY_NONE; entry = entry_set_next(&copy, entry + 1))
		g_assert_cmpuint(entry, ==, entries[at++]);
	g_assert_cmpuint(at, ==, G_N_ELEMENTS(entries));
	g_assert_cmpuint(copy.count, ==, G_N_ELEMENTS(entries));
	entry_set_clear(&copy);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/entry-set/put", test_put);
	g_test_add_func("/entry-set/next", test_next);
	return g_test_run();
}
