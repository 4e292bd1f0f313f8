/* SPDX-License-Identifier: MIT */
/* What the reader did, in memory: set, told of, undone. */
#include <glib.h>

#include "shelf/context.h"
#include "shelves.h"

static void test_set(void)
{
	struct shelf *shelf = shelves_open(NULL);
	g_assert_null(shelf_get(shelf, ONE, SHELF_READ));
	g_assert_false(shelf_set(shelf, ONE, SHELF_READ, 0, NULL));
	g_assert_true(shelf_set(shelf, ONE, SHELF_READ, 1, NULL));
	g_assert_false(shelf_set(shelf, ONE, SHELF_READ, 1, NULL));
	g_assert_true(shelf_set(shelf, ONE, SHELF_NOTE, 0, "看过"));
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, "看过");
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_READ), ==, 0);
	g_assert_false(shelf_set(shelf, SPAN(""), SHELF_READ, 1, NULL));
	shelves_close(shelf);
}

/* Whoever shows articles asks again after these; places change with every move, and nobody sees them in a list. */
static void test_changes(void)
{
	static const struct {
		enum shelf_field field;
		int64_t number;
		bool counts;
	} cases[] = {{SHELF_READ, 1, true}, {SHELF_READ, 1, false}, {SHELF_STAR, 1, true}, {SHELF_PLACE, 7, false}};
	struct shelf *shelf = shelves_open(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		uint64_t before = shelf_changes(shelf);
		shelf_set(shelf, ONE, cases[i].field, cases[i].number, NULL);
		g_assert_true((shelf_changes(shelf) != before) == cases[i].counts);
	}
	uint64_t before = shelf_changes(shelf);
	shelves_undo(shelf);
	g_assert_cmpuint(shelf_changes(shelf), !=, before);
	shelves_close(shelf);
}

static void test_tags(void)
{
	static const struct {
		const char *typed, *kept;
	} cases[] = {
		{"", ""},
		{" , ", ""},
		{"b a b", "a\nb"},
		{"日本，经济、美国", "日本\n经济\n美国"},
		{"a\nb\tc\x01"
		 "d",
		 "a\nb\nc\nd"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *kept = shelf_tags(cases[i].typed);
		g_assert_cmpstr(kept, ==, cases[i].kept);
		g_free(kept);
	}
	struct shelf *shelf = shelves_open(NULL);
	shelf_set(shelf, ONE, SHELF_TAGS, 0, "Later\n日本");
	shelf_set(shelf, TWO, SHELF_TAGS, 0, "经济\n日本");
	shelf_set(shelf, TWO, SHELF_TAGS, 0, "经济\n日本");
	shelf_set(shelf, SPAN("read"), SHELF_READ, 1, NULL);
	GPtrArray *all = shelf_tagged(shelf); /* nobody goes over what has no tags */
	g_assert_cmpuint(all->len, ==, 2);
	g_ptr_array_unref(all);
	all = shelf_all_tags(shelf);
	g_assert_cmpuint(all->len, ==, 3);
	g_assert_cmpstr(all->pdata[1], ==, "日本");
	g_ptr_array_unref(all);
	shelves_close(shelf);
}

static void test_undo(void)
{
	struct shelf *shelf = shelves_open(NULL);
	shelf_begin(shelf);
	shelf_set(shelf, ONE, SHELF_TAGS, 0, "a");
	shelf_begin(shelf);
	shelf_set(shelf, ONE, SHELF_READ, 1, NULL);
	shelf_set(shelf, TWO, SHELF_READ, 1, NULL);
	shelf_set(shelf, ONE, SHELF_PLACE, 700, "x");
	shelf_begin(shelf);
	shelf_set(shelf, ONE, SHELF_TAGS, 0, "b");
	g_assert_cmpuint(shelves_undo(shelf).changes, ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_TAGS), ==, "a");
	struct shelf_undone undone = shelves_undo(shelf);
	g_assert_cmpuint(undone.changes, ==, 2);
	g_assert_cmpuint(undone.field, ==, SHELF_READ);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 0);
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_READ), ==, 0);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_PLACE), ==, 700);
	g_assert_cmpuint(shelves_undo(shelf).changes, ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_TAGS), ==, "");
	g_assert_cmpuint(shelves_undo(shelf).changes, ==, 0);
	shelves_close(shelf);
}

/* Saved searches and marks come back as well; the history does not. */
static void test_undo_items(void)
{
	struct shelf *shelf = shelves_open(NULL);
	struct shelf_item old = {.key = (char *)"news", .text = (char *)"old"};
	struct shelf_item other = {.key = (char *)"news", .text = (char *)"new"};
	shelf_put(shelf, SHELF_SEARCH, &old);
	shelf_begin(shelf);
	shelf_put(shelf, SHELF_SEARCH, &other);
	shelf_begin(shelf);
	shelf_drop(shelf, SHELF_SEARCH, "news");
	shelf_put(shelf, SHELF_HISTORY, &other);
	struct shelf_undone undone = shelves_undo(shelf);
	g_assert_cmpuint(undone.changes, ==, 1);
	g_assert_null(undone.id);
	g_assert_cmpstr(shelf_item(shelf, SHELF_SEARCH, "news")->text, ==, "new");
	shelves_undo(shelf);
	g_assert_cmpstr(shelf_item(shelf, SHELF_SEARCH, "news")->text, ==, "old");
	shelves_undo(shelf);
	g_assert_null(shelf_item(shelf, SHELF_SEARCH, "news"));
	g_assert_nonnull(shelf_item(shelf, SHELF_HISTORY, "news"));
	g_assert_cmpuint(shelves_undo(shelf).changes, ==, 0);
	shelves_close(shelf);
}

static void test_context(void)
{
	static const struct {
		const char *text;
		uint32_t byte;
		const char *context;
		uint32_t found;
	} cases[] = {
		{"abc def", 4, "def", 4},       {"xx abc def", 4, "def", 7},
		{"def abc", 4, "def", 0},       {"def xxxxx def", 9, "def", 10},
		{"def xxxxx def", 2, "def", 0}, {"gone", 2, "def", 2},
		{"gone", 99, "def", 4},         {"", 0, "", 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpuint(context_find(span_of(cases[i].text), cases[i].byte, span_of(cases[i].context)), ==,
		                 cases[i].found);
	g_assert_true(span_equal(context_of(SPAN("abc\ndef\nghi"), 4), SPAN("def")));
	g_assert_cmpuint(context_of(SPAN("美国美国美国美国美国美国美国美国美国美国美国美国"), 0).len, ==, 63);
	g_assert_cmpuint(context_of(SPAN("abc"), 9).len, ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/shelf/set", test_set);
	g_test_add_func("/shelf/changes", test_changes);
	g_test_add_func("/shelf/tags", test_tags);
	g_test_add_func("/shelf/undo", test_undo);
	g_test_add_func("/shelf/undo-items", test_undo_items);
	g_test_add_func("/shelf/context", test_context);
	return g_test_run();
}
