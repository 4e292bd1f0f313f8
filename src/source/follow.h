/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_FOLLOW_H
#define SOURCE_FOLLOW_H

/*
 * Follows folders, archive files and repositories while they are open: a thread with GIO's file monitors, one for each
 * folder below them, says that something has changed; what it was is for a look to find. GIO is opened when it is
 * needed, for no command needs it.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

struct follow;

struct follow_root {
	const char *path; /* as it was named: also REPO@REV */
	GArray *folders; /* of struct source_folder: all that lie in it, as a walk has read them. NULL: nobody knows */
};

/*
 * Follows `roots` (copied; of folders a reference is kept), once the thread gets to it: what was changed in their
 * folders since they were walked over is told, too. `signal` is a pipe that a byte is written to after changes.
 */
struct follow *follow_new(const struct follow_root *roots, size_t count, int signal);

/* Waits for the thread, which ends at once. NULL is allowed. */
void follow_free(struct follow *follow);

/* Whether anything has changed below root `index` since this was asked last. */
bool follow_take(struct follow *follow, size_t index);

/* Changes are gathered for so long before they are told. Milliseconds. */
void follow_gather(struct follow *follow, unsigned ms);

#endif
