/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_KEPT_H
#define ARCHIVE_KEPT_H

/*
 * Articles that are gone from their archive, and are kept: copies in segments of their own, in a folder that is no
 * cache. They are shown among the others, and marked. One whose address another file has, or that only moved, is not
 * gone; one that comes back is the archive's again.
 */

#include "archive/keeper.h"
#include "archive/volume.h"

/* Opens what was kept of a volume before, and shows it. For one whose order was begun. */
void kept_open(struct volume *volume);

/* Copies what a look, which is over, found to be gone. Gives the job of writing that down; NULL for nothing. */
struct task_job *kept_end(struct volume *volume);

#endif
