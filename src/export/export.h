/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

/* Articles as a file of one of several formats. Written as a stream: no more than one article is held in memory. */

#include <stdbool.h>
#include <stdio.h>

#include "export/set.h"

enum export_format {
	EXPORT_TXT,
	EXPORT_MD,
	EXPORT_HTML,
	EXPORT_JSONL,
	EXPORT_BIB,
	EXPORT_CSL_JSON,
	EXPORT_EPUB,
	EXPORT_FORMATS
};

/* The format with this name ("csl-json"); EXPORT_FORMATS for none. */
enum export_format export_format_named(const char *name);

/* The format that the ending of a file's name tells; EXPORT_FORMATS for none. */
enum export_format export_format_of(const char *file);

/* "txt, md, html, jsonl, bib, csl-json, epub", for g_free(). */
char *export_format_names(void);

/* Whether it is made of bytes that no terminal should be sent. */
bool export_is_binary(enum export_format format);

/*
 * Writes the set, which must have articles. False where `out` could not be written; `message` says why, for g_free().
 */
bool export_write(const struct export_set *set, enum export_format format, FILE *out, char **message);

/*
 * The same into a file: written beside it, and put in its place once it is whole. What is there already is replaced
 * only where `replace`. False where that did not work, and then nothing has changed; `message` says why, for g_free().
 */
bool export_save(const struct export_set *set, enum export_format format, const char *path, bool replace,
                 char **message);

/*
 * A name for a file with one article: its title, and nothing that a file system or a shell would take ill; for
 * g_free().
 */
char *export_file_name(const struct article *article, enum export_format format);

#endif
