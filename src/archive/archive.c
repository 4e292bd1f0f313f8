/* SPDX-License-Identifier: MIT */
/*
 * The owner's side of all archives that are open. Each is a volume; volume 0 is for files that were named one by one.
 * One look at a volume's source goes on at a time:
 *
 *   due -> the loader walks, reads and parses -> (the first look: what repeats is learned) -> sealed, written behind
 *
 * Nothing waits for the disk here: a thread writes snapshots and reads through what came from them.
 */
#include "archive/archive.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib-unix.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "archive/catalog.h"
#include "archive/fetch.h"
#include "archive/files.h"
#include "archive/follow.h"
#include "archive/history.h"
#include "archive/keeper.h"
#include "archive/kept.h"
#include "archive/loader.h"
#include "archive/raw.h"
#include "archive/repeat.h"
#include "archive/reports.h"
#include "archive/resolve.h"
#include "archive/sources.h"
#include "archive/volume.h"
#include "base/arena.h"

_Static_assert(ENTRY_NONE == UINT32_MAX, "the store's word for no entry is the archive's");

/* So many entries are taken into the order between two looks at the clock. */
#define SHOWN_AT_ONCE 64

/* After a look changes are gathered for so many times as long as it took, but no longer than this. */
#define REST 5
#define MOST_GATHERED_MS 60000

/* How long memory is given back to the system at a time. Microseconds. */
#define SETTLING_US 2000

/* What a snapshot shows, on its way into the order. */
struct showing {
	const struct volume *volume;
	const uint32_t *order; /* numbers of the volume */
	size_t count, at;
};

struct archive {
	GArray *origins;     /* of struct origin; the list never changes while the archive is open */
	GPtrArray *files;    /* char *: files that were named one by one */
	GPtrArray *volumes;  /* of struct volume, by origin */
	GArray *due;         /* of bool, by origin: its source is to be looked at */
	GArray *looked;      /* of bool, by origin: it was */
	struct catalog *catalog;
	GArray *showing;       /* of struct showing */
	uint32_t at;           /* the origin that is being looked at, while one of the next two is there */
	struct loader *loader; /* NULL once all is read */
	struct repeat *repeat; /* after that, until what repeats is set aside */
	struct keeper *keeper; /* NULL until it is needed */
	size_t writing;        /* of its jobs, those that write what was read for the first time or anew */
	struct follow *follow; /* NULL until all was looked at */
	bool following;        /* it is wanted */
	bool nested;           /* archive files in archive files are read */
	int64_t look_begin;    /* monotonic time; microseconds */
	struct task_job *settling; /* a job that was written and is being laid in the place of memory; NULL */
	size_t settled;            /* so many of its pieces are */
	size_t verifying;      /* segments that are being read through */
	bool verify;           /* what came from files is to be read through */
	bool waited;           /* archive_wait() was called */
	void (*closed)(void *data);
	void *closed_data;
	int news[2];           /* the pipe that archive_fd() is one end of */
	size_t found, done;    /* for archive_progress() */
	size_t found_before;   /* by loaders that are done */
	struct archive_changes changes;
	struct reports *reports;
	GPtrArray *sections; /* of struct mapping */
	struct arena *scratch;
};

static const struct origin *origin_of(const struct archive *archive, uint32_t number)
{
	return &g_array_index(archive->origins, struct origin, number);
}

static struct volume *volume_of(const struct archive *archive, uint32_t number)
{
	return g_ptr_array_index(archive->volumes, number);
}

static bool *flag_of(GArray *flags, uint32_t number)
{
	return &g_array_index(flags, bool, number);
}

/* Opening ---------------------------------------------------------------------------------------------------------- */

static void clear_origin(void *data)
{
	struct origin *origin = data;

	source_close(origin->source);
	g_free(origin->root);
}

static void free_volume(void *volume)
{
	volume_free(volume);
}

static void free_mapping(void *mapping)
{
	mapping_free(mapping);
}

