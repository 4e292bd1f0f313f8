/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_FOLDER_H
#define ARCHIVE_FOLDER_H

#include "archive/source.h"

/*
 * A folder: every regular file below it, but what is hidden; no link is followed. Its name is the folder's own. NULL
 * where `path` is no folder.
 */
struct source *folder_open(const char *path);

#endif
