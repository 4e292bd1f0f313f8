/* SPDX-License-Identifier: MIT */
/*
 * walker -> jobs -> workers -> results -> owner. A job is a struct loaded with its path alone; the worker that takes it
 * fills in the rest and passes it on. Both queues have limits, so neither a fast walk nor a slow owner makes memory
 * grow. Each worker has a read buffer and a scratch arena of its own, used again for every file.
 */
#include "archive/loader.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "archive/identity.h"
#include "article/bundle.h"
#include "article/parse.h"
#include "base/arena.h"
#include "base/queue.h"
#include "base/thread.h"
#include "source/input.h"
#include "source/tarball.h"

#define JOBS_WAITING ((size_t)64 << 20) /* bytes that came along, and JOB_WEIGHT for each job */
#define JOB_WEIGHT ((size_t)16 << 10)
#define RESULT_BYTES_WAITING ((size_t)16 << 20)
#define ARENA_KEPT ((size_t)32 << 20) /* a scratch arena that grew larger is given back after its file */

/* Passed on at once: each time costs locks, and wakes somebody. */
#define AT_ONCE 128
#define AT_ONCE_US 8000 /* nothing that is finished waits for longer than this and one file more */

/*
 * A worker for each core, and more where they wait for a disk, which does several things at a time: so many for a core
 * at most. Of 24,000 files on a disk that was not in memory, two readers took 3.8 s, four 2.2, eight 1.9, sixteen 1.9.
 */
#define WORKERS_A_CORE 4

/* What waits to be passed on together. */
struct batch {
	void *items[AT_ONCE];
	size_t count;
	int64_t begin; /* when the first came; monotonic, microseconds */
};

struct loader {
	const struct origin *origins;
	uint32_t number; /* the one to load */
	GMutex identifying;
	char *identity; /* of it: settled when first asked for, by whoever holds the lock */
	loader_known *known;
	void *known_data;
	uint64_t seed; /* of sights; 0: nobody wants them */
	struct queue *jobs, *results;
	void *taken[AT_ONCE]; /* by the owner out of the results, from `next` on */
	size_t next, taken_count;
	GMutex starting;
	GPtrArray *threads;            /* under that lock, for workers begin others */
	struct batch walked;           /* the walker's: jobs without bytes */
	int signal;                    /* borrowed */
	int stop[2];                   /* a pipe: readable once all reading is to be given up */
	int signalled, running, found; /* by g_atomic_int_ only */
	int stopping;                  /* the same: nothing more is begun */
	guint workers;                 /* to begin with */
};

static void free_item(void *loaded)
{
	loaded_free(loaded);
}

static size_t job_weight(const void *item)
{
	return JOB_WEIGHT + ((const struct loaded *)item)->len;
}

static size_t result_weight(const void *item)
{
	return loaded_weight(item);
}

void loader_signal(struct loader *loader)
{
	ssize_t written;
	if (g_atomic_int_exchange(&loader->signalled, 1))
		return;
	do
		written = write(loader->signal, "", 1);
	while (written < 0 && errno == EINTR);
}

void loader_rearm(struct loader *loader)
{
	g_atomic_int_set(&loader->signalled, 0);
}

static bool is_stopping(const struct loader *loader)
{
	return g_atomic_int_get(&loader->stopping);
}

/*
 * Takes over all of a batch. False where the loader stops. Before room is waited for the owner is told what is there:
 * only who takes that makes room.
 */
static bool flush(struct loader *loader, struct queue *queue, struct batch *batch)
{
	size_t pushed = 0, some = 1;
	for (; pushed < batch->count && some > 0; pushed += some) {
		some = queue_push_some(queue, &batch->items[pushed], batch->count - pushed);
		if (queue == loader->results)
			loader_signal(loader);
	}
	for (size_t i = pushed; i < batch->count; i++)
		loaded_free(batch->items[i]);
	batch->count = 0;
	return some > 0;
}

