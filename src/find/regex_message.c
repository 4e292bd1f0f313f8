/* SPDX-License-Identifier: MIT */
/* What is wrong with a regular expression, in our own words where that is common: PCRE2 speaks English alone. */
#define PCRE2_CODE_UNIT_WIDTH 8

#include "find/regex_message.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <pcre2.h>

#define MESSAGE_SIZE 256

static const struct {
	int number;
	const char *message;
} messages[] = {
	{PCRE2_ERROR_MISSING_CLOSING_PARENTHESIS, N_("a ) is missing")},
	{PCRE2_ERROR_UNMATCHED_CLOSING_PARENTHESIS, N_("there is no ( for this )")},
	{PCRE2_ERROR_MISSING_SQUARE_BRACKET, N_("a ] is missing")},
	{PCRE2_ERROR_QUANTIFIER_INVALID, N_("there is nothing to repeat")},
	{PCRE2_ERROR_QUANTIFIER_OUT_OF_ORDER, N_("the numbers in { } are the wrong way round")},
	{PCRE2_ERROR_QUANTIFIER_TOO_BIG, N_("the number in { } is too large")},
	{PCRE2_ERROR_CLASS_RANGE_ORDER, N_("the range in [ ] is the wrong way round")},
	{PCRE2_ERROR_CLASS_INVALID_RANGE, N_("this is no range of characters")},
	{PCRE2_ERROR_END_BACKSLASH, N_("a \\ at the end means nothing")},
	{PCRE2_ERROR_UNKNOWN_ESCAPE, N_("nothing is known that is written so behind \\")},
	{PCRE2_ERROR_INVALID_AFTER_PARENS_QUERY, N_("nothing is known that is written so behind (?")},
	{PCRE2_ERROR_BAD_SUBPATTERN_REFERENCE, N_("there is no group of this number or name")},
	{PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH, N_("what looks back must have a length that is known")},
	{PCRE2_ERROR_UNKNOWN_UNICODE_PROPERTY, N_("there is no property of characters of this name")},
	{PCRE2_ERROR_UNKNOWN_POSIX_CLASS, N_("there is no class of characters of this name")},
	{PCRE2_ERROR_PARENTHESES_NEST_TOO_DEEP, N_("there are too many groups inside groups")},
	{PCRE2_ERROR_PATTERN_TOO_LARGE, N_("the expression is too large")},
	{PCRE2_ERROR_PATTERN_STRING_TOO_LONG, N_("the expression is too large")},
};

char *regex_message(int number)
{
	PCRE2_UCHAR message[MESSAGE_SIZE];
	for (size_t i = 0; i < G_N_ELEMENTS(messages); i++)
		if (messages[i].number == number)
			return g_strdup(_(messages[i].message));
	pcre2_get_error_message(number, message, sizeof(message));
	return g_strdup_printf(_("this cannot be searched for (PCRE2: %s)"), (const char *)message);
}
