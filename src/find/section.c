/* SPDX-License-Identifier: MIT */
/* A thread that writes one thing and ends; nothing but `done` is looked at by both before that. */
#include "find/section.h"

#include "archive/cache.h"
#include "find/checked.h"

struct section_job {
	const struct cache *place;
	uint64_t key;
	const char *name;
	uint32_t version;
	GBytes *bytes;
	GThread *thread;
	int done; /* atomic */
	bool written;
};

static void *write_all(void *data)
{
	struct section_job *job = data;
	struct span bytes = {NULL, 0};
	bytes.at = g_bytes_get_data(job->bytes, &bytes.len);
	GByteArray *sums = checked_sums(bytes);
	const struct span kept[] = {bytes, {(const char *)sums->data, sums->len}};
	job->written = cache_section_write(job->place, job->key, job->name, job->version, kept, G_N_ELEMENTS(kept));
	g_byte_array_unref(sums);
	g_atomic_int_set(&job->done, 1);
	return NULL;
}

struct section_job *section_begin(const struct cache *place, uint64_t key, const char *name, uint32_t version,
                                  GBytes *bytes)
{
	struct section_job *job = g_new0(struct section_job, 1);
	*job = (struct section_job){.place = place, .key = key, .name = name, .version = version,
	                            .bytes = g_bytes_ref(bytes)};
	job->thread = g_thread_new("keep", write_all, job);
	return job;
}

struct checked *section_open(struct archive *archive, const struct archive_segment *segment, const char *name,
                             uint32_t version, struct span *bytes)
{
	struct span kept;
	if (segment->key == 0 || !segment->sealed)
		return NULL;
	kept = archive_section(archive, segment->key, name, version);
	return kept.at ? checked_open(kept, bytes) : NULL;
}

bool section_is_over(const struct section_job *job)
{
	return g_atomic_int_get(&job->done) != 0;
}

bool section_end(struct section_job *job)
{
	if (!job)
		return false;
	g_thread_join(job->thread);
	bool written = job->written;
	g_bytes_unref(job->bytes);
	g_free(job);
	return written;
}
