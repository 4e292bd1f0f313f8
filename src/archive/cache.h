/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_CACHE_H
#define ARCHIVE_CACHE_H

/*
 * The folder in which the snapshot of one archive lies: a manifest that names its segments, the segments, and what
 * others keep beside a segment. The manifest is replaced as a whole, and what it names is never changed, so a snapshot
 * is either the old one or the new one. Who writes holds a lock, and writes only if nobody else has written since this
 * process read. All of it may be thrown away at any time.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/segment.h"
#include "archive/snapshot.h"
#include "base/span.h"

struct cache;

/*
 * The folder for the archive at `root`, below `base`; nothing is touched. `rank` parts archives that are opened
 * together and have one name. What is `lasting` cannot be made again, so it is read whatever version of the parser
 * wrote it.
 */
struct cache *cache_new(const char *base, const char *root, unsigned rank, bool lasting);
void cache_free(struct cache *cache); /* NULL is allowed */

/*
 * Opens the segments of the snapshot, in order, for segment_free(), each with its sides (struct snapshot_sides,
 * borrowed from it). False, and nothing, where there is no snapshot, or one of its files is not what it should be.
 */
bool cache_read(struct cache *cache, GPtrArray *segments, GArray *sides);

/* A segment that was written. */
struct cache_file {
	int file; /* open, for close(); -1 where nothing was written */
	struct snapshot_layout layout;
};

/*
 * Writes a segment and makes it the snapshot's last, behind the first `keep` of those that are there (SIZE_MAX: all).
 * May run on a thread of its own, one at a time. False where that cannot be: another process holds the lock or has
 * written, the disk is full, it was stopped. After a failure nothing is written any more: what follows would not fit.
 */
bool cache_add(struct cache *cache, const struct segment *segment, const struct snapshot_sides *sides, size_t keep,
               struct snapshot_going *going, struct cache_file *written);

/*
 * What was kept beside the segment `key` under this name and version; NULL for none. For mapping_free(); `bytes` is
 * inside it. Nothing of them is read: whoever reads them checks them.
 */
struct mapping *cache_section(const struct cache *cache, uint64_t key, const char *name, uint32_t version,
                              struct span *bytes);

/* Keeps `n` parts, one after the other, beside a segment. False where it was not done. */
bool cache_section_write(const struct cache *cache, uint64_t key, const char *name, uint32_t version,
                         const struct span *parts, size_t n);

#endif
