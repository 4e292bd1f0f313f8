/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_TABLE_H
#define ARCHIVE_TABLE_H

/*
 * A table of equal elements that only grows, in chunks: what it has handed out never moves, elements added together
 * stand together in memory, and the numbers of elements run on without a gap from chunk to chunk. Chunks begin at
 * pages, so a chunk that was written to a file can be mapped from there in its place, and one that lies in a mapped
 * file is a chunk as it is.
 */

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

struct chunk {
	char *at;
	uint64_t first;         /* the number of its first element */
	size_t count, capacity; /* elements; capacity 0: borrowed, and full */
};

struct table {
	size_t width;   /* bytes of an element */
	GArray *chunks; /* of struct chunk, in order */
	uint64_t count; /* elements */
};

/* An empty table of elements of `width` bytes; table_clear() frees what was added, not what was borrowed. */
void table_init(struct table *table, size_t width);
void table_clear(struct table *table);

/*
 * Adds `n` elements, copied from `from`, and gives the number of the first. Nothing is added for 0; the number is then
 * that of the next element to come.
 */
uint64_t table_add(struct table *table, const void *from, size_t n);

/* The same, but for what the elements are: whoever gets their address fills them. NULL for 0. */
void *table_extend(struct table *table, size_t n, uint64_t *first);

/*
 * For an empty table: all that it will hold stands together in one chunk, of so many elements; addresses without memory
 * until they are used. Whoever adds more than table_room() to it gets another chunk all the same.
 */
void table_reserve(struct table *table, size_t n);
size_t table_room(const struct table *table);

/* Elements that stay the caller's and must outlive the table: they become its last chunk. */
void table_borrow(struct table *table, void *at, size_t n);

/* The address of an element and of those that were added with it; NULL beyond the last. Valid until table_clear(). */
void *table_at(const struct table *table, uint64_t index);

/* The address of `n` elements, NULL unless all of them are there and stand together. */
void *table_run(const struct table *table, uint64_t index, uint64_t n);

/* The runs of elements that stand together, in order; valid until something is added. */
size_t table_chunks(const struct table *table);
const struct chunk *table_chunk(const struct table *table, size_t index);

#endif
