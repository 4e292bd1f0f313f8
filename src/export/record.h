/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_RECORD_H
#define EXPORT_RECORD_H

/* One article as one JSON object, the contract of the command line (version 1). */

#include <stdbool.h>

#include "archive/archive.h"
#include "base/json.h"

/*
 * Writes the members of the record of `entry` into the object that is open in `json`; `full`: with text, links and
 * images.
 */
void record_write(struct json *json, const struct archive *archive, uint32_t entry, bool full, bool with_chrome);

/* The record as one line of text with its line feed, appended to `out`. */
void record_line(GString *out, const struct archive *archive, uint32_t entry, bool full, bool with_chrome);

#endif
