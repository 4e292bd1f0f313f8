/* SPDX-License-Identifier: MIT */
/* The kinds of documents that hold many articles, asked in turn, and what they have in common. */
#include "article/bundles.h"

#include <glib.h>

#include "article/draft.h"
#include "article/entity.h"

static const struct bundle_kind *const kinds[] = {&bundle_feed, &bundle_json_feed, &bundle_mbox, &bundle_warc};

static const struct bundle_kind *kind_of(struct span start)
{
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (kinds[i]->accepts(start))
			return kinds[i];
	return NULL;
}

bool bundle_begins(struct span start)
{
	return kind_of(span_cut(start, 0, BUNDLE_START)) != NULL;
}

bool bundle_streams(struct span start)
{
	const struct bundle_kind *kind = kind_of(span_cut(start, 0, BUNDLE_START));
	return kind && kind->streams;
}

struct bundle *bundle_open(struct window window, struct span path)
{
	const struct bundle_kind *kind;
	struct bundle *bundle;
	window_fill(&window, BUNDLE_START);
	kind = kind_of(span_cut(window.bytes, 0, BUNDLE_START));
	bundle = kind && (kind->streams || window.ended) ? kind->open(&window) : NULL;
	if (!bundle) {
		window_clear(&window);
		return NULL;
	}
	bundle->kind = kind;
	bundle->window = window;
	bundle->path = path;
	return bundle;
}

void bundle_close(struct bundle *bundle)
{
	if (!bundle)
		return;
	window_clear(&bundle->window);
	bundle->kind->close(bundle);
}

bool bundle_next(struct bundle *bundle, struct bundle_item *item)
{
	return bundle->kind->next(bundle, item);
}

void bundle_parse(struct bundle *bundle, struct arena *scratch, struct parsed *parsed)
{
	bundle->kind->parse(bundle, scratch, parsed);
}

/* Parts ------------------------------------------------------------------------------------------------------------ */

void parts_add(struct parts *parts, enum part_kind kind, struct span text, struct span url)
{
	parts->all = draft_room(parts->arena, parts->all, parts->count, &parts->room, sizeof(*parts->all));
	parts->all[parts->count++] = (struct part){kind, text, url};
}

/* Whether a tag begins at a <. */
static bool is_tag(struct span rest)
{
	char next = rest.len > 1 ? rest.at[1] : '\0';
	return g_ascii_isalpha(next) || (next == '/' && rest.len > 2 && g_ascii_isalpha(rest.at[2])) || next == '!';
}

static bool has_tags(struct span text)
{
	for (size_t at; (at = span_find(text, SPAN("<"))) != SPAN_NONE; text = span_from(text, at + 1))
		if (is_tag(span_from(text, at)))
			return true;
	return false;
}

void parts_add_either(struct parts *parts, struct span text)
{
	const struct span nothing = {NULL, 0};
	if (has_tags(text))
		parts_add(parts, PART_HTML, text, nothing);
	else
		parts_add(parts, PART_PLAIN, entity_decode(parts->arena, text), nothing);
}

void parts_add_file(struct parts *parts, const char *word, struct span name, struct span type, struct span size,
                    struct span url)
{
	GString *line = g_string_new(word);
	if (name.len > 0)
		g_string_append_printf(line, ": %.*s", (int)name.len, name.at);
	if (type.len > 0)
		g_string_append_printf(line, " (%.*s", (int)type.len, type.at);
	if (type.len > 0 && size.len > 0)
		g_string_append_printf(line, ", %.*s bytes", (int)size.len, size.at);
	if (type.len > 0)
		g_string_append_c(line, ')');
	parts_add(parts, PART_FILE, arena_copy(parts->arena, (struct span){line->str, line->len}), url);
	g_string_free(line, TRUE);
}

struct span without_tags(struct arena *arena, struct span text)
{
	GString *plain = g_string_sized_new(text.len);
	struct span rest = text, result;
	size_t at, end;
	while ((at = span_find(rest, SPAN("<"))) != SPAN_NONE) {
		bool tag = is_tag(span_from(rest, at));
		end = tag ? span_find(span_from(rest, at), SPAN(">")) : 0;
		if (end == SPAN_NONE)
			break;
		g_string_append_len(plain, rest.at, (gssize)(at + !tag));
		rest = span_from(rest, at + end + 1);
	}
	g_string_append_len(plain, rest.at, (gssize)rest.len);
	result = entity_decode(arena, arena_copy(arena, (struct span){plain->str, plain->len}));
	g_string_free(plain, TRUE);
	return result;
}
