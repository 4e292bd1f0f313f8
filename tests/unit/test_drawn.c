/* SPDX-License-Identifier: MIT */
/* Which rows are drawn ahead, and that they are asked for no more. */
#include <glib.h>

#include "ui/drawn.h"

/*
 * Of a window of ten rows: where it was when rows were drawn ahead last, where it is, which ones are to be drawn now.
 */
static const struct {
	size_t before, top, count;
	size_t from, to;
} windows[] = {
	{SIZE_MAX, 0, 100, 0, 20}, {SIZE_MAX, 40, 100, 30, 60}, {SIZE_MAX, 0, 5, 0, 5}, {SIZE_MAX, 0, 0, 0, 0},
	{40, 40, 100, 0, 0},       {40, 41, 100, 60, 61},       {40, 39, 100, 29, 30},  {40, 50, 100, 60, 70},
	{80, 90, 100, 0, 0},       {0, 80, 100, 70, 100},
};

static void look_ahead(struct drawn *drawn, size_t top, size_t count, size_t *from, size_t *to)
{
	*from = *to = 0;
	for (size_t row = SIZE_MAX; drawn_next_ahead(drawn, top, count, &row); *to = row + 1)
		*from = *to == 0 ? row : *from;
}

static void test_window(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(windows); i++) {
		struct drawn drawn = {0};
		size_t from, to;
		drawn_fit(&drawn, DRAWN_AHEAD, 10, 1, 4);
		if (windows[i].before != SIZE_MAX)
			look_ahead(&drawn, windows[i].before, windows[i].count, &from, &to);
		look_ahead(&drawn, windows[i].top, windows[i].count, &from, &to);
		g_assert_cmpuint(from, ==, windows[i].from);
		g_assert_cmpuint(to, ==, windows[i].to);
		drawn_clear(&drawn);
	}
}

/* A row that stands is told by its number and the canvas's stamp; one drawn ahead stands nowhere yet. */
static void test_stands(void)
{
	struct canvas *canvas = canvas_new(3, 4, &widths_default), *ahead = canvas_new(1, 4, &widths_default);
	struct drawn_row now = {.entry = 7};
	struct rect line = {1, 0, 1, 4}, only = {0, 0, 1, 4};
	struct drawn drawn = {0};
	drawn_fit(&drawn, DRAWN_AHEAD, 3, 1, 4);
	drawn_keep(&drawn, canvas, line, 1, &now);
	g_assert_true(drawn_stands(&drawn, canvas, 1, 1));
	g_assert_false(drawn_stands(&drawn, canvas, 2, 1));
	g_assert_false(drawn_stands(&drawn, canvas, 1, 10)); /* its slot is the same */
	canvas_text(canvas, 1, 0, 4, SPAN("a"), STYLE_TEXT, 0);
	g_assert_false(drawn_stands(&drawn, canvas, 1, 1));
	for (unsigned row = 0; row < 3; row++) {
		drawn_keep_ahead(&drawn, ahead, only, 4, &now);
		g_assert_false(drawn_stands(&drawn, canvas, row, 4));
	}
	drawn_clear(&drawn);
	canvas_free(ahead);
	canvas_free(canvas);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/drawn/window", test_window);
	g_test_add_func("/drawn/stands", test_stands);
	return g_test_run();
}
