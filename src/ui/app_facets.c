/* SPDX-License-Identifier: MIT */
/*
 * Facets and the timeline: they stand in the place of the related pane, count what the list lists, or what was found
 * while one searches, and say which query shall be listed instead.
 */
#include <glib/gi18n.h>

#include "find/period.h"
#include "ui/app_state.h"
#include "ui/pane_facets.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"
#include "ui/pane_timeline.h"

/* Takes the place of the related pane; from the pane itself back to where one was. */
static void toggle(struct app *app, enum pane_id pane)
{
	if (app->focus == pane) {
		app_close_counting(app);
		return;
	}
	if (app->beside == PANE_RELATED)
		app->beside_before = app->related_shown;
	app->related_shown = true;
	app_focus(app, pane);
}

void app_facets(struct app *app, unsigned count)
{
	(void)count;
	toggle(app, PANE_FACETS);
}

void app_timeline(struct app *app, unsigned count)
{
	(void)count;
	toggle(app, PANE_TIMELINE);
}

void app_close_counting(struct app *app)
{
	bool here = app->focus > PANE_BESIDE;
	app->beside = PANE_RELATED;
	app->related_shown = app->beside_before;
	if (here)
		app_focus(app, app->before_related);
	else
		app_place(app);
}

__attribute__((hot))
void app_notice_counting(struct app *app)
{
	bool finding = app_finding(app);
	struct span query = finding ? finder_pane_text(app->finder) : list_pane_limited(app->list);
	if (app->layout.panes[PANE_FACETS].shown)
		facets_pane_ask(app->panes[PANE_FACETS], query);
	if (app->layout.panes[PANE_TIMELINE].shown)
		timeline_pane_ask(app->panes[PANE_TIMELINE], query);
}

void app_refresh_counting(struct app *app)
{
	facets_pane_refresh(app->panes[PANE_FACETS]);
	timeline_pane_refresh(app->panes[PANE_TIMELINE]);
}

void app_narrow(struct app *app, struct span query)
{
	if (app_finding(app))
		finder_pane_query(app->finder, query);
	else
		list_pane_limit(app->list, query);
}

void app_this_day(struct app *app, unsigned count)
{
	struct target target = app_pane(app)->ops->target(app_pane(app));
	struct article article;
	struct civil day;
	(void)count;
	if (target.entry == ENTRY_NONE) {
		app_fail(app, _("No article is selected"));
		return;
	}
	archive_article(app->archive, target.entry, &article);
	if (!period_day(article.date, &day)) {
		app_fail(app, _("The article has no date"));
		return;
	}
	char *query = g_strdup_printf("date:*-%02d-%02d -date:%04d", day.month, day.day, day.year);
	app_find_query(app, span_of(query));
	g_free(query);
}
