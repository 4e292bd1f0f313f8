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

/* Two bytes, where four bits or more are left for the weight. */
struct vectors_shape vectors_shape_of(uint32_t rows)
{
	struct vectors_shape shape = {2, 8, 0};
	while (rows > (uint32_t)1 << (16 - shape.weight_bits) && shape.weight_bits >= VECTORS_LEAST_WEIGHT_BITS)
		shape.weight_bits--;
	if (shape.weight_bits < VECTORS_LEAST_WEIGHT_BITS)
		shape = (struct vectors_shape){VECTORS_WIDE, VECTORS_WIDE_WEIGHT, 0};
	shape.unit = 1 / powf((float)((1 << shape.weight_bits) - 1), 2);
	return shape;
}

unsigned vectors_link_bits(uint32_t links)
{
	unsigned bits = 1;
	while (bits < VECTORS_LINK_BITS && (uint32_t)1 << bits < links)
		bits++;
	return bits;
}

size_t vectors_lay_out(const struct vectors_head *head, size_t offsets[VECTORS_LAID_OUT])
{
	const uint64_t sizes[VECTORS_LAID_OUT] = {
		sizeof(struct vectors_bucket) * (((uint64_t)1 << head->bits) + 1),
		sizeof(struct vectors_term) * (uint64_t)head->terms,
		4 * (((uint64_t)1 << vectors_link_bits(head->links)) + 1),
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
	struct vectors_shape shape = vectors_shape_of(rows);
	size_t offsets[VECTORS_LAID_OUT], postings;
	if (bytes.len < sizeof(head) || (uintptr_t)bytes.at % 8 != 0)
		return false;
	memcpy(&head, bytes.at, sizeof(head));
	if (head.version != VECTORS_VERSION * 1000 + FOLD_VERSION || head.rows != rows ||
	    head.bits < VECTORS_LEAST_BITS || head.bits > VECTORS_MOST_BITS)
		return false;
	postings = vectors_lay_out(&head, offsets);
	if (bytes.len < postings + VECTORS_SLACK || head.postings > UINT32_MAX ||
	    bytes.len - postings != head.postings * shape.width + VECTORS_SLACK)
		return false;
	*view = (struct vectors_view){
		.buckets = (const struct vectors_bucket *)(const void *)(bytes.at + offsets[0]),
		.terms = (const struct vectors_term *)(const void *)(bytes.at + offsets[1]),
		.link_ends = (const uint32_t *)(const void *)(bytes.at + offsets[2]),
		.links = (const struct vectors_link *)(const void *)(bytes.at + offsets[3]),
		.days = (const int32_t *)(const void *)(bytes.at + offsets[4]),
		.postings = (const uint8_t *)bytes.at + postings,
		.shape = shape,
		.documents = head.documents,
		.elsewhere = head.elsewhere,
		.rows = rows,
		.term_count = head.terms,
		.link_count = head.links,
		.posting_count = head.postings,
		.bits = head.bits,
		.link_bits = vectors_link_bits(head.links),
	};
	for (size_t i = 0; i < G_N_ELEMENTS(view->frequencies); i++)
		view->frequencies[i] = (uint32_t)lround(exp2((double)i / VECTORS_FREQUENCY_STEPS));
	return true;
}

/* The term, and where its postings begin; NULL where it is not known. */
static const struct vectors_term *find(const struct vectors_view *view, uint64_t key, size_t *posting)
{
	uint64_t mixed = vectors_mix(key);
	const struct vectors_bucket *bucket = &view->buckets[mixed >> (64 - view->bits)];
	uint32_t end = MIN(bucket[1].term, view->term_count);
	*posting = bucket->posting;
	for (uint32_t i = bucket->term; i < end; i++) {
		if (view->terms[i].key == (uint16_t)mixed)
			return &view->terms[i];
		*posting += vectors_size(&view->terms[i]);
	}
	return NULL;
}

uint64_t vectors_frequency(const struct vectors_view *view, uint64_t key)
{
	size_t posting;
	const struct vectors_term *term = find(view, key, &posting);
	return term ? view->frequencies[term->frequency] : 0;
}

bool vectors_begin(const struct vectors_view *view, uint64_t key, struct vectors_cursor *cursor)
{
	size_t posting, left;
	const struct vectors_term *term = find(view, key, &posting);
	if (!term)
		return false;
	left = vectors_size(term);
	if (posting > view->posting_count || left > view->posting_count - posting)
		posting = left = 0;
	*cursor = (struct vectors_cursor){view, view->postings + posting * view->shape.width, left};
	return true;
}

struct vectors_run vectors_next(struct vectors_cursor *cursor)
{
	struct vectors_run run = {UINT32_MAX, 0, cursor->at};
	const struct vectors_shape *shape = &cursor->view->shape;
	size_t left = cursor->left, count = left;
	cursor->left = 0;
	if (left > 0 && cursor->view->rows > VECTORS_BLOCK) {
		uint32_t head = vectors_posting(shape, cursor->at, 0);
		run.first = (head & ((1u << shape->weight_bits) - 1)) * VECTORS_BLOCK;
		count = vectors_row(shape, head) + 1u;
		run.postings += shape->width;
		left--;
	} else if (left > 0) {
		run.first = 0;
	}
	if (count > left || run.first >= cursor->view->rows)
		return (struct vectors_run){UINT32_MAX, 0, cursor->at};
	run.count = (uint32_t)count;
	cursor->at = run.postings + count * shape->width;
	cursor->left = left - count;
	return run;
}

uint32_t vectors_look(const struct vectors_shape *shape, const struct vectors_run *run, uint32_t row)
{
	uint32_t from = 0, to = run->count;
	while (from < to) {
		uint32_t middle = from + (to - from) / 2, posting = vectors_posting(shape, run->postings, middle);
		if (vectors_row(shape, posting) == row)
			return posting;
		if (vectors_row(shape, posting) < row)
			from = middle + 1;
		else
			to = middle;
	}
	return 0;
}

const struct vectors_link *vectors_linking(const struct vectors_view *view, struct span id, size_t *count)
{
	uint32_t to = vectors_link_key(id);
	size_t run = vectors_run_of(to, view->link_bits);
	uint32_t from = view->link_ends[run], end = MIN(view->link_ends[run + 1], view->link_count);
	*count = from < end ? end - from : 0;
	return *count ? view->links + from : NULL;
}
