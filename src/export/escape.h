/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_ESCAPE_H
#define EXPORT_ESCAPE_H

/* Bytes of any origin made safe to print: nothing of them acts on a terminal, and nothing of them is lost. */

#include <glib.h>

#include "base/span.h"

/*
 * Appends `text`: control characters and bytes that are not UTF-8 as \xNN, control characters beyond ASCII as \u{NNNN}.
 * Line feeds and tabs stay as they are.
 */
void escape_text(GString *out, struct span text);

/* The same for what has to stay on one line and in one column: \n, \t and \\ for a line feed, a tab and a backslash. */
void escape_field(GString *out, struct span text);

#endif
