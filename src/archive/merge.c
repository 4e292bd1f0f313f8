/* SPDX-License-Identifier: MIT */
/* A copy of all that is true, row by row. What it costs is memory of the size of the outcome, until that is written. */
#include "archive/merge.h"

#include <string.h>

struct merge *merge_new(void)
{
	struct merge *merge = g_new0(struct merge, 1);
	merge->segments = g_ptr_array_new();
	merge->dead = g_ptr_array_new_with_free_func(g_free);
	merge->stale = g_ptr_array_new_with_free_func(g_free);
	return merge;
}

void merge_free(struct merge *merge)
{
	if (!merge)
		return;
	g_ptr_array_unref(merge->segments);
	g_ptr_array_unref(merge->dead);
	g_ptr_array_unref(merge->stale);
	g_free(merge);
}

static uint64_t *copy_bits(const uint64_t *bits, uint32_t count)
{
	return bits ? g_memdup2(bits, (count / 64 + 1) * sizeof(*bits)) : NULL;
}

void merge_add(struct merge *merge, struct segment *segment)
{
	g_ptr_array_add(merge->segments, segment);
	g_ptr_array_add(merge->dead, copy_bits(segment->dead, segment_rows(segment)));
	g_ptr_array_add(merge->stale, copy_bits(segment->stale, segment_documents(segment)));
}

static bool add_row(struct segment *merged, const struct segment *from, uint32_t row, bool dead)
{
	struct label label = {.path = SPAN("")};
	struct article article = {.pool = ""};
	uint32_t added;
	if (!dead) {
		segment_article(from, row, &article);
		label.path = segment_path(from, row);
		memcpy(label.id, segment_row(from, row)->id, ID_SIZE);
	}
	added = segment_add(merged, &label, &article);
	if (added != ROW_NONE && !dead)
		segment_link(merged, added);
	return added != ROW_NONE;
}

static void add_document(struct segment *merged, const struct segment *from, uint32_t number, bool stale)
{
	struct document document = segment_document(from, number);
	struct document_note note = segment_note(from, &document);
	struct stamp stamp = segment_stamp(from, &document);
	struct document_article article = {document.detail, document.content};
	bool noted = document.outcome == OUTCOME_LEFT_OUT || document.outcome == OUTCOME_PROBLEM;
	if (stale)
		segment_add_nothing(merged);
	else
		segment_add_document(merged, segment_document_path(from, &document), &stamp, document.outcome,
		                     outcome_is_article(document.outcome) ? &article : NULL, noted ? &note : NULL);
}

static bool add_segment(struct segment *merged, const struct merge *merge, guint index, const int *stop)
{
	const struct segment *from = g_ptr_array_index(merge->segments, index);
	const uint64_t *dead = g_ptr_array_index(merge->dead, index), *stale = g_ptr_array_index(merge->stale, index);
	for (uint32_t row = 0; row < segment_rows(from); row++) {
		if (g_atomic_int_get(stop) || !add_row(merged, from, row, bits_test(dead, row)))
			return false;
	}
	for (uint32_t number = 0; number < segment_documents(from); number++)
		add_document(merged, from, number, bits_test(stale, number));
	return !mapping_is_broken(from->mapping);
}

struct segment *merge_all(const struct merge *merge, const int *stop)
{
	struct segment *merged = segment_new(0, 0);
	if (merge->segments->len > 0)
		merged->local = ((const struct segment *)g_ptr_array_index(merge->segments, 0))->local;
	for (guint i = 0; i < merge->segments->len; i++) {
		if (add_segment(merged, merge, i, stop))
			continue;
		segment_free(merged);
		return NULL;
	}
	segment_seal(merged);
	return merged;
}
