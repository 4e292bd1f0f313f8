/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_FORMATS_H
#define EXPORT_FORMATS_H

/*
 * The formats, each a file. Those that are a stream have three parts, of which the first and the last may be missing.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "export/set.h"

struct stream_format {
	void (*begin)(GString *out, const struct export_set *set);
	void (*put)(GString *out, const struct subject *subject); /* in the order of the set */
	void (*end)(GString *out, const struct export_set *set);
};

extern const struct stream_format format_txt, format_md, format_html, format_jsonl, format_bib, format_csl_json;

/* epub.c */
bool epub_write(const struct export_set *set, FILE *out, bool *stopped, char **message);

#endif
