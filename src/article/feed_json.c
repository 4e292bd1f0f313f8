/* SPDX-License-Identifier: MIT */
/* JSON Feed 1.0 and 1.1. The document is read as a tree, so a feed is at most as long as base/json_read.h bears. */
#include "article/feed_item.h"

#include "base/json_read.h"
#include "text/charset.h"

struct json_feed {
	struct bundle base;
	struct arena *arena;
	const struct json_node *at; /* the next item */
	struct feed_head head;
	struct feed_keys keys;
	struct feed_item item;
};

static struct span text_of(const struct json_node *map, const char *name)
{
	const struct json_node *value = json_get(map, name);
	return value && value->kind == JSON_TEXT ? value->text : (struct span){NULL, 0};
}

static const struct json_node *first_of(const struct json_node *map, const char *name)
{
	const struct json_node *value = json_get(map, name);
	return value && value->kind == JSON_LIST ? value->first : NULL;
}

static const struct {
	const char *name;
	size_t offset;
	enum feed_text kind;
	int rank;
} values[] = {
	{"title", offsetof(struct feed_item, title), FEED_PLAIN, 1},
	{"url", offsetof(struct feed_item, url), FEED_PLAIN, 3},
	{"external_url", offsetof(struct feed_item, url), FEED_PLAIN, 2},
	{"id", offsetof(struct feed_item, url), FEED_PLAIN, 1},
	{"date_published", offsetof(struct feed_item, date), FEED_PLAIN, 2},
	{"date_modified", offsetof(struct feed_item, date), FEED_PLAIN, 1},
	{"content_html", offsetof(struct feed_item, body), FEED_MARKUP, 3},
	{"content_text", offsetof(struct feed_item, body), FEED_PLAIN, 2},
	{"summary", offsetof(struct feed_item, body), FEED_PLAIN, 1},
};

static void read_files(struct json_feed *feed, const struct json_node *node)
{
	for (const struct json_node *at = first_of(node, "attachments"); at; at = at->next) {
		struct feed_file file = {
			.url = text_of(at, "url"), .type = text_of(at, "mime_type"), .title = text_of(at, "title")};

		feed_file(&feed->item, &file);
	}
}

static void read_item(struct json_feed *feed, const struct json_node *node)
{
	feed->item = (struct feed_item){.id = text_of(node, "id"), .language = text_of(node, "language")};
	for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
		feed_keep((struct feed_value *)(void *)((char *)&feed->item + values[i].offset),
		          text_of(node, values[i].name), values[i].kind, values[i].rank);
	for (const struct json_node *at = first_of(node, "authors"); at; at = at->next)
		feed_author(&feed->item, text_of(at, "name"));
	feed_author(&feed->item, text_of(json_get(node, "author"), "name"));
	for (const struct json_node *at = first_of(node, "tags"); at; at = at->next)
		if (at->kind == JSON_TEXT)
			feed_tag(&feed->item, at->text);
	read_files(feed, node);
}

/*
 * The bundle ---------------------------------------------------------------------------------------------------------
 */

static bool accepts(struct span start)
{
	if (span_starts(start, SPAN("\xEF\xBB\xBF")))
		start = span_from(start, 3);
	return span_starts(span_trim(start), SPAN("{")) && span_find(start, SPAN("jsonfeed")) != SPAN_NONE;
}

static struct bundle *open_feed(struct window *window)
{
	struct arena *arena = arena_new();
	struct span text = charset_decode(arena, window->bytes, (struct span){NULL, 0}).text;
	const struct json_node *root = json_read(arena, text);
	struct json_feed *feed;
	if (span_find(text_of(root, "version"), SPAN("jsonfeed")) == SPAN_NONE) {
		arena_free(arena);
		return NULL;
	}
	feed = g_new0(struct json_feed, 1);
	feed->arena = arena;
	feed->at = first_of(root, "items");
	feed->head.title = text_of(root, "title");
	feed->head.language = text_of(root, "language");
	feed->head.author = text_of(json_get(root, "author"), "name");
	if (feed->head.author.len == 0)
		feed->head.author = text_of(first_of(root, "authors"), "name");
	return &feed->base;
}

static bool next(struct bundle *bundle, struct bundle_item *item)
{
	struct json_feed *feed = (struct json_feed *)bundle;
	while (feed->at && feed->at->kind != JSON_MAP)
		feed->at = feed->at->next;
	if (!feed->at)
		return false;
	read_item(feed, feed->at);
	feed->at = feed->at->next;
	item->key = feed_key(&feed->keys, &feed->item);
	item->size = feed->item.body.text.len;
	item->hash = feed_hash(&feed->item, &feed->head);
	item->source = (struct span){NULL, 0};
	return true;
}

static void parse(struct bundle *bundle, struct arena *scratch, struct parsed *parsed)
{
	const struct json_feed *feed = (const struct json_feed *)bundle;
	feed_parse(&feed->item, &feed->head, bundle->path, scratch, parsed);
}

static void close_feed(struct bundle *bundle)
{
	struct json_feed *feed = (struct json_feed *)bundle;
	feed_keys_clear(&feed->keys);
	arena_free(feed->arena);
	g_free(feed);
}

const struct bundle_kind bundle_json_feed = {accepts, false, open_feed, next, parse, close_feed};
