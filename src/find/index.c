/* SPDX-License-Identifier: MIT */
/*
 * The archive's owner works here and hands the thread one part at a time: spans of articles that change no more, out
 * of which the thread makes bytes, and writes them down where the segment has a place. A segment's parts follow one
 * another without gaps; what was found so far in it is `covered`.
 */
#include "find/index.h"

#include <glib.h>

#include "archive/cache.h"
#include "base/thread.h"
#include "find/checked.h"

/* Other grams, another fold: other numbers. */
#define VERSION (INDEX_VERSION << 16 | FOLD_VERSION)

enum {
	TEXT_MOST = 32 << 20, /* bytes of text in a part, about */
	WAIT_US = 2000,       /* between two looks at the thread, where somebody waits for it */
};

struct held {
	struct part part;
	uint32_t entry;    /* of its first article */
	unsigned number;   /* of the part in its segment */
	size_t size;
	GByteArray *bytes; /* NULL: in a file, */
	struct checked *checked; /* which is checked as it is read */
	bool tried;        /* to put it there */
};

/* A part that is being built, or only written down. */
struct job {
	struct part_source source; /* without pieces: there are bytes already */
	guint held;                /* these are of the part with this number */
	uint32_t entry;            /* of its first article */
	uint64_t key;              /* of the segment; 0: not kept */
	unsigned number;           /* of the part in its segment */
	const struct cache *cache; /* where it is kept; NULL: nowhere */
	GThread *thread;
	GByteArray *bytes;
	bool kept;
	gint done;                 /* atomic */
	gint *stop;                /* atomic */
};

/* How much of a segment is in the index. */
struct coverage {
	uint32_t first, count, covered;
	unsigned parts;
	unsigned refused; /* 1 + the number of a part whose file is not what was written; 0: none is known */
};

struct index {
	struct archive *archive;
	GArray *parts;    /* struct held */
	GArray *segments; /* struct coverage */
	struct job *gathering, *building;
	gint stop;        /* atomic */
	bool idle;        /* nothing was left to do */
};

struct index *index_new(struct archive *archive)
{
	struct index *index = g_new0(struct index, 1);
	index->archive = archive;
	index->parts = g_array_new(FALSE, FALSE, sizeof(struct held));
	index->segments = g_array_new(FALSE, FALSE, sizeof(struct coverage));
	return index;
}

static void job_free(struct job *job)
{
	if (!job)
		return;
	if (job->thread)
		g_thread_join(job->thread);
	if (job->bytes)
		g_byte_array_unref(job->bytes);
	if (job->source.pieces)
		g_array_unref(job->source.pieces);
	g_free(job);
}

static void clear_held(struct held *held)
{
	if (held->bytes)
		g_byte_array_unref(held->bytes);
	checked_free(held->checked);
}

void index_free(struct index *index)
{
	if (!index)
		return;
	g_atomic_int_set(&index->stop, 1);
	job_free(index->gathering);
	job_free(index->building);
	for (guint i = 0; i < index->parts->len; i++)
		clear_held(&g_array_index(index->parts, struct held, i));
	g_array_unref(index->parts);
	g_array_unref(index->segments);
	g_free(index);
}

/* Parts ------------------------------------------------------------------------------------------------------------ */

static struct coverage *coverage_of(struct index *index, const struct archive_segment *segment)
{
	for (guint i = 0; i < index->segments->len; i++) {
		struct coverage *coverage = &g_array_index(index->segments, struct coverage, i);
		if (coverage->first == segment->first && coverage->count == segment->count)
			return coverage;
	}
	struct coverage coverage = {.first = segment->first, .count = segment->count};
	g_array_append_val(index->segments, coverage);
	return &g_array_index(index->segments, struct coverage, index->segments->len - 1);
}

/* Whether a part is what must come next in its segment. */
static bool fits(const struct part *part, const struct coverage *coverage)
{
	return part->first == coverage->covered && part->count > 0 &&
	       part->count <= coverage->count - coverage->covered;
}

static char *section_name(unsigned number)
{
	return g_strdup_printf("search-%u", number);
}

static void add_part(struct index *index, struct coverage *coverage, const struct held *held)
{
	coverage->covered += held->part.count;
	coverage->parts++;
	g_array_append_val(index->parts, *held);
}

