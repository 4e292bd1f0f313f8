/* SPDX-License-Identifier: MIT */
#ifndef BASE_YAML_H
#define BASE_YAML_H

/*
 * A thin reader of YAML over libyaml: a document becomes a small tree of text nodes in an arena. Nothing is typed:
 * `On` and `2022-11-20` stay the text that they are. Aliases are never expanded (an alias is an error), nesting and
 * the number of nodes are bounded, so time and memory are linear in the input.
 */

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"

enum yaml_kind { YAML_TEXT, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_kind kind;
	struct span key;               /* where it stands in a map: its key; else {NULL, 0} */
	struct span text;              /* YAML_TEXT: the value, unescaped */
	unsigned line, column;         /* where the value begins in the input: from 1, in characters */
	unsigned key_line, key_column; /* where its key begins; 0 where it has none */
	bool quoted;                   /* YAML_TEXT: it stood in quotation marks or in a block scalar */
	struct yaml *first;            /* YAML_LIST, YAML_MAP: the first child, in the order of the file */
	struct yaml *next;             /* the next sibling */
};

struct yaml_error {
	unsigned line, column; /* from 1 */
	const char *message;   /* in the arena */
};

/*
 * The first document of `input` (UTF-8); an empty one is an empty map. Anchors and tags are passed over. NULL on
 * failure, then `error` is filled: what is no YAML, an alias, a key that is no text, more than 64 levels or 65,536
 * values.
 */
struct yaml *yaml_read(struct arena *arena, struct span input, struct yaml_error *error);

/* The child of a map with this key (the last one, where the key is repeated), or NULL. `map` may be NULL. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);

#endif