/* Takes over `item`, which may wait for others. False where the loader stops. */
static bool gather(struct loader *loader, struct queue *queue, struct batch *batch, struct loaded *item)
{
	int64_t now = g_get_monotonic_time();
	if (batch->count == 0)
		batch->begin = now;
	batch->items[batch->count++] = item;
	if (batch->count < AT_ONCE && now - batch->begin < AT_ONCE_US)
		return true;
	return flush(loader, queue, batch);
}

/* The same, at once. */
static bool hand(struct loader *loader, struct queue *queue, struct loaded *item)
{
	struct batch batch = {{item}, 1, 0};
	return flush(loader, queue, &batch);
}

/* A thread has nothing more to give. */
static void leave(struct loader *loader)
{
	if (g_atomic_int_dec_and_test(&loader->running))
		loader_signal(loader);
}

/* Workers ---------------------------------------------------------------------------------------------------------- */

struct worker {
	struct loader *loader;
	struct arena *scratch;
	struct looker *looker; /* NULL: nobody wants sights */
	struct input input;
	struct batch finished;
};

/*
 * What the ids in a source begin from. Sources of the same identity must not share ids: the second gets a number, after
 * a sign that no name holds.
 */
static char *settle_identity(const struct loader *loader)
{
	const char *identity = source_identity(loader->origins[loader->number].source);
	unsigned same = 1;
	for (uint32_t i = 0; i < loader->number; i++)
		same += strcmp(source_identity(loader->origins[i].source), identity) == 0;
	return same == 1 ? g_strdup(identity) : g_strdup_printf("%s/%u", identity, same);
}

static struct span identity_of(struct loader *loader)
{
	g_mutex_lock(&loader->identifying);
	if (!loader->identity)
		loader->identity = settle_identity(loader);
	g_mutex_unlock(&loader->identifying);
	return span_of(loader->identity);
}

static void identify(const struct worker *worker, struct loaded *job, const struct article *article)
{
	const char *path = job->document ? job->document : job->path;
	if (!identity_of_address(worker->scratch, article_span(article, article->url), job->id))
		identity_of_path(identity_of(worker->loader), span_of(path), job->id);
}

static void keep_article(const struct worker *worker, struct loaded *job, const struct article *article)
{
	identify(worker, job, article);
	job->content = identity_of_content(article);
	job->article = article_copy(article);
	if (worker->looker) {
		job->sight = looker_sight(worker->looker, article);
		looker_forget(worker->looker);
	}
}

static bool is_no_text(const struct parsed *parsed)
{
	return parsed->reason && (strcmp(parsed->reason, "binary") == 0 || strcmp(parsed->reason, "image") == 0);
}

/* Who names a file wants to see it, whatever it is; but there has to be something to see. */
static void take_parsed(const struct worker *worker, struct loaded *job, const struct parsed *parsed)
{
	if (job->named && is_no_text(parsed)) {
		job->outcome = OUTCOME_PROBLEM;
		job->code = parsed->reason;
		job->message = g_strdup(N_("no text in any charset: it cannot be read"));
		return;
	}
	if (parsed->verdict == VERDICT_LEFT_OUT && !job->named) {
		job->outcome = OUTCOME_LEFT_OUT;
		job->code = parsed->reason;
		return;
	}
	keep_article(worker, job, &parsed->article);
}

static void clean_up_after_file(struct worker *worker)
{
	arena_reset(worker->scratch);
	if (arena_bytes(worker->scratch) <= ARENA_KEPT)
		return;
	arena_free(worker->scratch);
	worker->scratch = arena_new();
}

static bool is_known(void *data, const char *path, const struct stamp *stamp);

/*
 * Hands over what a document holds, each item as soon as it is read. False where it holds nothing, and where the loader
 * stops.
 */
