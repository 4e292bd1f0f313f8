/* SPDX-License-Identifier: MIT */
#ifndef FIND_INDEX_H
#define FIND_INDEX_H

/*
 * The index of an archive: of its sealed segments, in parts (find/index_part.h) that are built by a thread behind the
 * reader, kept beside the snapshot, and taken from there when they are as they must be. What it does not hold is looked
 * through.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/archive.h"
#include "find/index_part.h"

struct index;

/* Borrows the archive, which stays open longer than the index. */
struct index *index_new(struct archive *archive);

/* Stops the thread, in the middle of its work if need be. NULL is allowed. */
void index_free(struct index *index);

/*
 * Takes from the snapshot what is there, and keeps a thread busy with what is not. About `budget_us` microseconds; 0:
 * to the end. False when nothing is left to do.
 */
bool index_work(struct index *index, unsigned budget_us);

/* The same without building anything: what the snapshot has. */
void index_take_kept(struct index *index);

/* Gives up what the thread is at, which index_work() will begin again. */
void index_stop(struct index *index);

/* Whether index_work() has something to do now, or (`later`) will when the thread is ready. */
bool index_is_busy(const struct index *index, bool *later);

/* Parts, and the first entry of the archive that each is of. Valid until index_work(). */
size_t index_parts(const struct index *index);
const struct part *index_part(const struct index *index, size_t number, uint32_t *entry);

/* Articles in it, and bytes of it. */
struct index_size {
	size_t articles, bytes;
};

/* Of the parts that are made by now. */
struct index_size index_size(const struct index *index);

#endif
