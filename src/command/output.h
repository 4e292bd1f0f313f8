/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_OUTPUT_H
#define COMMAND_OUTPUT_H

/* Writing answers and warnings. Answers are gathered in a string and written piece by piece. */

#include <glib.h>
#include <stdbool.h>

#include "base/problem.h"
#include "base/span.h"

/*
 * Writes what `out` holds to standard output, and empties it. False where that failed, which is said once: there is no
 * use in going on.
 */
bool output_write(GString *out);

/* At the end of an answer: false where any of it could not be written, which was said. */
bool output_end(void);

/* True, which is said, where JIANBAO_SECURE (`secure`) keeps what was asked for from being handed out. */
bool output_export_is_off(bool secure);

/* "jianbao: message" on standard error. Control characters of the arguments must have been escaped. */
void output_warn(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A name, as a person may see it; for g_free(). */
char *output_name(const char *name);

/* Each problem of a list as a warning. */
void output_problems(const struct problems *problems);

/* Appends one field of a line of tab-separated values, and the tab before it where it is not the first. */
void output_field(GString *out, struct span field);

/* Appends `text` on one line, with the line feed. */
void output_line(GString *out, struct span text);

/* Appends `text` on one line, filled up or cut to `columns`. */
void output_column(GString *out, struct span text, size_t columns);

#endif