/* Opens what is kept of a part; the rest of `held` stays. False where there is nothing. */
static bool open_kept(struct index *index, uint64_t key, unsigned number, struct held *held)
{
	char *name = section_name(number);
	struct span kept = archive_section(index->archive, key, name, VERSION), bytes;
	struct checked *checked = kept.at ? checked_open(kept, &bytes) : NULL;
	struct part part;
	g_free(name);
	/* Where everything is, is told by the first bytes. */
	if (!checked || !checked_read(checked, 0, bytes.len > 0) || !part_open(&part, bytes)) {
		checked_free(checked);
		return false;
	}
	part.checked = checked;
	held->part = part;
	held->checked = checked;
	held->size = kept.len;
	return true;
}

/* Takes the next part of a segment from where it is kept. */
static bool take_kept(struct index *index, const struct archive_segment *segment, struct coverage *coverage)
{
	struct held held = {.entry = segment->first + coverage->covered, .number = coverage->parts};
	if (segment->key == 0 || coverage->refused == coverage->parts + 1 ||
	    !open_kept(index, segment->key, coverage->parts, &held))
		return false;
	if (!fits(&held.part, coverage)) {
		clear_held(&held);
		return false;
	}
	add_part(index, coverage, &held);
	return true;
}

static bool is_broken(const struct held *held)
{
	return held->checked && checked_is_broken(held->checked);
}

static bool has_broken(const struct index *index)
{
	bool any = false;
	for (guint i = 0; i < index->parts->len && !any; i++)
		any = is_broken(&g_array_index(index->parts, struct held, i));
	return any;
}

/* The segment that a part is of, by its first entry. */
static uint32_t segment_entry(const struct held *held)
{
	return held->entry - held->part.first;
}

/* Those of a segment from a part on go; but for that one they are taken once more. */
static void drop_from(struct index *index, struct held broken)
{
	for (guint i = 0; i < index->segments->len; i++) {
		struct coverage *coverage = &g_array_index(index->segments, struct coverage, i);
		if (coverage->first != segment_entry(&broken) || coverage->parts <= broken.number)
			continue;
		coverage->refused = broken.number + 1;
		coverage->covered = broken.part.first;
		coverage->parts = broken.number;
	}
	for (guint i = index->parts->len; i-- > 0;) {
		struct held *held = &g_array_index(index->parts, struct held, i);
		if (segment_entry(held) != segment_entry(&broken) || held->number < broken.number)
			continue;
		clear_held(held);
		g_array_remove_index(index->parts, i);
	}
}

/*
 * A part whose bytes turned out to be others than were written is built anew. Not while a thread works for one that may
 * go.
 */
static void drop_broken(struct index *index)
{
	for (guint i = 0; i < index->parts->len && !index->building; i++) {
		if (!is_broken(&g_array_index(index->parts, struct held, i)))
			continue;
		job_free(index->gathering);
		index->gathering = NULL;
		drop_from(index, g_array_index(index->parts, struct held, i));
		break;
	}
}

/* Building --------------------------------------------------------------------------------------------------------- */

static void *build(void *data)
{
	struct job *job = data;
	thread_step_back(THREAD_MAKES);
	if (job->source.pieces)
		job->bytes = part_build(&job->source, job->stop);
	if (job->bytes && job->cache && !g_atomic_int_get(job->stop)) {
		struct span bytes = {(const char *)job->bytes->data, job->bytes->len};
		GByteArray *sums = checked_sums(bytes);
		const struct span kept[] = {bytes, {(const char *)sums->data, sums->len}};
		char *name = section_name(job->number);
		job->kept = cache_section_write(job->cache, job->key, name, VERSION, kept, G_N_ELEMENTS(kept));
		g_free(name);
		g_byte_array_unref(sums);
	}
	g_atomic_int_set(&job->done, 1);
	return NULL;
}

static void add_piece(struct job *job, struct span text, bool title)
{
	struct piece piece = {text.at, (uint32_t)MIN(text.len, UINT32_MAX), (uint16_t)job->source.count, title};
	if (text.len > 0)
		g_array_append_val(job->source.pieces, piece);
}

