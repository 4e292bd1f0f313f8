/* SPDX-License-Identifier: MIT */
/*
 * Leaves of up to LEAF_MOST numbers, one after the other. What is put in moves the rest of one leaf; a full leaf
 * becomes two. A leaf that was never changed still lies where the numbers came from, so an order that is borrowed costs
 * a leaf's head for every so many numbers, and a copy of those leaves alone that change.
 *
 * What is put in or taken out waits until somebody asks: then all of it is sorted, by keys mostly, and one number's
 * place is near the last one's. How many numbers stand before each leaf is counted when a row is asked for, from the
 * first leaf that has changed.
 */
#include "archive/order.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define LEAF_MOST 1024
#define LEAF_BORROWED 512 /* so there is room for what comes */

struct leaf {
	const uint32_t *numbers;
	uint32_t *own; /* the same, LEAF_MOST of them; NULL: borrowed */
	uint32_t count;
};

/* What is to be done. */
struct change {
	uint64_t key;
	uint32_t number;
	bool in; /* it is put in; else it is taken out */
};

struct order {
	order_compare *compare;
	order_key *key;
	const void *data;
	GArray *changes; /* of struct change, one after the other */
	GArray *leaves; /* of struct leaf; none is empty */
	GArray *before; /* of size_t: how many numbers stand before a leaf, ... */
	guint settled;  /* ...right for the leaves below this one */
	guint asked;    /* the leaf of the row that was asked for last: rows are gone through one after the other */
	size_t count;
};

struct order *order_new(order_compare *compare, order_key *key, const void *data)
{
	struct order *order = g_new0(struct order, 1);
	order->compare = compare;
	order->key = key;
	order->data = data;
	order->changes = g_array_new(FALSE, FALSE, sizeof(struct change));
	order->leaves = g_array_new(FALSE, FALSE, sizeof(struct leaf));
	order->before = g_array_new(FALSE, FALSE, sizeof(size_t));
	return order;
}

void order_free(struct order *order)
{
	if (!order)
		return;
	for (guint i = 0; i < order->leaves->len; i++)
		g_free(g_array_index(order->leaves, struct leaf, i).own);
	g_array_free(order->changes, TRUE);
	g_array_free(order->leaves, TRUE);
	g_array_free(order->before, TRUE);
	g_free(order);
}

static struct leaf *leaf_of(const struct order *order, guint index)
{
	return &g_array_index(order->leaves, struct leaf, index);
}

static void unsettle(struct order *order, guint index)
{
	order->settled = MIN(order->settled, index);
}

void order_begin(struct order *order, const uint32_t *numbers, size_t count)
{
	for (size_t at = 0; at < count; at += LEAF_BORROWED) {
		struct leaf leaf = {numbers + at, NULL, (uint32_t)MIN(count - at, LEAF_BORROWED)};
		g_array_append_val(order->leaves, leaf);
	}
	order->count = count;
	order->settled = 0;
}

/* The last leaf that begins with `number` or before it; the first where there is none. */
static guint find_leaf(const struct order *order, uint32_t number)
{
	guint low = 0, high = order->leaves->len;
	while (high - low > 1) {
		guint middle = low + (high - low) / 2;
		if (order->compare(order->data, leaf_of(order, middle)->numbers[0], number) <= 0)
			low = middle;
		else
			high = middle;
	}
	return low;
}

