/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_FEED_ITEM_H
#define ARTICLE_FEED_ITEM_H

/*
 * An item of a feed, whatever the feed is written in: what is said of it, and of several ways to say it the best. Both
 * readers fill it; here it becomes an article. Spans are UTF-8 without references, and live as long as the item.
 */

#include <glib.h>

#include "article/bundles.h"

enum feed_text { FEED_NONE, FEED_PLAIN, FEED_MARKUP, FEED_EITHER };

/* A text, how it is written, and how good the element is that it came from: the better one is kept. */
struct feed_value {
	struct span text;
	enum feed_text kind;
	int rank;
};

#define FEED_FILES 16 /* of an item; more are not listed */
#define FEED_TAGS 64
#define FEED_AUTHORS 16

struct feed_file {
	struct span url, type, size, title;
};

struct feed_item {
	struct feed_value title, body, url, date;
	struct span id; /* what the feed says is the item's own; {NULL, 0} */
	struct span language, source;
	struct span authors[FEED_AUTHORS], tags[FEED_TAGS];
	struct feed_file files[FEED_FILES];
	unsigned author_count, tag_count, file_count;
};

/* What a feed says of itself, and so of all its items. */
struct feed_head {
	struct span title, language, author;
};

/* Keeps the better of two values; of equal ones the first. A text without anything in it is none. */
void feed_keep(struct feed_value *value, struct span text, enum feed_text kind, int rank);
void feed_author(struct feed_item *item, struct span name);
void feed_tag(struct feed_item *item, struct span tag);
void feed_file(struct feed_item *item, const struct feed_file *file);

/* The keys that were given to items of one feed. */
struct feed_keys {
	GHashTable *seen; /* hash -> how often */
	char key[48];     /* of the last one */
};

/* The key of an item: from what it says is its own, else its address, else title and date. Borrowed until the next. */
struct span feed_key(struct feed_keys *keys, const struct feed_item *item);
void feed_keys_clear(struct feed_keys *keys);

/* A hash of all that the article is made from. */
uint64_t feed_hash(const struct feed_item *item, const struct feed_head *head);

/* Makes the article of an item, as article_parse_parts() does. `path` is that of the feed; it may tell a date. */
void feed_parse(const struct feed_item *item, const struct feed_head *head, struct span path, struct arena *scratch,
                struct parsed *parsed);

#endif
