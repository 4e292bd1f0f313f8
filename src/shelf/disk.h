/* SPDX-License-Identifier: MIT */
#ifndef SHELF_DISK_H
#define SHELF_DISK_H

/*
 * The database, in a thread of its own: whoever puts a change here never waits for the disk or for another instance. A
 * batch of changes is one transaction. What cannot be written is kept and tried again with what comes next; a file that
 * is no database of ours, or a newer one, is left as it is.
 */

#include <stdbool.h>

#include "shelf/contents.h"

struct disk;

/* One change: of a field of an article (`what` below SHELF_FIELDS, `key` its id), or of an item. */
struct disk_change {
	unsigned what; /* enum shelf_field; or SHELF_FIELDS and an enum shelf_kind; DISK_DROP more to drop that item */
	char *key;
	int64_t number, changed;
	char *text, *more, *extra, *query;
};

#define DISK_ITEM SHELF_FIELDS
#define DISK_DROP SHELF_KINDS
#define DISK_WHATS (SHELF_FIELDS + 2 * SHELF_KINDS)

/* Opens the database at `path`, which is made where there is none, and begins to read it. Never NULL. */
struct disk *disk_open(const char *path);

/* Writes what was put, as far as that can be done, and frees it all. Gives what went wrong, for g_free(). */
char *disk_close(struct disk *disk);

/*
 * What was read, once: NULL before it is there, and later. The caller owns it. Waits `wait_ms` for it; -1: as long as
 * it takes.
 */
struct disk_contents *disk_take(struct disk *disk, int wait_ms);

/*
 * What another instance wrote since this was last asked, once: all items, and those values of articles that are new;
 * NULL where nothing was, or where something has been put meanwhile, which counts over it: then it is read again.
 */
struct disk_contents *disk_take_news(struct disk *disk);

/* True while very much waits to be written. */
bool disk_is_behind(struct disk *disk);

/* Takes the change over, strings and all. */
void disk_put(struct disk *disk, const struct disk_change *change);

/* True while anything is to be read or written that has not failed. */
bool disk_is_busy(struct disk *disk);

/* Waits until disk_is_busy() is false. */
void disk_wait(struct disk *disk);

/* What went wrong, once for each thing, for g_free(); else NULL. */
char *disk_take_problem(struct disk *disk);

/* Why nothing is written now, in a few words, static; NULL where what was put is written, or will be. */
const char *disk_trouble(struct disk *disk);

#endif
