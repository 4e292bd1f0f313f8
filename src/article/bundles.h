/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_BUNDLES_H
#define ARTICLE_BUNDLES_H

/* What the kinds of bundles share: each is a file and a row of the table in bundles.c. */

#include "article/bundle.h"

struct bundle_kind {
	bool (*accepts)(struct span start);            /* by its first bytes, at most BUNDLE_START */
	bool streams;                                  /* need not be seen at once */
	struct bundle *(*open)(struct window *window); /* NULL: it is none after all; the window then stays as it is */
	bool (*next)(struct bundle *bundle, struct bundle_item *item);
	void (*parse)(struct bundle *bundle, struct arena *scratch, struct parsed *parsed);
	void (*close)(struct bundle *bundle);
};

/* The beginning of every kind's own struct; filled in by bundle_open(), when its own open is done. */
struct bundle {
	const struct bundle_kind *kind;
	struct window window;
	struct span path;
};

extern const struct bundle_kind bundle_feed, bundle_json_feed, bundle_mbox, bundle_warc;

/* Parts in the order in which they are added. */
struct parts {
	struct arena *arena;
	struct part *all;
	uint32_t count, room;
};

/* `text` and `url` ({NULL, 0} where links are seen from nowhere) are borrowed until the article is made. */
void parts_add(struct parts *parts, enum part_kind kind, struct span text, struct span url);

/* Adds a text of which nobody said what it is: markup where it has tags, else plain. */
void parts_add_either(struct parts *parts, struct span text);

/* Adds a file that came along; all but `url` are texts, and all may be {NULL, 0}. `word`: what it is to the item. */
void parts_add_file(struct parts *parts, const char *word, struct span name, struct span type, struct span size,
                    struct span url);

/* `text` without tags and with its references decoded, in the arena. */
struct span without_tags(struct arena *arena, struct span text);

#endif
