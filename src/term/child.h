/* SPDX-License-Identifier: MIT */
#ifndef TERM_CHILD_H
#define TERM_CHILD_H

/*
 * What all programs that are started from here have in common: their signals are as usual, their words are split
 * without a shell, and what they are given to look at lies where nobody else can read it.
 */

#include <glib.h>
#include <stdbool.h>

/* For g_spawn_async() and its kin, run in the child: signals that we hold back or do not heed are so no more there. */
void child_signals(void *unused);

/* What the first of these environment variables says that is not empty, else `otherwise`; borrowed. */
const char *child_command(const char *const *names, size_t count, const char *otherwise);

/* What waiting for a program gave: false where it ended with an error; `error` says so. */
bool child_ended_well(const char *program, int status, GError **error);

/*
 * Runs `command`, with `file` as one more word behind it, in the terminal, which the caller has given back, and waits
 * for it. False where it could not be started or ended with an error; `error` says so.
 */
bool child_run(const char *command, const char *file, GError **error);

/*
 * A new folder that nobody else can look into, for g_free(), in memory where there is such a place ($XDG_RUNTIME_DIR).
 * NULL where none can be made; `message` says why, for g_free(). `refusal`: nothing may reach a disk, and this is the
 * message where there is no place in memory; NULL: it may.
 */
char *child_folder(const char *refusal, char **message);

#endif
