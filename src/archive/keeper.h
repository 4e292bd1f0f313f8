/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_KEEPER_H
#define ARCHIVE_KEEPER_H

/*
 * A thread that writes segments down and reads through those that were read from files, one job after the other. What
 * it is given must not change until the job comes back.
 */

#include <glib.h>
#include <stdbool.h>

#include "archive/cache.h"
#include "archive/merge.h"
#include "archive/segment.h"

enum task { TASK_WRITE, TASK_MERGE, TASK_VERIFY };

struct task_job {
	enum task task;
	uint32_t origin;         /* the owner's; untouched */
	struct segment *segment; /* borrowed; not for TASK_MERGE */
	struct merge *merge;     /* TASK_MERGE; owned by the job */
	bool done;               /* it went well */
	/* What follows is not for TASK_VERIFY. */
	struct cache *cache;          /* borrowed, and nobody else's meanwhile */
	GArray *order, *dead, *stale; /* of uint32_t; owned by the job */
	GByteArray *learned;          /* owned by the job; NULL: nothing */
	size_t keep;                  /* of the segments that are there: all, for SIZE_MAX */
	struct cache_file written;
};

/* Closes the file that was written, too. */
void task_job_free(struct task_job *job);

struct keeper;

/* `signal` is a pipe that a byte is written to when a job is finished. */
struct keeper *keeper_new(int signal);

/* Ends the thread: at once, or (`finish`) when all jobs are done. NULL is allowed. */
void keeper_free(struct keeper *keeper, bool finish);

/* Takes over the job. */
void keeper_push(struct keeper *keeper, struct task_job *job);

/* A finished job, for task_job_free(); NULL where there is none at the moment. */
struct task_job *keeper_take(struct keeper *keeper);

/* About what part of the file that is being written there is, 0 to 100. */
unsigned keeper_percent(const struct keeper *keeper);

#endif
