/* SPDX-License-Identifier: MIT */
#ifndef BENCH_CORPUS_H
#define BENCH_CORPUS_H

/* The articles of a corpus for measuring: files and folders, parsed. */

#include <glib.h>

/*
 * Appends the article (struct article) of a file, or those of all files below a folder; what cannot be read is left
 * out.
 */
void corpus_read(const char *path, GPtrArray *articles);

/* An empty list that frees its articles with itself. */
GPtrArray *corpus_new(void);

#endif
