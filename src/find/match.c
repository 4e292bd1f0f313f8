/* SPDX-License-Identifier: MIT */
/*
 * A text and a query are rows of tokens: folded code points, a run of white space being one token. A run with a blank
 * line in it ends a paragraph: it equals nothing. The text is scanned for the rarest token of the pattern (anchor.c),
 * and round each place where that may stand the others are compared. Where that costs more than reading the text a few
 * times, the walk plods: it goes token by token, as Knuth, Morris and Pratt (1977) showed, so that time is linear in
 * the text whatever both hold. Offsets are bytes of the text.
 */
#include "find/match.h"

#include <glib.h>

#include "text/utf8.h"

enum {
	TOKEN_SPACE = ' ',
	TOKEN_PARAGRAPH = 0x110000, /* beyond Unicode: in no pattern */
	WORK_FREE = 65536,          /* bytes looked at again before it counts */
	WORK_TIMES = 16,            /* and how often each byte may be */
};

struct pattern {
	enum fold_kind kind;
	size_t count;    /* tokens, above 0 */
	uint32_t *codes; /* the tokens */
	size_t *links;   /* links[i]: the most tokens, up to i, that begin the pattern and end its first i + 1 */
	bool anchored;
	struct anchor anchor;
};

struct token {
	uint32_t code;
	size_t from, to; /* bytes */
};

enum verdict { NO, YES, UNSURE };

/* Tokens ----------------------------------------------------------------------------------------------------------- */

static inline bool is_space(uint32_t code)
{
	if (code < 0x80)
		return code == ' ' || (code >= '\t' && code <= '\r');
	return (code <= 0x3000 || code == 0xFEFF) && code_is_space(code);
}

