/* SPDX-License-Identifier: MIT */
#ifndef SHELF_DISK_READ_H
#define SHELF_DISK_READ_H

/* What the database holds becomes records and items. Only shelf/disk.c uses it, in its thread. */

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "shelf/contents.h"

/*
 * Appends all items, and the values of articles that were set at `since` (milliseconds since 1970) or
 * later. False where it breaks off.
 */
bool disk_read_all(sqlite3 *db, int64_t since, struct disk_contents *contents);

/* Another number once another connection has written; negative where it cannot be told. */
int64_t disk_version(sqlite3 *db);

#endif
