/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_SEGMENT_PARTS_H
#define ARCHIVE_SEGMENT_PARTS_H

/* What the files of a segment share. */

#include "archive/segment.h"

/* {"", 0} for what is not there. */
struct span segment_bytes(const struct segment *segment, uint64_t at, uint32_t len);

struct row *segment_row_to_change(struct segment *segment, uint32_t row);

#endif
