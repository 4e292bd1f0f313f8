/* SPDX-License-Identifier: MIT */
#ifndef FIND_RELATED_MAKING_H
#define FIND_RELATED_MAKING_H

/*
 * One part of the index being made: its owner gathers what the articles have to tell, a thread that lets others go
 * first makes the part of it. A few articles take no thread.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "find/vectors.h"

struct making;

/* Of a segment of an archive, which is borrowed. */
struct making *making_new(const struct archive *archive, const struct archive_segment *segment);

/* Stops the thread, and waits for it. NULL is allowed. */
void making_free(struct making *making);

/*
 * Another part, whose articles help to weigh terms. What `bytes` holds stays as long as this; NULL: as long as the
 * archive. Before making_go_on().
 */
void making_weigh_by(struct making *making, const struct vectors_view *view, GBytes *bytes);

/*
 * Goes on until about `end` (monotonic time, in microseconds; 0: to the end, and on this thread). True once it has come
 * to its end, or was stopped.
 */
bool making_go_on(struct making *making, int64_t end);

/* Whether only its thread has something to do. */
bool making_rests(const struct making *making);

/* Lets it end soon, with nothing made. */
void making_stop(struct making *making);

/* About what part is done, 0 to 100. */
unsigned making_percent(const struct making *making);

/* What was made, for g_bytes_unref(), once it has come to its end; NULL where it was stopped. */
GBytes *making_take(struct making *making);

#endif
