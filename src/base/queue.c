/* SPDX-License-Identifier: MIT */
/*
 * One lock, two conditions: somebody waits for an item, or somebody waits for room. Nobody is woken where nobody waits,
 * for that costs a system call. Items lie in a ring whose size is a power of two.
 */
#include "base/queue.h"

#include <glib.h>

#define FIRST_SIZE 64

/* Of what waits, one of so many is taken at once. */
#define SHARE 8

struct queue {
	GMutex lock;
	GCond item, room;
	void **items; /* a ring */
	size_t size, at, count;
	queue_weigh *weigh;
	size_t weight, limit;
	unsigned wait_for_item, wait_for_room; /* so many threads */
	bool ended, closed;
};

struct queue *queue_new(size_t limit, queue_weigh *weigh)
{
	struct queue *queue = g_new0(struct queue, 1);
	g_mutex_init(&queue->lock);
	g_cond_init(&queue->item);
	g_cond_init(&queue->room);
	queue->size = FIRST_SIZE;
	queue->items = g_new(void *, queue->size);
	queue->weigh = weigh;
	queue->limit = limit;
	return queue;
}

void queue_free(struct queue *queue, void (*free_item)(void *item))
{
	for (size_t i = 0; i < queue->count; i++)
		free_item(queue->items[(queue->at + i) & (queue->size - 1)]);
	g_free(queue->items);
	g_mutex_clear(&queue->lock);
	g_cond_clear(&queue->item);
	g_cond_clear(&queue->room);
	g_free(queue);
}

static size_t weight_of(const struct queue *queue, const void *item)
{
	return queue->weigh ? queue->weigh(item) : 1;
}

/* From here on the lock is held. */
static void grow(struct queue *queue)
{
	void **items = g_new(void *, 2 * queue->size);
	for (size_t i = 0; i < queue->count; i++)
		items[i] = queue->items[(queue->at + i) & (queue->size - 1)];
	g_free(queue->items);
	queue->items = items;
	queue->size *= 2;
	queue->at = 0;
}

static void append(struct queue *queue, void *item)
{
	if (queue->count == queue->size)
		grow(queue);
	queue->items[(queue->at + queue->count++) & (queue->size - 1)] = item;
}

static void *shift(struct queue *queue)
{
	void *item = queue->items[queue->at];
	queue->at = (queue->at + 1) & (queue->size - 1);
	queue->count--;
	queue->weight -= weight_of(queue, item);
	return item;
}

static void wait_on(struct queue *queue, GCond *condition, unsigned *waiting)
{
	++*waiting;
	g_cond_wait(condition, &queue->lock);
	--*waiting;
}

static void wake_takers(struct queue *queue)
{
	if (queue->wait_for_item > 0 && queue->count > 0)
		g_cond_broadcast(&queue->item);
}

static void wake_givers(struct queue *queue)
{
	if (queue->wait_for_room > 0)
		g_cond_broadcast(&queue->room); /* a light item may fit where a heavy one does not */
}

static bool has_room(const struct queue *queue, size_t weight)
{
	return queue->weight == 0 || queue->weight + weight <= queue->limit;
}

size_t queue_push_some(struct queue *queue, void *const *items, size_t count)
{
	size_t pushed = 0, weight = weight_of(queue, items[0]);
	g_mutex_lock(&queue->lock);
	while (!queue->closed && !has_room(queue, weight))
		wait_on(queue, &queue->room, &queue->wait_for_room);
	while (!queue->closed && pushed < count && has_room(queue, weight)) {
		append(queue, items[pushed++]);
		queue->weight += weight;
		weight = pushed < count ? weight_of(queue, items[pushed]) : 0;
	}
	wake_takers(queue);
	g_mutex_unlock(&queue->lock);
	return pushed;
}

bool queue_push(struct queue *queue, void *item)
{
	return queue_push_some(queue, &item, 1) == 1;
}

/* Takes items out, and gives back the lock. */
static size_t take(struct queue *queue, void **items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		items[i] = shift(queue);
	if (count > 0)
		wake_givers(queue);
	g_mutex_unlock(&queue->lock);
	return count;
}

/* So many of what waits are for one of many takers; at least one, if there is any. */
static size_t share_of(const struct queue *queue, size_t max)
{
	return queue->closed || queue->count == 0 ? 0 : MIN(max, queue->count / SHARE + 1);
}

size_t queue_pop_some(struct queue *queue, void **items, size_t max)
{
	g_mutex_lock(&queue->lock);
	while (!queue->closed && !queue->ended && queue->count == 0)
		wait_on(queue, &queue->item, &queue->wait_for_item);
	return take(queue, items, share_of(queue, max));
}

void *queue_pop(struct queue *queue)
{
	void *item;
	return queue_pop_some(queue, &item, 1) == 1 ? item : NULL;
}

size_t queue_take_some(struct queue *queue, void **items, size_t max)
{
	g_mutex_lock(&queue->lock);
	return take(queue, items, share_of(queue, max));
}

size_t queue_take_all(struct queue *queue, void **items, size_t max)
{
	g_mutex_lock(&queue->lock);
	return take(queue, items, MIN(max, queue->count));
}

void queue_end(struct queue *queue)
{
	g_mutex_lock(&queue->lock);
	queue->ended = true;
	g_cond_broadcast(&queue->item);
	g_mutex_unlock(&queue->lock);
}

void queue_close(struct queue *queue)
{
	g_mutex_lock(&queue->lock);
	queue->closed = true;
	g_cond_broadcast(&queue->item);
	g_cond_broadcast(&queue->room);
	g_mutex_unlock(&queue->lock);
}
