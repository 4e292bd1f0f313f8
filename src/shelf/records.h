/* SPDX-License-Identifier: MIT */
#ifndef SHELF_RECORDS_H
#define SHELF_RECORDS_H

/* A set of records by id, in shards of which each grows alone: none of a million insertions takes long. */

#include <glib.h>
#include <stddef.h>

#include "base/arena.h"
#include "shelf/record.h"

enum { RECORD_SHARDS = 256 };

struct records {
	GHashTable *shards[RECORD_SHARDS]; /* sets of struct shelf_record, borrowed; NULL: it has none yet */
	size_t count;
	GPtrArray *tagged; /* those that have tags, or had them: few of very many */
};

/* An empty set, and its end; the records are not its own. */
struct records *records_new(void);
void records_free(struct records *records);

/* Adds a record with an id that none has yet. */
void records_add(struct records *records, struct shelf_record *record);

/* The value of a field in a record of the set, made from `arena` where it has none yet. */
struct shelf_value *records_value(struct records *records, struct arena *arena, struct shelf_record *record,
                                  enum shelf_field field);

/* The one with this id, or NULL. */
struct shelf_record *records_find(const struct records *records, const char *id);

/* All of them, in no order: an array for g_ptr_array_unref(). */
GPtrArray *records_all(const struct records *records);

#endif