static void open_news(struct archive *archive)
{
	GError *error = NULL;

	if (!g_unix_open_pipe(archive->news, FD_CLOEXEC, &error) ||
	    !g_unix_set_fd_nonblocking(archive->news[0], TRUE, &error) ||
	    !g_unix_set_fd_nonblocking(archive->news[1], TRUE, &error))
		g_error("%s", error->message);
}

/* A source is called what somebody calls it. */
static void call(const struct origin *origin)
{
	const char *name = origin->said ? origin->said->name : NULL;

	if (!name)
		return;
	g_free(origin->source->name);
	g_free(origin->source->identity);
	origin->source->name = g_strdup(name);
	origin->source->identity = g_strdup(name);
}

static void open_sources(struct archive *archive, const char *const *paths, size_t count,
			 const struct archive_saying *sayings)
{
	struct origin files = {0};

	archive->origins = g_array_new(FALSE, FALSE, sizeof(struct origin));
	g_array_set_clear_func(archive->origins, clear_origin);
	g_array_append_val(archive->origins, files);
	archive->files = g_ptr_array_new_with_free_func(g_free);
	for (size_t i = 0; i < count; i++) {
		struct origin origin = {.source = source_of(paths[i], archive->nested)};

		if (!origin.source) {
			g_ptr_array_add(archive->files, g_strdup(paths[i]));
			continue;
		}
		origin.root = g_strdup(paths[i]);
		origin.said = sayings ? &sayings[i] : NULL;
		call(&origin);
		g_array_append_val(archive->origins, origin);
	}
	g_array_index(archive->origins, struct origin, 0).source =
		files_open((const char *const *)archive->files->pdata, archive->files->len);
}

/* How many of the same name were named before: their ids differ from what they would be alone. */
static unsigned rank_of(const struct archive *archive, uint32_t number)
{
	unsigned rank = 0;

	for (uint32_t i = 1; i < number; i++)
		rank += strcmp(source_identity(origin_of(archive, i)->source), source_identity(origin_of(archive, number)->source)) == 0;
	return rank;
}

/* What a snapshot depends on besides the archive: its ids on how it is called, its entries on what is kept. */
static unsigned seed_of(const struct archive *archive, uint32_t number)
{
	const struct archive_saying *said = origin_of(archive, number)->said;
	unsigned seed = rank_of(archive, number);

	if (said && said->name)
		seed += g_str_hash(said->name) * 31;
	if (said && said->key)
		seed += g_str_hash(said->key) * 17 + 1;
	if (archive->nested && !origin_of(archive, number)->source->ops->read)
		seed += 2147483647; /* a stream holds other articles then */
	return seed;
}

static bool keeps(void *data, uint32_t origin, uint32_t entry)
{
	const struct archive *archive = data;
	const struct archive_saying *said = origin_of(archive, origin)->said;

	return !said || !said->keeps || said->keeps(said->data, archive, entry);
}

/* The folder of an archive below `base`; NULL where there is none for it. */
static struct cache *place_for(const struct archive *archive, uint32_t number, const char *base, bool lasting)
{
	const char *root = origin_of(archive, number)->root;

	return base && root ? cache_new(base, root, seed_of(archive, number), lasting) : NULL;
}

/* Where nothing is in the order yet, and the volume's numbers are the catalog's, it is taken as it lies in the file. */
static void open_volume(struct archive *archive, uint32_t number, const struct archive_options *options)
{
	const struct origin *origin = origin_of(archive, number);
	struct volume *volume = volume_new(archive->catalog, number, origin->source->name,
					   place_for(archive, number, options->cache, false));
	bool first = store_count(catalog_store(archive->catalog)) == 0, due = number > 0 || archive->files->len > 0;
	bool looked = false;
	struct showing showing = {.volume = volume};

	volume->kept = place_for(archive, number, options->kept, true);
	g_ptr_array_add(archive->volumes, volume);
	g_array_append_val(archive->due, due);
	g_array_append_val(archive->looked, looked);
	if (volume_open(volume, &showing.order, &showing.count)) {
		archive->verify = true;
		if (first)
			catalog_begin(archive->catalog, showing.order, showing.count);
		else
			g_array_append_val(archive->showing, showing);
	}
	kept_open(volume);
}

