/* SPDX-License-Identifier: MIT */
#ifndef BASE_JSON_READ_H
#define BASE_JSON_READ_H

/*
 * A thin reader of JSON over jansson: a document becomes a tree in an arena, as YAML does in base/yaml.h. Whole
 * numbers, true and false become words; null and other numbers are left out of lists and maps: nobody here asks for
 * them. Nesting and size are bounded.
 */

#include "base/arena.h"
#include "base/span.h"

enum json_kind { JSON_TEXT, JSON_LIST, JSON_MAP, JSON_WORD };

struct json_node {
	enum json_kind kind;
	struct span key;         /* where it stands in a map; else {NULL, 0} */
	struct span text;        /* JSON_TEXT: UTF-8, may be empty; JSON_WORD: "true", "false" or digits */
	struct json_node *first; /* JSON_LIST, JSON_MAP: the first child */
	struct json_node *next;  /* the next sibling */
};

/*
 * The document in `input`, which must be a list or a map; NULL for anything else. Raw controls in strings are forgiven.
 */
struct json_node *json_read(struct arena *arena, struct span input);

/* The child of a map with this key, or NULL. `map` may be NULL and of any kind. */
const struct json_node *json_get(const struct json_node *map, const char *key);

#endif
