/* SPDX-License-Identifier: MIT */
/*
 * A term is found again by how it is spelled, for whoever writes it spells it in one way. Phrases know no escape: a
 * value with quotation marks of one kind stands in those of the other, one with both becomes an expression.
 */
#include "find/narrow.h"

#include <string.h>

static const struct {
	const char *field;   /* before a value */
	const char *unknown; /* instead of one */
	enum query_field in;
} facets[FACET_COUNT] = {
	[FACET_ARCHIVE] = {"archive:", "-has:archive", IN_ARCHIVE},
	[FACET_SOURCE] = {"source:", "-has:source", IN_SOURCE},
	[FACET_TAG] = {"tag:", "-has:tag", IN_TAG},
	[FACET_AUTHOR] = {"author:", "-has:author", IN_AUTHOR},
	[FACET_LANGUAGE] = {"lang:", "-has:lang", IN_ANY},
	[FACET_YEAR] = {"date:", "-has:date", IN_ANY},
	[FACET_MONTH] = {"date:", "-has:date", IN_ANY},
	[FACET_DAY] = {"date:", "-has:date", IN_ANY},
};

/* Quoting ---------------------------------------------------------------------------------------------------------- */

static bool is_bare(struct span value)
{
	for (size_t i = 0; i < value.len; i++)
		if (!g_ascii_isalnum(value.at[i]) && (i == 0 || !strchr(".-_", value.at[i])))
			return false;
	return true;
}

static bool has(struct span value, struct span sign)
{
	return span_find(value, sign) != SPAN_NONE;
}

static void append_expression(struct span value, GString *out)
{
	g_string_append(out, "/^");
	for (size_t i = 0; i < value.len; i++) {
		if (g_ascii_ispunct(value.at[i]))
			g_string_append_c(out, '\\');
		g_string_append_c(out, value.at[i]);
	}
	g_string_append(out, "$/");
}

static void append_value(struct span value, GString *out)
{
	bool plain = has(value, SPAN("\"")) || has(value, SPAN("＂")), curly = has(value, SPAN("”"));
	if (plain && curly) {
		append_expression(value, out);
		return;
	}
	const char *open = plain ? "“" : "\"", *close = plain ? "”" : "\"";
	if (is_bare(value))
		open = close = "";
	g_string_append_printf(out, "==%s%.*s%s", open, (int)value.len, value.at, close);
}

void narrow_term(enum facet facet, struct span value, GString *out)
{
	if (value.len == 0) {
		g_string_append(out, facets[facet].unknown);
		return;
	}
	g_string_append(out, facets[facet].field);
	append_value(value, out);
}

void narrow_period_term(facet_period period, GString *out)
{
	if (period == 0) {
		g_string_append(out, facets[FACET_DAY].unknown);
		return;
	}
	g_string_append(out, "date:");
	facet_write_period(period, out);
}

/* The same term denied. A minus before a minus would do, but nobody would write it. */
static char *denied(struct span term)
{
	if (span_starts(term, SPAN("-")))
		return span_dup(span_from(term, 1));
	return g_strdup_printf("-%.*s", (int)term.len, term.at);
}

/* Terms that hold for all ------------------------------------------------------------------------------------------ */

/*
 * The next node that must hold for the whole query, from `*at`, which is 0 at the beginning; NULL behind the last one.
 */
static const struct query_node *next_term(const struct query *query, uint32_t *at)
{
	uint32_t count;
	const struct query_node *nodes = query_nodes(query, &count);
	if (*at == 0 && nodes[0].kind == QUERY_AND)
		*at = 1;
	if (*at >= count || nodes[0].kind == QUERY_OR || (*at == 0 && nodes[0].kind == QUERY_AND))
		return NULL;
	const struct query_node *node = &nodes[*at];
	*at = node->end;
	return node;
}

static struct span text_of(const struct query *query, const struct query_node *node)
{
	return span_cut(query_text(query), node->from, node->to);
}

enum narrowed narrow_state(const struct query *query, struct span term)
{
	enum narrowed state = NARROWED_NOT;
	const struct query_node *node;
	char *out = denied(term);
	for (uint32_t at = 0; (node = next_term(query, &at)) != NULL;) {
		if (span_equal(text_of(query, node), term))
			state = NARROWED_TO;
		else if (span_equal(text_of(query, node), span_of(out)))
			state = NARROWED_OUT;
	}
	g_free(out);
	return state;
}