static bool read_items(struct worker *worker, struct loaded *job, struct bundle *bundle)
{
	struct loader *loader = worker->loader;
	struct bundle_item item;
	struct parsed parsed;
	bool any = false, more = true;
	while (more && bundle_next(bundle, &item)) {
		struct loaded *loaded = loaded_new_item(job, &item);
		any = true;
		more = !is_stopping(loader);
		if (!more || is_known(loader, loaded->document, &loaded->stamp)) {
			loaded_free(loaded);
			continue;
		}
		bundle_parse(bundle, worker->scratch, &parsed);
		take_parsed(worker, loaded, &parsed);
		clean_up_after_file(worker);
		g_atomic_int_inc(&loader->found);
		more = gather(loader, loader->results, &worker->finished, loaded);
	}
	job->outcome = OUTCOME_BUNDLE;
	return any;
}

static bool read_bundle(struct worker *worker, struct loaded *job, struct window window)
{
	struct bundle *bundle = bundle_open(window, span_of(job->path));
	bool done = bundle && read_items(worker, job, bundle);
	bundle_close(bundle);
	return done;
}

static size_t read_file(void *data, char *to, size_t room)
{
	ssize_t got;
	do
		got = read(*(const int *)data, to, room);
	while (got < 0 && errno == EINTR);
	return got > 0 ? (size_t)got : 0;
}

/* What is too large to be an article may be many of them, that can be read one after the other. */
static bool read_large(struct worker *worker, struct loaded *job)
{
	struct source *source = worker->loader->origins[job->origin].source;
	int file = source->ops->open ? source->ops->open(source, job->path, &job->stamp) : -1;
	bool done = file >= 0 && read_bundle(worker, job, window_of_stream(read_file, &file));
	if (file >= 0)
		close(file);
	return done;
}

static bool read_bytes(struct worker *worker, struct loaded *job, struct span *bytes)
{
	struct source *source = worker->loader->origins[job->origin].source;
	*bytes = (struct span){job->bytes, job->len};
	return job->bytes || source->ops->read(source, job->path, &job->stamp, &worker->input, bytes);
}

static size_t read_stream(void *stream, char *to, size_t room)
{
	return tarball_stream_read(stream, to, room);
}

/* A packed file may hold many articles, and is unpacked as they are read. */
static bool read_packed(struct worker *worker, struct loaded *job, struct span packed)
{
	struct tarball_stream *stream = tarball_stream_open(packed, &tarball_limits);
	bool done = stream && read_bundle(worker, job, window_of_stream(read_stream, stream));
	tarball_stream_close(stream);
	return done;
}

static void read_job(struct worker *worker, struct loaded *job)
{
	struct span bytes;
	struct parsed parsed;
	if (!read_bytes(worker, job, &bytes)) {
		if (strcmp(worker->input.code, "too-large") == 0 && read_large(worker, job))
			return;
		job->outcome = OUTCOME_PROBLEM;
		job->code = worker->input.code;
		job->message = g_strdup(worker->input.message);
		return;
	}
	if (bundle_begins(bytes) && read_bundle(worker, job, window_of(bytes)))
		return;
	if (tarball_is_packed(bytes) && read_packed(worker, job, bytes))
		return;
	job->outcome = OUTCOME_ARTICLE;
	article_parse(worker->scratch, bytes, span_of(job->path), &parsed);
	take_parsed(worker, job, &parsed);
}

/* Takes over the job. False where the loader stops: of what holds many nobody knows then whether all was read. */
static bool do_job(struct worker *worker, struct loaded *job)
{
	read_job(worker, job);
	g_clear_pointer(&job->bytes, g_free);
	clean_up_after_file(worker);
	if (job->outcome == OUTCOME_BUNDLE && is_stopping(worker->loader)) {
		loaded_free(job);
		return false;
	}
	return gather(worker->loader, worker->loader->results, &worker->finished, job) && !is_stopping(worker->loader);
}

