/* SPDX-License-Identifier: MIT */
/*
 * YAML as a tree, built from libyaml's events with a stack of its own: nothing recurses, and the stack is the bound on
 * nesting. libyaml's parser keeps every %TAG it has met and compares each new one with all of them, so directives are
 * bounded before it sees the input. Lines and columns (of characters) count from 1 here, from 0 in libyaml.
 */
#include "base/yaml.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <yaml.h>

#define MOST_LEVELS 64
#define MOST_NODES 65536
#define MOST_DIRECTIVES 8

/* A list or a map that is still open. */
struct level {
	struct yaml *node;
	struct yaml **end;     /* where its next child is linked in */
	struct span key;       /* of a map: the key that waits for its value; `at` is NULL where none does */
	unsigned line, column; /* of that key */
};

struct reader {
	struct arena *arena;
	struct yaml_error *error;
	struct yaml *root; /* NULL until the first node */
	size_t nodes;
	size_t depth; /* levels that are open */
	struct level levels[MOST_LEVELS];
};

enum step { STEP_ON, STEP_DONE, STEP_FAILED };

static enum step refuse(struct reader *reader, size_t line, size_t column, const char *message)
{
	*reader->error = (struct yaml_error){
		.line = (unsigned)line + 1,
		.column = (unsigned)column + 1,
		.message = arena_copy(reader->arena, span_of(message)).at,
	};
	return STEP_FAILED;
}

static enum step refuse_event(struct reader *reader, const yaml_event_t *event, const char *message)
{
	return refuse(reader, event->start_mark.line, event->start_mark.column, message);
}

static struct level *innermost(struct reader *reader)
{
	return reader->depth > 0 ? &reader->levels[reader->depth - 1] : NULL;
}

static bool wants_key(const struct level *level)
{
	return level && level->node->kind == YAML_MAP && !level->key.at;
}

/* A new node at the end of the innermost level, under the key that waits there. NULL where there are too many nodes. */
static struct yaml *add_node(struct reader *reader, enum yaml_kind kind, const yaml_event_t *event)
{
	if (reader->nodes++ == MOST_NODES)
		return NULL;
	struct yaml *node = arena_alloc(reader->arena, sizeof *node);
	node->kind = kind;
	node->line = (unsigned)event->start_mark.line + 1;
	node->column = (unsigned)event->start_mark.column + 1;
	struct level *level = innermost(reader);
	if (!level) {
		reader->root = node;
		return node;
	}
	node->key = level->key;
	node->key_line = level->line;
	node->key_column = level->column;
	level->key = (struct span){NULL, 0};
	*level->end = node;
	level->end = &node->next;
	return node;
}

static enum step on_scalar(struct reader *reader, const yaml_event_t *event)
{
	struct span value = {(const char *)event->data.scalar.value, event->data.scalar.length};
	struct level *level = innermost(reader);
	if (wants_key(level)) {
		level->key = arena_copy(reader->arena, value);
		level->line = (unsigned)event->start_mark.line + 1;
		level->column = (unsigned)event->start_mark.column + 1;
		return STEP_ON;
	}
	struct yaml *node = add_node(reader, YAML_TEXT, event);
	if (!node)
		return refuse_event(reader, event, N_("too many values"));
	node->text = arena_copy(reader->arena, value);
	node->quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
	return STEP_ON;
}

static enum step open_level(struct reader *reader, enum yaml_kind kind, const yaml_event_t *event)
{
	if (wants_key(innermost(reader)))
		return refuse_event(reader, event, N_("a key must be a text"));
	if (reader->depth == MOST_LEVELS)
		return refuse_event(reader, event, N_("nested too deeply"));
	struct yaml *node = add_node(reader, kind, event);
	if (!node)
		return refuse_event(reader, event, N_("too many values"));
	reader->levels[reader->depth++] = (struct level){.node = node, .end = &node->first};
	return STEP_ON;
}

static enum step on_list(struct reader *reader, const yaml_event_t *event)
{
	return open_level(reader, YAML_LIST, event);
}

static enum step on_map(struct reader *reader, const yaml_event_t *event)
{
	return open_level(reader, YAML_MAP, event);
}

