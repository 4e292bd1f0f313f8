/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_FILES_H
#define ARCHIVE_FILES_H

#include <stddef.h>

#include "archive/source.h"

/* Files that were named one by one, as they were named; "-" is standard input. The strings are borrowed. */
struct source *files_open(const char *const *files, size_t count);

#endif
