/* SPDX-License-Identifier: MIT */
/*
 * What goes on behind the keys, at the right of the status line: what, how far, how fast, how long. What is over before
 * anybody would wonder is not told. None of it holds a key up. ACTION_CANCEL stops it, and ACTION_RELOAD goes on.
 */
#include <glib/gi18n.h>

#include "find/index.h"
#include "ui/app_state.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"
#include "ui/pane_related.h"

/* Nobody wonders before. Milliseconds. */
#define WONDER_MS 200

static enum going_on going_on(const struct app *app)
{
	struct archive_progress progress = archive_progress(app->archive);
	bool later = false;
	if (progress.loading)
		return progress.stopped ? GOING_NOT_LOADING : GOING_LOADING;
	if (progress.checking)
		return progress.stopped ? GOING_NOT_CHECKING : GOING_CHECKING;
	if (!index_is_busy(app->index, &later) && !later)
		return GOING_NOTHING;
	return app->index_stopped ? GOING_NOT_INDEXING : GOING_INDEXING;
}

/* Whether the related pane has waited for its index so long that one wonders. */
static bool is_preparing(const struct app *app)
{
	return app->following.preparing && app->now_ms(app->clock) - app->following.due_ms >= WONDER_MS;
}

/* Copies stand each under a line of its own again. */
static void stop_grouping(struct app *app)
{
	struct settings before;
	settings_copy(&before, app->settings);
	app->own_settings.group = 0;
	app_apply_settings(app, &before);
	settings_clear(&before);
}

/* What the list looks for, which stands before one; what goes on behind the keys comes after that. */
static bool stop_looking(struct app *app)
{
	enum list_looking looking = list_pane_looking(app->list);
	if (app->focus != PANE_LIST)
		return false;
	if (app_finding(app)) {
		if (!finder_pane_takes_long(app->finder))
			return false;
		app_close_finder(app);
		return true;
	}
	if (looking == LIST_LIMITS)
		list_pane_limit(app->list, SPAN(""));
	else if (looking == LIST_GROUPS)
		stop_grouping(app);
	else
		return false;
	app_say(app,
	        looking == LIST_LIMITS ? _("Stopped: the list is not limited") : _("Stopped: copies are not grouped"));
	return true;
}

bool app_stop_work(struct app *app)
{
	if (stop_looking(app))
		return true;
	bool told = app->now_ms(app->clock) - app->going_since_ms >= WONDER_MS;
	if (app->going_on == GOING_LOADING || (app->going_on == GOING_CHECKING && told)) {
		app->looking = false;
		return archive_stop(app->archive);
	}
	if (!(app->going_on == GOING_INDEXING && told) && !is_preparing(app))
		return false;
	if (app->going_on != GOING_INDEXING)
		app_tell(app, _("Stopped; {look-for-changes} goes on"));
	app->index_stopped = true;
	index_stop(app->index);
	related_pane_stop(app->panes[PANE_RELATED]);
	return true;
}

void app_resume_work(struct app *app)
{
	struct archive_progress progress = archive_progress(app->archive);
	app_show_changed(app);
	app->index_stopped = false;
	app->following.stale |= app->focus != PANE_RELATED;
	archive_look(app->archive);
	app->looking = !progress.loading;
	if (app->looking)
		app_say(app, _("Looking for changes..."));
}

__attribute__((hot))
void app_notice_progress(struct app *app)
{
	enum going_on now = going_on(app);
	if (now != app->going_on) {
		app->going_since_ms = app->now_ms(app->clock);
		app->going_from = archive_progress(app->archive).done;
		app->going_found = archive_progress(app->archive).found;
	}
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
		                       (unsigned long)((int64_t)(progress.done - app->going_from) * 1000 / ms),
		                       (unsigned long)(ms / 1000));
}

static void write_checking(const struct app *app, unsigned long seconds, GString *out)
{
	size_t found = archive_progress(app->archive).found;
	unsigned long files = (unsigned long)(found - MIN(found, app->going_found));
	g_string_append_printf(
		out,
		ngettext("looking for changes: %lu file, %lu s", "looking for changes: %lu files, %lu s", files),
		files, seconds);
}

/* What was stopped, how far it was, and the key that goes on. */
static void write_stopped(const struct app *app, GString *out)
{
	struct archive_progress progress = archive_progress(app->archive);
	GString *text = g_string_new(NULL);
	if (app->going_on == GOING_NOT_LOADING)
		g_string_printf(text, _("stopped: %lu of %lu files or more; {look-for-changes} goes on"),
		                (unsigned long)progress.done, (unsigned long)progress.found);
	else if (app->going_on == GOING_NOT_CHECKING)
		g_string_assign(text, _("stopped looking for changes; {look-for-changes} goes on"));
	else
		g_string_printf(text, _("indexing stopped: %lu of %lu articles; {look-for-changes} goes on"),
		                (unsigned long)index_size(app->index).articles,
		                (unsigned long)archive_count(app->archive));
	keymap_tell(app->keymap, app_context(app), text->str, out);
	g_string_free(text, TRUE);
}

__attribute__((hot))
void app_write_progress(const struct app *app, GString *out)
{
	if (app->going_on == GOING_NOTHING)
		return;
	int64_t ms = app->now_ms(app->clock) - app->going_since_ms;
	unsigned long seconds = (unsigned long)(ms / 1000);
	if (app->going_on == GOING_LOADING)
		write_loading(app, ms, out);
	else if (app->going_on >= GOING_NOT_LOADING)
		write_stopped(app, out);
	else if (app->going_on == GOING_CHECKING && ms >= WONDER_MS)
		write_checking(app, seconds, out);
	else if (app->going_on == GOING_INDEXING && ms >= WONDER_MS)
		g_string_append_printf(out, _("indexing: %lu of %lu articles, %lu s"),
		                       (unsigned long)index_size(app->index).articles,
		                       (unsigned long)archive_count(app->archive), seconds);
}
