/* SPDX-License-Identifier: MIT */
/*
 * Queries, and every beginning of one, as they are while somebody types: a tree whose parts lie in one another, or an
 * error with its place; and what is unfinished is right where it ends. What was read is looked for in its own text. The
 * bytes also choose among everything that the language has, in an order in which it is right, and then nothing may be
 * wrong with it.
 */
#include "find/query.h"
#include "fuzz.h"
#include "text/utf8.h"

const char fuzz_name[] = "query";

static void check_tree(const struct query *query, size_t len)
{
	uint32_t count;
	const struct query_node *nodes = query_nodes(query, &count);
	if (count == 0 || nodes[0].parent != QUERY_NO_NODE || nodes[0].end != count)
		fuzz_fail("a tree that is not whole");
	for (uint32_t i = 0; i < count; i++) {
		const struct query_node *node = &nodes[i];
		if (node->end <= i || node->end > count || node->from > node->to || node->to > len)
			fuzz_fail("node %u has no proper place", i);
		if (i > 0 && (node->parent >= i || node->end > nodes[node->parent].end))
			fuzz_fail("node %u lies outside the one above it", i);
		if ((node->kind == QUERY_TEXT) != (node->needle != NULL))
			fuzz_fail("node %u has nothing to look for", i);
		if (node->kind == QUERY_NOT && node->end < i + 2)
			fuzz_fail("node %u denies nothing", i);
	}
}

static void look_for(const struct query *query, struct span text)
{
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	uint32_t count;
	const struct query_node *nodes = query_nodes(query, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (nodes[i].kind != QUERY_TEXT)
			continue;
		g_array_set_size(matches, 0);
		needle_find_all(nodes[i].needle, text, 100, matches);
		for (guint j = 0; j < matches->len; j++) {
			const struct match *match = &g_array_index(matches, struct match, j);
			if (match->from >= match->to || match->to > text.len ||
			    (j > 0 && match->from < g_array_index(matches, struct match, j - 1).to))
				fuzz_fail("a match that is none");
		}
	}
	g_array_unref(matches);
}

static void check(struct span text)
{
	struct query_error error;
	struct query *query = query_parse(text, 0, &error);
	if (!query && (!error.message || error.unfinished))
		fuzz_fail("nothing read, and nothing wrong");
	if (error.message && (error.column == 0 || error.from > error.to || error.to > text.len))
		fuzz_fail("an error without its place");
	if (query) {
		GString *rest = g_string_new(NULL), *filters = g_string_new(NULL);
		check_tree(query, text.len);
		look_for(query, text);
		query_loosen(query, rest, filters);
		g_string_free(rest, TRUE);
		g_string_free(filters, TRUE);
	}
	query_error_clear(&error);
	query_free(query);
}

/* Every kind of term, and every field. */
static const char *const terms[] = {
	"美国", "minister", "G7", "\"b c\"", "\"a\\\"b\"", "=國", "==美國", "/岸田.{0,9}拜登/", "/a|b\\/c/", "title:x", "title:=\"a b\"",
	"title:==國", "author:張", "source:\"通訊 社\"", "tag:外交", "tag:==a", "url:example.org/a", "text:/[a-z]+/", "archive:a",
	"date:2022", "date:2022-11..2023-01", "date:>2024", "date:<=2024-02-29", "date:..2020", "date:*-11-13", "lang:zh-Hant",
	"lang:==zh", "is:unread", "is:starred", "is:empty", "has:image", "has:link", "has:date", "has:author", "has:source",
	"has:tag", "has:lang", "has:archive", "links:0123456789abcdef", "near:5(岸田 拜登)", "near:0(\"a b\" c)", "ａｂｃ", "“引 用”",
};

enum { DEEPEST = 24 };

/* What the bytes spell: a query that is right. */
static GString *spell(const uint8_t *data, size_t size)
{
	GString *out = g_string_new(NULL);
	unsigned depth = 0;
	bool wanted = true; /* a term must come */
	for (size_t i = 0; i < size; i++) {
		unsigned choice = data[i] % 8;
		if (wanted && choice == 0 && depth < DEEPEST) {
			g_string_append(out, "(");
			depth++;
		} else if (wanted && choice == 1 && (out->len == 0 || out->str[out->len - 1] != '-')) {
			g_string_append(out, "-");
		} else if (wanted) {
			g_string_append(out, terms[data[i] % G_N_ELEMENTS(terms)]);
			wanted = false;
		} else if (choice == 0 && depth > 0) {
			g_string_append(out, ")");
			depth--;
		} else {
			g_string_append(out, choice < 4 ? " OR " : " ");
			wanted = true;
		}
	}
	g_string_append(out, wanted ? "a" : "");
	while (depth-- > 0)
		g_string_append(out, ")");
	return out;
}

static void check_right(const uint8_t *data, size_t size)
{
	GString *text = spell(data, MIN(size, 200));
	struct query_error error;
	struct query *query =
		query_parse((struct span){text->str, text->len}, QUERY_KNOWS_READ | QUERY_KNOWS_STARS, &error);
	if (!query || error.message)
		fuzz_fail("wrong, it is said: %s: %s", text->str, error.message);
	check_tree(query, text->len);
	query_error_clear(&error);
	query_free(query);
	g_string_free(text, TRUE);
}

/* So many beginnings of a query are read, too. */
#define BEGINNINGS 16

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct span text = fuzz_text(arena, data, size);
	check(text);
	check_right(data, size);
	check((struct span){(const char *)data, size}); /* bytes as they come */
	for (size_t at = 0, count = 0; at < text.len && count < BEGINNINGS; count++) {
		utf8_next(text, &at);
		check(span_cut(text, 0, at));
	}
	arena_free(arena);
	return 0;
}
