/* SPDX-License-Identifier: MIT */
#ifndef BENCH_LIMITS_H
#define BENCH_LIMITS_H

/*
 * The least that any program must do that loads an archive, or looks whether it has changed: what ours takes is
 * measured beside it. One thread walks, then `threads` work through what was found. Nothing of jianbao's is used.
 */

#include <stddef.h>

/* Reads all files below a folder, passes the front matter, asks libxml2's SAX for the text. Gives the files' bytes. */
size_t limit_parse(const char *folder, unsigned threads);

/* Asks the system for size and time of all files below a folder. Gives how many there are. */
size_t limit_stat(const char *folder, unsigned threads);

#endif
