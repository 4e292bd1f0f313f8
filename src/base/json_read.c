/* SPDX-License-Identifier: MIT */
/*
 * JSON as a tree. jansson bounds nesting (2048 levels) and gives a tree of its own, which is copied level by level with
 * a queue: the copies themselves, each knowing what it was made from until its children are there.
 */
#include "base/json_read.h"

#include <glib.h>
#include <jansson.h>

#define MOST_BYTES ((size_t)16 << 20)

/* Bytes of the longest whole number, and its end. */
#define WORD_SIZE 24

struct pending {
	struct json_node *node;
	json_t *from;
};

/* A value that has no children: its text, NULL for what is left out. */
static const char *word_of(json_t *from, char digits[WORD_SIZE])
{
	if (json_is_boolean(from))
		return json_is_true(from) ? "true" : "false";
	if (!json_is_integer(from))
		return NULL;
	g_snprintf(digits, WORD_SIZE, "%" JSON_INTEGER_FORMAT, json_integer_value(from));
	return digits;
}

static struct json_node *make(struct arena *arena, enum json_kind kind, struct span text)
{
	struct json_node *node = arena_alloc(arena, sizeof *node);
	node->kind = kind;
	if (text.at)
		node->text = arena_copy(arena, text);
	return node;
}

static struct json_node *copy(struct arena *arena, GQueue *queue, json_t *from)
{
	struct pending *pending;
	char digits[WORD_SIZE];
	const char *word;
	if (json_is_string(from))
		return make(arena, JSON_TEXT, (struct span){json_string_value(from), json_string_length(from)});
	if (!json_is_array(from) && !json_is_object(from)) {
		word = word_of(from, digits);
		return word ? make(arena, JSON_WORD, span_of(word)) : NULL;
	}
	pending = g_new(struct pending, 1);
	enum json_kind kind = json_is_array(from) ? JSON_LIST : JSON_MAP;
	*pending = (struct pending){make(arena, kind, (struct span){NULL, 0}), from};
	g_queue_push_tail(queue, pending);
	return pending->node;
}

static void copy_children(struct arena *arena, GQueue *queue, const struct pending *pending)
{
	struct json_node **end = &pending->node->first;
	const char *key;
	json_t *child;
	size_t i;
	json_array_foreach(pending->from, i, child)
	{
		*end = copy(arena, queue, child);
		end = *end ? &(*end)->next : end;
	}
	json_object_foreach(pending->from, key, child)
	{
		*end = copy(arena, queue, child);
		if (!*end)
			continue;
		(*end)->key = arena_copy(arena, span_of(key));
		end = &(*end)->next;
	}
}

/* Controls are white space between values and forbidden inside strings, so a blank is always at least as good. */
static json_t *load(struct span input)
{
	char *clean = g_malloc(input.len + 1);
	json_t *root;
	for (size_t i = 0; i < input.len; i++)
		clean[i] = (unsigned char)input.at[i] < ' ' ? ' ' : input.at[i];
	root = json_loadb(clean, input.len, 0, NULL);
	g_free(clean);
	return root;
}

struct json_node *json_read(struct arena *arena, struct span input)
{
	json_t *from = input.len > 0 && input.len <= MOST_BYTES ? load(input) : NULL;
	GQueue queue = G_QUEUE_INIT;
	struct json_node *root;
	struct pending *pending;
	if (!from)
		return NULL;
	root = copy(arena, &queue, from);
	while ((pending = g_queue_pop_head(&queue))) {
		copy_children(arena, &queue, pending);
		g_free(pending);
	}
	json_decref(from);
	return root;
}

const struct json_node *json_get(const struct json_node *map, const char *key)
{
	if (!map || map->kind != JSON_MAP)
		return NULL;
	for (const struct json_node *child = map->first; child; child = child->next)
		if (span_equal(child->key, span_of(key)))
			return child;
	return NULL;
}