void narrow_each(const struct query *query, enum facet facet, void (*take)(void *data, struct span value), void *data)
{
	const struct query_node *node;
	for (uint32_t at = 0; (node = next_term(query, &at)) != NULL;) {
		node += node->kind == QUERY_NOT;
		if (!node->whole)
			continue;
		if (facet == FACET_LANGUAGE ? node->kind == QUERY_LANG
		                            : node->kind == QUERY_TEXT && node->field == facets[facet].in)
			take(data, facet == FACET_LANGUAGE ? node->value : needle_spelling(node->needle));
	}
}

/* Other queries ---------------------------------------------------------------------------------------------------- */

static void append_piece(GString *out, struct span piece)
{
	piece = span_trim_wide(piece);
	if (piece.len > 0)
		g_string_append_printf(out, "%s%.*s", out->len > 0 ? " " : "", (int)piece.len, piece.at);
}

static int by_place(const void *a, const void *b)
{
	const struct query_node *one = *(const struct query_node *const *)a,
				*other = *(const struct query_node *const *)b;
	return one->from < other->from ? -1 : one->from > other->from;
}

/* What is left of the query without nodes; sorts them. */
static GString *without(const struct query *query, GPtrArray *nodes)
{
	GString *out = g_string_new(NULL);
	size_t at = 0;
	g_ptr_array_sort(nodes, by_place);
	for (guint i = 0; i < nodes->len; i++) {
		const struct query_node *node = g_ptr_array_index(nodes, i);
		append_piece(out, span_cut(query_text(query), at, node->from));
		at = node->to;
	}
	append_piece(out, span_from(query_text(query), at));
	return out;
}

/*
 * Whether what is typed behind a query is one more term of it: then it is finished, and no OR that would hold it off.
 */
static bool takes_more(struct span text, bool *any)
{
	struct query_error error;
	uint32_t count;
	struct query *query = query_parse(text, QUERY_KNOWS_READ | QUERY_KNOWS_STARS, &error);
	bool finished = query && !error.message;
	*any = query && query_nodes(query, &count)->kind == QUERY_OR;
	query_error_clear(&error);
	query_free(query);
	return finished;
}

/* Closes what was left open; false where that is not all that is missing. */
static bool finish(GString *text, bool *any)
{
	static const char *const endings[] = {"", "\"", "”", ")", "/"};
	size_t len = text->len;
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_string_append(text, endings[i]);
		if (takes_more((struct span){text->str, text->len}, any))
			return true;
		g_string_truncate(text, len);
	}
	return false;
}

/* Whether all of a query stands in one pair of parentheses. */
static bool is_group(const GString *text)
{
	bool any;
	return text->len > 2 && text->str[0] == '(' && text->str[text->len - 1] == ')' &&
	       takes_more((struct span){text->str + 1, text->len - 2}, &any);
}

static bool add_term(GString *text, struct span term)
{
	bool any = false;
	if (text->len > 0 && !finish(text, &any))
		return false;
	if (any && !is_group(text)) {
		g_string_prepend_c(text, '(');
		g_string_append_c(text, ')');
	}
	append_piece(text, term);
	return true;
}

char *narrow_query(const struct query *query, struct span term, enum narrowed wanted)
{
	GPtrArray *same = g_ptr_array_new();
	const struct query_node *node;
	char *out = denied(term);
	bool can = true, any;
	for (uint32_t at = 0; (node = next_term(query, &at)) != NULL;)
		if (span_equal(text_of(query, node), term) || span_equal(text_of(query, node), span_of(out)))
			g_ptr_array_add(same, (void *)node);
	GString *text = without(query, same);
	if (wanted == NARROWED_NOT)
		can = finish(text, &any);
	else
		can = add_term(text, wanted == NARROWED_TO ? term : span_of(out));
	g_ptr_array_unref(same);
	g_free(out);
	return g_string_free(text, !can);
}

char *narrow_undated(const struct query *query)
{
	GPtrArray *dates = g_ptr_array_new();
	const struct query_node *node;
	for (uint32_t at = 0; (node = next_term(query, &at)) != NULL;) {
		const struct query_node *asked = node + (node->kind == QUERY_NOT);
		if (asked->kind == QUERY_DATE || (asked->kind == QUERY_HAS && asked->which == HAS_DATE))
			g_ptr_array_add(dates, (void *)node);
	}
	GString *text = without(query, dates);
	g_ptr_array_unref(dates);
	return g_string_free(text, FALSE);
}
