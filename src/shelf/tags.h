/* SPDX-License-Identifier: MIT */
#ifndef SHELF_TAGS_H
#define SHELF_TAGS_H

#include <glib.h>

/* Appends the words of a text, as copies. */
void tags_append(GPtrArray *tags, const char *typed);

/* Sorts strings, and leaves each once. */
void tags_settle(GPtrArray *tags);

/* Tags as they are kept, out of what a person types; for g_free(). */
char *tags_kept(const char *typed);

#endif