/* The owner has work left that no thread will remind it of. */
static void remind(const struct archive *archive)
{
	ssize_t written;

	do
		written = write(archive->news[1], "", 1);
	while (written < 0 && errno == EINTR);
}

static void begin_look(struct archive *archive);

struct archive *archive_open_with(const char *const *paths, size_t count, const struct archive_options *options)
{
	struct archive *archive = g_new0(struct archive, 1);

	archive->nested = options->nested;
	open_sources(archive, paths, count, options->sayings);
	archive->closed = options->closed;
	archive->closed_data = options->data;
	archive->catalog = catalog_new();
	archive->volumes = g_ptr_array_new_with_free_func(free_volume);
	archive->due = g_array_new(FALSE, FALSE, sizeof(bool));
	archive->looked = g_array_new(FALSE, FALSE, sizeof(bool));
	archive->showing = g_array_new(FALSE, FALSE, sizeof(struct showing));
	archive->sections = g_ptr_array_new_with_free_func(free_mapping);
	archive->scratch = arena_new();
	archive->following = options->follow;
	open_news(archive);
	for (uint32_t i = 0; i < archive->origins->len; i++)
		open_volume(archive, i, options);
	archive->reports = reports_new(archive->catalog, archive->origins);
	if (store_count(catalog_store(archive->catalog)) == 0)
		begin_look(archive); /* there is nothing to show first */
	remind(archive);
	return archive;
}

struct archive *archive_open(const char *const *paths, size_t count)
{
	static const struct archive_options nothing_kept;

	return archive_open_with(paths, count, &nothing_kept);
}

void archive_guard(void)
{
	mapping_guard();
}

void archive_close(struct archive *archive)
{
	if (!archive)
		return;
	loader_free(archive->loader);
	repeat_free(archive->repeat);
	keeper_free(archive->keeper, archive->waited);
	if (archive->settling)
		task_job_free(archive->settling);
	follow_free(archive->follow);
	close(archive->news[0]);
	close(archive->news[1]);
	reports_free(archive->reports);
	g_ptr_array_unref(archive->volumes);
	catalog_free(archive->catalog);
	arena_free(archive->scratch);
	g_array_free(archive->due, TRUE);
	g_array_free(archive->looked, TRUE);
	g_array_free(archive->showing, TRUE);
	g_ptr_array_unref(archive->sections);
	g_ptr_array_unref(archive->files);
	g_array_free(archive->origins, TRUE);
	if (archive->closed)
		archive->closed(archive->closed_data);
	g_free(archive);
}

/* A look at one source --------------------------------------------------------------------------------------------- */

static bool is_known(void *volume, const char *path, const struct stamp *stamp)
{
	return volume_knows(volume, path, stamp);
}

/* What a path leads to may be another thing by now. False where it leads nowhere. */
static bool open_again(struct archive *archive, uint32_t number)
{
	struct origin *origin = &g_array_index(archive->origins, struct origin, number);
	struct source *source = source_of(origin->root, archive->nested);

	if (!source)
		return false;
	source_close(origin->source);
	origin->source = source;
	call(origin);
	return true;
}

static bool is_looking(const struct archive *archive)
{
	return archive->loader || archive->repeat;
}

static void keeper_do(struct archive *archive, struct task_job *job)
{
	if (!archive->keeper)
		archive->keeper = keeper_new(archive->news[1]);
	archive->writing += job->task == TASK_WRITE;
	keeper_push(archive->keeper, job);
}

