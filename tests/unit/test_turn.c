/* SPDX-License-Identifier: MIT */
/* The thread that asks for short turns has them, where the kernel tells of such things; those that it starts do not. */
#include "term/turn.h"

#include <glib.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SHORT_NS 100000

/* The length of the calling thread's turns in nanoseconds; 0 where nobody can tell. */
static uint64_t turn_ns(void)
{
	struct {
		uint32_t size, policy;
		uint64_t flags;
		int32_t nice;
		uint32_t priority;
		uint64_t runtime, deadline, period;
	} attributes = {.size = sizeof(attributes)};
#ifdef SYS_sched_getattr
	if (syscall(SYS_sched_getattr, 0, &attributes, sizeof(attributes), 0) == 0)
		return attributes.runtime;
#endif
	return 0;
}

static void *turn_of_thread(void *data)
{
	*(uint64_t *)data = turn_ns();
	return NULL;
}

static void shortens_its_own(void)
{
	uint64_t before = turn_ns(), other = 0;
	turn_shorten();
	if (before == 0) {
		g_test_skip("this kernel does not tell how long turns are");
		return;
	}
	g_thread_join(g_thread_new("other", turn_of_thread, &other));
	g_assert_cmpuint(turn_ns(), ==, SHORT_NS);
	g_assert_cmpuint(other, ==, before);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/turn/own", shortens_its_own);
	return g_test_run();
}
