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

/*
 * Whom a thread lets go first when both have something to do, also of other programs: nice values. What asks for all of
 * a processor gets a tenth of it with 10, and a seventieth with 19.
 */
enum thread_place {
	THREAD_READS = 10, /* who answers keys: one reads what is there while it brings more */
	THREAD_MAKES = 19, /* those that bring more, too: nobody waits for what it makes */
};

/* From now on the calling thread stands there. */
void thread_step_back(enum thread_place place);

#endif