static bool is_due(const struct archive *archive)
{
	for (guint i = 0; i < archive->due->len; i++) {
		if (*flag_of(archive->due, i))
			return true;
	}
	return false;
}

/* Looks of a large archive take long: changes are gathered so that it is not looked at all the time. */
static void pace(const struct archive *archive)
{
	int64_t took_ms = (g_get_monotonic_time() - archive->look_begin) / 1000;

	if (archive->follow)
		follow_gather(archive->follow, (unsigned)MIN(took_ms * REST, MOST_GATHERED_MS));
}

static void end_look(struct archive *archive)
{
	struct volume *volume = volume_of(archive, archive->at);
	struct task_job *job = volume_end(volume, &origin_of(archive, archive->at)->source->whole, keeps, archive);

	archive->changes.added += volume->look.added;
	archive->changes.changed += volume->look.changed;
	archive->changes.gone += volume->look.gone;
	archive->changes.read += volume->look.read;
	archive->changes.unchanged += volume->look.unchanged;
	reports_changed(archive->reports);
	pace(archive);
	if (job)
		keeper_do(archive, job);
	job = kept_end(volume);
	if (job)
		keeper_do(archive, job);
	if (archive->verify || is_due(archive) || (archive->following && !archive->follow))
		remind(archive);
}

static void finish_reading(struct archive *archive)
{
	struct volume *volume = volume_of(archive, archive->at);

	loader_free(g_steal_pointer(&archive->loader));
	archive->found_before = archive->found;
	if (volume->sealed) {
		end_look(archive);
		return;
	}
	archive->repeat = repeat_new(archive->catalog, archive->at, g_steal_pointer(&volume->sights));
	remind(archive);
}

/* What is not there for the moment is not gone. */
static void miss(struct archive *archive, struct volume *volume)
{
	struct loaded missing = {
		.outcome = OUTCOME_PROBLEM,
		.origin = archive->at,
		.named = true,
		.path = (char *)"",
		.code = "missing",
		.message = (char *)g_strerror(ENOENT),
	};

	reports_begin(archive->reports, archive->at);
	volume_begin(volume);
	volume_take(volume, &missing);
	end_look(archive);
}

static void look_at(struct archive *archive, struct volume *volume)
{
	if (volume_is_unchanged(volume, &origin_of(archive, archive->at)->source->whole))
		return;
	reports_begin(archive->reports, archive->at);
	volume_begin(volume);
	archive->loader = loader_new((const struct origin *)(const void *)archive->origins->data, archive->at,
				     volume->sealed ? is_known : NULL, volume, archive->news[1],
				     volume->sights ? sights_seed(volume->sights) : 0);
}

/* Begins with the first volume that is due. */
static void begin_look(struct archive *archive)
{
	uint32_t at = 0;
	bool again;

	while (at < archive->due->len && !*flag_of(archive->due, at))
		at++;
	if (at == archive->due->len)
		return;
	again = *flag_of(archive->looked, at);
	*flag_of(archive->due, at) = false;
	*flag_of(archive->looked, at) = true;
	archive->at = at;
	archive->look_begin = g_get_monotonic_time();
	if (again && !open_again(archive, at))
		miss(archive, volume_of(archive, at));
	else
		look_at(archive, volume_of(archive, at));
}

/* Gives whether anything was taken; `*more` where time ran out before the queue did. */
static bool take_results(struct archive *archive, unsigned budget_us, bool *more)
{
	int64_t end = g_get_monotonic_time() + budget_us;
	struct volume *volume = volume_of(archive, archive->at);
	struct loaded *loaded;
	bool taken = false;

	*more = false;
	while (!*more && (loaded = loader_take(archive->loader))) {
		if (volume_take(volume, loaded)) {
			reports_take(archive->reports, loaded);
			taken = true;
		}
		loaded_free(loaded);
		archive->done++;
		*more = budget_us && g_get_monotonic_time() >= end;
	}
	archive->found = archive->found_before + loader_found(archive->loader);
	return taken;
}

