/* SPDX-License-Identifier: MIT */
/*
 * The shard is told by other bits of the hash than a table takes its places from: these would all fall together. A
 * record has few values, so these are a list.
 */
#include "shelf/records.h"

#include <string.h>

static guint hash_record(gconstpointer record)
{
	return g_str_hash(((const struct shelf_record *)record)->id);
}

static gboolean equal_records(gconstpointer a, gconstpointer b)
{
	return strcmp(((const struct shelf_record *)a)->id, ((const struct shelf_record *)b)->id) == 0;
}

static size_t shard_of(const struct shelf_record *record)
{
	return hash_record(record) * 0x9E3779B1u >> 24;
}

struct records *records_new(void)
{
	struct records *records = g_new0(struct records, 1);
	records->tagged = g_ptr_array_new();
	return records;
}

void records_free(struct records *records)
{
	for (size_t i = 0; i < RECORD_SHARDS; i++)
		g_clear_pointer(&records->shards[i], g_hash_table_unref);
	g_ptr_array_unref(records->tagged);
	g_free(records);
}

static struct shelf_value *find_value(const struct shelf_record *record, enum shelf_field field)
{
	struct shelf_value *value = record->values;
	while (value && value->field != field)
		value = value->next;
	return value;
}

void records_add(struct records *records, struct shelf_record *record)
{
	GHashTable **shard = &records->shards[shard_of(record)];
	if (!*shard)
		*shard = g_hash_table_new(hash_record, equal_records);
	g_hash_table_add(*shard, record);
	records->count++;
	if (find_value(record, SHELF_TAGS))
		g_ptr_array_add(records->tagged, record);
}

struct shelf_value *records_value(struct records *records, struct arena *arena, struct shelf_record *record,
                                  enum shelf_field field)
{
	struct shelf_value *value = find_value(record, field);
	if (value)
		return value;
	value = arena_alloc(arena, sizeof *value);
	*value = (struct shelf_value){.next = record->values, .field = field};
	record->values = value;
	if (field == SHELF_TAGS)
		g_ptr_array_add(records->tagged, record);
	return value;
}

struct shelf_record *records_find(const struct records *records, const char *id)
{
	const struct shelf_record key = {.id = id};
	GHashTable *shard = records->shards[shard_of(&key)];
	return shard ? g_hash_table_lookup(shard, &key) : NULL;
}

GPtrArray *records_all(const struct records *records)
{
	GPtrArray *all = g_ptr_array_sized_new((guint)records->count);
	for (size_t i = 0; i < RECORD_SHARDS; i++) {
		GHashTableIter iter;
		void *record;
		if (!records->shards[i])
			continue;
		g_hash_table_iter_init(&iter, records->shards[i]);
		while (g_hash_table_iter_next(&iter, &record, NULL))
			g_ptr_array_add(all, record);
	}
	return all;
}
