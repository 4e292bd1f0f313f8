/* SPDX-License-Identifier: MIT */
/* The bytes of a stream are moved to the beginning of the buffer when it has no room left, and it grows by doubling. */
#include "article/window.h"

#include <glib.h>
#include <string.h>

#define FIRST_SIZE ((size_t)256 << 10)

struct window window_of(struct span all)
{
	return (struct window){.bytes = all, .ended = true};
}

struct window window_of_stream(window_read *read, void *data)
{
	return (struct window){.bytes = {NULL, 0}, .read = read, .data = data};
}

void window_clear(struct window *window)
{
	g_clear_pointer(&window->buffer, g_free);
	window->bytes = (struct span){NULL, 0};
	window->ended = true;
}

/* Room for more behind the bytes; at least half of the buffer is then free, or it is larger than before. */
static size_t make_room(struct window *window, size_t least)
{
	size_t size = MAX(window->size, FIRST_SIZE), len = window->bytes.len;
	char *buffer = window->buffer;
	while (size < least || len > size / 2)
		size *= 2;
	if (size > window->size)
		buffer = g_malloc(size);
	if (len > 0)
		memmove(buffer, window->bytes.at, len);
	if (buffer != window->buffer)
		g_free(window->buffer);
	window->buffer = buffer;
	window->size = size;
	window->bytes.at = buffer;
	return size - len;
}

bool window_fill(struct window *window, size_t least)
{
	while (window->bytes.len < least && !window->ended) {
		size_t used = window->buffer ? (size_t)(window->bytes.at - window->buffer) + window->bytes.len : 0;
		size_t room = window->size - used, got;
		if (room == 0 || window->size < least)
			room = make_room(window, least);
		got = window->read(window->data, window->buffer + (window->size - room), room);
		window->bytes.len += got;
		window->ended = got == 0;
	}
	return window->bytes.len >= least;
}

void window_skip(struct window *window, size_t len)
{
	window->bytes = span_from(window->bytes, len);
}
