/* SPDX-License-Identifier: MIT */
/* The rectangles of the screen: which panes show at which size, and that together they fill it without overlapping. */
#include <glib.h>
#include <string.h>

#include "ui/canvas.h"
#include "ui/frame.h"
#include "ui/hints.h"
#include "ui/layout.h"

static const struct {
	unsigned rows, columns;
	enum pane_id focus;
	bool alone, related;
	const char *shown; /* L list, R reader, r related, f facets, t timeline */
} cases[] = {
	{24, 80, PANE_LIST, false, true, "L"},
	{24, 99, PANE_RELATED, false, true, "r"},
	{24, 100, PANE_LIST, false, true, "LRr"},
	{24, 100, PANE_LIST, false, false, "LR"},
	{24, 99, PANE_FACETS, false, true, "f"},
	{24, 100, PANE_TIMELINE, false, true, "LRt"},
	{24, 100, PANE_READER, true, true, "R"},
	{48, 160, PANE_READER, false, true, "LRr"},
	{60, 200, PANE_LIST, false, true, "LRr"},
	{60, 200, PANE_LIST, false, false, "LR"},
	{9, 120, PANE_LIST, false, true, "LRr"},
	{8, 120, PANE_RELATED, false, true, "r"}, /* too low for a pane below the list */
	{5, 20, PANE_READER, false, true, "R"},
	{2, 20, PANE_READER, false, true, "R"},
	{1, 1, PANE_LIST, false, true, "L"},
	{0, 0, PANE_LIST, false, true, ""},
};

static void paint(char *screen, unsigned columns, struct rect rect)
{
	for (unsigned row = rect.row; row < rect.row + rect.rows; row++) {
		for (unsigned column = rect.column; column < rect.column + rect.columns; column++) {
			g_assert_cmpint(screen[row * columns + column], ==, 0);
			screen[row * columns + column] = 1;
		}
	}
}

/* Every cell belongs to exactly one rectangle. */
static void assert_fills(const struct layout *layout, unsigned rows, unsigned columns)
{
	char *screen = g_malloc0((size_t)rows * columns + 1);
	for (enum pane_id id = 0; id < PANE_COUNT; id++) {
		paint(screen, columns, layout->panes[id].bar);
		paint(screen, columns, layout->panes[id].body);
	}
	for (unsigned i = 0; i < layout->border_count; i++)
		paint(screen, columns, layout->borders[i]);
	paint(screen, columns, layout->status);
	g_assert_cmpuint(strlen(screen), ==, (size_t)rows * columns);
	g_free(screen);
}

static void test_sizes(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct layout layout;
		struct layout_wish wish = {
		    .rows = cases[i].rows,
		    .columns = cases[i].columns,
		    .focus = cases[i].focus,
		    .alone = cases[i].alone,
		    .related = cases[i].related,
		    .measure = 76,
		};
		layout_make(&wish, &layout);
		GString *shown = g_string_new(NULL);
		for (enum pane_id id = 0; id < PANE_COUNT; id++)
			if (layout.panes[id].shown)
				g_string_append_c(shown, "LRrft"[id]);
		g_assert_cmpstr(shown->str, ==, cases[i].shown);
		g_string_free(shown, TRUE);
		assert_fills(&layout, wish.rows, wish.columns);
	}
}

static void test_every_size(void)
{
	struct layout layout;
	for (unsigned columns = 1; columns < 260; columns += 3) {
		for (unsigned rows = 1; rows < 70; rows += 4) {
			for (unsigned measure = 1; measure <= 200; measure += 66) {
				struct layout_wish wish = {
					rows, columns, (rows + columns) % PANE_COUNT, false, columns % 2,
					rows % 2 ? PANE_FACETS : PANE_RELATED, measure,
					(rows + measure) % ARRANGE_COUNT, (int)columns - 90, (int)rows - 20,
					(int)rows - 30,
				};
				layout_make(&wish, &layout);
				assert_fills(&layout, rows, columns);
			}
		}
	}
}

static void test_hint_labels(void)
{
	static const struct {
		size_t index, count;
		const char *label; /* NULL: none */
	} labels[] = {
		{0, 1, "a"},        {25, 26, "m"},     {0, 27, "aa"},  {26, 27, "sa"},
		{675, 676, "mm"},   {676, 677, NULL},  {3, 3, NULL},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++) {
		char label[HINT_SIZE];
		g_assert_cmpint(hint_label(labels[i].index, labels[i].count, label), ==, labels[i].label != NULL);
		if (labels[i].label)
			g_assert_cmpstr(label, ==, labels[i].label);
	}
}

/* Two panes beside a third, five rows high and nine columns wide. */
static void test_borders(void)
{
	static const struct layout layout = {
	    .panes = {
	        [PANE_LIST] = {.shown = true, .bar = {0, 0, 1, 4}},
	        [PANE_READER] = {.shown = true, .bar = {0, 5, 1, 4}},
	        [PANE_RELATED] = {.shown = true, .bar = {3, 0, 1, 4}},
	    },
	    .borders = {{0, 4, 5, 1}},
	    .border_count = 1,
	};
	static const char *const screens[] = {
	    [false] = "----+----\n    |\n    |\n----+\n    |\n",
	    [true] = "────┬────\n    │\n    │\n────┤\n    │\n",
	};
	for (unsigned lines = 0; lines < G_N_ELEMENTS(screens); lines++) {
		struct canvas *canvas = canvas_new(5, 9, &widths_default);
		for (enum pane_id id = 0; id < PANE_COUNT; id++)
			frame_bar(canvas, layout.panes[id].bar, SPAN(""), SPAN(""), false, lines);
		frame_borders(canvas, &layout, lines);
		char *dump = canvas_dump(canvas);
		g_assert_cmpstr(dump, ==, screens[lines]);
		g_free(dump);
		canvas_free(canvas);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/layout/sizes", test_sizes);
	g_test_add_func("/layout/every-size", test_every_size);
	g_test_add_func("/layout/borders", test_borders);
	g_test_add_func("/layout/hint-labels", test_hint_labels);
	return g_test_run();
}
