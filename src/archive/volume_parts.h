/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_VOLUME_PARTS_H
#define ARCHIVE_VOLUME_PARTS_H

/*
 * What the files behind volume.h share; nobody else includes it.
 *
 *   volume_open.c  opens the snapshot, and forgets it
 *   volume_look.c  takes in what a look brings
 *   volume_jobs.c  writes that down, and merges segments
 */

#include "archive/volume.h"

/* "No such number." */
#define NONE UINT32_MAX

static inline struct segment *segment_at(const struct volume *volume, size_t index)
{
	return g_ptr_array_index(volume->segments, index);
}

/* The last segment of the volume from now on. */
void volume_append(struct volume *volume, struct segment *segment);

/* A document is not known by this segment any more. */
void volume_mark_stale(struct segment *segment, uint32_t number);

/* The job of writing a segment that a look brought, the first of all where it is the base. */
struct task_job *volume_write(struct volume *volume, struct segment *segment, bool base);

#endif
