/* SPDX-License-Identifier: MIT */
#ifndef BASE_SLEEPS_H
#define BASE_SLEEPS_H

#include <stddef.h>

/*
 * How often the calling thread has gone to sleep since it began: for a disk, a lock, another thread. Not counted is
 * when others were let go first while it had something to do. Always 0 where the system does not tell that of a thread.
 */
size_t sleeps(void);

#endif
