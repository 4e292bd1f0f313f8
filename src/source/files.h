/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_FILES_H
#define SOURCE_FILES_H

#include <stddef.h>

#include "source/source.h"

/* Files that were named one by one, as they were named; "-" is standard input. The strings are borrowed. */
struct source *files_open(const char *const *files, size_t count);

#endif
