/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_FOLDER_H
#define SOURCE_FOLDER_H

#include "source/source.h"

/*
 * A folder: every regular file below it, but what is hidden; no link is followed. Its name is the folder's own. NULL
 * where `path` is no folder.
 */
struct source *folder_open(const char *path);

#endif