static bool poll_loader(struct archive *archive, unsigned budget_us)
{
	bool done, more, changed;

	loader_rearm(archive->loader);
	done = loader_is_done(archive->loader); /* asked first: what is left now is all that is left */
	changed = take_results(archive, budget_us, &more);
	if (more) {
		loader_signal(archive->loader);
	} else if (done) {
		finish_reading(archive);
		changed = true;
	}
	return changed;
}

static bool poll_repeat(struct archive *archive, unsigned budget_us)
{
	struct volume *volume = volume_of(archive, archive->at);

	if (!repeat_work(archive->repeat, budget_us)) {
		remind(archive);
		return false;
	}
	repeat_free(volume->learned);
	volume->learned = g_steal_pointer(&archive->repeat);
	repeat_forget(volume->learned);
	end_look(archive);
	return true;
}

/* What lies behind ------------------------------------------------------------------------------------------------- */

/* Takes entries of snapshots into the order that lie in no order of their own; the newest of each come first. */
static bool poll_showing(struct archive *archive, unsigned budget_us)
{
	int64_t end = g_get_monotonic_time() + budget_us;

	while (archive->showing->len > 0) {
		struct showing *showing = &g_array_index(archive->showing, struct showing, 0);
		size_t to = MIN(showing->count, showing->at + SHOWN_AT_ONCE);

		for (; showing->at < to; showing->at++) {
			uint32_t number = volume_entry(showing->volume, showing->order[showing->at]);

			if (number != ENTRY_NONE && !catalog_is_removed(archive->catalog, number))
				catalog_show(archive->catalog, number);
		}
		if (showing->at == showing->count)
			g_array_remove_index(archive->showing, 0);
		if (budget_us && g_get_monotonic_time() >= end)
			break;
	}
	remind(archive);
	return true;
}

static void verify_volume(struct archive *archive, const struct volume *volume)
{
	for (guint i = 0; i < volume->segments->len; i++) {
		struct segment *segment = g_ptr_array_index(volume->segments, i);
		struct task_job *job;

		if (segment->trusted || mapping_is_broken(segment->mapping))
			continue;
		job = g_new0(struct task_job, 1);
		job->task = TASK_VERIFY;
		job->origin = volume->origin;
		job->segment = segment;
		keeper_do(archive, job);
		archive->verifying++;
	}
}

static void verify_all(struct archive *archive)
{
	archive->verify = false;
	for (guint i = 0; i < archive->volumes->len; i++)
		verify_volume(archive, volume_of(archive, i));
}

static void finish_verifying(struct archive *archive, const struct task_job *job)
{
	archive->verifying--;
	job->segment->trusted = job->done;
	if (!job->done)
		mapping_break(job->segment->mapping);
}

/* Lays the next pieces of the file that was written in the place of memory. */
static void settle(struct archive *archive)
{
	struct task_job *job = archive->settling;
	int64_t end = g_get_monotonic_time() + SETTLING_US;

	while (archive->settled < job->written.layout.count && g_get_monotonic_time() < end)
		snapshot_settle_piece(job->segment, job->written.file,
				      &job->written.layout.pieces[archive->settled++]);
	if (archive->settled < job->written.layout.count) {
		remind(archive);
		return;
	}
	task_job_free(job);
	archive->settling = NULL;
}

/* Takes over the job. */
static void finish_job(struct archive *archive, struct task_job *job)
{
	archive->writing -= job->task == TASK_WRITE;
	if (job->task == TASK_VERIFY)
		finish_verifying(archive, job);
	if (job->task == TASK_WRITE && job->done &&
	    snapshot_settle(job->segment, job->written.file, &job->written.layout)) {
		archive->settling = job;
		archive->settled = 0;
	} else {
		task_job_free(job);
	}
}

static void poll_keeper(struct archive *archive)
{
	struct task_job *job;

	for (;;) {
		if (archive->settling)
			settle(archive);
		if (archive->settling || !(job = keeper_take(archive->keeper)))
			return;
		finish_job(archive, job);
	}
}

