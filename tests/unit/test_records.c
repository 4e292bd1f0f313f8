/* SPDX-License-Identifier: MIT */
/* A set of many records: each is found by its id, and no part of the set, which grows at once, has many of them. */
#include <glib.h>

#include "shelf/records.h"

enum { RECORDS = 50000 };

static void each_is_found(void)
{
	struct records *records = records_new();
	struct shelf_record *all = g_new0(struct shelf_record, RECORDS);
	g_assert_null(records_find(records, "0"));
	for (size_t i = 0; i < RECORDS; i++) {
		char *id = g_strdup_printf("%016zx", i);
		all[i].id = id;
		g_assert_null(records_find(records, id));
		records_add(records, &all[i]);
	}
	GPtrArray *listed = records_all(records);
	g_assert_cmpuint(records->count, ==, RECORDS);
	g_assert_cmpuint(listed->len, ==, RECORDS);
	for (size_t i = 0; i < RECORDS; i++)
		g_assert_true(records_find(records, all[i].id) == &all[i]);
	for (size_t i = 0; i < RECORD_SHARDS; i++)
		g_assert_cmpuint(g_hash_table_size(records->shards[i]), <, 2 * RECORDS / RECORD_SHARDS);
	records_free(records);
	for (size_t i = 0; i < RECORDS; i++)
		g_free((char *)all[i].id);
	g_ptr_array_unref(listed);
	g_free(all);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/records/found", each_is_found);
	return g_test_run();
}
