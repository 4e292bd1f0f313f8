/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_FETCH_H
#define SOURCE_FETCH_H

/*
 * The bytes of a picture that an article names and that lies in the same archive. Nothing outside of it is ever read:
 * no link is followed, no path leads above the root, and there is no network. A thread reads, for an archive file is
 * read from its beginning.
 */

#include <glib.h>
#include <stdbool.h>

#include "base/span.h"

struct fetch;

/*
 * The paths inside an archive that `reference` may mean in the article at `path`, the likeliest first: an array of
 * char *, for g_ptr_array_unref(). Empty for what is no path, or leads out of the archive. A reference that begins with
 * a slash means the root, or a folder above the article, which a site may be below.
 */
GPtrArray *fetch_paths(struct span path, struct span reference);

/*
 * Begins to read what `reference` means in the article at `path` of the archive that `root` names; NULL is a file by
 * itself, at this path. For fetch_free().
 */
struct fetch *fetch_new(const char *root, bool nested, struct span path, struct span reference);

/*
 * False while it is being read. Then `*bytes` is what was read, for g_bytes_unref(), once; or NULL, and `*why` says
 * why, for people, translated, static.
 */
bool fetch_done(struct fetch *fetch, GBytes **bytes, const char **why);

/* At any time; what is under way is given up. NULL is allowed. */
void fetch_free(struct fetch *fetch);

#endif
