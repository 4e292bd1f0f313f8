/* SPDX-License-Identifier: MIT */
/*
 * The shelf in memory: a set of records by id, a list of items for each kind, and the log from which changes are
 * undone. Whatever is set goes into the queue of the disk as well. Records stay where they are until the shelf is
 * closed.
 */
#include "shelf/shelf.h"

#include <string.h>

#include "base/arena.h"
#include "shelf/disk.h"
#include "shelf/tags.h"

/* Changes that can be undone; the oldest ones are forgotten. */
#define LOG_MOST 2000000

/* How often to ask what other instances wrote. Milliseconds. */
#define LOOK_MS 1500

/* Bytes of the longest id; they have sixteen. */
#define ID_SIZE 64

/* How a value of an article, or an item, was before it was changed. */
struct change {
	struct shelf_record *record; /* NULL: an item */
	union {
		char *text;              /* of a value */
		struct shelf_item *item; /* its key alone where there was none */
	};
	int64_t number;
	uint8_t field, kind; /* enum shelf_field, enum shelf_kind */
	bool first;          /* of those that are undone together */
	bool had;            /* there was such an item */
};

/* A million of them is what marking a large archive as read costs. */
_Static_assert(sizeof(struct change) <= 32, "changes are small");

struct shelf {
	char *path;                    /* NULL: nothing is read or written */
	struct disk *disk;             /* NULL: not opened yet, or without a path */
	uint64_t changes;              /* of what articles have, but for what one does not see in a list */
	struct disk_contents contents; /* all records and items */
	struct disk_contents *read;    /* what was read, which others of the records lie in; or NULL */
	bool ready;
	GArray *log;  /* of struct change */
	bool fresh;   /* the next change is the first of its group */
	int64_t last; /* the last time that was given to a change */
	int64_t (*now_ms)(void *data);
	void *clock; /* its data */
};

char *shelf_path(void)
{
	return g_build_filename(g_get_user_data_dir(), "jianbao", "shelf.sqlite", NULL);
}

static void clear_change(void *change)
{
	struct change *old = change;
	if (old->record)
		g_free(old->text);
	else
		shelf_item_free(old->item);
}

static int64_t real_ms(void *data)
{
	(void)data;
	return g_get_real_time() / 1000;
}

void shelf_clock(struct shelf *shelf, int64_t (*now_ms)(void *data), void *data)
{
	shelf->now_ms = now_ms;
	shelf->clock = data;
}

struct shelf *shelf_open(const char *path)
{
	struct shelf *shelf = g_new0(struct shelf, 1);
	shelf->contents.arena = arena_new();
	shelf->contents.records = records_new();
	for (size_t i = 0; i < SHELF_KINDS; i++)
		shelf->contents.items[i] = g_ptr_array_new_with_free_func((GDestroyNotify)shelf_item_free);
	shelf->log = g_array_new(FALSE, FALSE, sizeof(struct change));
	g_array_set_clear_func(shelf->log, clear_change);
	shelf->fresh = true;
	shelf->now_ms = real_ms;
	shelf->ready = !path;
	shelf->path = g_strdup(path);
	return shelf;
}

/* Opened when it is first asked for: the first screen needs the processor more. NULL without a path. */
static struct disk *disk_of(struct shelf *shelf)
{
	if (!shelf->disk && shelf->path)
		shelf->disk = disk_open(shelf->path);
	return shelf->disk;
}

char *shelf_close(struct shelf *shelf)
{
	if (!shelf)
		return NULL;
	char *problem = shelf->disk ? disk_close(shelf->disk) : NULL;
	g_array_unref(shelf->log);
	records_free(shelf->contents.records);
	for (size_t i = 0; i < SHELF_KINDS; i++)
		g_ptr_array_unref(shelf->contents.items[i]);
	arena_free(shelf->contents.arena);
	disk_contents_free(shelf->read);
	g_free(shelf->path);
	g_free(shelf);
	return problem;
}

