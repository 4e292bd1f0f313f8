/* SPDX-License-Identifier: MIT */
/*
 * Rows sorted by what is taken from each article once, in portions: no key waits until a million titles stand in order.
 * Texts compare by their bytes, which is the order of code points; rows that are alike stay in the order in which they
 * came.
 */
#include "ui/sorting.h"

#include <glib/gi18n.h>
#include <stdlib.h>

enum {
	BATCH = 256,        /* rows between two looks at the clock, and in the first runs that are in order */
	WONDER_US = 200000, /* nobody does before */
};

struct item {
	uint64_t key;     /* of a text its beginning */
	uint32_t entry, row;
	struct span text; /* borrowed from the archive; empty where the key says all */
};

/* First each batch is put in order, then two runs at a time become one of twice their width, then all is written. */
enum phase { GATHER, MERGE, WRITE };

struct sorting_making {
	const struct archive *archive;
	uint32_t (*entry_at)(const void *data, size_t row);
	const void *data;
	size_t count, next;          /* rows; what this phase comes to next */
	enum phase phase;
	size_t width, left, right;   /* MERGE: items in a run; the next ones of two runs */
	struct item *items, *merged;
	GArray *entries;
	int64_t began_us;
};

static int compare(const void *a, const void *b)
{
	const struct item *one = a, *two = b;
	if (one->key != two->key)
		return one->key < two->key ? -1 : 1;
	int order = span_compare(one->text, two->text);
	return order ? order : (one->row > two->row) - (one->row < two->row);
}

static const struct {
	uint32_t letter;
	const char *said, *reversed;
} keys[SORT_KEY_COUNT] = {
	[SORT_DATE] = {'d', N_("Sorted by date, the newest first"), N_("Sorted by date, the oldest first")},
	[SORT_SOURCE] = {'s', N_("Sorted by source"), N_("Sorted by source, backwards")},
	[SORT_TITLE] = {'t', N_("Sorted by title"), N_("Sorted by title, backwards")},
	[SORT_LENGTH] = {'l', N_("Sorted by length, the longest first"),
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

/* The longest first, as the newest is. */
static struct item item_of(const struct sorting *sorting, uint32_t row)
{
	const struct sorting_making *making = sorting->making;
	struct item item = {.entry = making->entry_at(making->data, row), .row = row};
	struct article article;
	if (sorting->key == SORT_DATE || item.entry == ENTRY_NONE)
		return item;
	archive_facts(making->archive, item.entry, &article);
	if (sorting->key == SORT_LENGTH) {
		item.key = UINT64_MAX - article.text_len;
		return item;
	}
	item.text = article_span(&article, sorting->key == SORT_SOURCE ? article.source : article.title);
	item.key = span_beginning(item.text);
	return item;
}

static void gather(const struct sorting *sorting)
{
	struct sorting_making *making = sorting->making;
	size_t from = making->next, to = MIN(from + BATCH, making->count);
	for (; making->next < to; making->next++)
		making->items[making->next] = item_of(sorting, (uint32_t)making->next);
	qsort(making->items + from, to - from, sizeof(*making->items), compare);
}

static void merge(const struct sorting *sorting)
{
	struct sorting_making *making = sorting->making;
	size_t pair = making->next - making->next % (2 * making->width);
	size_t middle = MIN(pair + making->width, making->count), end = MIN(middle + making->width, making->count);
	if (making->next == pair) {
		making->left = pair;
		making->right = middle;
	}
	for (size_t to = MIN(making->next + BATCH, end); making->next < to; making->next++) {
		const struct item *left = making->items + making->left, *right = making->items + making->right;
		bool first = making->right == end || (making->left < middle && compare(left, right) < 0);
		making->merged[making->next] = first ? *left : *right;
		*(first ? &making->left : &making->right) += 1;
	}
}

static void put_down(const struct sorting *sorting)
{
	struct sorting_making *making = sorting->making;
	for (size_t to = MIN(making->next + BATCH, making->count); making->next < to; making->next++) {
		size_t at = sorting->reversed ? making->count - 1 - making->next : making->next;
		if (making->items[at].entry != ENTRY_NONE)
			g_array_append_val(making->entries, making->items[at].entry);
	}
}

/* What follows when a phase has come to the end of all items; false where nothing does. */
static bool begin_next(struct sorting_making *making)
{
	if (making->phase == WRITE)
		return false;
	if (making->phase == MERGE) {
		struct item *items = making->items;
		making->items = making->merged;
		making->merged = items;
		making->width *= 2;
	}
	making->phase = making->width < making->count ? MERGE : WRITE;
	making->next = 0;
	if (making->phase == WRITE)
		g_clear_pointer(&making->merged, g_free); /* giving back much memory takes milliseconds, too */
	return true;
}

static void drop(struct sorting *sorting)
{
	struct sorting_making *making = sorting->making;
	if (!making)
		return;
	g_free(making->items);
	g_free(making->merged);
	g_array_unref(making->entries);
	g_clear_pointer(&sorting->making, g_free);
}

static void show(struct sorting *sorting)
{
	sorting_clear_order(sorting);
	sorting->entries = g_array_ref(sorting->making->entries);
	drop(sorting);
}

void sorting_take(struct sorting *sorting, const struct archive *archive,
                  uint32_t (*entry_at)(const void *data, size_t row), const void *data, size_t count)
{
	drop(sorting);
	if (sorting->key == SORT_DATE && !sorting->reversed) {
		sorting_clear_order(sorting);
		return;
	}
	sorting->making = g_new(struct sorting_making, 1);
	*sorting->making = (struct sorting_making){
		.archive = archive,
		.entry_at = entry_at,
		.data = data,
		.count = count,
		.width = BATCH,
		.items = g_new(struct item, count + 1),
		.merged = g_new(struct item, count + 1),
		.entries = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)count),
		.began_us = g_get_monotonic_time(),
	};
}

bool sorting_work(struct sorting *sorting, unsigned budget_us)
{
	static void (*const phases[])(const struct sorting *) = {
		[GATHER] = gather, [MERGE] = merge, [WRITE] = put_down};
	struct sorting_making *making = sorting->making;
	int64_t end_us = g_get_monotonic_time() + budget_us;
	while (making) {
		if (making->next < making->count)
			phases[making->phase](sorting);
		if (making->next == making->count && !begin_next(making)) {
			show(sorting);
			return true;
		}
		if (g_get_monotonic_time() >= end_us)
			break;
	}
	return false;
}

bool sorting_is_busy(const struct sorting *sorting)
{
	return sorting->making != NULL;
}

bool sorting_takes_long(const struct sorting *sorting, unsigned *percent, unsigned *seconds)
{
	const struct sorting_making *making = sorting->making;
	int64_t us = making ? g_get_monotonic_time() - making->began_us : 0;
	if (us < WONDER_US)
		return false;
	size_t passes = 2, done = making->phase;
	for (size_t width = BATCH; width < making->count; width *= 2) {
		passes++;
		done += making->phase == WRITE || (making->phase == MERGE && width < making->width);
	}
	done -= making->phase == WRITE; /* merging is counted by its passes */
	*percent = (unsigned)((done * making->count + making->next) * 100 / MAX(passes * making->count, 1));
	*seconds = (unsigned)(us / G_USEC_PER_SEC);
	return true;
}

void sorting_clear_order(struct sorting *sorting)
{
	g_clear_pointer(&sorting->entries, g_array_unref);
}

void sorting_clear(struct sorting *sorting)
{
	drop(sorting);
	sorting_clear_order(sorting);
}
