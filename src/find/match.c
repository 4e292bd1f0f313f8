/* SPDX-License-Identifier: MIT */
/*
 * Search by Knuth, Morris and Pratt (1977) over the tokens of query and text: folded code points, a run of white space
 * being one token, so that time is linear in the text whatever both hold. A run with a blank line in it ends a
 * paragraph: it equals nothing, and no match crosses it. Offsets are bytes of the text.
 */
#include "find/match.h"

#include <glib.h>

#include "text/utf8.h"

enum {
	TOKEN_SPACE = ' ',
	TOKEN_PARAGRAPH = 0x110000, /* beyond Unicode: in no pattern */
};

struct pattern {
	enum fold_kind kind;
	size_t count;    /* tokens, above 0 */
	uint32_t *codes; /* the tokens */
	size_t *links;   /* links[i]: the most tokens, up to i, that begin the pattern and end its first i + 1 */
};

struct token {
	uint32_t code;
	size_t from, to; /* bytes */
};

/* A search under way through one text. */
struct scan {
	const struct pattern *pattern;
	struct fold fold;
	size_t state;   /* tokens of the pattern that stand just before the place reached */
	size_t *starts; /* where each of the last pattern->count tokens begins: a ring */
	size_t oldest;  /* the slot of the ring that is overwritten next */
};

/* Takes the white space that follows `token`, itself white space, into it. */
static void take_spaces(struct fold *fold, struct token *token)
{
	unsigned line_feeds = token->code == '\n';
	for (;;) {
		struct fold before = *fold;
		struct folded folded;
		if (!fold_next(fold, &folded) || !code_is_space(folded.code)) {
			*fold = before;
			break;
		}
		line_feeds += folded.code == '\n';
		token->to = folded.to;
	}
	token->code = line_feeds > 1 ? TOKEN_PARAGRAPH : TOKEN_SPACE;
}

static bool next_token(struct fold *fold, struct token *token)
{
	struct folded folded;
	if (!fold_next(fold, &folded))
		return false;
	*token = (struct token){folded.code, folded.from, folded.to};
	if (code_is_space(folded.code))
		take_spaces(fold, token);
	return true;
}

/* The state after one more token. */
static size_t advance(const struct pattern *pattern, size_t state, uint32_t code)
{
	while (state > 0 && pattern->codes[state] != code)
		state = pattern->links[state - 1];
	return state + (pattern->codes[state] == code);
}

struct pattern *pattern_new(struct span query)
{
	if (query.len == 0)
		return NULL;
	struct pattern *pattern = g_new0(struct pattern, 1);
	pattern->kind = fold_smart(query);
	pattern->codes = g_new(uint32_t, query.len);
	struct fold fold = {.text = query, .kind = pattern->kind};
	struct token token;
	while (next_token(&fold, &token))
		pattern->codes[pattern->count++] = token.code == TOKEN_PARAGRAPH ? TOKEN_SPACE : token.code;
	if (pattern->count == 0) {
		pattern_free(pattern);
		return NULL;
	}
	pattern->links = g_new0(size_t, pattern->count);
	for (size_t i = 1; i < pattern->count; i++)
		pattern->links[i] = advance(pattern, pattern->links[i - 1], pattern->codes[i]);
	return pattern;
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	g_free(pattern->codes);
	g_free(pattern->links);
	g_free(pattern);
}

static struct scan scan_begin(const struct pattern *pattern, struct span text, size_t from)
{
	return (struct scan){
		.pattern = pattern,
		.fold = {.text = span_cut(text, 0, UINT32_MAX), .at = from, .kind = pattern->kind},
		.starts = g_new(size_t, pattern->count),
	};
}

static void scan_end(struct scan *scan)
{
	g_free(scan->starts);
}

/* The next match, behind the one before. */
static bool scan_next(struct scan *scan, struct match *match)
{
	const struct pattern *pattern = scan->pattern;
	struct token token;
	while (next_token(&scan->fold, &token)) {
		scan->starts[scan->oldest] = token.from;
		scan->oldest = scan->oldest + 1 < pattern->count ? scan->oldest + 1 : 0;
		scan->state = advance(pattern, scan->state, token.code);
		if (scan->state < pattern->count)
			continue;
		scan->state = 0;
		*match = (struct match){(uint32_t)scan->starts[scan->oldest], (uint32_t)token.to};
		return true;
	}
	return false;
}

bool pattern_find(const struct pattern *pattern, struct span text, size_t from, struct match *match)
{
	struct scan scan = scan_begin(pattern, text, from);
	bool found = scan_next(&scan, match);
	scan_end(&scan);
	return found;
}

struct match *pattern_find_all(const struct pattern *pattern, struct span text, size_t *count)
{
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	struct scan scan = scan_begin(pattern, text, 0);
	struct match match;
	while (scan_next(&scan, &match))
		g_array_append_val(matches, match);
	scan_end(&scan);
	*count = matches->len;
	return (struct match *)(void *)g_array_free(matches, matches->len == 0);
}
