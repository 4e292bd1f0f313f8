/* SPDX-License-Identifier: MIT */
/* Canvases and the bytes that show them: what is sent, and that what is not needed is not. */
#include <glib.h>
#include <string.h>

#include "term/writer.h"

struct screen {
	struct canvas *canvas;
	struct writer *writer;
	GString *out;
};

static struct screen begin(unsigned rows, unsigned columns, const struct writer_options *options)
{
	return (struct screen){canvas_new(rows, columns, &widths_default), writer_new(options), g_string_new(NULL)};
}

static void end(struct screen *screen)
{
	canvas_free(screen->canvas);
	writer_free(screen->writer);
	g_string_free(screen->out, TRUE);
}

static const char *show(struct screen *screen)
{
	g_string_truncate(screen->out, 0);
	writer_show(screen->writer, screen->canvas, screen->out);
	return screen->out->str;
}

static void put(struct screen *screen, unsigned row, unsigned column, const char *text, enum style style)
{
	canvas_text(screen->canvas, row, column, screen->canvas->columns, span_of(text), style, 0);
}

static const struct writer_options plain = {.theme = {.colours = 0}}, rich = {.theme = {.colours = 256}};

/* What follows a blank screen of 4 x 20 whose first row shows `before` when it shows `after`. */
static void test_changes(void)
{
	static const struct {
		const char *before, *after;
		const char *bytes;
	} cases[] = {
		{"same", "same", ""},
		{"first", "fiRst", "\033[1;3HR\033[4;1H"},
		{"a wide row of text", "A wide row of texT", "\033[1;1HA\033[1;18HT\033[4;1H"},
		{"abcdef", "Abc", "\033[1;1HAbc\033[K\033[4;1H"},
		{"abcde", "Abcde", "\033[1;1HA\033[4;1H"},
		{"aXcXe", "abcde", "\033[1;2Hbcd\033[4;1H"},
		{"aX12345Xe", "ab12345be", "\033[1;2Hb12345b\033[4;1H"},
		{"aX123456Xe", "ab123456be", "\033[1;2Hb\033[1;9Hb\033[4;1H"},
		{"中国", "中國", "\033[1;3H國\033[4;1H"},
		/* What terminals disagree on: what follows gets a place of its own, and is written, too. */
		{"“a”", "”a”", "\033[1;1H”\033[1;2Ha\033[4;1H"},
		{"q\u0301x", "q\u0300x", "\033[1;1Hq\u0300\033[1;2Hx\033[4;1H"},
		{"x", "😀y", "\033[1;1H  \033[1;1H😀\033[1;3Hy\033[4;1H"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct screen screen = begin(4, 20, &plain);
		canvas_cursor(screen.canvas, 3, 0);
		put(&screen, 0, 0, cases[i].before, STYLE_TEXT);
		show(&screen);
		canvas_fill(screen.canvas, (struct rect){0, 0, 1, 20}, STYLE_TEXT);
		put(&screen, 0, 0, cases[i].after, STYLE_TEXT);
		g_assert_cmpstr(show(&screen), ==, cases[i].bytes);
		g_assert_cmpstr(show(&screen), ==, "");
		end(&screen);
	}
}

static void test_looks(void)
{
	struct screen screen = begin(1, 12, &rich);
	put(&screen, 0, 0, "a", STYLE_SOURCE);
	put(&screen, 0, 1, "b", STYLE_SELECTED);
	const char *begins = "\033[0m\033[H\033[2J\033[1;1H\033[0;38;5;66ma\033[0;7mb\033[?25l\033[1;1H";
	g_assert_cmpstr(show(&screen), ==, begins);
	end(&screen);
	screen = begin(1, 12, &plain);
	put(&screen, 0, 0, "a", STYLE_SOURCE);
	g_assert_cmpstr(show(&screen), ==, "\033[0m\033[H\033[2J\033[1;1Ha\033[?25l\033[1;1H");
	end(&screen);
}

/* Cells of a picture have colours of their own: of any, of 256, and none. */
static void test_picture(void)
{
	static const struct {
		int colours;
		const char *shown;
	} cases[] = {
		{1 << 24, "\033[0;38;2;255;0;0;48;2;0;0;1m▀▀\033[0;38;2;0;0;1;48;2;255;0;0m▀\033[1;1H"},
		{256, "\033[0;38;5;196;48;5;16m▀▀\033[0;38;5;16;48;5;196m▀\033[1;1H"},
		{0, "▀▀\033[0;7m▀\033[1;1H"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct screen screen = begin(4, 20, &(struct writer_options){.theme = {.colours = cases[i].colours}});
		show(&screen);
		canvas_paint(screen.canvas, 0, 0, 0x2580, 0xFF0000, 0x000001);
		canvas_paint(screen.canvas, 0, 1, 0x2580, 0xFF0000, 0x000001);
		canvas_paint(screen.canvas, 0, 2, 0x2580, 0x000001, 0xFF0000);
		canvas_paint(screen.canvas, 4, 0, 0x2580, 0, 0); /* outside */
		g_assert_cmpstr(show(&screen), ==, cases[i].shown);
		end(&screen);
	}
}

/* Rows that moved together are moved by the terminal, where it can; the one that came is written. */
static void test_scroll(void)
{
	struct writer_options options = {.scrolls = true};
	struct screen screen = begin(8, 10, &options);
	for (int by = 0; by < 2; by++) {
		for (unsigned row = 0; row < 8; row++) {
			char text[] = {(char)('a' + row + (unsigned)by), 'x', '\0'};
			put(&screen, row, 0, text, STYLE_TEXT);
		}
		show(&screen);
	}
	g_assert_cmpstr(screen.out->str, ==, "\033[0m\033[1;8r\033[8;1H\n\033[r\033[8;1Hix\033[1;1H");
	end(&screen);
}

/* What may scroll the screen, or go on in the next row, is not written. */
static void test_corner(void)
{
	struct writer_options options = {.corner_scrolls = true};
	struct screen screen = begin(2, 3, &options);
	put(&screen, 0, 0, "ab\u0930\u093E", STYLE_TEXT);
	put(&screen, 1, 0, "xyz", STYLE_TEXT);
	show(&screen);
	g_assert_nonnull(strstr(screen.out->str, "xy"));
	g_assert_null(strchr(screen.out->str, 'z'));
	end(&screen);
	screen = begin(1, 2, &plain);
	put(&screen, 0, 0, "aq\u0323\u0307", STYLE_TEXT);
	g_assert_true(g_str_has_suffix(show(&screen), "aq\033[?25l\033[1;1H"));
	end(&screen);
}

/* A row that something else was written over comes again, whole. */
static void test_repair(void)
{
	struct screen screen = begin(3, 10, &plain);
	put(&screen, 1, 0, "中 middle", STYLE_TEXT);
	canvas_cursor(screen.canvas, 2, 4);
	show(&screen);
	g_string_truncate(screen.out, 0);
	writer_repair(screen.writer, 1, screen.out);
	g_assert_cmpstr(screen.out->str, ==, "\033[2;1H中 middle \033[3;5H");
	end(&screen);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/writer/changes", test_changes);
	g_test_add_func("/writer/looks", test_looks);
	g_test_add_func("/writer/picture", test_picture);
	g_test_add_func("/writer/scroll", test_scroll);
	g_test_add_func("/writer/corner", test_corner);
	g_test_add_func("/writer/repair", test_repair);
	return g_test_run();
}
