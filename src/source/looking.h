/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_LOOKING_H
#define SOURCE_LOOKING_H

/*
 * Files that a walk comes upon, handed to a sink with their stamps. Asking the system for these takes most of the time
 * of a look at what is known already, so several threads do it where there are many files; the sink is then called from
 * all of them. Where nobody wants stamps no thread is made.
 */

#include <stdbool.h>

#include "source/source.h"

struct looking;

/* The sink is borrowed, and may be called until looking_free(). */
struct looking *looking_new(const struct source_sink *sink);

/* Waits for what is still being looked at. False where the sink ended the walk. */
bool looking_free(struct looking *looking);

/*
 * The files that follow lie here: `folder` is open until looking_leave(), `path` is it inside the source, borrowed,
 * too.
 */
void looking_enter(struct looking *looking, int folder, const char *path);

/* A file of this folder. False where the sink ended the walk. */
bool looking_file(struct looking *looking, const char *name);

/* The folder has no more. False where the sink ended the walk. */
bool looking_leave(struct looking *looking);

#endif
