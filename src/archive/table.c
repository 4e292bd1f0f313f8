/* SPDX-License-Identifier: MIT */
/*
 * A chunk never moves once it is made. A run that does not fit into the rest of the last chunk begins a new one, and
 * the rest stays unused: it was never touched, so it costs addresses and no memory. Chunks double in size up to a
 * limit; finding an element is a binary search over the few dozen of them.
 */
#include "archive/table.h"

#include <string.h>

#define FIRST_BYTES ((size_t)64 << 10)
#define MOST_BYTES ((size_t)16 << 20)

struct chunk {
	char *at;
	uint64_t first;         /* the number of its first element */
	size_t count, capacity; /* elements */
};

void table_init(struct table *table, size_t width)
{
	table->width = width;
	table->chunks = g_array_new(FALSE, FALSE, sizeof(struct chunk));
	table->count = 0;
}

void table_clear(struct table *table)
{
	for (guint i = 0; i < table->chunks->len; i++)
		g_free(g_array_index(table->chunks, struct chunk, i).at);
	g_array_free(table->chunks, TRUE);
	table->chunks = NULL;
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
	size_t bytes = last ? MIN(last->capacity * table->width * 2, MOST_BYTES) : FIRST_BYTES;
	struct chunk chunk = {.first = table->count, .capacity = MAX(bytes / table->width, n)};

	chunk.at = g_malloc_n(chunk.capacity, table->width);
	g_array_append_val(table->chunks, chunk);
	return chunk_last(table);
}

uint64_t table_add(struct table *table, const void *from, size_t n)
{
	struct chunk *chunk = chunk_last(table);
	uint64_t first = table->count;

	if (n == 0)
		return first;
	if (!chunk || chunk->capacity - chunk->count < n)
		chunk = chunk_new(table, n);
	memcpy(chunk->at + chunk->count * table->width, from, n * table->width);
	chunk->count += n;
	table->count += n;
	return first;
}

void *table_at(const struct table *table, uint64_t index)
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
	return chunks[low].at + (size_t)(index - chunks[low].first) * table->width;
}
