/* SPDX-License-Identifier: MIT */
/*
 * A record has, for each field that was ever set, its value and when: "read": true, "read_at":
 * "2023-01-06T08:00:00.000Z". Both ways go by one table of the fields.
 */
#include "shelf/exchange.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/json_read.h"

enum shape { SHAPE_FLAG, SHAPE_TAGS, SHAPE_TEXT, SHAPE_PLACE, SHAPE_NONE };

static const struct {
	enum shape shape;
	const char *name, *at;
} fields[SHELF_FIELDS] = {
	[SHELF_READ] = {SHAPE_FLAG, "read", "read_at"},     [SHELF_STAR] = {SHAPE_FLAG, "star", "star_at"},
	[SHELF_TAGS] = {SHAPE_TAGS, "tags", "tags_at"},     [SHELF_NOTE] = {SHAPE_TEXT, "note", "note_at"},
	[SHELF_PLACE] = {SHAPE_PLACE, "place", "place_at"}, [SHELF_OPENED] = {SHAPE_NONE, NULL, "opened"},
};

/* What else is kept, by the words of its record. */
struct item_words {
	enum shelf_kind kind;
	const char *key, *text, *number, *more; /* NULL: it has none */
};

static const struct item_words items[] = {
	{SHELF_SEARCH, "search", "query", NULL, NULL},
	{SHELF_MARK, "mark", "id", "place", "context"},
	{SHELF_HISTORY, "searched", NULL, NULL, NULL},
};

/* Writing ---------------------------------------------------------------------------------------------------------- */

static void put_time(struct json *json, const char *key, int64_t ms)
{
	GDateTime *time = g_date_time_new_from_unix_utc(ms / 1000);
	char *seconds = time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%S") : NULL;
	char *text = g_strdup_printf("%s.%03dZ", seconds ? seconds : "1970-01-01T00:00:00", (int)(ms % 1000));
	json_key(json, key);
	json_put_text(json, span_of(text));
	g_free(text);
	g_free(seconds);
	if (time)
		g_date_time_unref(time);
}

static void put_tags(struct json *json, const char *tags)
{
	struct span rest = span_of(tags), line;
	json_open_array(json);
	while (span_line(&rest, &line))
		json_put_text(json, line);
	json_close_array(json);
}

static void put_value(struct json *json, const struct shelf_value *value)
{
	const char *text = value->text ? value->text : "";
	enum shape shape = fields[value->field].shape;
	if (shape != SHAPE_NONE)
		json_key(json, fields[value->field].name);
	if (shape == SHAPE_FLAG)
		json_put_flag(json, value->number != 0);
	if (shape == SHAPE_TAGS)
		put_tags(json, text);
	if (shape == SHAPE_TEXT)
		json_put_text(json, span_of(text));
	if (shape == SHAPE_PLACE) {
		json_put_integer(json, value->number);
		json_key(json, "context");
		json_put_text(json, span_of(text));
	}
	put_time(json, fields[value->field].at, value->changed);
}

static struct json begin_record(GString *out, const char *kind, const char *key)
{
	struct json json = json_begin(out);
	json_open_object(&json);
	json_key(&json, "v");
	json_put_integer(&json, 1);
	json_key(&json, kind);
	json_put_text(&json, span_of(key));
	return json;
}

static char *article_line(const struct shelf_record *record)
{
	GString *out = g_string_new(NULL);
	struct json json = begin_record(out, "article", record->id);
	for (enum shelf_field field = 0; field < SHELF_FIELDS; field++)
		for (const struct shelf_value *value = record->values; value; value = value->next)
			if (value->field == field)
				put_value(&json, value);
	json_close_object(&json);
	return g_string_free(out, FALSE);
}

static void put_text(struct json *json, const char *key, const char *text)
{
	if (!key)
		return;
	json_key(json, key);
	json_put_text(json, span_of(text ? text : ""));
}

static char *item_line(const struct item_words *words, const struct shelf_item *item)
{
	GString *out = g_string_new(NULL);
	struct json json = begin_record(out, words->key, item->key);
	put_text(&json, words->text, item->text);
	if (words->number) {
		json_key(&json, words->number);
		json_put_integer(&json, item->number);
	}
	put_text(&json, words->more, item->more);
	put_time(&json, "changed", item->changed);
	json_close_object(&json);
	return g_string_free(out, FALSE);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *exchange_lines(const struct shelf *shelf)
{
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free), *records = shelf_records(shelf);
	for (guint i = 0; i < records->len; i++) {
		const struct shelf_record *record = g_ptr_array_index(records, i);
		if (record->values)
			g_ptr_array_add(lines, article_line(record));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(items); i++) {
		const GPtrArray *all = shelf_items(shelf, items[i].kind);
		for (guint at = 0; at < all->len; at++)
			g_ptr_array_add(lines, item_line(&items[i], g_ptr_array_index(all, at)));
	}
	g_ptr_array_sort(lines, compare_lines);
	g_ptr_array_unref(records);
	return lines;
}

