/* SPDX-License-Identifier: MIT */
/*
 * How the panes share the screen: the arrangement, and the sizes that the person gave them, which each keeps, beyond
 * the end of the program.
 */
#include <glib/gi18n.h>

#include "ui/app_state.h"

/* More cells than a screen has: what another version or a damaged file says. */
#define CELLS_MOST 10000

/* The sizes, by the names under which the shelf keeps them. */
static const struct {
	const char *name;
	size_t offset; /* of an int in struct app */
} sizes[] = {
	{"list-columns", offsetof(struct app, list_columns)},
	{"list-rows", offsetof(struct app, list_rows)},
	{"related", offsetof(struct app, related_size)},
};

static int *size_at(struct app *app, size_t i)
{
	return (int *)(void *)((char *)app + sizes[i].offset);
}

void app_take_sizes(struct app *app)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		const struct shelf_item *item = shelf_item(app->standing.shelf, SHELF_SIZE, sizes[i].name);
		if (item && *size_at(app, i) == 0)
			*size_at(app, i) = (int)CLAMP(item->number, -CELLS_MOST, CELLS_MOST);
	}
	app_place(app);
}

void app_keep_sizes(struct app *app)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
		const struct shelf_item *item = shelf_item(app->standing.shelf, SHELF_SIZE, sizes[i].name);
		int size = *size_at(app, i);
		if (size != (item ? item->number : 0))
			shelf_put(app->standing.shelf, SHELF_SIZE,
			          &(struct shelf_item){.key = (char *)sizes[i].name, .number = size});
	}
}

void app_arrange(struct app *app, unsigned count)
{
	static const char *const names[ARRANGE_COUNT] = {
		[ARRANGE_SIDE_BY_SIDE] = N_("The reader beside the list"),
		[ARRANGE_STACKED] = N_("The reader below the list"),
		[ARRANGE_SINGLE] = N_("One pane at a time"),
	};
	(void)count;
	app->arrangement = (app->arrangement + 1) % ARRANGE_COUNT;
	app->alone = false;
	app_place(app);
	app_say(app, _(names[app->arrangement]));
}

void app_enlarge(struct app *app, int *size, int by, enum pane_id pane, bool rows)
{
	const struct rect *body = &app->layout.panes[pane].body;
	unsigned before = rows ? body->rows : body->columns;
	int wish = *size;
	*size += by;
	app_place(app);
	if ((rows ? body->rows : body->columns) == before)
		*size = wish;
}

void app_resize(struct app *app, int by)
{
	bool stacked = app->arrangement == ARRANGE_STACKED;
	bool below = app->layout.panes[app->beside].body.column == app->layout.panes[PANE_LIST].body.column;
	if (app->layout.one)
		app_say(app, _("One pane has all of the screen"));
	else if (app->focus >= PANE_BESIDE && app->layout.panes[PANE_LIST].shown)
		app_enlarge(app, &app->related_size, by, app->beside, below);
	else
		app_enlarge(app, stacked ? &app->list_rows : &app->list_columns, app->focus == PANE_READER ? -by : by,
		            PANE_READER, stacked);
}
