/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_PROGRESS_H
#define COMMAND_PROGRESS_H

/*
 * What a command that takes long tells whoever waits for it: one line on standard error, where that is a terminal,
 * which is taken away before anything else is written there. ^C ends the command.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How often it is worth telling. Milliseconds. */
#define PROGRESS_MS 200

struct progress {
	int64_t begun_us, told_us;
	bool on;    /* somebody sees it */
	bool shown; /* the line stands there */
};

/* `quiet`: nobody wants to know. */
void progress_begin(struct progress *progress, bool quiet);

/* True where it is time to tell again; then progress_tell() is. */
bool progress_is_due(const struct progress *progress);

/* Shows `text`, which has no controls, in the place of what was told before. */
void progress_tell(struct progress *progress, const char *text);

/* Tells of looking through articles how far it is. Whether it is time to is seen to. */
void progress_tell_search(struct progress *progress, size_t done, size_t of);

/* The same of writing them. */
void progress_tell_writing(struct progress *progress, size_t done, size_t of);

/* Seconds since the beginning. */
unsigned progress_seconds(const struct progress *progress);

/* Takes the line away. */
void progress_end(struct progress *progress);

#endif
