/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_STATE_H
#define ARCHIVE_STATE_H

/*
 * What the files behind archive.h share: opening.c opens and closes, polling.c looks and takes, entries.c answers. The
 * owner's thread alone.
 */

#include <glib.h>

#include "archive/archive.h"
#include "archive/catalog.h"
#include "archive/keeper.h"
#include "archive/loader.h"
#include "archive/repeat.h"
#include "archive/reports.h"
#include "archive/volume.h"
#include "base/arena.h"
#include "source/follow.h"

/* What a snapshot shows, on its way into the order. */
struct showing {
	const struct volume *volume;
	const uint32_t *order; /* numbers of the volume */
	size_t count, at;
};

struct archive {
	GArray *origins;     /* of struct origin; the list never changes while the archive is open */
	GPtrArray *files;    /* char *: files that were named one by one */
	GPtrArray *volumes;  /* of struct volume, by origin */
	GArray *due;         /* of bool, by origin: its source is to be looked at */
	GArray *looked;      /* of bool, by origin: it was */
	struct catalog *catalog;
	GArray *showing;       /* of struct showing */
	uint32_t at;           /* the origin that is being looked at, while one of the next two is there */
	struct loader *loader; /* NULL once all is read */
	struct repeat *repeat; /* after that, until what repeats is set aside */
	struct keeper *keeper; /* NULL until it is needed */
	size_t writing;        /* of its jobs, those that write what was read for the first time or anew */
	struct follow *follow; /* NULL until all was looked at */
	bool following;        /* it is wanted */
	bool stopped;          /* by archive_stop(): nothing is looked at until it goes on */
	bool nested;           /* archive files in archive files are read */
	int64_t look_begin;    /* monotonic time; microseconds */
	struct task_job *settling; /* a job that was written and is being laid in the place of memory; NULL */
	size_t settled;            /* so many of its pieces are */
	size_t verifying;      /* segments that are being read through */
	bool verify;           /* what came from files is to be read through */
	bool waited;           /* archive_wait() was called */
	bool unkept;           /* a snapshot was to be written, and was not */
	void (*closed)(void *data);
	void *closed_data;
	int news[2];           /* the pipe that archive_fd() is one end of */
	size_t found, done;    /* for archive_progress() */
	size_t found_before;   /* by loaders that are done */
	struct archive_changes changes;
	struct reports *reports;
	GPtrArray *sections; /* of struct mapping */
	struct arena *scratch;
};

static inline const struct origin *origin_of(const struct archive *archive, uint32_t number)
{
	return &g_array_index(archive->origins, struct origin, number);
}

static inline struct volume *volume_of(const struct archive *archive, uint32_t number)
{
	return g_ptr_array_index(archive->volumes, number);
}

static inline bool *flag_of(GArray *flags, uint32_t number)
{
	return &g_array_index(flags, bool, number);
}

/* A source is called what somebody calls it. */
void archive_call_source(const struct origin *origin);

/* Begins with the first volume that is due. */
void archive_begin_look(struct archive *archive);

/* The owner has work left that no thread will remind it of. */
void archive_remind(const struct archive *archive);

#endif