/* Where `number` stands in a leaf, or should stand. */
static uint32_t find_in_leaf(const struct order *order, const struct leaf *leaf, uint32_t number)
{
	uint32_t low = 0, high = leaf->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (order->compare(order->data, leaf->numbers[middle], number) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void leaf_own(struct leaf *leaf)
{
	if (leaf->own)
		return;
	leaf->own = g_new(uint32_t, LEAF_MOST);
	if (leaf->count > 0)
		memcpy(leaf->own, leaf->numbers, leaf->count * sizeof(uint32_t));
	leaf->numbers = leaf->own;
}

/*
 * The upper half of a full leaf becomes the next leaf; at the very end all but the last, for there most come in order.
 */
static void split(struct order *order, guint index, uint32_t at)
{
	struct leaf upper = {0}, *leaf = leaf_of(order, index);
	uint32_t keep = at == leaf->count ? leaf->count - 1 : leaf->count / 2;
	leaf_own(&upper);
	upper.count = leaf->count - keep;
	memcpy(upper.own, leaf->numbers + keep, upper.count * sizeof(uint32_t));
	leaf->count = keep;
	g_array_insert_val(order->leaves, index + 1, upper);
}

/* Where `number` stands, or should stand: most that come in order come behind all others. */
static guint find_place(const struct order *order, uint32_t number, uint32_t *at)
{
	guint last = order->leaves->len - 1, index;
	const struct leaf *leaf = leaf_of(order, last);
	if (order->compare(order->data, leaf->numbers[leaf->count - 1], number) < 0) {
		*at = leaf->count;
		return last;
	}
	index = find_leaf(order, number);
	*at = find_in_leaf(order, leaf_of(order, index), number);
	return index;
}

static void put_at(struct order *order, guint index, uint32_t at, uint32_t number)
{
	struct leaf *leaf = leaf_of(order, index);
	if (leaf->count == LEAF_MOST) {
		split(order, index, at);
		if (at > leaf_of(order, index)->count)
			at -= leaf_of(order, index++)->count;
		leaf = leaf_of(order, index);
	}
	leaf_own(leaf);
	memmove(leaf->own + at + 1, leaf->own + at, (leaf->count - at) * sizeof(uint32_t));
	leaf->own[at] = number;
	leaf->count++;
	order->count++;
	unsettle(order, index);
}

/* Behind all others. */
static void put_last(struct order *order, uint32_t number)
{
	guint last;
	if (order->leaves->len == 0)
		g_array_append_val(order->leaves, ((struct leaf){NULL, NULL, 0}));
	last = order->leaves->len - 1;
	put_at(order, last, leaf_of(order, last)->count, number);
}

static void put(struct order *order, uint32_t number)
{
	uint32_t at;
	guint index;
	if (order->leaves->len == 0) {
		put_last(order, number);
		return;
	}
	index = find_place(order, number, &at);
	if (at == leaf_of(order, index)->count || leaf_of(order, index)->numbers[at] != number)
		put_at(order, index, at, number);
}

static void take(struct order *order, uint32_t number)
{
	uint32_t at = 0;
	guint index = order->leaves->len > 0 ? find_place(order, number, &at) : 0;
	struct leaf *leaf = order->leaves->len > 0 ? leaf_of(order, index) : NULL;
	if (!leaf || at == leaf->count || leaf->numbers[at] != number)
		return;
	leaf_own(leaf);
	memmove(leaf->own + at, leaf->own + at + 1, (leaf->count - at - 1) * sizeof(uint32_t));
	leaf->count--;
	order->count--;
	if (leaf->count == 0) {
		g_free(leaf->own);
		g_array_remove_index(order->leaves, index);
	}
	unsettle(order, index);
}

/* Changes ---------------------------------------------------------------------------------------------------------- */

static void note(struct order *order, uint32_t number, bool in)
{
	struct change change = {order->key ? order->key(order->data, number) : 0, number, in};
	g_array_append_val(order->changes, change);
}

void order_insert(struct order *order, uint32_t number)
{
	note(order, number, true);
}

void order_remove(struct order *order, uint32_t number)
{
	note(order, number, false);
}

static int compare_changes(const void *a, const void *b, void *data)
{
	const struct change *one = a, *other = b;
	const struct order *order = data;
	if (one->key != other->key)
		return one->key < other->key ? -1 : 1;
	return one->number == other->number ? 0 : order->compare(order->data, one->number, other->number);
}

/* What waits is done behind a const pointer: nobody sees a difference. Of changes of one number the last one holds. */
__attribute__((hot))
static void take_in(const struct order *order)
{
	struct order *changed = (struct order *)order;
	GArray *changes = order->changes;
	bool empty = order->count == 0; /* then they come in order, one behind the other */
	if (changes->len == 0)
		return;
	g_array_sort_with_data(changes, compare_changes, changed); /* which leaves equal ones as they came */
	for (guint i = 0; i < changes->len; i++) {
		const struct change *change = &g_array_index(changes, struct change, i);
		if (i + 1 < changes->len && change[1].number == change->number)
			continue;
		if (change->in && empty)
			put_last(changed, change->number);
		else if (change->in)
			put(changed, change->number);
		else
			take(changed, change->number);
	}
	g_array_set_size(changes, 0);
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

__attribute__((hot))
size_t order_count(const struct order *order)
{
	take_in(order);
	return order->count;
}

/* The same for counts. */
__attribute__((hot))
static const size_t *settle(const struct order *order)
{
	struct order *changed = (struct order *)order;
	guint len = order->leaves->len, i = MIN(order->settled, len);
	size_t *before = (size_t *)(void *)order->before->data;
	if (i == len && order->before->len == len)
		return before;
	g_array_set_size(order->before, len);
	before = (size_t *)(void *)order->before->data;
	for (; i < len; i++)
		before[i] = i > 0 ? before[i - 1] + leaf_of(order, i - 1)->count : 0;
	changed->settled = len;
	return before;
}

/* The leaf of a row, which is below the count. */
__attribute__((hot))
static guint leaf_at(const struct order *order, const size_t *before, size_t row)
{
	struct order *changed = (struct order *)order;
	guint low = order->asked, high = order->leaves->len;
	if (low < high && before[low] <= row && row - before[low] < leaf_of(order, low)->count)
		return low;
	low = 0;
	while (high - low > 1) {
		guint middle = low + (high - low) / 2;
		if (before[middle] <= row)
			low = middle;
		else
			high = middle;
	}
	changed->asked = low;
	return low;
}

__attribute__((hot))
uint32_t order_at(const struct order *order, size_t row)
{
	take_in(order);
	const size_t *before = settle(order);
	guint leaf = leaf_at(order, before, row);
	return leaf_of(order, leaf)->numbers[row - before[leaf]];
}

size_t order_row(const struct order *order, uint32_t number)
{
	uint32_t at;
	guint index;
	take_in(order);
	if (order->leaves->len == 0)
		return 0;
	index = find_place(order, number, &at);
	return settle(order)[index] + at;
}

void order_copy(const struct order *order, uint32_t *numbers)
{
	take_in(order);
	for (guint i = 0; i < order->leaves->len; i++) {
		const struct leaf *leaf = leaf_of(order, i);
		memcpy(numbers, leaf->numbers, leaf->count * sizeof(uint32_t));
		numbers += leaf->count;
	}
}
