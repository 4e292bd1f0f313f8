/* SPDX-License-Identifier: MIT */
#ifndef FIND_QUERY_SCANNER_H
#define FIND_QUERY_SCANNER_H

/*
 * The text of a query while it is read, and the first thing that is wrong with it. Nobody but query_parse.c includes
 * it.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

struct query_scanner {
	struct span text;          /* UTF-8 */
	size_t at;                 /* what is read next */
	struct query_error *error; /* no message: nothing is wrong yet */
};

/*
 * Remembers the first error, from byte `from` up to `to`; one that typing on may mend, `unfinished`, gives way to one
 * that it cannot. Takes over the message. False, for the caller to give back.
 */
bool scanner_note(struct query_scanner *scanner, size_t from, size_t to, bool unfinished, char *message);

/* scanner_note() for what is wrong from `from` up to where the scanner is; copies the message. False. */
bool scanner_wrong(struct query_scanner *scanner, size_t from, const char *message);

/* What is missing at the end is unfinished, and true: the rest counts. Elsewhere it is wrong. Copies the message. */
bool scanner_missing(struct query_scanner *scanner, const char *message);

/* The ASCII sign that a code point stands for; else itself. */
uint32_t scanner_plain(uint32_t code);

/* The next code point as it is, and where the one behind it stands; 0 at the end. */
uint32_t scanner_look(const struct query_scanner *scanner, size_t *next);

/* Whether the next code point is this ASCII sign, or stands for it; and goes behind it then. */
bool scanner_at_sign(const struct query_scanner *scanner, uint32_t sign);
bool scanner_take_sign(struct query_scanner *scanner, uint32_t sign);

/* Whether white space comes next, or the end. */
bool scanner_at_space(const struct query_scanner *scanner);

/* Goes behind white space, if there is any. */
void scanner_skip_spaces(struct query_scanner *scanner);

#endif