static enum step on_level_end(struct reader *reader, const yaml_event_t *event)
{
	(void)event;
	reader->depth--;
	return STEP_ON;
}

static enum step on_alias(struct reader *reader, const yaml_event_t *event)
{
	return refuse_event(reader, event, N_("aliases are not read"));
}

static enum step on_end(struct reader *reader, const yaml_event_t *event)
{
	(void)reader;
	(void)event;
	return STEP_DONE;
}

/* By libyaml's event types; the ones that are missing here say nothing. */
static enum step (*const handlers[])(struct reader *, const yaml_event_t *) = {
	[YAML_STREAM_END_EVENT] = on_end,
	[YAML_DOCUMENT_END_EVENT] = on_end,
	[YAML_ALIAS_EVENT] = on_alias,
	[YAML_SCALAR_EVENT] = on_scalar,
	[YAML_SEQUENCE_START_EVENT] = on_list,
	[YAML_SEQUENCE_END_EVENT] = on_level_end,
	[YAML_MAPPING_START_EVENT] = on_map,
	[YAML_MAPPING_END_EVENT] = on_level_end,
};

static enum step handle(struct reader *reader, const yaml_event_t *event)
{
	size_t type = (size_t)event->type;
	if (type >= G_N_ELEMENTS(handlers) || !handlers[type])
		return STEP_ON;
	return handlers[type](reader, event);
}

/* What libyaml itself could not read. Of bytes that are no text it tells the offset alone. */
static enum step refuse_input(struct reader *reader, const yaml_parser_t *parser, struct span input)
{
	if (parser->error == YAML_MEMORY_ERROR)
		g_error("yaml: out of memory");
	const char *message = parser->problem ? parser->problem : N_("not readable");
	if (parser->error != YAML_READER_ERROR)
		return refuse(reader, parser->problem_mark.line, parser->problem_mark.column, message);
	struct span before = span_cut(input, 0, parser->problem_offset);
	size_t line = 0;
	size_t start = 0;
	for (size_t at = 0; at < before.len; at++) {
		if (before.at[at] == '\n') {
			line++;
			start = at + 1;
		}
	}
	return refuse(reader, line, (size_t)g_utf8_strlen(before.at + start, (gssize)(before.len - start)), message);
}

/* How many lines of directives stand before the document. */
static size_t count_directives(struct span input)
{
	size_t count = 0;
	struct span line;
	while (span_line(&input, &line)) {
		if (span_starts(line, SPAN("%")))
			count++;
		else if (!span_is_blank(line) && !span_starts(span_trim(line), SPAN("#")))
			break;
	}
	return count;
}

static enum step read_events(struct reader *reader, struct span input)
{
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		g_error("yaml: out of memory");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)(input.at ? input.at : ""), input.len);
	enum step step = STEP_ON;
	while (step == STEP_ON) {
		yaml_event_t event;
		if (!yaml_parser_parse(&parser, &event)) {
			step = refuse_input(reader, &parser, input);
			break;
		}
		step = handle(reader, &event);
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	return step;
}

/* No document, or one that says nothing. */
static bool is_empty(const struct yaml *root)
{
	return !root || (root->kind == YAML_TEXT && root->text.len == 0 && !root->quoted);
}

struct yaml *yaml_read(struct arena *arena, struct span input, struct yaml_error *error)
{
	struct reader reader = {.arena = arena, .error = error};
	if (count_directives(input) > MOST_DIRECTIVES) {
		refuse(&reader, 0, 0, N_("too many directives"));
		return NULL;
	}
	if (read_events(&reader, input) == STEP_FAILED)
		return NULL;
	if (!is_empty(reader.root))
		return reader.root;
	struct yaml *map = arena_alloc(arena, sizeof *map);
	*map = (struct yaml){.kind = YAML_MAP, .line = 1, .column = 1};
	return map;
}

const struct yaml *yaml_get(const struct yaml *map, const char *key)
{
	const struct yaml *found = NULL;
	if (!map || map->kind != YAML_MAP)
		return NULL;
	for (const struct yaml *child = map->first; child; child = child->next)
		if (span_equal(child->key, span_of(key)))
			found = child;
	return found;
}