/* Who has to wait for more gives first what is done. 0 where there is no more, or the loader stops. */
static size_t next_jobs(struct worker *worker, void **jobs)
{
	struct loader *loader = worker->loader;
	size_t count = queue_take_some(loader->jobs, jobs, AT_ONCE);
	if (count == 0 && flush(loader, loader->results, &worker->finished))
		count = queue_pop_some(loader->jobs, jobs, AT_ONCE);
	return count;
}

static void *work(void *data);

static void start_thread(struct loader *loader, const char *name, GThreadFunc function)
{
	g_atomic_int_inc(&loader->running);
	g_ptr_array_add(loader->threads, g_thread_new(name, function, loader));
}

/* One more, beside the walker and those that there are. */
static void add_worker(struct loader *loader)
{
	g_mutex_lock(&loader->starting);
	if (loader->threads->len < 1 + loader->workers * WORKERS_A_CORE && !is_stopping(loader))
		start_thread(loader, "work", work);
	g_mutex_unlock(&loader->starting);
}

/* Takes over the jobs. False where the loader stops. */
static bool do_jobs(struct worker *worker, void *const *jobs, size_t count)
{
	size_t before = thread_sleeps();
	bool more = true;
	for (size_t i = 0; i < count; i++) {
		if (more)
			more = do_job(worker, jobs[i]);
		else
			loaded_free(jobs[i]);
	}
	if (more && thread_sleeps() - before > AT_ONCE / 2)
		add_worker(worker->loader);
	return more;
}

static void *work(void *data)
{
	struct loader *loader = data;
	struct worker worker = {.loader = loader, .scratch = arena_new(), .input.stop = loader->stop[0]};
	void *jobs[AT_ONCE];
	size_t count;
	thread_step_back(THREAD_READS);
	if (loader->seed)
		worker.looker = looker_new(loader->seed);
	while ((count = next_jobs(&worker, jobs)) > 0 && do_jobs(&worker, jobs, count))
		;
	flush(loader, loader->results, &worker.finished);
	input_clear(&worker.input);
	arena_free(worker.scratch);
	looker_free(worker.looker);
	leave(loader);
	return NULL;
}

/* The walker ------------------------------------------------------------------------------------------------------- */

static bool is_known(void *data, const char *path, const struct stamp *stamp)
{
	const struct loader *loader = data;
	return loader->known && !is_stopping(loader) && loader->known(loader->known_data, path, stamp);
}

static bool found_document(void *data, const char *path, const struct stamp *stamp, char *bytes, size_t len)
{
	struct loader *loader = data;
	struct loaded *job = loaded_new(loader->number, path);
	job->named = loader->origins[loader->number].source->by_name;
	job->stamp = *stamp;
	job->bytes = bytes;
	job->len = len;
	g_atomic_int_inc(&loader->found);
	if (bytes || loader->known) /* they weigh much, or are few */
		return hand(loader, loader->jobs, job);
	return gather(loader, loader->jobs, &loader->walked, job);
}

static bool found_left_out(void *data, const char *path, const char *reason)
{
	struct loader *loader = data;
	struct loaded *loaded;
	if (is_stopping(loader))
		return false;
	loaded = loaded_new(loader->number, path);
	g_atomic_int_inc(&loader->found);
	loaded->outcome = OUTCOME_LEFT_OUT;
	loaded->code = reason;
	return hand(loader, loader->results, loaded);
}

static bool found_problem(void *data, const char *path, const char *code, const char *message)
{
	struct loader *loader = data;
	struct loaded *loaded;
	if (is_stopping(loader))
		return false;
	loaded = loaded_new(loader->number, path);
	g_atomic_int_inc(&loader->found);
	loaded->outcome = OUTCOME_PROBLEM;
	loaded->named = *path == '\0';
	loaded->code = code;
	loaded->message = g_strdup(message);
	return hand(loader, loader->results, loaded);
}

