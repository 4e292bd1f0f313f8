/* SPDX-License-Identifier: MIT */
#ifndef BASE_INFLATE_H
#define BASE_INFLATE_H

/* What is packed by deflate (RFC 1951), by itself or within the frames of zlib (RFC 1950) and gzip (RFC 1952). */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* Reads at most `room` packed bytes to `to`; 0 at the end, and where nothing more can be read. */
typedef size_t inflate_read(void *data, char *to, size_t room);

/*
 * Unpacks a stream of zlib or gzip and appends it to `out`; NULL: only looks whether it can. False where it is damaged,
 * ends too early, or is longer than `most` bytes unpacked: then `out` has what came before that.
 */
bool inflate_stream(inflate_read *read, void *data, size_t most, GString *out);

/* The same for bytes in memory, which may be without any frame, too. */
bool inflate_span(struct span packed, size_t most, GString *out);

#endif
