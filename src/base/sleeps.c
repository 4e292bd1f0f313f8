/* SPDX-License-Identifier: MIT */
/* What the system counts as voluntary context switches. Linux and FreeBSD tell them of a single thread. */
#include "base/sleeps.h"

#include <sys/resource.h>

size_t sleeps(void)
{
#ifdef RUSAGE_THREAD
	struct rusage usage;

	if (getrusage(RUSAGE_THREAD, &usage) == 0)
		return (size_t)usage.ru_nvcsw;
#endif
	return 0;
}