static bool is_broken(const struct volume *volume)
{
	for (guint i = 0; i < volume->segments->len; i++) {
		if (mapping_is_broken(((const struct segment *)g_ptr_array_index(volume->segments, i))->mapping))
			return true;
	}
	return false;
}

/* A volume one of whose files is not what was written is read anew, all of it. */
static bool notice_broken(struct archive *archive)
{
	bool broken = false;

	for (guint i = 0; i < archive->volumes->len; i++) {
		if (!is_broken(volume_of(archive, i)))
			continue;
		volume_forget(volume_of(archive, i));
		catalog_sort(archive->catalog);
		reports_changed(archive->reports);
		*flag_of(archive->due, i) = true;
		broken = true;
	}
	return broken;
}

static void merge_all_volumes(struct archive *archive)
{
	for (guint i = 0; i < archive->volumes->len; i++) {
		struct task_job *job = volume_merge(volume_of(archive, i));

		if (job)
			keeper_do(archive, job);
	}
}

static void begin_following(struct archive *archive)
{
	const char **roots = g_new0(const char *, archive->origins->len);

	for (guint i = 1; i < archive->origins->len; i++)
		roots[i - 1] = origin_of(archive, i)->root;
	archive->follow = follow_new(roots, archive->origins->len - 1, archive->news[1]);
	g_free(roots);
}

static void notice_changes(struct archive *archive)
{
	if (!archive->follow) {
		if (archive->following)
			begin_following(archive);
		return;
	}
	for (guint i = 1; i < archive->origins->len; i++)
		*flag_of(archive->due, i) |= follow_take(archive->follow, i - 1);
}

/* Between two looks: jobs that are done, files that broke, the next look. True when what is shown has changed. */
static bool poll_between(struct archive *archive)
{
	bool changed;

	if (archive->keeper)
		poll_keeper(archive);
	changed = notice_broken(archive);
	if (!is_due(archive))
		notice_changes(archive);
	begin_look(archive);
	if (is_looking(archive) || is_due(archive))
		remind(archive);
	else if (archive->verify)
		verify_all(archive);
	else if (archive->verifying == 0)
		merge_all_volumes(archive);
	return changed;
}

static void empty_news(const struct archive *archive)
{
	char bytes[64];

	while (read(archive->news[0], bytes, sizeof(bytes)) > 0)
		;
}

bool archive_poll(struct archive *archive, unsigned budget_us)
{
	empty_news(archive);
	if (archive->showing->len > 0)
		return poll_showing(archive, budget_us);
	if (archive->loader)
		return poll_loader(archive, budget_us);
	if (archive->repeat)
		return poll_repeat(archive, budget_us);
	return poll_between(archive);
}

static bool is_busy(const struct archive *archive)
{
	return archive->showing->len > 0 || is_looking(archive) || is_due(archive) || archive->verifying > 0 ||
	       archive->verify;
}

void archive_wait(struct archive *archive)
{
	struct pollfd polled = {archive->news[0], POLLIN, 0};

	archive->waited = archive->verify = true;
	while (is_busy(archive)) {
		if (poll(&polled, 1, -1) > 0)
			archive_poll(archive, 0);
	}
}

bool archive_is_keeping(const struct archive *archive)
{
	return archive->repeat || archive->writing > 0;
}

void archive_look(struct archive *archive)
{
	for (uint32_t i = 1; i < archive->due->len; i++)
		*flag_of(archive->due, i) = true;
	archive->changes = (struct archive_changes){0};
	remind(archive);
}

struct archive_changes archive_changes(const struct archive *archive)
{
	return archive->changes;
}

int archive_fd(const struct archive *archive)
{
	return archive->news[0];
}

