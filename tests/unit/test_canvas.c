/* SPDX-License-Identifier: MIT */
/* The grid: no wide character is ever half, whatever is written over it, and nothing is written outside. */
#include <glib.h>

#include "ui/canvas.h"

/* Writes onto "中文字" in six columns, with a seventh that is blank. */
static const struct {
	unsigned column, columns;
	const char *text, *row;
} over_wide[] = {
	{0, 7, "a", "a 文字"},
	{1, 6, "a", " a文字"},
	{2, 5, "ab", "中ab字"},
	{3, 4, "ab", "中 ab"},
	{3, 4, "語", "中 語"},
	{5, 2, "語", "中文 語"},
	{6, 1, "語", "中文字"},     /* does not fit whole */
	{5, 1, "語", "中文字"},
	{0, 3, "語語", "語文字"},   /* the second one does not fit: what is left stays as it was */
	{7, 9, "a", "中文字"},
	{4, 0, "a", "中文字"},
	{0, 7, "e\u0301\tb\nc\033d", "é bcd"}, /* cleaned */
};

static void assert_whole(const struct canvas *canvas)
{
	for (unsigned row = 0; row < canvas->rows; row++) {
		unsigned sum = 0;
		for (unsigned column = 0; column < canvas->columns; column++) {
			const struct cell *cell = canvas_cell(canvas, row, column);
			bool right_half = column > 0 && canvas_cell(canvas, row, column - 1)->width == 2;
			g_assert_cmpint(cell->width == 0, ==, right_half);
			sum += cell->width;
		}
		g_assert_cmpuint(sum, ==, canvas->columns);
	}
}

static void assert_dump(const struct canvas *canvas, const char *expected)
{
	char *dump = canvas_dump(canvas);
	g_assert_cmpstr(dump, ==, expected);
	g_free(dump);
	assert_whole(canvas);
}

static void test_over_wide(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(over_wide); i++) {
		struct canvas *canvas = canvas_new(1, 7, &widths_default);
		canvas_text(canvas, 0, 0, 7, SPAN("中文字"), STYLE_TEXT, 0);
		struct span text = span_of(over_wide[i].text);
		canvas_text(canvas, 0, over_wide[i].column, over_wide[i].columns, text, STYLE_TEXT, 0);
		char *expected = g_strconcat(over_wide[i].row, "\n", NULL);
		assert_dump(canvas, expected);
		g_free(expected);
		canvas_free(canvas);
	}
}

/* What a field makes of a row full of "|". */
static const struct {
	const char *text;
	unsigned columns;
	const char *row;
} fields[] = {
	{"abc", 6, "abc   ||"},
	{"abcdef", 6, "abcdef||"},
	{"abcdefg", 6, "abcd..||"},
	{"中文字", 6, "中文字||"},
	{"中文字典", 6, "中文..||"},
	{"中文字典", 7, "中文.. |"},
	{"中文", 3, ".. |||||"},
	{"中文", 2, "..||||||"},
	{"中文", 1, ".|||||||"},
	{"", 3, "   |||||"},
	{"", 0, "||||||||"},
	{"中文字典", 50, "中文字典"},
	{"中文字典中", 50, "中文字.."},
};

static void test_field(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		struct canvas *canvas = canvas_new(1, 8, &widths_default);
		canvas_text(canvas, 0, 0, 8, SPAN("||||||||"), STYLE_TEXT, 0);
		canvas_field(canvas, 0, 0, fields[i].columns, span_of(fields[i].text), STYLE_TEXT, 0);
		char *expected = g_strconcat(fields[i].row, "\n", NULL);
		assert_dump(canvas, expected);
		g_free(expected);
		canvas_free(canvas);
	}
}

static void test_fill_and_restyle(void)
{
	struct canvas *canvas = canvas_new(2, 6, &widths_default);
	canvas_text(canvas, 0, 0, 6, SPAN("中文字"), STYLE_TEXT, 0);
	canvas_restyle(canvas, (struct rect){0, 1, 9, 2}, STYLE_MATCH);
	for (unsigned column = 0; column < 4; column++)
		g_assert_cmpint(canvas_cell(canvas, 0, column)->style, ==, STYLE_MATCH);
	g_assert_cmpint(canvas_cell(canvas, 0, 4)->style, ==, STYLE_TEXT);
	canvas_fill(canvas, (struct rect){0, 3, 5, 50}, STYLE_BORDER);
	assert_dump(canvas, "中\n\n");
	g_assert_cmpint(canvas_cell(canvas, 1, 5)->style, ==, STYLE_BORDER);
	canvas_resize(canvas, 0, 0);
	canvas_text(canvas, 0, 0, 5, SPAN("a"), STYLE_TEXT, 0);
	canvas_cursor(canvas, 0, 0);
	assert_dump(canvas, "");
	canvas_free(canvas);
}

/* Rows of "a" to "e"; the middle three are moved. What moves keeps its stamp. */
static const struct {
	long by;
	const char *rows;
	unsigned from; /* where the row now in the second place stood */
} scrolled[] = {
	{1, "a\nc\nd\nb\ne\n", 2},
	{2, "a\nd\nb\nc\ne\n", 3},
	{-1, "a\nd\nb\nc\ne\n", 3},
	{0, "a\nb\nc\nd\ne\n", 1},
};

static void test_scroll(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(scrolled); i++) {
		struct canvas *canvas = canvas_new(5, 3, &widths_default);
		for (unsigned row = 0; row < 5; row++)
			canvas_text(canvas, row, 0, 3, (struct span){&"abcde"[row], 1}, STYLE_TEXT, 0);
		uint32_t stamp = canvas->stamps[scrolled[i].from];
		canvas_scroll(canvas, 1, 3, scrolled[i].by);
		assert_dump(canvas, scrolled[i].rows);
		g_assert_cmpuint(canvas->stamps[1], ==, stamp);
		canvas_free(canvas);
	}
}

/* What was taken of a canvas can be put on another one: marks and colours come along. */
static void test_take_and_put(void)
{
	struct canvas *canvas = canvas_new(2, 6, &widths_default), *other = canvas_new(2, 6, &widths_default);
	struct grid grid = {0};
	grid_resize(&grid, 8);
	canvas_text(canvas, 1, 0, 6, SPAN("nq\u0301文|"), STYLE_TEXT, 0);
	canvas_take(canvas, (struct rect){1, 0, 1, 4}, &grid, 4);
	canvas_text(other, 0, 0, 6, SPAN("|||||字"), STYLE_TEXT, 0);
	canvas_put(other, (struct rect){0, 2, 1, 4}, &grid, 4);
	assert_dump(other, "||nq\u0301文\n\n");
	g_assert_true(grid_same(&canvas->grid, canvas_cell(canvas, 1, 0), &other->grid, canvas_cell(other, 0, 2), 4));
	canvas_text(other, 0, 3, 1, SPAN("q\u0300"), STYLE_TEXT, 0);
	g_assert_false(grid_same(&canvas->grid, canvas_cell(canvas, 1, 0), &other->grid, canvas_cell(other, 0, 2), 4));
	grid_clear(&grid);
	canvas_free(other);
	canvas_free(canvas);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/canvas/over-wide", test_over_wide);
	g_test_add_func("/canvas/field", test_field);
	g_test_add_func("/canvas/fill-and-restyle", test_fill_and_restyle);
	g_test_add_func("/canvas/scroll", test_scroll);
	g_test_add_func("/canvas/take-and-put", test_take_and_put);
	return g_test_run();
}