bool shelf_is_busy(const struct shelf *shelf)
{
	return !shelf->ready || (shelf->disk && disk_is_busy(shelf->disk));
}

void shelf_wait(struct shelf *shelf)
{
	if (shelf->disk)
		disk_wait(shelf->disk);
}

__attribute__((hot))
char *shelf_take_problem(struct shelf *shelf)
{
	return shelf->disk ? disk_take_problem(shelf->disk) : NULL;
}

__attribute__((hot))
const char *shelf_trouble(const struct shelf *shelf)
{
	return shelf->disk ? disk_trouble(shelf->disk) : NULL;
}

/* Now, and not earlier than what was set before, wherever the clock was put meanwhile. */
static int64_t now(struct shelf *shelf)
{
	shelf->last = MAX(shelf->now_ms(shelf->clock), shelf->last);
	return shelf->last;
}

/* The same for what is kept in order: later than what was put before. */
static int64_t later(struct shelf *shelf)
{
	shelf->last = MAX(shelf->now_ms(shelf->clock), shelf->last + 1);
	return shelf->last;
}

static void put_item(struct shelf *shelf, enum shelf_kind kind, const struct shelf_item *item);
static struct shelf_record *make_record(struct shelf *shelf, struct span id);

/* What was read ---------------------------------------------------------------------------------------------------- */

static struct shelf_record *find_record(const struct shelf *shelf, struct span id)
{
	char key[ID_SIZE + 1] = "";
	if (id.len > ID_SIZE)
		return NULL;
	memcpy(key, id.at, id.len);
	return records_find(shelf->contents.records, key);
}

static struct shelf_value *make_value(struct shelf *shelf, struct shelf_record *record, enum shelf_field field)
{
	return records_value(shelf->contents.records, shelf->contents.arena, record, field);
}

/* What was set before the disk was read counts over what it held. */
static void merge_record(struct shelf *shelf, struct shelf_record *earlier)
{
	struct shelf_record *record = records_find(shelf->contents.records, earlier->id);
	if (!record) {
		records_add(shelf->contents.records, earlier);
		return;
	}
	for (const struct shelf_value *value = earlier->values; value; value = value->next) {
		struct shelf_value *here = make_value(shelf, record, value->field);
		if (here->changed > 0)
			continue;
		here->number = value->number;
		here->text = value->text;
		here->changed = value->changed;
	}
}

static void merge_items(struct shelf *shelf, enum shelf_kind kind, GPtrArray *earlier)
{
	GPtrArray *set = shelf->contents.items[kind];
	shelf->contents.items[kind] = g_ptr_array_ref(earlier);
	for (guint i = 0; i < set->len; i++)
		put_item(shelf, kind, g_ptr_array_index(set, i));
	g_ptr_array_unref(set);
}

/* Mostly nothing was set yet: then the set that was read is taken as it is, however large. */
static void take_contents(struct shelf *shelf, struct disk_contents *read)
{
	shelf->read = read;
	shelf->changes++;
	if (shelf->contents.records->count == 0) {
		struct records *none = shelf->contents.records;
		shelf->contents.records = read->records;
		read->records = none;
	} else {
		GPtrArray *earlier = records_all(read->records);
		for (guint i = 0; i < earlier->len; i++)
			merge_record(shelf, g_ptr_array_index(earlier, i));
		g_ptr_array_unref(earlier);
	}
	for (enum shelf_kind kind = 0; kind < SHELF_KINDS; kind++)
		merge_items(shelf, kind, read->items[kind]);
}

/* What another instance set later than this one counts. */
static bool take_record(struct shelf *shelf, const struct shelf_record *news)
{
	struct shelf_record *record = make_record(shelf, span_of(news->id));
	bool seen = false;
	for (const struct shelf_value *value = news->values; value; value = value->next) {
		struct shelf_value *here = make_value(shelf, record, value->field);
		if (here->changed >= value->changed)
			continue;
		here->number = value->number;
		here->text = value->text ? (char *)arena_copy(shelf->contents.arena, span_of(value->text)).at : NULL;
		here->changed = value->changed;
		seen = seen || (value->field != SHELF_PLACE && value->field != SHELF_OPENED);
	}
	return seen;
}