/* A volume without anything that is known is loaded; the others are checked. */
struct archive_progress archive_progress(const struct archive *archive)
{
	struct archive_progress progress = {archive->found, archive->done, archive->showing->len > 0, false};

	for (uint32_t i = 0; i < archive->volumes->len; i++) {
		bool going_on = *flag_of(archive->due, i) || (is_looking(archive) && archive->at == i);

		if (going_on && volume_of(archive, i)->sealed)
			progress.checking = true;
		else if (going_on)
			progress.loading = true;
	}
	return progress;
}

/* Entries ---------------------------------------------------------------------------------------------------------- */

size_t archive_archives(const struct archive *archive)
{
	return archive->origins->len - (archive->files->len > 0 ? 0 : 1);
}

size_t archive_count(const struct archive *archive)
{
	return store_count(catalog_store(archive->catalog));
}

size_t archive_shown(const struct archive *archive)
{
	return catalog_shown(archive->catalog);
}

uint32_t archive_at(const struct archive *archive, size_t row)
{
	return catalog_at(archive->catalog, row);
}

size_t archive_row(const struct archive *archive, uint32_t number)
{
	return catalog_row(archive->catalog, number);
}

bool archive_is_shown(const struct archive *archive, uint32_t number)
{
	return !catalog_is_removed(archive->catalog, number) && archive_newest(archive, number) == number;
}

const uint32_t *archive_order(const struct archive *archive, size_t *count)
{
	return catalog_order(archive->catalog, count);
}

static bool is_kept(const struct store *store, uint32_t number)
{
	uint32_t row;

	return store_segment_of(store, number, &row)->kept;
}

void archive_entry(const struct archive *archive, uint32_t number, struct entry *entry)
{
	const struct store *store = catalog_store(archive->catalog);
	const struct row *row = store_row(store, number);
	const struct volume *volume = volume_of(archive, store_origin(store, number));

	*entry = (struct entry){
		.id = {row->id, ID_SIZE},
		.archive = span_of(volume->name),
		.path = store_path(store, number),
		.empty = row->empty,
		.gone = catalog_is_removed(archive->catalog, number),
		.kept = is_kept(store, number),
		.added = g_hash_table_contains(volume->added, GSIZE_TO_POINTER((gsize)number + 1)),
	};
}

void archive_article(const struct archive *archive, uint32_t number, struct article *article)
{
	store_article(catalog_store(archive->catalog), number, article);
}

size_t archive_versions(const struct archive *archive, uint32_t number, uint32_t *versions, size_t max)
{
	return catalog_versions(archive->catalog, number, versions, max);
}

struct history *archive_history(const struct archive *archive, uint32_t number)
{
	const struct store *store = catalog_store(archive->catalog);

	return history_new(origin_of(archive, store_origin(store, number))->root, store_path(store, number));
}

struct raw *archive_raw(const struct archive *archive, uint32_t number)
{
	const struct store *store = catalog_store(archive->catalog);

	return raw_begin(origin_of(archive, store_origin(store, number))->root, store_path(store, number), archive->nested);
}

struct fetch *archive_picture(const struct archive *archive, uint32_t number, struct span url)
{
	const struct store *store = catalog_store(archive->catalog);
	const struct origin *origin = origin_of(archive, store_origin(store, number));

	return fetch_new(origin->root, archive->nested, store_path(store, number), url);
}

uint32_t archive_newest(const struct archive *archive, uint32_t number)
{
	const struct row *row = store_row(catalog_store(archive->catalog), number);
	uint32_t newest = catalog_find_id(archive->catalog, (struct span){row->id, ID_SIZE});

	return newest == ENTRY_NONE ? number : newest;
}

uint32_t archive_find_id(const struct archive *archive, struct span id)
{
	return catalog_find_id(archive->catalog, id);
}

uint32_t archive_find_path(const struct archive *archive, struct span path)
{
	uint32_t found = ENTRY_NONE;

	for (uint32_t i = 0; found == ENTRY_NONE && i < archive->origins->len; i++)
		found = catalog_find_path(archive->catalog, i, path);
	return found;
}

