/* SPDX-License-Identifier: MIT */
#ifndef FIND_REGEX_MESSAGE_H
#define FIND_REGEX_MESSAGE_H

/* What PCRE2 found wrong with an expression, by its number, for people: translated, for g_free(). */
char *regex_message(int number);

#endif
