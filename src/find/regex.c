/* SPDX-License-Identifier: MIT */
/*
 * PCRE2 with its compiler to machine code, where the machine has one. The limits count steps and bytes, not time, so
 * the same text always gives the same answer. Text that is no UTF-8 is met where it is: nothing matches across it.
 */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "find/regex.h"

#include <glib.h>
#include <pcre2.h>

#include "find/literals.h"
#include "find/regex_message.h"
#include "text/fold.h"

enum {
	STEPS_MOST = 200000, /* of matching from one place on: some milliseconds */
	DEPTH_MOST = 1000,   /* backtracks that wait, where the expression is not compiled to machine code */
	HEAP_MOST = 4096,    /* KiB */
	LENGTH_MOST = 4096,  /* bytes of an expression */
	NESTING_MOST = 100,  /* groups inside groups */
};

struct regex {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *context;
	char *expression;
	size_t length;
};

static pcre2_code *compile(struct span expression, int *error, size_t *at)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	uint32_t options = PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_MULTILINE | PCRE2_NEVER_BACKSLASH_C;
	if (fold_smart(expression) == FOLD_ALL)
		options |= PCRE2_CASELESS;
	pcre2_set_parens_nest_limit(context, NESTING_MOST);
	pcre2_set_max_pattern_length(context, LENGTH_MOST);
	pcre2_set_newline(context, PCRE2_NEWLINE_LF);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)expression.at, expression.len, options, error, at, context);
	pcre2_compile_context_free(context);
	return code;
}

struct regex *regex_new(struct span expression, struct regex_error *error)
{
	int number;
	pcre2_code *code = compile(expression, &number, &error->at);
	if (!code) {
		error->at = MIN(error->at, expression.len);
		error->message = regex_message(number);
		return NULL;
	}
	struct regex *regex = g_new0(struct regex, 1);
	regex->code = code;
	regex->expression = g_strndup(expression.at, expression.len);
	regex->length = expression.len;
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	regex->data = pcre2_match_data_create(1, NULL);
	regex->context = pcre2_match_context_create(NULL);
	pcre2_set_match_limit(regex->context, STEPS_MOST);
	pcre2_set_depth_limit(regex->context, DEPTH_MOST);
	pcre2_set_heap_limit(regex->context, HEAP_MOST);
	return regex;
}

void regex_free(struct regex *regex)
{
	if (!regex)
		return;
	pcre2_match_context_free(regex->context);
	pcre2_match_data_free(regex->data);
	pcre2_code_free(regex->code);
	g_free(regex->expression);
	g_free(regex);
}

bool regex_find(const struct regex *regex, struct span text, size_t from, struct match *match, bool *given_up)
{
	text = span_cut(text, 0, UINT32_MAX);
	if (from > text.len || !text.at)
		return false;
	int found = pcre2_match(regex->code, (PCRE2_SPTR)text.at, text.len, from, PCRE2_NOTEMPTY, regex->data,
	                        regex->context);
	if (found < 0) {
		if (found != PCRE2_ERROR_NOMATCH && given_up)
			*given_up = true;
		return false;
	}
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(regex->data);
	*match = (struct match){(uint32_t)ends[0], (uint32_t)ends[1]};
	return ends[1] > ends[0];
}

/* The beginning of a character at or after `at`. */
static size_t character_at(struct span text, size_t at)
{
	while (at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80)
		at++;
	return MIN(at, text.len);
}

/*
 * The library is given the text up to some byte, and says where it would have liked to read on: then it is asked from
 * there, with twice as much. Where it says that there is no match, none begins before that byte.
 */
enum walk_result regex_find_on(const struct regex *regex, struct span text, size_t bytes, struct regex_place *place,
                               bool *given_up)
{
	text = span_cut(text, 0, UINT32_MAX);
	size_t end = character_at(text, place->to + bytes);
	bool last = end == text.len;
	if (place->from >= text.len || !text.at)
		return WALK_END;
	if (!last)
		pcre2_jit_compile(regex->code, PCRE2_JIT_PARTIAL_HARD);
	int found = pcre2_match(regex->code, (PCRE2_SPTR)text.at, end, place->from,
	                        PCRE2_NOTEMPTY | (last ? 0 : PCRE2_PARTIAL_HARD), regex->data, regex->context);
	const PCRE2_SIZE *ends = pcre2_get_ovector_pointer(regex->data);
	if (found > 0)
		return ends[1] > ends[0] ? WALK_FOUND : WALK_END;
	if (found != PCRE2_ERROR_NOMATCH && found != PCRE2_ERROR_PARTIAL) {
		*given_up = true;
		return WALK_END;
	}
	if (last)
		return WALK_END;
	size_t waiting = found == PCRE2_ERROR_PARTIAL ? ends[0] : end;
	*place = (struct regex_place){waiting, end + (end - waiting)};
	return WALK_MORE;
}

void regex_literals(const struct regex *regex, void (*take)(void *data, unsigned branch, struct span literal),
                    void *data)
{
	literals_find((struct span){regex->expression, regex->length}, take, data);
}
