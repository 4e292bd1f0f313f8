/* SPDX-License-Identifier: MIT */
/*
 * steps ARCHIVE CACHE [NAME]: what an archive holds a key up for. The app is given keys, or those of the line NAME
 * alone, and rests behind each until it waits for nothing; no key can be answered before the step ends that it comes
 * in. A line for each, own time in milliseconds, of what keys themselves did and of the steps behind them:
 *   steps NAME keys=N key=LONGEST steps=N step=LONGEST at=NUMBER all=SUM
 * The first rows are the index being made, where it is not kept; and beginning anew where the last run ended.
 */
#include <glib.h>
#include <poll.h>
#include <stdio.h>
#include <time.h>

#include "archive/archive.h"
#include "text/utf8.h"
#include "ui/app.h"

enum { ROWS = 60, COLUMNS = 200, STEPS_MOST = 200000, REST_US = 500 };

static const struct doing {
	const char *name, *keys; /* as a terminal sends them; what changes the list is taken back by the next line */
} doings[] = {
	{"move", "Gjkgj"},
	{"sort by title", "st"},
	{"sort by length", "sl"},
	{"sort back", "sd"},
	{"facets", "F"},
	{"facets, narrow", "JJjjx"},
	{"facets, all", "&\x15\r"},
	{"facets away", "F"},
	{"timeline", "T"},
	{"timeline, move", "jjj\r"},
	{"timeline away", "T&\x15\r"},
	{"limit by date", "&date:>2015\r"},
	{"facets by date", "F"},
	{"facets by date away", "F"},
	{"limit by is", "&\x15is:unread\r"},
	{"limit by a word", "&\x15\xe7\x9a\x84\r"},
	{"limit by a title", "&\x15title:\xe7\xbe\x8e\r"},
	{"limit no more", "&\x15\r"},
	{"in titles", "/\xe7\xbe\x8e\r" "nnn\033"},
	{"by pinyin", "/mg\r" "nnn\033"},
	{"find one", "S\xe7\x9a\x84\r"},
	{"find a word", "S\x15minister\r"},
	{"find by date", "S\x15" "date:>2015\r"},
	{"find sorted", "sd"},
	{"find unread", "S\x15is:unread\r"},
	{"find regex", "S\x15/[\xe4\xb8\x9c\xe6\x9d\xb1][\xe4\xba\xac\xe9\x83\xbd]/\r"},
	{"find no more", "\033\033"},
	{"group", ":set group=story\r"},
	{"unfold", "__"},
	{"group no more", ":set group=none\r"},
	{"choose the last, star", "Gkx*\033"},
	{"choose all, undone", "gxGX*Z\033g"},
	{"open, related", "\rR"},
	{"related, next", "JJJJJ"},
	{"related, last", "K"},
	{"copies", "D"},
	{"back", "q"},
	{"mark all read", "Ay"},
	{"facets, all read", "FF"},
	{"unread, none", "]["},
	{"undo", "Z"},
	{"star", "*"},
	{"next unread", "]]["},
	{"mark and go", "maG'a"},
};

struct times {
	size_t count, longest_at;
	double longest, sum;
};

struct bench {
	struct archive *archive;
	struct settings settings;
	struct widths widths;
	struct shelf *shelf;
	struct app *app;
	struct canvas *canvas;
	int64_t now_ms;
};

static double own_ms(void)
{
	struct timespec time;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void add(struct times *times, double took)
{
	if (took > times->longest) {
		times->longest = took;
		times->longest_at = times->count;
	}
	times->sum += took;
	times->count++;
}

static int64_t now(void *data)
{
	return ((const struct bench *)data)->now_ms;
}

static void handle(struct bench *bench, const struct event *event, struct times *times)
{
	double begin = own_ms();
	app_handle(bench->app, event);
	for (struct effect effect = app_take_effect(bench->app); effect.kind != EFFECT_NONE;
	     effect = app_take_effect(bench->app))
		effect_clear(&effect);
	app_draw(bench->app, bench->canvas);
	app_prepare(bench->app);
	add(times, own_ms() - begin);
}

/* To where the app waits for nothing. What threads do needs real time. */
static void rest(struct bench *bench, struct times *times)
{
	struct pollfd news = {.fd = archive_fd(bench->archive), .events = POLLIN};
	for (int wait; times->count < STEPS_MOST && (wait = app_timeout(bench->app)) >= 0;) {
		bool told = poll(&news, 1, 0) > 0;
		handle(bench, &(struct event){.kind = told ? EVENT_NEWS : EVENT_TICK}, times);
		bench->now_ms += wait;
		if (wait > 0)
			g_usleep(REST_US);
	}
}

static void tell(const char *name, const struct times *keys, const struct times *steps)
{
	printf("steps %s keys=%zu key=%.2f steps=%zu step=%.2f at=%zu all=%.1f\n", name, keys->count, keys->longest,
	       steps->count, steps->longest, steps->longest_at, keys->sum + steps->sum);
	fflush(stdout);
}

static void begin(struct bench *bench, const char *name)
{
	struct app_host host = {.settings = &bench->settings, .widths = &bench->widths, .now_ms = now, .data = bench,
	                        .shelf = bench->shelf, .session = "bench"};
	struct times keys = {.count = 0}, steps = {.count = 0};
	double begin = own_ms();
	bench->app = app_new(bench->archive, &host);
	app_draw(bench->app, bench->canvas);
	add(&keys, own_ms() - begin);
	rest(bench, &steps);
	tell(name, &keys, &steps);
}

static void press(struct bench *bench, const struct doing *doing)
{
	struct times keys = {.count = 0}, steps = {.count = 0};
	struct span text = span_of(doing->keys);
	for (size_t at = 0; at < text.len;) {
		handle(bench, &(struct event){.kind = EVENT_KEY, .key = utf8_next(text, &at)}, &keys);
		rest(bench, &steps);
	}
	tell(doing->name, &keys, &steps);
	if (g_getenv("JIANBAO_STEPS_SHOW")) {
		char *dump = canvas_dump(bench->canvas);
		puts(dump);
		g_free(dump);
	}
}

int main(int argc, char **argv)
{
	if (argc != 3 && argc != 4) {
		fprintf(stderr, "usage: steps ARCHIVE CACHE [NAME]\n");
		return 2;
	}
	struct archive_options options = {.cache = argv[2]};
	const char *path = argv[1];
	struct bench bench = {.archive = archive_open_with(&path, 1, &options), .widths = widths_default};
	archive_wait(bench.archive);
	settings_default(&bench.settings);
	bench.shelf = shelf_open(NULL);
	bench.canvas = canvas_new(ROWS, COLUMNS, &bench.widths);
	begin(&bench, "begin");
	for (size_t i = 0; i < G_N_ELEMENTS(doings); i++)
		if (!argv[3] || g_str_equal(doings[i].name, argv[3]))
			press(&bench, &doings[i]);
	app_free(bench.app);
	begin(&bench, "begin again");
	app_free(bench.app);
	shelf_close(bench.shelf);
	canvas_free(bench.canvas);
	archive_close(bench.archive);
	return 0;
}
