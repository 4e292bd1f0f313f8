/* SPDX-License-Identifier: MIT */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/*
 * An arena hands out memory that lives until the arena is reset or freed: no piece is freed alone.
 * A parser works in a scratch arena that is reset after each file. Out of memory aborts.
 */

#include <stddef.h>

#include "base/span.h"

struct arena;

/* Has no memory yet. */
struct arena *arena_new(void);

/* NULL is allowed. */
void arena_free(struct arena *arena);

/* Everything handed out so far becomes invalid; the largest chunk is kept for what comes. */
void arena_reset(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. */
void *arena_alloc(struct arena *arena, size_t size);

/*
 * `piece`, which arena_alloc() or arena_grow() gave with `used` bytes (NULL and 0: none yet), made `size` bytes long:
 * what it holds stays, the rest is not set to anything. It may move; where it was is no longer valid then.
 */
void *arena_grow(struct arena *arena, void *piece, size_t used, size_t size);

/* A copy of `s`, followed by a NUL that the span does not count. */
struct span arena_copy(struct arena *arena, struct span s);

/* Bytes taken from the system at present; for tests and limits. */
size_t arena_bytes(const struct arena *arena);

#endif
