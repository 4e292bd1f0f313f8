/* SPDX-License-Identifier: MIT */
#ifndef TERM_OPEN_H
#define TERM_OPEN_H

#include <stdbool.h>

#include "base/span.h"

/*
 * Opens a http or https address in the person's browser: the programs of $BROWSER (parted by colons, %s is the address),
 * then xdg-open, then open. No shell: the address is one argument. Gives a message to show, for g_free(); `*opened` tells
 * whether a program was started. Anything but http and https, control characters and a leading dash are refused.
 */
char *open_address(struct span url, bool *opened);

/*
 * The argument vectors that open_address() would try in turn, for tests: an array of NULL-terminated string vectors, ended by
 * NULL; free each with g_strfreev and the array with g_free. `browser` is $BROWSER or NULL.
 */
char ***open_candidates(const char *browser, struct span url);

#endif