/* Bytes of all tags of an article: more than anybody has, and what writing them costs grows with their square. */
#define TAGS_MOST ((gsize)64 << 10)

/* Reading ---------------------------------------------------------------------------------------------------------- */

/* Milliseconds since 1970; 0 where there is no such time. */
static int64_t get_time(const struct json_node *map, const char *key)
{
	const struct json_node *node = json_get(map, key);
	char *text = node && node->kind == JSON_TEXT ? span_dup(node->text) : NULL;
	GTimeZone *utc = g_time_zone_new_utc();
	GDateTime *time = text ? g_date_time_new_from_iso8601(text, utc) : NULL;
	int64_t ms = time ? g_date_time_to_unix(time) * 1000 + g_date_time_get_microsecond(time) / 1000 : 0;
	if (time)
		g_date_time_unref(time);
	g_time_zone_unref(utc);
	g_free(text);
	return MAX(ms, 0);
}

/* For g_free(); NULL where there are too many. */
static char *get_tags(const struct json_node *list)
{
	GString *all = g_string_new(NULL);
	for (const struct json_node *node = list->first; node; node = node->next) {
		if (node->kind == JSON_TEXT)
			g_string_append_len(all, node->text.at, (gssize)node->text.len);
		g_string_append_c(all, '\n');
	}
	char *tags = all->len <= TAGS_MOST ? shelf_tags(all->str) : NULL;
	g_string_free(all, TRUE);
	return tags;
}

static bool get_place(const struct json_node *map, const struct json_node *node, struct shelf_value *value)
{
	const struct json_node *context = json_get(map, "context");
	char *digits = span_dup(node->text);
	guint64 place = 0;
	bool fits = g_ascii_string_to_unsigned(digits, 10, 0, UINT32_MAX - 1, &place, NULL);
	g_free(digits);
	value->number = (int64_t)place;
	value->text = context && context->kind == JSON_TEXT ? span_dup(context->text) : NULL;
	return fits;
}

/* Reads a field into `value`, its text for g_free(). False where it is wrong; changed is 0 where it is not there. */
static bool get_value(const struct json_node *map, enum shelf_field field, struct shelf_value *value)
{
	const struct json_node *node = fields[field].name ? json_get(map, fields[field].name) : NULL;
	*value = (struct shelf_value){.field = field, .changed = get_time(map, fields[field].at)};
	if (value->changed == 0)
		return !node && !json_get(map, fields[field].at);
	if (fields[field].shape == SHAPE_NONE)
		return true;
	static const enum json_kind kinds[] = {
		[SHAPE_FLAG] = JSON_WORD,
		[SHAPE_TAGS] = JSON_LIST,
		[SHAPE_TEXT] = JSON_TEXT,
		[SHAPE_PLACE] = JSON_WORD,
	};
	if (!node || node->kind != kinds[fields[field].shape])
		return false;
	value->number = fields[field].shape == SHAPE_FLAG && span_equal(node->text, SPAN("true"));
	if (fields[field].shape == SHAPE_TAGS)
		value->text = get_tags(node);
	if (fields[field].shape == SHAPE_TEXT)
		value->text = span_dup(node->text);
	if (fields[field].shape == SHAPE_PLACE)
		return get_place(map, node, value);
	return fields[field].shape == SHAPE_FLAG || value->text;
}

/* Two notes as one: whichever holds the other, else both, the later one first. For g_free(). */
static char *join_notes(const char *later, const char *earlier)
{
	if (strstr(later, earlier))
		return g_strdup(later);
	if (strstr(earlier, later))
		return g_strdup(earlier);
	return g_strconcat(later, g_str_has_suffix(later, "\n") ? "\n" : "\n\n", earlier, NULL);
}

