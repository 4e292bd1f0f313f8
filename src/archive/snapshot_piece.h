/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_SNAPSHOT_PIECE_H
#define ARCHIVE_SNAPSHOT_PIECE_H

/* An element of the directory of a snapshot's file: doc/SNAPSHOT.md. */

#include <stdint.h>

/* Where a piece of a file is. */
struct snapshot_piece {
	uint32_t kind, width; /* bytes of an element */
	uint64_t first;       /* the number of its first element in its table */
	uint64_t count;       /* elements */
	uint64_t offset;      /* bytes from the beginning of the file: whole pages */
	uint64_t hash;        /* XXH3 of its bytes */
};

#endif
