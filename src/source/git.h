/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_GIT_H
#define SOURCE_GIT_H

/*
 * A git repository, of which only refs and objects are read: no config, hook, filter, attribute, submodule, nor objects
 * that it borrows from another. So it does not matter whose it is, and nothing in it is ever run.
 */

#include "source/source.h"

/*
 * The files of a commit: PATH of a bare repository (its HEAD), or PATH@REV of any, where REV is what revision_find()
 * takes. Worktrees and submodules are repositories, too. Named after the repository's folder; its identity is the
 * first commit of the history. NULL for what is no repository: a work tree without @REV is a folder.
 */
struct source *git_open(const char *path);

/*
 * Which repository such a path means: the folder that holds HEAD, and the revision, NULL for HEAD; both for
 * g_free(). False, and nothing is given, where it means none.
 */
bool git_locate(const char *path, char **folder, char **rev);

#endif
