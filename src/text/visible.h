/* SPDX-License-Identifier: MIT */
#ifndef TEXT_VISIBLE_H
#define TEXT_VISIBLE_H

/*
 * Any bytes as text that can be shown as it is, with nothing in it left out: controls as ^[, what shows nothing or
 * turns the direction of writing around as <U+202E>, bytes that are no text as \xNN. A carriage return before a line
 * feed is shown as nothing, for it ends a line, as that does.
 */

#include <glib.h>
#include <stddef.h>

#include "base/span.h"

enum visible_kind {
	VISIBLE_TEXT,  /* UTF-8, as far as it is */
	VISIBLE_BYTES, /* everything but ASCII byte by byte */
};

/*
 * Appends what stands from byte `from` on, about `most` bytes of it, and gives the byte where to go on: the length
 * of `text` at its end. What was appended is UTF-8 with no control but \n and \t. `signs` has a bit for every byte
 * of `out`: set where that is a sign for something else.
 */
size_t visible_write(struct span text, size_t from, size_t most, enum visible_kind kind, GString *out,
                     GByteArray *signs);

#endif