static void merge_note(struct shelf *shelf, struct span id, struct shelf_value *value)
{
	const struct shelf_value *here = shelf_get(shelf, id, SHELF_NOTE);
	const char *mine = here && here->text ? here->text : "", *theirs = value->text ? value->text : "";
	bool later = !here || here->changed < value->changed;
	char *joined = later ? join_notes(theirs, mine) : join_notes(mine, theirs);
	if (!here || strcmp(joined, mine) != 0) {
		struct shelf_value merged = {.text = joined, .changed = later ? value->changed : here->changed};
		shelf_set_at(shelf, id, SHELF_NOTE, &merged);
	}
	g_free(joined);
}

static void merge_value(struct shelf *shelf, struct span id, struct shelf_value *value)
{
	const struct shelf_value *here = shelf_get(shelf, id, value->field);
	if (value->changed == 0)
		return;
	if (value->field == SHELF_NOTE)
		merge_note(shelf, id, value);
	else if (!here || here->changed < value->changed)
		shelf_set_at(shelf, id, value->field, value);
}

/* Bytes of an id that may be printed anywhere; they are hexadecimal. */
static bool is_id(struct span id)
{
	for (size_t i = 0; i < id.len; i++)
		if (!g_ascii_isalnum(id.at[i]))
			return false;
	return id.len > 0 && id.len <= 64;
}

/* All fields are looked at before any is taken. */
static bool take_article(struct shelf *shelf, const struct json_node *map, struct span id)
{
	struct shelf_value values[SHELF_FIELDS];
	bool good = is_id(id);
	for (enum shelf_field field = 0; field < SHELF_FIELDS; field++)
		good = get_value(map, field, &values[field]) && good;
	for (enum shelf_field field = 0; field < SHELF_FIELDS; field++) {
		if (good)
			merge_value(shelf, id, &values[field]);
		g_free(values[field].text);
	}
	return good;
}

/* A text of a record, for g_free(); false where it has to be there and is not. */
static bool get_text(const struct json_node *map, const char *key, char **text)
{
	const struct json_node *node = key ? json_get(map, key) : NULL;
	*text = node && node->kind == JSON_TEXT ? span_dup(node->text) : NULL;
	return !key || *text;
}

/* A number of a record; 0 where it is missing. False where it is none. */
static bool get_number(const struct json_node *map, const char *key, int64_t *number)
{
	const struct json_node *node = key ? json_get(map, key) : NULL;
	guint64 found = 0;
	*number = 0;
	if (!node)
		return true;
	char *digits = span_dup(node->text);
	bool fits = node->kind == JSON_WORD &&
	            g_ascii_string_to_unsigned(digits, 10, 0, UINT32_MAX - 1, &found, NULL);
	g_free(digits);
	*number = (int64_t)found;
	return fits;
}

/* Whether an item may be one of ours: a mark is a letter, and means an article. */
static bool is_item(const struct item_words *words, const struct shelf_item *item)
{
	if (item->changed == 0 || !*item->key)
		return false;
	return words->kind != SHELF_MARK ||
	       (item->key[1] == '\0' && g_ascii_islower(item->key[0]) && is_id(span_of(item->text)));
}

/* Of two with the same key the one that was put last counts. */
static bool take_item(struct shelf *shelf, const struct json_node *map, const struct item_words *words)
{
	struct shelf_item item = {.changed = get_time(map, "changed")};
	bool good = get_text(map, words->key, &item.key);
	good = get_text(map, words->text, &item.text) && good;
	good = get_text(map, words->more, &item.more) && good;
	good = get_number(map, words->number, &item.number) && good && is_item(words, &item);
	const struct shelf_item *here = good ? shelf_item(shelf, words->kind, item.key) : NULL;
	if (good && (!here || here->changed < item.changed))
		shelf_put(shelf, words->kind, &item);
	g_free(item.key);
	g_free(item.text);
	g_free(item.more);
	return good;
}

/* What a record is about is told by which of these words it has. */
static bool take_record(struct shelf *shelf, const struct json_node *map)
{
	const struct json_node *version = json_get(map, "v"), *article = json_get(map, "article");
	if (!version || !span_equal(version->text, SPAN("1")))
		return false;
	if (article && article->kind == JSON_TEXT)
		return take_article(shelf, map, article->text);
	for (size_t i = 0; i < G_N_ELEMENTS(items); i++)
		if (json_get(map, items[i].key))
			return take_item(shelf, map, &items[i]);
	return false;
}

bool exchange_take(struct shelf *shelf, struct span line, unsigned number, const char *path, struct problems *problems)
{
	struct arena *arena = arena_new();
	bool taken = take_record(shelf, json_read(arena, line));
	if (!taken)
		problems_add(problems, "not-a-record", path, number, 0, _("this is no record of a shelf"));
	arena_free(arena);
	return taken;
}
