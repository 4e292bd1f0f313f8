/* SPDX-License-Identifier: MIT */
/* Records by their ids, and items: what a shelf holds in memory. A record has few values, so these are a list. */
#include "shelf/contents.h"

#include <string.h>

static guint hash_record(gconstpointer record)
{
	return g_str_hash(((const struct shelf_record *)record)->id);
}

static gboolean equal_records(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct shelf_record *)a)->id, ((const struct shelf_record *)b)->id) == 0;
}

GHashTable *disk_records_new(void)
{
	return g_hash_table_new(hash_record, equal_records);
}

struct shelf_value *disk_value(struct arena *arena, struct shelf_record *record, enum shelf_field field)
{
	for (struct shelf_value *value = record->values; value; value = value->next)
		if (value->field == field)
			return value;
	struct shelf_value *value = arena_alloc(arena, sizeof *value);
	*value = (struct shelf_value){.next = record->values, .field = field};
	record->values = value;
	return value;
}

struct disk_contents *disk_contents_new(void)
{
	struct disk_contents *contents = g_new0(struct disk_contents, 1);
	contents->arena = arena_new();
	contents->records = disk_records_new();
	for (size_t i = 0; i < SHELF_KINDS; i++)
		contents->items[i] = g_ptr_array_new_with_free_func((GDestroyNotify)shelf_item_free);
	return contents;
}

void disk_contents_free(struct disk_contents *contents)
{
	if (!contents)
		return;
	g_hash_table_unref(contents->records);
	for (size_t i = 0; i < SHELF_KINDS; i++)
		if (contents->items[i])
			g_ptr_array_unref(contents->items[i]);
	arena_free(contents->arena);
	g_free(contents);
}
