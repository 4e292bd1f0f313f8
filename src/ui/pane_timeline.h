/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_TIMELINE_H
#define UI_PANE_TIMELINE_H

/*
 * The pane of time: a bar of articles a month, the newest first, under the headings of years, and of days below a month
 * that was opened. What the query asks of dates is left out of the counting and marked instead.
 */

#include "archive/archive.h"
#include "find/values.h"
#include "ui/pane.h"
#include "ui/standing.h"

/* All borrowed; the values are shared by all that count. */
struct pane *timeline_pane_new(const struct archive *archive, struct values *values, const struct standing *standing);

/* The list lists what this query means; counts it, unless it has. To be called often: nothing changed costs nothing. */
void timeline_pane_ask(struct pane *pane, struct span query);

/* The archive has changed. */
void timeline_pane_refresh(struct pane *pane);

#endif
