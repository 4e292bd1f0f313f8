/* SPDX-License-Identifier: MIT */
/*
 * What goes on behind the keys, at the right of the status line: what, how far, how fast, how long. What is over before
 * anybody would wonder is not told. None of it holds a key up.
 */
#include <glib/gi18n.h>

#include "find/index.h"
#include "ui/app_state.h"

/* Nobody wonders before. Milliseconds. */
#define WONDER_MS 200

static enum going_on going_on(const struct app *app)
{
	struct archive_progress progress = archive_progress(app->archive);
	bool later = false;
	if (progress.loading)
		return GOING_LOADING;
	if (progress.checking)
		return GOING_CHECKING;
	return index_is_busy(app->index, &later) || later ? GOING_INDEXING : GOING_NOTHING;
}

void app_notice_progress(struct app *app)
{
	enum going_on now = going_on(app);
	if (now != app->going_on)
		app->going_since_ms = app->now_ms(app->clock);
	app->going_on = now;
}

static void write_loading(const struct app *app, int64_t ms, GString *out)
{
	struct archive_progress progress = archive_progress(app->archive);
	unsigned long count = (unsigned long)archive_count(app->archive);
	if (ms < WONDER_MS)
		g_string_append_printf(out, ngettext("%lu article...", "%lu articles...", count), count);
	else
		g_string_append_printf(out, _("%lu articles, %lu of %lu files, %lu a second, %lu s"), count,
		                       (unsigned long)progress.done, (unsigned long)progress.found,
		                       (unsigned long)((int64_t)progress.done * 1000 / ms), (unsigned long)(ms / 1000));
}

void app_write_progress(const struct app *app, GString *out)
{
	int64_t ms = app->now_ms(app->clock) - app->going_since_ms;
	unsigned long seconds = (unsigned long)(ms / 1000);
	if (app->going_on == GOING_LOADING)
		write_loading(app, ms, out);
	else if (app->going_on == GOING_CHECKING && ms >= WONDER_MS)
		g_string_append_printf(out, _("looking for changes, %lu s  "), seconds);
	else if (app->going_on == GOING_INDEXING && ms >= WONDER_MS)
		g_string_append_printf(out, _("indexing: %lu of %lu articles, %lu s  "),
		                       (unsigned long)index_size(app->index).articles,
		                       (unsigned long)archive_count(app->archive), seconds);
}
