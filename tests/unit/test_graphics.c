/* SPDX-License-Identifier: MIT */
/* What a terminal is asked about pictures, and what is sent to one that has them. */
#include <glib.h>
#include <string.h>

#include "term/graphics.h"

#define SIXEL (1u << 4)

static void test_question(void)
{
	struct graphics *graphics = graphics_new();
	g_assert_cmpuint(graphics_question(graphics, false).len, ==, 0); /* nobody wants any */
	g_assert_false(graphics_is_asking(graphics));
	graphics_want(graphics);
	g_assert_true(span_ends(graphics_question(graphics, false), SPAN("\033[c")));
	g_assert_true(graphics_is_asking(graphics));
	graphics_want(graphics);
	g_assert_cmpuint(graphics_question(graphics, false).len, ==, 0); /* it was asked */
	g_assert_false(graphics_device(graphics, 1u << 22));
	g_assert_false(graphics_is_asking(graphics));
	graphics_free(graphics);
	graphics = graphics_new();
	graphics_want(graphics);
	g_assert_cmpuint(span_find(graphics_question(graphics, true), SPAN("\033_G")), ==, SPAN_NONE);
	graphics_free(graphics);
}

/* What is appended while the canvas shows this picture, or none. */
static char *shown(struct graphics *graphics, struct canvas *canvas, struct raster *picture, bool anew)
{
	GString *out = g_string_new(NULL);
	canvas->picture = picture;
	canvas->picture_area = (struct rect){1, 2, 3, 4};
	if (graphics_clear(graphics, canvas, out))
		g_string_append(out, "CLEAR ");
	graphics_show(graphics, canvas, anew, out);
	return g_string_free(out, FALSE);
}

static void expect(struct graphics *graphics, struct raster *picture, bool anew, const char *begins)
{
	struct canvas *canvas = canvas_new(10, 20, &widths_default);
	char *out = shown(graphics, canvas, picture, anew);
	if (*begins)
		g_assert_true(g_str_has_prefix(out, begins));
	else
		g_assert_cmpstr(out, ==, "");
	g_free(out);
	canvas_free(canvas);
}

static void test_kitty(void)
{
	struct graphics *graphics = graphics_new();
	struct raster *one = raster_new(1, 1), *other = raster_new(1, 1);
	expect(graphics, one, true, ""); /* nothing is known yet */
	graphics_want(graphics);
	graphics_question(graphics, false);
	graphics_kitty(graphics, true);
	g_assert_true(graphics_device(graphics, 0));
	expect(graphics, one, false, "\0337\033[2;3H\033_Ga=T");
	expect(graphics, one, false, ""); /* it is there */
	expect(graphics, one, true, "\033_Ga=d");
	expect(graphics, other, false, "\033_Ga=d");
	expect(graphics, NULL, false, "\033_Ga=d");
	expect(graphics, NULL, false, "");
	graphics_free(graphics);
	raster_unref(other);
	raster_unref(one);
}

static void test_sixel(void)
{
	struct graphics *graphics = graphics_new();
	struct raster *raster = raster_new(1, 1);
	graphics_want(graphics);
	graphics_question(graphics, false);
	graphics_cell(graphics, 9, 18);
	if (graphics_device(graphics, SIXEL)) {
		expect(graphics, raster, false, "\0337\033[2;3H\033P");
		expect(graphics, raster, false, "");
		expect(graphics, NULL, false, "CLEAR ");
	} else {
		g_test_skip("Chafa is not installed");
	}
	graphics_free(graphics);
	raster_unref(raster);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/graphics/question", test_question);
	g_test_add_func("/graphics/kitty", test_kitty);
	g_test_add_func("/graphics/sixel", test_sixel);
	return g_test_run();
}
