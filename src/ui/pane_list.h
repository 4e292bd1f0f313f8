/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_LIST_H
#define UI_PANE_LIST_H

/* The pane that lists the articles of an archive in its order: title, source, date, as many of them as fit. */

#include <glib.h>

#include "archive/archive.h"
#include "config/settings.h"
#include "page/script.h"
#include "ui/pane.h"
#include "ui/standing.h"

/* The archive is borrowed, and so are the script to show titles in and how entries stand. */
struct pane *list_pane_new(struct archive *archive, const struct writing *writing, const struct standing *standing);

/* The archive has changed: stay on the same article; as long as nobody has chosen one, on the first row. */
void list_pane_refresh(struct pane *pane);

/* Which columns a row shows; the usual ones before this was called, and for none. */
void list_pane_columns(struct pane *pane, const struct setting_list *columns);

/* Whether titles are found by pinyin too, by a limit as well; not before this was called. */
void list_pane_sound(struct pane *pane, bool pinyin);

/* Whether copies stand under one line; not before this was called. */
void list_pane_group(struct pane *pane, bool grouped);

/* Texts may have changed. */
void list_pane_renew(struct pane *pane);

/* Lists only what a query means, of all for an empty one. A wrong one changes nothing. */
void list_pane_limit(struct pane *pane, struct span text);

/* The query that limits the list; {NULL, 0} where none does. */
struct span list_pane_limited(const struct pane *pane);

/* What the list looks for, for so long that it is told: what its limit leaves, copies to be grouped. */
enum list_looking { LIST_RESTS, LIST_LIMITS, LIST_GROUPS };
enum list_looking list_pane_looking(const struct pane *pane);

/* Appends what is wrong with the limit that was typed last; false: nothing is. */
bool list_pane_tell_wrong(const struct pane *pane, GString *out);

/* Appends that, or how many articles the limit leaves. */
void list_pane_tell_limit(const struct pane *pane, GString *out);

#endif
