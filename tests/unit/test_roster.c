/* SPDX-License-Identifier: MIT */
/*
 * Rows with a search over them: rows that cannot be selected, a list so long that it is searched in portions, a list
 * that grows meanwhile. Row i reads "row i"; every tenth one is a heading where headings are asked for.
 */
#include <glib.h>
#include <string.h>

#include "ui/roster.h"

struct rows {
	char text[32];
	size_t looked_at; /* how many rows were asked for their text */
	unsigned slow_us; /* what each of them takes */
};

static struct span row_text(void *data, size_t row)
{
	struct rows *rows = data;
	rows->looked_at++;
	if (rows->slow_us > 0)
		g_usleep(rows->slow_us);
	g_snprintf(rows->text, sizeof(rows->text), "row %zu", row);
	return span_of(rows->text);
}

static bool no_heading(void *data, size_t row)
{
	(void)data;
	return row % 10 != 0;
}

static void with_heading(void *data, size_t row, size_t *first, size_t *last)
{
	(void)data;
	*first = row % 10 == 1 ? row - 1 : row;
	*last = row;
}

static const struct roster_ops plain = {.text = row_text};
static const struct roster_ops headed = {.text = row_text, .selectable = no_heading, .extent = with_heading};

static const struct {
	enum action action;
	unsigned count;
	size_t selected, top;
} walk[] = {
	{ACTION_UP, 0, 1, 0},         /* row 0 is a heading */
	{ACTION_DOWN, 8, 9, 5},
	{ACTION_DOWN, 0, 11, 7},      /* over the heading */
	{ACTION_UP, 0, 9, 7},
	{ACTION_PAGE_DOWN, 0, 14, 12},
	{ACTION_PAGE_UP, 0, 9, 7},
	{ACTION_HALF_DOWN, 0, 11, 9},
	{ACTION_TOP, 0, 1, 0},        /* with its heading */
	{ACTION_TOP, 41, 41, 37},
	{ACTION_BOTTOM, 0, 99, 95},
	{ACTION_PERCENT, 50, 49, 49},
	{ACTION_PERCENT, 0, 1, 0},
};

static void test_moving(void)
{
	struct rows rows = {0};
	struct roster roster;
	roster_init(&roster, &headed, &rows);
	roster_set_rows(&roster, 100, 0);
	roster_set_height(&roster, 5);
	for (size_t i = 0; i < G_N_ELEMENTS(walk); i++) {
		g_test_message("step %zu", i);
		g_assert_true(roster_act(&roster, walk[i].action, walk[i].count));
		g_assert_cmpuint(roster.cursor.selected, ==, walk[i].selected);
		g_assert_cmpuint(roster.cursor.top, ==, walk[i].top);
	}
	g_assert_false(roster_act(&roster, ACTION_OPEN, 0));
	roster_clear(&roster);
}

static void assert_state(const struct roster *roster, size_t number, size_t count, bool more)
{
	struct search_state state;
	g_assert_true(roster_matches(roster, &state));
	g_assert_cmpuint(state.number, ==, number);
	g_assert_cmpuint(state.count, ==, count);
	g_assert_cmpint(state.more, ==, more);
}

static void test_searching(void)
{
	struct rows rows = {0};
	struct roster roster;
	struct search_state state;
	roster_init(&roster, &headed, &rows);
	roster_set_rows(&roster, 100, 50);
	g_assert_false(roster_matches(&roster, &state));
	g_assert_cmpint(roster_step(&roster, 1), ==, SEARCH_NOTHING);
	roster_search(&roster, SEARCH_BEGIN, SPAN(""));
	roster_search(&roster, SEARCH_TYPE, SPAN("ROW 7"));
	roster_search(&roster, SEARCH_TYPE, SPAN("row 7"));
	assert_state(&roster, 2, 10, false); /* 7, 71 to 79; 70 is a heading */
	g_assert_cmpuint(roster.cursor.selected, ==, 71);
	g_assert_cmpint(roster_step(&roster, 8), ==, SEARCH_FOUND);
	g_assert_cmpint(roster_step(&roster, 1), ==, SEARCH_WRAPPED);
	g_assert_cmpuint(roster.cursor.selected, ==, 7);
	roster_act(&roster, ACTION_DOWN, 1);
	assert_state(&roster, 0, 10, false);
	g_assert_cmpint(roster_step(&roster, -1), ==, SEARCH_FOUND);
	g_assert_cmpuint(roster.cursor.selected, ==, 7);
	roster_search(&roster, SEARCH_CANCEL, SPAN(""));
	g_assert_cmpuint(roster.cursor.selected, ==, 51);
	g_assert_false(roster_matches(&roster, &state));
	roster_clear(&roster);
}

/* No call looks at all of a long list, every row is looked at once, and the first match is gone to when it is found. */
static void test_in_portions(void)
{
	struct rows rows = {0};
	struct roster roster;
	roster_init(&roster, &plain, &rows);
	roster_set_rows(&roster, 50000, 40000);
	roster_search(&roster, SEARCH_BEGIN, SPAN(""));
	rows.slow_us = 100;
	roster_search(&roster, SEARCH_TYPE, SPAN("row 39999"));
	g_assert_cmpuint(rows.looked_at, <, 100); /* it is time that ends a portion */
	g_assert_cmpuint(roster.cursor.selected, ==, 40000);
	assert_state(&roster, 0, 0, true);
	rows.slow_us = 0;
	while (roster_work(&roster))
		g_assert_cmpuint(rows.looked_at, <=, 50000);
	g_assert_cmpuint(rows.looked_at, ==, 50000);
	g_assert_cmpuint(roster.cursor.selected, ==, 39999);
	assert_state(&roster, 1, 1, false);
	roster_clear(&roster);
}

/* A list that grows keeps its selection and its search; what is found later does not move the reader. */
static void test_growing(void)
{
	struct rows rows = {0};
	struct roster roster;
	roster_init(&roster, &plain, &rows);
	roster_set_rows(&roster, 10, 3);
	roster_search(&roster, SEARCH_BEGIN, SPAN(""));
	roster_search(&roster, SEARCH_TYPE, SPAN("row 15"));
	roster_search(&roster, SEARCH_KEEP, SPAN(""));
	assert_state(&roster, 0, 0, false);
	roster_set_rows(&roster, 20, 5);
	g_assert_false(roster_work(&roster));
	g_assert_cmpuint(roster.cursor.selected, ==, 5);
	assert_state(&roster, 0, 1, false);
	roster_clear(&roster);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/roster/moving", test_moving);
	g_test_add_func("/roster/searching", test_searching);
	g_test_add_func("/roster/in-portions", test_in_portions);
	g_test_add_func("/roster/growing", test_growing);
	return g_test_run();
}