/* The file without links in its folder's path; its own name stays, for a link is not what it leads to. */
static char *real_file(const char *file)
{
	char *folder = g_path_get_dirname(file), *name = g_path_get_basename(file);
	char *real = realpath(folder, NULL);
	char *path = real ? g_build_filename(real, name, NULL) : NULL;

	free(real);
	g_free(folder);
	g_free(name);
	return path;
}

static uint32_t find_file_below(const struct archive *archive, uint32_t origin, const char *file)
{
	char *root = realpath(origin_of(archive, origin)->root, NULL);
	size_t len = root ? strlen(root) : 0;
	uint32_t found = ENTRY_NONE;

	while (len > 0 && root[len - 1] == '/')
		len--; /* of "/" nothing is left */
	if (root && strncmp(file, root, len) == 0 && file[len] == '/')
		found = catalog_find_path(archive->catalog, origin, span_of(file + len + 1));
	free(root);
	return found;
}

uint32_t archive_find_file(const struct archive *archive, const char *file)
{
	uint32_t found = catalog_find_path(archive->catalog, 0, span_of(file));
	char *real = real_file(file);

	for (uint32_t i = 1; real && found == ENTRY_NONE && i < archive->origins->len; i++)
		found = find_file_below(archive, i, real);
	g_free(real);
	return found;
}

uint32_t archive_resolve(const struct archive *archive, uint32_t from, struct span url)
{
	return resolve_address(archive->catalog, archive->scratch, from, url);
}

/* What is no entry ------------------------------------------------------------------------------------------------- */

const struct problems *archive_problems(const struct archive *archive)
{
	return reports_problems(archive->reports);
}

size_t archive_refused(const struct archive *archive)
{
	return reports_refused(archive->reports);
}

size_t archive_left_out_count(const struct archive *archive)
{
	return reports_left_out_count(archive->reports);
}

struct left_out archive_left_out(const struct archive *archive, size_t index)
{
	struct passed_over passed_over = reports_left_out(archive->reports, index);

	return (struct left_out){
		span_of(volume_of(archive, passed_over.origin)->name),
		passed_over.path,
		passed_over.reason,
	};
}

/* Segments --------------------------------------------------------------------------------------------------------- */

size_t archive_segments(const struct archive *archive, struct archive_segment *segments, size_t max)
{
	const struct store *store = catalog_store(archive->catalog);
	size_t count = store_segments(store);

	for (size_t i = 0; i < MIN(count, max); i++) {
		const struct segment *segment = store_segment(store, i);

		segments[i] = (struct archive_segment){
			.first = segment->first,
			.count = segment_rows(segment),
			.key = segment->kept || mapping_is_broken(segment->mapping) ? 0 : segment->key,
			.sealed = segment->sealed,
		};
	}
	return count;
}

const struct cache *archive_section_place(const struct archive *archive, uint64_t key)
{
	const struct store *store = catalog_store(archive->catalog);

	for (size_t i = 0; key != 0 && i < store_segments(store); i++) {
		const struct segment *segment = store_segment(store, i);

		if (segment->key == key)
			return volume_of(archive, segment->origin)->cache;
	}
	return NULL;
}

struct span archive_section(struct archive *archive, uint64_t key, const char *name, uint32_t version)
{
	const struct cache *cache = archive_section_place(archive, key);
	struct span bytes = {NULL, 0};
	struct mapping *mapping = cache ? cache_section(cache, key, name, version, &bytes) : NULL;

	if (mapping)
		g_ptr_array_add(archive->sections, mapping);
	return bytes;
}

bool archive_section_write(struct archive *archive, uint64_t key, const char *name, uint32_t version,
			   const struct span *parts, size_t n)
{
	const struct cache *cache = archive_section_place(archive, key);

	return cache && cache_section_write(cache, key, name, version, parts, n);
}
