/* SPDX-License-Identifier: MIT */
#ifndef FIND_WRITING_H
#define FIND_WRITING_H

/*
 * What was made of a segment is written beside it on a thread of its own: nobody waits for a disk, nor for much memory
 * to be given back.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

struct writing;

/*
 * Begins to write bytes and the sums of them (find/checked.h) at the place that archive_section_place() gave, under a
 * name that is borrowed; the archive is closed after the end. `free_rest` is called with `rest` on the thread first.
 */
struct writing *writing_begin(const struct cache *place, uint64_t key, const char *name, uint32_t version,
                              GBytes *bytes, GDestroyNotify free_rest, void *rest);

/* Whether writing_end() need not wait. */
bool writing_is_over(const struct writing *writing);

/* Waits for the end, and frees. Whether it was written; false for NULL. */
bool writing_end(struct writing *writing);

#endif
