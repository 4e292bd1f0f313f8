/* SPDX-License-Identifier: MIT */
/*
 * Each term walks through the text on its own, all of them portion by portion, so that what is found comes nearly in
 * order. An expression is given one stretch of lines after the other: the library looks at the whole of what it is
 * given at each call. Offsets are bytes.
 */
#include "find/typed.h"

#include <string.h>

#include "find/match.h"
#include "text/utf8.h"

enum {
	STRETCH = 4096,       /* bytes that an expression is given at a time, up to the end of the line */
	STRETCH_MOST = 65536, /* where no line ends */
};

/* Either a pattern or a regular expression. */
struct term {
	struct pattern *pattern;
	struct regex *regex;
};

struct typed {
	GArray *terms; /* struct term */
};

struct stride {
	struct walk walk; /* of a pattern */
	size_t at;        /* an expression has looked at what stands before */
	bool ended;
};

struct typed_walk {
	const struct typed *typed;
	struct span text;
	size_t at; /* portions end here */
	bool gave_up;
	GArray *strides; /* struct stride, one a term */
};

/* Reading the line ------------------------------------------------------------------------------------------------- */

/* The first `stop` from `at` on that has no backslash before it, or the end. */
static size_t find_plain(struct span line, size_t at, char stop)
{
	while (at < line.len && line.at[at] != stop)
		at += line.at[at] == '\\' ? 2 : 1;
	return MIN(at, line.len);
}

static void add_term(struct typed *typed, struct pattern *pattern, struct regex *regex)
{
	struct term term = {pattern, regex};
	if (pattern || regex)
		g_array_append_val(typed->terms, term);
}

static void add_words(struct typed *typed, struct span words, bool exact)
{
	GString *plain = g_string_new(NULL);
	if (words.len > 1 && words.at[0] == '=') {
		exact = true;
		words = span_from(words, 1);
	}
	for (size_t i = 0; i < words.len; i++) {
		char next = i + 1 < words.len ? words.at[i + 1] : '\0';
		bool escapes = words.at[i] == '\\' && (next == '|' || (i == 0 && (next == '/' || next == '=')));
		i += escapes;
		g_string_append_c(plain, words.at[i]);
	}
	struct span text = {plain->str, plain->len};
	add_term(typed, pattern_new_folded(text, exact ? FOLD_EXACT : fold_smart(text)), NULL);
	g_string_free(plain, TRUE);
}

/* The term that begins at `at`, and moves there behind it. False for a wrong expression. */
static bool read_term(struct typed *typed, struct span line, size_t *at, bool exact, struct regex_error *error)
{
	size_t begin = *at;
	if (line.at[begin] != '/') {
		*at = find_plain(line, begin, '|');
		struct span words = span_cut(line, begin, *at);
		add_words(typed, begin > 0 || *at < line.len ? span_trim(words) : words, exact);
		return true;
	}
	size_t end = find_plain(line, begin + 1, '/');
	*at = find_plain(line, MIN(end + 1, line.len), '|');
	if (end == begin + 1)
		return true;
	struct regex *regex = regex_new(span_cut(line, begin + 1, end), error);
	if (!regex)
		error->at = utf8_length(span_cut(line, 0, begin + 1 + error->at)) + 1;
	add_term(typed, NULL, regex);
	return regex != NULL;
}

struct typed *typed_new(struct span line, struct regex_error *error)
{
	struct typed *typed = g_new0(struct typed, 1);
	bool exact = line.len > 1 && line.at[0] == '=', right = true;
	*error = (struct regex_error){0, NULL};
	typed->terms = g_array_new(FALSE, FALSE, sizeof(struct term));
	for (size_t at = exact; at < line.len && right; at++)
		right = read_term(typed, line, &at, exact, error);
	if (right && typed->terms->len > 0)
		return typed;
	typed_free(typed);
	return NULL;
}

void typed_free(struct typed *typed)
{
	if (!typed)
		return;
	for (guint i = 0; i < typed->terms->len; i++) {
		pattern_free(g_array_index(typed->terms, struct term, i).pattern);
		regex_free(g_array_index(typed->terms, struct term, i).regex);
	}
	g_array_unref(typed->terms);
	g_free(typed);
}

/* Finding ---------------------------------------------------------------------------------------------------------- */

