/* SPDX-License-Identifier: MIT */
#ifndef UI_STATUS_H
#define UI_STATUS_H

/* The last row: a message, or the keys that help in this pane; at its right what goes on. */

#include <glib.h>
#include <stdbool.h>

#include "base/span.h"
#include "ui/canvas.h"
#include "ui/keymap.h"
#include "ui/layout.h"

/* The list, while it shows what was found. */
#define STATUS_FOUND PANE_COUNT

/* The reader, while it shows a raw file; and while a passage is selected in it. */
#define STATUS_RAW (PANE_COUNT + 1)
#define STATUS_SELECT (PANE_COUNT + 2)

/* The pictures that lie over everything. */
#define STATUS_PICTURES (PANE_COUNT + 3)

/* The pane of what leads on, while it lists copies or versions. */
#define STATUS_COPIES (PANE_COUNT + 4)
#define STATUS_COUNT (PANE_COUNT + 5)

struct status {
	struct span message; /* empty: show the keys */
	bool error;          /* the message tells of a failure */
	struct span right;
	unsigned pane;       /* whose keys: an enum pane_id, or one of the above */
	enum key_context context; /* and where these hold */
};

/* What it was drawn from last; all zero: it was not. */
struct status_drawn {
	struct status status; /* but for its texts */
	GString *texts;       /* the message, then what stands right */
	uint32_t stamp;       /* of the canvas's row then */
};

/* Draws the row, unless it stands there as it would be drawn. Another keymap needs a cleared `drawn`. */
void status_draw(struct canvas *canvas, struct rect area, const struct status *status, const struct keymap *keymap,
                 struct status_drawn *drawn);

/* Frees what is remembered: as at first, all zero. */
void status_drawn_clear(struct status_drawn *drawn);

#endif
