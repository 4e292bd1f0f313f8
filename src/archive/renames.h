/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_RENAMES_H
#define ARCHIVE_RENAMES_H

/* What a file was called before a commit that brought it under another name: it held the same, and is not there now. */

#include "source/objects.h"

/*
 * The path in the tree `before` of a file that is the blob, and that is not in the tree `after` by that path; for
 * g_free(). NULL where there is none, or too much would have to be looked through. Folders that are the same in both
 * trees cost nothing.
 */
char *renames_find(const struct objects *objects, struct git_odb *database, const struct git_id *before,
                   const struct git_id *after, const struct git_id *blob);

#endif
