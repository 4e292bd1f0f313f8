/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_SOURCES_H
#define SOURCE_SOURCES_H

#include "source/source.h"

/*
 * The source that a named path is, by what lies there and not by how it is called; NULL for what is read as a file by
 * itself, whether it is there or not. `nested`: archive files in archive files are read, too.
 */
struct source *source_of(const char *path, bool nested);

#endif
