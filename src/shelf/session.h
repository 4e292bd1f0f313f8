/* SPDX-License-Identifier: MIT */
#ifndef SHELF_SESSION_H
#define SHELF_SESSION_H

/* The name under which it is kept where one was in these archives. */

/*
 * The whole paths of archives (a list that NULL ends), one a line, for g_free(): the same however they are spelled,
 * wherever one stands and through whichever links. NULL for standard input, to which one cannot come back.
 */
char *session_name(char *const *archives);

#endif
