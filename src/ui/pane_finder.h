/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_FINDER_H
#define UI_PANE_FINDER_H

/*
 * The pane of what was found in the archive: how many articles, then each with its date, title, and the piece of its
 * text that shows why. It stands in the place of the list while one searches.
 */

#include "archive/archive.h"
#include "find/match.h"
#include "page/script.h"
#include "ui/pane.h"
#include "ui/standing.h"

/* What is given is borrowed. */
struct pane *finder_pane_new(struct archive *archive, const struct writing *writing, const struct standing *standing);

/* Whether copies stand under one line; not before this was called. */
void finder_pane_group(struct pane *pane, bool grouped);

/* Searches for what was typed. A wrong query leaves what was found before, and is shown to be wrong. */
void finder_pane_query(struct pane *pane, struct span text);

/* What was typed last. Borrowed until the next query. */
struct span finder_pane_text(const struct pane *pane);

/* Appends what is wrong with what was typed, or still missing. */
void finder_pane_tell_error(const struct pane *pane, GString *out);

/* The archive has more articles; with `anew`, what was looked at may be others. */
void finder_pane_refresh(struct pane *pane, bool anew);

/* Where the article's text was found, in order: a new array for g_free(); NULL where nowhere. */
struct match *finder_pane_matches(struct pane *pane, uint32_t entry, size_t *count);

/*
 * The entry found before (-1) or after (1) another, and its number among all, from 1; ENTRY_NONE where there is none.
 */
uint32_t finder_pane_beside(struct pane *pane, uint32_t entry, int by, size_t *number, size_t *count);

/* Whether it searches for so long that this is told. */
bool finder_pane_takes_long(const struct pane *pane);

/* True where an entry is among what was found. */
bool finder_pane_has(struct pane *pane, uint32_t entry);

#endif
