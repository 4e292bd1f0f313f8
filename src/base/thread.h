/* SPDX-License-Identifier: MIT */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

/* What threads ask of the system about themselves. Where it knows no such thing of a thread, nothing happens. */

#include <stddef.h>

/*
 * How often the calling thread has gone to sleep since it began: for a disk, a lock, another thread. Not counted is
 * when others were let go first while it had something to do. Always 0 where the system does not tell.
 */
size_t thread_sleeps(void);

/* From now on the calling thread lets others go first, those of other programs, too: nobody waits for what it makes. */
void thread_step_back(void);

#endif
