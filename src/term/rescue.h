/* SPDX-License-Identifier: MIT */
#ifndef TERM_RESCUE_H
#define TERM_RESCUE_H

/*
 * Giving the terminal back when the program dies: on abort, on a fault, on exit() from anywhere. What a signal handler
 * needs must be in static memory, so this is the one place of the program that keeps some: the state of the terminal
 * before it was taken, and the bytes that undo what was switched on.
 */

#include <stddef.h>
#include <termios.h>

/*
 * From here on a crash sets the terminal at `fd` back to `before` and writes `restore` (`len` bytes; both are copied),
 * which leaves the full screen. The handlers are put in place once.
 */
void rescue_arm(int fd, const struct termios *before, const char *restore, size_t len);

/* The terminal was given back in the ordinary way: a crash from here on leaves it alone. */
void rescue_disarm(void);

#endif
