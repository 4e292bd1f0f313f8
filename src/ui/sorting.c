/* SPDX-License-Identifier: MIT */
/*
 * Rows sorted by what is taken from each article once. Texts compare by their bytes, which is the order of code points;
 * rows that are alike stay in the order in which they came.
 */
#include "ui/sorting.h"

#include <glib/gi18n.h>
#include <string.h>

struct item {
	uint32_t entry;
	uint32_t length;  /* bytes of text */
	size_t row;
	struct span text; /* borrowed from the archive */
};

static int compare_text(gconstpointer a, gconstpointer b)
{
	const struct item *one = a, *two = b;
	int order = memcmp(one->text.at ? one->text.at : "", two->text.at ? two->text.at : "",
	                   MIN(one->text.len, two->text.len));
	if (order == 0)
		order = (one->text.len > two->text.len) - (one->text.len < two->text.len);
	return order ? order : (one->row > two->row) - (one->row < two->row);
}

/* The longest first, as the newest is. */
static int compare_length(gconstpointer a, gconstpointer b)
{
	const struct item *one = a, *two = b;
	int order = (two->length > one->length) - (two->length < one->length);
	return order ? order : (one->row > two->row) - (one->row < two->row);
}

static int compare_row(gconstpointer a, gconstpointer b)
{
	const struct item *one = a, *two = b;
	return (one->row > two->row) - (one->row < two->row);
}

static const struct {
	uint32_t letter;
	GCompareFunc compare;
	const char *said, *reversed;
} keys[SORT_KEY_COUNT] = {
	[SORT_DATE] = {'d', compare_row, N_("Sorted by date, the newest first"),
	               N_("Sorted by date, the oldest first")},
	[SORT_SOURCE] = {'s', compare_text, N_("Sorted by source"), N_("Sorted by source, backwards")},
	[SORT_TITLE] = {'t', compare_text, N_("Sorted by title"), N_("Sorted by title, backwards")},
	[SORT_LENGTH] = {'l', compare_length, N_("Sorted by length, the longest first"),
	                 N_("Sorted by length, the shortest first")},
};

const char *sorting_choose(struct sorting *sorting, uint32_t key)
{
	for (enum sort_key i = SORT_DATE; i < SORT_KEY_COUNT; i++) {
		if (keys[i].letter != key)
			continue;
		sorting->reversed = sorting->key == i && !sorting->reversed;
		sorting->key = i;
		return sorting->reversed ? _(keys[i].reversed) : _(keys[i].said);
	}
	return NULL;
}

static struct item item_of(const struct sorting *sorting, const struct archive *archive, uint32_t entry, size_t row)
{
	struct article article;
	archive_facts(archive, entry, &article);
	return (struct item){
		.entry = entry,
		.length = article.text_len,
		.row = row,
		.text = article_span(&article, sorting->key == SORT_SOURCE ? article.source : article.title),
	};
}

void sorting_take(struct sorting *sorting, const struct archive *archive,
                  uint32_t (*entry_at)(const void *data, size_t row), const void *data, size_t count)
{
	sorting_clear(sorting);
	if (sorting->key == SORT_DATE && !sorting->reversed)
		return;
	GArray *items = g_array_sized_new(FALSE, FALSE, sizeof(struct item), (guint)count);
	for (size_t row = 0; row < count; row++) {
		struct item item = item_of(sorting, archive, entry_at(data, row), row);
		g_array_append_val(items, item);
	}
	g_array_sort(items, keys[sorting->key].compare);
	sorting->entries = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count);
	for (guint i = 0; i < items->len; i++) {
		guint at = sorting->reversed ? items->len - 1 - i : i;
		g_array_append_val(sorting->entries, g_array_index(items, struct item, at).entry);
	}
	g_array_unref(items);
}

void sorting_clear(struct sorting *sorting)
{
	g_clear_pointer(&sorting->entries, g_array_unref);
}
