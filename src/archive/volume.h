/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_VOLUME_H
#define ARCHIVE_VOLUME_H

/*
 * One of the archives that are open: which segments are its, and what a look at its source changes in them. A look goes
 * over everything that the source holds: what is unchanged is not read; the rest comes as struct loaded; what was not
 * come upon is gone. What it brought becomes a segment.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/cache.h"
#include "archive/catalog.h"
#include "archive/keeper.h"
#include "archive/loader.h"
#include "archive/met.h"
#include "archive/repeat.h"

/* What one look found. */
struct look {
	size_t read;      /* documents that were read */
	size_t unchanged; /* known, and not read */
	size_t added, changed, gone; /* articles */
};

/* An article that the present look did not find any more. */
struct leaving {
	uint32_t number;  /* of the catalog */
	uint64_t content; /* identity_of_content() */
};

struct volume {
	struct catalog *catalog; /* borrowed */
	uint32_t origin;
	char *name;           /* of the archive; NULL: files that were named one by one */
	struct cache *cache;  /* NULL: nothing is kept */
	GPtrArray *segments;  /* its segments, in order; borrowed from the store once they are there */
	uint32_t rows, documents; /* in all of them */
	struct repeat *learned;   /* what repeats in it; NULL: nothing is known */
	struct sights *sights;    /* of what the first look brings, to learn that from; NULL: of nothing */
	size_t files;             /* segments that the snapshot has, once all jobs are done */
	bool merged;              /* the snapshot has another base: nothing more is merged */
	bool sealed;              /* something of it is known: the next look tells what has changed */
	bool stopped;             /* the last look was, and the next goes on with it */
	struct met *met;          /* what the first look brought before it was stopped; NULL: it was not */
	bool partial;             /* the present look came upon what it could not see */
	struct look look;         /* the present one, or the last */
	GPtrArray *hidden;        /* char *: folders that the present look could not read */
	GArray *dead, *stale;     /* of uint32_t: what the present look made of entries and documents before it */
	struct cache *kept;       /* where articles are kept that are gone; NULL: they are not */
	GArray *leaving;          /* of struct leaving: what is to be kept of the present look */
	GHashTable *arrived;      /* contents that the present look brought */
	GHashTable *added;        /* numbers of the entries that were added by looks, but the first */
};

/* Takes over `cache`, which may be NULL; copies the name. */
struct volume *volume_new(struct catalog *catalog, uint32_t origin, const char *name, struct cache *cache);
void volume_free(struct volume *volume); /* NULL is allowed */

/*
 * Opens the snapshot: its entries are in the catalog's store then, but not in its order. `order`, in numbers of the
 * volume, are those that are shown, sorted, borrowed. False where there is none.
 */
bool volume_open(struct volume *volume, const uint32_t **order, size_t *count);

/* The catalog's number of an entry of the volume; UINT32_MAX where it is none. */
uint32_t volume_entry(const struct volume *volume, uint32_t local);

/*
 * What is known of it cannot be trusted any more, and is forgotten: its entries are gone, and the next look is the
 * first. Whoever calls this rebuilds the catalog's order.
 */
void volume_forget(struct volume *volume);

/* Whether all is what it was, by the stamp of the source as a whole: nothing need be looked at then. */
bool volume_is_unchanged(const struct volume *volume, const struct stamp *whole);

/* A look begins. Nothing else may be done with the volume but to take, until it ends. */
void volume_begin(struct volume *volume);

/* Whether a document is known and unchanged: asked on the walking thread. */
bool volume_knows(struct volume *volume, const char *path, const struct stamp *stamp);

/*
 * The look was stopped, and nothing more of it comes: before volume_end() where something is sealed, so that nothing is
 * taken for gone; else in its place, for what the first look brought waits for the rest of it.
 */
void volume_stop(struct volume *volume);

/* Takes in what became of a document. True where that changes anything. */
bool volume_take(struct volume *volume, struct loaded *loaded);

/*
 * The look is over: what it did not come upon is gone, and what it brought is sealed. `whole` is the stamp of the
 * source, zero where it has none. Gives the job of writing that down, or NULL where nothing has changed or nothing is
 * kept. Of the entries that it brought those that `keeps` does not want are removed again.
 */
typedef bool volume_keeps(void *data, uint32_t origin, uint32_t entry);
struct task_job *volume_end(struct volume *volume, const struct stamp *whole, volume_keeps *keeps, void *data);

/*
 * The job of making one segment of those behind the base, or of all, where there are many; NULL where that need not be,
 * or cannot be yet. For a volume that is not being looked at.
 */
struct task_job *volume_merge(struct volume *volume);

#endif
