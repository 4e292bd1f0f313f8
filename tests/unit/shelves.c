/* SPDX-License-Identifier: MIT */
/* A shelf that is ready, one that is full, and one that closes without a complaint. */
#include "shelves.h"

#include <glib.h>

struct shelf *shelves_open(const char *path)
{
	struct shelf *shelf = shelf_open(path);
	g_assert_true(shelf_ready(shelf, -1));
	return shelf;
}

void shelves_close(struct shelf *shelf)
{
	char *problem = shelf_close(shelf);
	g_assert_cmpstr(problem, ==, NULL);
}

struct shelf_undone shelves_undo(struct shelf *shelf)
{
	struct shelf_undone undone = {.field = SHELF_FIELDS};
	while (shelf_undo(shelf, 1, &undone))
		;
	return undone;
}

void shelves_fill(struct shelf *shelf)
{
	shelf_set(shelf, ONE, SHELF_READ, 1, NULL);
	shelf_set(shelf, ONE, SHELF_STAR, 1, NULL);
	shelf_set(shelf, ONE, SHELF_TAGS, 0, "a\n日本");
	shelf_set(shelf, ONE, SHELF_NOTE, 0, "eins\nzwei");
	shelf_set(shelf, TWO, SHELF_PLACE, 1234, "这里");
	shelf_set(shelf, TWO, SHELF_OPENED, 0, NULL);
	shelf_put(shelf, SHELF_SEARCH, &(struct shelf_item){.key = (char *)"news", .text = (char *)"日本 is:unread"});
	shelf_put(shelf, SHELF_HISTORY, &(struct shelf_item){.key = (char *)"美国"});
	shelf_put(shelf, SHELF_HISTORY, &(struct shelf_item){.key = (char *)"岸田"});
	shelf_put(shelf, SHELF_MARK, &(struct shelf_item){.key = (char *)"a", .text = (char *)ONE.at, .number = 9});
	shelf_put(shelf, SHELF_SIZE, &(struct shelf_item){.key = (char *)"list-rows", .number = -3});
	shelf_put(shelf, SHELF_SESSION,
	          &(struct shelf_item){.key = (char *)"/x", .text = (char *)ONE.at, .extra = (char *)"lang:zh",
	                               .query = (char *)"日本"});
}
