/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_TABLE_H
#define ARCHIVE_TABLE_H

/*
 * A table of equal elements that only grows, in chunks: what it has handed out never moves, elements added together
 * stand together in memory, and the numbers of elements run on without a gap from chunk to chunk. So the chunks written
 * one after the other are the table, and a table read from a file is one chunk.
 */

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

struct table {
	size_t width;   /* bytes of an element */
	GArray *chunks; /* of struct chunk (table.c), in order */
	uint64_t count; /* elements */
};

void table_init(struct table *table, size_t width);
void table_clear(struct table *table);

/*
 * Adds `n` elements, copied from `from`, and gives the number of the first. Nothing is added for 0; the number is then
 * that of the next element to come.
 */
uint64_t table_add(struct table *table, const void *from, size_t n);

/* The address of an element and of those that were added with it; NULL beyond the last. Valid until table_clear(). */
void *table_at(const struct table *table, uint64_t index);

#endif
