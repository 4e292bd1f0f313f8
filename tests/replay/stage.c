/* SPDX-License-Identifier: MIT */
/* Drives the app as main.c does, with a clock of its own. Units: milliseconds, cells. */
#include "stage.h"

#include <poll.h>
#include <string.h>

#include "text/utf8.h"
#include "ui/gallery.h"

static int64_t now(void *data)
{
	return ((struct stage *)data)->now_ms;
}

/* 2023-01-06 08:00 when it begins. */
static int64_t today(void *data)
{
	return INT64_C(1672992000000) + now(data);
}

/* Every row's cells add up to the columns, and no wide character stands half. */
static void look_over(const struct canvas *canvas)
{
	for (unsigned row = 0; row < canvas->rows; row++) {
		unsigned sum = 0;
		for (unsigned column = 0; column < canvas->columns; column++) {
			const struct cell *cell = canvas_cell(canvas, row, column);
			bool right_half = column > 0 && canvas_cell(canvas, row, column - 1)->width == 2;
			if ((cell->width == 0) != right_half)
				g_error("half a character at %u,%u:\n%s", row, column, canvas_dump(canvas));
			sum += cell->width;
		}
		g_assert_cmpuint(sum, ==, canvas->columns);
	}
	g_assert_true(!canvas->cursor_visible || canvas->cursor_row < canvas->rows);
	g_assert_true(!canvas->cursor_visible || canvas->cursor_column < canvas->columns);
}

static const char *const effect_names[] = {
	[EFFECT_OPEN] = "open", [EFFECT_COPY] = "copy", [EFFECT_EDIT] = "edit", [EFFECT_SUSPEND] = "suspend",
	[EFFECT_REDRAW] = "redraw", [EFFECT_DRESS] = "dress", [EFFECT_SETTLE] = "settle", [EFFECT_BELL] = "bell",
	[EFFECT_SAVE] = "save", [EFFECT_REPLACE] = "replace", [EFFECT_PIPE] = "pipe", [EFFECT_VIEW] = "view",
	[EFFECT_DECODE] = "decode",
};

static void take_effects(struct stage *stage)
{
	for (struct effect effect = app_take_effect(stage->app); effect.kind != EFFECT_NONE;
	     effect = app_take_effect(stage->app)) {
		const char *text = effect.text ? effect.text : "";
		g_string_append_printf(stage->effects, "effect %s %s", effect_names[effect.kind], text);
		g_string_truncate(stage->effects, stage->effects->len - (*text == '\0'));
		g_string_append_c(stage->effects, '\n');
		if (effect.kind == EFFECT_DECODE)
			stage->decoding = effect.bytes != NULL;
		effect_clear(&effect);
	}
}

static void draw(struct stage *stage)
{
	app_draw(stage->app, stage->canvas);
	look_over(stage->canvas);
	app_prepare(stage->app);
}

void stage_restart(struct stage *stage)
{
	struct app_host host = {&stage->settings, &stage->widths, now, stage, stage->shelf, stage->session,
	                        stage->problems};
	app_free(stage->app);
	stage->app = app_new(stage->archive, &host);
	draw(stage);
}

static struct stage *begin(const char *path, unsigned rows, unsigned columns, bool wait)
{
	struct stage *stage = g_new0(struct stage, 1);
	stage->archive = archive_open(&path, 1);
	if (wait)
		archive_wait(stage->archive);
	stage->settings = (struct settings){.open_confirm = true, .measure = 76, .pinyin = true, .read_after = 5};
	stage->shelf = shelf_open(NULL);
	shelf_clock(stage->shelf, today, stage);
	stage->widths = widths_default;
	stage->canvas = canvas_new(rows, columns, &stage->widths);
	stage->effects = g_string_new(NULL);
	stage_restart(stage);
	return stage;
}

struct stage *stage_new(const char *path, unsigned rows, unsigned columns)
{
	return begin(path, rows, columns, true);
}

struct stage *stage_new_loading(const char *path, unsigned rows, unsigned columns)
{
	return begin(path, rows, columns, false);
}

void stage_free(struct stage *stage)
{
	app_free(stage->app);
	archive_close(stage->archive);
	shelf_close(stage->shelf);
	canvas_free(stage->canvas);
	g_string_free(stage->effects, TRUE);
	g_free(stage);
}

void stage_event(struct stage *stage, const struct event *event)
{
	app_handle(stage->app, event);
	take_effects(stage);
	draw(stage);
}

void stage_key(struct stage *stage, uint32_t key)
{
	stage_event(stage, &(struct event){.kind = EVENT_KEY, .key = key});
}

void stage_type(struct stage *stage, const char *text)
{
	struct span span = span_of(text);
	for (size_t at = 0; at < span.len;)
		stage_key(stage, utf8_next(span, &at));
}

void stage_resize(struct stage *stage, unsigned rows, unsigned columns)
{
	canvas_resize(stage->canvas, rows, columns);
	stage_event(stage, &(struct event){.kind = EVENT_RESIZE, .rows = rows, .columns = columns});
}

char *stage_dump(const struct stage *stage)
{
	return canvas_dump(stage->canvas);
}

char *stage_source(const char *name)
{
	const char *top = g_getenv("G_TEST_SRCDIR");
	return g_build_filename(top ? top : ".", name, NULL);
}

void stage_rest(struct stage *stage)
{
	/* Nobody decodes pictures here: the app would tell for ever how long that takes. */
	for (int wait = app_timeout(stage->app); wait >= 0 && !(stage->decoding && wait == GALLERY_TELL_MS);
	     wait = app_timeout(stage->app)) {
		stage->now_ms += wait;
		if (wait > 0)
			g_usleep(500); /* what threads do needs real time */
		stage_event(stage, &(struct event){.kind = EVENT_TICK});
	}
}

struct stage *stage_seeds(void)
{
	char *seeds = stage_source("seeds");
	struct stage *stage = stage_new(seeds, 24, 80);
	g_free(seeds);
	return stage;
}

void stage_take_news(struct stage *stage)
{
	struct pollfd poll_fd = {.fd = archive_fd(stage->archive), .events = POLLIN};
	if (poll(&poll_fd, 1, 10000) > 0)
		stage_event(stage, &(struct event){.kind = EVENT_NEWS});
}

void stage_look_again(struct stage *stage)
{
	archive_look(stage->archive);
	while (archive_progress(stage->archive).checking)
		stage_take_news(stage);
}

bool stage_shows(const struct stage *stage, const char *text)
{
	char *dump = stage_dump(stage);
	bool found = strstr(dump, text) != NULL;
	g_free(dump);
	return found;
}

static void expect(const struct stage *stage, const char *text, bool expected)
{
	char *dump = stage_dump(stage);
	if ((strstr(dump, text) != NULL) != expected)
		g_error("%s “%s”:\n%s", expected ? "nothing shows" : "something shows", text, dump);
	g_free(dump);
}

void stage_expect(const struct stage *stage, const char *text)
{
	expect(stage, text, true);
}

void stage_expect_not(const struct stage *stage, const char *text)
{
	expect(stage, text, false);
}

char *stage_marked(const struct stage *stage)
{
	GString *out = g_string_new(NULL);
	for (unsigned i = 0; i < stage->canvas->rows * stage->canvas->columns; i++) {
		const struct cell *cell = &stage->canvas->grid.cells[i];
		if (cell->width > 0 && (cell->style == STYLE_MATCH || cell->style == STYLE_MATCH_CURRENT))
			utf8_append(out, cell->code);
	}
	return g_string_free(out, FALSE);
}
