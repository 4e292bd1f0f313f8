/* SPDX-License-Identifier: MIT */
/*
 * What a feed says of an item is offered as a page's meta tags are: it dates and names it whatever stands in its text,
 * which may be a page of its own with other tags. Relative addresses stay relative.
 */
#include "article/feed_item.h"

#include <inttypes.h>

#include "article/date.h"
#include "article/entity.h"
#include "article/fields.h"
#include "base/hash.h"

void feed_keep(struct feed_value *value, struct span text, enum feed_text kind, int rank)
{
	if (rank > value->rank && span_trim_wide(text).len > 0)
		*value = (struct feed_value){text, kind, rank};
}

void feed_author(struct feed_item *item, struct span name)
{
	name = span_trim_wide(name);
	for (unsigned i = 0; i < item->author_count; i++)
		if (span_equal(item->authors[i], name))
			return;
	if (name.len > 0 && item->author_count < FEED_AUTHORS)
		item->authors[item->author_count++] = name;
}

void feed_tag(struct feed_item *item, struct span tag)
{
	if (span_trim_wide(tag).len > 0 && item->tag_count < FEED_TAGS)
		item->tags[item->tag_count++] = tag;
}

void feed_file(struct feed_item *item, const struct feed_file *file)
{
	for (unsigned i = 0; i < item->file_count; i++)
		if (span_equal(item->files[i].url, file->url))
			return;
	if (file->url.len > 0 && item->file_count < FEED_FILES)
		item->files[item->file_count++] = *file;
}

/*
 * Keys ---------------------------------------------------------------------------------------------------------------
 */

static uint64_t hash_on(uint64_t seed, struct span text)
{
	return XXH3_64bits_withSeed(text.len > 0 ? text.at : "", text.len, seed);
}

struct span feed_key(struct feed_keys *keys, const struct feed_item *item)
{
	struct span own = item->id.len > 0 ? item->id : item->url.text;
	uint64_t hash = hash_on(0, own.len > 0 ? span_trim(own) : item->title.text);
	gpointer known;
	size_t same;
	if (own.len == 0)
		hash = hash_on(hash, item->date.text);
	if (!keys->seen)
		keys->seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	known = g_hash_table_lookup(keys->seen, &hash);
	same = GPOINTER_TO_SIZE(known) + 1;
	g_hash_table_insert(keys->seen, g_memdup2(&hash, sizeof(hash)), GSIZE_TO_POINTER(same));
	if (same == 1)
		g_snprintf(keys->key, sizeof(keys->key), "%016" PRIx64, hash);
	else
		g_snprintf(keys->key, sizeof(keys->key), "%016" PRIx64 "-%zu", hash, same);
	return span_of(keys->key);
}

/* The length goes in, too, so that nothing moves unseen from one text to the next. */
static uint64_t hash_text(uint64_t hash, struct span text)
{
	return hash_on(hash + text.len, text);
}

uint64_t feed_hash(const struct feed_item *item, const struct feed_head *head)
{
	const struct span texts[] = {
		head->title,    head->language,  head->author,   item->title.text, item->body.text,
		item->url.text, item->date.text, item->language, item->source,
	};
	uint64_t hash = (uint64_t)item->title.kind * 8 + (uint64_t)item->body.kind;
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
		hash = hash_text(hash, texts[i]);
	for (unsigned i = 0; i < item->author_count; i++)
		hash = hash_text(hash, item->authors[i]);
	for (unsigned i = 0; i < item->tag_count; i++)
		hash = hash_text(hash, item->tags[i]);
	for (unsigned i = 0; i < item->file_count; i++)
		hash = hash_text(hash_text(hash, item->files[i].url), item->files[i].title);
	return hash;
}

void feed_keys_clear(struct feed_keys *keys)
{
	g_clear_pointer(&keys->seen, g_hash_table_unref);
}

/*
 * The article --------------------------------------------------------------------------------------------------------
 */

/* Titles and names are one line of text, whatever they are written in. */
static struct span line_of(struct arena *arena, const struct feed_value *value)
{
	return value->kind == FEED_PLAIN ? value->text : without_tags(arena, value->text);
}

static struct span join_authors(struct arena *arena, const struct feed_item *item)
{
	GString *names = g_string_new(NULL);
	struct span joined;
	for (unsigned i = 0; i < item->author_count; i++)
		g_string_append_printf(names, "%s%.*s", names->len ? ", " : "", (int)item->authors[i].len,
		                       item->authors[i].at);
	joined = arena_copy(arena, (struct span){names->str, names->len});
	g_string_free(names, TRUE);
	return joined;
}

static void offer(struct fields *fields, const struct feed_item *item, const struct feed_head *head)
{
	struct arena *arena = fields->arena;
	fields_offer(fields, FIELD_TITLE, ORIGIN_META, line_of(arena, &item->title));
	fields_offer(fields, FIELD_AUTHOR, ORIGIN_META, join_authors(arena, item));
	fields_offer(fields, FIELD_AUTHOR, ORIGIN_META, head->author);
	fields_offer(fields, FIELD_URL, ORIGIN_META, item->url.text);
	fields_offer(fields, FIELD_SITE, ORIGIN_META, item->source.len > 0 ? item->source : head->title);
	fields_offer(fields, FIELD_LANGUAGE, ORIGIN_META, item->language.len > 0 ? item->language : head->language);
	fields_offer_date(fields, ORIGIN_META, date_parse(span_trim(item->date.text)));
	for (unsigned i = 0; i < item->tag_count; i++)
		fields_tag(fields, entity_decode(arena, item->tags[i]));
	for (size_t i = 0; i < G_N_ELEMENTS(fields->meta_rank); i++)
		fields->meta_rank[i] = UINT8_MAX; /* no tag in the text says it better */
}

static void add_body(struct parts *parts, const struct feed_value *body)
{
	const struct span nothing = {NULL, 0};
	if (body->kind == FEED_EITHER)
		parts_add_either(parts, body->text);
	else if (body->kind != FEED_NONE)
		parts_add(parts, body->kind == FEED_MARKUP ? PART_HTML : PART_PLAIN, body->text, nothing);
}

/* The last part of the path of an address. */
static struct span file_name(struct span url)
{
	size_t end = span_find(url, SPAN("?")), slash;
	url = span_cut(url, 0, end);
	slash = span_find_last(url, SPAN("/"));
	return slash == SPAN_NONE ? url : span_from(url, slash + 1);
}

static void add_files(struct parts *parts, const struct feed_item *item)
{
	for (unsigned i = 0; i < item->file_count; i++) {
		const struct feed_file *file = &item->files[i];
		struct span name = file->title.len > 0 ? file->title : file_name(file->url);
		if (span_find(item->body.text, file->url) == SPAN_NONE) /* else it is in the text already */
			parts_add_file(parts, "Enclosure", name, file->type, file->size, file->url);
	}
}

void feed_parse(const struct feed_item *item, const struct feed_head *head, struct span path, struct arena *scratch,
                struct parsed *parsed)
{
	struct parts parts = {.arena = scratch};
	struct fields fields;
	fields_init(&fields, scratch);
	offer(&fields, item, head);
	add_body(&parts, &item->body);
	add_files(&parts, item);
	article_parse_parts(scratch, &fields, parts.all, parts.count, path, parsed);
}
