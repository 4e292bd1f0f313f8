/* SPDX-License-Identifier: MIT */
/* Records and items: what a shelf holds in memory. */
#include "shelf/contents.h"

struct disk_contents *disk_contents_new(void)
{
	struct disk_contents *contents = g_new0(struct disk_contents, 1);
	contents->arena = arena_new();
	contents->records = records_new();
	for (size_t i = 0; i < SHELF_KINDS; i++)
		contents->items[i] = g_ptr_array_new_with_free_func((GDestroyNotify)shelf_item_free);
	return contents;
}

void disk_contents_free(struct disk_contents *contents)
{
	if (!contents)
		return;
	records_free(contents->records);
	for (size_t i = 0; i < SHELF_KINDS; i++)
		if (contents->items[i])
			g_ptr_array_unref(contents->items[i]);
	arena_free(contents->arena);
	g_free(contents);
}
