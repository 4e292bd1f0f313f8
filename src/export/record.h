/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_RECORD_H
#define EXPORT_RECORD_H

/* One article as one JSON object, the contract of the command line (version 1). */

#include "archive/archive.h"
#include "base/json.h"

/* What a record says beside the fields of the article, or-ed. */
enum record_parts {
	RECORD_FIELDS = 0,
	RECORD_TEXT = 1 << 0,   /* with its links and images */
	RECORD_ASIDES = 1 << 1, /* what was set aside, and why */
};

/* Writes the members of the record of `entry` into the object that is open in `json`; `parts` are record_parts. */
void record_write(struct json *json, const struct archive *archive, uint32_t entry, unsigned parts);

/* The record as one line of text with its line feed, appended to `out`. */
void record_line(GString *out, const struct archive *archive, uint32_t entry, unsigned parts);

#endif
