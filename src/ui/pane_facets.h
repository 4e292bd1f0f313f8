/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_FACETS_H
#define UI_PANE_FACETS_H

/*
 * The pane that counts: by source, tag, author, language, year, month, day, and archive of several. Each facet is a
 * heading that folds, the commonest values below it. A value narrows the query of the list, or is excluded from it.
 */

#include "archive/archive.h"
#include "find/values.h"
#include "ui/pane.h"
#include "ui/standing.h"

/* All borrowed; the values are shared by all that count. */
struct pane *facets_pane_new(const struct archive *archive, struct values *values, const struct standing *standing);

/* The list lists what this query means; counts it, unless it has. To be called often: nothing changed costs nothing. */
void facets_pane_ask(struct pane *pane, struct span query);

/* The archive has changed. */
void facets_pane_refresh(struct pane *pane);

#endif
