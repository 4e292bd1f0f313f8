/* SPDX-License-Identifier: MIT */
/*
 * One pass over the expression. Groups and classes are passed over whole, what may be missing (a? a* a{0,}) is left
 * out, and an expression with options or with verbs has no literals, nor one of which a branch has none. Only
 * characters for which case in PCRE2 and in the fold agree are taken.
 */
#include "find/literals.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#include "text/utf8.h"

struct literal {
	size_t from, to; /* bytes of the run; equal: none */
	unsigned branch;
};

static bool is_plain(uint32_t code)
{
	if (code < 0x80)
		return g_ascii_isalnum((char)code);
	return code_is_han(code) || code_is_kana(code) || code_is_hangul(code);
}

/* The byte behind a class that begins at `at`; SPAN_NONE where it has no end. */
static size_t skip_class(struct span text, size_t at)
{
	at++;
	if (at < text.len && text.at[at] == '^')
		at++;
	for (bool first = true; at < text.len; first = false, at++) {
		if (text.at[at] == ']' && !first)
			return at + 1;
		if (text.at[at] == '\\' && at + 1 < text.len && text.at[at + 1] == 'Q')
			return SPAN_NONE;
		if (text.at[at] == '\\')
			at++;
		else if (text.at[at] == '[' && at + 1 < text.len && strchr(":.=", text.at[at + 1]))
			return SPAN_NONE;
	}
	return SPAN_NONE;
}

/* The byte behind an escape that begins at `at`; SPAN_NONE for one that takes more than its letter. */
static size_t skip_escape(struct span text, size_t at)
{
	if (at + 1 >= text.len || !strchr("dDwWsSbBAzZnrtfvhHRX.*+?()[]{}|^$\\/-", text.at[at + 1]) || !text.at[at + 1])
		return SPAN_NONE;
	return at + 2;
}

/* The byte behind a group that begins at `at`; SPAN_NONE for one with options. */
static size_t skip_group(struct span text, size_t at)
{
	unsigned depth = 0;
	while (at != SPAN_NONE && at < text.len) {
		char c = text.at[at];
		if (c == '(' && at + 1 < text.len && text.at[at + 1] == '*')
			return SPAN_NONE;
		if (c == '(' && at + 1 < text.len && text.at[at + 1] == '?' &&
		    (at + 2 >= text.len || !strchr(":=!<", text.at[at + 2])))
			return SPAN_NONE;
		if (c == '[')
			at = skip_class(text, at);
		else if (c == '\\')
			at = skip_escape(text, at);
		else
			at++;
		depth += c == '(';
		depth -= c == ')';
		if (depth == 0)
			return at;
	}
	return SPAN_NONE;
}

/* The closing brace of what begins at `at`; SPAN_NONE where numbers are not all that it holds. */
static size_t skip_numbers(struct span text, size_t at)
{
	for (at++; at < text.len && (g_ascii_isdigit(text.at[at]) || text.at[at] == ','); at++)
		;
	return at < text.len && text.at[at] == '}' ? at : SPAN_NONE;
}

/* The byte behind what says how often something stands; it may be none. */
static size_t skip_times(struct span text, size_t at, bool *may_be_missing)
{
	*may_be_missing = false;
	if (at >= text.len || !strchr("?*+{", text.at[at]) || !text.at[at])
		return at;
	*may_be_missing = text.at[at] != '+';
	if (text.at[at] == '{')
		at = skip_numbers(text, at);
	if (at == SPAN_NONE)
		return SPAN_NONE;
	for (at++; at < text.len && (text.at[at] == '?' || text.at[at] == '+');)
		at++;
	return at;
}

/* One that is found. */
struct taken {
	struct span literal;
	unsigned branch;
};

static void end_run(struct literal *run, struct span text, GArray *runs)
{
	if (run->to > run->from) {
		struct taken taken = {span_cut(text, run->from, run->to), run->branch};
		g_array_append_val(runs, taken);
	}
	run->from = run->to = 0;
}

/* Takes one character or what stands for characters; the byte behind it. */
static size_t take_atom(struct span text, size_t at, struct literal *run, GArray *runs)
{
	size_t end = at;
	uint32_t code = utf8_next(text, &end);
	bool may_be_missing, plain = is_plain(code);
	if (code == '#')
		return SPAN_NONE;
	if (code == '(')
		end = skip_group(text, at);
	else if (code == '[')
		end = skip_class(text, at);
	else if (code == '\\')
		end = skip_escape(text, at);
	if (end == SPAN_NONE)
		return SPAN_NONE;
	size_t behind = skip_times(text, end, &may_be_missing);
	if (!plain || may_be_missing) {
		end_run(run, text, runs);
		return behind;
	}
	if (run->from == run->to)
		run->from = at;
	run->to = end;
	if (behind > end)
		end_run(run, text, runs);
	return behind;
}

/* Whether the last branch has any. */
static bool has_any(const struct literal *run, const GArray *runs)
{
	return runs->len > 0 && g_array_index(runs, struct taken, runs->len - 1).branch == run->branch;
}

void literals_find(struct span expression, void (*take)(void *data, unsigned branch, struct span literal), void *data)
{
	GArray *runs = g_array_new(FALSE, FALSE, sizeof(struct taken));
	struct literal run = {0};
	size_t at = 0;
	bool all = true;
	while (all && at != SPAN_NONE && at < expression.len) {
		if (expression.at[at] != '|') {
			at = take_atom(expression, at, &run, runs);
			continue;
		}
		end_run(&run, expression, runs);
		all = has_any(&run, runs);
		run.branch++;
		at++;
	}
	end_run(&run, expression, runs);
	all = all && has_any(&run, runs);
	for (guint i = 0; at != SPAN_NONE && all && i < runs->len; i++) {
		const struct taken *taken = &g_array_index(runs, struct taken, i);
		take(data, taken->branch, taken->literal);
	}
	g_array_unref(runs);
}
