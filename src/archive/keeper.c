/* SPDX-License-Identifier: MIT */
/* Two of GLib's queues and a thread between them. An empty job (NULL does not go through a queue) ends the thread. */
#include "archive/keeper.h"

#include <errno.h>
#include <unistd.h>

struct keeper {
	GAsyncQueue *jobs, *finished;
	GThread *thread;
	int signal; /* borrowed */
	struct snapshot_going going; /* of the job that is at work */
	struct task_job last; /* its address ends the thread */
};

void task_job_free(struct task_job *job)
{
	if (job->order)
		g_array_unref(job->order);
	if (job->dead)
		g_array_unref(job->dead);
	if (job->stale)
		g_array_unref(job->stale);
	if (job->learned)
		g_byte_array_unref(job->learned);
	merge_free(job->merge);
	if (job->written.file >= 0)
		close(job->written.file);
	g_free(job->written.layout.pieces);
	g_free(job);
}

static const uint32_t *numbers(const GArray *array)
{
	return (const uint32_t *)(const void *)array->data;
}

static void do_write(struct task_job *job, struct snapshot_going *going)
{
	struct snapshot_sides sides = {
		.order = numbers(job->order),
		.dead = numbers(job->dead),
		.stale = numbers(job->stale),
		.order_count = job->order->len,
		.dead_count = job->dead->len,
		.stale_count = job->stale->len,
	};
	if (job->learned)
		sides.learned = (struct span){(const char *)job->learned->data, job->learned->len};
	job->done = cache_add(job->cache, job->segment, &sides, job->keep, going, &job->written);
}

static void do_merge(struct task_job *job, struct snapshot_going *going)
{
	job->segment = merge_all(job->merge, &going->stop);
	if (job->segment)
		do_write(job, going);
	segment_free(g_steal_pointer(&job->segment));
}

static void do_verify(struct task_job *job, struct snapshot_going *going)
{
	job->done = snapshot_verify(job->segment, &going->stop);
}

static void (*const tasks[])(struct task_job *job, struct snapshot_going *going) = {
	[TASK_WRITE] = do_write,
	[TASK_MERGE] = do_merge,
	[TASK_VERIFY] = do_verify,
};

static void *keep(void *data)
{
	struct keeper *keeper = data;
	struct task_job *job;
	ssize_t written;
	while ((job = g_async_queue_pop(keeper->jobs)) != &keeper->last) {
		g_atomic_int_set(&keeper->going.percent, 0);
		if (!g_atomic_int_get(&keeper->going.stop))
			tasks[job->task](job, &keeper->going);
		g_async_queue_push(keeper->finished, job);
		do
			written = write(keeper->signal, "", 1);
		while (written < 0 && errno == EINTR);
	}
	return NULL;
}

struct keeper *keeper_new(int signal)
{
	struct keeper *keeper = g_new0(struct keeper, 1);
	keeper->jobs = g_async_queue_new();
	keeper->finished = g_async_queue_new();
	keeper->signal = signal;
	keeper->thread = g_thread_new("keep", keep, keeper);
	return keeper;
}

void keeper_free(struct keeper *keeper, bool finish)
{
	struct task_job *job;
	if (!keeper)
		return;
	g_atomic_int_set(&keeper->going.stop, !finish);
	g_async_queue_push(keeper->jobs, &keeper->last);
	g_thread_join(keeper->thread);
	while ((job = g_async_queue_try_pop(keeper->finished)))
		task_job_free(job);
	g_async_queue_unref(keeper->jobs);
	g_async_queue_unref(keeper->finished);
	g_free(keeper);
}

void keeper_push(struct keeper *keeper, struct task_job *job)
{
	job->written.file = -1;
	g_async_queue_push(keeper->jobs, job);
}

struct task_job *keeper_take(struct keeper *keeper)
{
	return g_async_queue_try_pop(keeper->finished);
}

unsigned keeper_percent(const struct keeper *keeper)
{
	return (unsigned)g_atomic_int_get(&keeper->going.percent);
}
