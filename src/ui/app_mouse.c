/* SPDX-License-Identifier: MIT */
/*
 * The mouse: a click selects, a second one at the same place opens, the wheel moves what it stands over, and a border
 * is dragged. While something is typed or asked the mouse means nothing. Units: cells of the screen, from 0;
 * milliseconds.
 */
#include "ui/app_state.h"

enum { WHEEL_ROWS = 3, AGAIN_MS = 400 };

static bool holds(struct rect rect, unsigned row, unsigned column)
{
	return row >= rect.row && row - rect.row < rect.rows && column >= rect.column &&
	       column - rect.column < rect.columns;
}

/* The pane whose body, or whose bar, holds a cell; PANE_COUNT for none. */
static enum pane_id pane_at(const struct app *app, bool bar, unsigned row, unsigned column)
{
	enum pane_id id = 0;
	for (; id < PANE_COUNT; id++) {
		const struct layout_pane *pane = &app->layout.panes[id];
		if (pane->shown && holds(bar ? pane->bar : pane->body, row, column))
			break;
	}
	return id;
}

/* Borders ---------------------------------------------------------------------------------------------------------- */

/* The first border parts the list from what is right of it, the second the reader from the related pane. */
static enum grabbed border_at(const struct app *app, unsigned row, unsigned column)
{
	const struct layout *layout = &app->layout;
	bool stacked = app->arrangement == ARRANGE_STACKED;
	if (layout->one)
		return GRABBED_NOTHING;
	for (unsigned i = 0; i < layout->border_count; i++)
		if (holds(layout->borders[i], row, column))
			return i > 0 || stacked ? GRABBED_RELATED_SIDE : GRABBED_LIST_SIDE;
	if (stacked && holds(layout->panes[PANE_READER].bar, row, column))
		return GRABBED_LIST_BELOW;
	if (!stacked && layout->panes[app->beside].body.column == layout->panes[PANE_LIST].body.column &&
	    holds(layout->panes[app->beside].bar, row, column))
		return GRABBED_RELATED_TOP;
	return GRABBED_NOTHING;
}

/* The border goes along with the mouse: what was grabbed grows by as many cells as that has moved. */
static void drag(struct app *app, const struct event *event)
{
	struct mouse *mouse = &app->mouse;
	int right = (int)event->column - (int)mouse->column, down = (int)event->row - (int)mouse->row;
	switch (mouse->grabbed) {
	case GRABBED_NOTHING:
		return;
	case GRABBED_LIST_SIDE:
		app_enlarge(app, &app->list_columns, right, PANE_LIST, false);
		break;
	case GRABBED_LIST_BELOW:
		app_enlarge(app, &app->list_rows, down, PANE_LIST, true);
		break;
	case GRABBED_RELATED_SIDE:
		app_enlarge(app, &app->related_size, -right, app->beside, false);
		break;
	case GRABBED_RELATED_TOP:
		app_enlarge(app, &app->related_size, -down, app->beside, true);
		break;
	}
	mouse->row = event->row;
	mouse->column = event->column;
}

/* Clicks ----------------------------------------------------------------------------------------------------------- */

static void click(struct app *app, enum pane_id id, const struct event *event, bool again)
{
	struct reaction reaction = {.kind = REACTION_IGNORED};
	struct rect body = app->layout.panes[id].body;
	struct pane *pane = app->panes[id];
	if (app->focus != id)
		app_focus(app, id);
	bool hit = pane->ops->click &&
	           pane->ops->click(pane, event->row - body.row, event->column - body.column, &reaction);
	if (hit && again && reaction.kind == REACTION_DONE)
		reaction = pane->ops->act(pane, ACTION_OPEN, 0);
	app_react(app, reaction);
}

static void press(struct app *app, const struct event *event)
{
	struct mouse *mouse = &app->mouse;
	int64_t now = app->now_ms(app->clock);
	bool again = mouse->clicked && now - mouse->clicked_ms <= AGAIN_MS && event->row == mouse->row &&
	             event->column == mouse->column;
	enum pane_id body = pane_at(app, false, event->row, event->column);
	enum pane_id bar = pane_at(app, true, event->row, event->column);
	*mouse = (struct mouse){border_at(app, event->row, event->column), event->row, event->column, now, !again};
	if (body != PANE_COUNT)
		click(app, body, event, again);
	else if (bar != PANE_COUNT)
		app_focus(app, bar);
}

static void wheel(struct app *app, const struct event *event)
{
	enum pane_id id = pane_at(app, false, event->row, event->column);
	enum action action = event->mouse == MOUSE_WHEEL_UP ? ACTION_UP : ACTION_DOWN;
	if (id != PANE_COUNT)
		app_react(app, app->panes[id]->ops->act(app->panes[id], action, WHEEL_ROWS));
}

void app_mouse(struct app *app, const struct event *event)
{
	if (app->prompt || app->question || app_pictures_mouse(app, event))
		return;
	switch (event->mouse) {
	case MOUSE_PRESS:
		press(app, event);
		break;
	case MOUSE_DRAG:
		drag(app, event);
		break;
	case MOUSE_RELEASE:
		app->mouse.grabbed = GRABBED_NOTHING;
		break;
	case MOUSE_WHEEL_UP:
	case MOUSE_WHEEL_DOWN:
		wheel(app, event);
		break;
	}
}
