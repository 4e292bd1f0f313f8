/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_ZIP_WRITER_H
#define SOURCE_ZIP_WRITER_H

/*
 * A zip file, written as a stream and the same at every time for the same contents: names in UTF-8, no sizes behind the
 * data, no extra fields, one date for all.
 */

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/span.h"

struct zip_writer;

/*
 * `out` is borrowed. `seconds` since 1970 become the date of all files; what a zip cannot say is moved to 1980 or 2107.
 */
struct zip_writer *zip_writer_new(FILE *out, int64_t seconds);

/*
 * Adds a file; `packed`: deflated, where libarchive is there and it becomes smaller so. False where it cannot be
 * written, nor any other after it: zip_writer_finish() tells why.
 */
bool zip_writer_add(struct zip_writer *zip, const char *name, struct span bytes, bool packed);

/*
 * Ends the file and frees the writer. False where not all of it could be written: errno then tells why; EFBIG where it
 * would have more than 65,535 files or 4 GiB.
 */
bool zip_writer_finish(struct zip_writer *zip);

#endif
