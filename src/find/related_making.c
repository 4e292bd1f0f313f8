/* SPDX-License-Identifier: MIT */
/* The thread reads spans of articles, which stay until the archive is closed, and parts that are kept for it. */
#include "find/related_making.h"

#include "base/thread.h"

#define FEW_ARTICLES 32 /* are made at once, in a millisecond or two */

/* A part that terms are weighed by. */
struct other {
	struct vectors_view view;
	GBytes *bytes; /* NULL: they stay as long as the archive */
};

struct making {
	struct vectors_source *source;
	uint32_t count;  /* articles */
	GArray *others;  /* of struct other */
	GThread *thread; /* NULL: there is none yet, or the owner makes it */
	GBytes *bytes;   /* once it is done */
	struct vectors_going going;
	gint done; /* atomic */
};

static void clear_other(void *data)
{
	struct other *other = data;
	g_clear_pointer(&other->bytes, g_bytes_unref);
}

struct making *making_new(const struct archive *archive, const struct archive_segment *segment)
{
	struct making *making = g_new0(struct making, 1);
	making->source = vectors_source_new(archive, segment->first, segment->count);
	making->count = segment->count;
	making->others = g_array_new(FALSE, FALSE, sizeof(struct other));
	g_array_set_clear_func(making->others, clear_other);
	return making;
}

void making_free(struct making *making)
{
	if (!making)
		return;
	making_stop(making);
	if (making->thread)
		g_thread_join(making->thread);
	g_clear_pointer(&making->bytes, g_bytes_unref);
	g_array_free(making->others, TRUE);
	vectors_source_free(making->source);
	g_free(making);
}

void making_weigh_by(struct making *making, const struct vectors_view *view, GBytes *bytes)
{
	struct other other = {*view, bytes ? g_bytes_ref(bytes) : NULL};
	g_array_append_val(making->others, other);
}

static const struct other *other_at(const struct making *making, guint index)
{
	return &g_array_index(making->others, struct other, index);
}

static uint64_t frequency_elsewhere(const void *data, uint64_t key)
{
	const struct making *making = data;
	uint64_t frequency = 0;
	for (guint i = 0; i < making->others->len; i++)
		frequency += vectors_frequency(&other_at(making, i)->view, key);
	return frequency;
}

static void make(struct making *making)
{
	uint64_t documents = 0;
	for (guint i = 0; i < making->others->len; i++)
		documents += other_at(making, i)->view.documents;
	making->bytes = vectors_build(making->source, frequency_elsewhere, making, documents, &making->going);
	g_atomic_int_set(&making->done, 1);
}

static void *make_behind(void *making)
{
	thread_step_back(THREAD_MAKES);
	make(making);
	return NULL;
}

static bool is_done(const struct making *making)
{
	return g_atomic_int_get(&making->done);
}

bool making_go_on(struct making *making, int64_t end)
{
	if (making->thread && !end)
		g_thread_join(g_steal_pointer(&making->thread));
	if (making->thread || is_done(making))
		return is_done(making);
	if (g_atomic_int_get(&making->going.stop))
		return true;
	if (!vectors_source_gather(making->source, end))
		return false;
	if (end && making->count > FEW_ARTICLES)
		making->thread = g_thread_new("related", make_behind, making);
	else
		make(making);
	return is_done(making);
}

bool making_rests(const struct making *making)
{
	return making->thread && !is_done(making);
}

void making_stop(struct making *making)
{
	g_atomic_int_set(&making->going.stop, 1);
}

unsigned making_percent(const struct making *making)
{
	return (unsigned)g_atomic_int_get(&making->going.percent);
}

GBytes *making_take(struct making *making)
{
	return g_steal_pointer(&making->bytes);
}