static void *walk(void *data)
{
	struct loader *loader = data;
	struct source *source = loader->origins[loader->number].source;
	const struct source_sink sink = {
		.stamps = loader->known != NULL,
		.known = is_known,
		.document = found_document,
		.left_out = found_left_out,
		.problem = found_problem,
		.data = loader,
	};
	source->stop = loader->stop[0];
	source->ops->walk(source, &sink);
	flush(loader, loader->jobs, &loader->walked);
	queue_end(loader->jobs);
	leave(loader);
	return NULL;
}

/* The owner's side ------------------------------------------------------------------------------------------------- */

/* To begin with: as many as there are cores, unless so many documents cannot come. */
static guint workers_for(const struct loader *loader)
{
	guint cores = MAX(g_get_num_processors(), 1);
	size_t documents = loader->origins[loader->number].source->documents;
	return documents > 0 ? (guint)MIN(cores, documents) : cores;
}

static void start_threads(struct loader *loader)
{
	loader->workers = workers_for(loader);
	g_mutex_lock(&loader->starting);
	start_thread(loader, "walk", walk);
	for (guint i = 0; i < loader->workers; i++)
		start_thread(loader, "work", work);
	g_mutex_unlock(&loader->starting);
}

/* The next to be waited for; NULL: all have ended. */
static GThread *steal_thread(struct loader *loader)
{
	GThread *thread = NULL;
	g_mutex_lock(&loader->starting);
	if (loader->threads->len > 0)
		thread = g_ptr_array_steal_index_fast(loader->threads, loader->threads->len - 1);
	g_mutex_unlock(&loader->starting);
	return thread;
}

struct loader *loader_new(const struct origin *origins, uint32_t number, loader_known *known, void *data, int signal,
                          uint64_t seed)
{
	struct loader *loader = g_new0(struct loader, 1);
	GError *error = NULL;
	loader->origins = origins;
	loader->number = number;
	g_mutex_init(&loader->identifying);
	g_mutex_init(&loader->starting);
	loader->known = known;
	loader->known_data = data;
	loader->signal = signal;
	loader->seed = seed;
	if (!g_unix_open_pipe(loader->stop, FD_CLOEXEC, &error))
		g_error("%s", error->message);
	loader->jobs = queue_new(JOBS_WAITING, job_weight);
	loader->results = queue_new(RESULT_BYTES_WAITING, result_weight);
	loader->threads = g_ptr_array_new();
	start_threads(loader);
	return loader;
}

void loader_stop(struct loader *loader)
{
	g_atomic_int_set(&loader->stopping, 1);
	queue_close(loader->jobs);
}

bool loader_was_stopped(const struct loader *loader)
{
	return is_stopping(loader);
}

void loader_free(struct loader *loader)
{
	if (!loader)
		return;
	queue_close(loader->jobs);
	queue_close(loader->results);
	close(loader->stop[1]); /* the other end polls readable */
	for (GThread *thread; (thread = steal_thread(loader));)
		g_thread_join(thread);
	g_ptr_array_unref(loader->threads);
	while (loader->next < loader->taken_count)
		loaded_free(loader->taken[loader->next++]);
	queue_free(loader->jobs, free_item);
	queue_free(loader->results, free_item);
	close(loader->stop[0]);
	g_free(loader->identity);
	g_mutex_clear(&loader->identifying);
	g_mutex_clear(&loader->starting);
	g_free(loader);
}

struct loaded *loader_take(struct loader *loader)
{
	if (loader->next == loader->taken_count) {
		loader->taken_count = queue_take_all(loader->results, loader->taken, AT_ONCE);
		loader->next = 0;
	}
	return loader->next < loader->taken_count ? loader->taken[loader->next++] : NULL;
}

bool loader_is_done(const struct loader *loader)
{
	return g_atomic_int_get(&loader->running) == 0;
}

size_t loader_found(const struct loader *loader)
{
	return (size_t)g_atomic_int_get(&loader->found);
}
