/* SPDX-License-Identifier: MIT */
/* A thread that sleeps is seen to, and one that steps back does so alone. */
#include "base/thread.h"

#include <glib.h>
#include <sys/resource.h>

static void *nap(void *data)
{
	size_t *slept = data, before = thread_sleeps();
	for (int i = 0; i < 5; i++)
		g_usleep(1000);
	*slept = thread_sleeps() - before;
	return NULL;
}

static void sleeps_are_counted(void)
{
	size_t slept = 0;
	g_thread_join(g_thread_new("nap", nap, &slept));
#ifdef RUSAGE_THREAD
	g_assert_cmpuint(slept, >=, 5);
#else
	g_assert_cmpuint(slept, ==, 0);
#endif
}

static void *step_back(void *data)
{
	thread_step_back(THREAD_MAKES);
	*(int *)data = getpriority(PRIO_PROCESS, 0);
	return NULL;
}

static void one_steps_back_alone(void)
{
	int before = getpriority(PRIO_PROCESS, 0), there = -1;
	g_thread_join(g_thread_new("behind", step_back, &there));
#ifdef __linux__
	g_assert_cmpint(there, ==, THREAD_MAKES);
#endif
	g_assert_cmpint(getpriority(PRIO_PROCESS, 0), ==, before);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/thread/sleeps", sleeps_are_counted);
	g_test_add_func("/thread/behind", one_steps_back_alone);
	return g_test_run();
}
