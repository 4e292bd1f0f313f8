/* SPDX-License-Identifier: MIT */
/*
 * The query as a tree in an array. The parser (query_parse.c) hands over a draft whose nodes stand as they were typed;
 * here they are put into the order in which they are looked at, cheap ones first, without ever recursing.
 */
#include "find/query.h"

#include <glib/gi18n.h>

#include "find/query_draft.h"

struct query {
	char *text;
	size_t len;
	GArray *nodes;       /* struct query_node */
	struct arena *arena; /* of the values */
};

/* What it costs to look at a node: facts of a row, then short texts, then whole articles, then other articles. */
static unsigned cost_of(const struct query_node *node)
{
	static const unsigned kinds[] = {
		[QUERY_TEXT] = 100, [QUERY_DATE] = 1,  [QUERY_LANG] = 1,   [QUERY_IS] = 2,
		[QUERY_HAS] = 1,    [QUERY_LINKS] = 400,
	};
	bool is_short = node->kind == QUERY_TEXT && node->field != IN_ANY && node->field != IN_TEXT;
	return is_short ? 10 : kinds[node->kind];
}

/* Costs of all nodes; those above others cost what these do together. A node stands behind the one above it. */
static unsigned *find_costs(const struct draft *draft)
{
	unsigned *costs = g_new0(unsigned, draft->nodes->len);
	for (guint i = draft->nodes->len; i-- > 0;) {
		const struct draft_node *node = &g_array_index(draft->nodes, struct draft_node, i);
		if (node->node.kind > QUERY_NOT)
			costs[i] = cost_of(&node->node);
		if (node->node.parent != QUERY_NO_NODE)
			costs[node->node.parent] += costs[i];
	}
	return costs;
}

/* A node of the draft that waits, and the place of the one above it in the query. */
struct waiting {
	uint32_t draft, parent;
};

static int by_cost(const void *a, const void *b, void *costs)
{
	uint32_t one = ((const struct waiting *)a)->draft, other = ((const struct waiting *)b)->draft;
	const unsigned *cost = costs;
	if (cost[one] != cost[other])
		return cost[one] > cost[other] ? -1 : 1;
	return one > other ? -1 : 1;
}

/* AND and OR of one node are that node. */
static uint32_t skip_single(const struct draft *draft, uint32_t at)
{
	for (;;) {
		const struct draft_node *node = &g_array_index(draft->nodes, struct draft_node, at);
		if (node->node.kind > QUERY_OR || node->first == QUERY_NO_NODE || node->first != node->last)
			return at;
		at = node->first;
	}
}

/* Puts what stands below a node on the stack, what costs most lowest. */
static void push_below(const struct draft *draft, GArray *stack, uint32_t at, uint32_t parent, unsigned *costs)
{
	GArray *below = g_array_new(FALSE, FALSE, sizeof(struct waiting));
	uint32_t next = g_array_index(draft->nodes, struct draft_node, at).first;
	for (; next != QUERY_NO_NODE; next = g_array_index(draft->nodes, struct draft_node, next).next) {
		struct waiting waiting = {skip_single(draft, next), parent};
		g_array_append_val(below, waiting);
	}
	g_array_sort_with_data(below, by_cost, costs);
	g_array_append_vals(stack, below->data, below->len);
	g_array_unref(below);
}

static void set_ends(GArray *nodes)
{
	for (guint i = nodes->len; i-- > 0;) {
		struct query_node *node = &g_array_index(nodes, struct query_node, i);
		node->end = MAX(node->end, i + 1);
		if (node->parent == QUERY_NO_NODE)
			continue;
		struct query_node *parent = &g_array_index(nodes, struct query_node, node->parent);
		parent->end = MAX(parent->end, node->end);
	}
}

