/* SPDX-License-Identifier: MIT */
/*
 * Replays scripts of keys over the five seeds and compares the screens with golden files: NAME.keys gives NAME.screen.
 * JIANBAO_GOLDEN=1 writes the golden files anew; read them before they are committed. A script has one step a line:
 *
 *   language NAME       the language of what follows, by its catalog; the script is skipped where it cannot be had
 *   size COLUMNSxROWS [FOLDER]   begins, at this size, with the seeds or a folder of the source tree
 *   key NAME...         keys, named as in the help; "type TEXT" types each character of the rest of the line
 *   mouse WHAT ROW COLUMN  "press", "release", "drag", "up" or "down" (the wheel), in cells from 0
 *   paste TEXT          a paste; "result TEXT" is the answer to an effect
 *   resize COLUMNSxROWS
 *   snap WORDS          the screen after a rest, "peek WORDS" at once; the words only name it; "below WORDS" leaves out
 *                       the first row, whose per cents change with whatever the help tells
 *
 * A screen is followed by the cursor, by what stands in the styles that tell something, and by the effects since then.
 */
#include <glib.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "../speak.h"
#include "stage.h"
#include "ui/keymap.h"

struct replay {
	struct stage *stage;
	GString *out;
	bool skipped;
};

static void do_language(struct replay *replay, const char *rest)
{
	replay->skipped = !speak(rest);
}

static void parse_size(const char *text, unsigned *rows, unsigned *columns)
{
	if (sscanf(text, "%ux%u", columns, rows) != 2)
		g_error("not a size: %s", text);
}

static void do_size(struct replay *replay, const char *rest)
{
	unsigned rows, columns;
	const char *blank = strchr(rest, ' ');
	char *path = stage_source(blank ? blank + 1 : "seeds");
	parse_size(rest, &rows, &columns);
	if (replay->stage)
		stage_free(replay->stage);
	replay->stage = stage_new(path, rows, columns);
	g_free(path);
}

static void do_mouse(struct replay *replay, const char *rest)
{
	static const char *const words[] = {
		[MOUSE_PRESS] = "press", [MOUSE_RELEASE] = "release", [MOUSE_DRAG] = "drag",
		[MOUSE_WHEEL_UP] = "up", [MOUSE_WHEEL_DOWN] = "down",
	};
	char what[8];
	struct event event = {.kind = EVENT_MOUSE};
	if (sscanf(rest, "%7s %u %u", what, &event.row, &event.column) != 3)
		g_error("not of the mouse: %s", rest);
	while (strcmp(words[event.mouse], what) != 0)
		event.mouse++;
	stage_event(replay->stage, &event);
}

static void do_key(struct replay *replay, const char *rest)
{
	char **names = g_strsplit(rest, " ", -1);
	for (char **name = names; *name; name++) {
		uint32_t key = key_parse(span_of(*name));
		if (!key)
			g_error("not a key: %s", *name);
		stage_key(replay->stage, key);
	}
	g_strfreev(names);
}

static void do_type(struct replay *replay, const char *rest)
{
	stage_type(replay->stage, rest);
}

static void do_paste(struct replay *replay, const char *rest)
{
	stage_event(replay->stage, &(struct event){.kind = EVENT_PASTE, .text = span_of(rest)});
}

static void do_result(struct replay *replay, const char *rest)
{
	stage_event(replay->stage, &(struct event){.kind = EVENT_RESULT, .message = rest});
}

static void do_resize(struct replay *replay, const char *rest)
{
	unsigned rows, columns;
	parse_size(rest, &rows, &columns);
	stage_resize(replay->stage, rows, columns);
}

static const struct {
	enum style style;
	const char *name;
} telling[] = {
	{STYLE_SELECTED, "selected"},   {STYLE_SELECTED_INACTIVE, "selected-inactive"},
	{STYLE_MATCH, "match"},         {STYLE_MATCH_CURRENT, "match-current"},
	{STYLE_MATCH_SECOND, "match-second"}, {STYLE_MATCH_THIRD, "match-third"},
	{STYLE_SELECTION, "selection"}, {STYLE_HINT, "hint"},           {STYLE_ERROR, "error"},
	{STYLE_ADDED, "added"},         {STYLE_REMOVED, "removed"},
};

/* The text of the cells of one style that begin at (row, column); `end` is behind the last of them. */
static char *run_of(const struct canvas *canvas, unsigned row, unsigned column, unsigned *end)
{
	GString *text = g_string_new(NULL);
	uint8_t style = canvas_cell(canvas, row, column)->style;
	for (*end = column; *end < canvas->columns && canvas_cell(canvas, row, *end)->style == style; ++*end)
		canvas_append(canvas, canvas_cell(canvas, row, *end), text);
	return g_strchomp(g_string_free(text, FALSE));
}

static void write_runs(const struct canvas *canvas, enum style style, const char *name, GString *out)
{
	for (unsigned row = 0; row < canvas->rows; row++) {
		for (unsigned column = 0, end; column < canvas->columns; column = end) {
			end = column + 1;
			if (canvas_cell(canvas, row, column)->style != style)
				continue;
			char *text = run_of(canvas, row, column, &end);
			g_string_append_printf(out, "%s %u,%u %s\n", name, row, column, text);
			g_free(text);
		}
	}
}

