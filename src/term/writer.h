/* SPDX-License-Identifier: MIT */
#ifndef TERM_WRITER_H
#define TERM_WRITER_H

/*
 * A canvas as bytes for a terminal: only what changed since the last one, every row in its own columns whatever widths
 * the terminal gives to the characters. No terminal is needed: cells in, bytes out.
 */

#include <glib.h>
#include <stdbool.h>

#include "term/theme.h"
#include "ui/canvas.h"

struct writer;

struct writer_options {
	struct theme theme;
	bool corner_scrolls; /* the lower right cell must not be written */
	bool scrolls;        /* rows can be moved within a region (DECSTBM) */
};

/* Other colours from the next screen on; `palette` is borrowed. */
void writer_dress(struct writer *writer, const struct palette *palette);

/* Knows nothing of what the screen shows. The options are copied. */
struct writer *writer_new(const struct writer_options *options);
void writer_free(struct writer *writer); /* NULL is allowed */

/*
 * Always of the same canvas. Appends to `out` what makes the screen show the canvas, with the cursor where it belongs.
 * True where the screen was cleared for it.
 */
bool writer_show(struct writer *writer, const struct canvas *canvas, GString *out);

/* What is on the screen is not known any more: all is written at the next writer_show(). */
void writer_forget(struct writer *writer);

/*
 * Appends a row as it was shown last, over whatever stands there now, and the way back of the cursor; nothing where no
 * such row was shown.
 */
void writer_repair(struct writer *writer, unsigned row, GString *out);

#endif
