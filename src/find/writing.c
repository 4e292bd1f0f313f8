/* SPDX-License-Identifier: MIT */
/* A thread that writes one thing and ends; nothing but `done` is looked at by both before that. */
#include "find/writing.h"

#include "archive/cache.h"
#include "find/checked.h"

struct writing {
	const struct cache *place;
	uint64_t key;
	const char *name;
	uint32_t version;
	GBytes *bytes;
	GDestroyNotify free_rest;
	void *rest;
	GThread *thread;
	int done; /* atomic */
	bool written;
};

static void *write_all(void *data)
{
	struct writing *writing = data;
	struct span bytes = {NULL, 0};

	if (writing->free_rest)
		writing->free_rest(writing->rest);
	bytes.at = g_bytes_get_data(writing->bytes, &bytes.len);
	GByteArray *sums = checked_sums(bytes);
	const struct span kept[] = {bytes, {(const char *)sums->data, sums->len}};
	writing->written = cache_section_write(writing->place, writing->key, writing->name, writing->version, kept,
	                                       G_N_ELEMENTS(kept));
	g_byte_array_unref(sums);
	g_atomic_int_set(&writing->done, 1);
	return NULL;
}

struct writing *writing_begin(const struct cache *place, uint64_t key, const char *name, uint32_t version,
                              GBytes *bytes, GDestroyNotify free_rest, void *rest)
{
	struct writing *writing = g_new0(struct writing, 1);

	*writing = (struct writing){.place = place, .key = key, .name = name, .version = version,
	                            .bytes = g_bytes_ref(bytes), .free_rest = free_rest, .rest = rest};
	writing->thread = g_thread_new("keep", write_all, writing);
	return writing;
}

bool writing_is_over(const struct writing *writing)
{
	return g_atomic_int_get(&writing->done) != 0;
}

bool writing_end(struct writing *writing)
{
	if (!writing)
		return false;
	g_thread_join(writing->thread);
	bool written = writing->written;
	g_bytes_unref(writing->bytes);
	g_free(writing);
	return written;
}
