/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_NAMES_H
#define SOURCE_NAMES_H

/*
 * Names and links as they are written down in tarballs and repositories: data, never looked up in the file system. What
 * they mean is what they would mean in a folder. Bytes, in any charset.
 */

#include <glib.h>
#include <stdbool.h>

#include "source/source.h"

/* What a name in a source is: how the walk of a folder would have gone on. */
struct names {
	const struct source_sink *sink;
	GHashTable *hidden; /* paths that were reported as hidden */
};

/* The sink is borrowed. names_clear() frees what is remembered. */
void names_init(struct names *names, const struct source_sink *sink);
void names_clear(struct names *names);

/*
 * The path that a name means: no "." in it, no slash at either end or doubled. For g_free(); NULL, after a problem was
 * reported, for what is no name or leads out of the source. `*more` is false where the sink ended the walk.
 */
char *names_path(struct names *names, const char *name, bool *more);

/*
 * Whether a path is in or is something hidden, which is reported once, by the path that is hidden. `*more` as above.
 */
bool names_hidden(struct names *names, const char *path, bool *more);

/* Reports a link: where it would lead is only read. False where the sink ended the walk. */
bool names_link(const struct names *names, const char *path, const char *target);

#endif
