/* SPDX-License-Identifier: MIT */
/*
 * From one unread article to the next. Where all is read the way is as long as the list, and it is gone in portions,
 * behind the keys; whatever one does meanwhile ends it.
 */
#include <glib/gi18n.h>

#include "ui/app_shelf.h"

/* Rows that are looked at in one event, which takes a millisecond or two. */
#define PORTION 2048

static void arrive(struct app *app)
{
	const struct seeking *seeking = &app->seeking;
	struct pane *list = app->panes[PANE_LIST];
	app->seeking.on = false;
	app_say(app, NULL);
	if (seeking->found != ENTRY_NONE && app->focus == PANE_LIST)
		list->ops->choose(list, seeking->found);
	else if (seeking->found != ENTRY_NONE)
		app_open(app, seeking->found);
	if (seeking->left > 0)
		app_say(app, seeking->by > 0 ? _("Nothing unread below this") : _("Nothing unread above this"));
}

static void say_progress(struct app *app, size_t rows)
{
	const struct seeking *seeking = &app->seeking;
	unsigned seconds = (unsigned)((app->now_ms(app->clock) - seeking->began_ms) / 1000);
	char *text = g_strdup_printf(_("%zu of %zu articles, %u s; {cancel} stops it"), seeking->row, rows, seconds);
	app_tell(app, text);
	g_free(text);
}

void app_work_unread(struct app *app)
{
	struct seeking *seeking = &app->seeking;
	const struct pane *list = app->panes[PANE_LIST];
	size_t rows = list->ops->rows(list);
	if (!seeking->on)
		return;
	/* Below the first row the number wraps around, and is beyond the last one. */
	for (unsigned i = 0; i < PORTION && seeking->row < rows && seeking->left > 0; i++) {
		uint32_t entry = list->ops->entry_at(list, seeking->row);
		seeking->row += (size_t)seeking->by;
		if (!standing_of(&app->standing, entry).unread)
			continue;
		seeking->found = entry;
		seeking->left--;
	}
	if (seeking->row < rows && seeking->left > 0)
		say_progress(app, rows);
	else
		arrive(app);
}

bool app_stop_unread(struct app *app)
{
	bool on = app->seeking.on;
	app->seeking.on = false;
	return on;
}

/* To the unread article that is `count` of them further, or the last one that there is on the way. */
static void step_unread(struct app *app, int by, unsigned count)
{
	struct pane *list = app->panes[PANE_LIST];
	const struct visit *visit = trail_here(&app->trail);
	if (app->focus != PANE_LIST && visit)
		list->ops->choose(list, visit->entry);
	uint32_t here = list->ops->target(list).entry;
	app->seeking = (struct seeking){
		.on = true,
		.by = by,
		.left = MAX(count, 1),
		.row = (here == ENTRY_NONE ? list->ops->rows(list) : list->ops->row_of(list, here)) + (size_t)by,
		.found = ENTRY_NONE,
		.began_ms = app->now_ms(app->clock),
	};
	app_work_unread(app);
}

void app_next_unread(struct app *app, unsigned count)
{
	step_unread(app, 1, count);
}

void app_previous_unread(struct app *app, unsigned count)
{
	step_unread(app, -1, count);
}