static void write_screen(struct replay *replay, const char *words, bool whole)
{
	struct stage *stage = replay->stage;
	char *dump = stage_dump(stage);
	GString *out = replay->out;
	g_string_append_printf(out, "==== %s\n%s----\n", words, whole ? dump : strchr(dump, '\n') + 1);
	if (stage->canvas->cursor_visible)
		g_string_append_printf(out, "cursor %u,%u\n", stage->canvas->cursor_row, stage->canvas->cursor_column);
	for (size_t i = 0; i < G_N_ELEMENTS(telling); i++)
		write_runs(stage->canvas, telling[i].style, telling[i].name, out);
	g_string_append(out, stage->effects->str);
	g_string_truncate(stage->effects, 0);
	if (!app_running(stage->app))
		g_string_append(out, "ended\n");
	g_string_append_c(out, '\n');
	g_free(dump);
}

static void do_peek(struct replay *replay, const char *rest)
{
	write_screen(replay, rest, true);
}

static void do_snap(struct replay *replay, const char *rest)
{
	stage_rest(replay->stage);
	write_screen(replay, rest, true);
}

static void do_below(struct replay *replay, const char *rest)
{
	stage_rest(replay->stage);
	write_screen(replay, rest, false);
}

static const struct {
	const char *name;
	void (*act)(struct replay *replay, const char *rest);
} steps[] = {
	{"language ", do_language},
	{"size ", do_size},   {"key ", do_key},       {"type ", do_type}, {"paste ", do_paste}, {"mouse ", do_mouse},
	{"result ", do_result}, {"resize ", do_resize}, {"snap ", do_snap}, {"peek ", do_peek},
	{"below ", do_below},
};

static void do_line(struct replay *replay, const char *line)
{
	if (*line == '\0' || *line == '#')
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (g_str_has_prefix(line, steps[i].name)) {
			steps[i].act(replay, line + strlen(steps[i].name));
			return;
		}
	}
	g_error("not a step: %s", line);
}

/* NULL where it cannot be played here. */
static char *play(const char *script)
{
	struct replay replay = {NULL, g_string_new(NULL), false};
	char **lines = g_strsplit(script, "\n", -1);
	for (char **line = lines; *line && !replay.skipped; line++)
		do_line(&replay, *line);
	g_strfreev(lines);
	if (replay.stage)
		stage_free(replay.stage);
	speak(NULL);
	return g_string_free(replay.out, replay.skipped);
}

/* Shows the first line that differs. */
static void compare(const char *path, const char *got)
{
	char *golden;
	if (!g_file_get_contents(path, &golden, NULL, NULL))
		golden = g_strdup("");
	char **a = g_strsplit(golden, "\n", -1), **b = g_strsplit(got, "\n", -1);
	for (guint i = 0; a[i] || b[i]; i++) {
		if (a[i] && b[i] && strcmp(a[i], b[i]) == 0)
			continue;
		g_test_message("%s:%u\n expected: %s\n got:      %s", path, i + 1, a[i] ? a[i] : "(end)",
		               b[i] ? b[i] : "(end)");
		g_test_fail();
		break;
	}
	g_strfreev(a);
	g_strfreev(b);
	g_free(golden);
}

static void test_script(const void *data)
{
	char *script, *golden = g_strdup(data);
	g_assert_true(g_file_get_contents(data, &script, NULL, NULL));
	strcpy(strrchr(golden, '.'), ".");
	char *path = g_strconcat(golden, "screen", NULL), *got = play(script);
	if (!got)
		g_test_skip("this language has no catalog or no locale here");
	else if (g_strcmp0(g_getenv("JIANBAO_GOLDEN"), "1") == 0)
		g_assert_true(g_file_set_contents(path, got, -1, NULL));
	else
		compare(path, got);
	g_free(got);
	g_free(path);
	g_free(golden);
	g_free(script);
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, ""); /* so that what differs can be read */
	g_test_init(&argc, &argv, NULL);
	GPtrArray *scripts = g_ptr_array_new_with_free_func(g_free);
	char *folder = stage_source("tests/replay");
	GDir *dir = g_dir_open(folder, 0, NULL);
	g_assert_nonnull(dir);
	for (const char *name = g_dir_read_name(dir); name; name = g_dir_read_name(dir))
		if (g_str_has_suffix(name, ".keys"))
			g_ptr_array_add(scripts, g_build_filename(folder, name, NULL));
	g_dir_close(dir);
	g_ptr_array_sort(scripts, by_name);
	for (guint i = 0; i < scripts->len; i++) {
		char *base = g_path_get_basename(scripts->pdata[i]), *name = g_strdup_printf("/replay/%s", base);
		g_test_add_data_func(name, scripts->pdata[i], test_script);
		g_free(name);
		g_free(base);
	}
	int status = scripts->len > 0 ? g_test_run() : 1;
	g_ptr_array_unref(scripts);
	g_free(folder);
	return status;
}