__attribute__((hot))
void shelf_take_news(struct shelf *shelf)
{
	struct disk_contents *news = shelf->ready && shelf->disk ? disk_take_news(shelf->disk) : NULL;
	bool seen = false;
	if (!news)
		return;
	GPtrArray *records = records_all(news->records);
	for (guint i = 0; i < records->len; i++)
		seen = take_record(shelf, g_ptr_array_index(records, i)) || seen;
	g_ptr_array_unref(records);
	shelf->changes += seen;
	for (enum shelf_kind kind = 0; kind < SHELF_KINDS; kind++) {
		GPtrArray *before = shelf->contents.items[kind];
		shelf->contents.items[kind] = g_ptr_array_ref(news->items[kind]);
		g_ptr_array_unref(before);
	}
	disk_contents_free(news);
}

int shelf_look_ms(const struct shelf *shelf)
{
	return shelf->path ? LOOK_MS : -1;
}

bool shelf_is_behind(const struct shelf *shelf)
{
	return shelf->disk && disk_is_behind(shelf->disk);
}

__attribute__((hot))
bool shelf_ready(struct shelf *shelf, int wait_ms)
{
	if (shelf->ready)
		return true;
	struct disk_contents *read = disk_take(disk_of(shelf), wait_ms);
	if (!read)
		return false;
	shelf->ready = true;
	take_contents(shelf, read);
	return true;
}

/* Articles --------------------------------------------------------------------------------------------------------- */

static const struct shelf_value *value_of(const struct shelf_record *record, enum shelf_field field)
{
	const struct shelf_value *value = record ? record->values : NULL;
	while (value && value->field != field)
		value = value->next;
	return value;
}

const struct shelf_value *shelf_get(const struct shelf *shelf, struct span id, enum shelf_field field)
{
	if (shelf->contents.records->count == 0)
		return NULL;
	return value_of(find_record(shelf, id), field);
}

int64_t shelf_number(const struct shelf *shelf, struct span id, enum shelf_field field)
{
	const struct shelf_value *value = shelf_get(shelf, id, field);
	return value ? value->number : 0;
}

const char *shelf_text(const struct shelf *shelf, struct span id, enum shelf_field field)
{
	const struct shelf_value *value = shelf_get(shelf, id, field);
	return value && value->text ? value->text : "";
}

static struct shelf_record *make_record(struct shelf *shelf, struct span id)
{
	struct shelf_record *record = find_record(shelf, id);
	if (record)
		return record;
	record = arena_alloc(shelf->contents.arena, sizeof *record);
	record->id = arena_copy(shelf->contents.arena, id).at;
	records_add(shelf->contents.records, record);
	return record;
}

static void write_value(struct shelf *shelf, const struct shelf_record *record, const struct shelf_value *value)
{
	if (!disk_of(shelf))
		return;
	disk_put(shelf->disk, &(struct disk_change){
				      .what = value->field,
				      .key = g_strdup(record->id),
				      .number = value->number,
				      .changed = value->changed,
				      .text = g_strdup(value->text),
			      });
}

