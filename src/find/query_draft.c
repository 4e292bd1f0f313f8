/* SPDX-License-Identifier: MIT */
/*
 * The tree of a query while it is typed: nodes by number, each behind the one above it, with lists of what is below.
 * Only the last one below a node is ever taken away again.
 */
#include "find/query_draft.h"

struct draft_node *draft_node_at(const struct draft *draft, uint32_t at)
{
	return &g_array_index(draft->nodes, struct draft_node, at);
}

uint32_t draft_add(struct draft *draft, uint32_t parent, struct query_node node)
{
	struct draft_node new = {.node = node, .first = QUERY_NO_NODE, .last = QUERY_NO_NODE, .next = QUERY_NO_NODE};
	uint32_t at = draft->nodes->len;
	new.node.parent = parent;
	g_array_append_val(draft->nodes, new);
	if (parent == QUERY_NO_NODE)
		return at;
	struct draft_node *above = draft_node_at(draft, parent);
	if (above->first == QUERY_NO_NODE)
		above->first = at;
	else
		draft_node_at(draft, above->last)->next = at;
	above->last = at;
	return at;
}

bool draft_is_blank(const struct draft *draft, uint32_t at)
{
	return draft_node_at(draft, at)->first == QUERY_NO_NODE;
}

void draft_drop_blank(struct draft *draft, uint32_t any)
{
	struct draft_node *node = draft_node_at(draft, any);
	uint32_t kept = QUERY_NO_NODE;
	for (uint32_t at = node->first; at != QUERY_NO_NODE; at = draft_node_at(draft, at)->next)
		if (draft_node_at(draft, at)->first != QUERY_NO_NODE)
			kept = at;
	if (kept == QUERY_NO_NODE || kept == node->last)
		return;
	draft_node_at(draft, kept)->next = QUERY_NO_NODE;
	node->last = kept;
}

bool draft_holds_nothing(const struct draft *draft, uint32_t any)
{
	uint32_t first = draft_node_at(draft, any)->first;
	return first == draft_node_at(draft, any)->last && draft_node_at(draft, first)->first == QUERY_NO_NODE;
}

void draft_drop_last(struct draft *draft, uint32_t parent)
{
	struct draft_node *above = draft_node_at(draft, parent);
	uint32_t kept = QUERY_NO_NODE;
	for (uint32_t at = above->first; at != above->last; at = draft_node_at(draft, at)->next)
		kept = at;
	above->last = kept;
	if (kept == QUERY_NO_NODE)
		above->first = QUERY_NO_NODE;
	else
		draft_node_at(draft, kept)->next = QUERY_NO_NODE;
}

void draft_clear(struct draft *draft)
{
	for (guint i = 0; i < draft->nodes->len; i++)
		needle_free(draft_node_at(draft, i)->node.needle);
	g_array_unref(draft->nodes);
	arena_free(draft->arena);
}
