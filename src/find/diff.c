/* SPDX-License-Identifier: MIT */
/*
 * First by paragraphs; a run of paragraphs that has changed is compared again by words and characters. The furthest
 * points of each round are kept to find the way back: rounds are bounded, and what needs more of them has changed as a
 * whole.
 */
#include "find/diff.h"

#include <stdint.h>

#include "text/utf8.h"

#define ROUNDS_MOST 1500 /* keeps at most so many squared numbers */

/* Where a token begins is where the one before ends. */
struct token {
	uint64_t hash;
	size_t end;
};

typedef size_t next_token(struct span text, size_t at);

static size_t next_line(struct span text, size_t at)
{
	const char *end = memchr(text.at + at, '\n', text.len - at);
	return end ? (size_t)(end - text.at) + 1 : text.len;
}

static bool is_letter(uint32_t code)
{
	return g_unichar_isalnum(code) && !code_is_cjk(code) && !code_is_hangul(code);
}

static size_t next_word(struct span text, size_t at)
{
	bool letter = is_letter(utf8_next(text, &at));
	while (letter && at < text.len) {
		size_t next = at;
		if (!is_letter(utf8_next(text, &next)))
			break;
		at = next;
	}
	return at;
}

static GArray *split(struct span text, next_token *next)
{
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(struct token));
	for (size_t at = 0; at < text.len;) {
		struct token token = {0xCBF29CE484222325u, next(text, at)};
		for (; at < token.end; at++)
			token.hash = (token.hash ^ (unsigned char)text.at[at]) * 0x100000001B3u;
		g_array_append_val(tokens, token);
	}
	return tokens;
}

/* A text and its tokens from `from` up to `to`. */
struct side {
	struct span text;
	const GArray *tokens;
	size_t from, to;
};

static size_t start_of(const struct side *side, size_t token)
{
	return token > 0 ? g_array_index(side->tokens, struct token, token - 1).end : 0;
}

static struct span cut(const struct side *side, size_t from, size_t to)
{
	return span_cut(side->text, start_of(side, from), start_of(side, to));
}

static bool same(const struct side *old, size_t one, const struct side *new, size_t other)
{
	return g_array_index(old->tokens, struct token, one).hash ==
	               g_array_index(new->tokens, struct token, other).hash &&
	       span_equal(cut(old, one, one + 1), cut(new, other, other + 1));
}

static void add(GArray *edits, enum edit_kind kind, struct span text)
{
	struct edit edit = {kind, text}, *last = edits->len ? &g_array_index(edits, struct edit, edits->len - 1) : NULL;
	if (text.len == 0)
		return;
	if (last && last->kind == kind && last->text.at + last->text.len == text.at)
		last->text.len += text.len;
	else
		g_array_append_val(edits, edit);
}

/* Which tokens of both are kept: pairs, ascending, in `kept` (struct pair). */
struct pair {
	size_t old, new;
};

/* The furthest points of round d stand at [d * d, (d + 1) * (d + 1)), by diagonal from -d to d. */
static size_t point_at(const GArray *points, long round, long diagonal)
{
	return g_array_index(points, size_t, (guint)(round * round + round + diagonal));
}

static bool comes_down(const GArray *points, long round, long diagonal)
{
	if (diagonal == -round)
		return true;
	return diagonal != round &&
	       point_at(points, round - 1, diagonal - 1) < point_at(points, round - 1, diagonal + 1);
}

/* Along `diagonal` as far as it goes in this round; in tokens of the old side, from its `from`. */
static size_t go(const struct side *old, const struct side *new, const GArray *points, long round, long diagonal)
{
	size_t x = 0;
	if (round > 0)
		x = comes_down(points, round, diagonal) ? point_at(points, round - 1, diagonal + 1) :
							  point_at(points, round - 1, diagonal - 1) + 1;
	while (x < old->to - old->from && (long)x - diagonal < (long)(new->to - new->from) && (long)x >= diagonal &&
	       same(old, old->from + x, new, new->from + (size_t)((long)x - diagonal)))
		x++;
	return x;
}

