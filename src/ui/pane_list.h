/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_LIST_H
#define UI_PANE_LIST_H

/* The pane that lists the articles of an archive in its order: title, source, date, as many of them as fit. */

#include "archive/archive.h"
#include "page/script.h"
#include "ui/pane.h"

/* The archive is borrowed, and so is the script to show titles in. */
struct pane *list_pane_new(const struct archive *archive, const struct writing *writing);

/* The archive has changed: stay on the same article; as long as nobody has moved, on the first row. */
void list_pane_refresh(struct pane *pane);

/* Selects an entry; false where the list does not have it. */
bool list_pane_select(struct pane *pane, uint32_t entry);

#endif