static void gather_article(struct index *index, struct job *job)
{
	struct article article;
	archive_article(index->archive, job->entry + job->source.count, &article);
	struct span title = article_span(&article, article.title);
	add_piece(job, title, true);
	add_piece(job, title, false);
	add_piece(job, article_span(&article, article.author), false);
	add_piece(job, article_span(&article, article.source), false);
	for (uint32_t i = 0; i < article.tag_count; i++)
		add_piece(job, article_span(&article, article.tags[i]), false);
	add_piece(job, article_text(&article), false);
	job->source.text += article.text_len;
	job->source.count++;
}

/*
 * Gathers until the part is large enough or the segment ends (true), or it is late. The clock is asked after each
 * article: the first look at one may have to wait for a disk.
 */
static bool gather(struct index *index, const struct coverage *coverage, int64_t end)
{
	struct job *job = index->gathering;
	uint32_t most = MIN(coverage->count - coverage->covered, PART_ARTICLES);
	while (job->source.count < most && job->source.text < TEXT_MOST) {
		gather_article(index, job);
		if (end && g_get_monotonic_time() >= end)
			return false;
	}
	return true;
}

static struct job *job_new(struct index *index, const struct archive_segment *segment, const struct coverage *coverage)
{
	struct job *job = g_new0(struct job, 1);
	job->source.first = coverage->covered;
	job->source.pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	job->entry = segment->first + coverage->covered;
	job->key = segment->key;
	job->number = coverage->parts;
	job->cache = archive_section_place(index->archive, segment->key);
	job->stop = &index->stop;
	return job;
}

/* What the thread has made. From a file it takes no memory; where it cannot be had from there, it stays. */
static void take_built(struct index *index, const struct archive_segment *segment, struct coverage *coverage)
{
	struct job *job = index->building;
	if (job->kept)
		coverage->refused = 0;
	if (!job->kept || !take_kept(index, segment, coverage)) {
		struct held held = {
			.entry = job->entry, .number = job->number, .size = job->bytes->len, .bytes = job->bytes};
		struct span bytes = {(const char *)job->bytes->data, job->bytes->len};
		held.tried = job->cache != NULL;
		if (part_open(&held.part, bytes) && fits(&held.part, coverage)) {
			add_part(index, coverage, &held);
			job->bytes = NULL;
		} else {
			coverage->covered = coverage->count; /* too large for an index: it is looked through */
		}
	}
}

/* A part in memory was written: from now on it is asked where it lies there. */
static void take_written(struct index *index, struct job *job)
{
	struct held *held = &g_array_index(index->parts, struct held, job->held), kept = *held;
	if (!job->kept || !open_kept(index, job->key, job->number, &kept))
		return;
	if (kept.part.first != held->part.first || kept.part.count != held->part.count) {
		checked_free(kept.checked);
		return;
	}
	g_byte_array_unref(held->bytes);
	*held = kept;
	held->bytes = NULL;
}

/* The segment that a job is of; NULL where it is no more. */
static const struct archive_segment *segment_of(const struct job *job, const struct archive_segment *segments,
                                                size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (segments[i].first + job->source.first == job->entry &&
		    segments[i].count >= job->source.first + job->source.count && segments[i].sealed)
			return &segments[i];
	return NULL;
}

static void finish_job(struct index *index, const struct archive_segment *segments, size_t count)
{
	const struct archive_segment *segment = segment_of(index->building, segments, count);
	if (!index->building->source.pieces)
		take_written(index, index->building);
	else if (segment && index->building->bytes)
		take_built(index, segment, coverage_of(index, segment));
	job_free(index->building);
	index->building = NULL;
}

enum step { STEP_DONE, STEP_MORE, STEP_WAIT };

static void start(struct index *index, struct job *job)
{
	index->building = job;
	job->thread = g_thread_new("index", build, job);
}

/* A step for a segment that is not all in the index. */
static enum step work_on(struct index *index, const struct archive_segment *segment, struct coverage *coverage,
                         int64_t end, bool build_too)
{
	if (!index->gathering && take_kept(index, segment, coverage))
		return STEP_MORE;
	if (!build_too)
		return STEP_DONE;
	if (!index->gathering)
		index->gathering = job_new(index, segment, coverage);
	if (!gather(index, coverage, end))
		return STEP_MORE;
	start(index, g_steal_pointer(&index->gathering));
	return STEP_WAIT;
}

