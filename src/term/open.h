/* SPDX-License-Identifier: MIT */
#ifndef TERM_OPEN_H
#define TERM_OPEN_H

/*
 * Opening an address in the person's browser: the programs of $BROWSER (parted by colons; %s is the address, %% a
 * percent sign), then xdg-open, then open. No shell anywhere: the address is one argument of one program. Anything but
 * http and https, white space, control characters and quotation marks are refused before a program is chosen.
 */

#include <glib.h>
#include <stdbool.h>

#include "base/span.h"

/* What decides how an address is opened; taken from the environment by open_place_now(). */
struct open_place {
	const char *browser; /* $BROWSER, or NULL */
	bool desktop;        /* a graphical session: programs run beside us, and xdg-open makes sense */
	bool secure;         /* nothing may leave the program */
};

/* `browser` points into the environment. `secure` is handed on. */
struct open_place open_place_now(bool secure);

/* NULL where `url` may be opened; else why not, for people, static. */
const char *open_refusal(const struct open_place *place, struct span url);

/*
 * The argument vectors to try in turn: an array of char ** (g_strfreev), for g_ptr_array_unref(). `url` must not be
 * refused.
 */
GPtrArray *open_candidates(const struct open_place *place, struct span url);

/*
 * Starts the first candidate that can be started; `url` is one that open_refusal() passes. On a desktop the program
 * runs beside us, with no hold on the terminal. Elsewhere it is a text browser: it gets the terminal, which the caller
 * has given back, and we wait for it. False where none could be started or (without a desktop) all ended with an error.
 */
bool open_address(const struct open_place *place, struct span url);

#endif
