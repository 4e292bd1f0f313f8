/* SPDX-License-Identifier: MIT */
#ifndef FIND_CHECKED_H
#define FIND_CHECKED_H

/*
 * Bytes that were kept in a file, each portion of which is checked when it is first read: opening takes no time, and
 * nothing is read for its sum alone. What is kept is the bytes and, behind them, the sums.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

/* What has to be kept behind the bytes; for g_byte_array_unref(). */
GByteArray *checked_sums(struct span bytes);

struct checked;

/*
 * Opens what was kept, which is borrowed; `bytes` is what the sums are of. NULL where the sums are not what they were.
 */
struct checked *checked_open(struct span kept, struct span *bytes);
void checked_free(struct checked *checked); /* NULL is allowed */

/* Whether so many bytes from `from` on are what was kept; they lie within them. */
bool checked_read(struct checked *checked, size_t from, size_t len);

/*
 * Reads on through all of it until about `end` (monotonic time, in microseconds; 0: to its end). True once all was
 * read, or something was not what was kept. Then how far that is, in bytes.
 */
bool checked_read_on(struct checked *checked, int64_t end);
size_t checked_is_at(const struct checked *checked);

/* Whether anything that was read was not. */
bool checked_is_broken(const struct checked *checked);

#endif
