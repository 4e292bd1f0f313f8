/* SPDX-License-Identifier: MIT */
#ifndef UI_STATUS_H
#define UI_STATUS_H

/* The last row: a message, or the keys that help in this pane; at its right what goes on. */

#include <stdbool.h>

#include "base/span.h"
#include "ui/canvas.h"
#include "ui/keymap.h"
#include "ui/layout.h"

/* The list, while it shows what was found. */
#define STATUS_FOUND PANE_COUNT

struct status {
	struct span message; /* empty: show the keys */
	bool error;          /* the message tells of a failure */
	struct span right;
	unsigned pane;       /* whose keys: an enum pane_id, or STATUS_FOUND */
	enum key_context context; /* and where these hold */
};

void status_draw(struct canvas *canvas, struct rect area, const struct status *status, const struct keymap *keymap);

#endif
