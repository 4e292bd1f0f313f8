/* SPDX-License-Identifier: MIT */
/* A row and its entry are one number, so that sorting asks for no row twice: the row is the upper half. */
#include "ui/choice.h"

/* As many are asked for their rows; to find out those of more all rows are gone through. */
enum { FEW = 16 };

/* In the pane, or behind all that it lists. */
static uint64_t row_of(const struct pane *list, const struct archive *archive, uint32_t entry)
{
	size_t rows = list->ops->rows(list), row = list->ops->row_of(list, entry);
	return row < rows ? row : rows + archive_row(archive, entry);
}

static int compare(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
	return (one > other) - (one < other);
}

/* Of many, those that the pane lists; they are taken out of the set. */
static void append_listed(struct entry_set *left, const struct pane *list, GArray *entries)
{
	size_t rows = list->ops->rows(list);
	for (size_t row = 0; row < rows && left->count > 0; row++) {
		uint32_t entry = list->ops->entry_at(list, row);
		if (entry_set_put(left, entry, false))
			g_array_append_val(entries, entry);
	}
}

/* By their rows, those of the pane where there is one, else those of the archive. */
static void append_sorted(const struct entry_set *set, const struct pane *list, const struct archive *archive,
                          GArray *entries)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	for (uint32_t entry = entry_set_next(set, 0); entry != ENTRY_NONE; entry = entry_set_next(set, entry + 1)) {
		uint64_t row = (list ? row_of(list, archive, entry) : archive_row(archive, entry)) << 32 | entry;
		g_array_append_val(rows, row);
	}
	g_array_sort(rows, compare);
	for (guint i = 0; i < rows->len; i++) {
		uint32_t entry = (uint32_t)g_array_index(rows, uint64_t, i);
		g_array_append_val(entries, entry);
	}
	g_array_unref(rows);
}

void choice_append(const struct entry_set *chosen, const struct pane *list, const struct archive *archive,
                   GArray *entries)
{
	struct entry_set left;
	if (chosen->count <= FEW) {
		append_sorted(chosen, list, archive, entries);
		return;
	}
	left = entry_set_copy(chosen);
	append_listed(&left, list, entries);
	append_sorted(&left, NULL, archive, entries);
	entry_set_clear(&left);
}
