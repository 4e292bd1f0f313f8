/* SPDX-License-Identifier: MIT */
/*
 * Linux shares a processor among threads in turns of some milliseconds. From 6.12 on a thread may ask for shorter ones:
 * it gets no more of the processor than before, but interrupts whoever has a longer turn. Earlier kernels take the wish
 * and do nothing; other systems have no such call.
 */
#include "term/turn.h"

#include <sched.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#define TURN_NS 100000 /* the shortest that there is */
#define RESET_ON_FORK 1 /* the kernel's SCHED_FLAG_RESET_ON_FORK */

/* The kernel's struct sched_attr, as it was at first: the C library declares it from 2.41 on. */
struct attributes {
	uint32_t size, policy;
	uint64_t flags;
	int32_t nice;
	uint32_t priority;
	uint64_t runtime, deadline, period; /* nanoseconds */
};

void turn_shorten(void)
{
#if defined(SYS_sched_getattr) && defined(SYS_sched_setattr)
	struct attributes attributes = {.size = sizeof(attributes)};

	if (syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0) != 0 ||
	    attributes.policy != SCHED_OTHER)
		return;
	attributes.runtime = TURN_NS;
	attributes.flags |= RESET_ON_FORK;
	syscall(SYS_sched_setattr, 0, &attributes, 0);
#endif
}