/* A part that was built before its segment had a place is written down when there is one. */
static enum step keep_built(struct index *index, const struct archive_segment *segments, size_t count)
{
	for (guint i = 0; i < index->parts->len; i++) {
		struct held *held = &g_array_index(index->parts, struct held, i);
		struct job job = {.source = {held->part.first, held->part.count, 0, NULL}, .entry = held->entry};
		const struct archive_segment *segment =
			held->bytes && !held->tried ? segment_of(&job, segments, count) : NULL;
		if (!segment || segment->key == 0)
			continue;
		held->tried = true;
		job.held = i;
		job.key = segment->key;
		job.number = held->number;
		job.cache = archive_section_place(index->archive, segment->key);
		job.bytes = g_byte_array_ref(held->bytes);
		job.stop = &index->stop;
		start(index, g_memdup2(&job, sizeof(job)));
		return STEP_WAIT;
	}
	return STEP_DONE;
}

/* Segments come and go: what was gathered of one that is not there any more is of no use. */
static void drop_stale(struct index *index, const struct archive_segment *segments, size_t count)
{
	if (!index->gathering || segment_of(index->gathering, segments, count))
		return;
	job_free(index->gathering);
	index->gathering = NULL;
}

static enum step step(struct index *index, int64_t end, bool build_too)
{
	struct archive_segment segments[64], *all = segments;
	size_t count = archive_segments(index->archive, segments, G_N_ELEMENTS(segments));
	enum step result = STEP_DONE;
	if (count > G_N_ELEMENTS(segments)) {
		all = g_new(struct archive_segment, count);
		archive_segments(index->archive, all, count);
	}
	drop_stale(index, all, count);
	if (index->building && g_atomic_int_get(&index->building->done))
		finish_job(index, all, count);
	if (build_too)
		drop_broken(index);
	if (index->building)
		result = STEP_WAIT;
	for (size_t i = 0; i < count && result == STEP_DONE; i++) {
		struct coverage *coverage = all[i].sealed ? coverage_of(index, &all[i]) : NULL;
		bool here = !index->gathering || segment_of(index->gathering, all, count) == &all[i];
		if (coverage && here && coverage->covered < coverage->count)
			result = work_on(index, &all[i], coverage, end, build_too);
	}
	if (result == STEP_DONE && build_too)
		result = keep_built(index, all, count);
	if (all != segments)
		g_free(all);
	return result;
}

void index_stop(struct index *index)
{
	g_atomic_int_set(&index->stop, 1);
}

/* After a stop: the thread is not yet gone where one goes on at once. */
static void go_on(struct index *index)
{
	if (!g_atomic_int_get(&index->stop))
		return;
	while (index->building && !g_atomic_int_get(&index->building->done))
		g_usleep(WAIT_US);
	g_atomic_int_set(&index->stop, 0);
}

bool index_work(struct index *index, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : 0;
	enum step result;
	go_on(index);
	while ((result = step(index, end, true)) != STEP_DONE) {
		if (result == STEP_WAIT && budget_us)
			break;
		if (result == STEP_WAIT)
			g_usleep(WAIT_US);
		if (end && g_get_monotonic_time() >= end)
			break;
	}
	index->idle = result == STEP_DONE;
	return result != STEP_DONE;
}

void index_take_kept(struct index *index)
{
	while (step(index, 0, false) == STEP_MORE)
		;
}

__attribute__((hot))
bool index_is_busy(const struct index *index, bool *later)
{
	*later = index->building != NULL;
	return (!index->idle || has_broken(index)) && !index->building;
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

size_t index_parts(const struct index *index)
{
	return index->parts->len;
}

const struct part *index_part(const struct index *index, size_t number, uint32_t *entry)
{
	const struct held *held = &g_array_index(index->parts, struct held, number);
	*entry = held->entry;
	return &held->part;
}

struct index_size index_size(const struct index *index)
{
	struct index_size size = {0, 0};
	for (guint i = 0; i < index->parts->len; i++) {
		const struct held *held = &g_array_index(index->parts, struct held, i);
		size.articles += held->part.count;
		size.bytes += held->size;
	}
	return size;
}
