/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_SNAPSHOT_H
#define ARCHIVE_SNAPSHOT_H

/*
 * A sealed segment as a file: a page with a header, then the chunks of all tables and what else there is, each from a
 * page on as it lies in memory, then a directory of these pieces. doc/SNAPSHOT.md describes it. A file is written once
 * and never changed; one that is not exactly what this program writes on this machine is no snapshot.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/segment.h"
#include "archive/snapshot_piece.h"
#include "base/span.h"

/*
 * What a segment says of its archive besides its own entries, in numbers of the archive: those of the segments before
 * it come first.
 */
struct snapshot_sides {
	const uint32_t *order; /* every entry that is shown, from this segment on */
	const uint32_t *dead;  /* entries that are gone or replaced since the segment before */
	const uint32_t *stale; /* documents, the same */
	size_t order_count, dead_count, stale_count;
	struct span learned; /* what repeats in the archive (archive/repeat.h) */
};

/* What a file consists of, to find it again after writing. */
struct snapshot_layout {
	struct snapshot_piece *pieces; /* for g_free() */
	size_t count;
	uint64_t key, size;
};

/* How writing goes on, for other threads: both by g_atomic_int_ only. */
struct snapshot_going {
	int stop;    /* not 0: it gives up soon */
	int percent; /* about what part of the file there is */
};

/*
 * Writes a sealed segment to an open, empty file and syncs it; may run on any thread. False with errno set where it
 * failed or was stopped.
 */
bool snapshot_write(int file, const struct segment *segment, const struct snapshot_sides *sides,
                    struct snapshot_going *going, struct snapshot_layout *layout);

/*
 * Maps the file that was written, to be laid in the place of the segment's memory piece by piece: each costs what
 * memory it gives back. What cannot be laid stays memory. False where nothing can.
 */
bool snapshot_settle(struct segment *segment, int file, const struct snapshot_layout *layout);
void snapshot_settle_piece(struct segment *segment, int file, const struct snapshot_piece *piece);

/*
 * The segment of an open file, for segment_free(), and its sides, which are borrowed from it; NULL where it is none, or
 * was written by another version of the parser, unless `lasting`. Its entries are not trusted.
 */
struct segment *snapshot_open(int file, bool lasting, struct snapshot_sides *sides);

/*
 * Reads all of a mapped segment's file and compares the hashes. May run on any thread while the segment stays. False
 * where something is not what was written; true, too, where `*stop` ended it.
 */
bool snapshot_verify(const struct segment *segment, const int *stop);

#endif
