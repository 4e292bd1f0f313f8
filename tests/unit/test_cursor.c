/* SPDX-License-Identifier: MIT */
/* The arithmetic of lists: from one state and one move to the next, and what must hold whatever is done. */
#include <glib.h>

#include "ui/cursor.h"

enum step { SELECT, MOVE, SCROLL, HEIGHT, ROWS };

static const struct {
	size_t count, height, top, selected;
	enum step step;
	long by;
	size_t new_top, new_selected;
} cases[] = {
	{10, 4, 0, 0, MOVE, 1, 0, 1},
	{10, 4, 0, 3, MOVE, 1, 1, 4},
	{10, 4, 6, 9, MOVE, 1, 6, 9},
	{10, 4, 3, 3, MOVE, -1, 2, 2},
	{10, 4, 0, 0, MOVE, -1, 0, 0},
	{10, 4, 0, 0, MOVE, G_MAXLONG, 6, 9},
	{10, 4, 6, 9, MOVE, G_MINLONG, 0, 0},
	{10, 4, 0, 1, SCROLL, 4, 4, 5},
	{10, 4, 4, 5, SCROLL, 4, 6, 9},
	{10, 4, 6, 7, SCROLL, -4, 2, 3},
	{10, 4, 2, 3, SCROLL, -4, 0, 0},
	{3, 4, 0, 0, SCROLL, 4, 0, 2},
	{0, 4, 0, 0, MOVE, 1, 0, 0},
	{0, 0, 0, 0, SCROLL, 1, 0, 0},
	{10, 4, 0, 0, SELECT, 9, 6, 9},
	{10, 4, 6, 9, SELECT, 7, 6, 7},
	{10, 4, 6, 9, SELECT, 99, 6, 9},
	{10, 4, 2, 5, HEIGHT, 2, 4, 5},
	{10, 4, 6, 9, HEIGHT, 8, 2, 9},
	{10, 4, 6, 9, HEIGHT, 0, 9, 9},
	{10, 4, 3, 5, ROWS, 20, 3, 5},
	{10, 4, 6, 9, ROWS, 3, 0, 2},
};

static void take(struct cursor *cursor, enum step step, long by)
{
	if (step == SELECT)
		cursor_select(cursor, (size_t)by);
	else if (step == MOVE)
		cursor_move(cursor, by);
	else if (step == SCROLL)
		cursor_scroll(cursor, by);
	else if (step == HEIGHT)
		cursor_set_height(cursor, (size_t)by);
	else
		cursor_set_rows(cursor, (size_t)by, cursor->selected);
}

static void test_steps(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct cursor cursor = {cases[i].count, cases[i].height, cases[i].selected, cases[i].top};
		take(&cursor, cases[i].step, cases[i].by);
		g_test_message("case %zu", i);
		g_assert_cmpuint(cursor.top, ==, cases[i].new_top);
		g_assert_cmpuint(cursor.selected, ==, cases[i].new_selected);
	}
}

/* While a list fills above the selected row, that stays on its line of the window. */
static void test_rows_keep_the_line(void)
{
	struct cursor cursor = {.count = 10, .height = 4, .top = 3, .selected = 5};
	cursor_set_rows(&cursor, 30, 17);
	g_assert_cmpuint(cursor.selected, ==, 17);
	g_assert_cmpuint(cursor.top, ==, 15);
}

static void test_reveal(void)
{
	struct cursor cursor = {.count = 30, .height = 5, .top = 10, .selected = 14};
	cursor_reveal(&cursor, 14, 15);
	g_assert_cmpuint(cursor.top, ==, 11);
	cursor_select(&cursor, 11);
	cursor_reveal(&cursor, 10, 12);
	g_assert_cmpuint(cursor.top, ==, 10);
}

static void test_whatever_happens(void)
{
	GRand *random = g_rand_new_with_seed(20221113);
	struct cursor cursor = {0};
	for (int i = 0; i < 20000; i++) {
		take(&cursor, (enum step)g_rand_int_range(random, 0, 5), g_rand_int_range(random, 0, 40));
		if (g_rand_boolean(random))
			take(&cursor, g_rand_boolean(random) ? MOVE : SCROLL, g_rand_int_range(random, -40, 40));
		size_t height = MAX(cursor.height, 1);
		g_assert_cmpuint(cursor.selected, <, MAX(cursor.count, 1));
		g_assert_cmpuint(cursor.top, <=, cursor.selected);
		g_assert_cmpuint(cursor.selected - cursor.top, <, height);
		g_assert_true(cursor.top == 0 || cursor.top + height <= cursor.count);
	}
	g_rand_free(random);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/cursor/steps", test_steps);
	g_test_add_func("/cursor/rows-keep-the-line", test_rows_keep_the_line);
	g_test_add_func("/cursor/reveal", test_reveal);
	g_test_add_func("/cursor/whatever-happens", test_whatever_happens);
	return g_test_run();
}
