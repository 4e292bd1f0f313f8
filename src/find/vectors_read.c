/* SPDX-License-Identifier: MIT */
/*
 * Vectors are read where they lie, in memory or in a mapped file. Where the arrays stand follows from the numbers in
 * the head, which are checked against the size; what the arrays hold is checked when it is used.
 */
#include "find/vectors.h"

#include <math.h>
#include <string.h>

#include "find/vectors_format.h"
#include "text/fold.h"

static size_t align(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

size_t vectors_lay_out(const struct vectors_head *head, size_t offsets[VECTORS_LAID_OUT])
{
	const uint64_t sizes[VECTORS_LAID_OUT] = {
		4 * (((uint64_t)1 << head->bits) + 1),
		4 * (uint64_t)head->terms,
		(uint64_t)head->terms,
		4 * (uint64_t)head->terms,
		4 * (((uint64_t)1 << VECTORS_LINK_BITS) + 1),
		sizeof(struct vectors_link) * (uint64_t)head->links,
		4 * (uint64_t)head->rows,
	};
	size_t at = align(sizeof(*head));
	for (size_t i = 0; i < VECTORS_LAID_OUT; i++) {
		offsets[i] = at;
		at += align(sizes[i]);
	}
	return at;
}

bool vectors_open(struct vectors_view *view, struct span bytes, uint32_t rows)
{
	struct vectors_head head;
	size_t offsets[VECTORS_LAID_OUT], postings;
	if (bytes.len < sizeof(head) || (uintptr_t)bytes.at % 8 != 0)
		return false;
	memcpy(&head, bytes.at, sizeof(head));
	if (head.version != VECTORS_VERSION * 1000 + FOLD_VERSION || head.rows != rows ||
	    head.bits < VECTORS_LEAST_BITS || head.bits > VECTORS_MOST_BITS)
		return false;
	postings = vectors_lay_out(&head, offsets);
	if (bytes.len < postings || (bytes.len - postings) / sizeof(struct vectors_posting) != head.postings ||
	    (bytes.len - postings) % sizeof(struct vectors_posting) != 0)
		return false;
	*view = (struct vectors_view){
		.buckets = (const uint32_t *)(const void *)(bytes.at + offsets[0]),
		.keys = (const uint32_t *)(const void *)(bytes.at + offsets[1]),
		.frequencies = (const uint8_t *)bytes.at + offsets[2],
		.ends = (const uint32_t *)(const void *)(bytes.at + offsets[3]),
		.link_ends = (const uint32_t *)(const void *)(bytes.at + offsets[4]),
		.links = (const struct vectors_link *)(const void *)(bytes.at + offsets[5]),
		.days = (const int32_t *)(const void *)(bytes.at + offsets[6]),
		.postings = (const struct vectors_posting *)(const void *)(bytes.at + postings),
		.documents = head.documents,
		.elsewhere = head.elsewhere,
		.rows = rows,
		.terms = head.terms,
		.link_count = head.links,
		.posting_count = head.postings,
		.shift = 64 - head.bits,
	};
	return true;
}

uint32_t vectors_find(const struct vectors_view *view, uint64_t key)
{
	uint64_t mixed = vectors_mix(key);
	size_t bucket = mixed >> view->shift;
	uint32_t end = MIN(view->buckets[bucket + 1], view->terms);
	for (uint32_t term = view->buckets[bucket]; term < end; term++) {
		if (view->keys[term] == (uint32_t)mixed)
			return term;
	}
	return UINT32_MAX;
}

uint64_t vectors_frequency(const struct vectors_view *view, uint32_t term)
{
	return (uint64_t)lround(exp2(view->frequencies[term] / VECTORS_FREQUENCY_STEPS));
}

void vectors_begin(const struct vectors_view *view, uint32_t term, struct vectors_cursor *cursor)
{
	size_t from = term > 0 ? view->ends[term - 1] : 0, to = view->ends[term];
	if (from > to || to > view->posting_count)
		from = to = 0;
	*cursor = (struct vectors_cursor){.at = view->postings + from, .end = view->postings + to, .rows = view->rows};
}

struct vectors_run vectors_next(struct vectors_cursor *cursor)
{
	struct vectors_run run = {.first = UINT32_MAX};
	const struct vectors_posting *head = cursor->at;
	size_t left = vectors_left(cursor);
	cursor->at = cursor->end;
	if (left < 2 || left - 2 < head->row || (uint32_t)head->weight * VECTORS_BLOCK >= cursor->rows)
		return run;
	run.first = (uint32_t)head->weight * VECTORS_BLOCK;
	run.count = head->row + 1u;
	run.postings = head + 1;
	cursor->at = run.postings + run.count;
	return run;
}

uint8_t vectors_look(const struct vectors_run *run, uint32_t row)
{
	uint32_t from = 0, to = run->count;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2;
		if (run->postings[middle].row == row)
			return run->postings[middle].weight;
		if (run->postings[middle].row < row)
			from = middle + 1;
		else
			to = middle;
	}
	return 0;
}

const struct vectors_link *vectors_linking(const struct vectors_view *view, struct span id, size_t *count)
{
	uint32_t to = vectors_link_key(id);
	size_t run = vectors_run_of(to);
	uint32_t from = view->link_ends[run], end = MIN(view->link_ends[run + 1], view->link_count);
	*count = from < end ? end - from : 0;
	return *count ? view->links + from : NULL;
}
