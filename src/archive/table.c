/* SPDX-License-Identifier: MIT */
/*
 * A chunk never moves once it is made. A run that does not fit into the rest of the last chunk begins a new one, and
 * the rest stays unused: it was never touched, so it costs addresses and no memory. Chunks double in size up to a
 * limit; finding an element is a binary search over the few dozen of them.
 */
#include "archive/table.h"

#include <string.h>

#include "archive/mapping.h"

#define FIRST_BYTES ((size_t)64 << 10)
#define MOST_BYTES ((size_t)64 << 20)

void table_init(struct table *table, size_t width)
{
	table->width = width;
	table->chunks = g_array_new(FALSE, FALSE, sizeof(struct chunk));
	table->count = 0;
}

void table_clear(struct table *table)
{
	for (guint i = 0; table->chunks && i < table->chunks->len; i++) {
		const struct chunk *chunk = &g_array_index(table->chunks, struct chunk, i);
		if (chunk->capacity > 0)
			pages_free(chunk->at, chunk->capacity * table->width);
	}
	g_clear_pointer(&table->chunks, g_array_unref);
	table->count = 0;
}

static struct chunk *chunk_last(const struct table *table)
{
	guint len = table->chunks->len;
	return len ? &g_array_index(table->chunks, struct chunk, len - 1) : NULL;
}

static struct chunk *chunk_new(struct table *table, size_t n)
{
	const struct chunk *last = chunk_last(table);
	size_t bytes = last ? CLAMP(last->capacity * table->width * 2, FIRST_BYTES, MOST_BYTES) : FIRST_BYTES;
	struct chunk chunk = {.first = table->count, .capacity = MAX(bytes / table->width, n)};
	chunk.at = pages_new(chunk.capacity * table->width);
	g_array_append_val(table->chunks, chunk);
	return chunk_last(table);
}

void *table_extend(struct table *table, size_t n, uint64_t *first)
{
	struct chunk *chunk = chunk_last(table);
	char *at;
	*first = table->count;
	if (n == 0)
		return NULL;
	if (!chunk || chunk->capacity < n || chunk->capacity - n < chunk->count)
		chunk = chunk_new(table, n);
	at = chunk->at + chunk->count * table->width;
	chunk->count += n;
	table->count += n;
	return at;
}

uint64_t table_add(struct table *table, const void *from, size_t n)
{
	uint64_t first;
	void *at = table_extend(table, n, &first);
	if (at)
		memcpy(at, from, n * table->width);
	return first;
}

void table_reserve(struct table *table, size_t n)
{
	struct chunk chunk = {.capacity = n};
	chunk.at = pages_new(n * table->width);
	g_array_append_val(table->chunks, chunk);
}

size_t table_room(const struct table *table)
{
	const struct chunk *chunk = chunk_last(table);
	return chunk && chunk->capacity > chunk->count ? chunk->capacity - chunk->count : 0;
}

void table_borrow(struct table *table, void *at, size_t n)
{
	struct chunk chunk = {at, table->count, n, 0};
	if (n == 0)
		return;
	g_array_append_val(table->chunks, chunk);
	table->count += n;
}

static const struct chunk *chunk_of(const struct table *table, uint64_t index)
{
	const struct chunk *chunks = (const struct chunk *)(void *)table->chunks->data;
	guint low = 0, high = table->chunks->len;
	if (index >= table->count)
		return NULL;
	while (high - low > 1) {
		guint middle = low + (high - low) / 2;
		if (chunks[middle].first <= index)
			low = middle;
		else
			high = middle;
	}
	return &chunks[low];
}

void *table_run(const struct table *table, uint64_t index, uint64_t n)
{
	const struct chunk *chunk = chunk_of(table, index);
	if (!chunk || n > chunk->count - (index - chunk->first))
		return NULL;
	return chunk->at + (size_t)(index - chunk->first) * table->width;
}

void *table_at(const struct table *table, uint64_t index)
{
	return table_run(table, index, 1);
}

size_t table_chunks(const struct table *table)
{
	return table->chunks->len;
}

const struct chunk *table_chunk(const struct table *table, size_t index)
{
	return &g_array_index(table->chunks, struct chunk, index);
}