static void set_value(struct shelf *shelf, struct shelf_record *record, enum shelf_field field, int64_t number,
                      const char *text, int64_t changed)
{
	struct shelf_value *value = make_value(shelf, record, field);
	value->number = number;
	value->text = text ? (char *)arena_copy(shelf->contents.arena, span_of(text)).at : NULL;
	value->changed = changed;
	shelf->changes += field != SHELF_PLACE && field != SHELF_OPENED;
	write_value(shelf, record, value);
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static void append_change(struct shelf *shelf, struct change *change)
{
	if (shelf->log->len >= LOG_MOST)
		g_array_set_size(shelf->log, 0);
	change->first = shelf->fresh;
	g_array_append_val(shelf->log, *change);
	shelf->fresh = false;
}

static void log_change(struct shelf *shelf, struct shelf_record *record, enum shelf_field field,
                       const struct shelf_value *before)
{
	if (field == SHELF_PLACE || field == SHELF_OPENED)
		return;
	struct change change = {
		.record = record,
		.field = (uint8_t)field,
		.number = before ? before->number : 0,
		.text = before ? g_strdup(before->text) : NULL,
	};
	append_change(shelf, &change);
}

bool shelf_set(struct shelf *shelf, struct span id, enum shelf_field field, int64_t number, const char *text)
{
	if (id.len == 0 || id.len > ID_SIZE)
		return false;
	const struct shelf_value *before = shelf_get(shelf, id, field);
	bool same =
		before ? before->number == number && same_text(before->text, text) : !number && same_text(NULL, text);
	if (same && field != SHELF_OPENED)
		return false;
	struct shelf_record *record = make_record(shelf, id);
	log_change(shelf, record, field, before);
	set_value(shelf, record, field, number, text, now(shelf));
	return true;
}

void shelf_set_at(struct shelf *shelf, struct span id, enum shelf_field field, const struct shelf_value *value)
{
	if (id.len > 0 && id.len <= ID_SIZE)
		set_value(shelf, make_record(shelf, id), field, value->number, value->text, value->changed);
}

__attribute__((hot))
uint64_t shelf_changes(const struct shelf *shelf)
{
	return shelf->changes;
}

static int compare_records(const void *a, const void *b)
{
	return strcmp((*(const struct shelf_record *const *)a)->id, (*(const struct shelf_record *const *)b)->id);
}

GPtrArray *shelf_records(const struct shelf *shelf)
{
	GPtrArray *records = records_all(shelf->contents.records);
	g_ptr_array_sort(records, compare_records);
	return records;
}

GPtrArray *shelf_tagged(const struct shelf *shelf)
{
	GPtrArray *tagged = g_ptr_array_copy(shelf->contents.records->tagged, NULL, NULL);
	g_ptr_array_sort(tagged, compare_records);
	return tagged;
}

/* Tags ------------------------------------------------------------------------------------------------------------- */

char *shelf_tags(const char *typed)
{
	return tags_kept(typed);
}

GPtrArray *shelf_all_tags(const struct shelf *shelf)
{
	GPtrArray *tags = g_ptr_array_new_with_free_func(g_free);
	GHashTable *seen = g_hash_table_new(g_str_hash, g_str_equal);
	const GPtrArray *tagged = shelf->contents.records->tagged;
	for (guint i = 0; i < tagged->len; i++) {
		const struct shelf_value *value = value_of(g_ptr_array_index(tagged, i), SHELF_TAGS);
		if (value && value->text && g_hash_table_add(seen, value->text))
			tags_append(tags, value->text);
	}
	g_hash_table_unref(seen);
	tags_settle(tags);
	return tags;
}

/* The rest --------------------------------------------------------------------------------------------------------- */

const GPtrArray *shelf_items(const struct shelf *shelf, enum shelf_kind kind)
{
	return shelf->contents.items[kind];
}

static guint index_of(const GPtrArray *items, const char *key)
{
	guint i = 0;
	while (i < items->len && strcmp(((struct shelf_item *)items->pdata[i])->key, key) != 0)
		i++;
	return i;
}

const struct shelf_item *shelf_item(const struct shelf *shelf, enum shelf_kind kind, const char *key)
{
	const GPtrArray *items = shelf->contents.items[kind];
	guint at = index_of(items, key);
	return at < items->len ? items->pdata[at] : NULL;
}

static void write_item(struct shelf *shelf, unsigned what, const struct shelf_item *item)
{
	if (!disk_of(shelf))
		return;
	disk_put(shelf->disk, &(struct disk_change){
				      .what = what,
				      .key = g_strdup(item->key),
				      .number = item->number,
				      .changed = item->changed,
				      .text = g_strdup(item->text),
				      .more = g_strdup(item->more),
				      .extra = g_strdup(item->extra),
				      .query = g_strdup(item->query),
			      });
}

static struct shelf_item *copy_item(const struct shelf_item *item, int64_t changed)
{
	struct shelf_item *copy = g_new(struct shelf_item, 1);
	*copy = (struct shelf_item){
		.key = g_strdup(item->key),
		.number = item->number,
		.changed = changed,
		.text = g_strdup(item->text),
		.more = g_strdup(item->more),
		.extra = g_strdup(item->extra),
		.query = g_strdup(item->query),
	};
	return copy;
}

static void put_item(struct shelf *shelf, enum shelf_kind kind, const struct shelf_item *item)
{
	GPtrArray *items = shelf->contents.items[kind];
	struct shelf_item *copy = copy_item(item, item->changed ? item->changed : later(shelf));
	guint at = index_of(items, item->key);
	if (at < items->len)
		g_ptr_array_remove_index(items, at);
	g_ptr_array_add(items, copy);
	write_item(shelf, DISK_ITEM + kind, copy);
}

static bool drop_item(struct shelf *shelf, enum shelf_kind kind, const char *key)
{
	GPtrArray *items = shelf->contents.items[kind];
	guint at = index_of(items, key);
	if (at == items->len)
		return false;
	write_item(shelf, DISK_ITEM + DISK_DROP + kind, items->pdata[at]);
	g_ptr_array_remove_index(items, at);
	return true;
}

/* How the item with this key is before it changes. */
static void log_item(struct shelf *shelf, enum shelf_kind kind, const char *key)
{
	const struct shelf_item *before = shelf_item(shelf, kind, key);
	struct shelf_item none = {.key = (char *)key};
	if (kind != SHELF_SEARCH && kind != SHELF_MARK)
		return;
	struct change change = {.kind = (uint8_t)kind, .had = before, .item = copy_item(before ? before : &none, 0)};
	append_change(shelf, &change);
}

void shelf_put(struct shelf *shelf, enum shelf_kind kind, const struct shelf_item *item)
{
	if (item->changed == 0)
		log_item(shelf, kind, item->key);
	put_item(shelf, kind, item);
}

bool shelf_drop(struct shelf *shelf, enum shelf_kind kind, const char *key)
{
	if (!shelf_item(shelf, kind, key))
		return false;
	log_item(shelf, kind, key);
	return drop_item(shelf, kind, key);
}

/* Undoing ---------------------------------------------------------------------------------------------------------- */

void shelf_begin(struct shelf *shelf)
{
	shelf->fresh = true;
}

static void undo_change(struct shelf *shelf, const struct change *change)
{
	if (change->record)
		set_value(shelf, change->record, (enum shelf_field)change->field, change->number, change->text,
		          now(shelf));
	else if (change->had)
		put_item(shelf, (enum shelf_kind)change->kind, change->item);
	else
		drop_item(shelf, (enum shelf_kind)change->kind, change->item->key);
}

bool shelf_undo(struct shelf *shelf, size_t most, struct shelf_undone *undone)
{
	bool first = false;
	for (size_t i = 0; i < most && shelf->log->len > 0 && !first; i++) {
		const struct change *change = &g_array_index(shelf->log, struct change, shelf->log->len - 1);
		undo_change(shelf, change);
		undone->changes++;
		undone->field = change->record ? (enum shelf_field)change->field : SHELF_FIELDS;
		undone->id = change->record ? change->record->id : NULL;
		undone->kind = (enum shelf_kind)change->kind;
		first = change->first;
		g_array_set_size(shelf->log, shelf->log->len - 1);
	}
	shelf->fresh = true;
	return shelf->log->len > 0 && !first;
}

bool shelf_can_undo(const struct shelf *shelf)
{
	return shelf->log->len > 0;
}
