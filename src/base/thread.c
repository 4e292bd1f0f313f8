/* SPDX-License-Identifier: MIT */
/*
 * Linux and FreeBSD tell of a single thread how often it slept, as voluntary context switches; on Linux the nice value
 * is a thread's, and elsewhere the whole program's, which must stay as it is.
 */
#include "base/thread.h"

#include <sys/resource.h>

size_t thread_sleeps(void)
{
#ifdef RUSAGE_THREAD
	struct rusage usage;

	if (getrusage(RUSAGE_THREAD, &usage) == 0)
		return (size_t)usage.ru_nvcsw;
#endif
	return 0;
}

void thread_step_back(enum thread_place place)
{
#ifdef __linux__
	setpriority(PRIO_PROCESS, 0, (int)place);
#else
	(void)place;
#endif
}