/* The needles move over to the query. */
static GArray *flatten(struct draft *draft)
{
	GArray *nodes = g_array_new(FALSE, TRUE, sizeof(struct query_node));
	GArray *stack = g_array_new(FALSE, FALSE, sizeof(struct waiting));
	unsigned *costs = find_costs(draft);
	struct waiting next = {skip_single(draft, 0), QUERY_NO_NODE};
	g_array_append_val(stack, next);
	while (stack->len > 0) {
		next = g_array_index(stack, struct waiting, stack->len - 1);
		g_array_set_size(stack, stack->len - 1);
		struct draft_node *from = &g_array_index(draft->nodes, struct draft_node, next.draft);
		struct query_node node = from->node;
		from->node.needle = NULL;
		node.parent = next.parent;
		node.end = 0;
		if (next.parent != QUERY_NO_NODE) {
			const struct query_node *parent = &g_array_index(nodes, struct query_node, next.parent);
			node.denied = parent->denied != (parent->kind == QUERY_NOT);
		}
		g_array_append_val(nodes, node);
		push_below(draft, stack, next.draft, nodes->len - 1, costs);
	}
	set_ends(nodes);
	g_free(costs);
	g_array_unref(stack);
	return nodes;
}

struct query *query_parse(struct span text, unsigned known, struct query_error *error)
{
	struct draft draft;
	struct query *query = NULL;
	*error = (struct query_error){.message = NULL};
	if (draft_parse(&draft, text, known, error)) {
		query = g_new0(struct query, 1);
		query->text = g_strndup(text.len ? text.at : "", text.len);
		query->len = text.len;
		query->nodes = flatten(&draft);
		query->arena = draft.arena;
		draft.arena = NULL;
	}
	draft_clear(&draft);
	return query;
}

void query_free(struct query *query)
{
	if (!query)
		return;
	for (guint i = 0; i < query->nodes->len; i++)
		needle_free(g_array_index(query->nodes, struct query_node, i).needle);
	g_array_unref(query->nodes);
	arena_free(query->arena);
	g_free(query->text);
	g_free(query);
}

void query_error_clear(struct query_error *error)
{
	g_free(error->message);
	*error = (struct query_error){.message = NULL};
}

char *query_error_text(const struct query_error *error)
{
	return g_strdup_printf(_("column %u: %s"), error->column, error->message);
}

const struct query_node *query_nodes(const struct query *query, uint32_t *count)
{
	*count = query->nodes->len;
	return (const struct query_node *)(const void *)query->nodes->data;
}

struct span query_text(const struct query *query)
{
	return (struct span){query->text, query->len};
}

bool query_is_empty(const struct query *query)
{
	const struct query_node *first = &g_array_index(query->nodes, struct query_node, 0);
	return first->kind == QUERY_AND && first->end == 1;
}

/* Filters ---------------------------------------------------------------------------------------------------------- */

/* A filter, or one denied: the same for this. */
static bool is_filter(const struct query_node *nodes, uint32_t at)
{
	if (nodes[at].kind == QUERY_NOT)
		at++;
	return nodes[at].kind > QUERY_TEXT;
}

static int by_start(const void *a, const void *b)
{
	const struct query_node *one = *(const struct query_node *const *)a,
				*other = *(const struct query_node *const *)b;
	return one->from < other->from ? -1 : 1;
}

static void append_piece(GString *out, struct span piece)
{
	piece = span_trim_wide(piece);
	if (piece.len == 0)
		return;
	if (out->len > 0)
		g_string_append_c(out, ' ');
	g_string_append_len(out, piece.at, (gssize)piece.len);
}

bool query_loosen(const struct query *query, GString *rest, GString *filters)
{
	uint32_t count;
	const struct query_node *nodes = query_nodes(query, &count);
	GPtrArray *found = g_ptr_array_new();
	uint32_t kept = 0;
	for (uint32_t at = 1; nodes[0].kind == QUERY_AND && at < count; at = nodes[at].end) {
		if (is_filter(nodes, at))
			g_ptr_array_add(found, (void *)&nodes[at]);
		else
			kept++;
	}
	g_ptr_array_sort(found, by_start);
	size_t at = 0;
	for (guint i = 0; i < found->len; i++) {
		const struct query_node *filter = g_ptr_array_index(found, i);
		append_piece(rest, span_cut(query_text(query), at, filter->from));
		append_piece(filters, span_cut(query_text(query), filter->from, filter->to));
		at = filter->to;
	}
	append_piece(rest, span_from(query_text(query), at));
	bool loosened = found->len > 0 && kept > 0;
	g_ptr_array_unref(found);
	return loosened;
}
