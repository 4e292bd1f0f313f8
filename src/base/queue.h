/* SPDX-License-Identifier: MIT */
#ifndef BASE_QUEUE_H
#define BASE_QUEUE_H

/*
 * A queue between threads that holds only so much: who is too fast waits. (GLib's has neither a limit nor an end.) What
 * an item weighs is asked once when it comes and once when it goes.
 */

#include <stdbool.h>
#include <stddef.h>

struct queue;

/* What an item weighs, in the unit of the limit: the same whenever it is asked. */
typedef size_t queue_weigh(const void *item);

/* `weigh` may be NULL: then every item weighs 1. One item always finds room, however heavy. */
struct queue *queue_new(size_t limit, queue_weigh *weigh);

/* Frees what is still in it by `free_item`. No thread may use the queue any more. */
void queue_free(struct queue *queue, void (*free_item)(void *item));

/* Waits for room. False where the queue is closed: the item then stays the caller's. */
bool queue_push(struct queue *queue, void *item);

/*
 * Waits for room for the first of `count` items, and takes over with it those that find room at once: whoever waits for
 * more has to say first that these have come. Gives how many they are; 0 where the queue is closed.
 */
size_t queue_push_some(struct queue *queue, void *const *items, size_t count);

/* Waits for an item. NULL where the queue is closed, or has ended and is empty. */
void *queue_pop(struct queue *queue);

/*
 * The same for up to `max` items, but only a share of many: others wait for some, too. Gives how many there are; 0
 * where queue_pop() gives NULL.
 */
size_t queue_pop_some(struct queue *queue, void **items, size_t max);

/* The same, but that it never waits: 0 where there is nothing at the moment, too. */
size_t queue_take_some(struct queue *queue, void **items, size_t max);

/* Up to `max` of all that there are, of a closed queue too: for whoever is alone in taking them. Never waits. */
size_t queue_take_all(struct queue *queue, void **items, size_t max);

/* Says that nothing will be pushed any more. */
void queue_end(struct queue *queue);

/* Lets everybody go who waits, and nobody wait again. */
void queue_close(struct queue *queue);

#endif
