/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_LOADER_H
#define ARCHIVE_LOADER_H

/*
 * Threads that turn files into articles: one walks the source, as many as there are cores read and parse, and more
 * while those wait for a disk. What they finish waits in a queue until the owner of the loader takes it; a byte in a
 * pipe says that there is something to take. Nothing else is shared.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/loaded.h"
#include "source/source.h"

/* A source, and how its documents are called. */
struct origin {
	char *root;            /* as it was named; NULL: files that were named one by one */
	struct source *source; /* its name is the archive's */
	const struct archive_saying *said; /* of it; borrowed; NULL: nothing */
};

/*
 * Whether a document is known already, so that it need not be read: asked on the threads that walk, for every document
 * whose source can tell without reading; and by workers, for each item of one that holds many. NULL: nothing is.
 */
typedef bool loader_known(void *data, const char *path, const struct stamp *stamp);

struct loader;

/*
 * Starts to load all of one origin; the origins up to it (for no two share ids) and its source are borrowed until
 * loader_free(). `signal` is the pipe to write to. `seed` is that of the sights of articles; 0: there are none.
 */
struct loader *loader_new(const struct origin *origins, uint32_t number, loader_known *known, void *data, int signal,
                          uint64_t seed);

/*
 * Lets the threads end as soon as they are done with what they are at, and waits for none: what they finish can still
 * be taken. Then loader_is_done(), and not all was read.
 */
void loader_stop(struct loader *loader);
bool loader_was_stopped(const struct loader *loader);

/* Stops the threads, waits for them, frees what was not taken. NULL is allowed. */
void loader_free(struct loader *loader);

/* What is finished next, for loaded_free(); NULL where nothing is at the moment. */
struct loaded *loader_take(struct loader *loader);

/* The owner has emptied the pipe: from now on it is written to again when something comes. */
void loader_rearm(struct loader *loader);

/* Writes to the pipe now, for there is more to take. */
void loader_signal(struct loader *loader);

/* True once all threads are done; what they left can still be taken. */
bool loader_is_done(const struct loader *loader);

/* How many files were found so far. */
size_t loader_found(const struct loader *loader);

#endif
