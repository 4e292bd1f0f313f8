/* SPDX-License-Identifier: MIT */
/* The shard is told by other bits of the hash than a table takes its places from: these would all fall together. */
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
	return g_new0(struct records, 1);
}

void records_free(struct records *records)
{
	for (size_t i = 0; i < RECORD_SHARDS; i++)
		g_clear_pointer(&records->shards[i], g_hash_table_unref);
	g_free(records);
}

void records_add(struct records *records, struct shelf_record *record)
{
	GHashTable **shard = &records->shards[shard_of(record)];
	if (!*shard)
		*shard = g_hash_table_new(hash_record, equal_records);
	g_hash_table_add(*shard, record);
	records->count++;
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
