/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_MAPPING_H
#define ARCHIVE_MAPPING_H

/*
 * Memory by the page, and files seen as memory. A mapped file may lose pages behind our back (it is cut short, its disk
 * fails): the system then raises SIGBUS. Inside a mapping zeros take the place of what is lost, and the mapping is
 * broken from then on; whoever reads it checks every offset anyway.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The page size of the system. Bytes. */
size_t page_size(void);

/* `bytes` rounded up to whole pages. */
uint64_t page_round(uint64_t bytes);

/* Zeroed pages, untouched, for at least `bytes`; never NULL (out of memory aborts). */
void *pages_new(size_t bytes);

/* `bytes` as they were asked for. */
void pages_free(void *at, size_t bytes);

struct mapping;

/*
 * All of an open file, to be read only; NULL where it cannot be mapped or is empty. The descriptor stays the caller's.
 */
struct mapping *mapping_new(int file, size_t size);
void mapping_free(struct mapping *mapping); /* NULL is allowed */

/* The bytes of the file, valid until the mapping is freed, and how many they are. */
const char *mapping_bytes(const struct mapping *mapping);
size_t mapping_size(const struct mapping *mapping);

/*
 * Puts `bytes` of the file from `offset` on (both whole pages) over pages that hold the same, which are given back so.
 * False where the system does not want to; the pages are then what they were.
 */
bool mapping_cover(struct mapping *mapping, int file, uint64_t offset, void *at, size_t bytes);

/* Asks the system for bytes that may not be in memory, and does not wait; nothing for what lies elsewhere. */
void mapping_want(const struct mapping *mapping, const void *at, size_t len);

/* Whether pages were lost. */
bool mapping_is_broken(const struct mapping *mapping);

/* Says that what the file holds is not what was written. */
void mapping_break(struct mapping *mapping);

/*
 * The handler of SIGBUS passes on what lies in no mapping. Whoever installs another one before or after calls
 * mapping_guard() again afterwards, so that ours is asked first.
 */
void mapping_guard(void);

#endif
