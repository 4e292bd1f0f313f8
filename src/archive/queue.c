/* SPDX-License-Identifier: MIT */
/* One lock, two conditions: somebody waits for an item, or somebody waits for room. */
#include "archive/queue.h"

#include <glib.h>

struct queue {
	GMutex lock;
	GCond item, room;
	GQueue items;
	queue_weigh *weigh;
	size_t weight, limit;
	bool ended, closed;
};

struct queue *queue_new(size_t limit, queue_weigh *weigh)
{
	struct queue *queue = g_new0(struct queue, 1);

	g_mutex_init(&queue->lock);
	g_cond_init(&queue->item);
	g_cond_init(&queue->room);
	g_queue_init(&queue->items);
	queue->weigh = weigh;
	queue->limit = limit;
	return queue;
}

void queue_free(struct queue *queue, void (*free_item)(void *item))
{
	g_queue_clear_full(&queue->items, free_item);
	g_mutex_clear(&queue->lock);
	g_cond_clear(&queue->item);
	g_cond_clear(&queue->room);
	g_free(queue);
}

static size_t weight_of(const struct queue *queue, const void *item)
{
	return queue->weigh ? queue->weigh(item) : 1;
}

bool queue_push(struct queue *queue, void *item)
{
	size_t weight = weight_of(queue, item);
	bool closed;

	g_mutex_lock(&queue->lock);
	while (!queue->closed && queue->weight > 0 && queue->weight + weight > queue->limit)
		g_cond_wait(&queue->room, &queue->lock);
	closed = queue->closed;
	if (!closed) {
		g_queue_push_tail(&queue->items, item);
		queue->weight += weight;
		g_cond_signal(&queue->item);
	}
	g_mutex_unlock(&queue->lock);
	return !closed;
}

/* The lock is held. */
static void *shift(struct queue *queue)
{
	void *item = g_queue_pop_head(&queue->items);

	if (item) {
		queue->weight -= weight_of(queue, item);
		g_cond_broadcast(&queue->room); /* a light item may fit where a heavy one does not */
	}
	return item;
}

void *queue_pop(struct queue *queue)
{
	void *item;

	g_mutex_lock(&queue->lock);
	while (!queue->closed && !queue->ended && g_queue_is_empty(&queue->items))
		g_cond_wait(&queue->item, &queue->lock);
	item = queue->closed ? NULL : shift(queue);
	g_mutex_unlock(&queue->lock);
	return item;
}

void *queue_take(struct queue *queue)
{
	void *item;

	g_mutex_lock(&queue->lock);
	item = shift(queue);
	g_mutex_unlock(&queue->lock);
	return item;
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
