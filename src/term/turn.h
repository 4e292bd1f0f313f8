/* SPDX-License-Identifier: MIT */
#ifndef TERM_TURN_H
#define TERM_TURN_H

/*
 * From now on the calling thread comes to its turn at once when it wakes, beside others that work all the time: for the
 * one that answers keys, before the others begin. Threads and programs that it starts do not inherit that, nor a nice
 * value below 0. Nothing changes where the system knows of no such thing.
 */
void turn_shorten(void);

#endif
