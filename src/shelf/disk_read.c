/* SPDX-License-Identifier: MIT */
/*
 * Rows of the database become records and items, once at the start, and later those that other instances have written.
 * The column of a value says when it was set; 0, or NULL: never. The file may come from anywhere: its texts are UTF-8
 * only once they were looked through.
 */
#include "shelf/disk_read.h"

#include "shelf/tags.h"

/* key, number, changed, text, more, extra, query; oldest first */
static const char *const item_readings[SHELF_KINDS] = {
	[SHELF_SEARCH] = "SELECT name, 0, changed, query, NULL, NULL, NULL FROM search ORDER BY name",
	[SHELF_HISTORY] = "SELECT query, 0, changed, NULL, NULL, NULL, NULL FROM history ORDER BY changed",
	[SHELF_SESSION] = ("SELECT archives, place, changed, article, context, filter, query FROM session"
	                   " ORDER BY changed"),
	[SHELF_MARK] = "SELECT letter, place, changed, article, context, NULL, NULL FROM mark ORDER BY letter",
	[SHELF_SIZE] = "SELECT name, cells, changed, NULL, NULL, NULL, NULL FROM size",
};

static const char article_reading[] = "SELECT id, read, read_at, star, star_at, tags_at, note, note_at, place, context,"
                                      " place_at, opened FROM article WHERE max(coalesce(read_at, 0),"
                                      " coalesce(star_at, 0), coalesce(tags_at, 0), coalesce(note_at, 0),"
                                      " coalesce(place_at, 0), coalesce(opened, 0)) >= ?1 ORDER BY id";
static const char tag_reading[] = "SELECT article, group_concat(name, char(10)) FROM tag GROUP BY article";

/* Where the columns of article_reading go; 0: the field has no such column. */
static const struct {
	enum shelf_field field;
	int number, text, changed;
} columns[] = {
	{SHELF_READ, 1, 0, 2}, {SHELF_STAR, 3, 0, 4},   {SHELF_TAGS, 0, 0, 5},
	{SHELF_NOTE, 0, 6, 7}, {SHELF_PLACE, 8, 9, 10}, {SHELF_OPENED, 0, 0, 11},
};

/* Rows ------------------------------------------------------------------------------------------------------------- */

/* For g_free(); NULL for none. */
static char *column_text(sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);
	return text ? g_utf8_make_valid(text, -1) : NULL;
}

/* Takes over the text, which may be NULL. */
static void put_text(struct arena *arena, struct shelf_value *value, char *text)
{
	if (text)
		value->text = (char *)arena_copy(arena, span_of(text)).at;
	g_free(text);
}

static void read_article(struct disk_contents *contents, sqlite3_stmt *row, int64_t since)
{
	const char *id = (const char *)sqlite3_column_text(row, 0);
	if (!id || !g_str_is_ascii(id))
		return;
	struct shelf_record *record = arena_alloc(contents->arena, sizeof *record);
	record->id = arena_copy(contents->arena, span_of(id)).at;
	records_add(contents->records, record);
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
		int64_t changed = sqlite3_column_int64(row, columns[i].changed);
		if (changed == 0 || changed < since)
			continue;
		struct shelf_value *value =
			records_value(contents->records, contents->arena, record, columns[i].field);
		value->changed = changed;
		if (columns[i].number)
			value->number = sqlite3_column_int64(row, columns[i].number);
		put_text(contents->arena, value, columns[i].text ? column_text(row, columns[i].text) : NULL);
	}
}

/* All tags of an article, where they are wanted. */
static void read_tags(struct disk_contents *contents, sqlite3_stmt *row, int64_t since)
{
	const char *id = (const char *)sqlite3_column_text(row, 0), *names = (const char *)sqlite3_column_text(row, 1);
	const struct shelf_record *record = id && names ? records_find(contents->records, id) : NULL;
	(void)since;
	struct shelf_value *value = record ? record->values : NULL;
	while (value && value->field != SHELF_TAGS)
		value = value->next;
	if (value)
		put_text(contents->arena, value, tags_kept(names));
}

static void read_item(GPtrArray *items, sqlite3_stmt *row)
{
	struct shelf_item *item = g_new0(struct shelf_item, 1);
	*item = (struct shelf_item){
		.key = column_text(row, 0),
		.number = sqlite3_column_int64(row, 1),
		.changed = sqlite3_column_int64(row, 2),
		.text = column_text(row, 3),
		.more = column_text(row, 4),
		.extra = column_text(row, 5),
		.query = column_text(row, 6),
	};
	if (item->key)
		g_ptr_array_add(items, item);
	else
		shelf_item_free(item);
}

/* Hands each row of a statement over; false where it breaks off. */
static bool read_rows(sqlite3 *db, const char *sql, int64_t since, struct disk_contents *contents,
                      void (*take)(struct disk_contents *contents, sqlite3_stmt *row, int64_t since), GPtrArray *items)
{
	sqlite3_stmt *statement = NULL;
	int result = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
	if (result == SQLITE_OK && sqlite3_bind_parameter_count(statement) > 0)
		result = sqlite3_bind_int64(statement, 1, since);
	while (result == SQLITE_OK || result == SQLITE_ROW) {
		result = sqlite3_step(statement);
		if (result != SQLITE_ROW)
			break;
		if (take)
			take(contents, statement, since);
		else
			read_item(items, statement);
	}
	sqlite3_finalize(statement);
	return result == SQLITE_DONE;
}

bool disk_read_all(sqlite3 *db, int64_t since, struct disk_contents *contents)
{
	bool all = read_rows(db, article_reading, since, contents, read_article, NULL) &&
	           read_rows(db, tag_reading, since, contents, read_tags, NULL);
	for (size_t i = 0; i < SHELF_KINDS; i++)
		all = all && read_rows(db, item_readings[i], since, contents, NULL, contents->items[i]);
	return all;
}

int64_t disk_version(sqlite3 *db)
{
	sqlite3_stmt *statement = NULL;
	int64_t version = -1;
	if (sqlite3_prepare_v2(db, "PRAGMA data_version", -1, &statement, NULL) == SQLITE_OK &&
	    sqlite3_step(statement) == SQLITE_ROW)
		version = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return version;
}
