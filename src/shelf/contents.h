/* SPDX-License-Identifier: MIT */
#ifndef SHELF_CONTENTS_H
#define SHELF_CONTENTS_H

/* All that a shelf holds, in memory. */

#include "base/arena.h"
#include "shelf/record.h"
#include "shelf/records.h"

struct disk_contents {
	struct arena *arena;           /* of the records */
	struct records *records;
	GPtrArray *items[SHELF_KINDS]; /* of struct shelf_item */
};

/* Empty ones, and their end. */
struct disk_contents *disk_contents_new(void);
void disk_contents_free(struct disk_contents *contents); /* NULL is allowed */

#endif
