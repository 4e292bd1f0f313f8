/* SPDX-License-Identifier: MIT */
#ifndef FIND_SECTION_H
#define FIND_SECTION_H

/* What was made of a segment is written beside it on a thread of its own: nobody waits for a disk. */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

struct section_job;

/*
 * Begins to write bytes and the sums of them (find/checked.h) at the place that archive_section_place() gave, under a
 * name that is borrowed; the archive is closed after the end.
 */
struct section_job *section_begin(const struct cache *place, uint64_t key, const char *name, uint32_t version,
                                  GBytes *bytes);

/*
 * What was kept so of a segment of an archive, of which nothing is read; NULL: nothing. For checked_free(); `bytes`
 * stay until the archive is closed.
 */
struct checked;
struct checked *section_open(struct archive *archive, const struct archive_segment *segment, const char *name,
                             uint32_t version, struct span *bytes);

/* Whether section_end() need not wait. */
bool section_is_over(const struct section_job *job);

/* Waits for the end, and frees. Whether it was written; false for NULL. */
bool section_end(struct section_job *job);

#endif
