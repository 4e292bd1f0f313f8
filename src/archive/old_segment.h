/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_OLD_SEGMENT_H
#define ARCHIVE_OLD_SEGMENT_H

/*
 * Segments as FORMAT 1 wrote them, for what is kept for good (archive/kept.h): a snapshot in it is made anew. They are
 * copied into one of today, which costs what they hold.
 */

#include "archive/mapping.h"
#include "archive/segment.h"
#include "archive/snapshot_piece.h"

/*
 * The articles of a mapped file with these pieces, sealed; its documents are left out. What is no article stands there
 * as an empty one. NULL where the pieces are not what that format has.
 */
struct segment *old_segment_read(const struct mapping *mapping, const struct snapshot_piece *pieces, uint64_t count);

#endif