/* Takes the white space that follows `token`, itself white space, into it. */
static void take_spaces(struct fold *fold, struct token *token)
{
	unsigned line_feeds = token->code == '\n';
	for (;;) {
		struct fold before = *fold;
		struct folded folded;
		if (!fold_next(fold, &folded) || !is_space(folded.code)) {
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
	if (is_space(folded.code))
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

/* Patterns --------------------------------------------------------------------------------------------------------- */

struct pattern *pattern_new_folded(struct span query, enum fold_kind kind)
{
	GArray *codes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	struct fold fold = {.text = query, .kind = kind};
	struct token token;
	while (next_token(&fold, &token)) {
		uint32_t code = token.code == TOKEN_PARAGRAPH ? TOKEN_SPACE : token.code;
		g_array_append_val(codes, code);
	}
	if (codes->len == 0) {
		g_array_unref(codes);
		return NULL;
	}
	struct pattern *pattern = g_new0(struct pattern, 1);
	pattern->kind = kind;
	pattern->count = codes->len;
	pattern->codes = (uint32_t *)(void *)g_array_free(codes, FALSE);
	pattern->links = g_new0(size_t, pattern->count);
	for (size_t i = 1; i < pattern->count; i++)
		pattern->links[i] = advance(pattern, pattern->links[i - 1], pattern->codes[i]);
	pattern->anchored = anchor_choose(&pattern->anchor, kind, pattern->codes, pattern->count);
	return pattern;
}

struct pattern *pattern_new(struct span query)
{
	return pattern_new_folded(query, fold_smart(query));
}

void pattern_free(struct pattern *pattern)
{
	if (!pattern)
		return;
	g_free(pattern->codes);
	g_free(pattern->links);
	g_free(pattern);
}

/* Plodding --------------------------------------------------------------------------------------------------------- */

static void plod_from(struct walk *walk, size_t at)
{
	walk->fold = (struct fold){.text = walk->text, .at = at, .kind = walk->pattern->kind};
	walk->state = walk->oldest = 0;
	if (!walk->starts)
		walk->starts = g_new(size_t, walk->pattern->count);
}

/* One token: true where a match ends with it. */
static bool plod(struct walk *walk, const struct token *token, struct match *match)
{
	size_t count = walk->pattern->count;
	walk->starts[walk->oldest] = token->from;
	walk->oldest = walk->oldest + 1 < count ? walk->oldest + 1 : 0;
	walk->state = advance(walk->pattern, walk->state, token->code);
	if (walk->state < count)
		return false;
	walk->state = 0;
	*match = (struct match){(uint32_t)walk->starts[walk->oldest], (uint32_t)token->to};
	return true;
}

static enum walk_result plod_on(struct walk *walk, size_t bytes, struct match *match)
{
	struct token token;
	size_t end = walk->fold.at + MIN(bytes, walk->text.len);
	while (next_token(&walk->fold, &token)) {
		if (plod(walk, &token, match)) {
			plod_from(walk, match->to); /* not within a character that stands for several */
			return WALK_FOUND;
		}
		if (walk->fold.at >= end)
			return WALK_MORE;
	}
	return WALK_END;
}

/* Looking closer --------------------------------------------------------------------------------------------------- */

/* Compares from the anchor, which begins at `at`, to the end of the pattern. */
static enum verdict compare_forward(struct walk *walk, size_t at, struct match *match)
{
	const struct pattern *pattern = walk->pattern;
	struct fold fold = {.text = walk->text, .at = at, .kind = pattern->kind};
	struct token token = {0};
	enum verdict verdict = YES;
	for (size_t i = pattern->anchor.index; i < pattern->count && verdict == YES; i++) {
		bool found = next_token(&fold, &token);
		if (i == pattern->anchor.index && fold.more < fold.more_end)
			return UNSURE; /* a character for several: the anchor may be any of them */
		if (!found || token.code != pattern->codes[i] || (i == pattern->anchor.index && token.from != at))
			verdict = NO;
	}
	walk->work += fold.at - at;
	match->to = (uint32_t)token.to;
	return verdict;
}

/* The character that ends at `*at`, which moves to its first byte, where it is one token alone; else FOLD_NOT_ONE. */
static uint32_t token_before(const struct walk *walk, size_t *at)
{
	uint32_t code = fold_code(walk->pattern->kind, utf8_previous(walk->text, at));
	if (code != FOLD_NOT_ONE && is_space(code)) {
		size_t before = *at;
		uint32_t other = before > 0 ? utf8_previous(walk->text, &before) : 0;
		other = fold_code(walk->pattern->kind, other);
		return other == FOLD_NOT_ONE || is_space(other) ? FOLD_NOT_ONE : TOKEN_SPACE;
	}
	return walk->pattern->kind != FOLD_EXACT && fold_joins(code) ? FOLD_NOT_ONE : code;
}

/* Compares what stands before the anchor, which begins at `at`. */
static enum verdict compare_backward(struct walk *walk, size_t at, struct match *match)
{
	const uint32_t *codes = walk->pattern->codes;
	size_t begin = at;
	enum verdict verdict = YES;
	for (size_t i = walk->pattern->anchor.index; i > 0 && verdict == YES; i--) {
		uint32_t code = at > walk->from ? token_before(walk, &at) : 0;
		if (code == FOLD_NOT_ONE)
			verdict = UNSURE;
		else if (code != codes[i - 1])
			verdict = NO;
	}
	walk->work += begin - at;
	match->from = (uint32_t)at;
	return verdict;
}

/* A place from which the tokens of the pattern that stand before its anchor, which begins at `at`, can be counted. */
static size_t step_back(const struct walk *walk, size_t at)
{
	for (size_t left = walk->pattern->anchor.index; left > 0 && at > walk->from;)
		left -= token_before(walk, &at) != FOLD_NOT_ONE;
	return at;
}

/* As comparing, by plodding over the tokens round the anchor that begins at `at`. */
static bool compare_slowly(struct walk *walk, size_t at, struct match *match)
{
	size_t begin = step_back(walk, at), end = at;
	struct token token;
	bool found = false;
	plod_from(walk, begin);
	utf8_next(walk->text, &end);
	while (!found && next_token(&walk->fold, &token)) {
		found = plod(walk, &token, match);
		size_t count = walk->pattern->count;
		size_t start = walk->starts[(walk->oldest + count - MAX(walk->state, 1)) % count];
		if (!found && token.to >= end && start >= end)
			break; /* what matches from there on has another anchor */
	}
	walk->work += walk->fold.at - begin;
	return found;
}

/* Whether two letters of ASCII, the one at `at` and a neighbour of it, rule a match out: most words end here. */
static bool is_ruled_out(const struct walk *walk, size_t at, size_t beside, size_t index)
{
	const struct pattern *pattern = walk->pattern;
	if (index >= pattern->count || beside >= walk->text.len || !g_ascii_isalpha(walk->text.at[at]) ||
	    !g_ascii_isalpha(walk->text.at[beside]))
		return false;
	unsigned char letter = (unsigned char)walk->text.at[beside];
	return (pattern->kind == FOLD_ALL ? letter | 0x20 : letter) != pattern->codes[index];
}

static bool compare(struct walk *walk, size_t at, struct match *match)
{
	size_t index = walk->pattern->anchor.index;
	if (is_ruled_out(walk, at, at + 1, index + 1) || is_ruled_out(walk, at, at - 1, index - 1))
		return false;
	enum verdict verdict = compare_forward(walk, at, match);
	if (verdict == YES)
		verdict = compare_backward(walk, at, match);
	return verdict == UNSURE ? compare_slowly(walk, at, match) : verdict == YES;
}

/* Walking ---------------------------------------------------------------------------------------------------------- */

struct walk walk_begin(const struct pattern *pattern, struct span text, size_t from)
{
	struct walk walk = {
		.pattern = pattern,
		.text = span_cut(text, 0, UINT32_MAX),
		.hits = ANCHOR_HITS_NONE,
	};
	walk.begun = walk.from = walk.at = MIN(from, walk.text.len);
	return walk;
}

size_t walk_place(const struct walk *walk)
{
	return walk->plodding ? walk->fold.at : walk->at;
}

void walk_end(struct walk *walk)
{
	g_free(walk->starts);
	walk->starts = NULL;
}

/* Where a portion of `bytes` from `at` on ends: no character is cut. */
static size_t portion_end(struct span text, size_t at, size_t bytes)
{
	size_t end = at + MIN(bytes, text.len - at);
	while (end < text.len && ((unsigned char)text.at[end] & 0xC0) == 0x80)
		end++;
	return end;
}

/* Whether looking closer takes more than plodding would. */
static bool is_stuck(const struct walk *walk)
{
	return walk->work > WORK_FREE + WORK_TIMES * (walk->at - walk->begun);
}

enum walk_result walk_next(struct walk *walk, size_t bytes, struct match *match)
{
	if (!walk->plodding && (!walk->pattern->anchored || is_stuck(walk))) {
		plod_from(walk, walk->from);
		walk->plodding = true;
	}
	if (walk->plodding)
		return plod_on(walk, bytes, match);
	size_t end = portion_end(walk->text, walk->at, bytes);
	while (!is_stuck(walk)) {
		size_t at = anchor_find(&walk->pattern->anchor, &walk->hits, walk->text, walk->at, end);
		walk->at = at;
		if (at >= end)
			return end < walk->text.len ? WALK_MORE : WALK_END;
		if (compare(walk, at, match)) {
			walk->from = walk->at = match->to;
			return WALK_FOUND;
		}
		utf8_next(walk->text, &walk->at);
	}
	return WALK_MORE;
}

bool pattern_find(const struct pattern *pattern, struct span text, size_t from, struct match *match)
{
	struct walk walk = walk_begin(pattern, text, from);
	enum walk_result result;
	do
		result = walk_next(&walk, SIZE_MAX, match);
	while (result == WALK_MORE);
	walk_end(&walk);
	return result == WALK_FOUND;
}

struct match *pattern_find_all(const struct pattern *pattern, struct span text, size_t *count)
{
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	struct walk walk = walk_begin(pattern, text, 0);
	struct match match;
	enum walk_result result;
	while ((result = walk_next(&walk, SIZE_MAX, &match)) != WALK_END)
		if (result == WALK_FOUND)
			g_array_append_val(matches, match);
	walk_end(&walk);
	*count = matches->len;
	return (struct match *)(void *)g_array_free(matches, matches->len == 0);
}
