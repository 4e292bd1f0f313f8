/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_WINDOW_H
#define ARTICLE_WINDOW_H

/*
 * What is there of a document that is read from its beginning to its end: all of it, in memory, or as much as whoever
 * reads it needs to see at once, taken from a stream.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* Reads at most `room` bytes to `to`; 0 at the end, and where nothing more can be read. */
typedef size_t window_read(void *data, char *to, size_t room);

struct window {
	struct span bytes; /* from the place that was reached on */
	bool ended;        /* nothing follows them */
	window_read *read; /* NULL: all is there */
	void *data;
	char *buffer; /* of a stream: what the bytes lie in */
	size_t size;
};

/* A window on bytes that are all there; they are borrowed. */
struct window window_of(struct span all);

/* A window on what `read` gives; nothing is visible before window_fill(). `data` is handed to it. */
struct window window_of_stream(window_read *read, void *data);

/* Frees the buffer; nothing is visible any more. */
void window_clear(struct window *window);

/* Makes at least `least` bytes visible, if there are so many: false where there are not. Bytes may move. */
bool window_fill(struct window *window, size_t least);

/* Goes on by `len` bytes, which are forgotten. */
void window_skip(struct window *window, size_t len);

#endif
