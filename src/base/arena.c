/* SPDX-License-Identifier: MIT */
/*
 * An arena is a list of chunks, newest first; pieces are cut off the newest one. Chunks double in size up to 1 MiB, a
 * larger piece gets a chunk of its own. Resetting keeps the largest chunk, so a worker that reads file after file stops
 * asking the system for memory.
 */
#include "base/arena.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#define CHUNK_FIRST ((size_t)16 << 10)
#define CHUNK_LARGEST ((size_t)1 << 20)
#define ALIGNMENT _Alignof(max_align_t)

struct chunk {
	struct chunk *older;
	size_t size, used; /* bytes of `data` */
	_Alignas(max_align_t) char data[];
};

struct arena {
	struct chunk *newest;
	size_t next_size; /* of the next ordinary chunk */
};

struct arena *arena_new(void)
{
	struct arena *arena = g_new0(struct arena, 1);
	arena->next_size = CHUNK_FIRST;
	return arena;
}

static void free_chunks(struct chunk *chunk)
{
	while (chunk) {
		struct chunk *older = chunk->older;
		g_free(chunk);
		chunk = older;
	}
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	free_chunks(arena->newest);
	g_free(arena);
}

/* Takes the largest chunk out of the list and gives it; NULL where there is none. */
static struct chunk *take_largest(struct chunk **list)
{
	struct chunk **largest = list;
	for (struct chunk **at = list; *at; at = &(*at)->older)
		if ((*at)->size > (*largest)->size)
			largest = at;
	struct chunk *taken = *largest;
	if (taken)
		*largest = taken->older;
	return taken;
}

void arena_reset(struct arena *arena)
{
	struct chunk *kept = take_largest(&arena->newest);
	free_chunks(arena->newest);
	if (kept) {
		kept->older = NULL;
		kept->used = 0;
	}
	arena->newest = kept;
}

static void add_chunk(struct arena *arena, size_t size)
{
	if (size < arena->next_size)
		size = arena->next_size;
	if (arena->next_size < CHUNK_LARGEST)
		arena->next_size *= 2;
	struct chunk *chunk = g_malloc(sizeof *chunk + size);
	chunk->older = arena->newest;
	chunk->size = size;
	chunk->used = 0;
	arena->newest = chunk;
}

static size_t round_up(size_t size)
{
	if (size > SIZE_MAX / 2)
		g_error("arena: %zu bytes asked for", size);
	return (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void *cut_off(struct arena *arena, size_t rounded)
{
	if (!arena->newest || arena->newest->size - arena->newest->used < rounded)
		add_chunk(arena, rounded);
	void *piece = arena->newest->data + arena->newest->used;
	arena->newest->used += rounded;
	return piece;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	return memset(cut_off(arena, round_up(size)), 0, size);
}

/*
 * A piece that has a chunk to itself grows with it: the system moves whole pages, and none is touched that is not used.
 */
static void *grow_chunk(struct arena *arena, const void *piece, size_t used, size_t size)
{
	for (struct chunk **at = &arena->newest; *at; at = &(*at)->older) {
		if ((*at)->data != piece || (*at)->used != used)
			continue;
		*at = g_realloc(*at, sizeof **at + size);
		(*at)->size = (*at)->used = size;
		return (*at)->data;
	}
	return NULL;
}

void *arena_grow(struct arena *arena, void *piece, size_t used, size_t size)
{
	size_t rounded = round_up(size);
	void *grown = used >= CHUNK_LARGEST ? grow_chunk(arena, piece, round_up(used), rounded) : NULL;
	if (grown)
		return grown;
	grown = cut_off(arena, rounded);
	if (used > 0)
		memcpy(grown, piece, MIN(used, size));
	return grown;
}

struct span arena_copy(struct arena *arena, struct span s)
{
	char *copy = arena_alloc(arena, s.len + 1);
	if (s.len > 0)
		memcpy(copy, s.at, s.len);
	return (struct span){copy, s.len};
}

size_t arena_bytes(const struct arena *arena)
{
	size_t bytes = 0;
	for (const struct chunk *chunk = arena->newest; chunk; chunk = chunk->older)
		bytes += sizeof *chunk + chunk->size;
	return bytes;
}
