/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_ORDER_H
#define ARCHIVE_ORDER_H

/*
 * Entry numbers in order, by whatever two of them are compared. Putting one in or taking one out costs the logarithm of
 * how many there are, whatever their number, and is done when somebody asks; so does finding the row of one, and nearly
 * nothing the number at a row.
 */

#include <stddef.h>
#include <stdint.h>

struct order;

/* <0 where `a` stands before `b`; never 0 for two numbers that differ. */
typedef int order_compare(const void *data, uint32_t a, uint32_t b);

/* A number with a lower key stands before the others; only where keys are equal two are compared. */
typedef uint64_t order_key(const void *data, uint32_t number);

/* Empty. `data` is borrowed, and handed to `compare` and `key`, which may be NULL: all keys are equal. */
struct order *order_new(order_compare *compare, order_key *key, const void *data);
void order_free(struct order *order); /* NULL is allowed */

/* An empty order begins from numbers that are sorted already. They are borrowed, and never written to. */
void order_begin(struct order *order, const uint32_t *numbers, size_t count);

/* Nothing changes where it is in it already; or is not. */
void order_insert(struct order *order, uint32_t number);
void order_remove(struct order *order, uint32_t number);

/* How many numbers are in it. */
size_t order_count(const struct order *order);

/* The number at `row`, which must be below the count. */
uint32_t order_at(const struct order *order, size_t row);

/* The row of a number, or of what stands in its place where it is not there. */
size_t order_row(const struct order *order, uint32_t number);

/* Copies all of them. */
void order_copy(const struct order *order, uint32_t *numbers);

#endif
