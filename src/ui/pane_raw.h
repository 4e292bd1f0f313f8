/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_RAW_H
#define UI_PANE_RAW_H

/*
 * The pane that shows the bytes of a file as they are, safely. It reads them behind the keys: until they are there
 * it says how far that is.
 */

#include <stdbool.h>

#include "archive/raw.h"
#include "text/width.h"
#include "ui/pane.h"

/*
 * `raw` becomes the pane's; `path` is copied, and shown. `entry`, with its address, is what actions are about; the
 * widths are borrowed.
 */
struct pane *raw_pane_new(struct raw *raw, struct span path, struct target target, const struct widths *widths);

/* Whether it waits for the bytes: then somebody has to call its work() from time to time. */
bool raw_pane_waits(const struct pane *pane);

#endif
