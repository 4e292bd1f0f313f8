/* SPDX-License-Identifier: MIT */
#ifndef SHELF_RECORD_H
#define SHELF_RECORD_H

/*
 * What is kept of an article: values, each with when it was set. A record has only the values that were ever set, in a
 * list, for most have one or two. Times are milliseconds since 1970 by the clock of the machine.
 */

#include <glib.h>
#include <stdint.h>

enum shelf_field {
	SHELF_READ,   /* number: 1 read, 0 unread again */
	SHELF_STAR,   /* number: 1 or 0 */
	SHELF_TAGS,   /* text: one tag a line, sorted, none twice; "" or NULL for none */
	SHELF_NOTE,   /* text; "" or NULL for none */
	SHELF_PLACE,  /* number: a byte of the article's text; text: what stands there (shelf/context.h) */
	SHELF_OPENED, /* nothing but when */
	SHELF_FIELDS
};

struct shelf_value {
	struct shelf_value *next;
	enum shelf_field field;
	int64_t number;
	char *text; /* or NULL */
	int64_t changed;
};

struct shelf_record {
	const char *id;
	struct shelf_value *values;
};

/* What is kept besides articles, by kind and key. */
enum shelf_kind {
	SHELF_SEARCH,  /* key: the name of a saved search; text: its query */
	SHELF_HISTORY, /* key: a query that was searched for */
	SHELF_SESSION, /* key: the archives; as a mark, and extra: the limit of the list, query: what was found */
	SHELF_MARK,    /* key: a letter; text: the article's id, number and more: the place in it */
	SHELF_SIZE,    /* key: what of the screen; number: by so many cells it is larger than it would be */
	SHELF_KINDS
};

struct shelf_item {
	char *key;
	int64_t number;
	int64_t changed;
	char *text, *more, *extra, *query; /* each may be NULL */
};

static inline void shelf_item_free(struct shelf_item *item)
{
	if (!item)
		return;
	g_free(item->key);
	g_free(item->text);
	g_free(item->more);
	g_free(item->extra);
	g_free(item->query);
	g_free(item);
}

#endif
