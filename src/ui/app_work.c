/* SPDX-License-Identifier: MIT */
/*
 * What is done behind the keys, a portion an event: taking in what the archive has read, and whatever panes still look
 * for; what follows when that has come to its end; and how long the app can rest.
 */
#include "ui/app.h"

#include <glib/gi18n.h>

#include "find/index.h"
#include "find/values.h"
#include "ui/app_shelf.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"
#include "ui/pane_related.h"

/* How long one event may take entries in. Microseconds. */
#define POLL_US 1500

/* And the index be worked on; how long to rest while its thread works, and while that of related articles does. */
#define INDEX_US 2000
#define INDEX_MS 50
#define RELATED_MS 20

/* And what can be counted. */
#define VALUES_US 1000

/*
 * What facets and the timeline count is read behind everything else, so that both are there when they are opened; but
 * not before the archive rests, for until then each article would have to be checked, and its text be touched.
 */
static bool lacks_values(const struct app *app)
{
	if (app->loading || values_known(app->values) >= archive_count(app->archive))
		return false;
	struct archive_progress progress = archive_progress(app->archive);
	return !progress.checking && !progress.reading;
}

void app_on_tick(struct app *app, const struct event *event)
{
	(void)event;
	app_work_bulk(app);
	app_work_unread(app);
	app_gather(app);
	app_pictures_work(app);
	if (!app->loading && !app->index_stopped)
		index_work(app->index, INDEX_US);
	for (enum pane_id id = 0; id < PANE_COUNT; id++)
		if (app->panes[id]->ops->work)
			app->panes[id]->ops->work(app->panes[id]);
	if (lacks_values(app))
		values_work(app->values, VALUES_US);
}

void app_on_news(struct app *app, const struct event *event)
{
	if (archive_poll(app->archive, POLL_US)) {
		list_pane_refresh(app->list);
		finder_pane_refresh(app->finder, false);
		app_refresh_counting(app);
		app_notice_changed(app);
	}
	app_on_tick(app, event); /* news may come without a rest: whoever looks for something goes on meanwhile */
}

/* Only what a key has moved to: while news come, what was made ready would be made again for each of them. */
void app_prepare(struct app *app)
{
	struct pane *pane = app_pane(app);
	if (!app->loading && app->layout.panes[app->focus].shown && pane->ops->prepare)
		pane->ops->prepare(pane);
}

/* What has come to its end ----------------------------------------------------------------------------------------- */

/* A single article needs no list: it is what the person came for. */
static void open_single(struct app *app)
{
	if (archive_shown(app->archive) == 1 && !trail_here(&app->trail))
		app_open(app, archive_at(app->archive, 0));
}

__attribute__((hot))
void app_notice_loaded(struct app *app)
{
	bool loading = archive_progress(app->archive).loading;
	if (!app->loading || loading)
		return;
	app->loading = false;
	list_pane_renew(app->list);
	finder_pane_refresh(app->finder, true);
	app_refresh_counting(app);
	app_renew(app);
	if (app->focus != PANE_RELATED)
		app->following.stale = true;
	open_single(app);
}

/* What was asked for with ACTION_RELOAD. */
__attribute__((hot))
void app_notice_looked(struct app *app)
{
	struct archive_changes changes;
	if (!app->looking || archive_progress(app->archive).checking)
		return;
	app->looking = false;
	app_show_changed(app);
	changes = archive_changes(app->archive);
	char *text =
		g_strdup_printf(_("%zu added, %zu changed, %zu gone"), changes.added, changes.changed, changes.gone);
	if (changes.added + changes.changed + changes.gone > 0)
		app_say(app, text);
	else if (problems_count(archive_problems(app->archive)) > 0)
		app_tell(app, _("Nothing has changed; {problems} tells what could not be read"));
	else
		app_say(app, _("Nothing has changed"));
	g_free(text);
}

/* How long to rest ------------------------------------------------------------------------------------------------- */

static bool is_busy(const struct pane *pane)
{
	struct search_state state;
	return (pane->ops->matches(pane, &state) && state.more) || (pane->ops->busy && pane->ops->busy(pane));
}

/* Until the related pane wants to follow; -1 for never. */
static int rest_timeout(const struct app *app)
{
	const struct following *following = &app->following;
	if (!following->stale || !app->layout.panes[PANE_RELATED].shown)
		return -1;
	bool rests = following->preparing && related_pane_rests(app->panes[PANE_RELATED]);
	int64_t left = following->due_ms - app->now_ms(app->clock);
	return (int)CLAMP(left, rests ? RELATED_MS : 0, G_MAXINT);
}

/* The index is worked on behind everything else. */
static int index_timeout(const struct app *app, int other)
{
	bool later;
	if (app->loading || app->index_stopped)
		return other;
	if (index_is_busy(app->index, &later))
		return 0;
	return later && (other < 0 || other > INDEX_MS) ? INDEX_MS : other;
}

int app_timeout(const struct app *app)
{
	if (app->bulk.on)
		return app_bulk_timeout(app);
	if (app->seeking.on || app_gathers(app))
		return 0;
	for (enum pane_id id = 0; id < PANE_COUNT; id++)
		if (is_busy(app->panes[id]))
			return 0;
	if (lacks_values(app))
		return 0;
	int timeout = app_raw_timeout(app, app_shelf_timeout(app, rest_timeout(app)));
	return index_timeout(app, app_pictures_timeout(app, timeout));
}