bool typed_find(const struct typed *typed, struct span text, size_t from, struct hit *hit)
{
	bool any = false;
	for (guint i = 0; i < typed->terms->len; i++) {
		const struct term *term = &g_array_index(typed->terms, struct term, i);
		struct match match;
		bool found = term->pattern ? pattern_find(term->pattern, text, from, &match)
		                           : regex_find(term->regex, text, from, &match, NULL);
		if (found && (!any || match.from < hit->from))
			*hit = (struct hit){match.from, match.to, i};
		any |= found;
	}
	return any;
}

struct typed_walk *typed_walk_new(const struct typed *typed, struct span text)
{
	struct typed_walk *walk = g_new0(struct typed_walk, 1);
	walk->typed = typed;
	walk->text = span_cut(text, 0, UINT32_MAX);
	walk->strides = g_array_new(FALSE, TRUE, sizeof(struct stride));
	g_array_set_size(walk->strides, typed->terms->len);
	for (guint i = 0; i < typed->terms->len; i++) {
		const struct term *term = &g_array_index(typed->terms, struct term, i);
		if (term->pattern)
			g_array_index(walk->strides, struct stride, i).walk = walk_begin(term->pattern, walk->text, 0);
	}
	return walk;
}

void typed_walk_free(struct typed_walk *walk)
{
	if (!walk)
		return;
	for (guint i = 0; i < walk->strides->len; i++)
		walk_end(&g_array_index(walk->strides, struct stride, i).walk);
	g_array_unref(walk->strides);
	g_free(walk);
}

bool typed_walk_gave_up(const struct typed_walk *walk)
{
	return walk->gave_up;
}

/* Puts a hit where it belongs; that is near the end. */
static void insert(GArray *hits, struct hit hit)
{
	guint at = hits->len;
	while (at > 0 && g_array_index(hits, struct hit, at - 1).from >= hit.to)
		at--;
	if (at == 0 || g_array_index(hits, struct hit, at - 1).to <= hit.from)
		g_array_insert_val(hits, at, hit);
}

static void stride_pattern(struct typed_walk *walk, guint term, GArray *hits)
{
	struct stride *stride = &g_array_index(walk->strides, struct stride, term);
	struct match match;
	while (!stride->ended && walk_place(&stride->walk) < walk->at) {
		enum walk_result result = walk_next(&stride->walk, walk->at - walk_place(&stride->walk), &match);
		stride->ended = result == WALK_END;
		if (result == WALK_FOUND)
			insert(hits, (struct hit){match.from, match.to, term});
	}
}

/* Where the stretch that begins at `at` ends: behind a line. */
static size_t stretch_end(struct span text, size_t at)
{
	size_t least = MIN(text.len, at + STRETCH), most = MIN(text.len, at + STRETCH_MOST);
	const char *feed = least < most ? memchr(text.at + least, '\n', most - least) : NULL;
	if (feed)
		return (size_t)(feed - text.at) + 1;
	while (most < text.len && ((unsigned char)text.at[most] & 0xC0) == 0x80)
		most++;
	return most;
}

static void stride_regex(struct typed_walk *walk, const struct regex *regex, guint term, GArray *hits)
{
	struct stride *stride = &g_array_index(walk->strides, struct stride, term);
	while (stride->at < walk->at && stride->at < walk->text.len) {
		size_t end = stretch_end(walk->text, stride->at), from = 0;
		struct span stretch = span_cut(walk->text, stride->at, end);
		struct match match;
		for (; regex_find(regex, stretch, from, &match, &walk->gave_up); from = match.to)
			insert(hits,
			       (struct hit){(uint32_t)stride->at + match.from, (uint32_t)stride->at + match.to, term});
		stride->at = end;
	}
	stride->ended = stride->at >= walk->text.len;
}

bool typed_walk_on(struct typed_walk *walk, size_t bytes, GArray *hits)
{
	bool more = false;
	walk->at += MIN(bytes, walk->text.len + 1 - MIN(walk->at, walk->text.len));
	for (guint i = 0; i < walk->strides->len; i++) {
		const struct term *term = &g_array_index(walk->typed->terms, struct term, i);
		if (term->pattern)
			stride_pattern(walk, i, hits);
		else
			stride_regex(walk, term->regex, i, hits);
		more |= !g_array_index(walk->strides, struct stride, i).ended;
	}
	return more && walk->at <= walk->text.len;
}
