/* SPDX-License-Identifier: MIT */
#ifndef UI_CHOICE_H
#define UI_CHOICE_H

#include <glib.h>

#include "archive/archive.h"
#include "ui/entry_set.h"
#include "ui/pane.h"

/*
 * Appends what is chosen to `entries` (uint32_t) in the order in which the pane lists it; behind that what it does not
 * list, in the order of the archive. Where little is chosen the rows that are not cost nothing, however many they are.
 */
void choice_append(const struct entry_set *chosen, const struct pane *list, const struct archive *archive,
                   GArray *entries);

#endif
