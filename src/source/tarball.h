/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_TARBALL_H
#define SOURCE_TARBALL_H

/*
 * Archive files: tar, plain or packed by gzip, xz or zstd, and zip; and files that are only packed. All of it is told
 * by what they begin with, never by a name. Nothing is ever written: entries are read as a stream, one after the other,
 * and what is in them is data.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "source/input.h"
#include "source/source.h"

/* Where reading an archive file ends, and the problem says so. */
struct tarball_limits {
	uint64_t count; /* entries */
	uint64_t total; /* bytes that come out of it */
	uint64_t ratio; /* so many bytes may come out for each that goes in... */
	uint64_t free;  /* ...beyond so many, which may always */
};

extern const struct tarball_limits tarball_limits;

/*
 * The archive file at `path`, named after it. Archive files in it are read too where `nested`, but not what is nested
 * in these. NULL for what is no archive file. The limits are borrowed.
 */
struct source *tarball_open(const char *path, bool nested, const struct tarball_limits *limits);

/* Whether these are the first bytes of a file that is packed by itself, or may be. */
bool tarball_is_packed(struct span bytes);

/*
 * What comes out of a packed file, piece by piece. The bytes that it is packed in are borrowed. NULL: it cannot be
 * opened.
 */
struct tarball_stream;
struct tarball_stream *tarball_stream_open(struct span packed, const struct tarball_limits *limits);
void tarball_stream_close(struct tarball_stream *stream); /* NULL is allowed */

/* At most `room` bytes to `to`; 0 at the end, where it is damaged, and where more than the limits allow came out. */
size_t tarball_stream_read(struct tarball_stream *stream, char *to, size_t room);

/*
 * Unpacks what input_read() gave: the bytes are then in `input` again. False, and the input says why, where nothing can
 * be got out of it; what is damaged further on is cut there.
 */
bool tarball_unpack(struct input *input, struct span *bytes);

#endif