/* The points of all rounds; `*rounds` is the one that came to the end, or -1. */
static GArray *go_round(const struct side *old, const struct side *new, long *rounds)
{
	GArray *points = g_array_new(FALSE, FALSE, sizeof(size_t));
	long n = (long)(old->to - old->from), m = (long)(new->to - new->from);
	for (long round = 0; round <= MIN(n + m, ROUNDS_MOST); round++) {
		for (long diagonal = -round; diagonal <= round; diagonal++) {
			size_t x = 0;
			if ((diagonal + round) % 2 == 0)
				x = go(old, new, points, round, diagonal);
			g_array_append_val(points, x);
			if ((diagonal + round) % 2 == 0 && diagonal == n - m && (long)x >= n) {
				*rounds = round;
				return points;
			}
		}
	}
	*rounds = -1;
	return points;
}

static int compare_pairs(const void *a, const void *b)
{
	const struct pair *one = a, *other = b;
	return (one->old > other->old) - (one->old < other->old);
}

static GArray *kept_of(const struct side *old, const struct side *new)
{
	GArray *kept = g_array_new(FALSE, FALSE, sizeof(struct pair));
	long rounds, x = (long)(old->to - old->from), y = (long)(new->to - new->from);
	GArray *points = go_round(old, new, &rounds);
	for (long round = rounds; round >= 0; round--) {
		bool down = round > 0 && comes_down(points, round, x - y);
		long diagonal = x - y + (down ? 1 : -1), from = 0;
		if (round > 0)
			from = (long)point_at(points, round - 1, diagonal) + !down;
		for (; x > from; x--, y--) {
			struct pair pair = {old->from + (size_t)x - 1, new->from + (size_t)y - 1};
			g_array_append_val(kept, pair);
		}
		x -= !down;
		y -= down;
	}
	g_array_free(points, TRUE);
	g_array_sort(kept, compare_pairs);
	return kept;
}

typedef void changed(struct span old, struct span new, GArray *edits);

static void changed_wholly(struct span old, struct span new, GArray *edits)
{
	add(edits, EDIT_REMOVED, old);
	add(edits, EDIT_ADDED, new);
}

static void compare(struct span old, struct span new, next_token *next, changed *change, GArray *edits)
{
	GArray *olds = split(old, next), *news = split(new, next), *kept;
	struct side one = {old, olds, 0, olds->len}, other = {new, news, 0, news->len};
	size_t old_at, new_at, end = 0;
	while (one.from < one.to && other.from < other.to && same(&one, one.from, &other, other.from))
		one.from++, other.from++;
	while (one.from < one.to && other.from < other.to && same(&one, one.to - 1, &other, other.to - 1))
		one.to--, other.to--, end++;
	add(edits, EDIT_KEPT, cut(&one, 0, one.from));
	kept = kept_of(&one, &other);
	old_at = one.from;
	new_at = other.from;
	for (guint i = 0; i < kept->len; i++) {
		struct pair pair = g_array_index(kept, struct pair, i);
		if (pair.old > old_at || pair.new > new_at)
			change(cut(&one, old_at, pair.old), cut(&other, new_at, pair.new), edits);
		add(edits, EDIT_KEPT, cut(&one, pair.old, pair.old + 1));
		old_at = pair.old + 1;
		new_at = pair.new + 1;
	}
	if (one.to > old_at || other.to > new_at)
		change(cut(&one, old_at, one.to), cut(&other, new_at, other.to), edits);
	add(edits, EDIT_KEPT, cut(&one, one.to, one.to + end));
	g_array_free(kept, TRUE);
	g_array_free(olds, TRUE);
	g_array_free(news, TRUE);
}

static void changed_inside(struct span old, struct span new, GArray *edits)
{
	if (old.len == 0 || new.len == 0)
		changed_wholly(old, new, edits);
	else
		compare(old, new, next_word, changed_wholly, edits);
}

GArray *diff_texts(struct span old, struct span new)
{
	GArray *edits = g_array_new(FALSE, FALSE, sizeof(struct edit));
	compare(old, new, next_line, changed_inside, edits);
	return edits;
}
