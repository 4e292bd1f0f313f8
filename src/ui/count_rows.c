/* SPDX-License-Identifier: MIT */
/*
 * Rows come and go while counting goes on, so what is selected is taken anew after everything that may have moved it.
 */
#include "ui/count_rows.h"

static struct count_rows *rows_of(struct pane *pane)
{
	return (struct count_rows *)pane;
}

static struct reaction move(struct count_rows *rows, enum action action, unsigned count)
{
	if (!roster_act(&rows->roster, action, count))
		return (struct reaction){.kind = REACTION_IGNORED};
	rows->own->moved(rows);
	return (struct reaction){.kind = REACTION_DONE};
}

/* Escape drops what a search has marked first, as everywhere. */
static struct reaction cancel(struct count_rows *rows)
{
	struct search_state state;
	if (roster_matches(&rows->roster, &state))
		return (struct reaction){.kind = REACTION_IGNORED};
	return counting_stop(&rows->counting);
}

struct reaction count_rows_act(struct count_rows *rows, enum action action, unsigned count)
{
	switch (action) {
	case ACTION_CHOOSE:
		return rows->own->narrow(rows, REACTION_NARROW, NARROWED_TO);
	case ACTION_EXCLUDE:
		return rows->own->narrow(rows, REACTION_NARROW, NARROWED_OUT);
	case ACTION_NEXT_ARTICLE:
	case ACTION_NEXT_UNREAD:
		return rows->own->leap(rows, true, count);
	case ACTION_PREVIOUS_ARTICLE:
	case ACTION_PREVIOUS_UNREAD:
		return rows->own->leap(rows, false, count);
	case ACTION_CANCEL:
		return cancel(rows);
	default:
		return move(rows, action, count);
	}
}

void count_rows_resize(struct pane *pane, unsigned rows, unsigned columns)
{
	(void)columns;
	roster_set_height(&rows_of(pane)->roster, rows);
}

void count_rows_position(struct pane *pane, GString *out)
{
	counting_write(&rows_of(pane)->counting, out);
}

bool count_rows_click(struct pane *pane, unsigned row, unsigned column, struct reaction *reaction)
{
	struct count_rows *rows = rows_of(pane);
	(void)column;
	*reaction = (struct reaction){.kind = REACTION_DONE};
	if (!roster_choose(&rows->roster, rows->roster.cursor.top + row))
		return false;
	rows->own->moved(rows);
	return true;
}

struct target count_rows_target(const struct pane *pane)
{
	(void)pane;
	return (struct target){ENTRY_NONE, ENTRY_NONE, {NULL, 0}};
}

void count_rows_search(struct pane *pane, enum search_phase phase, struct span query)
{
	struct count_rows *rows = rows_of(pane);
	roster_search(&rows->roster, phase, query);
	rows->own->moved(rows);
}

enum search_result count_rows_step(struct pane *pane, long by)
{
	struct count_rows *rows = rows_of(pane);
	enum search_result result = roster_step(&rows->roster, by);
	rows->own->moved(rows);
	return result;
}

bool count_rows_matches(const struct pane *pane, struct search_state *state)
{
	return roster_matches(&((const struct count_rows *)pane)->roster, state);
}

bool count_rows_work(struct pane *pane)
{
	struct count_rows *rows = rows_of(pane);
	if (count_rows_busy(pane) && counting_work(&rows->counting))
		rows->own->counted(rows);
	bool more = roster_work(&rows->roster);
	rows->own->moved(rows);
	return more || count_rows_busy(pane);
}

bool count_rows_busy(const struct pane *pane)
{
	return counting_busy(&((const struct count_rows *)pane)->counting);
}
